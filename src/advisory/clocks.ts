import { DAY } from '../common/ports.ts';
import type { Process } from '../process/process.ts';
import { coordinators } from './credits.ts';
import type { Advisory } from './model.ts';

/** How near a clock's end is. */
export type Urgency = 'none' | 'near' | 'urgent' | 'over';

/** The clocks of one advisory at one time. Days are whole days, rounded down; null where the clock does not run. */
export interface Clocks {
  /** Whole days since the report came. */
  readonly age: number | null;
  /**
   * Whole days that it has certainly been without a coordinator. GitHub keeps no timeline, so the time since the last
   * change is all that is sure: a coordinator may have been removed by it. Shown as "at least".
   */
  readonly unassignedAtLeast: number | null;
  /** Without a coordinator for longer than the process allows, by what is known or at most by the age. */
  readonly unassignedLate: boolean;
  /** Whole days since the last change that GitHub tells of; comments may be newer. */
  readonly unchangedFor: number | null;
  readonly idle: boolean;
  readonly deadline: Deadline | null;
}

export interface Deadline {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whole days left, rounded up; negative when it has passed. */
  readonly daysLeft: number;
  readonly urgency: Urgency;
}

/**
 * The clocks of an advisory.
 * @param now milliseconds since the epoch
 * @param unassignedSince since when it is known to have had no coordinator, where more is known than its last change tells
 */
export function clocksOf(advisory: Advisory, process: Process, now: number, unassignedSince?: number): Clocks {
  const open = process.states.open.includes(advisory.state);
  const age = daysSince(advisory.createdAt, open ? now : (finishedAt(advisory) ?? now));
  const unassigned = open && coordinators(advisory).length === 0;
  const sure = unassigned ? daysSince(unassignedSince ?? advisory.updatedAt ?? advisory.createdAt, now) : null;
  const limit = process.clocks.unassignedDays;
  const idle = open ? daysSince(advisory.updatedAt, now) : null;
  return {
    age,
    unassignedAtLeast: sure,
    unassignedLate: sure !== null && limit !== undefined && sure >= limit,
    unchangedFor: idle,
    idle: idle !== null && process.clocks.idleDays !== undefined && idle >= process.clocks.idleDays,
    deadline: open ? deadlineOf(advisory, process, now) : null,
  };
}

function deadlineOf(advisory: Advisory, process: Process, now: number): Deadline | null {
  const { finishDays, warnDays = 0, urgentDays = 0 } = process.clocks;
  if (finishDays === undefined || advisory.createdAt === null) return null;
  const at = advisory.createdAt + finishDays * DAY;
  const daysLeft = Math.ceil((at - now) / DAY);
  const urgency = at <= now ? 'over' : daysLeft <= urgentDays ? 'urgent' : daysLeft <= warnDays ? 'near' : 'none';
  return { at, daysLeft: daysLeft === 0 ? 0 : daysLeft, urgency };
}

/** When an advisory was finished, as far as GitHub tells. */
export function finishedAt(advisory: Advisory): number | null {
  return advisory.closedAt ?? advisory.withdrawnAt ?? advisory.publishedAt;
}

/** Clocks of other machines are ahead at times: a date in the future is zero days ago. */
function daysSince(time: number | null, now: number): number | null {
  return time === null ? null : Math.max(0, Math.floor((now - time) / DAY));
}
