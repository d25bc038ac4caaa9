import * as vscode from 'vscode';
import { advisoryOf } from '../../advisory/document/advisory.ts';
import { parseDocument } from '../../advisory/document/parse.ts';
import { keyOf, type Advisory } from '../../advisory/model.ts';
import type { Clock } from '../../common/ports.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ProcessBook } from '../../process/book.ts';
import type { MissingPart, RecordKind, RecordText } from '../../records/record.ts';
import type { Ask, Choice } from '../ask.ts';
import { kindOf } from '../documents/document-kind.ts';
import { parseRecordUri, parseReportUri, recordUri, reportUri } from '../documents/report-uri.ts';
import type { RecordLenses } from '../documents/record-lenses.ts';
import type { Scratch } from '../documents/scratch.ts';

export interface RecordParts {
  readonly inbox: Inbox;
  readonly ask: Ask;
  readonly book: () => ProcessBook;
  readonly scratch: Scratch;
  readonly lenses: RecordLenses;
  readonly clock: Clock;
}

const KINDS: readonly Choice<RecordKind>[] = [
  { label: 'CVE record', description: 'JSON 5.1, for CVE Services and Vulnogram', value: 'cve' },
  { label: 'OSV record', description: 'JSON, for OSV databases', value: 'osv' },
  { label: 'CSAF document', description: 'JSON 2.1', value: 'csaf' },
  { label: 'Announcement', description: 'mail', value: 'mail' },
  { label: 'Public issue', description: 'without reporter, credits and private links', value: 'issue' },
  { label: 'NEWS entry', description: 'reStructuredText', value: 'news' },
  { label: 'GitHub’s own JSON', description: 'as the REST API takes it', value: 'ghsa' },
];

/** Makes a record of the advisory as its document says it now, and opens it; or says what is missing for it. */
export async function exportRecord(advisory: Advisory | undefined, parts: RecordParts): Promise<void> {
  const source = await sourceOf(advisory, parts);
  if (!source) {
    await parts.ask.notice('Open an advisory or a draft first.');
    return;
  }
  const kind = await parts.ask.pick('Export as', KINDS);
  if (kind === undefined) return;
  const { writeRecord, extrasIn } = await import('../../records/record.ts');
  const process = parts.book().for(source.repository);
  const label = KINDS.find((one) => one.value === kind)?.label ?? kind;
  // What an advisory has no field for stands in its text, or is asked for.
  for (let told = source.description ?? ''; ;) {
    const more = extrasIn(told, source.repository);
    const made = writeRecord(kind, { advisory: source, process, now: parts.clock(), more });
    if (made.ok) {
      await openRecord(made.value, parts);
      return;
    }
    const address = await askForMore(
      `No ${label} can be made of ${source.ghsaId || 'this draft'} yet.`,
      made.failure.missing,
      parts.ask,
    );
    if (address === undefined) return;
    told += `\n${address}\n`;
  }
}

/** Parts of a record that an address tells: an issue, a pull request, a commit, a mail in the archive. */
const TOLD_BY_ADDRESS = new Set(['references', 'issue', 'pull-request', 'commits', 'announcement']);

async function askForMore(message: string, missing: readonly MissingPart[], ask: Ask): Promise<string | undefined> {
  const byAddress = missing.every(({ part }) => TOLD_BY_ADDRESS.has(part));
  const verb = 'Name an Address…';
  const chosen = await ask.decide({
    message,
    detail: missing.map(({ words }) => `• It wants ${words}.`).join('\n'),
    verbs: byAddress ? [verb] : ['Understood'],
  });
  if (chosen !== verb) return undefined;
  return ask.input({
    title: 'A public address',
    prompt:
      'The address of the public issue, pull request, commit, or of the announcement in the archive. It is used for this record only.',
    check: (text) => (/^https?:\/\/\S+$/.test(text.trim()) ? undefined : 'Write an address that begins with https://.'),
  });
}

/** The advisory with what is unsent in its document; without one, the draft in front. */
async function sourceOf(advisory: Advisory | undefined, { inbox }: RecordParts): Promise<Advisory | undefined> {
  const front = vscode.window.activeTextEditor?.document;
  const key = front && parseReportUri(front.uri)?.key;
  if (front && kindOf(front) === 'draft' && !advisory) return advisoryOf(parseDocument(front.getText()));
  const held = advisory ?? (key === undefined ? undefined : inbox.store.get(key));
  if (!held) return undefined;
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === reportUri(keyOf(held)).toString());
  const document = open ?? (await vscode.workspace.openTextDocument(reportUri(keyOf(held))));
  return advisoryOf(parseDocument(document.getText()), held);
}

async function openRecord(record: RecordText, { scratch, lenses }: RecordParts): Promise<void> {
  const uri = recordUri(record.fileName);
  scratch.put(uri, record.text);
  lenses.note(uri, record.missing);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

/** Writes the record in front to a file of the person's choice: from then on it is an ordinary file. */
export async function saveRecord({ ask }: RecordParts): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const name = document && parseRecordUri(document.uri);
  if (!document || name === undefined) {
    await ask.notice('Export a record first.');
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const file = await ask.save({
    title: 'Save record as',
    filters: { [extension.toUpperCase()]: [extension] },
    ...(folder ? { suggested: vscode.Uri.joinPath(folder, name) } : {}),
  });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(document.getText()));
  await vscode.window.showTextDocument(file);
}
