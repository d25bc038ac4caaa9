import { DAY } from '../common/ports.ts';

const HOUR = DAY / 24;
const MINUTE = HOUR / 60;

/** How far apart older texts are kept: of the last hour one a minute, of the last day one an hour, of thirty days one a day. */
const STEPS = [
  { younger: HOUR, step: MINUTE },
  { younger: DAY, step: HOUR },
  { younger: 30 * DAY, step: DAY },
] as const;

/**
 * Which of older savings are worth keeping: the last one of each stretch of time, so that an afternoon of typing, which
 * saves every other second, leaves a text of each hour of it.
 * @param older newest first; times in milliseconds since the epoch
 * @returns their revisions
 */
export function worthKeeping(
  older: readonly { readonly revision: number; readonly savedAt: number }[],
  now: number,
): ReadonlySet<number> {
  const stretches = new Set<string>();
  const kept = new Set<number>();
  for (const { revision, savedAt } of older) {
    const fit = STEPS.find(({ younger }) => now - savedAt < younger);
    const stretch = fit && `${fit.step}:${Math.floor(savedAt / fit.step)}`;
    if (stretch === undefined || stretches.has(stretch)) continue;
    stretches.add(stretch);
    kept.add(revision);
  }
  return kept;
}
