import * as vscode from 'vscode';
import { parseKey } from '../advisory/model.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Ask } from './ask.ts';
import { COMMANDS, VIEWS } from './ids.ts';

/** Tells of new reports, once a machine: repository and id, never a title. */
export function tellArrivals(inbox: Inbox, ask: Ask): vscode.Disposable {
  const told = inbox.onDidArrive((keys) => {
    const [first, ...others] = keys;
    const parsed = first === undefined ? undefined : parseKey(first);
    if (first === undefined || !parsed) return;
    const alone = others.length === 0;
    const message = alone ? `New in ${parsed.repository}: ${parsed.ghsaId}.` : `${keys.length} advisories are new in the inbox.`;
    const button = alone ? 'Open Report' : 'Show Inbox';
    void ask.notice(message, button).then((chosen) => {
      if (chosen !== button) return;
      void (alone
        ? vscode.commands.executeCommand(COMMANDS.openReport, first)
        : vscode.commands.executeCommand(`${VIEWS.inbox}.focus`));
    });
  });
  return new vscode.Disposable(() => {
    told.dispose();
  });
}
