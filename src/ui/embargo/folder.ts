import { isAbsolute } from 'node:path';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { embargoFolder, setEmbargoFolder } from '../settings.ts';
import type { EmbargoParts } from './parts.ts';

/** The folder for all workspaces as the person has set it; undefined where that is not yet, or is no absolute path. */
export function knownFolder(): string | undefined {
  const folder = embargoFolder();
  return folder !== undefined && isAbsolute(folder) ? folder : undefined;
}

/** The same; asked for once, and remembered in the person's own settings. */
export async function chosenFolder({ ask }: Pick<EmbargoParts, 'ask'>): Promise<string | undefined> {
  return knownFolder() ?? (await chooseFolder({ ask }));
}

/** Asks for the folder, also where there is one that does not do. */
export async function chooseFolder({ ask }: Pick<EmbargoParts, 'ask'>): Promise<string | undefined> {
  const chosen = await ask.folder({
    title: 'Where are embargo workspaces to be made? Each advisory gets a folder of its own there, outside of any repository.',
    verb: 'Make Workspaces Here',
    suggested: vscode.Uri.file(homedir()),
  });
  if (!chosen) return undefined;
  // Where settings cannot be written it is asked again next time.
  await setEmbargoFolder(chosen.fsPath).catch(() => undefined);
  return chosen.fsPath;
}
