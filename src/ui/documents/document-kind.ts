import * as vscode from 'vscode';
import { CONTEXTS, LANGUAGE, SCHEMES } from '../ids.ts';
import { parseDraftUri, parseRecordUri, parseReportUri } from './report-uri.ts';

/** What kind of document is in front, for menus and keys. */
export type DocumentKind = 'advisory' | 'draft' | 'record' | 'none';

/** `draft` is also a file of one's own that ends in `.advisory.md`. */
export function kindOf(document: vscode.TextDocument | undefined): DocumentKind {
  if (!document) return 'none';
  const { uri } = document;
  if (parseReportUri(uri)?.part === 'report') return 'advisory';
  if (parseDraftUri(uri) !== undefined) return 'draft';
  if (parseRecordUri(uri) !== undefined) return 'record';
  return document.languageId === LANGUAGE && uri.scheme !== SCHEMES.report ? 'draft' : 'none';
}

/** Keeps the context key in step with the editor in front. */
export function followKind(): vscode.Disposable {
  const tell = (editor: vscode.TextEditor | undefined) => {
    // A webview in front (the preview, the calculator) leaves the document what it is.
    if (editor) void vscode.commands.executeCommand('setContext', CONTEXTS.document, kindOf(editor.document));
  };
  tell(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(tell);
}
