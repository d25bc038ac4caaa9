import * as vscode from 'vscode';
import type { Choice } from '../../ask.ts';
import { loosens } from '../../../embargo/guard/guard.ts';
import { moment } from '../../words.ts';
import type { EmbargoParts } from '../parts.ts';
import { openings, openSetting } from '../window/application.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { guardSentence, isMendable, loosenedWords } from '../window/guard-words.ts';
import { mendGuardHere } from './mend-guard.ts';
import { settleInterrupted } from './settle-interrupted.ts';

type Act = () => Promise<unknown>;

/** What a click on the status item shows: what holds, where pushes go, and what no workspace can switch off. */
export async function showGuard(window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const state = await window.guard.check();
  const found = await window.workspace();
  const choices: Choice<Act>[] = [];
  if (state.kind === 'loosened') {
    for (const one of state.what)
      choices.push({
        label: `$(warning) ${loosens(one) ? 'Loosened' : 'Missing'}: ${loosenedWords(one)}`,
        ...(isMendable(one) ? { detail: 'Mend the guard' } : {}),
        value: () => mendGuardHere(window, parts),
      });
  } else {
    const checked = state.kind === 'holds' ? { description: `checked ${moment(state.at, parts.clock())}` } : {};
    const icon = state.kind === 'holds' ? 'shield' : 'question';
    choices.push({ label: `$(${icon}) ${guardSentence(state)}`, ...checked, value: () => window.look() });
  }
  if (found.ok) choices.push(...aboutWorkspace(window, parts, found.value.manifest));
  for (const opening of openings())
    choices.push({ label: `$(gear) ${opening.words}`, detail: 'Open setting', value: () => openSetting(opening) });
  const act = await parts.ask.pick(`Embargo on ${window.id}`, choices, 'What holds, and what no workspace can switch off');
  await act?.();
}

function aboutWorkspace(
  window: EmbargoWindow,
  parts: EmbargoParts,
  { fork, running }: { readonly fork: string; readonly running?: { readonly kind: string } },
): readonly Choice<Act>[] {
  const pushes: Choice<Act> = {
    label: `$(repo-push) Pushes go to ${fork}`,
    detail: 'Nothing else can be reached by git from here; updates from the public come by the command. Copy address',
    value: async () => vscode.env.clipboard.writeText(fork),
  };
  if (!running) return [pushes];
  const settle = () => settleInterrupted(window, parts);
  return [{ label: `$(debug-restart) A ${running.kind} was interrupted`, detail: 'Settle it', value: settle }, pushes];
}
