/** Rate limits: one account per person, an hour long (GitHub documentation, rate limits for the REST API). */

import type { JsonObject } from '../json.ts';

export interface Account {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
}

const HOUR = 3_600_000;
const ANONYMOUS = 60;

export class Limits {
  readonly #used = new Map<string, { used: number; resetsAt: number }>();
  readonly #now: () => number;
  /** Requests an hour for a signed-in person. */
  limit: number;

  constructor(now: () => number, limit = 5000) {
    this.#now = now;
    this.limit = limit;
  }

  #entry(who: string | null): { used: number; resetsAt: number } {
    const key = who ?? '';
    const known = this.#used.get(key);
    if (known && known.resetsAt > this.#now()) return known;
    const fresh = { used: 0, resetsAt: this.#now() + HOUR };
    this.#used.set(key, fresh);
    return fresh;
  }

  /** The account as it stands. */
  of(who: string | null): Account {
    const { used, resetsAt } = this.#entry(who);
    const limit = who === null ? ANONYMOUS : this.limit;
    return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), reset: Math.ceil(resetsAt / 1000) };
  }

  /** Counts one request. */
  count(who: string | null): void {
    this.#entry(who).used += 1;
  }
}

/** The headers in which every answer tells the account. */
export function limitHeaders(account: Account): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-limit': String(account.limit),
    'x-ratelimit-remaining': String(account.remaining),
    'x-ratelimit-used': String(account.used),
    'x-ratelimit-reset': String(account.reset),
    'x-ratelimit-resource': 'core',
  };
}

/** The account as `GET /rate_limit` shows it. */
export const limitShape = (account: Account): JsonObject => ({ ...account });
