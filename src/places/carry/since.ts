import { fail, ok, type Result } from '../../common/result.ts';
import type { Repository } from '../../git/repository.ts';
import type { GitFailure } from '../../git/run.ts';
import type { CarryCache } from './carry-cache.ts';
import { carryPlaces, type CarryFrom } from './carry.ts';
import { compareVersions, seriesOf } from '../versions.ts';

/** A release and the commit of its tag. */
export interface TaggedRelease {
  readonly name: string;
  readonly version: string;
  readonly revision: string;
}

/** Over which releases the code has been as it is: a proposal, which a person checks. */
export interface SinceWhen {
  /** The version of the release from which the affected one has the code; null if that is not to be told. */
  readonly first: string | null;
  /** The version of the release whose code the places are of, or the newest that has them. */
  readonly affected: string | null;
  /** The range around the affected release, in GitHub's form: `>= 3.9.2, <= 3.13.5`. */
  readonly range: string | null;
  /** All ranges, oldest first: release lines are parallel, so one may lack the code while a newer one has it. */
  readonly ranges: readonly string[];
  /** What a person should know before relying on it. */
  readonly note: string | null;
}

export interface SinceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many releases were looked at. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
}

/**
 * The first release with all places, and the affected range that follows. Release lines are parallel (3.12.9 came after
 * 3.13.0): from a line's first release the way back leads to the first release of the line before.
 * @param releases sorted by version, oldest first
 */
export async function sinceWhen(
  repository: Repository,
  places: readonly CarryFrom[],
  releases: readonly TaggedRelease[],
  cache: CarryCache,
  options: SinceOptions = {},
): Promise<Result<SinceWhen, GitFailure>> {
  const none = (note: string): SinceWhen => ({ first: null, affected: null, range: null, ranges: [], note });
  const [place] = places;
  if (!place) return ok(none('No place of the report leads into the code.'));
  const walk = new Walk(repository, places, releases, cache, options);
  const affected = await walk.affected(place.revision);
  const early = walk.failed();
  if (early) return fail(early);
  if (!affected) return ok(none('No release has all places.'));
  const first = await walk.back(affected);
  await walk.lines(first);
  const late = walk.failed();
  if (late) return fail(late);
  const runs = walk.runs();
  const own = runs.find((run) => run.includes(affected));
  const ranges = runs.map(rangeOf);
  const others = runs.filter((run) => run !== own).map(rangeOf);
  const note = others.length > 0 ? `Other release lines have it too: ${others.join('; ')}.` : null;
  // Brought back to an older line, it came to users with that release first.
  const [low = first] = own ?? [];
  const earliest = compareVersions(low.version, first.version) < 0 ? low : first;
  return ok({ first: earliest.version, affected: affected.version, range: own ? rangeOf(own) : null, ranges, note });
}

function rangeOf(run: readonly TaggedRelease[]): string {
  const low = run[0]?.version ?? '';
  const high = run.at(-1)?.version ?? '';
  return low === high ? `= ${low}` : `>= ${low}, <= ${high}`;
}

class Walk {
  readonly #repository: Repository;
  readonly #places: readonly CarryFrom[];
  readonly #releases: readonly TaggedRelease[];
  readonly #cache: CarryCache;
  readonly #options: SinceOptions;
  readonly #known = new Map<TaggedRelease, boolean>();
  /** Places that are known to stand in a blob, so that another release with that blob costs nothing. */
  readonly #standsIn = new Set<string>();
  #failure: GitFailure | undefined;

  constructor(
    repository: Repository,
    places: readonly CarryFrom[],
    releases: readonly TaggedRelease[],
    cache: CarryCache,
    options: SinceOptions,
  ) {
    this.#repository = repository;
    this.#places = places;
    this.#releases = releases;
    this.#cache = cache;
    this.#options = options;
  }

  /** Why the walk ended before its end; asked anew after each step. */
  failed(): GitFailure | undefined {
    return this.#failure;
  }

