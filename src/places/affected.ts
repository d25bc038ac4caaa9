import type { Advisory } from '../advisory/model.ts';
import type { Repository } from '../git/repository.ts';
import type { Process } from '../process/process.ts';
import { findVersions, installedVersions, type FoundVersion } from './find/version.ts';
import { nearestRelease, releasesOf } from './releases.ts';

/** A revision that a report is about. */
export interface Affected {
  /** Commit id. */
  readonly revision: string;
  /** Tag, branch or short commit id. */
  readonly name: string;
  /** Where this comes from: a person's choice, what the report says, the advisory's ranges, or nothing better than the default branch. */
  readonly from: 'chosen' | 'report' | 'range' | 'default';
  /** The version or commit as the report has it; null where it names none. */
  readonly said: string | null;
  /** Whether this is the very revision that is meant. If not, the report's line numbers mean nothing here. */
  readonly exact: boolean;
  /** What was asked for where something else had to be taken, in words. */
  readonly note: string | null;
}

/** Reports that test one release after the other name few that matter. */
const MOST_REVISIONS = 6;

/**
 * The affected revisions of an advisory in a clone, the one to look at first in front. In this order: what a person has
 * chosen; releases and commits in the report that the clone has; the release that an installed path names; for versions
 * that it has not, the nearest release or the branch; what the advisory's ranges include; the default branch.
 * @param paths the paths that the report names
 * @param linked revisions that links in the report name: of several versions the reporter looked at one that is linked
 * @param chosen a tag, branch or commit id that a person chose for this report
 * @returns none when the clone has none of these
 */
export async function affectedRevisions(
  advisory: Pick<Advisory, 'vulnerabilities'>,
  report: string,
  paths: readonly string[],
  repository: Repository,
  process: Process,
  { chosen, linked = [] }: { readonly chosen?: string | undefined; readonly linked?: readonly string[] } = {},
): Promise<readonly Affected[]> {
  const all: Affected[] = [];
  if (chosen !== undefined) {
    const id = await repository.commit(chosen);
    if (id.ok) all.push({ revision: id.value, name: shortName(chosen), from: 'chosen', said: chosen, exact: true, note: null });
  }
  const mentioned = distinct(findVersions(report, process));
  // Since when it is so says nothing of what was looked at: that was what was newest, if nothing else is named.
  const spoken = mentioned.filter(({ history }) => !history);
  const installed = installedVersions(paths, process);
  for (const one of spoken) all.push(...(await exactly(one, repository, process)));
  for (const version of installed) all.push(...(await ofTag(version, 'report', repository, process)));
  const named = spoken.filter((one) => one.named).map(({ version, text }) => version ?? text);
  // A version that is not said to be the product's is taken for it only where nothing else is named.
  const unnamed = named.length + installed.length + all.length > 0 ? [] : spoken.flatMap(({ version }) => version ?? []);
  for (const version of [...named, ...installed, ...unnamed]) {
    if (all.some(({ said }) => said === version)) continue;
    all.push(...(await nearestTo(version, repository, process)));
  }
  for (const version of advisory.vulnerabilities.flatMap(({ range }) => includedVersions(range ?? ''))) {
    const found = await ofTag(version, 'range', repository, process);
    all.push(
      ...(found.length > 0
        ? found
        : (await nearestTo(version, repository, process)).map((it) => ({ ...it, from: 'range' as const }))),
    );
  }
  if (all.length === 0) all.push(...(await defaultRevision(repository, named[0] ?? null)));
  // Of several that are the same commit the first one says best why.
  const distinctly = all.filter((one, at) => all.findIndex(({ revision }) => revision === one.revision) === at);
  const looked = await lookedAt(distinctly, linked, repository);
  return [...(looked ? [looked] : []), ...distinctly.filter((one) => one !== looked)].slice(0, MOST_REVISIONS);
}

/** Of the versions that a report names, the one that a link in it leads to. */
async function lookedAt(
  all: readonly Affected[],
  linked: readonly string[],
  repository: Repository,
): Promise<Affected | undefined> {
  const [first] = all;
  if (first?.from === 'chosen') return first;
  for (const name of linked.slice(0, 20)) {
    const id = await repository.commit(name);
    const one = id.ok ? all.find(({ revision, exact }) => exact && revision === id.value) : undefined;
    if (one) return one;
  }
  return undefined;
}

