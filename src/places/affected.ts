import type { Advisory } from '../advisory/model.ts';
import type { Repository } from '../git/repository.ts';
import type { Process } from '../process/process.ts';
import { findVersions, installedVersions, type FoundVersion } from './find/version.ts';

/** The revision that a report is about. */
export interface Affected {
  /** Commit id. */
  readonly revision: string;
  /** Tag, branch or short commit id. */
  readonly name: string;
  /** Where this comes from: what the report says, the advisory's ranges, or nothing better than the default branch. */
  readonly from: 'report' | 'range' | 'default';
  /** What was asked for where something else had to be taken, in words. */
  readonly note: string | null;
}

/**
 * The affected revision of an advisory in a clone. In this order: the first release or commit in the report that the
 * clone has, the version of an installed path, the branch of a version that the report names, a version that the
 * advisory's ranges include, the default branch.
 * @param paths the paths that the report names
 * @returns undefined when the clone has none of these
 */
export async function affectedRevision(
  advisory: Pick<Advisory, 'vulnerabilities'>,
  report: string,
  paths: readonly string[],
  repository: Repository,
  process: Process,
): Promise<Affected | undefined> {
  const spoken = distinct(findVersions(report, process));
  for (const { version, commit } of spoken) {
    const id = commit === null ? undefined : await repository.commit(commit);
    if (id?.ok) return { revision: id.value, name: commit?.slice(0, 10) ?? '', from: 'report', note: null };
    const tagged = version === null ? undefined : await ofTag(version, repository, process);
    if (tagged) return { ...tagged, from: 'report' };
  }
  const installed = installedVersions(paths, process);
  for (const version of installed) {
    const tagged = await ofTag(version, repository, process);
    if (tagged) return { ...tagged, from: 'report' };
  }
  const named = spoken.filter((one) => one.named).flatMap(({ version }) => version ?? []);
  for (const version of [...named, ...installed]) {
    const branch = await ofBranch(version, repository, process);
    if (branch) return { ...branch, from: 'report' };
  }
  for (const version of advisory.vulnerabilities.flatMap(({ range }) => includedVersions(range ?? ''))) {
    const found = (await ofTag(version, repository, process)) ?? (await ofBranch(version, repository, process));
    if (found) return { ...found, from: 'range' };
  }
  return defaultRevision(repository, named[0] ?? null);
}

/** Each version and commit once, and not more than a person would name. */
function distinct(found: readonly FoundVersion[]): readonly FoundVersion[] {
  const byName = new Map(
    found.map((one) => [`${one.version ?? ''} ${one.commit ?? ''}`, one]).reverse() as [string, FoundVersion][],
  );
  return [...byName.values()].sort((a, b) => a.start - b.start).slice(0, 50);
}

async function defaultRevision(repository: Repository, wanted: string | null): Promise<Affected | undefined> {
  for (const name of ['origin/HEAD', 'upstream/HEAD', 'origin/main', 'main', 'origin/master', 'master', 'HEAD']) {
    const id = await repository.commit(name);
    if (!id.ok) continue;
    const note = wanted === null ? 'The report names no version.' : `The clone has no ${wanted}.`;
    return {
      revision: id.value,
      name: name === 'HEAD' ? 'HEAD' : name.replace(/\/HEAD$/, ' default branch'),
      from: 'default',
      note,
    };
  }
  return undefined;
}

/** The release of a version. */
async function ofTag(version: string, repository: Repository, process: Process): Promise<Omit<Affected, 'from'> | undefined> {
  for (const template of process.versions?.tags ?? ['v{version}', '{version}']) {
    const name = template.replace('{version}', version);
    const id = await repository.commit(`refs/tags/${name}`);
    if (id.ok) return { revision: id.value, name, note: null };
  }
  return undefined;
}

/** The branch of a version's series. */
async function ofBranch(version: string, repository: Repository, process: Process): Promise<Omit<Affected, 'from'> | undefined> {
  const minor = /^\d+\.\d+/.exec(version)?.[0];
  const template = process.versions?.branch;
  if (minor === undefined || template === undefined) return undefined;
  const branch = template.replace('{minor}', minor);
  for (const ref of [`refs/remotes/origin/${branch}`, `refs/remotes/upstream/${branch}`, `refs/heads/${branch}`]) {
    const id = await repository.commit(ref);
    if (id.ok)
      return {
        revision: id.value,
        name: branch,
        note: version === minor ? null : `The clone has no tag of ${version}; this is the branch ${branch}.`,
      };
  }
  return undefined;
}

/** Versions that a range names and includes: `= 1.2`, `<= 1.2`, `>= 1.0`. The newest that it surely includes first. */
function includedVersions(range: string): string[] {
  const bounds = [...range.matchAll(/(<=|>=|<|>|=)\s*v?(\d[\w.]{0,30})/g)].map((match) => ({
    sign: match[1],
    version: match[2] ?? '',
  }));
  return ['<=', '=', '>='].flatMap((sign) => bounds.filter((bound) => bound.sign === sign).map((bound) => bound.version));
}
