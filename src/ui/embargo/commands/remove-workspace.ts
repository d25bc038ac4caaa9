import { ignoredIn, ignoredWords } from '../../../embargo/ignored.ts';
import { lostBy, removeWorkspace } from '../../../embargo/remove.ts';
import { embargoWords, lostWords } from '../../../embargo/words.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import { failureWords } from '../failures.ts';
import { workOptions, type EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';
import { workspaceFor } from './open-workspace.ts';

const KEEP = 'Keep Workspace';
const ALL_THE_SAME = 'Remove All the Same';

/**
 * Removes the workspace of this window, or else the one that is named or picked, after it was shown what goes with it.
 * @returns whether it is gone
 */
export async function removeWorkspaceOf(
  id: string | undefined,
  window: EmbargoWindow | undefined,
  parts: EmbargoParts,
): Promise<boolean> {
  const here = await window?.workspace();
  if (here && !here.ok) {
    await parts.ask.problem(failureWords(here.failure));
    return false;
  }
  const workspace = here?.value ?? (await workspaceFor(id, 'Remove the workspace of', parts));
  return workspace !== undefined && removeShown(workspace, parts);
}

/** Shows what a removal would lose and removes a workspace when that is wanted; true when it is gone. */
export async function removeShown(workspace: Workspace, parts: EmbargoParts): Promise<boolean> {
  const { ask } = parts;
  const name = workspace.manifest.advisory;
  // It may grow while the question is open, as builds do; nobody is asked again for that.
  const ignored = await ignoredOf(workspace, parts);
  let shown: readonly string[] | undefined;
  for (let lost = await lostIn(workspace, parts); !isSame(shown, lost); lost = await lostIn(workspace, parts)) {
    // What is lost by now is something else than what was agreed to.
    if (!(await isAgreed(name, detailOf(workspace, lost, ignored), lost.length > 0, parts))) return false;
    shown = lost;
  }
  const removed = await working(`Removing the workspace of ${name}`, () =>
    removeWorkspace(workspace.folder, true, workOptions(parts)),
  );
  parts.changed();
  if (removed.ok) return true;
  await ask.problem(`${name}: ${embargoWords(removed.failure)}`);
  return false;
}

/** Asks. Where work would be lost, Enter presses the button that keeps it: in VS Code that is the first one. */
async function isAgreed(name: string, detail: string, isLoss: boolean, { ask }: EmbargoParts): Promise<boolean> {
  const message = `Remove the embargo workspace of ${name}?`;
  if (!isLoss) return ask.confirm({ message, detail, verb: 'Remove Workspace' });
  return (await ask.decide({ message, detail, verbs: [KEEP, ALL_THE_SAME] })) === ALL_THE_SAME;
}

/** What would be lost, in words. Of one that is not whole nothing can be told, and nobody has worked in it. */
async function lostIn(workspace: Workspace, parts: EmbargoParts): Promise<readonly string[]> {
  if (workspace.manifest.state !== 'ready') return [];
  const lost = await lostBy(workspace, workOptions(parts));
  return lost.ok ? lost.value.map(lostWords) : [embargoWords(lost.failure)];
}

function isSame(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

/** What git ignores, in words: it is no work, but somebody's notes may be among it. */
async function ignoredOf(workspace: Workspace, parts: EmbargoParts): Promise<readonly string[]> {
  if (workspace.manifest.state !== 'ready') return [];
  return (await ignoredIn(workspace, workOptions(parts))).map(ignoredWords);
}

function detailOf({ folder }: Workspace, lost: readonly string[], ignored: readonly string[]): string {
  const listed = (lines: readonly string[]) => lines.map((line) => `• ${line}`).join('\n');
  return [
    `${folder} goes whole, with its clone, worktrees and the advisory's text. Your own clone and the private fork stay as they are.${lost.length === 0 ? ' Nothing is lost: everything in it is in the fork or public.' : ''}`,
    ...(lost.length === 0 ? [] : [`Lost would be:\n${listed(lost)}`]),
    ...(ignored.length === 0
      ? []
      : [
          `What git ignores goes, too. Builds make such files; look whether there is something of yours among them:\n${listed(ignored)}`,
        ]),
  ].join('\n\n');
}
