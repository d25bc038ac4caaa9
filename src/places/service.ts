import { createHash } from 'node:crypto';
import type { Advisory, RepositoryName } from '../advisory/model.ts';
import { ok, type Result } from '../common/result.ts';
import { Repository } from '../git/repository.ts';
import type { GitFailure } from '../git/run.ts';
import type { Process } from '../process/process.ts';
import { firstAnswer, type FirstAnswer } from './carry/affected.ts';
import { CarryCache } from './carry/carry-cache.ts';
import { carryLines } from './carry/carry-lines.ts';
import { carryToAll, type Carried } from './carry/carry.ts';
import { lineMap } from './carry/line-map.ts';
import { sinceWhen, type SinceWhen } from './carry/since.ts';
import { branchesOf, tipOf, type CloneBranch } from './branches.ts';
import { definitionsIn } from './resolve/definitions.ts';
import { suggestExperts, type Expert } from './experts.ts';
import { Ground, PlaceCache } from './ground.ts';
import { findPlaces } from './find/find.ts';
import { asCalls, factsOf, type FieldFacts } from './functions.ts';
import type { ResolvedPlace } from './place.ts';
import { releasesOf } from './releases.ts';
import { placesOf, type ReportPlaces } from './report.ts';

/** A clone and the advisory's repository whose code it has. */
export interface Clone {
  /** Absolute path of a folder in the clone. */
  readonly folder: string;
  /** The user's git, if it is not the one on the path. */
  readonly gitPath?: string | undefined;
  /** A repository of our own with what was fetched for this clone. */
  readonly side?: string | undefined;
}

export interface LookUp extends Clone {
  readonly about: RepositoryName;
  readonly hosts: readonly string[];
  readonly process: Process;
  readonly text: string;
  readonly vulnerabilities: Advisory['vulnerabilities'];
  /** The affected revision that a person chose. */
  readonly chosen?: string | undefined;
}

/** One branch of the table: where each place is there, and what follows. `carried` is in the order of the places. */
export interface BranchRow {
  readonly branch: CloneBranch;
  readonly carried: readonly Carried[];
  readonly answer: FirstAnswer;
}

/** Lines of a text in an editor at which a place stands, the `index`-th of those asked about. */
export interface MarkedLine {
  readonly index: number;
  readonly line: number;
  readonly endLine: number;
  readonly status: Carried['status'];
}

/** How a long request is followed and ended. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Everything about places that costs: looking up, carrying, comparing over releases. It lives where it does not stand in
 * the way (the language server's process, or the command line's) and keeps results by blob id from call to call.
 */
export class PlacesService {
  readonly #now: () => number;
  readonly #repositories = new Map<string, Repository>();
  readonly #places = new PlaceCache();
  readonly #carries = new CarryCache();

  /** @param now milliseconds since 1970: which branches are supported is a matter of the day */
  constructor(now: () => number) {
    this.#now = now;
  }

