import type { WorkFailure } from '../../git/workbench.ts';
import type { ManifestFailure } from '../manifest.ts';
import type { Finding } from './lint.ts';
import { lockWords, type CloneLocks } from './locks.ts';

/** Why a branch was not handed over. Nothing in it quotes the advisory; files are the product's own. */
export type HandoverFailure =
  | ManifestFailure
  | WorkFailure
  /** Something in the request is not what it should be. */
  | { readonly kind: 'bad-request'; readonly part: 'issue' | 'pr' | 'commit' | 'message' | 'news' }
  | { readonly kind: 'no-branch'; readonly branch: string }
  | { readonly kind: 'not-ready' }
  /** Something else is going on in the workspace. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'git-too-old' }
  | { readonly kind: 'no-clone' }
  | { readonly kind: 'no-public-remote' }
  /** `how`: its refspecs leave the branch out. */
  | { readonly kind: 'no-public-branch'; readonly branch: string; readonly remote: string; readonly how?: 'not-fetched' }
  /** The clone keeps the remote's branches as its own. */
  | { readonly kind: 'bare-clone'; readonly remote: string }
  /** It lacks what the fix meets (`no-folders`: even the folders of the branch), and that cannot be had here. */
  | {
      readonly kind: 'incomplete-clone';
      readonly how: 'shallow' | 'partial' | 'no-folders';
      readonly branch: string;
      readonly remote: string;
    }
  /** It belongs to another user of the machine. */
  | { readonly kind: 'foreign-clone' }
  | { readonly kind: 'clone-read-only' }
  /** Locks of git's are in the way there, which somebody may have left. */
  | ({ readonly kind: 'clone-locked' } & CloneLocks)
  /** The private branch has nothing that its base has not. */
  | { readonly kind: 'no-fix'; readonly branch: string }
  /** What the fix changes is there publicly. */
  | { readonly kind: 'already-public'; readonly branch: string }
  | { readonly kind: 'no-common-commit'; readonly branch: string }
  | { readonly kind: 'does-not-apply'; readonly branch: string; readonly remote: string; readonly files: readonly string[] }
  | { readonly kind: 'bot-makes-it'; readonly branch: string; readonly words: string }
  | { readonly kind: 'first-branch-first'; readonly branch: string; readonly first: string }
  | { readonly kind: 'pull-request-wanted'; readonly branch: string }
  /** The commit that was given as public is a private one. */
  | { readonly kind: 'private-commit' }
  | { readonly kind: 'branch-exists'; readonly publicBranch: string }
  | { readonly kind: 'branch-in-use'; readonly publicBranch: string }
  /** Git cannot keep a branch `a` beside a branch `a/b`. */
  | { readonly kind: 'branch-clash'; readonly publicBranch: string; readonly other: string }
  /** The private branch has changed since it was handed over. */
  | { readonly kind: 'moved-on'; readonly branch: string; readonly publicBranch: string }
  /** `gone`: what was accepted and stands there no more as it was read. */
  | { readonly kind: 'not-accepted'; readonly lines: readonly number[]; readonly gone?: readonly string[] }
  | { readonly kind: 'left-over'; readonly findings: readonly Finding[] }
  | { readonly kind: 'not-written'; readonly full: boolean };

