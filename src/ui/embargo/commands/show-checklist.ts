import { askGithub } from '../handover/ask-github.ts';
import { openChecklist } from '../handover/checklist.ts';
import { processOf } from '../handover/process.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';
import { workspaceHere } from './workspace-here.ts';

/** What is left to do until the fix is public everywhere, as a document; GitHub is asked how far it is. */
export async function showChecklist(window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const here = await workspaceHere(window, parts);
  if (!here) return;
  const process = processOf(here.manifest, parts);
  const side = await working(`Asking GitHub about the hand-over of ${window.id}`, (signal, say) =>
    askGithub(here.manifest, process, parts, { signal, say }),
  );
  await openChecklist(here, parts, side);
}
