import { pushToFork as push, type Pushed } from '../../../embargo/push.ts';
import { failureWords } from '../failures.ts';
import { branchOfRow } from '../matrix/tree.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';
import { mendGuardHere } from './mend-guard.ts';
import { branchesFor } from './pick-branches.ts';

const MEND = 'Mend';

/** Pushes private branches to the private fork, after it was shown which, where to, and who sees them. */
export async function pushToFork(window: EmbargoWindow, parts: EmbargoParts, row: unknown): Promise<void> {
  const { ask } = parts;
  const found = await window.workspace();
  if (!found.ok) {
    await ask.problem(failureWords(found.failure));
    return;
  }
  const { fork } = found.value.manifest;
  const unread = (await window.matrix.refresh()).flatMap(({ name, why, uncounted }) =>
    why && uncounted ? [`${name}: ${failureWords(why)}`] : [],
  );
  const rows = await branchesFor(row, window, parts, {
    title: `Push to ${fork}: which branches? Everybody on the advisory sees them`,
    fits: ({ commits, pushed }) => commits > 0 && !pushed,
    picked: ({ conflicts }) => conflicts.length === 0,
    none:
      unread.length > 0
        ? unread.join(' ')
        : branchOfRow(row) === undefined
          ? 'There is nothing that the fork has not.'
          : 'The fork has this branch as it is here.',
  });
  if (rows.length === 0) return;
  const [only] = rows;
  // A question with ticks has shown it already.
  const isOne = branchOfRow(row) !== undefined && only !== undefined;
  if (isOne) {
    const detail = `It goes to ${fork}. Everybody on the advisory sees it. Nothing there is overwritten.`;
    if (!(await ask.confirm({ message: `Push ${only.private} to the private fork?`, detail, verb: 'Push' }))) return;
  }
  const names = rows.map(({ name }) => name);
  const done = await working(`Pushing to the private fork of ${window.id}`, (signal) =>
    push(window.folder, names, window.options(signal)),
  );
  await window.look();
  if (!done.ok) {
    const remedy = done.failure.kind === 'guard-loosened' ? [MEND] : [];
    const pressed = await ask.problem(`${window.id}: ${failureWords(done.failure)}`, ...remedy);
    if (pressed === MEND) await mendGuardHere(window, parts);
  } else await tell(window.id, done.value, parts);
}

async function tell(id: string, done: readonly Pushed[], { ask }: EmbargoParts): Promise<void> {
  const pushed = done.flatMap(({ branch, failure }) => (failure ? [] : [branch]));
  const failed = done.flatMap(({ branch, failure }) => (failure ? [`${branch}: ${failureWords(failure)}`] : []));
  const words = pushed.length > 0 ? `${pushed.join(', ')} pushed to the private fork.` : '';
  if (failed.length === 0) await ask.notice(`${id}: ${words}`);
  else await ask.problem([`${id}:`, words, ...failed].filter((part) => part !== '').join(' '));
}
