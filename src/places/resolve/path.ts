import { sameRepository } from '../../advisory/model.ts';
import type { Repository, Tree } from '../../git/repository.ts';
import { shortName, type Affected } from '../affected.ts';
import { definitionsIn } from './definitions.ts';
import type { Ground } from '../ground.ts';
import { locate, type Located } from './locate.ts';
import { sourceRoots } from '../../process/process.ts';
import { belongsHere, candidatePaths, foreignFolder, isFrozen } from './tree-paths.ts';
import type { FoundPlace, PlaceLink, ReportPlace, Resolution, ResolvedPlace, Unresolved } from '../place.ts';
import { nearestRelease, releasesOf, versionOf } from '../releases.ts';

/** A branch name with more slashes than this is none. */
const MOST_CUTS = 12;
/** More files of one name are nothing to pick from. */
const MOST_CANDIDATES = 20;

/** What else the report says, as far as it helps to tell which file is meant. */
export interface Context {
  readonly text: string;
  /** Base names, in lower case, of paths in the report that are not the product's. */
  readonly foreignNames: ReadonlySet<string>;
  /** Other revisions in which a file may be looked up that the affected one has not, the likeliest first. */
  readonly fallback: readonly Affected[];
}

/** Looks up a place that has a path: a link at the revision it names, anything else at the affected revisions. */
export async function resolvePath(found: FoundPlace, ground: Ground, context: Context): Promise<ReportPlace> {
  if (found.link) return resolveLink(found, found.link, ground);
  const [primary] = ground.parts.affected;
  const said = primary.said;
  const path = found.path ?? '';
  const foreign = foreignFolder(path, ground.parts.process);
  if (foreign !== undefined) return { found, said, resolution: no({ why: 'foreign', folder: foreign }) };
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (!path.includes('/') && !isFrozen(found) && context.foreignNames.has(name))
    return { found, said, resolution: no({ why: 'no-such-file', path, revisionName: primary.name }) };
  let best: { readonly said: string | null; readonly resolution: Resolution } | undefined;
  for (const affected of [...ground.parts.affected, ...context.fallback]) {
    if (best && 'resolved' in best.resolution && context.fallback.includes(affected)) break;
    const { resolution, corroborated } = await inTree(found, ground, affected, context);
    if (corroborated) return { found, said: affected.said ?? said, resolution };
    if (!best || ('resolved' in resolution && !('resolved' in best.resolution)))
      best = { said: affected.said ?? said, resolution };
  }
  return { found, said, resolution: no({ why: 'no-such-file', path, revisionName: primary.name }), ...best };
}

interface InTree {
  readonly resolution: Resolution;
  readonly corroborated: boolean;
}

async function inTree(found: FoundPlace, ground: Ground, affected: Affected, context: Context): Promise<InTree> {
  const tree = await ground.tree(affected.revision);
  if (!tree) return { resolution: no({ why: 'git', kind: 'git-failed' }), corroborated: false };
  const { paths, certainty } = candidatePaths(found.path ?? '', tree, ground.parts.process);
  const here = paths.filter((path) => belongsHere(found, path, context.text, ground.parts.process));
  // What is frozen into the program lies at the top of the sources, and may be a package.
  const roots = sourceRoots(ground.parts.process).python;
  const frozen = isFrozen(found) ? here.filter((path) => roots.includes(path.slice(0, Math.max(0, path.lastIndexOf('/'))))) : [];
  const likely = frozen.length > 0 ? frozen.slice(0, 1) : here;
  const missing = () => no({ why: 'no-such-file', path: found.path ?? '', revisionName: affected.name });
  const [first, ...others] = likely;
  if (first === undefined || likely.length > MOST_CANDIDATES) return { resolution: missing(), corroborated: false };
  if (others.length === 0) {
    const only_ = await locate(found, ground, affected, tree, first, certainty);
    return (await isItsOwn(found, ground, tree, first, only_)) ? only(only_) : { resolution: missing(), corroborated: false };
  }
  const located = await Promise.all(likely.map((path) => locate(found, ground, affected, tree, path, 'likely')));
  const possible = located.filter((one) => 'place' in one);
  const supported = possible.filter(
    ({ corroborated, place }) =>
      corroborated && (found.quoted !== null || found.block !== null || (found.symbol !== null && place.line !== null)),
  );
  const bare = found.path?.includes('/') === false && found.kind === 'traceback' && found.quoted !== null;
  if (bare && supported.length === 0) return { resolution: missing(), corroborated: false };
  const fitting = await whereDefined(found, ground, tree, supported.length > 0 ? supported : possible);
  const [one, ...more] = fitting;
  if (one && more.length === 0) return only(one);
  // A bare name in prose that could be several files is nothing to rely on.
  if (!one || found.tentative) return { resolution: missing(), corroborated: false };
  const candidates = fitting.map(({ place }) => ({ ...place, certainty: 'ambiguous' as const }));
  const [choice] = candidates;
  return choice
    ? { resolution: { resolved: choice, candidates }, corroborated: false }
    : { resolution: missing(), corroborated: false };
}

