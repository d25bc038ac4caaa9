import { withoutIcons } from '../../commands/report-commands.ts';
import { count } from '../matrix/words.ts';
import type { EmbargoParts } from '../parts.ts';
import type { PlanSheet } from './plan-sheet.ts';

/**
 * Asks about the marked lines that nobody has accepted; nothing is ticked beforehand.
 * @returns whether every marked line is accepted now
 */
export async function acceptLines(sheet: PlanSheet, { ask }: EmbargoParts): Promise<boolean> {
  const open = sheet.marked().filter(({ isAccepted }) => !isAccepted);
  if (open.length === 0) return true;
  const choices = open.map(({ number, text, place, why }) => ({
    label: withoutIcons(text),
    ...(place === undefined ? {} : { description: place }),
    detail: why,
    value: number,
    picked: false,
  }));
  const title = `${count(open.length, 'marked line')}: which may everybody read as they are?`;
  const chosen = await ask.pickMany(title, choices, 'Tick what you have read; rewrite the others in the plan');
  if (!chosen) return false;
  sheet.accept(chosen);
  if (chosen.length === open.length) return true;
  await ask.notice('The other marked lines are not accepted, so nothing is made. Rewrite them in the plan, then go on.');
  return false;
}
