import * as vscode from 'vscode';
import { keyOf, parseKey, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { kindOf, sorted, type Situation } from '../../inbox/query.ts';
import { rowOf } from '../../inbox/row.ts';
import type { Ask } from '../ask.ts';
import { columnForDocument } from '../documents/column.ts';
import { parseReportUri, reportUri, type ReportPart } from '../documents/report-uri.ts';
import { keepLanguage } from '../documents/report-language.ts';

export interface ReportCommandOptions {
  readonly inbox: Inbox;
  readonly ask: Ask;
  readonly situation: () => Situation;
  readonly blurred: () => boolean;
  readonly selected: () => AdvisoryKey | undefined;
}

/** Finds out which advisory a command is about: the row it was called on, its key, the open document, else it asks. */
export async function advisoryFor(argument: unknown, options: ReportCommandOptions): Promise<Advisory | undefined> {
  const { inbox } = options;
  const key = keyIn(argument) ?? keyOfEditor() ?? options.selected();
  const named = key === undefined ? undefined : inbox.store.get(key);
  if (named) return named;
  await inbox.look();
  const at = options.situation();
  const ordered = sorted(inbox.store.all(), 'deadline', at);
  const open = ordered.filter((one) => kindOf(one, at) !== 'finished');
  const choices = [...open, ...ordered.filter((one) => !open.includes(one))].map((value) => {
    const row = rowOf(value, at, { blurred: options.blurred(), marks: false });
    return { label: withoutIcons(row.label), description: `${value.ghsaId} · ${row.description}`, value };
  });
  if (choices.length === 0) {
    await options.ask.notice('There is no advisory in the inbox yet.');
    return undefined;
  }
  return options.ask.pick('Which advisory?', choices);
}

/** A quick pick draws `$(name)` as an icon; a title is not to draw any. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', String.raw`\$(`);
}

function keyIn(argument: unknown): AdvisoryKey | undefined {
  const text =
    typeof argument === 'string'
      ? argument
      : typeof argument === 'object' && argument !== null && 'key' in argument && typeof argument.key === 'string'
        ? argument.key
        : undefined;
  const parsed = text === undefined ? undefined : parseKey(text);
  return parsed && `${parsed.repository}#${parsed.ghsaId}`;
}

function keyOfEditor(): AdvisoryKey | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && parseReportUri(editor.document.uri)?.key;
}

/**
 * Opens the report, or the conversation, as a document in a preview tab.
 * @param keepFocus the keyboard stays on the row from which it was opened, as in the Explorer
 */
export async function openReport(advisory: Advisory, part: ReportPart, keepFocus = false): Promise<void> {
  const document = await vscode.workspace.openTextDocument(reportUri(keyOf(advisory), part));
  await keepLanguage(document);
  await vscode.window.showTextDocument(document, { viewColumn: columnForDocument(), preview: true, preserveFocus: keepFocus });
}

/** Opens the advisory's page in the browser. */
export async function openOnGitHub(advisory: Advisory, ask: Ask): Promise<void> {
  if (advisory.htmlUrl === null) {
    await ask.notice(`GitHub gave no page for ${advisory.ghsaId}.`);
    return;
  }
  await vscode.env.openExternal(vscode.Uri.parse(advisory.htmlUrl, true));
}

/** Copies the id, and only the id. */
export async function copyId(advisory: Advisory): Promise<void> {
  await vscode.env.clipboard.writeText(advisory.ghsaId);
  vscode.window.setStatusBarMessage(`$(copy) ${advisory.ghsaId}`, 3000);
}
