import * as vscode from 'vscode';
import { LANGUAGE, SCHEMES } from '../ids.ts';
import { parseRecordUri } from './report-uri.ts';

/** A report is in our own language whatever a file association says: in Markdown VS Code runs command links. */
export async function keepLanguage(document: vscode.TextDocument): Promise<void> {
  if (document.uri.scheme !== SCHEMES.report || document.languageId === LANGUAGE) return;
  // Nothing in a record of JSON runs, and its own language holds it against its schema.
  if (parseRecordUri(document.uri)?.endsWith('.json')) return;
  await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
}
