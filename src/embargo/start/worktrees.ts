import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import { layoutOf } from '../layout.ts';
import { discard } from '../lock.ts';
import type { WorkBranch } from '../manifest.ts';
import { atOnce } from './plan.ts';

/**
 * Makes the worktrees that are not ready: they are registered one after the other, because git does not do that twice at
 * once, and filled side by side.
 * @param onReady told after each worktree that has all its files
 */
export async function makeWorktrees(
  workspace: string,
  branches: readonly WorkBranch[],
  options: WorkOptions,
  onReady: (branch: WorkBranch) => Promise<void>,
): Promise<Result<void, EmbargoFailure>> {
  const wanted = branches.filter(({ ready }) => ready !== true);
  for (const branch of wanted) {
    const registered = await register(workspace, branch, options);
    if (!registered.ok) return registered;
  }
  let next = 0;
  let end: EmbargoFailure | undefined;
  const work = async () => {
    for (let branch = wanted[next++]; branch && !end; branch = wanted[next++]) {
      const filled = await workGit(join(workspace, branch.folder), ['reset', '--quiet', '--hard'], options);
      if (filled.ok) await onReady(branch);
      else end ??= filled.failure;
    }
  };
  await Promise.all(Array.from({ length: atOnce() }, work));
  return end ? fail(end) : ok(undefined);
}

/** A worktree without files yet, on its private branch. What an interrupted run has left of it goes first. */
async function register(workspace: string, branch: WorkBranch, options: WorkOptions): Promise<Result<void, EmbargoFailure>> {
  const { clone } = layoutOf(workspace);
  const folder = join(workspace, branch.folder);
  await discard(workspace, join(clone, 'worktrees', branch.folder));
  await discard(workspace, folder);
  const start = branch.continued === true ? `refs/remotes/fork/${branch.private}` : branch.base;
  const made = await workGit(
    clone,
    ['worktree', 'add', '--quiet', '--no-checkout', '--no-track', '-B', branch.private, '--', folder, start],
    options,
  );
  return made.ok ? ok(undefined) : made;
}

/**
 * What makes a plain `git push`, `git pull` and `git fetch` in a worktree mean the private branches in the fork. Each is
 * asked for by a pattern: one that nobody has pushed yet is no failure.
 */
export async function followFork(
  clone: string,
  branches: readonly WorkBranch[],
  options: WorkOptions,
): Promise<Result<void, EmbargoFailure>> {
  const settings = branches.flatMap(({ private: own }, at) => [
    ['--replace-all', `branch.${own}.remote`, 'fork'],
    ['--replace-all', `branch.${own}.merge`, `refs/heads/${own}`],
    [at === 0 ? '--replace-all' : '--add', 'remote.fork.fetch', `+refs/heads/${own}*:refs/remotes/fork/${own}*`],
  ]);
  for (const setting of settings) {
    const set = await workGit(clone, ['config', ...setting], options);
    if (!set.ok) return set;
  }
  return ok(undefined);
}