  dispose(): void {
    for (const repository of this.#repositories.values()) repository.dispose();
    this.#repositories.clear();
  }

  /** The clones may have been fetched into. */
  forgetRefs(): void {
    for (const repository of this.#repositories.values()) repository.forgetRefs();
  }

  repository({ folder, gitPath, side }: Clone): Repository {
    const key = [gitPath ?? '', folder, side ?? ''].join('\0');
    const known = this.#repositories.get(key) ?? new Repository(folder, gitPath === undefined ? {} : { gitPath }, side);
    this.#repositories.set(key, known);
    return known;
  }

  lookUp(request: LookUp, watch: Watch = {}): Promise<ReportPlaces> {
    const { about, vulnerabilities, text, process, hosts, chosen } = request;
    return placesOf({ repository: about, vulnerabilities }, text, this.repository(request), process, hosts, {
      ...watch,
      chosen,
      cache: this.#places,
    });
  }

  /** What the clone tells about an advisory's fields: releases, and functions that are not defined at the affected version. */
  async fieldFacts(request: Omit<LookUp, 'text'>, functions: readonly string[], watch: Watch = {}): Promise<FieldFacts> {
    const releases = await releasesOf(this.repository(request), request.process);
    const text = asCalls(functions);
    if (text === '') return factsOf(releases, [], [], { affected: [], places: [] });
    const recognised = findPlaces(text, request.process).flatMap(({ symbol }) => symbol ?? []);
    return factsOf(releases, functions, recognised, await this.lookUp({ ...request, text }, watch));
  }

  /**
   * The table branch × place, with the first answer which branches are affected.
   * @param names branches, tags or commit ids; the process's supported branches where there are none
   */
  async carry(
    clone: Clone & { readonly process: Process },
    places: readonly ResolvedPlace[],
    names: readonly string[] = [],
    watch: Watch = {},
  ): Promise<Result<readonly BranchRow[], GitFailure>> {
    const repository = this.repository(clone);
    const branches = names.length > 0 ? await named(repository, names) : await branchesOf(repository, clone.process, this.#now());
    const there = branches.flatMap((branch) => (branch.revision === undefined ? [] : [{ branch, revision: branch.revision }]));
    const carried = await this.#carryTo(
      repository,
      places,
      there.map(({ revision }) => revision),
      clone.process,
      watch,
    );
    if (!carried.ok) return carried;
    return ok(
      there.map(({ branch }, at) => ({
        branch,
        carried: carried.value[at] ?? [],
        answer: firstAnswer(telling(places, carried.value[at] ?? [])),
      })),
    );
  }

  /** The first release that has all places, and the affected range that follows. */
  async since(
    clone: Clone & { readonly process: Process },
    places: readonly ResolvedPlace[],
    watch: Watch = {},
  ): Promise<Result<SinceWhen, GitFailure>> {
    const repository = this.repository(clone);
    const releases = await releasesOf(repository, clone.process);
    return sinceWhen(repository, places, releases, this.#carries, watch);
  }

  /** Whom to ask about some places. */
  async experts(
    clone: Clone & { readonly process: Process },
    places: readonly ResolvedPlace[],
    watch: Watch = {},
  ): Promise<readonly Expert[]> {
    const [first] = places;
    if (!first) return [];
    const repository = this.repository(clone);
    const ground = this.#ground(repository, clone.process, first, watch.signal);
    const now = (await tipOf(repository, 'HEAD')) ?? first.revision;
    return suggestExperts(places, now, ground);
  }

  /**
   * Where places of a file stand in a text that somebody is looking at or editing.
   * @param path the text's path in the tree
   * @param text with line ends of either kind
   */
  async marks(
    clone: Clone,
    places: readonly ResolvedPlace[],
    path: string,
    text: string,
    watch: Watch = {},
  ): Promise<MarkedLine[]> {
    const repository = this.repository(clone);
    const lines = text.split(/\r?\n/);
    const marks: MarkedLine[] = [];
    for (const [index, place] of places.entries()) {
      if (watch.signal?.aborted) break;
      if (place.path !== path || place.line === null) continue;
      const tree = await repository.tree(place.revision);
      const id = tree.ok ? tree.value.files.get(path)?.id : undefined;
      const old = id === undefined ? undefined : await this.#carries.text(repository, id);
      if (!old?.ok || !old.value) continue;
      const span = { line: place.line, endLine: place.endLine ?? place.line };
      const { status, line, endLine } = carryLines(lineMap(old.value.numbered, lines), span, path, true);
      if (line !== null) marks.push({ index, line, endLine: endLine ?? line, status });
    }
    return marks;
  }

  /** Who last changed a line, seen from a commit; null where git does not say. */
  async lastChange(clone: Clone, revision: string, path: string, line: number, watch: Watch = {}) {
    const found = await this.repository(clone).blame(revision, path, line, line, watch.signal);
    const [change] = found.ok ? found.value : [];
    return change ? { author: change.author, time: change.time, commit: change.commit } : null;
  }

  async #carryTo(
    repository: Repository,
    places: readonly ResolvedPlace[],
    revisions: readonly string[],
    process: Process,
    { signal, onProgress }: Watch,
  ): Promise<Result<readonly (readonly Carried[])[], GitFailure>> {
    const froms = places.map(({ revision, path, line, endLine, symbol }) => ({ revision, path, line, endLine, symbol }));
    const [first] = places;
    if (!first) return ok(revisions.map(() => []));
    const ground = this.#ground(repository, process, first, signal);
    return carryToAll(repository, froms, revisions, this.#carries, {
      signal,
      onProgress,
      findSymbol: (lines, path, symbol) => {
        const text = lines.join('\n');
        return definitionsIn(
          ground,
          { id: `text ${createHash('sha1').update(text).digest('hex')}`, path, lines, text },
          symbol,
        )[0];
      },
    });
  }

  #ground(repository: Repository, process: Process, place: ResolvedPlace, signal?: AbortSignal): Ground {
    const { revision, revisionName } = place;
    const affected = { revision, name: revisionName, from: 'chosen', said: null, exact: true, note: null } as const;
    return new Ground({ about: 'any/any', repository, affected: [affected], process, hosts: [], cache: this.#places, signal });
  }
}

/** Where lines are named they tell which branch is affected; that a file as a whole has changed says little. */
function telling(places: readonly ResolvedPlace[], carried: readonly Carried[]): readonly Carried[] {
  const lines = carried.filter((_, at) => places[at]?.line !== null);
  return lines.length > 0 ? lines : carried;
}

/** Branches that a person named; one that the clone has not stands without a revision. */
function named(repository: Repository, names: readonly string[]): Promise<readonly CloneBranch[]> {
  return Promise.all(names.map(async (name) => ({ name, status: undefined, revision: await tipOf(repository, name) })));
}
