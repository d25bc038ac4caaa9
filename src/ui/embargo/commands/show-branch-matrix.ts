import type { EmbargoWindow } from '../window/embargo-window.ts';

/** The branch matrix as a table in a tab. */
export async function showBranchMatrix(window: EmbargoWindow): Promise<void> {
  await window.matrix.refresh();
  window.panel.show();
}
