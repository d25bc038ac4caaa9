import { join } from 'node:path';
import * as vscode from 'vscode';
import { branchOfRow } from '../matrix/tree.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';

/** A file in conflict, in the worktree of its branch. */
interface Conflict {
  readonly branch: string;
  readonly path: string;
  readonly uri: vscode.Uri;
}

/**
 * Opens a file that is in conflict in VS Code's merge editor.
 * @param row a branch, or a file below one; without it all conflicts are offered
 * @param which `first` asks nothing
 */
export async function openConflict(window: EmbargoWindow, parts: EmbargoParts, row: unknown, which?: 'first'): Promise<void> {
  const { ask } = parts;
  const all = await conflictsIn(window);
  const [branch, path] = [branchOfRow(row) ?? fileOfRow(row)?.branch, fileOfRow(row)?.path];
  const fitting = all.filter((one) => (branch ?? one.branch) === one.branch && (path ?? one.path) === one.path);
  const [first] = fitting;
  if (!first) {
    await ask.notice(noneWords(window, branch));
    return;
  }
  const choices = fitting.map((value) => ({ label: value.path, description: value.branch, value }));
  const chosen =
    which === 'first' || fitting.length === 1 ? first : await ask.pick('Open which conflict?', choices, 'In the merge editor');
  if (chosen) await openMerge(chosen.uri);
}

/** Where all is resolved, git still waits for the commit. */
function noneWords({ matrix }: EmbargoWindow, branch: string | undefined): string {
  const waiting = matrix.rows?.filter(({ name, state }) => state === 'conflict' && (branch ?? name) === name) ?? [];
  const names = waiting.map(({ name }) => name).join(', ');
  return waiting.length === 0
    ? 'No file is in conflict.'
    : `No file is in conflict any more on ${names}: commit there, in Source Control or by git cherry-pick --continue.`;
}

async function conflictsIn(window: EmbargoWindow): Promise<readonly Conflict[]> {
  return (await window.matrix.refresh()).flatMap(({ name, folder, conflicts }) =>
    conflicts.map((path) => ({ branch: name, path, uri: vscode.Uri.file(join(window.folder, folder, path)) })),
  );
}

function fileOfRow(row: unknown): { readonly branch: string; readonly path: string } | undefined {
  if (typeof row !== 'object' || row === null || !('kind' in row) || row.kind !== 'file') return undefined;
  if (!('branch' in row) || !('path' in row) || typeof row.branch !== 'string' || typeof row.path !== 'string') return undefined;
  return { branch: row.branch, path: row.path };
}

/** By VS Code's git, where it knows the worktree; else the file with its marks, which the editor offers to resolve, too. */
async function openMerge(uri: vscode.Uri): Promise<void> {
  const opened = await vscode.commands.executeCommand('git.openMergeEditor', uri).then(
    () => isMerging(uri),
    () => false,
  );
  if (!opened) await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
}

/** VS Code has no public class for the merge editor. */
function isMerging(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => {
      const result = typeof input === 'object' && input !== null && 'result' in input ? input.result : undefined;
      return result instanceof vscode.Uri && result.toString() === uri.toString();
    });
}
