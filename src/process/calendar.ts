import { DAY } from '../common/ports.ts';
import { fail, ok, type Result } from '../common/result.ts';
import type { Branch, Process } from './process.ts';

/** A product's release calendar as its publisher gave it out at one moment. Plain data, so that it can be kept. */
export interface Calendar {
  /** Milliseconds since the epoch. */
  readonly retrievedAt: number;
  /** Newest version first. */
  readonly entries: readonly CalendarEntry[];
}

/** One release line. Dates are `YYYY-MM-DD`, or `YYYY-MM` where the publisher names no day; absent where they are neither. */
export interface CalendarEntry {
  readonly name: string;
  readonly version: string;
  /** The publisher's word for it, which may be one that nobody here knows. */
  readonly status: string;
  readonly firstRelease?: string;
  readonly endOfLife?: string;
}

/** Why a calendar is not used. Half a calendar is none: a branch that is missing would get no fix. */
export interface CalendarFailure {
  readonly kind: 'bad-calendar';
  readonly why: 'not-an-object' | 'empty' | 'too-many' | 'unreadable-entry' | 'name-twice' | 'no-feature-branch';
}

/** A calendar of thirty years is 3 KB; more than this is something else. */
export const MOST_CALENDAR_BYTES = 256 * 1024;
const MOST_ENTRIES = 200;

const VERSION = /^[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}$/;
/** As the process schema has it. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/;
const KNOWN: readonly string[] = ['feature', 'prerelease', 'bugfix', 'security', 'end-of-life'];

/** Where the process says that its branches are kept; undefined where it says nothing, and then nothing is asked. */
export function calendarSource(process: Process): string | undefined {
  return process.branches?.source;
}

/**
 * Reads a release calendar in the form of https://peps.python.org/api/release-cycle.json (python/peps,
 * release_management/serialize.py): version → branch, status, first_release, end_of_life.
 * @param json what the publisher's JSON says; keys that are no version are left aside, as are lines that have ended and
 *   have no branch any more
 * @param retrievedAt milliseconds since the epoch
 */
export function readCalendar(json: unknown, retrievedAt: number): Result<Calendar, CalendarFailure> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return bad('not-an-object');
  const versions = Object.entries(json).filter(([key]) => VERSION.test(key));
  if (versions.length === 0) return bad('empty');
  if (versions.length > MOST_ENTRIES) return bad('too-many');
  const entries: CalendarEntry[] = [];
  for (const [version, value] of versions) {
    const entry = entryOf(version, value);
    if (entry === undefined) return bad('unreadable-entry');
    if (entry !== 'ended') entries.push(entry);
  }
  const single = oneForEachName(entries);
  if (!single) return bad('name-twice');
  if (!single.some(({ name, status }) => status === 'feature' || name === 'main')) return bad('no-feature-branch');
  return ok({ retrievedAt, entries: single.sort((a, b) => compareVersions(b.version, a.version)) });
}

function bad(why: CalendarFailure['why']): Result<never, CalendarFailure> {
  return fail({ kind: 'bad-calendar', why });
}

function entryOf(version: string, value: unknown): CalendarEntry | 'ended' | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { branch, status, first_release: first, end_of_life: end } = value as Readonly<Record<string, unknown>>;
  if (typeof status !== 'string' || status === '' || status.length > 40) return undefined;
  if (typeof branch !== 'string' || !NAME.test(branch) || branch.includes('..'))
    return status === 'end-of-life' ? 'ended' : undefined;
  const [firstRelease, endOfLife] = [dateIn(first), dateIn(end)];
  return {
    name: branch,
    version,
    status,
    ...(firstRelease === undefined ? {} : { firstRelease }),
    ...(endOfLife === undefined ? {} : { endOfLife }),
  };
}

