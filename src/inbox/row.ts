import { finishedAt, type Urgency } from '../advisory/clocks.ts';
import { coordinators } from '../advisory/credits.ts';
import { sameLogin, type Advisory } from '../advisory/model.ts';
import { scoreOf, severityOf, type Severity } from '../advisory/severity.ts';
import { standingOf } from '../advisory/standing.ts';
import { awaitedFromBot, cleanTitle, outcomeOf } from '../advisory/title.ts';
import { clocksAt, type Situation } from './query.ts';

/** How an advisory looks in a list: plain text, for any view. */
export interface Row {
  readonly label: string;
  /** The one thing that matters most now, besides the mark. */
  readonly description: string;
  /** A clock that runs out, in two characters: it stands at the row's end, where a long title cannot push it out. */
  readonly mark: string | undefined;
  readonly isNew: boolean;
  readonly shape: 'triage' | 'draft' | 'finished' | 'unknown';
  readonly severity: Severity;
  readonly urgency: Urgency;
  /** The whole row as a sentence, for a screen reader. */
  readonly spoken: string;
  /** Rows of the tooltip: name and value. */
  readonly facts: readonly (readonly [string, string])[];
}

export interface RowStyle {
  /** Show the id in place of the title, for a shared screen. */
  readonly blurred: boolean;
  /** Whether the view shows marks; where it does not, the description tells the clock. */
  readonly marks: boolean;
}

/** Makes the row of an advisory. */
export function rowOf(advisory: Advisory, at: Situation, style: RowStyle): Row {
  const process = at.book.for(advisory.repository);
  const title = cleanTitle(advisory.title, process);
  const label = style.blurred || title === '' ? advisory.ghsaId : title;
  const severity = severityOf(advisory);
  const clock = runningOut(advisory, at);
  const rest = matter(advisory, at, clock !== undefined);
  const shown = style.marks || clock === undefined ? rest : clock;
  const finished = process.states.finished.includes(advisory.state);
  const isNew = at.isNew(advisory);
  return {
    label,
    description: isNew ? `new · ${shown.text}` : shown.text,
    severity,
    isNew,
    mark: style.marks ? clock?.mark : undefined,
    urgency: clock?.urgency ?? 'none',
    shape: finished ? 'finished' : advisory.state === 'triage' || advisory.state === 'draft' ? advisory.state : 'unknown',
    spoken: [
      isNew ? 'New.' : '',
      `${label},`,
      `${advisory.state},`,
      severity === 'none' ? 'no severity yet,' : `${severity} severity,`,
      clock ? `${clock.spoken},` : '',
      `${rest.spoken},`,
      `in ${advisory.repository}`,
    ]
      .filter((part) => part !== '')
      .join(' '),
    facts: factsOf(advisory, at),
  };
}

interface Matter {
  readonly text: string;
  readonly spoken: string;
}
interface RunningOut extends Matter {
  readonly mark: string;
  readonly urgency: Urgency;
}

/** A clock of which a coordinator must know: a near or passed deadline, or nobody for longer than the process allows. */
function runningOut(advisory: Advisory, at: Situation): RunningOut | undefined {
  const clocks = clocksAt(advisory, at);
  if (clocks.deadline && clocks.deadline.urgency !== 'none') {
    const { daysLeft: days, urgency } = clocks.deadline;
    return urgency === 'over'
      ? {
          mark: '!!',
          text: days === 0 ? 'over' : `${-days} d over`,
          spoken: days === 0 ? 'at its deadline' : `${count(-days)} past the deadline`,
          urgency,
        }
      : {
          mark: days < 10 ? `${days}d` : days < 100 ? String(days) : '9+',
          text: `${days} d left`,
          spoken: `${count(days)} left`,
          urgency,
        };
  }
  if (clocks.unassignedLate && clocks.unassignedAtLeast !== null) {
    const days = clocks.unassignedAtLeast;
    return {
      mark: days < 10 ? `≥${days}` : '≥9',
      text: `≥ ${days} d unassigned`,
      spoken: `unassigned for at least ${count(days)}`,
      urgency: 'near',
    };
  }
  return undefined;
}

