import * as vscode from 'vscode';
import type { Inbox } from '../../inbox/inbox.ts';
import { reportUri } from '../documents/report-uri.ts';
import { LANGUAGE } from '../ids.ts';
import type { InboxTree } from '../inbox/tree.ts';
import type { Places } from '../places/places.ts';
import type { Writing } from '../writing.ts';

export interface FollowedParts {
  readonly writing: Writing;
  readonly places: Places;
  readonly inbox: Inbox;
  readonly tree: InboxTree;
}

/** Starts the language server with the first document that it is for, and tells it when other things are known. */
export function followWriting({ writing, places, inbox, tree }: FollowedParts): vscode.Disposable {
  const begin = (document: vscode.TextDocument) => {
    if (document.languageId === LANGUAGE) places.begin();
  };
  const listening = [
    writing.onDidChange((key) => {
      if (key === undefined) tree.redraw();
      else places.contextChanged(reportUri(key).toString());
    }),
    inbox.store.onDidChange(() => {
      places.contextChanged();
    }),
    vscode.workspace.onDidOpenTextDocument(begin),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor) begin(editor.document);
    }),
  ];
  // It may have been a document that activated the extension.
  vscode.workspace.textDocuments.forEach(begin);
  return new vscode.Disposable(() => {
    for (const one of listening) one.dispose();
  });
}