/** Each version and commit once, and not more than a person would name. */
function distinct(found: readonly FoundVersion[]): readonly FoundVersion[] {
  const byName = new Map(
    found.map((one) => [`${one.version ?? ''} ${one.commit ?? ''}`, one]).reverse() as [string, FoundVersion][],
  );
  return [...byName.values()].sort((a, b) => a.start - b.start).slice(0, 50);
}

/** The commit or release that is meant, if the clone has it. */
async function exactly({ version, commit }: FoundVersion, repository: Repository, process: Process): Promise<Affected[]> {
  const id = commit === null ? undefined : await repository.commit(commit);
  if (commit !== null && id?.ok)
    return [{ revision: id.value, name: shortName(commit), from: 'report', said: commit, exact: true, note: null }];
  return version === null ? [] : ofTag(version, 'report', repository, process);
}

/** The release of a version. */
async function ofTag(version: string, from: 'report' | 'range', repository: Repository, process: Process): Promise<Affected[]> {
  for (const template of process.versions?.tags ?? ['v{version}', '{version}']) {
    const name = template.replace('{version}', version);
    const id = await repository.commit(`refs/tags/${name}`);
    if (id.ok) return [{ revision: id.value, name, from, said: version, exact: true, note: null }];
  }
  return [];
}

/** The branch of a version's series, or the release that is nearest: something to look at, not what was meant. */
async function nearestTo(version: string, repository: Repository, process: Process): Promise<Affected[]> {
  const minor = /^\d+\.\d+/.exec(version)?.[0];
  const template = process.versions?.branch;
  // A version that is still being made is the branch that the process says it is made on.
  const made = process.branches?.list.find((one) => one.version === minor)?.name;
  const base = { from: 'report' as const, said: version, exact: false };
  for (const branch of minor === undefined ? [] : new Set([template?.replace('{minor}', minor), made])) {
    if (branch === undefined) continue;
    for (const ref of [`refs/remotes/origin/${branch}`, `refs/remotes/upstream/${branch}`, `refs/heads/${branch}`]) {
      const id = await repository.commit(ref);
      if (!id.ok) continue;
      const why = version === minor ? `The report says ${version} and not which release` : `The clone has no tag of ${version}`;
      return [{ ...base, revision: id.value, name: branch, note: `${why}; this is the branch ${branch}.` }];
    }
  }
  const nearest = nearestRelease(await releasesOf(repository, process), version);
  if (!nearest) return [];
  return [
    { ...base, revision: nearest.revision, name: nearest.name, note: `The clone has no ${version}; ${nearest.name} is nearest.` },
  ];
}

/** The branch that a clone, and GitHub, take when nobody says which. */
export async function defaultRevision(repository: Repository, wanted: string | null): Promise<Affected[]> {
  for (const name of ['origin/HEAD', 'upstream/HEAD', 'origin/main', 'main', 'origin/master', 'master', 'HEAD']) {
    const id = await repository.commit(name);
    if (!id.ok) continue;
    const note = wanted === null ? 'The report names no version.' : `The clone has no ${wanted}.`;
    const shown = name === 'HEAD' ? 'HEAD' : name.replace(/\/HEAD$/, ' default branch');
    return [{ revision: id.value, name: shown, from: 'default', said: wanted, exact: false, note }];
  }
  return [];
}

/** A commit id as people write it; any other name as it is. */
export function shortName(name: string): string {
  return /^[0-9a-f]{11,}$/.test(name) ? name.slice(0, 10) : name;
}

/** Versions that a range names and includes: `= 1.2`, `<= 1.2`, `>= 1.0`. The newest that it surely includes first. */
function includedVersions(range: string): string[] {
  const bounds = [...range.matchAll(/(<=|>=|<|>|=)\s*v?(\d[\w.]{0,30})/g)].map((match) => ({
    sign: match[1],
    version: match[2] ?? '',
  }));
  return ['<=', '=', '>='].flatMap((sign) => bounds.filter((bound) => bound.sign === sign).map((bound) => bound.version));
}
