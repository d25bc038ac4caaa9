import * as vscode from 'vscode';
import type { MissingPart } from '../../records/record.ts';
import { COMMANDS } from '../ids.ts';
import { parseRecordUri } from './report-uri.ts';

/** Above a record stands what it could still have, one line a part: the record itself has no room for remarks. */
export class RecordLenses implements vscode.CodeLensProvider {
  readonly #missing = new Map<string, readonly MissingPart[]>();
  readonly #changes = new vscode.EventEmitter<void>();

  readonly onDidChangeCodeLenses = this.#changes.event;

  note(uri: vscode.Uri, missing: readonly MissingPart[]): void {
    this.#missing.set(uri.path, missing);
    this.#changes.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (parseRecordUri(document.uri) === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, command = '') => new vscode.CodeLens(top, { title, command });
    return [
      lens('$(save-as) Save Record As…', COMMANDS.saveRecord),
      ...(this.#missing.get(document.uri.path) ?? []).map(({ words }) => lens(`$(info) ${words}`)),
    ];
  }
}
