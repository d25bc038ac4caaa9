import { join } from 'node:path';
import { isAtHand, type BranchRow } from '../../../embargo/matrix.ts';
import { failureWords } from '../failures.ts';
import type { EmbargoParts } from '../parts.ts';
import { wantedCommand } from '../verify/command.ts';
import { recordTested } from '../verify/record.ts';
import { runTrial, type Ended } from '../verify/run.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';
import { branchesFor } from './pick-branches.ts';
import { workspaceHere } from './workspace-here.ts';

/** What came of one branch. `loose`: it was not tested as a commit has it, so nothing is noted. */
interface Verified {
  readonly branch: string;
  readonly commit: string;
  readonly ended: Ended;
  readonly loose: string | undefined;
}

/** Runs the person's command in worktrees side by side, and notes by its exit codes which commits have passed. */
export async function verify(window: EmbargoWindow, parts: EmbargoParts, row: unknown): Promise<void> {
  const { ask, clock } = parts;
  const here = await workspaceHere(window, parts);
  if (!here) return;
  const command = await wantedCommand(parts);
  if (command === undefined) return;
  const rows = await branchesFor(row, window, parts, {
    title: 'Verify which branches? Each runs in a terminal of its own',
    fits: ({ state }) => isAtHand(state) && state !== 'conflict',
    picked: ({ commits, tested }) => commits > 0 && tested === undefined,
    none: 'There is no branch to verify: where a conflict waits, resolve it first.',
  });
  if (rows.length === 0) return;
  const done = await working(`Verifying ${window.id}`, async (signal, say) => {
    let ended = 0;
    say(`0 of ${rows.length} done`);
    return Promise.all(
      rows.map(async (one) => {
        const result = await runTrial({ branch: one.name, folder: join(window.folder, one.folder), command }, signal);
        say(`${++ended} of ${rows.length} done`);
        return { row: one, ended: result };
      }),
    );
  });
  const after = await window.matrix.refresh();
  const verified = done.map(({ row: before, ended }) => judged(before, after, ended));
  const at = new Date(clock()).toISOString();
  const noted = await recordTested(
    window.folder,
    new Map(
      verified.flatMap(({ branch, commit, ended, loose }) =>
        ended.kind === 'exit' && loose === undefined ? [[branch, { commit, passed: ended.code === 0, at }] as const] : [],
      ),
    ),
  );
  await window.matrix.refresh();
  const words = `${window.id}: ${verified.map(verifiedWords).join('; ')}.`;
  if (!noted.ok) await ask.problem(`${words} It could not be noted: ${failureWords(noted.failure)}`);
  else if (verified.every(({ ended }) => ended.kind === 'exit' && ended.code === 0)) await ask.notice(words);
  else await ask.problem(words);
}

function judged(before: BranchRow, rows: readonly BranchRow[], ended: Ended): Verified {
  const after = rows.find(({ name }) => name === before.name);
  const isDirty = ({ changed, conflicts }: BranchRow) => changed > 0 || conflicts.length > 0;
  const loose = isDirty(before)
    ? 'with changes that are in no commit'
    : after?.commit !== before.commit || isDirty(after)
      ? 'and its files changed meanwhile'
      : undefined;
  return { branch: before.name, commit: before.commit, ended, loose };
}

function verifiedWords({ branch, ended, loose }: Verified): string {
  if (ended.kind === 'stopped') return `${branch} was stopped`;
  const words = ended.code === 0 ? `${branch} passed` : `${branch} failed (${ended.code})`;
  return loose === undefined ? words : `${words}, ${loose}, so that is not noted`;
}