/** A failure as plain sentences that say what to do. */
export function handoverWords(failure: HandoverFailure): string {
  switch (failure.kind) {
    case 'git-trouble':
      return troubleWords(failure.trouble);
    case 'left-over':
      return leftOverWords(failure.findings);
    case 'does-not-apply':
      return doesNotApplyWords(failure);
    case 'bad-request':
      return BAD_REQUEST[failure.part];
    case 'no-branch':
      return `The workspace has no branch ${failure.branch}.`;
    case 'no-public-branch':
      return noPublicBranchWords(failure);
    case 'bare-clone':
      return `This clone is bare or a mirror: it keeps no ${failure.remote}/… beside branches of its own, so nothing tells what is public. Hand over into an ordinary clone (git clone without --bare and --mirror).`;
    case 'incomplete-clone':
      return incompleteWords(failure);
    case 'clone-locked':
      return lockWords(failure);
    case 'no-fix':
      return `The private branch for ${failure.branch} has no commit of its own: there is nothing to hand over.`;
    case 'already-public':
      return `Everything that the private branch for ${failure.branch} changes is public already.`;
    case 'no-common-commit':
      return `The private branch for ${failure.branch} has no commit in common with the public one. Run git fetch --unshallow in your clone, or update the worktree.`;
    case 'bot-makes-it':
      return `The branch for ${failure.branch} is not made here: ${failure.words} To make it all the same, say so (--anyway).`;
    case 'first-branch-first':
      return `Hand over ${failure.first} first; ${failure.branch} follows with the number of its public pull request and its commit (--pr N --commit SHA).`;
    case 'pull-request-wanted':
      return `For ${failure.branch} the public pull request and the full id of its commit are wanted (--pr N --commit SHA).`;
    case 'branch-exists':
      return `Your clone has a branch ${failure.publicBranch} already. Rename or delete it.`;
    case 'branch-in-use':
      return `The branch ${failure.publicBranch} is checked out in your clone or in a worktree of it. Check out another one.`;
    case 'branch-clash':
      return `Your clone has a branch ${JSON.stringify(failure.other)}, beside which git cannot keep ${failure.publicBranch}. Rename or delete it.`;
    case 'moved-on':
      return `The fix for ${failure.branch} was handed over as ${failure.publicBranch}, and the private branch has changed since. Make the change there, or delete ${failure.publicBranch} in your clone and hand over again.`;
    case 'not-accepted':
      return notAcceptedWords(failure);
    default:
      return WORDS[failure.kind];
  }
}

type Plain = Exclude<
  HandoverFailure['kind'],
  | 'git-trouble'
  | 'left-over'
  | 'does-not-apply'
  | 'bad-request'
  | 'no-branch'
  | 'no-public-branch'
  | 'no-fix'
  | 'already-public'
  | 'no-common-commit'
  | 'bot-makes-it'
  | 'first-branch-first'
  | 'pull-request-wanted'
  | 'branch-exists'
  | 'branch-in-use'
  | 'branch-clash'
  | 'bare-clone'
  | 'incomplete-clone'
  | 'clone-locked'
  | 'moved-on'
  | 'not-accepted'
>;

const WORDS: Readonly<Record<Plain, string>> = {
  'no-workspace': 'There is no embargo workspace in this folder.',
  'workspace-unreadable': 'The workspace’s embargo.json cannot be read.',
  'disk-full': 'The disk is full. Nothing was handed over; make room and try again.',
  'workspace-not-written': 'The workspace’s embargo.json cannot be written.',
  'git-missing': 'Git was not found.',
  cancelled: 'Cancelled. Your clone is as it was.',
  'not-ready': 'The workspace is not whole, or is being removed.',
  busy: 'Something else is under way in this workspace: a backport, or a hand-over in another window. Let it finish first.',
  'git-too-old': 'Git 2.38 or newer is wanted to carry a fix over to the public branch.',
  'no-clone': 'The folder is no git clone that can be read.',
  'no-public-remote':
    'No remote of your clone leads to the public repository of this workspace. Add it, and fetch from it: nothing is fetched for you.',
  'foreign-clone':
    'The clone belongs to another user of this machine, and git does not work in it. Hand over into a clone of your own, or say that you trust this one: git config --global --add safe.directory DIR.',
  'clone-read-only':
    'Your clone cannot be written to, so no branch can be made in it. See whom its .git folder belongs to and that it is not read-only, or hand over into another clone.',
  'private-commit': 'The commit given as the public one is a private commit of this workspace.',
  'not-written': 'The workspace’s folder cannot be written to.',
};

const BAD_REQUEST: Readonly<Record<Extract<HandoverFailure, { kind: 'bad-request' }>['part'], string>> = {
  issue: 'The public issue’s number is wanted.',
  pr: 'The pull request’s number is a positive number.',
  commit: 'The public commit is wanted as its full id (40 or 64 hexadecimal digits).',
  message: 'The message is empty, or its first line is.',
  news: 'The NEWS entry is empty.',
};

