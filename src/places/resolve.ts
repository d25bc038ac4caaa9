import { sameRepository, type RepositoryName } from '../advisory/model.ts';
import { ok, type Result } from '../common/result.ts';
import type { Repository, Tree } from '../git/repository.ts';
import type { GitFailure } from '../git/run.ts';
import type { Process } from '../process/process.ts';
import type { Affected } from './affected.ts';
import { candidatePaths, foreignFolder } from './paths.ts';
import type { FoundPlace, Resolution, ResolvedPlace, Unresolved } from './place.ts';

/** Where places are looked up. */
export interface Ground {
  /** The repository that the report is about. */
  readonly about: RepositoryName;
  readonly repository: Repository;
  readonly affected: Affected;
  readonly process: Process;
  /** Hosts on which a link leads into this repository. */
  readonly hosts: readonly string[];
  /** Files that were read for this report, as lines (undefined for one that is no text), so that each is read once. */
  readonly read?: Map<string, Promise<Result<readonly string[] | undefined, GitFailure>>>;
}

/** A branch name with more slashes than this is none. */
const MOST_CUTS = 12;

/** Looks a found place up in the clone: a link at the revision it names, anything else at the affected revision. */
export async function resolvePlace(found: FoundPlace, ground: Ground): Promise<Resolution> {
  return found.link ? resolveLink(found, found.link, ground) : resolvePath(found, ground);
}

async function resolveLink(found: FoundPlace, link: NonNullable<FoundPlace['link']>, ground: Ground): Promise<Resolution> {
  if (!ground.hosts.includes(link.host)) return no({ why: 'other-host', host: link.host });
  if (!isAbout(link, ground)) return no({ why: 'other-repository', repository: link.repository });
  // A branch may hold slashes: the shortest prefix that is a revision and has the rest as a file is meant.
  let known: { readonly name: string; readonly path: string } | undefined;
  for (let cut = 1; cut < Math.min(link.segments.length, MOST_CUTS); cut++) {
    const name = link.segments.slice(0, cut).join('/');
    const revision = await revisionOf(name, ground.repository);
    if (revision === undefined) continue;
    const path = link.segments.slice(cut).join('/');
    known ??= { name, path };
    const tree = await ground.repository.tree(revision);
    if (!tree.ok) return no({ why: 'git', kind: tree.failure.kind });
    if (tree.value.files.has(path)) return locate(found, ground, tree.value, shorten(name), path, 'exact');
  }
  if (!known) return no({ why: 'unknown-revision', revision: shorten(link.segments[0] ?? '') });
  return no({ why: 'no-such-file', path: known.path, revisionName: shorten(known.name) });
}

/** The repository itself or one of its private forks, whose name GitHub makes from it. */
function isAbout(link: { readonly repository: string }, ground: Ground): boolean {
  return sameRepository(link.repository.replace(/-ghsa(?:-[23456789cfghjmpqrvwx]{4}){3}$/i, ''), ground.about);
}

/** A commit id, a tag, or a branch of a remote before a local one: a link speaks of what GitHub has. */
async function revisionOf(name: string, repository: Repository): Promise<string | undefined> {
  const names = [`refs/tags/${name}`, `refs/remotes/origin/${name}`, `refs/remotes/upstream/${name}`, `refs/heads/${name}`];
  if (/^[0-9a-f]{7,64}$/.test(name)) names.unshift(name);
  if (name === 'HEAD') names.unshift('refs/remotes/origin/HEAD', 'HEAD');
  for (const candidate of names) {
    const id = await repository.commit(candidate);
    if (id.ok) return id.value;
  }
  return undefined;
}

