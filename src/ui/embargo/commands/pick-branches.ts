import { isAtHand, type BranchRow } from '../../../embargo/matrix.ts';
import { branchOfRow } from '../matrix/tree.ts';
import { branchState } from '../matrix/words.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';

/** What is wanted of a question about branches. */
export interface BranchQuestion {
  readonly title: string;
  /** Which branches are offered. */
  readonly fits: (row: BranchRow) => boolean;
  /** Which of them are ticked beforehand. */
  readonly picked?: (row: BranchRow) => boolean;
  /** What is said where none fits. */
  readonly none: string;
}

/** The branch of a row of the view where it fits, else those that a person ticks. */
export async function branchesFor(
  row: unknown,
  window: EmbargoWindow,
  { ask }: EmbargoParts,
  { title, fits, picked, none }: BranchQuestion,
): Promise<readonly BranchRow[]> {
  const fitting = (await window.matrix.refresh()).filter(fits);
  const named = branchOfRow(row);
  const offered = named === undefined ? fitting : fitting.filter(({ name }) => name === named);
  if (offered.length === 0) {
    await ask.notice(none);
    return [];
  }
  if (named !== undefined) return offered;
  const choices = offered.map((value) => ({
    label: value.name,
    description: branchState(value).words,
    value,
    picked: picked?.(value) ?? false,
  }));
  return (await ask.pickMany(title, choices)) ?? [];
}

/** The branch of a row, else the one that is picked, else the only one. */
export async function branchFor(
  row: unknown,
  window: EmbargoWindow,
  { ask }: EmbargoParts,
  title: string,
): Promise<BranchRow | undefined> {
  const rows = (await window.matrix.refresh()).filter(({ state }) => isAtHand(state));
  const named = branchOfRow(row);
  if (named !== undefined) return rows.find(({ name }) => name === named);
  if (rows.length <= 1) return rows[0];
  return ask.pick(
    title,
    rows.map((value) => ({ label: value.name, description: branchState(value).words, value })),
  );
}
