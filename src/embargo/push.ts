import { join } from 'node:path';
import { ok, type Result } from '../common/result.ts';
import { workGit, type WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure } from './failure.ts';
import { TO_FORK } from './guard/guard.ts';
import { behindGuard } from './guarded.ts';
import { branchesNamed, readyWorkspace } from './workspace.ts';

/** What came of one branch; `failure` is absent where the fork has it now. */
export interface Pushed {
  readonly branch: string;
  readonly failure?: EmbargoFailure;
}

/**
 * Pushes private branches to the private fork, by their full names and to nothing else. Nothing is forced: where somebody
 * else has pushed, the failure says `behind`.
 * @param names branches of the product
 */
export async function pushToFork(
  workspace: string,
  names: readonly string[],
  options: WorkOptions = {},
): Promise<Result<readonly Pushed[], EmbargoFailure>> {
  const found = await readyWorkspace(workspace);
  if (!found.ok) return found;
  const { folder, manifest } = found.value;
  const branches = branchesNamed(manifest, names);
  if (!branches.ok) return branches;
  const fork = await behindGuard(found.value, options);
  if (!fork.ok) return fork;
  const done: Pushed[] = [];
  for (const branch of branches.value) {
    const ref = `refs/heads/${branch.private}`;
    const pushed = await workGit(join(folder, branch.folder), ['push', '--quiet', '--no-follow-tags', 'fork', `${ref}:${ref}`], {
      ...options,
      ...TO_FORK,
      hooks: true,
    });
    done.push(pushed.ok ? { branch: branch.name } : { branch: branch.name, failure: pushed.failure });
  }
  return ok(done);
}

/** Fetches what others have pushed to the private branches. */
export async function refreshFork(workspace: string, options: WorkOptions = {}): Promise<Result<void, EmbargoFailure>> {
  const found = await readyWorkspace(workspace);
  if (!found.ok) return found;
  const { folder, manifest } = found.value;
  const [first] = manifest.branches;
  if (!first) return ok(undefined);
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-maintenance'];
  // A private branch that nobody has pushed yet is no failure.
  const refs = manifest.branches.map(({ private: own }) => `+refs/heads/${own}*:refs/remotes/fork/${own}*`);
  const got = await workGit(join(folder, first.folder), ['fetch', ...quiet, 'fork', ...refs], { ...options, ...TO_FORK });
  return got.ok ? ok(undefined) : got;
}
