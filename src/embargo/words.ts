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
    case 'fork-of-another':
      return 'This is not the private fork of this advisory: on GitHub its name ends in the advisory’s id.';
    case 'fork-missing':
      return failure.trouble === 'not-allowed'
        ? 'The private fork does not let you in. Look whether your account is on the advisory and your git signs in as it.'
        : 'The private fork does not answer. Look whether it is there already: GitHub takes minutes to make one of a large repository.';
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
    case 'workspace-not-ready':
      return failure.state === 'making'
        ? 'This workspace is not whole: its making was interrupted. Go on with it (embargo start --resume), or remove it.'
        : 'This workspace was being removed. Finish it (embargo remove).';
    case 'guard-loosened':
      return `The guard is loosened, so nothing is pushed: ${list(failure.what)}. Mend it first.`;
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
  locked: 'Another git is at work in this repository. Wait until it has ended.',
  'disk-full': 'The disk is full. Make room, and do it again.',
  unreachable: 'The remote cannot be reached. Look at the network, and do it again.',
  'not-allowed': 'The remote does not let you in. Look at how your git signs in.',
  'not-there': 'The remote has no such repository or branch, or does not show it to you.',
  refused: 'The guard has refused it: only the private fork may be reached from here.',
  behind: 'Somebody else has pushed to this branch of the fork. Fetch it (git fetch fork), put yours on top, and push again.',
  'in-the-way': 'Files that would be changed have changes of yours. Commit or stash them, and do it again.',
  'not-written': 'A file or folder cannot be written. Look at its permissions, and do it again.',
  identity: 'Git does not know who you are. Set user.name and user.email.',
  signing: 'Git could not sign the commit. Look at your signing key.',
  other: 'Git could not do it. Look at the worktree with `git status`.',
};

const FORK_ADDRESS: Readonly<Record<Extract<EmbargoFailure, { kind: 'fork-address' }>['why'], string>> = {
  empty: 'Give the address of the private fork.',
  scheme: 'The fork can be reached by https, by ssh, or as a folder on this machine.',
  credentials: 'There is a password or a token in the fork’s address. Leave it out: your git signs in as it always does.',
  odd: 'This is no address of a fork.',
};

export function lostWords({ branch, commits, files }: Lost): string {
  const parts = [
    commits > 0 ? `${commits} ${commits === 1 ? 'commit' : 'commits'} that the fork has not` : '',
    files > 0 ? `${files} changed ${files === 1 ? 'file' : 'files'}` : '',
  ];
  return `${branch}: ${parts.filter((part) => part !== '').join(' and ')}`;
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
