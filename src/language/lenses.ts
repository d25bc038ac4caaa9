import { advisoryOf } from '../advisory/document/advisory.ts';
import { isWhole, type AdvisoryDocument, type Span } from '../advisory/document/document.ts';
import { coordinators } from '../advisory/credits.ts';
import { scoreVector } from '../advisory/cvss/score.ts';
import { parseVector } from '../advisory/cvss/vector.ts';
import { sameLogin, type Advisory, type Credit } from '../advisory/model.ts';
import { oneLine } from '../advisory/title.ts';
import type { LanguageContext } from './context.ts';
import { lineEndAt } from './front/scalars.ts';
import { capital } from './hover/cvss.ts';
import { count } from './words/markdown.ts';
import { moment } from './words/times.ts';

/** What a lens does when it is clicked. */
export type LensAct = 'handOver' | 'claim' | 'score' | 'findings' | 'send' | 'compare' | 'restore' | 'fix';

/** A line of words over the front matter. */
export interface Lens extends Span {
  readonly title: string;
  /** Absent: it only tells. */
  readonly act?: LensAct;
  /** More words, a line each. */
  readonly words?: readonly string[];
}

/** How a document stands to what GitHub holds. */
export interface LensSituation {
  /** How many findings there are. */
  readonly findings: number;
  /** What would be sent, in words. */
  readonly unsent: readonly string[];
  /** When GitHub was last read, in milliseconds since the epoch; null for never. */
  readonly readAt: number | null;
  /** GitHub holds something else than when the document was begun. */
  readonly heldChanged: boolean;
  /** How many changes of mine somebody overwrote. */
  readonly lost: number;
}

/** The lenses over a document, in their order: who coordinates, the score, findings, what is unsent, what GitHub has, a fix. */
export function lenses(document: AdvisoryDocument, context: LanguageContext, situation: LensSituation): readonly Lens[] {
  const span = { start: 0, end: lineEndAt(document.text, 0) };
  const advisory = advisoryOf(document, context.held);
  const { findings, lost, unsent } = situation;
  const all: readonly (Omit<Lens, 'start' | 'end'> | undefined)[] = [
    coordinatorLens(document, advisory, context),
    scoreLens(document),
    findings > 0 ? { title: count(findings, 'finding'), act: 'findings' } : undefined,
    lost > 0
      ? { title: `${count(lost, 'change')} of yours ${lost === 1 ? 'was' : 'were'} overwritten · Restore…`, act: 'restore' }
      : undefined,
    isSent(advisory) && unsent.length > 0
      ? { title: `${count(unsent.length, 'unsent change')} · Send to GitHub…`, act: 'send', words: unsent }
      : undefined,
    heldLens(advisory, context, situation),
    fixLens(context),
  ];
  return all.flatMap((lens) => (lens ? [{ ...span, ...lens }] : []));
}

/** Whether GitHub holds it: what has no id is a draft of one's own. */
function isSent({ ghsaId }: Advisory): boolean {
  return ghsaId !== '';
}

function coordinatorLens(
  document: AdvisoryDocument,
  advisory: Advisory,
  context: LanguageContext,
): Omit<Lens, 'start' | 'end'> | undefined {
  const { held, me, process } = context;
  // What cannot be read tells nothing about who coordinates.
  const named = coordinators(isWhole(document) || !held ? advisory : held);
  const isOpen = process.states.open.includes(advisory.state) && isSent(advisory);
  if (named.length === 0) {
    if (!isOpen) return undefined;
    return me === undefined ? { title: 'Nobody coordinates' } : { title: 'Nobody coordinates · Claim', act: 'claim' };
  }
  const isMine = me !== undefined && named.some(({ login }) => sameLogin(login, me));
  const names = named.slice(0, MOST_NAMES).map((credit) => nameOf(credit, context));
  const title = `${named.length === 1 ? 'Coordinator' : 'Coordinators'}: ${names.join(', ')}${named.length > MOST_NAMES ? ', …' : ''}`;
  return isMine && isOpen ? { title: `${title} · Hand over`, act: 'handOver' } : { title };
}

const MOST_NAMES = 5;

function nameOf({ login, state }: Credit, { me, held }: LanguageContext): string {
  const known = held?.credits.find((credit) => credit.type === 'coordinator' && sameLogin(credit.login, login))?.state ?? state;
  const mark = known === 'pending' ? ' (not answered yet)' : known === 'declined' ? ' (declined)' : '';
  return (me !== undefined && sameLogin(login, me) ? 'you' : oneLine(login.slice(0, 100))) + mark;
}

function scoreLens({ fields }: AdvisoryDocument): Omit<Lens, 'start' | 'end'> {
  const { cvss, severity } = fields;
  if (!cvss) {
    const word = severity && oneLine(severity.value.slice(0, 20));
    return { title: word ? `Severity ${capital(word)} · Score…` : 'No score · Score…', act: 'score' };
  }
  const vector = parseVector(cvss.value);
  if (!vector.ok) return { title: 'CVSS vector cannot be read · Change', act: 'score' };
  const { score, severity: word } = scoreVector(vector.value);
  return { title: `CVSS ${vector.value.version} ${score.toFixed(1)} ${capital(word)} · Change`, act: 'score' };
}

/** Who coordinates a draft sets up its fix. */
function fixLens({ held, me, process }: LanguageContext): Omit<Lens, 'start' | 'end'> | undefined {
  if (!held || me === undefined || held.state !== 'draft' || !process.states.open.includes(held.state)) return undefined;
  return coordinators(held).some(({ login }) => sameLogin(login, me)) ? { title: 'Start fix…', act: 'fix' } : undefined;
}

function heldLens(
  advisory: Advisory,
  { held, now, me }: LanguageContext,
  { readAt, heldChanged }: LensSituation,
): Omit<Lens, 'start' | 'end'> | undefined {
  if (!held) {
    if (isSent(advisory)) return undefined;
    return me === undefined
      ? { title: 'Draft, not on GitHub' }
      : { title: 'Draft, not on GitHub · Send to GitHub…', act: 'send' };
  }
  const read = readAt === null ? '' : `, read ${moment(readAt, now)}`;
  return heldChanged
    ? { title: `GitHub has changed${read} · Compare`, act: 'compare' }
    : { title: `What GitHub has${read}`, act: 'compare' };
}