/** What matters most besides a clock that runs out: what is asked of the bot, who is missing, what is missing, the age. */
function matter(advisory: Advisory, at: Situation, marked: boolean): Matter {
  const process = at.book.for(advisory.repository);
  const clocks = clocksAt(advisory, at);
  const awaited = awaitedFromBot(advisory, process);
  if (process.states.finished.includes(advisory.state)) {
    const when = finishedAt(advisory);
    const outcome = outcomeOf(advisory, process) ?? advisory.state;
    return {
      text: when === null ? outcome : `${outcome} · ${day(when)}`,
      spoken: when === null ? outcome : `${outcome} on ${day(when)}`,
    };
  }
  if (awaited) return { text: `waiting for bot: ${awaited.words}`, spoken: `waiting for the bot to ${awaited.words}` };
  if (clocks.unassignedAtLeast !== null) {
    const days = clocks.unassignedAtLeast;
    return marked || days === 0
      ? { text: 'unassigned', spoken: 'unassigned' }
      : { text: `≥ ${days} d unassigned`, spoken: `unassigned for at least ${count(days)}` };
  }
  const missing = standingOf(advisory, process).missing[0];
  if (missing) return { text: missing.short, spoken: missing.short };
  // One number in a row is enough: beside a mark the state says more than a second count of days.
  if (marked) return { text: advisory.state, spoken: advisory.state };
  if (clocks.idle && clocks.unchangedFor !== null)
    return { text: `no change for ${clocks.unchangedFor} d`, spoken: `without a change for ${count(clocks.unchangedFor)}` };
  return clocks.age === null
    ? { text: advisory.state, spoken: 'of unknown age' }
    : {
        text: clocks.age === 0 ? 'today' : `${clocks.age} d old`,
        spoken: clocks.age === 0 ? 'from today' : `${count(clocks.age)} old`,
      };
}

function factsOf(advisory: Advisory, at: Situation): (readonly [string, string])[] {
  const process = at.book.for(advisory.repository);
  const clocks = clocksAt(advisory, at);
  const score = scoreOf(advisory);
  const standing = standingOf(advisory, process);
  const facts: (readonly [string, string])[] = [
    ['Id', [advisory.ghsaId, advisory.cveId].filter((id) => id !== null).join(', ')],
    ['Repository', advisory.repository],
    ['State', advisory.state],
    [
      'Severity',
      [severityOf(advisory) === 'none' ? 'not scored' : severityOf(advisory), score?.score ?? undefined, score?.vector]
        .filter((part) => part !== undefined)
        .join(' · '),
    ],
    ['Coordinator', coordinatorWords(advisory, at.me)],
    ['Reporter', advisory.author ?? 'not told'],
    [
      'Reported',
      advisory.createdAt === null
        ? 'not told'
        : `${day(advisory.createdAt)}${clocks.age === null ? '' : ` (${count(clocks.age)} ago)`}`,
    ],
    ['Last change', advisory.updatedAt === null ? 'not told' : day(advisory.updatedAt)],
  ];
  if (clocks.deadline)
    facts.push([
      'Deadline',
      `${day(clocks.deadline.at)} (${clocks.deadline.daysLeft >= 0 ? `${count(clocks.deadline.daysLeft)} left` : `${count(-clocks.deadline.daysLeft)} over`})`,
    ]);
  if (clocks.unassignedAtLeast !== null)
    facts.push(['Unassigned', `for at least ${count(clocks.unassignedAtLeast)}; GitHub keeps no timeline`]);
  if (standing.next !== undefined) facts.push(['Next', standing.next]);
  if (standing.missing.length > 0) facts.push(['Missing', standing.missing.map(({ words }) => words).join(', ')]);
  for (const wrong of standing.wrong) facts.push(['Wrong', wrong]);
  return facts;
}

/** Who coordinates, with acceptance where it is not simply given. */
export function coordinatorWords(advisory: Advisory, me: string | undefined): string {
  const named = coordinators(advisory).map((credit) => {
    const who = me !== undefined && sameLogin(me, credit.login) ? `${credit.login} (you)` : credit.login;
    return credit.state === 'pending' || credit.state === 'declined' ? `${who}, credit ${credit.state}` : who;
  });
  return named.length === 0 ? 'nobody' : named.join('; ');
}

/** `2026-11-22`, in UTC: every member of a team reads the same day. */
export function day(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'no date' : date.toISOString().slice(0, 10);
}

/** `1 day`, `2 days`. */
export function count(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
