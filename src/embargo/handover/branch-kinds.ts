import type { WorkOptions } from '../../git/workbench.ts';
import { matrixOf, type BranchRow } from '../matrix.ts';
import type { Workspace } from '../workspace.ts';
import type { BranchFacts } from './checklist.ts';

/** Whether a branch's own fix is to be handed over, and whether it wants one at all. */
export type BranchKind = Pick<BranchFacts, 'own' | 'wanted'>;

/**
 * What is to be done for each branch that follows, by its name, as the branch matrix sees it: its fixes are held against
 * that of the branch that goes first.
 * @param first the name of that branch
 */
export async function branchKinds(
  { folder, manifest }: Workspace,
  first: string,
  options: WorkOptions = {},
): Promise<ReadonlyMap<string, BranchKind>> {
  if (manifest.branches.length < 2) return new Map();
  // The matrix takes the first branch that has a fix for its model.
  const isFirst = ({ name }: { readonly name: string }) => name === first;
  const branches = [...manifest.branches.filter(isFirst), ...manifest.branches.filter((one) => !isFirst(one))];
  const rows = await matrixOf({ folder, manifest: { ...manifest, branches } }, options);
  const model = rows.find(isFirst);
  return new Map(
    branches.flatMap(({ name, affected }, at) => {
      const row = rows[at];
      return row && !isFirst(row) ? [[name, kindOf(row, affected, model)] as const] : [];
    }),
  );
}

/** Where commits are not those of the branch, or were not counted. */
const UNSURE: ReadonlySet<BranchRow['state']> = new Set(['not-ready', 'unreadable', 'astray', 'conflict']);

/** @param first the row of the branch that goes first */
export function kindOf(row: BranchRow, affected: boolean | undefined, first: BranchRow | undefined): BranchKind {
  const isKnown = first?.same !== undefined && first.state !== 'astray' && row.state !== 'astray';
  if (isKnown && row.same === false) return { own: true };
  // Where nobody has looked, a branch that somebody has put into the workspace wants the fix.
  return row.commits === 0 && affected === false && !UNSURE.has(row.state) ? { wanted: false } : {};
}
