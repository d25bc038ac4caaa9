/** A workspace of a small product, whole. */
import assert from 'node:assert/strict';
import type { Result } from '../../../src/common/result.ts';
import { backport, type Backported } from '../../../src/embargo/backport/backport.ts';
import type { EmbargoFailure } from '../../../src/embargo/failure.ts';
import { matrixOf } from '../../../src/embargo/matrix.ts';
import { findWorkspace } from '../../../src/embargo/workspace.ts';
import { planStart, type StartRequest } from '../../../src/embargo/start/plan.ts';
import { start, type Started } from '../../../src/embargo/start/start.ts';
import type { Product } from './product.ts';

export async function startedIn(product: Product, change: Partial<StartRequest> = {}): Promise<Started> {
  return product.asPerson(async () => {
    const plan = await planStart(product.request(change));
    assert.ok(plan.ok, plan.ok ? '' : JSON.stringify(plan.failure));
    const made = await start(plan.value);
    assert.ok(made.ok, made.ok ? '' : JSON.stringify(made.failure));
    return made.value;
  });
}

/** The fix of `main` brought onto other branches, whatever comes of it. */
export function bring(
  product: Product,
  to: readonly string[],
  dryRun = false,
): Promise<Result<readonly Backported[], EmbargoFailure>> {
  return product.asPerson(() => backport({ workspace: product.workspace, from: 'main', to, dryRun }));
}

/** The same, where something comes of each branch. */
export async function brought(product: Product, to: readonly string[], dryRun = false): Promise<readonly Backported[]> {
  const done = await bring(product, to, dryRun);
  assert.ok(done.ok, done.ok ? '' : JSON.stringify(done.failure));
  return done.value;
}

/** The states of all branches, in the matrix's order. */
export async function states(product: Product): Promise<readonly string[]> {
  const workspace = await findWorkspace(product.workspace);
  assert.ok(workspace.ok);
  return (await product.asPerson(() => matrixOf(workspace.value))).map(({ state }) => state);
}