function troubleWords(trouble: Extract<WorkFailure, { kind: 'git-trouble' }>['trouble']): string {
  switch (trouble) {
    case 'locked':
      return 'Another git is at work in your clone, or one was killed and left its lock (a file that ends in .lock). Try again when it is done.';
    case 'disk-full':
      return WORDS['disk-full'];
    case 'identity':
      return 'Git does not know who you are in your clone: set user.name and user.email there.';
    case 'signing':
      return 'The commit could not be signed, and your clone wants it signed (commit.gpgSign). See that the key is unlocked, then try again.';
    default:
      return 'Git could not do it. Your clone has no new branch; see that it is whole (git fsck) and not a partial clone.';
  }
}

function incompleteWords({ how, branch, remote }: Extract<HandoverFailure, { kind: 'incomplete-clone' }>): string {
  const tip = `${remote}/${branch}`;
  if (how === 'no-folders')
    return `Your clone is partial and has not even the folders of ${tip}. Let git bring them: run git ls-tree -r ${tip} there, and hand over again.`;
  const lacks = how === 'shallow' ? `shallow, and lacks the history of ${tip}` : `partial, and lacks files of ${tip}`;
  return `Your clone is ${lacks} that this hand-over needs. The public remote did not give them to the workspace. Go online and hand over again, or hand over into a whole clone. Nothing was made.`;
}

function noPublicBranchWords({ branch, remote, how }: Extract<HandoverFailure, { kind: 'no-public-branch' }>): string {
  const has = `Your clone has no ${remote}/${branch}`;
  if (how === undefined) return `${has}. Run git fetch ${remote} there.`;
  return `${has}, and does not fetch it. Run git remote set-branches --add ${remote} ${branch} there, then git fetch ${remote}.`;
}

function notAcceptedWords({ lines, gone = [] }: Extract<HandoverFailure, { kind: 'not-accepted' }>): string {
  const stale = gone.length > 0 ? ` What was accepted as ${gone.join(', ')} has changed since.` : '';
  return `Marked lines are not accepted: ${lines.join(', ')}.${stale} Read them in --dry-run, then rewrite them, or accept them as they are named there, number and digest (--accept ${lines[0] ?? 3}:9f2c51,…).`;
}

function doesNotApplyWords({ branch, remote, files }: Extract<HandoverFailure, { kind: 'does-not-apply' }>): string {
  const shown = files.slice(0, 10).map((file) => JSON.stringify(file));
  const more = files.length > shown.length ? ` and ${files.length - shown.length} more` : '';
  const where = shown.length > 0 ? ` It meets other changes in ${shown.join(', ')}${more}.` : '';
  return `The fix does not apply to ${remote}/${branch} as your clone has it.${where} Run git fetch ${remote} in your clone, or update the worktree to the public branch and adapt the fix there.`;
}

/** All findings in words, as far as somebody reads them. */
function leftOverWords(findings: readonly Finding[]): string {
  const lines = findings.slice(0, 20).map(findingWords);
  const more = findings.length > lines.length ? [`and ${findings.length - lines.length} more`] : [];
  return [`Something private is left; nothing was handed over.`, ...lines, ...more].join('\n');
}

/** Where something private is left and of which kind, never what it is. */
export function findingWords(finding: Finding): string {
  return `${findingPlace(finding)}: ${KINDS[finding.kind]}`;
}

/** What kind of thing is private, in words. */
export function kindWords(kind: Finding['kind']): string {
  return KINDS[kind];
}

/** Where a finding is, as a program's user knows places. */
export function findingPlace({ where, file, line, number }: Finding): string {
  if (where === 'file') return `${JSON.stringify(file ?? '')}${line === undefined ? '' : `:${line}`}`;
  if (where === 'path') return `name of new file ${number ?? 0}`;
  return where === 'message' ? `message, line ${line ?? 0}` : where === 'branch' ? 'name of the public branch' : 'author';
}

const KINDS: Readonly<Record<Finding['kind'], string>> = {
  'advisory-id': 'the id of an advisory',
  'cve-id': 'a CVE id',
  fork: 'the private fork',
  'private-branch': 'the name of a private branch',
  'private-commit': 'the id of a private commit',
  name: 'somebody on the advisory',
  token: 'a token',
  internal: 'an address that is not for everybody',
};
