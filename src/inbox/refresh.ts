import { keyOf, type Advisory, type AdvisoryKey, type RepositoryName } from '../advisory/model.ts';
import type { Clock } from '../common/ports.ts';
import type { Failure } from '../github/failure.ts';
import type { Gateway, Page } from '../github/gateway.ts';
import type { Store } from './store.ts';

/** How a refresh went. */
export interface Outcome {
  /** Every repository was read whole. */
  readonly well: boolean;
  readonly notBefore: number;
  readonly failures: readonly Failure[];
  /** Reports that were not in the list before; none for a repository that is read for the first time. */
  readonly arrived: readonly AdvisoryKey[];
  /** Whether anything that is kept on disk has changed. */
  readonly changed: boolean;
}

/** Repositories asked at the same time: GitHub allows 100 requests at once, politeness does not. */
export const AT_ONCE = 8;

/** Reads the lists of all repositories, several at a time, each on its own: one that fails keeps what was known. */
export class Refresher {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #pages = new Map<RepositoryName, readonly Page<Advisory>[]>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Starts from what was kept: the lists are shown at once, and their ETags are used. */
  restore(repository: RepositoryName, pages: readonly Page<Advisory>[], readAt: number): void {
    if (this.#pages.has(repository)) return;
    this.#pages.set(repository, pages);
    this.#store.replace(repository, whole(pages), readAt);
  }

  pagesOf(repository: RepositoryName): readonly Page<Advisory>[] | undefined {
    return this.#pages.get(repository);
  }

  forget(): void {
    this.#pages.clear();
  }

  async refresh(gateway: Gateway, repositories: readonly RepositoryName[], signal?: AbortSignal): Promise<Outcome> {
    const failures: Failure[] = [];
    const arrived: AdvisoryKey[] = [];
    let changed = false;
    const queue = [...repositories];
    const work = async () => {
      for (let repository = queue.shift(); repository !== undefined; repository = queue.shift()) {
        const result = await this.#refreshOne(gateway, repository, signal);
        if ('failure' in result) failures.push(result.failure);
        else { arrived.push(...result.arrived); changed ||= result.changed; }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, repositories.length) }, work));
    return { well: failures.length === 0, notBefore: gateway.pausedUntil, failures, arrived, changed };
  }

  async #refreshOne(
    gateway: Gateway, repository: RepositoryName, signal: AbortSignal | undefined,
  ): Promise<{ failure: Failure } | { arrived: AdvisoryKey[]; changed: boolean }> {
    const previous = this.#pages.get(repository);
    const pages = await gateway.listAdvisories(repository, previous, signal);
    if (signal?.aborted) return { failure: { kind: 'cancelled', route: '' } };
    if (!pages.ok) {
      if (pages.failure.kind !== 'cancelled') this.#store.failed(repository, pages.failure);
      return { failure: pages.failure };
    }
    const now = this.#clock();
    if (pages.value.unchanged) {
      this.#store.confirm(repository, now);
      return { arrived: [], changed: false };
    }
    const known = this.#store.isKnown(repository);
    const advisories = whole(pages.value.pages);
    const arrived = known ? advisories.filter((advisory) => this.#store.get(keyOf(advisory)) === undefined).map(keyOf) : [];
    this.#pages.set(repository, pages.value.pages);
    this.#store.replace(repository, advisories, now);
    return { arrived, changed: true };
  }
}

/** All advisories of the pages; one that slipped onto two pages while they were read is taken once. */
function whole(pages: readonly Page<Advisory>[]): Advisory[] {
  const byId = new Map<string, Advisory>();
  for (const page of pages) for (const advisory of page.items) if (!byId.has(advisory.ghsaId)) byId.set(advisory.ghsaId, advisory);
  return [...byId.values()];
}