/** A later version may be planned on a branch that still belongs to an earlier one; the one whose status is known stays. */
function oneForEachName(entries: readonly CalendarEntry[]): CalendarEntry[] | undefined {
  const kept = new Map<string, CalendarEntry>();
  for (const entry of entries) {
    const other = kept.get(entry.name);
    const known = KNOWN.includes(entry.status);
    if (other && known && KNOWN.includes(other.status)) return undefined;
    if (!other || known) kept.set(entry.name, entry);
  }
  return [...kept.values()];
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The process with the calendar's branches in place of its own, and `asOf` moved to the calendar's day. On that day each
 * branch has the status that the calendar gives it. The process's own days stay where the calendar does not contradict
 * them; a calendar knows no day on which bug fixes end.
 * @returns the same process where it lists no branches, or was compared with its documents after the calendar was read
 */
export function withCalendar(process: Process, calendar: Calendar): Process {
  const { branches, asOf } = process;
  const today = dayOf(calendar.retrievedAt);
  if (!branches || (asOf !== undefined && asOf > today)) return process;
  const list = calendar.entries.map((entry) => {
    const known = branches.list.find(({ version }) => version === entry.version);
    return branchOf(entry, known, today);
  });
  return { ...process, asOf: today, branches: { ...branches, list } };
}

/**
 * A calendar's entry as a branch. The status is kept by hand and says what the team does; where a day contradicts it,
 * the day is the one that is late: Python 3.12 stood as `bugfix` four months after its bug fixes were to end. What has
 * happened by then happened on the day of reading at the latest; a coming day that has passed is unknown.
 */
function branchOf(entry: CalendarEntry, known: Branch | undefined, today: string): Branch {
  const { name, version } = entry;
  const firsts = daysOf(entry.firstRelease, known?.firstRelease);
  const ends = daysOf(entry.endOfLife, known?.endOfLife);
  const bugfix = known?.bugfixUntil === undefined ? [] : [known.bugfixUntil];
  const past = (days: readonly string[]) => days.find((day) => day <= today);
  const coming = (days: readonly string[]) => days.find((day) => day > today);
  const branch = (firstRelease?: string, bugfixUntil?: string, endOfLife?: string): Branch => ({
    name,
    version,
    ...(firstRelease === undefined ? {} : { firstRelease }),
    ...(bugfixUntil === undefined ? {} : { bugfixUntil }),
    ...(endOfLife === undefined ? {} : { endOfLife }),
  });
  switch (entry.status) {
    case 'feature':
      return branch(undefined, undefined, coming(ends));
    case 'prerelease':
      return branch(coming(firsts) ?? dayAfter(today), coming(bugfix), coming(ends));
    case 'bugfix':
      return branch(past(firsts) ?? today, coming(bugfix), coming(ends));
    case 'security':
      return branch(past(firsts) ?? today, past(bugfix) ?? today, coming(ends));
    case 'end-of-life':
      return branch(past(firsts), past(bugfix), past(ends) ?? today);
    default:
      // Nobody here knows the word, so the days decide; what the process calls the feature branch stays it.
      return known && known.firstRelease === undefined && past(firsts) === undefined
        ? branch(undefined, undefined, ends[0])
        : branch(firsts[0], bugfix[0], ends[0]);
  }
}

/**
 * The days that a date may mean, the likeliest first. A month is the process's own day where that lies in it, else its
 * last day: so long a branch may still need its fix. Without a date it is the process's own day.
 */
function daysOf(date: string | undefined, known: string | undefined): readonly string[] {
  if (date === undefined) return known === undefined ? [] : [known];
  if (date.length === 10) return [date];
  const [year = 0, month = 0] = date.split('-').map(Number);
  const last = dayOf(Date.UTC(year, month, 0));
  return known?.startsWith(date) ? [known, last] : [last];
}

/** `YYYY-MM` or `YYYY-MM-DD` where there is such a month or day. */
function dateIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^[12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?$/.test(value)) return undefined;
  const time = Date.parse(value);
  return !Number.isNaN(time) && dayOf(time).startsWith(value) ? value : undefined;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function dayAfter(day: string): string {
  return dayOf(Date.parse(day) + DAY);
}
