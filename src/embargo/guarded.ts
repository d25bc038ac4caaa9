import { join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import type { WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure } from './failure.ts';
import { readFork, type Fork } from './guard/fork.ts';
import { checkGuard, guardRunner, readFacts, setGuard, type Loosened } from './guard/guard.ts';
import { layoutOf } from './layout.ts';
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
  const worktrees = manifest.branches.filter(({ ready }) => ready === true).map((branch) => join(folder, branch.folder));
  return ok(await checkGuard(run, clone, worktrees, fork.value, facts, environment));
}

/** Sets the guard again as it was. */
export async function mendGuard(
  { folder, manifest }: Workspace,
  options: WorkOptions = {},
): Promise<Result<void, EmbargoFailure>> {
  const fork = readFork(manifest.fork);
  if (!fork.ok) return fork;
  const { clone, guard } = layoutOf(folder);
  const run = guardRunner(options);
  return setGuard(run, clone, fork.value, await readFacts(run, clone, guard));
}

/** The fork, where the guard holds: what reaches out asks here first. */
export async function behindGuard(workspace: Workspace, options: WorkOptions): Promise<Result<Fork, EmbargoFailure>> {
  const fork = readFork(workspace.manifest.fork);
  if (!fork.ok) return fork;
  // Variables outweigh settings in a terminal; a git of ours gets none of them.
  const loosened = await guardOf(workspace, options, {});
  if (!loosened.ok) return loosened;
  if (loosened.value.length > 0) return fail({ kind: 'guard-loosened', what: loosened.value.map(({ what }) => what) });
  return fork;
}