/** Whether a bare Python file with a function is the product's: it defines that function, or has what is quoted. */
async function isItsOwn(found: FoundPlace, ground: Ground, tree: Tree, path: string, here: Located): Promise<boolean> {
  if (found.path?.includes('/') !== false || !/\.pyi?$/.test(path) || found.kind !== 'traceback' || isFrozen(found)) return true;
  if (found.quoted !== null) return 'place' in here && here.corroborated && here.place.line !== null;
  if (found.symbol === null || found.symbol.startsWith('<')) return true;
  const file = await ground.text(tree, path);
  return file !== undefined && definitionsIn(ground, file, found.symbol).length > 0;
}

/** Of several files those that define the function that a frame names. */
async function whereDefined<T extends { readonly place: ResolvedPlace }>(
  found: FoundPlace,
  ground: Ground,
  tree: Tree,
  possible: readonly T[],
): Promise<readonly T[]> {
  if (found.symbol === null || possible.length < 2) return possible;
  const symbol = found.symbol.split('.').at(-1) ?? found.symbol;
  const defining: T[] = [];
  for (const one of possible) {
    const file = await ground.text(tree, one.place.path);
    if (file && definitionsIn(ground, file, symbol).length > 0) defining.push(one);
  }
  return defining.length > 0 ? defining : possible;
}

function only(located: Located): InTree {
  if ('unresolved' in located) return { resolution: no(located.unresolved), corroborated: false };
  return { resolution: { resolved: located.place, candidates: [] }, corroborated: located.corroborated };
}

async function resolveLink(found: FoundPlace, link: PlaceLink, ground: Ground): Promise<ReportPlace> {
  const said = link.segments[0] ?? null;
  const give = (unresolved: Unresolved): ReportPlace => ({ found, said, resolution: no(unresolved) });
  if (!ground.parts.hosts.includes(link.host)) return give({ why: 'other-host', host: link.host });
  if (!isAbout(link, ground)) return give({ why: 'other-repository', repository: link.repository });
  // A branch may hold slashes: the shortest prefix that is a revision and has the rest as a file is meant.
  let known: { readonly name: string; readonly path: string } | undefined;
  for (let cut = 1; cut <= Math.min(link.segments.length, MOST_CUTS); cut++) {
    const name = link.segments.slice(0, cut).join('/');
    const revision = await revisionOf(name, ground.parts.repository);
    if (revision === undefined) continue;
    const path = link.segments.slice(cut).join('/');
    known ??= { name, path };
    const tree = await ground.tree(revision);
    if (!tree) return give({ why: 'git', kind: 'git-failed' });
    if (!tree.files.has(path)) continue;
    const here: Affected = { revision, name: shortName(name), from: 'report', said: name, exact: true, note: null };
    const moving = await isBranch(name, ground.parts.repository);
    const base = { revision, revisionName: shortName(name), line: null, endLine: null, symbol: null };
    const whole = { ...base, certainty: 'likely' as const, note: null };
    const { resolution } = only(await locate(found, ground, here, tree, path, moving ? 'likely' : 'exact'));
    return { found, said: name, resolution: moving ? onBranch(resolution, name, { ...whole, path }) : resolution };
  }
  if (known) return give({ why: 'no-such-file', path: known.path, revisionName: shortName(known.name) });
  return linkElsewhere(found, link, ground);
}

