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
  /** What was not in the list before; nothing for a repository that is read for the first time. */
  readonly arrived: readonly AdvisoryKey[];
  /** What was in the list before, in another form: before and after. */
  readonly changes: readonly { readonly before: Advisory; readonly after: Advisory }[];
  /** Repositories whose list is another one than before. */
  readonly changed: readonly RepositoryName[];
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
    // A list may have been kept under another spelling of the name.
    const same = pages.every(({ items }) => items.every((item) => item.repository === repository));
    const named = same ? pages : pages.map((page) => ({ ...page, items: page.items.map((item) => ({ ...item, repository })) }));
    this.#pages.set(repository, named);
    this.#store.replace(repository, whole(named), readAt);
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
    const changes: { before: Advisory; after: Advisory }[] = [];
    const changed: RepositoryName[] = [];
    const queue = [...repositories];
    const work = async () => {
      for (let repository = queue.shift(); repository !== undefined; repository = queue.shift()) {
        const result = await this.#refreshOne(gateway, repository, signal);
        if ('failure' in result) failures.push(result.failure);
        else {
          arrived.push(...result.arrived);
          changes.push(...result.changes);
          if (result.changed) changed.push(repository);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, repositories.length) }, work));
    return { well: failures.length === 0, notBefore: gateway.pausedUntil, failures, arrived, changes, changed };
  }

  async #refreshOne(
    gateway: Gateway,
    repository: RepositoryName,
    signal: AbortSignal | undefined,
  ): Promise<
    { failure: Failure } | { arrived: AdvisoryKey[]; changes: { before: Advisory; after: Advisory }[]; changed: boolean }
  > {
    // One that was taken off the list and put on it again is not shown any more: "unchanged" would leave it empty.
    const previous = this.#store.isKnown(repository) ? this.#pages.get(repository) : undefined;
    const pages = await gateway.listAdvisories(repository, previous, signal);
    if (signal?.aborted) return { failure: { kind: 'cancelled', route: '' } };
    if (!pages.ok) {
      if (pages.failure.kind !== 'cancelled') this.#store.failed(repository, pages.failure);
      return { failure: pages.failure };
    }
    const now = this.#clock();
    if (pages.value.unchanged) {
      this.#store.confirm(repository, now);
      return { arrived: [], changes: [], changed: false };
    }
    const known = this.#store.isKnown(repository);
    const advisories = whole(pages.value.pages);
    const pairs = advisories.map((after) => ({ before: this.#store.get(keyOf(after)), after }));
    const arrived = known ? pairs.flatMap(({ before, after }) => (before === undefined ? [keyOf(after)] : [])) : [];
    const changes = pairs.flatMap(({ before, after }) =>
      before === undefined || before.updatedAt === after.updatedAt ? [] : [{ before, after }],
    );
    this.#pages.set(repository, pages.value.pages);
    this.#store.replace(repository, advisories, now);
    return { arrived, changes, changed: true };
  }
}

/** All advisories of the pages; one that slipped onto two pages while they were read is taken once. */
function whole(pages: readonly Page<Advisory>[]): Advisory[] {
  const byId = new Map<string, Advisory>();
  for (const page of pages)
    for (const advisory of page.items) if (!byId.has(advisory.ghsaId)) byId.set(advisory.ghsaId, advisory);
  return [...byId.values()];
}
