import type { Advisory } from '../advisory/model.ts';
import type { Clock, Timers } from '../common/ports.ts';
import { isPassing, type Failure } from './failure.ts';
import type { ForkAddress } from './fork.ts';
import type { Gateway } from './gateway.ts';

export interface AwaitForkOptions {
  readonly timers: Timers;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** So long it is waited at most, in milliseconds; GitHub speaks of up to five minutes. */
  readonly most?: number;
  /** Told before each wait, for whoever shows progress. */
  readonly onWait?: (wait: ForkWait) => void;
}

export interface ForkWait {
  /** What was seen last; `unknown` after a passing failure. */
  readonly state: 'none' | 'not-ready' | 'unknown';
  /** Milliseconds since the waiting began, and until the next question. */
  readonly waited: number;
  readonly next: number;
}

export type AwaitedFork =
  | { readonly kind: 'ready'; readonly fork: ForkAddress }
  /** Nobody has had it made in that time. */
  | { readonly kind: 'still-none' }
  /** It is being made, and was not ready in that time. */
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: Failure };

const MOST_MS = 5 * 60_000;
const FIRST_MS = 5_000;
const LONGEST_MS = 30_000;

/**
 * Waits for an advisory's private fork, asking at growing intervals (5 s to 30 s), a last time at the end. A passing
 * trouble is waited through, a rate limit until GitHub may be asked again; one that outlasts the time ends it at once.
 */
export async function awaitFork(
  gateway: Pick<Gateway, 'privateFork'>,
  { repository, ghsaId }: Pick<Advisory, 'repository' | 'ghsaId'>,
  { timers, clock, signal, most = MOST_MS, onWait }: AwaitForkOptions,
): Promise<AwaitedFork> {
  const began = clock();
  for (let count = 0; ; count++) {
    // One question is two requests: the advisory, and the fork that it names.
    const asked = await gateway.privateFork(repository, ghsaId, signal);
    const state = asked.ok ? asked.value : undefined;
    if (state?.state === 'ready') return { kind: 'ready', fork: state };
    if (signal?.aborted) return { kind: 'cancelled' };
    if (!asked.ok && !isPassing(asked.failure)) return { kind: 'failed', failure: asked.failure };
    const seen = state?.state ?? 'unknown';
    const now = clock();
    const left = began + most - now;
    const limit = !asked.ok && asked.failure.kind === 'rate-limited' ? asked.failure.until - now : 0;
    if (left <= 0 || limit > left) {
      if (!asked.ok) return { kind: 'failed', failure: asked.failure };
      return { kind: seen === 'none' ? 'still-none' : 'timed-out' };
    }
    const rhythm = Math.min(FIRST_MS * 1.5 ** count, LONGEST_MS);
    const next = Math.min(Math.max(rhythm, limit), left);
    onWait?.({ state: seen, waited: now - began, next });
    await pause(next, timers, signal);
    if (signal?.aborted) return { kind: 'cancelled' };
  }
}

/** Resolves after so many milliseconds, or when cancelled. */
function pause(ms: number, timers: Timers, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const stop = timers.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