async function resolvePath(found: FoundPlace, ground: Ground): Promise<Resolution> {
  const foreign = foreignFolder(found.path, ground.process);
  if (foreign !== undefined) return no({ why: 'foreign', folder: foreign });
  const { revision, name } = ground.affected;
  const tree = await ground.repository.tree(revision);
  if (!tree.ok) return no({ why: 'git', kind: tree.failure.kind });
  const { paths, certainty } = candidatePaths(found.path, tree.value, ground.process);
  const [first, ...others] = paths;
  if (first === undefined) return no({ why: 'no-such-file', path: found.path, revisionName: name });
  if (others.length === 0) return locate(found, ground, tree.value, name, first, certainty);
  const located = await Promise.all(paths.slice(0, 20).map((path) => locate(found, ground, tree.value, name, path, 'likely')));
  const possible = located.flatMap((one) => ('resolved' in one ? [one.resolved] : []));
  const quoting = possible.filter((one) => one.note === null);
  const only = found.quoted !== null && quoting.length === 1 ? quoting[0] : possible.length === 1 ? possible[0] : undefined;
  return only ? { resolved: only } : no({ why: 'ambiguous', candidates: possible });
}

/** Checks the line in the file, and looks for the quoted source line where it is not at the reported number. */
async function locate(
  found: FoundPlace,
  ground: Ground,
  tree: Tree,
  revisionName: string,
  path: string,
  certainty: 'exact' | 'likely',
): Promise<Resolution> {
  const mode = tree.files.get(path)?.mode;
  if (mode !== '100644' && mode !== '100755') return no({ why: 'not-text', path });
  const content = await linesOf(ground, tree.revision, path);
  if (!content.ok) return no({ why: 'git', kind: content.failure.kind });
  if (!content.value) return no({ why: 'not-text', path });
  const lines = content.value;
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const base = { revision: tree.revision, revisionName, path };
  if (found.line === null) return { resolved: { ...base, line: null, endLine: null, certainty, note: null } };
  const note = found.link ? null : ground.affected.note;
  if (found.quoted !== null && lines[found.line - 1]?.trim() !== found.quoted) {
    return byQuote(found, lines, base) ?? beyond(found, base, count, certainty, 'The line that the report quotes is not here.');
  }
  return beyond(found, base, count, certainty, note);
}

/** The lines of a file, read once for a report however often it is named. */
function linesOf(ground: Ground, revision: string, path: string): Promise<Result<readonly string[] | undefined, GitFailure>> {
  const name = `${revision}:${path}`;
  const known = ground.read?.get(name);
  if (known) return known;
  const reading = ground.repository.file(revision, path).then((content) => {
    if (!content.ok) return content;
    return ok(content.value.subarray(0, 8000).includes(0) ? undefined : content.value.toString('utf8').split('\n'));
  });
  ground.read?.set(name, reading);
  return reading;
}

function beyond(
  found: FoundPlace,
  base: Pick<ResolvedPlace, 'revision' | 'revisionName' | 'path'>,
  count: number,
  certainty: 'exact' | 'likely',
  note: string | null,
): Resolution {
  const line = found.line ?? 1;
  if (line > count) return no({ why: 'no-such-line', path: base.path, revisionName: base.revisionName, lines: count });
  const endLine = found.endLine === null || found.endLine <= line ? null : Math.min(found.endLine, count);
  return { resolved: { ...base, line, endLine, certainty: note === null ? certainty : 'likely', note } };
}

function byQuote(
  found: FoundPlace,
  lines: readonly string[],
  base: Pick<ResolvedPlace, 'revision' | 'revisionName' | 'path'>,
): Resolution | undefined {
  const at = lines.flatMap((line, index) => (line.trim() === found.quoted ? [index + 1] : []));
  const [only] = at;
  if (only === undefined || at.length > 1) return undefined;
  return {
    resolved: {
      ...base,
      line: only,
      endLine: null,
      certainty: 'likely',
      note: `The report says line ${found.line ?? 0}; the line that it quotes is here.`,
    },
  };
}

function shorten(name: string): string {
  return /^[0-9a-f]{16,}$/.test(name) ? name.slice(0, 10) : name;
}

function no(unresolved: Unresolved): Resolution {
  return { unresolved };
}
