import { coordinators } from '../advisory/credits.ts';
import { keyOf, type Advisory, type AdvisoryKey, type RepositoryName } from '../advisory/model.ts';
import { Emitter } from '../common/events.ts';
import type { Failure } from '../github/failure.ts';

/** What is known of one listed repository. */
export interface RepositoryStatus {
  readonly repository: RepositoryName;
  /** When its whole list was last read, in milliseconds since the epoch; null when never. */
  readonly readAt: number | null;
  /** Why the last reading failed; null when it did not. The list of `readAt` is still shown. */
  readonly failure: Failure | null;
}

/** What a change of the store was about. */
export interface StoreChange {
  readonly added: readonly AdvisoryKey[];
  readonly changed: readonly AdvisoryKey[];
  readonly removed: readonly AdvisoryKey[];
  /** Repositories whose status changed. */
  readonly repositories: readonly RepositoryName[];
}

/** The advisories of the listed repositories as last read, and how that reading went. */
export class Store {
  readonly #advisories = new Map<RepositoryName, Map<AdvisoryKey, Advisory>>();
  readonly #status = new Map<RepositoryName, RepositoryStatus>();
  /** Since when, for certain, each advisory has had no coordinator, in milliseconds since the epoch. */
  readonly #unassignedSince = new Map<AdvisoryKey, number>();
  readonly #changes = new Emitter<StoreChange>();

  readonly onDidChange = this.#changes.on;

  /** All advisories, repository by repository. */
  all(): Advisory[] {
    return [...this.#advisories.values()].flatMap((byKey) => [...byKey.values()]);
  }

  get(key: AdvisoryKey): Advisory | undefined {
    const repository = key.slice(0, key.indexOf('#')) as RepositoryName;
    return this.#advisories.get(repository)?.get(key);
  }

  /**
   * Since when an advisory has had no coordinator, as far as is known. A change by somebody else (a bot, say) does not
   * start it anew: nobody was credited at any reading since.
   */
  unassignedSince(key: AdvisoryKey): number | undefined {
    return this.#unassignedSince.get(key);
  }

  /** The same for a whole repository, by GHSA id, to be kept. */
  unassigned(repository: RepositoryName): Readonly<Record<string, number>> {
    const known = [...this.#unassignedSince].filter(([key]) => key.startsWith(`${repository}#`));
    return Object.fromEntries(known.map(([key, since]) => [key.slice(key.indexOf('#') + 1), since]));
  }

  /** Takes up what an earlier sitting knew. */
  restoreUnassigned(since: readonly (readonly [AdvisoryKey, number])[]): void {
    for (const [key, time] of since) this.#noteUnassigned(key, this.get(key), time);
  }

  #noteUnassigned(key: AdvisoryKey, advisory: Advisory | undefined, known: number | undefined): void {
    if (!advisory || coordinators(advisory).length > 0) {
      this.#unassignedSince.delete(key);
      return;
    }
    const times = [this.#unassignedSince.get(key), known, advisory.updatedAt ?? advisory.createdAt ?? undefined];
    const since = times.filter((time) => time !== undefined);
    if (since.length > 0) this.#unassignedSince.set(key, Math.min(...since));
  }

  statuses(): readonly RepositoryStatus[] {
    return [...this.#status.values()];
  }

  status(repository: RepositoryName): RepositoryStatus | undefined {
    return this.#status.get(repository);
  }

  /** Whether the repository's list has ever been read whole. */
  isKnown(repository: RepositoryName): boolean {
    return this.#status.get(repository)?.readAt !== null && this.#status.has(repository);
  }

  /** Keeps exactly these repositories; what belonged to others is let go. */
  setRepositories(repositories: readonly RepositoryName[]): void {
    const removed: AdvisoryKey[] = [];
    // By spelling: keys hold the name, and a name spelled anew is a list to be read anew.
    const gone = [...this.#status.keys()].filter((known) => !repositories.includes(known));
    for (const repository of gone) {
      removed.push(...(this.#advisories.get(repository)?.keys() ?? []));
      this.#advisories.delete(repository);
      this.#status.delete(repository);
    }
    const fresh = repositories.filter((one) => !this.#status.has(one));
    for (const repository of fresh) this.#status.set(repository, { repository, readAt: null, failure: null });
    if (gone.length + fresh.length > 0)
      this.#changes.fire({ added: [], changed: [], removed, repositories: [...gone, ...fresh] });
  }

  /** Takes a whole list of a repository, read at `readAt`, in place of the one before. */
  replace(repository: RepositoryName, advisories: readonly Advisory[], readAt: number): void {
    if (!this.#status.has(repository)) return;
    const before = this.#advisories.get(repository) ?? new Map<AdvisoryKey, Advisory>();
    const after = new Map<AdvisoryKey, Advisory>();
    const added: AdvisoryKey[] = [];
    const changed: AdvisoryKey[] = [];
    for (const advisory of advisories) {
      const key = keyOf(advisory);
      const old = before.get(key);
      // An unchanged advisory keeps its object, so that nothing that depends on it is made again.
      after.set(key, old !== undefined && same(old, advisory) ? old : advisory);
      this.#noteUnassigned(key, after.get(key), undefined);
      if (old === undefined) added.push(key);
      else if (after.get(key) !== old) changed.push(key);
    }
    const removed = [...before.keys()].filter((key) => !after.has(key));
    for (const key of removed) this.#unassignedSince.delete(key);
    this.#advisories.set(repository, after);
    this.#status.set(repository, { repository, readAt, failure: null });
    this.#changes.fire({ added, changed, removed, repositories: [repository] });
  }

  /** The list was read and is as before. */
  confirm(repository: RepositoryName, readAt: number): void {
    const status = this.#status.get(repository);
    if (!status) return;
    this.#status.set(repository, { repository, readAt, failure: null });
    this.#changes.fire({ added: [], changed: [], removed: [], repositories: [repository] });
  }

  /** The list could not be read; what was known stays, with its time. */
  failed(repository: RepositoryName, failure: Failure): void {
    const status = this.#status.get(repository);
    if (!status) return;
    this.#status.set(repository, { ...status, failure });
    this.#changes.fire({ added: [], changed: [], removed: [], repositories: [repository] });
  }

  /** Takes one advisory as GitHub holds it now. */
  update(advisory: Advisory): void {
    const byKey = this.#advisories.get(advisory.repository);
    const key = keyOf(advisory);
    const old = byKey?.get(key);
    if (!byKey || (old !== undefined && same(old, advisory))) return;
    byKey.set(key, advisory);
    this.#noteUnassigned(key, advisory, undefined);
    this.#changes.fire({ added: old ? [] : [key], changed: old ? [key] : [], removed: [], repositories: [] });
  }

  /** Forgets everything, as at sign-out. */
  clear(): void {
    const removed = [...this.#advisories.values()].flatMap((byKey) => [...byKey.keys()]);
    const repositories = [...this.#status.keys()];
    this.#advisories.clear();
    this.#unassignedSince.clear();
    for (const repository of repositories) this.#status.set(repository, { repository, readAt: null, failure: null });
    this.#changes.fire({ added: [], changed: [], removed, repositories });
  }
}

/** Both come from the same reader, so their fields stand in the same order. */
function same(a: Advisory, b: Advisory): boolean {
  return a.updatedAt === b.updatedAt && a.title === b.title && a.state === b.state && JSON.stringify(a) === JSON.stringify(b);
}
