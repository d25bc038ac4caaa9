import type { Trouble } from '../git/workbench.ts';
import type { EmbargoFailure, Lost } from './failure.ts';

/**
 * A failure in words: what is so, and what to do. Nothing of an advisory stands in it but its id, and nothing that git
 * has said.
 */
export function embargoWords(failure: EmbargoFailure): string {
  switch (failure.kind) {
    case 'git-missing':
      return 'Git was not found. Install it, or say where it is.';
    case 'cancelled':
      return 'Cancelled.';
    case 'git-trouble':
      return TROUBLE[failure.trouble];
    case 'no-workspace':
      return 'There is no embargo workspace. Name its folder, as `embargo start` has said it.';
    case 'workspace-unreadable':
      return 'The file embargo.json of this workspace cannot be read. Mend it, or take the folder away by hand after you have looked for work in it.';
    case 'disk-full':
      return 'The disk is full. Make room, and do it again: what was begun is gone on with.';
    case 'workspace-not-written':
      return 'The workspace cannot be written to. Look at its permissions.';
    case 'guard-files':
      return `The guard's files cannot be written (${failure.code}). Look at the permissions of the folder.`;
    case 'bad-id':
      return 'This is no id of an advisory. One looks like GHSA-xxxx-xxxx-xxxx.';
    case 'fork-address':
      return FORK_ADDRESS[failure.why];
    case 'fork-is-public':
      return `The fork's address is that of the remote ${failure.remote}, which is public. Give the address of the advisory's private fork.`;
    case 'fork-folder':
      return `${FORK_FOLDER[failure.why]} Give the address of the advisory's private fork.`;
    case 'fork-of-another':
      return 'This is not the private fork of this advisory: on GitHub its name ends in the advisory’s id.';
    case 'fork-missing':
      return failure.trouble === 'not-allowed'
        ? 'The private fork does not let you in. Look whether your account is on the advisory and your git signs in as it.'
        : 'The private fork does not answer. Look whether it is there already: GitHub takes minutes to make one of a large repository.';
    case 'fork-trouble':
      return FORK_TROUBLE[failure.trouble];
    case 'fork-refused':
      return failure.by === 'rule'
        ? 'A rule or a hook of the private fork has refused the branch. Look at the rules for branches in the settings of the fork, or ask whoever may, and push again.'
        : 'The private fork could not store the branch. See that nothing is damaged here (git fsck in clone.git) and that the fork is well (its disk, a lock that was left), and push again.';
    case 'branch-gone':
      return `The clone has no branch ${failure.private} any more: it was deleted or renamed. Make it again in its worktree (git switch -c ${failure.private}), and push again.`;
    case 'git-too-old':
      return `Git ${failure.has} is too old: ${failure.needs} or newer is needed.`;
    case 'no-branches':
      return 'Say which branches to fix.';
    case 'branches-missing':
      return `Neither the clone nor a remote has ${list(failure.names)}. Look at the spelling, or fetch in your clone.`;
    case 'not-a-clone':
      return 'This folder is no clone that git can read.';
    case 'incomplete-clone':
      return `The clone is ${failure.how === 'shallow' ? 'shallow: its history is cut off' : 'partial: it lacks files'}, and its public remote does not answer to complete it. Go online, or take a whole clone.`;
    case 'no-upstream':
      return 'There is no public remote to take the branches from. Name a clone that has one, or its address.';
    case 'target-not-absolute':
      return 'Give the folder for embargo workspaces as an absolute path.';
    case 'target-is-link':
      return 'The target is a symbolic link. Name the folder itself.';
    case 'target-in-repository':
      return 'The target lies in a git repository, from which it could be committed. Choose a folder outside.';
    case 'target-not-writable':
      return 'Nothing can be made in the target folder. Choose another, or look at its permissions.';
    case 'target-not-empty':
      return 'There is something else where the workspace would be. Take it away, or choose another folder.';
    case 'no-space':
      return `The disk has ${failure.hasMiB} MiB left, and about ${failure.needsMiB} are needed. Make room, or choose another folder.`;
    case 'workspace-exists':
      return failure.state === 'ready'
        ? `There is a workspace for this advisory already: ${failure.folder}. Open it.`
        : `There is a workspace for this advisory that is not whole: ${failure.folder}. ${failure.state === 'making' ? 'Go on with it (--resume), or remove it.' : 'Its removal was interrupted: remove it.'}`;
    case 'busy':
      return 'Something else is being done in this workspace. Wait until it has ended; if nothing is, take away its file embargo.lock.';
    case 'being-made':
      return `The workspace for this advisory is being made by another window or process: ${failure.folder}. Wait until it is whole, then open it.`;
    case 'workspace-not-ready':
      return failure.state === 'making'
        ? 'This workspace is not whole: its making was interrupted. Go on with it (embargo start --resume), or remove it.'
        : 'This workspace was being removed. Finish it (embargo remove).';
    case 'guard-loosened':
      return `The guard is loosened, so nothing is pushed: ${list(failure.what)}. ${failure.remedies?.join(' ') ?? 'Mend it first (embargo status --mend).'}`;
    case 'clone-broken':
      return 'The file with the settings of the clone is gone or cannot be parsed, so git gives nothing of it. Mend the guard: it writes a new one, and keeps the old one beside it.';
    case 'clone-unreadable':
      return 'Git gives nothing of the clone. See that its folder clone.git is there and yours, and that your own git settings can be read.';
    case 'workspace-moved':
      return 'The workspace is in another place than its settings say. Mend the guard, which writes them anew.';
    case 'worktree-gone':
      return 'Its worktree is gone, or the clone knows it no more. Mend the guard, which makes it again.';
    case 'worktree-taken':
      return 'Something else lies where its worktree was. Take that away, then mend the guard.';
    case 'branch-unreadable':
      return 'Git cannot read this branch: the branch or one of its objects is damaged, or not yours to read. See what git fsck says in clone.git. What was pushed is in the fork.';
    case 'branch-not-here':
      return `This workspace has no branch ${list(failure.names)}.`;
    case 'nothing-to-backport':
      return 'There is nothing to backport: commit the fix on its branch first, and name other branches than that one.';
    case 'merge-in-fix':
      return 'There is a merge among the commits of the fix. Make a straight line of them (git rebase), and do it again.';
    case 'unfinished':
      return `An earlier backport or hand-over of ${list(failure.branches)} was interrupted. Settle it first (embargo status --resume).`;
    case 'work-unreadable':
      return `Git cannot read ${list(failure.branches)}, so nobody knows what would be lost. Mend the guard, look into the folder by hand, or remove it by force.`;
    case 'unpushed':
      return `Removing it would lose ${failure.lost.map(lostWords).join('; ')}. Push it to the fork, or remove it by force.`;
  }
}

