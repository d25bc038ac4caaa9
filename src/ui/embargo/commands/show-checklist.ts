import { openChecklist } from '../handover/checklist.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { workspaceHere } from './workspace-here.ts';

/** What is left to do until the fix is public everywhere, as a document. */
export async function showChecklist(window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const here = await workspaceHere(window, parts);
  if (here) await openChecklist(here, parts);
}
