import type { Workspace } from '../../../embargo/workspace.ts';
import { failureWords } from '../failures.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';

/** The workspace of this window as its folder has it now; says why where it cannot be read. */
export async function workspaceHere(window: EmbargoWindow, { ask }: EmbargoParts): Promise<Workspace | undefined> {
  const found = await window.workspace();
  if (found.ok) return found.value;
  await ask.problem(failureWords(found.failure));
  return undefined;
}