/** A branch goes on after a report was written: the line is the best that is known, and it may be off. */
function onBranch(resolution: Resolution, name: string, whole: ResolvedPlace): Resolution {
  if (!('resolved' in resolution)) {
    const { unresolved } = resolution;
    if (unresolved.why !== 'no-such-line') return resolution;
    const note = `${name} has moved on since the report: the file has only ${unresolved.lines} lines there now.`;
    return { resolved: { ...whole, note }, candidates: [] };
  }
  const note = resolution.resolved.note ?? `${name} may have moved on since the report.`;
  return { ...resolution, resolved: { ...resolution.resolved, certainty: 'likely', note } };
}

async function isBranch(name: string, repository: Repository): Promise<boolean> {
  if (/^[0-9a-f]{7,64}$/.test(name) && (await repository.commit(name)).ok) return false;
  return !(await repository.commit(`refs/tags/${name}`)).ok;
}

/** A link to a revision that the clone has not: its file at the nearest one, with the number left out. */
async function linkElsewhere(found: FoundPlace, link: PlaceLink, ground: Ground): Promise<ReportPlace> {
  const { repository, process, affected } = ground.parts;
  const said = link.segments[0] ?? '';
  const unknown: ReportPlace = { found, said, resolution: no({ why: 'unknown-revision', revision: shortName(said) }) };
  const version = versionOf(said, process);
  const commit = /^[0-9a-f]{7,64}$/.test(said);
  const release = version === undefined || commit ? undefined : nearestRelease(await releasesOf(repository, process), version);
  const [primary] = affected;
  const near = release ?? (commit ? primary : undefined);
  const tree = near && (await ground.tree(near.revision));
  const path = link.segments.slice(1).join('/');
  if (!near || !tree?.files.has(path)) return unknown;
  const note = `The clone has no ${shortName(said)}; this is the file at ${near.name}.`;
  const here: Affected = { revision: near.revision, name: near.name, from: 'report', said: shortName(said), exact: false, note };
  const { resolution } = only(await locate(found, ground, here, tree, path, 'likely'));
  return { found, said, resolution };
}

/** The repository itself or one of its private forks, whose name GitHub makes from it. */
function isAbout(link: PlaceLink, ground: Ground): boolean {
  return sameRepository(link.repository.replace(/-ghsa(?:-[23456789cfghjmpqrvwx]{4}){3}$/i, ''), ground.parts.about);
}

/** A commit id, a tag, or a branch of a remote before a local one: a link speaks of what GitHub has. */
async function revisionOf(name: string, repository: Repository): Promise<string | undefined> {
  const names = [`refs/tags/${name}`, `refs/remotes/origin/${name}`, `refs/remotes/upstream/${name}`, `refs/heads/${name}`];
  if (/^[0-9a-f]{7,64}$/.test(name)) names.unshift(name);
  if (name === 'HEAD') names.unshift('refs/remotes/origin/HEAD', 'HEAD');
  // What a default branch was called before.
  if (name === 'master') names.push('refs/remotes/origin/main', 'refs/remotes/upstream/main', 'refs/heads/main');
  for (const candidate of names) {
    const id = await repository.commit(candidate);
    if (id.ok) return id.value;
  }
  return undefined;
}

function no(unresolved: Unresolved): Resolution {
  return { unresolved };
}
