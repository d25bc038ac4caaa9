import * as vscode from 'vscode';
import { writeDraft } from '../../advisory/document/write.ts';
import { columnForDocument } from '../documents/column.ts';
import { keepLanguage } from '../documents/report-language.ts';
import { draftUri, parseDraftUri } from '../documents/report-uri.ts';
import type { DraftParts } from '../drafts/create.ts';
import { pickRepository, pickSource, startFrom, templateFor } from '../drafts/sources.ts';
import { moment } from '../words.ts';

/** Starts a draft of one's own: empty, from the selection, from a public issue, or from a report that was rejected. */
export async function newDraft(parts: DraftParts): Promise<void> {
  const source = await pickSource(parts.ask);
  if (source === undefined) return;
  const repository = await pickRepository(parts);
  const started = await startFrom(source, repository, parts);
  if (!started) return;
  const template = templateFor(repository, parts);
  const description = started.description === '' ? template : started.description;
  const made = await parts.ownDrafts.create(writeDraft({ ...started, description }, repository));
  if (!made.ok) {
    await parts.ask.problem('The draft cannot be kept on this machine: its folder or the secret storage refuses.');
    return;
  }
  await openOwnDraft(made.value);
}

async function openOwnDraft(name: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(draftUri(name));
  await keepLanguage(document);
  await vscode.window.showTextDocument(document, { viewColumn: columnForDocument(), preview: false });
}

/** Opens a draft: that of the row, or the one that is picked. */
export async function openDraft(argument: unknown, parts: DraftParts): Promise<void> {
  const name = nameIn(argument) ?? (await pickDraft('Open which draft?', parts));
  if (name !== undefined) await openOwnDraft(name);
}

/** Deletes a draft after a question. */
export async function deleteDraft(argument: unknown, parts: DraftParts): Promise<void> {
  const name = nameIn(argument) ?? (await pickDraft('Delete which draft?', parts));
  if (name === undefined) return;
  const yes = await parts.ask.confirm({
    message: `Delete the draft ${name}?`,
    detail: 'It is on this machine only. Nothing changes on GitHub.',
    verb: 'Delete',
  });
  if (!yes) return;
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && parseDraftUri(input.uri) === name);
  await vscode.window.tabGroups.close(tabs);
  await parts.ownDrafts.remove(name);
}

async function pickDraft(title: string, { ownDrafts, ask, clock }: DraftParts): Promise<string | undefined> {
  const drafts = await ownDrafts.list();
  if (drafts.length === 0) {
    await ask.notice('There is no draft on this machine.');
    return undefined;
  }
  return ask.pick(
    title,
    drafts.map(({ name, savedAt }) => ({ label: name, description: `saved ${moment(savedAt, clock())}`, value: name })),
  );
}

function nameIn(argument: unknown): string | undefined {
  if (typeof argument === 'object' && argument !== null && 'draft' in argument && typeof argument.draft === 'string')
    return argument.draft;
  const document = vscode.window.activeTextEditor?.document;
  return argument === undefined && document ? parseDraftUri(document.uri) : undefined;
}
