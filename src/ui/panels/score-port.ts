import * as vscode from 'vscode';
import { scoreOf } from '../../advisory/severity.ts';
import { parseRepositoryName, type RepositoryName } from '../../advisory/model.ts';
import { documentContent } from '../../advisory/document/content.ts';
import { isWhole } from '../../advisory/document/document.ts';
import { parseDocument } from '../../advisory/document/parse.ts';
import { updateContent } from '../../advisory/document/update.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ProcessBook } from '../../process/book.ts';
import { kindOf } from '../documents/document-kind.ts';
import { parseDraftUri, parseReportUri } from '../documents/report-uri.ts';
import type { CalculatorPort } from './calculator/bridge.ts';
import type { Subject } from './calculator/messages.ts';

export interface ScorePortOptions {
  readonly inbox: Inbox;
  readonly book: () => ProcessBook;
}

/** The document under the cursor as the calculator sees it. While a webview is in front it is the one before. */
export class ScorePort implements CalculatorPort {
  readonly #options: ScorePortOptions;
  readonly #changes = new vscode.EventEmitter<Subject | undefined>();
  readonly #listening: vscode.Disposable;
  #document: vscode.TextDocument | undefined;

  readonly onDidChangeVector = this.#changes.event;

  constructor(options: ScorePortOptions) {
    this.#options = options;
    this.#follow(vscode.window.activeTextEditor);
    this.#listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        this.#follow(editor);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#document) this.#changes.fire(this.current());
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document !== this.#document) return;
        this.#document = undefined;
        this.#changes.fire(undefined);
      }),
    );
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    const kind = kindOf(editor?.document);
    if (!editor || (kind !== 'advisory' && kind !== 'draft') || editor.document === this.#document) return;
    this.#document = editor.document;
    this.#changes.fire(this.current());
  }

  current(): Subject | undefined {
    if (!this.#document) return undefined;
    const { uri } = this.#document;
    const key = parseReportUri(uri)?.key;
    const held = key === undefined ? undefined : this.#options.inbox.store.get(key);
    const { fields } = parseDocument(this.#document.getText());
    const repository: RepositoryName =
      held?.repository ?? parseRepositoryName(fields.repository?.value ?? '') ?? 'unknown/unknown';
    const wants = (this.#options.book().for(repository).steps ?? []).flatMap(({ needs }) => needs ?? []);
    const score = held && scoreOf(held);
    return {
      name: held?.ghsaId ?? parseDraftUri(uri) ?? uri.path.slice(uri.path.lastIndexOf('/') + 1),
      text: fields.cvss?.value ?? '',
      wanted: wants.some(({ fact }) => fact === 'cvss') && !wants.some(({ fact }) => fact === 'cvss-v4') ? '3.1' : '4.0',
      ...(score ? { held: { vector: score.vector, score: score.score } } : {}),
    };
  }

  /** Writes a vector into the document, as an edit that can be undone. @returns false where it cannot be written */
  async apply(vector: string): Promise<boolean> {
    const document = this.#document;
    if (!document) return false;
    const parsed = parseDocument(document.getText());
    if (!isWhole(parsed)) return false;
    const content = documentContent(parsed);
    // With a vector the severity follows from it, and GitHub takes only one of both.
    const updated = updateContent(parsed, { ...content, cvss: vector, severity: null });
    if (!updated.ok) return false;
    const edit = new vscode.WorkspaceEdit();
    const [start, end, text] = difference(document.getText(), updated.value);
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
    return vscode.workspace.applyEdit(edit);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changes.dispose();
  }
}

/** The part of a text that is another one: the cursor and the marks outside it stay where they are. */
function difference(before: string, after: string): readonly [start: number, end: number, text: string] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  // Not between the halves of one character.
  if (/[\ud800-\udbff]/.test(before[start - 1] ?? '')) start--;
  while (tail < before.length - start && tail < after.length - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (/[\udc00-\udfff]/.test(before[before.length - tail] ?? '')) tail--;
  return [start, before.length - tail, after.slice(start, after.length - tail)];
}
