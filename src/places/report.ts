import type { Advisory } from '../advisory/model.ts';
import type { Repository } from '../git/repository.ts';
import type { Process } from '../process/process.ts';
import { affectedRevisions, type Affected } from './affected.ts';
import { fallbackRevisions } from './resolve/fallback.ts';
import { findPlaces, findQuoted } from './find/find.ts';
import { ownDefinitions } from './find/own-names.ts';
import { Ground, PlaceCache, type GroundParts } from './ground.ts';
import type { FoundPlace, ReportPlace } from './place.ts';
import { resolveDotted } from './resolve/dotted.ts';
import type { NameContext } from './resolve/name-places.ts';
import { beginSearch, isByClass, resolvePlain, sought } from './resolve/plain.ts';
import { resolveQuotes } from './resolve/quotes.ts';
import { resolvePath, type Context } from './resolve/path.ts';

/** What a report speaks of: its places in the order of the text, and the revisions it is about. */
export interface ReportPlaces {
  /** The one that places are looked up at first stands in front; none without a clone. */
  readonly affected: readonly Affected[];
  readonly places: readonly ReportPlace[];
}

export interface LookUpOptions {
  /** A tag, branch or commit that a person chose as the affected one. */
  readonly chosen?: string | undefined;
  /** Kept from report to report; one of its own where there is none. */
  readonly cache?: PlaceCache;
  readonly signal?: AbortSignal | undefined;
  /** How far it is: places looked up, of all. */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Finds and looks up every place of a text.
 * @param repository a clone of the advisory's repository; undefined where none is known
 * @param hosts hosts on which links lead into the advisory's repository
 * @returns what was looked up until the signal was given; places do not overlap
 */
export async function placesOf(
  advisory: Pick<Advisory, 'repository' | 'vulnerabilities'>,
  text: string,
  repository: Repository | undefined,
  process: Process,
  hosts: readonly string[],
  options: LookUpOptions = {},
): Promise<ReportPlaces> {
  const found = findPlaces(text, process);
  const paths = found.flatMap(({ path }) => path ?? []);
  const linked = found.flatMap(({ link }) => link?.segments[0] ?? []);
  const affected = repository
    ? await affectedRevisions(advisory, text, paths, repository, process, { chosen: options.chosen, linked })
    : [];
  const [primary, ...others] = affected;
  if (!repository || !primary) {
    const places = found.filter(({ tentative }) => !tentative);
    return {
      affected,
      places: places.map((place) => ({ found: place, said: null, resolution: { unresolved: { why: 'no-clone' } } })),
    };
  }
  const { cache = new PlaceCache(), signal } = options;
  const parts: GroundParts = {
    about: advisory.repository,
    repository,
    affected: [primary, ...others],
    process,
    hosts,
    cache,
    signal,
  };
  const ground = new Ground(parts);
  const looked = await lookUp(text, found, ground, options);
  return { affected, places: withQuotes(looked, await quotesOf(text, looked, ground)) };
}

/** Places with a path first: the files that they lead to tell where names are to be looked for. */
async function lookUp(
  text: string,
  found: readonly FoundPlace[],
  ground: Ground,
  options: LookUpOptions,
): Promise<ReportPlace[]> {
  const { affected, repository, process } = ground.parts;
  const located = found.filter(({ path }) => path !== null);
  const names = found.filter(({ path }) => path === null);
  const context: { -readonly [K in keyof Context]: Context[K] } = {
    text,
    foreignNames: new Set<string>(),
    fallback: await fallbackRevisions(affected, repository, process),
  };
  const searched = sought(names);
  beginSearch(searched, affected[0].revision, ground);
  const done: ReportPlace[] = [];
  const add = (place: ReportPlace) => {
    done.push(place);
    options.onProgress?.(done.length, found.length);
  };
  // With a folder first, because what leads nowhere tells whose the bare names are.
  for (const place of located.filter(({ path }) => path?.includes('/'))) {
    if (options.signal?.aborted) return done;
    add(await resolvePath(place, ground, context));
  }
  context.foreignNames = foreignNames(done);
  for (const place of located.filter(({ path }) => !path?.includes('/'))) {
    if (options.signal?.aborted) return done;
    add(await resolvePath(place, ground, context));
  }
  for (const one of await lookUpNames(names, done, { ...context, searched }, ground, options)) add(one);
  return done.filter(isWorthTelling);
}

/** What only might have been a place is not told of where nothing is there; a link or bytes of that name is something. */
function isWorthTelling({ found, resolution }: ReportPlace): boolean {
  if ('resolved' in resolution || !found.tentative) return true;
  return ['not-text', 'no-such-line', 'git'].includes(resolution.unresolved.why);
}

/** Names, at the affected revision; those that it has not, at others, unless it is the very one that is meant. */
async function lookUpNames(
  names: readonly FoundPlace[],
  located: readonly ReportPlace[],
  context: Context & { readonly searched: readonly string[] },
  ground: Ground,
  options: LookUpOptions,
): Promise<ReportPlace[]> {
  const [primary, ...others] = ground.parts.affected;
  const done = new Map<FoundPlace, ReportPlace>();
  const revisions = [primary, ...(primary.exact ? others : [...others, ...context.fallback])].slice(0, 1 + MOST_OTHER_TREES);
  for (const affected of revisions) {
    if (options.signal?.aborted) break;
    const left = names.filter((name) => !('resolved' in (done.get(name)?.resolution ?? {})));
    if (left.length === 0) break;
    const mentioned = await nameContext(affected, located, context, ground);
    if (!mentioned) continue;
    for (const place of await namesAt(left, mentioned, ground, options)) {
      const known = done.get(place.found);
      if (!known || 'resolved' in place.resolution) done.set(place.found, place);
    }
  }
  return [...done.values()];
}

/** Each costs a search of a whole tree. */
const MOST_OTHER_TREES = 2;

async function namesAt(
  names: readonly FoundPlace[],
  context: NameContext,
  ground: Ground,
  options: LookUpOptions,
): Promise<ReportPlace[]> {
  const dotted: ReportPlace[] = [];
  for (const place of names.filter(({ symbol }) => symbol?.includes('.'))) {
    if (options.signal?.aborted) return dotted;
    dotted.push(await resolveDotted(place, ground, context));
  }
  // A name whose first part is no module may begin with a class instead.
  const byClass = dotted
    .filter((one) => 'unresolved' in one.resolution && isByClass(one.found.symbol ?? ''))
    .map((one) => one.found);
  const plain = names.filter(({ symbol }) => !symbol?.includes('.'));
  const settled = dotted.filter(({ found }) => !byClass.includes(found));
  // Where dotted names lead is where plain ones may be, too.
  const mentioned = [...new Set([...context.mentioned, ...pathsOf(settled)])];
  return [...settled, ...(await resolvePlain([...plain, ...byClass], ground, { ...context, mentioned }))];
}

async function nameContext(
  affected: Affected,
  located: readonly ReportPlace[],
  { text, searched }: Pick<Context, 'text'> & { readonly searched: readonly string[] },
  ground: Ground,
): Promise<NameContext | undefined> {
  const tree = await ground.tree(affected.revision);
  if (!tree) return undefined;
  return {
    tree,
    affected,
    mentioned: pathsOf(located).filter((path) => tree.files.has(path)),
    searched,
    own: ownDefinitions(text),
  };
}

function pathsOf(places: readonly ReportPlace[]): readonly string[] {
  return [...new Set(places.flatMap(({ resolution }) => ('resolved' in resolution ? [resolution.resolved.path] : [])))];
}

async function quotesOf(text: string, looked: readonly ReportPlace[], ground: Ground): Promise<readonly ReportPlace[]> {
  const context = await nameContext(ground.parts.affected[0], looked, { text, searched: [] }, ground);
  return context ? resolveQuotes(findQuoted(text), ground, context) : [];
}

/** Base names of paths with a folder that lead nowhere: a bare name like that is not the product's either. */
function foreignNames(places: readonly ReportPlace[]): Set<string> {
  const nowhere = places.filter(({ resolution }) => 'unresolved' in resolution && resolution.unresolved.why !== 'no-such-line');
  const baseName = ({ found }: ReportPlace) => (found.path ?? '').slice((found.path ?? '').lastIndexOf('/') + 1).toLowerCase();
  const ours = new Set(places.filter(({ resolution }) => 'resolved' in resolution).map(baseName));
  return new Set(nowhere.map(baseName).filter((name) => !ours.has(name)));
}

/** A quote that leads somewhere goes before the names that stand in it. */
function withQuotes(looked: readonly ReportPlace[], quotes: readonly ReportPlace[]): ReportPlace[] {
  const free = quotes.filter(
    ({ found }) => !looked.some((one) => one.found.start < found.end && found.start < one.found.end && !isName(one)),
  );
  const names = looked.filter(
    (one) => !isName(one) || !free.some(({ found }) => one.found.start < found.end && found.start < one.found.end),
  );
  return [...names, ...free].sort((a, b) => a.found.start - b.found.start);
}

function isName({ found }: ReportPlace): boolean {
  return found.kind === 'symbol' || found.kind === 'csymbol';
}
