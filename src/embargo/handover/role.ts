import type { Manifest, WorkBranch } from '../manifest.ts';
import type { BranchKind } from './branch-kinds.ts';
import type { HandoverFailure } from './failure.ts';
import type { MessageForm } from './message.ts';
import type { HandoverRequest } from './request.ts';

/** Which branch is the first to go, and how this one's message is formed. */
export interface Role {
  readonly first: WorkBranch;
  readonly form: MessageForm;
  /** Its fix is not that of the first, so nobody else may make it from that one. */
  readonly own?: boolean;
}

/**
 * The branch of development goes first, as the process has it (the one that was never released); where the workspace has
 * none, its own first one, which then stands alone.
 */
export function roleOf(manifest: Manifest, branch: WorkBranch, { process }: HandoverRequest): Role {
  const developed = process.branches?.list.find(({ firstRelease }) => firstRelease === undefined)?.name ?? 'main';
  const own = manifest.branches.find(({ name }) => name === developed);
  const first = own ?? manifest.branches[0] ?? branch;
  if (first.name !== branch.name) return { first, form: 'other' };
  return { first, form: own || process.branches === undefined ? 'first' : 'alone' };
}

/** The role of a branch, now that it is known whether its fix is its own. */
export function withKind(role: Role, kind: BranchKind | undefined): Role {
  return kind?.own === true ? { ...role, own: true } : role;
}

/** What a request has to have before anything is looked at. */
export function checkRequest({ issue, pr, commit, message }: HandoverRequest): HandoverFailure | undefined {
  if (!Number.isSafeInteger(issue) || issue <= 0) return { kind: 'bad-request', part: 'issue' };
  if (pr !== undefined && (!Number.isSafeInteger(pr) || pr <= 0)) return { kind: 'bad-request', part: 'pr' };
  if (commit !== undefined && !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return { kind: 'bad-request', part: 'commit' };
  if (message !== undefined && (message.split('\n')[0] ?? '').trim() === '') return { kind: 'bad-request', part: 'message' };
  return undefined;
}

/** Whether a branch that follows may be made at all. */
export function checkRole(role: Role, branch: WorkBranch, request: HandoverRequest): HandoverFailure | undefined {
  if (role.form !== 'other') return undefined;
  const { backports } = request.process.handover ?? {};
  if (backports?.by === 'bot' && role.own !== true && request.anyway !== true)
    return { kind: 'bot-makes-it', branch: branch.name, words: backports.words };
  if (request.pr !== undefined && request.commit !== undefined) return undefined;
  return role.first.public
    ? { kind: 'pull-request-wanted', branch: branch.name }
    : { kind: 'first-branch-first', branch: branch.name, first: role.first.name };
}

/** Why a branch is handed over here. */
export function ownFixWords(branch: string, first: string): string {
  return `${branch} has a fix of its own, which is handed over here: made from the pull request for ${first}, its backport would have the fix of ${first}.`;
}