  /** The release of a commit; if it is none, the newest that has the places. */
  async affected(revision: string): Promise<TaggedRelease | undefined> {
    const tagged = this.#releases.find((release) => release.revision === revision);
    if (tagged && (await this.#has(tagged))) return tagged;
    for (const release of this.#releases.toReversed()) if (await this.#has(release)) return release;
    return undefined;
  }

  /** The earliest release on the way back from one without a release that lacks the code. */
  async back(from: TaggedRelease): Promise<TaggedRelease> {
    let first = from;
    for (const release of this.#way(from)) {
      if (!(await this.#has(release))) break;
      first = release;
    }
    return first;
  }

  /** Down the line to its first release, then from the first release of the line before (`3.12.0`, or what there is) on. */
  #way(from: TaggedRelease): readonly TaggedRelease[] {
    const way: TaggedRelease[] = [];
    const series = [...new Set(this.#releases.map(({ version }) => seriesOf(version)))].reverse();
    const own = seriesOf(from.version);
    for (const line of series.slice(series.indexOf(own))) {
      const members = this.#releases.filter(({ version }) => seriesOf(version) === line);
      // The next line left this one before its first patch release.
      const start = members.filter(({ version }) => compareVersions(version, `${line}.0`) <= 0);
      const upTo = line === own ? members.filter(({ version }) => compareVersions(version, from.version) < 0) : start;
      way.push(...(upTo.length > 0 || line === own ? upTo : members.slice(0, 1)).toReversed());
    }
    return way;
  }

  /** Looks at the releases of all lines since the first; of older lines only as far back as the code was brought there. */
  async lines(first: TaggedRelease): Promise<void> {
    const older = new Map<string, boolean>();
    for (const release of this.#releases.toReversed()) {
      const line = seriesOf(release.version);
      const since = compareVersions(release.version, first.version) >= 0 || line === seriesOf(first.version);
      if (since) await this.#has(release);
      else if (older.get(line) !== false) older.set(line, await this.#has(release));
    }
  }

  /** The runs of neighbouring versions that have the code. */
  runs(): readonly (readonly TaggedRelease[])[] {
    const runs: TaggedRelease[][] = [];
    let open = false;
    for (const release of this.#releases) {
      if (this.#known.get(release) !== true) open = false;
      else if (open) runs.at(-1)?.push(release);
      else {
        runs.push([release]);
        open = true;
      }
    }
    return runs;
  }

  async #has(release: TaggedRelease): Promise<boolean> {
    const known = this.#known.get(release);
    if (known !== undefined || this.#failure) return known ?? false;
    if (this.#options.signal?.aborted) {
      this.#failure = { kind: 'cancelled' };
      return false;
    }
    const has = await this.#look(release);
    if (!has.ok) {
      this.#failure = has.failure;
      return false;
    }
    this.#known.set(release, has.value);
    this.#options.onProgress?.(this.#known.size, this.#releases.length);
    return has.value;
  }

  async #look({ revision }: TaggedRelease): Promise<Result<boolean, GitFailure>> {
    const paths = [...new Set(this.#places.map(({ path }) => path))];
    const entries = await this.#repository.entries(revision, paths);
    if (!entries.ok) return entries;
    const key = (place: CarryFrom) => `${this.#places.indexOf(place)} ${entries.value.get(place.path)?.id ?? ''}`;
    const open = this.#places.filter((place) => place.revision !== revision && !this.#standsIn.has(key(place)));
    if (open.length === 0) return ok(true);
    const carried = await carryPlaces(this.#repository, open, revision, this.#cache, { signal: this.#options.signal });
    if (!carried.ok) return carried;
    let all = true;
    carried.value.forEach(({ status, path }, at) => {
      const place = open[at];
      // A whole file changes with every release; that it is there is what can be said.
      const stands = status === 'same' || status === 'moved' || (place?.line === null && status === 'changed');
      if (place && stands && path === place.path) this.#standsIn.add(key(place));
      all &&= stands;
    });
    return ok(all);
  }
}
