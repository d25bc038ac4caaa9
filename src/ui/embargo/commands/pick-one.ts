import type { BranchRow } from '../../../embargo/matrix.ts';
import { branchOfRow } from '../matrix/tree.ts';
import { branchState } from '../matrix/words.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import type { BranchQuestion } from './pick-branches.ts';

/** The branch of a row of the view where it fits, else the only one that fits, else the one that is picked. */
export async function oneBranchFor(
  row: unknown,
  window: EmbargoWindow,
  { ask }: EmbargoParts,
  { title, fits, none }: Omit<BranchQuestion, 'picked'>,
): Promise<BranchRow | undefined> {
  const fitting = (await window.matrix.refresh()).filter(fits);
  const named = branchOfRow(row);
  const offered = named === undefined ? fitting : fitting.filter(({ name }) => name === named);
  const [only, ...more] = offered;
  if (!only) await ask.notice(none);
  if (more.length === 0) return only;
  return ask.pick(
    title,
    offered.map((value) => ({ label: value.name, description: branchState(value).words, value })),
  );
}
