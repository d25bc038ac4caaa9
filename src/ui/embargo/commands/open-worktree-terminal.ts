import { join } from 'node:path';
import * as vscode from 'vscode';
import type { EmbargoWindow } from '../window/embargo-window.ts';

/** Opens a terminal in the worktree of a branch; the guard stands in its variables. */
export function openWorktreeTerminal(window: EmbargoWindow, branch: string): void {
  const row = window.matrix.rows?.find(({ name }) => name === branch);
  if (row) vscode.window.createTerminal({ name: branch, cwd: join(window.folder, row.folder) }).show();
}