const TROUBLE: Readonly<Record<Trouble, string>> = {
  locked:
    'Another git is at work there, or one was killed and has left its lock, a file in clone.git that ends in .lock. Wait until it has ended; if none runs, delete that file. Then do it again.',
  'disk-full': 'The disk is full. Make room, and do it again.',
  unreachable:
    'The remote cannot be reached, or its server is in trouble. Look at the network and at the proxy in your git settings, and do it again.',
  'not-allowed':
    'The remote does not let you in. See that your git signs in there, and as the right account: its key or token may have run out. Then do it again.',
  'not-there':
    'The remote has no such repository or branch, or does not show it to you. See that its address is right and that your account may read it.',
  refused:
    'The guard has refused it: only the private fork may be reached from here. Push to the fork, and update from upstream by the command for it.',
  behind: 'Somebody else has pushed to this branch of the fork. Fetch it (git fetch fork), put yours on top, and push again.',
  'in-the-way': 'Files that would be changed have changes of yours. Commit or stash them, and do it again.',
  'not-written':
    'A file or folder of the workspace cannot be written. See whose it is, its permissions, and that no other program holds it; then do it again.',
  identity: 'Git does not know who you are. Set user.name and user.email in your git settings, and do it again.',
  signing:
    'Git could not sign the commit, which your settings want (commit.gpgSign). See that the program and the key for it are there and unlocked, and do it again.',
  'host-unknown':
    'Ssh does not trust the key that the server has shown: it is new to you, or not the one of before. Connect once in a terminal, compare its fingerprint with what the host publishes, and do it again.',
  'no-program':
    'A program that your git is to start was not found. See what your git settings name (core.sshCommand, credential.helper, gpg.program) and that it is there, and do it again.',
  other:
    'Git could not do it, and gave a reason that is not known here. See what git status says in the worktree and git fsck in clone.git, and do it again.',
};

const FORK_TROUBLE: Readonly<Record<Extract<EmbargoFailure, { kind: 'fork-trouble' }>['trouble'], string>> = {
  unreachable:
    'The private fork cannot be reached, or its server is in trouble. Look at the network and at the proxy in your git settings, and do it again.',
  'not-allowed':
    'The private fork does not let you in. See that your account is on the advisory and your git signs in as it: its key or token may have run out. Then do it again.',
  'not-there':
    'The private fork is not there, or is not shown to you. GitHub takes it away when the advisory is published or closed; else see that your account is on the advisory and your git signs in as it.',
};

const FORK_ADDRESS: Readonly<Record<Extract<EmbargoFailure, { kind: 'fork-address' }>['why'], string>> = {
  empty: 'Give the address of the private fork.',
  scheme: 'The fork can be reached by https, by ssh, or as a folder on this machine.',
  credentials: 'There is a password or a token in the fork’s address. Leave it out: your git signs in as it always does.',
  odd: 'This is no address of a fork.',
};

const FORK_FOLDER: Readonly<Record<Extract<EmbargoFailure, { kind: 'fork-folder' }>['why'], string>> = {
  'own-clone': 'This is your own clone, from which the fix could get to its public remote.',
  'working-tree': 'This folder has a working tree, as a clone has: it is no private fork.',
  workspaces: 'This folder lies among the embargo workspaces, or around them: it is no private fork.',
};

export function lostWords({ branch, commits, files, paths = [] }: Lost): string {
  // A name may have control characters.
  const named = paths.map((path) => path.replace(/\p{C}/gu, '?'));
  const more = files > paths.length ? [`${files - paths.length} more`] : [];
  const parts = [
    commits > 0 ? `${commits} ${commits === 1 ? 'commit' : 'commits'} that the fork has not` : '',
    files > 0
      ? `${files} changed ${files === 1 ? 'file' : 'files'}${named.length > 0 ? ` (${list([...named, ...more])})` : ''}`
      : '',
  ];
  return `${branch}: ${parts.filter((part) => part !== '').join(' and ')}`;
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
