import { join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import type { WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure } from './failure.ts';
import { readFork, type Fork } from './guard/fork.ts';
import { checkGuard, guardRunner, loosenedName, readFacts, type Loosened } from './guard/guard.ts';
import { mendClone } from './guard/mend.ts';
import { layoutOf } from './layout.ts';
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
  return ok(await checkGuard(run, clone, worktreesOf({ folder, manifest }), fork.value, facts, environment));
}

function worktreesOf({ folder, manifest }: Workspace): readonly string[] {
  return manifest.branches.filter(({ ready }) => ready === true).map((branch) => join(folder, branch.folder));
}

/**
 * Sets the guard again as it was, also where the workspace was moved or the clone's settings cannot be read.
 * @returns the guard's and git's failures; `fork-address` where the manifest has none that can be guarded
 */
export async function mendGuard(
  { folder, manifest }: Workspace,
  options: WorkOptions = {},
): Promise<Result<void, EmbargoFailure>> {
  const fork = readFork(manifest.fork);
  if (!fork.ok) return fork;
  const { clone, guard } = layoutOf(folder);
  const run = guardRunner(options);
  const mended = await mendClone(run, clone, worktreesOf({ folder, manifest }), fork.value, guard);
  if (!mended.ok) return mended;
  return mended.value.config ? followFork(clone, manifest.branches, options) : ok(undefined);
}

/** The fork, where the guard holds: what reaches out asks here first. */
export async function behindGuard(workspace: Workspace, options: WorkOptions): Promise<Result<Fork, EmbargoFailure>> {
  const fork = readFork(workspace.manifest.fork);
  if (!fork.ok) return fork;
  // Variables outweigh settings in a terminal; a git of ours gets none of them.
  const loosened = await guardOf(workspace, options, {});
  if (!loosened.ok) return loosened;
  if (loosened.value.length > 0) return fail({ kind: 'guard-loosened', what: loosened.value.map(loosenedName) });
  return fork;
}
