import { clocksOf, finishedAt, type Urgency } from '../advisory/clocks.ts';
import { coordinators } from '../advisory/credits.ts';
import { sameLogin, type Advisory } from '../advisory/model.ts';
import { scoreOf, severityOf, type Severity } from '../advisory/severity.ts';
import { standingOf } from '../advisory/standing.ts';
import { awaitedFromBot, cleanTitle, outcomeOf } from '../advisory/title.ts';
import type { Situation } from './query.ts';

/** How an advisory looks in a list: plain text, for any view. */
export interface Row {
  readonly label: string;
  /** The one thing that matters most now. */
  readonly description: string;
  readonly shape: 'triage' | 'draft' | 'finished' | 'unknown';
  readonly severity: Severity;
  readonly urgency: Urgency;
  /** The whole row as a sentence, for a screen reader. */
  readonly spoken: string;
  /** Rows of the tooltip: name and value. */
  readonly facts: readonly (readonly [string, string])[];
}

/**
 * Makes the row of an advisory.
 * @param blurred show the id in place of the title, for a shared screen
 */
export function rowOf(advisory: Advisory, at: Situation, blurred: boolean): Row {
  const process = at.book.for(advisory.repository);
  const title = cleanTitle(advisory.title, process);
  const label = blurred || title === '' ? advisory.ghsaId : title;
  const severity = severityOf(advisory);
  const { text, spoken, urgency } = matter(advisory, at);
  const finished = process.states.finished.includes(advisory.state);
  return {
    label, description: at.isNew(advisory) ? `new · ${text}` : text, severity, urgency,
    shape: finished ? 'finished' : advisory.state === 'triage' || advisory.state === 'draft' ? advisory.state : 'unknown',
    spoken: [
      at.isNew(advisory) ? 'New.' : '', `${label},`, `${advisory.state},`,
      severity === 'none' ? 'no severity yet,' : `${severity} severity,`, `${spoken},`, `in ${advisory.repository}`,
    ].filter((part) => part !== '').join(' '),
    facts: factsOf(advisory, at),
  };
}

interface Matter { readonly text: string; readonly spoken: string; readonly urgency: Urgency }

/** The thing that matters most now, in this order: what is asked of the bot, what is late, what is missing, the age. */
function matter(advisory: Advisory, at: Situation): Matter {
  const process = at.book.for(advisory.repository);
  const clocks = clocksOf(advisory, process, at.clock());
  const awaited = awaitedFromBot(advisory, process);
  const urgency = clocks.deadline?.urgency ?? 'none';
  if (process.states.finished.includes(advisory.state)) {
    const when = finishedAt(advisory);
    const outcome = outcomeOf(advisory, process) ?? advisory.state;
    return { text: when === null ? outcome : `${outcome} · ${day(when)}`, spoken: when === null ? outcome : `${outcome} on ${day(when)}`, urgency: 'none' };
  }
  if (awaited) return { text: `waiting for bot: ${awaited.words}`, spoken: `waiting for the bot to ${awaited.words}`, urgency };
  if (clocks.deadline && urgency !== 'none') {
    const days = clocks.deadline.daysLeft;
    return urgency === 'over' ? { text: `${-days} d over`, spoken: `${count(-days)} past the deadline`, urgency }
      : { text: `${days} d left`, spoken: `${count(days)} left`, urgency };
  }
  if (clocks.unassignedAtLeast !== null) {
    const days = clocks.unassignedAtLeast;
    const text = days === 0 ? 'unassigned' : `≥ ${days} d unassigned`;
    return { text, spoken: days === 0 ? 'unassigned' : `unassigned for at least ${count(days)}`, urgency: clocks.unassignedLate ? 'near' : 'none' };
  }
  const missing = standingOf(advisory, process).missing[0];
  if (missing) return { text: missing.short, spoken: missing.short, urgency: 'none' };
  if (clocks.idle && clocks.idleAtLeast !== null) return { text: `idle ≥ ${clocks.idleAtLeast} d`, spoken: `idle for at least ${count(clocks.idleAtLeast)}`, urgency: 'none' };
  return clocks.age === null ? { text: advisory.state, spoken: 'of unknown age', urgency: 'none' }
    : { text: clocks.age === 0 ? 'today' : `${clocks.age} d`, spoken: clocks.age === 0 ? 'from today' : `${count(clocks.age)} old`, urgency: 'none' };
}

function factsOf(advisory: Advisory, at: Situation): (readonly [string, string])[] {
  const process = at.book.for(advisory.repository);
  const clocks = clocksOf(advisory, process, at.clock());
  const score = scoreOf(advisory);
  const standing = standingOf(advisory, process);
  const facts: (readonly [string, string])[] = [
    ['Id', [advisory.ghsaId, advisory.cveId].filter((id) => id !== null).join(', ')],
    ['Repository', advisory.repository],
    ['State', advisory.state],
    ['Severity', [severityOf(advisory) === 'none' ? 'not scored' : severityOf(advisory), score?.score ?? undefined, score?.vector].filter((part) => part !== undefined).join(' · ')],
    ['Coordinator', coordinatorWords(advisory, at.me)],
    ['Reporter', advisory.author ?? 'not told'],
    ['Reported', advisory.createdAt === null ? 'not told' : `${day(advisory.createdAt)}${clocks.age === null ? '' : ` (${count(clocks.age)} ago)`}`],
    ['Last change', advisory.updatedAt === null ? 'not told' : day(advisory.updatedAt)],
  ];
  if (clocks.deadline) facts.push(['Deadline', `${day(clocks.deadline.at)} (${clocks.deadline.daysLeft >= 0 ? `${count(clocks.deadline.daysLeft)} left` : `${count(-clocks.deadline.daysLeft)} over`})`]);
  if (clocks.unassignedAtLeast !== null) facts.push(['Unassigned', `for at least ${count(clocks.unassignedAtLeast)}; GitHub keeps no timeline`]);
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
  return new Date(time).toISOString().slice(0, 10);
}

/** `1 day`, `2 days`. */
export function count(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
