import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Ask } from '../ask.ts';
import { COMMANDS } from '../ids.ts';
import type { Writing } from '../writing.ts';

/**
 * Looks after each reading whether what this person sent is still there, and tells once of what is not: GitHub lets the
 * last writer win, so somebody whose change was overwritten learns it only so.
 */
export function tellLosses(inbox: Inbox, writing: Writing, ask: Ask): vscode.Disposable {
  const told = new Set<AdvisoryKey>();
  const look = async (keys: readonly AdvisoryKey[]): Promise<void> => {
    const lost = await writing.lostAmong(keys);
    for (const key of keys) {
      if (!lost.has(key)) told.delete(key);
      if (!lost.has(key) || told.has(key)) continue;
      told.add(key);
      const id = key.slice(key.indexOf('#') + 1);
      const restore = 'Restore…';
      void ask.problem(`Somebody has changed what you sent to ${id}.`, restore).then((pressed) => {
        if (pressed === restore) void vscode.commands.executeCommand(COMMANDS.restoreLost, key);
      });
    }
  };
  const listening = inbox.store.onDidChange(({ changed, added }) => void look([...changed, ...added]));
  return new vscode.Disposable(() => {
    listening.dispose();
  });
}
