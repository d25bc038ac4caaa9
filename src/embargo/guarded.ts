import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import type { WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure } from './failure.ts';
import { readFork, type Fork } from './guard/fork.ts';
import {
  checkGuard,
  guardRunner,
  loosenedName,
  loosens,
  readFacts,
  remediesFor,
  setGuard,
  type Loosened,
} from './guard/guard.ts';
import { mendClone } from './guard/mend.ts';
import { isElsewhere, isLacking, remakeWorktree } from './guard/remake.ts';
import { layoutOf } from './layout.ts';
import { alone, sweep } from './lock.ts';
import type { WorkBranch } from './manifest.ts';
import { followFork } from './start/worktrees.ts';
import type { Workspace } from './workspace.ts';

/**
 * Looks whether the guard of a workspace holds.
 * @param environment the variables that git will run with
 * @returns what is loosened; empty where it holds
 */
export async function guardOf(
  { folder, manifest }: Workspace,
  options: WorkOptions = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Result<readonly Loosened[], EmbargoFailure>> {
  const fork = readFork(manifest.fork);
  if (!fork.ok) return fork;
  const { clone, guard } = layoutOf(folder);
  const run = guardRunner(options);
  const facts = await readFacts(run, clone, guard);
  const found = await checkGuard(run, clone, worktreesOf({ folder, manifest }), fork.value, facts, environment);
  return ok(await Promise.all(found.map((one) => placed(one, clone, manifest.branches))));
}

/** Of a worktree that is gone: whether it may be made again, or its branch is somewhere else. */
async function placed(one: Loosened, clone: string, branches: readonly WorkBranch[]): Promise<Loosened> {
  if (one.kind !== 'worktree' || one.how === 'foreign') return one;
  const branch = branches.find(({ folder }) => folder === one.what);
  return branch && (await isElsewhere(clone, branch.private)) ? { ...one, how: 'elsewhere' } : one;
}

function branchesOf({ manifest }: Workspace): readonly WorkBranch[] {
  return manifest.branches.filter(({ ready }) => ready === true);
}

function worktreesOf(workspace: Workspace): readonly string[] {
  return branchesOf(workspace).map((branch) => join(workspace.folder, branch.folder));
}

/** What a mending has made besides the guard. */
export interface MendedGuard {
  /** Branches whose worktrees were made again. */
  readonly remade: readonly string[];
  /** New branches, for commits that only a lost worktree had. */
  readonly kept: readonly string[];
}

/**
 * Sets the guard again as it was, also where the workspace was moved or the clone's settings cannot be read, and makes
 * worktrees again that are gone. What lies in their place instead is left alone.
 * @returns the guard's and git's failures; `fork-address` where the manifest has none that can be guarded; `busy` where a
 * worktree is to be made and somebody else works in the workspace
 */
export async function mendGuard(
  { folder, manifest }: Workspace,
  options: WorkOptions = {},
): Promise<Result<MendedGuard, EmbargoFailure>> {
  const fork = readFork(manifest.fork);
  if (!fork.ok) return fork;
  const { clone, guard } = layoutOf(folder);
  const run = guardRunner(options);
  const mended = await mendClone(run, clone, worktreesOf({ folder, manifest }), fork.value, guard);
  if (!mended.ok) return mended;
  const following = mended.value.config ? await followFork(clone, manifest.branches, options) : ok(undefined);
  if (!following.ok) return following;
  return remakeWorktrees({ folder, manifest }, fork.value, options);
}

/** Makes worktrees again where the guard is set already, one after the other, because git registers one at a time. */
async function remakeWorktrees(
  workspace: Workspace,
  fork: Fork,
  options: WorkOptions,
): Promise<Result<MendedGuard, EmbargoFailure>> {
  const { folder } = workspace;
  const { clone, guard } = layoutOf(folder);
  const run = guardRunner(options);
  const lacking: WorkBranch[] = [];
  for (const branch of branchesOf(workspace)) if (await isLacking(join(folder, branch.folder), clone)) lacking.push(branch);
  if (lacking.length === 0) {
    await sweepLeft(folder);
    return ok({ remade: [], kept: [] });
  }
  return alone(folder, async () => {
    await sweep(folder);
    const remade: string[] = [];
    const kept: string[] = [];
    for (const { name, folder: own, private: branch, base } of lacking) {
      const wanted = { folder: join(folder, own), branch, starts: [`refs/remotes/fork/${branch}`, base] };
      const made = await remakeWorktree(run, clone, wanted);
      if (!made.ok) return made;
      if (made.value.isMade) remade.push(name);
      if (made.value.kept !== undefined) kept.push(made.value.kept);
    }
    // What stops submodules belongs into the new ones as well.
    const set = remade.length > 0 ? await setGuard(run, clone, fork, await readFacts(run, clone, guard)) : ok(undefined);
    return set.ok ? ok({ remade, kept }) : set;
  });
}

/** Takes away what a mending has left that was killed at its very end. Who works there does that as well. */
async function sweepLeft(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.some((name) => name.startsWith('.gone-')))
    await alone(folder, async () => {
      await sweep(folder);
      return ok(undefined);
    });
}

/** The fork, where the guard holds: what reaches out asks here first. */
export async function behindGuard(workspace: Workspace, options: WorkOptions): Promise<Result<Fork, EmbargoFailure>> {
  const fork = readFork(workspace.manifest.fork);
  if (!fork.ok) return fork;
  // Variables outweigh settings in a terminal; a git of ours gets none of them.
  const loosened = await guardOf(workspace, options, {});
  if (!loosened.ok) return loosened;
  const loose = loosened.value.filter(loosens);
  if (loose.length === 0) return fork;
  const remedies = remediesFor(loose);
  return fail({ kind: 'guard-loosened', what: loose.map(loosenedName), ...(remedies.length > 0 ? { remedies } : {}) });
}
