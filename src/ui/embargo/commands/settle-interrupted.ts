import { handoverWords } from '../../../embargo/handover/failure.ts';
import { resumeHandover } from '../../../embargo/handover/resume.ts';
import { resumeBackport, resumedWords } from '../../../embargo/resume.ts';
import { failureWords } from '../failures.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';

const HANDED = {
  nothing: 'Nothing was interrupted.',
  completed: 'The hand-over was completed.',
  cleared: 'Nothing of the hand-over is left in your clone; do it again.',
} as const;

interface Settled {
  readonly ok: boolean;
  readonly words: string;
}

/** Brings a backport or a hand-over that was interrupted to its end. */
export async function settleInterrupted(window: EmbargoWindow, { ask }: EmbargoParts): Promise<void> {
  const found = await window.workspace();
  const running = found.ok ? found.value.manifest.running : undefined;
  const settled = !found.ok
    ? { ok: false, words: failureWords(found.failure) }
    : running
      ? await working(`Settling what was interrupted in ${window.id}`, (signal) =>
          running.kind === 'backport' ? backportSettled(window, signal) : handoverSettled(window, signal),
        )
      : { ok: true, words: HANDED.nothing };
  await window.look();
  const words = `${window.id}: ${settled.words}`;
  await (settled.ok ? ask.notice(words) : ask.problem(words));
}

async function backportSettled(window: EmbargoWindow, signal: AbortSignal): Promise<Settled> {
  const done = await resumeBackport(window.folder, window.options(signal));
  if (!done.ok) return { ok: false, words: failureWords(done.failure) };
  return { ok: true, words: `${done.value.map(resumedWords).join('; ')}.` };
}

async function handoverSettled(window: EmbargoWindow, signal: AbortSignal): Promise<Settled> {
  const done = await resumeHandover(window.folder, window.options(signal));
  return done.ok ? { ok: true, words: HANDED[done.value] } : { ok: false, words: handoverWords(done.failure) };
}
