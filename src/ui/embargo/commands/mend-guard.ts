import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { guardSentence, otherRemedy } from '../window/guard-words.ts';

/** Sets the guard as it was, and says whether it holds now. */
export async function mendGuardHere(window: EmbargoWindow, { ask }: EmbargoParts): Promise<void> {
  const state = await window.guard.mend();
  if (state.kind === 'holds') await ask.notice(`${window.id}: ${guardSentence(state)}`);
  else if (state.kind === 'loosened')
    await ask.problem(`${window.id}: ${guardSentence(state)} This cannot be mended from here.${otherRemedy(state.what)}`);
  else await ask.problem(`${window.id}: ${guardSentence(state)}`);
}
