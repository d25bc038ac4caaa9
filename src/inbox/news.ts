import { isCoordinatedBy } from '../advisory/credits.ts';
import { keyOf, type Advisory, type AdvisoryKey } from '../advisory/model.ts';
import type { Lease } from './lease.ts';
import type { Outcome } from './refresh.ts';
import type { Store } from './store.ts';

/**
 * What is new to the person: a report that came to a list known before and still wants somebody, and whatever came to
 * this person's name. It stays new until it is looked at.
 */
export class News {
  readonly #store: Store;
  readonly #lease: Lease;
  readonly #unseen = new Set<AdvisoryKey>();

  constructor(store: Store, lease: Lease) {
    this.#store = store;
    this.#lease = lease;
  }

  has(key: AdvisoryKey): boolean {
    return this.#unseen.has(key);
  }

  keys(): readonly AdvisoryKey[] {
    return [...this.#unseen];
  }

  /** Takes up what was new the last time, as far as it is still there. */
  restore(keys: readonly AdvisoryKey[]): void {
    for (const key of keys) if (this.#store.get(key)) this.#unseen.add(key);
  }

  /** @returns those of the keys that were new until now */
  seen(keys: readonly AdvisoryKey[]): readonly AdvisoryKey[] {
    return keys.filter((key) => this.#unseen.delete(key));
  }

  clear(): void {
    this.#unseen.clear();
  }

  /** Notes what a refresh has brought; what is gone is no longer new. @returns the keys that turned */
  note({ arrived, changes }: Outcome, login: string): readonly AdvisoryKey[] {
    const turned = [...this.#unseen].filter((key) => !this.#store.get(key) && this.#unseen.delete(key));
    const came = changes
      .filter(({ before, after }) => !isCoordinatedBy(before, login) && isCoordinatedBy(after, login))
      .map(({ after }) => keyOf(after));
    const wanted = arrived.filter((key) => {
      const advisory = this.#store.get(key);
      return advisory !== undefined && wantsSomebody(advisory, login);
    });
    for (const key of [...wanted, ...came]) {
      if (this.#unseen.has(key)) continue;
      this.#unseen.add(key);
      turned.push(key);
    }
    return turned;
  }

  /** Which of the arrivals this window is to tell of: each is told once on a machine. */
  async toTell(arrived: readonly AdvisoryKey[]): Promise<readonly AdvisoryKey[]> {
    const mine: AdvisoryKey[] = [];
    for (const key of arrived) if (this.#unseen.has(key) && (await this.#lease.take(`arrived ${key}`))) mine.push(key);
    return mine;
  }
}

/** A report in triage, or anything that came to this person's name. */
function wantsSomebody(advisory: Advisory, login: string): boolean {
  return advisory.state === 'triage' || isCoordinatedBy(advisory, login);
}
