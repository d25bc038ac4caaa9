import * as vscode from 'vscode';
import type { Timers } from '../../common/ports.ts';
import { SCHEMES } from '../ids.ts';
import { parseDraftUri, parseReportUri } from './report-uri.ts';

/**
 * Below the second after which VS Code writes an unsaved text in clear to its backup folder (its hot exit): what has been
 * saved by then is not written there.
 */
const PAUSE_MS = 400;

/** Saves our documents soon after each change, whatever the setting says: saving goes to a sealed draft and nowhere else. */
export function keepSaved(timers: Timers): vscode.Disposable {
  const waiting = new Map<string, () => void>();
  const listening = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (!isOurs(document.uri) || !document.isDirty) return;
    const key = document.uri.toString();
    waiting.get(key)?.();
    waiting.set(
      key,
      timers.after(PAUSE_MS, () => {
        waiting.delete(key);
        if (document.isDirty && !document.isClosed) void document.save();
      }),
    );
  });
  return new vscode.Disposable(() => {
    listening.dispose();
    for (const stop of waiting.values()) stop();
  });
}

/** Saves every document of ours that is not saved, at once: before they are closed. */
export async function saveAll(): Promise<void> {
  const unsaved = vscode.workspace.textDocuments.filter((document) => document.isDirty && isOurs(document.uri));
  await Promise.all(unsaved.map((document) => document.save()));
}

/** The text of a merge is saved by whoever merges, and means "this is decided". */
function isOurs(uri: vscode.Uri): boolean {
  return uri.scheme === SCHEMES.report && (parseReportUri(uri)?.part === 'report' || parseDraftUri(uri) !== undefined);
}
