/** Waiting for a condition of the world outside: asked again and again, with a limit. */
import { setTimeout as pause } from 'node:timers/promises';

export interface PollOptions {
  /** Said in the error when the limit is reached. */
  readonly what: string;
  readonly limitMs: number;
  readonly everyMs?: number;
}

/** Asks until the answer is neither undefined nor false; throws when the limit is reached. */
export async function poll<T>(options: PollOptions, ask: () => Promise<T> | T): Promise<Exclude<T, undefined | false>> {
  const end = Date.now() + options.limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    if (Date.now() >= end) {
      throw new Error(`${options.what}: not within ${Math.round(options.limitMs / 1000)} s.`);
    }
    await pause(options.everyMs ?? 50);
  }
}
