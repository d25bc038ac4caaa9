import type { Result } from '../../../common/result.ts';
import type { CalendarTrouble } from '../../../github/release-calendar.ts';
import { calendarSource, withCalendar, type Calendar } from '../../../process/calendar.ts';
import type { Process } from '../../../process/process.ts';
import type { BranchesNow } from './choose-branches.ts';

/** Asks for the calendar at an address; absent where the person has switched that off. */
export type AskCalendar = ((url: string) => Promise<Result<Calendar, CalendarTrouble>>) | undefined;

/**
 * The process with the branches that its release calendar has today; where that cannot be had, its own.
 * @returns also a sentence that says of what day the branches are
 */
export async function branchesNow(process: Process, ask: AskCalendar): Promise<BranchesNow> {
  const source = calendarSource(process);
  const own =
    process.asOf === undefined ? 'Branches as the process has them' : `Branches as the process had them on ${process.asOf}`;
  if (source === undefined) return { process, words: own };
  if (!ask) return { process, words: `${own}: the release calendar is not asked` };
  const calendar = await ask(source);
  if (!calendar.ok) return { process, words: `${own}: the release calendar cannot be had now` };
  const now = withCalendar(process, calendar.value);
  return now === process
    ? { process, words: own }
    : { process: now, words: `Branches by the release calendar of ${now.asOf ?? 'today'}` };
}
