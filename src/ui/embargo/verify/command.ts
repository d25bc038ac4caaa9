import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { SETTINGS } from '../../ids.ts';
import { verifyCommand } from '../../settings.ts';
import type { EmbargoParts } from '../parts.ts';

const OPEN = 'Open Setting';
const KNOWN = 'embargo.verify';
const MOST_KNOWN = 20;

/** A window on another machine has this setting on a page of that machine's own. */
async function openVerifySetting(): Promise<void> {
  const query = SETTINGS['embargo.verify'];
  if (vscode.env.remoteName === undefined) await vscode.commands.executeCommand('workbench.action.openSettings', query);
  else await vscode.commands.executeCommand('workbench.action.openRemoteSettings', { query });
}

/**
 * The command that verifies a branch: from the person's own settings, shown in full and agreed to once.
 * @returns undefined where there is none, or where the person does not want it run
 */
export async function wantedCommand({ ask, memento }: EmbargoParts): Promise<string | undefined> {
  const command = verifyCommand();
  if (command === undefined) {
    const pressed = await ask.notice(
      'There is no command that verifies a branch. Write one into your own settings: no repository and no workspace can set it.',
      OPEN,
    );
    if (pressed === OPEN) await openVerifySetting();
    return undefined;
  }
  const known = memento.get<readonly string[]>(KNOWN, []);
  // Only its hash is kept: there may be a path of somebody's in it.
  const hash = createHash('sha256').update(command).digest('hex');
  if (known.includes(hash)) return command;
  const isWanted = await ask.confirm({
    message: 'Run this command in the worktrees?',
    detail: `${command}\n\nIt is from your own settings, and runs in a terminal of each branch with what you may do on this machine. Git in it reaches the private fork and nothing else; what other programs reach is theirs. It is asked once for this command.`,
    verb: 'Run',
  });
  if (!isWanted) return undefined;
  await memento.update(KNOWN, [hash, ...known].slice(0, MOST_KNOWN));
  return command;
}
