import { utimes } from 'node:fs/promises';
import * as vscode from 'vscode';
import { layoutOf } from '../../embargo/layout.ts';
import type { EmbargoParts } from './parts.ts';

/** When a window on another machine is made to look at its folders again. */
const AGAIN_MS = [4_000, 10_000, 25_000] as const;

/**
 * Opens all folders of a workspace in one new window. In a browser, or over a connection, VS Code begins with what it
 * remembers of the workspace's file, which is nothing the first time, and may miss the file's folders when they come: a few
 * first windows in a hundred stayed empty. It looks again when the file's time changes, and finds them.
 */
export async function openWindow(folder: string, { timers, clock }: Pick<EmbargoParts, 'timers' | 'clock'>): Promise<void> {
  const file = layoutOf(folder).window;
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(file), { forceNewWindow: true });
  if (vscode.env.remoteName === undefined) return;
  for (const ms of AGAIN_MS)
    timers.after(ms, () => {
      const now = new Date(clock());
      // The workspace may be gone by then.
      utimes(file, now, now).catch(() => undefined);
    });
}
