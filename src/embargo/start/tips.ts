import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import type { WorkBranch } from '../manifest.ts';

/** Branch name → commit, at a remote. */
export type Heads = ReadonlyMap<string, string>;

/**
 * Asks a remote for its branches.
 * @param remote an address, or the name of a remote of the clone in `folder`
 */
export async function headsAt(folder: string, remote: string, options: WorkOptions): Promise<Result<Heads, EmbargoFailure>> {
  const out = await workText(folder, ['ls-remote', '--heads', '--end-of-options', remote], options);
  if (!out.ok) return out;
  const heads = new Map<string, string>();
  for (const line of out.value.split('\n')) {
    const [commit, ref] = line.split('\t');
    if (commit && ref?.startsWith('refs/heads/')) heads.set(ref.slice('refs/heads/'.length), commit);
  }
  return ok(heads);
}

/** What each side has of one branch. */
export interface Known {
  readonly clone: string | undefined;
  readonly upstream: string | undefined;
  readonly fork: string | undefined;
}

/** Which of the commits that are known our clone has not. */
export async function missing(folder: string, commits: readonly string[], options: WorkOptions): Promise<ReadonlySet<string>> {
  const wanted = [...new Set(commits)];
  if (wanted.length === 0) return new Set();
  const input = wanted.map((commit) => `${commit}^{commit}\n`).join('');
  const out = await workText(folder, ['cat-file', '--batch-check'], { ...options, input });
  if (!out.ok) return new Set(wanted);
  const lines = out.value.split('\n');
  return new Set(wanted.filter((_, at) => lines[at]?.includes(' commit ') !== true));
}

/**
 * Chooses the newest of what is known of a branch: the commit that holds all others. Where they have gone apart, what the
 * public has stands above what a clone or a fork has.
 * @param folder our clone, which has all of the commits
 */
export async function newest(
  folder: string,
  known: Known,
  options: WorkOptions,
): Promise<Pick<WorkBranch, 'base' | 'from' | 'lag'> | undefined> {
  const sides = (['upstream', 'clone', 'fork'] as const).flatMap((from) => {
    const commit = known[from];
    return commit === undefined ? [] : [{ from, commit }];
  });
  const [first] = sides;
  if (!first) return undefined;
  let best = first;
  for (const side of sides.slice(1))
    if (side.commit !== best.commit && (await isAncestor(folder, best.commit, side.commit, options))) best = side;
  // What the clone has itself came from nowhere else.
  if (best.commit === known.clone) return { base: best.commit, from: 'clone' };
  const lag = known.clone === undefined ? undefined : await lagOf(folder, known.clone, best.commit, options);
  return { base: best.commit, from: best.from, ...(lag ? { lag } : {}) };
}

async function isAncestor(folder: string, old: string, young: string, options: WorkOptions): Promise<boolean> {
  const out = await workGit(folder, ['merge-base', '--is-ancestor', old, young], { ...options, fine: [0, 1] });
  return out.ok && out.value.status === 0;
}

async function lagOf(folder: string, old: string, young: string, options: WorkOptions): Promise<WorkBranch['lag']> {
  const [count, dates] = await Promise.all([
    workText(folder, ['rev-list', '--count', `${old}..${young}`], options),
    workText(folder, ['log', '--no-walk=unsorted', '--format=%ct', old, young], options),
  ]);
  if (!count.ok || !dates.ok) return undefined;
  const [before = 0, after = 0] = dates.value.split('\n').map(Number);
  return { commits: Number(count.value), days: Math.max(0, Math.round((after - before) / 86_400)) };
}

/**
 * Fetches branches of a remote into our clone, under `refs/remotes/<as>/`.
 * @param pass what lets this one fetch through the guard
 */
export async function fetchHeads(
  folder: string,
  url: string,
  as: 'upstream' | 'fork',
  names: readonly string[],
  options: WorkOptions,
  how: readonly string[] = [],
): Promise<Result<void, EmbargoFailure>> {
  if (names.length === 0) return ok(undefined);
  // What is said to be here already names public commits only: ids of private ones go to nobody.
  const known = as === 'upstream' ? ['--negotiation-tip=refs/remotes/upstream/*'] : [];
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-maintenance', ...known];
  const refs = names.map((name) => `+refs/heads/${name}:refs/remotes/${as}/${name}`);
  const out = await workGit(folder, ['fetch', ...quiet, ...how, '--end-of-options', url, ...refs], options);
  return out.ok ? ok(undefined) : fail(out.failure);
}
