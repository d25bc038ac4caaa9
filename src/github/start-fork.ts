import type { Advisory } from '../advisory/model.ts';
import type { Failure } from './failure.ts';
import type { ForkAddress, ForkState } from './fork.ts';
import type { Gateway } from './gateway.ts';

export interface StartForkPorts {
  readonly gateway: Pick<Gateway, 'privateFork' | 'createFork'>;
  /** Shows what will be made, and who will see it; only a yes sends it. */
  readonly decide: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

export type StartForkOutcome =
  /** GitHub makes it now; it answers later (`awaitFork`). */
  | { readonly kind: 'made'; readonly fork: ForkAddress }
  /** There is one, whoever had it made. */
  | { readonly kind: 'there'; readonly fork: Exclude<ForkState, { state: 'none' }> }
  | { readonly kind: 'declined' }
  /** Only administrators and security managers may, and nobody of others while the advisory is locked. */
  | { readonly kind: 'not-allowed'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Whether it is being made cannot be told. `isRead`: the advisory was read since and has none; else do not offer it again. */
  | { readonly kind: 'unknown'; readonly failure: Failure; readonly isRead: boolean };

/** The one way in which a private fork is made: looked for, shown, sent once; without an answer the advisory is read. */
export async function startFork(
  { repository, ghsaId }: Pick<Advisory, 'repository' | 'ghsaId'>,
  { gateway, decide, signal }: StartForkPorts,
): Promise<StartForkOutcome> {
  const before = await gateway.privateFork(repository, ghsaId, signal);
  if (!before.ok)
    return before.failure.kind === 'cancelled' ? { kind: 'declined' } : { kind: 'refused', failure: before.failure };
  if (before.value.state !== 'none') return { kind: 'there', fork: before.value };
  if (!(await decide()) || signal?.aborted) return { kind: 'declined' };
  const made = await gateway.createFork(repository, ghsaId, signal);
  if (made.ok) return { kind: 'made', fork: made.value };
  const { failure } = made;
  if (failure.kind === 'cancelled' && !failure.mayBeDone) return { kind: 'declined' };
  if (failure.kind === 'forbidden' && failure.needs.length === 0) return { kind: 'not-allowed', failure };
  // GitHub refuses a second one (422), and what had no answer may have been done: the advisory tells. Being cancelled
  // no longer helps.
  if (!failure.mayBeDone && failure.status !== 422) return { kind: 'refused', failure };
  const after = await gateway.privateFork(repository, ghsaId);
  if (after.ok && after.value.state !== 'none') return { kind: 'there', fork: after.value };
  return failure.mayBeDone ? { kind: 'unknown', failure, isRead: after.ok } : { kind: 'refused', failure };
}
