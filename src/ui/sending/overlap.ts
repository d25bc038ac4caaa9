import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import type { Saved } from '../../sending/desk.ts';
import type { Ask } from '../ask.ts';
import { COMMANDS } from '../ids.ts';

/** Two windows wrote on the same advisory: both texts are in the new one, or the other one is among the earlier texts. */
export function tellOverlap(key: AdvisoryKey, how: Exclude<Saved, 'saved'>, ask: Ask): void {
  const id = key.slice(key.indexOf('#') + 1);
  if (how === 'together') {
    vscode.window.setStatusBarMessage(`$(git-merge) ${id}: what another window had saved is in this text, too`, 8000);
    return;
  }
  const look = 'Earlier Texts…';
  void ask
    .problem(
      `Another window has saved another text of ${id} in the same places. This window's text stands; the other one is kept.`,
      look,
    )
    .then((pressed) => {
      if (pressed === look) void vscode.commands.executeCommand(COMMANDS.showEarlierText, key);
    });
}
