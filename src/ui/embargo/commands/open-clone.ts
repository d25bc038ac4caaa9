import * as vscode from 'vscode';
import { askForClone } from '../handover/ask-facts.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { workspaceHere } from './workspace-here.ts';

/** Opens the person's own clone in a window of its own: what is pushed from there is public. */
export async function openClone(window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const here = await workspaceHere(window, parts);
  const folder = here && (await askForClone(here.manifest, parts));
  if (folder === undefined) return;
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), { forceNewWindow: true });
}
