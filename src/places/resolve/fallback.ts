import type { Repository } from '../../git/repository.ts';
import type { Process } from '../../process/process.ts';
import { defaultRevision, type Affected } from '../affected.ts';
import { compareVersions } from '../versions.ts';
import { releasesOf, type Release } from '../releases.ts';

/** Each costs a listing of a whole tree. */
const MOST = 4;

/**
 * Where else a file may be that the affected revision has not: the default branch, and the newest release of each series,
 * those nearest to the affected version first.
 */
export async function fallbackRevisions(
  affected: readonly Affected[],
  repository: Repository,
  process: Process,
): Promise<readonly Affected[]> {
  const [primary] = affected;
  const newest = new Map<string, Release>();
  for (const release of await releasesOf(repository, process)) newest.set(/^\d+\.\d+/.exec(release.version)?.[0] ?? '', release);
  const said = primary?.said ?? null;
  const ordered = [...newest.values()].reverse();
  const older = said === null ? ordered : ordered.filter(({ version }) => compareVersions(version, said) <= 0);
  const newer = ordered.filter((release) => !older.includes(release)).reverse();
  const releases = [...older, ...newer].map(({ name, revision }): Affected => ({ ...elsewhere(primary), revision, name }));
  const others = [...releases, ...(await defaultRevision(repository, null)).map((one) => ({ ...one, ...elsewhere(primary) }))];
  const known = new Set(affected.map(({ revision }) => revision));
  const distinct = [...new Map(others.map((one) => [one.revision, one])).values()].filter(({ revision }) => !known.has(revision));
  return distinct
    .slice(0, MOST)
    .map((one) => ({ ...one, note: `Not at ${primary?.name ?? 'the affected version'}; this is ${one.name}.` }));
}

function elsewhere(primary: Affected | undefined): Pick<Affected, 'from' | 'said' | 'exact' | 'note'> {
  return { from: 'default', said: primary?.said ?? null, exact: false, note: null };
}
