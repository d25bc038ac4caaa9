import * as vscode from 'vscode';
import type { Timers } from '../../common/ports.ts';
import { LANGUAGE, SCHEMES } from '../ids.ts';
import { parseDraftUri, parseReportUri } from './report-uri.ts';

/**
 * Below the second after which VS Code writes an unsaved text in clear to its backup folder (its hot exit): what has been
 * saved by then is not written there.
 */
const PAUSE_MS = 400;

/** A file of one's own is an ordinary file: it is saved when the person's own setting says so. */
const FILE_PAUSE_MS = 1000;

/**
 * Saves our documents soon after each change, whatever the setting says: saving goes to a sealed draft and nowhere else.
 * VS Code's own saving by a timer is switched off for our language, because in the merge editor it would save what
 * nobody has decided on.
 * @param decided told of the text of a merge that a person is saving
 */
export function keepSaved(timers: Timers, decided: (uri: vscode.Uri) => void): vscode.Disposable {
  const waiting = new Map<string, () => void>();
  const listening = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    const pause = document.isDirty ? pauseFor(document) : undefined;
    if (pause === undefined) return;
    const key = document.uri.toString();
    waiting.get(key)?.();
    waiting.set(
      key,
      timers.after(pause, () => {
        waiting.delete(key);
        if (document.isDirty && !document.isClosed) void saved(document);
      }),
    );
  });
  const deciding = vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
    if (reason === vscode.TextDocumentSaveReason.Manual && parseReportUri(document.uri)?.part === 'merged') decided(document.uri);
  });
  return new vscode.Disposable(() => {
    listening.dispose();
    deciding.dispose();
    for (const stop of waiting.values()) stop();
  });
}

function pauseFor(document: vscode.TextDocument): number | undefined {
  if (isOurs(document.uri)) return PAUSE_MS;
  if (document.uri.scheme !== 'file' || document.languageId !== LANGUAGE) return undefined;
  return vscode.workspace.getConfiguration('files').get('autoSave') === 'off' ? undefined : FILE_PAUSE_MS;
}

/** Saves every document of ours that is not saved, at once: before they are closed. */
export async function saveAll(): Promise<void> {
  const unsaved = vscode.workspace.textDocuments.filter((document) => document.isDirty && isOurs(document.uri));
  await Promise.all(
    unsaved.map(async (document) => {
      // What is under way may be an older text.
      await saving.get(document.uri.toString());
      if (document.isDirty) await saved(document);
    }),
  );
}

/** Savings under way: whoever asks VS Code for one more meanwhile gets an answer at once, before anything is saved. */
const saving = new Map<string, Thenable<unknown>>();

function saved(document: vscode.TextDocument): Thenable<unknown> {
  const key = document.uri.toString();
  const known = saving.get(key);
  if (known) return known;
  const forget = () => saving.delete(key);
  const one = document.save().then(forget, forget);
  saving.set(key, one);
  return one;
}

/** The text of a merge is saved by whoever merges, and means "this is decided". */
function isOurs(uri: vscode.Uri): boolean {
  return uri.scheme === SCHEMES.report && (parseReportUri(uri)?.part === 'report' || parseDraftUri(uri) !== undefined);
}
