import type { RepositoryName } from '../advisory/model.ts';
import type { Failure } from './failure.ts';
import type { Gateway } from './gateway.ts';
import { openPullFor, type Pull, type PullRequest } from './pull.ts';

export interface OpenPullPorts {
  readonly gateway: Pick<Gateway, 'createPull' | 'pullsOf'>;
  /** Shows the pull request as it will stand, and who will see it; only a yes sends it. */
  readonly decide: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

export type OpenPullOutcome =
  | { readonly kind: 'made'; readonly pull: Pull }
  /** There is an open one for this head and base; it stays as it is. */
  | { readonly kind: 'there'; readonly pull: Pick<Pull, 'number' | 'htmlUrl'> }
  | { readonly kind: 'declined' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Whether it was opened cannot be told. `isRead`: the list was read since and has none; else do not offer it again. */
  | { readonly kind: 'unknown'; readonly failure: Failure; readonly isRead: boolean };

/** The one way in which a private pull request is opened: looked for, shown, sent once; without an answer the list is read. */
export async function openPull(
  fork: RepositoryName,
  pull: PullRequest,
  { gateway, decide, signal }: OpenPullPorts,
): Promise<OpenPullOutcome> {
  const before = await gateway.pullsOf(fork, undefined, signal);
  if (!before.ok)
    return before.failure.kind === 'cancelled' ? { kind: 'declined' } : { kind: 'refused', failure: before.failure };
  const known = openPullFor(pull, before.value);
  if (known) return { kind: 'there', pull: known };
  if (!(await decide()) || signal?.aborted) return { kind: 'declined' };
  const made = await gateway.createPull(fork, pull, signal);
  if (made.ok) return { kind: 'made', pull: made.value };
  const { failure } = made;
  if (failure.kind === 'pull-exists') return { kind: 'there', pull: failure };
  if (!failure.mayBeDone) return failure.kind === 'cancelled' ? { kind: 'declined' } : { kind: 'refused', failure };
  // Being cancelled no longer helps: it has to be known whether there is one now.
  const after = await gateway.pullsOf(fork);
  const found = after.ok ? openPullFor(pull, after.value) : undefined;
  return found ? { kind: 'there', pull: found } : { kind: 'unknown', failure, isRead: after.ok };
}
