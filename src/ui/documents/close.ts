import * as vscode from 'vscode';
import type { Inbox, Session } from '../../inbox/inbox.ts';
import { SCHEMES } from '../ids.ts';
import type { Preview } from '../panels/preview.ts';
import { saveAll } from './keep-saved.ts';
import { parseReportUri } from './report-uri.ts';

/** Closes reports when whoever opened them is not signed in any more: what one account may see, another may not. */
export function closeOnLeaving(inbox: Inbox, preview: Preview): vscode.Disposable {
  let before: Session | undefined;
  const listening = inbox.onDidChangeState(({ session }) => {
    if (session === before) return;
    const left = before;
    before = session;
    if (left) void closeReports(preview);
  });
  return new vscode.Disposable(() => {
    listening.dispose();
  });
}

async function closeReports(preview: Preview): Promise<void> {
  preview.close();
  // VS Code would ask what is to become of a text that is not saved.
  await saveAll();
  await giveUpMerges();
  const shows = (uri: vscode.Uri) => uri.scheme === SCHEMES.report;
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        (input instanceof vscode.TabInputText && shows(input.uri)) ||
        (input instanceof vscode.TabInputTextDiff && (shows(input.original) || shows(input.modified))) ||
        // VS Code has no public class for the merge editor.
        (typeof input === 'object' &&
          input !== null &&
          'result' in input &&
          input.result instanceof vscode.Uri &&
          shows(input.result)),
    );
  await vscode.window.tabGroups.close(tabs);
}

/** Nobody decides on them any more; a text that is not saved is not closed without a question. */
async function giveUpMerges(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || parseReportUri(document.uri)?.part !== 'merged') continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
}
