import { updateFromUpstream as update, type Updated } from '../../../embargo/update.ts';
import { failureWords } from '../failures.ts';
import { count } from '../matrix/words.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';

/** Fetches the public branches through the guard; those without work of one's own move along. */
export async function updateFromUpstream(window: EmbargoWindow, { ask }: EmbargoParts): Promise<void> {
  const done = await working(`Fetching the public branches for ${window.id}`, (signal) =>
    update(window.folder, window.options(signal)),
  );
  await window.look();
  if (!done.ok) {
    if (done.failure.kind !== 'cancelled') await ask.problem(`${window.id}: ${failureWords(done.failure)}`);
    return;
  }
  await ask.notice(`${window.id}: ${done.value.map(updatedWords).join('; ')}.`);
}

function updatedWords({ branch, kind, behind }: Updated): string {
  switch (kind) {
    case 'current':
      return `${branch} is current`;
    case 'moved':
      return `${branch} has moved along`;
    case 'gone':
      return `${branch} is not there any more`;
    case 'astray':
      return `${branch} has its worktree on another branch and stays`;
    case 'behind':
      return `${branch} stays with your work on it, ${count(behind, 'commit')} behind: rebase it on upstream/${branch} when you want`;
  }
}
