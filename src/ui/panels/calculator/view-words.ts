import { isNotDefined, type Metric } from '../../../advisory/cvss/metrics.ts';
import { parseVector, type CvssVector } from '../../../advisory/cvss/vector.ts';
import { isWritten, type State } from './model.ts';
import type { Version } from './messages.ts';
import { canonical, vectorOf } from './sheet.ts';

/** More metrics than this are counted, not named. */
const MOST_NAMED = 4;
/** A space at which no line ends. */
const UNBROKEN = '\u00a0';

/** How what is chosen stands to the document. */
export interface Status {
  readonly kind: 'written' | 'other' | 'incomplete' | 'writing' | 'trouble' | 'nowhere';
  readonly words: string;
}

/** Says how what is chosen stands to the document. */
export function statusOf(state: State, missing: number): Status {
  const { subject, present, draft, waiting, trouble, sheet } = state;
  if (!subject || !present) return { kind: 'nowhere', words: nowhere(subject?.name) };
  const holds = documentHolds(subject.text);
  if (draft?.failure)
    return { kind: 'other', words: draft.text === subject.text ? holds : `What stands in the field is not written. ${holds}` };
  if (isWritten(state)) return { kind: 'written', words: 'The document has this vector.' };
  if (trouble) return { kind: 'trouble', words: `The vector could not be written. ${holds} Try Apply, or Copy and paste it.` };
  if (missing > 0) {
    const begun = Object.keys(sheet.chosen[sheet.version]).length > 0;
    return { kind: 'incomplete', words: begun ? `Only a whole vector is written. ${holds}` : holds };
  }
  if (waiting?.vector === vectorOf(sheet)) return { kind: 'writing', words: 'Writing it to the document…' };
  return { kind: 'other', words: `Not in the document. ${holds}` };
}

function nowhere(name: string | undefined): string {
  return name === undefined
    ? 'No advisory is under the cursor. What you choose stays here; copy it to keep it.'
    : `${name} is not under the cursor. What you choose is not written until it is, and Apply is pressed.`;
}

function documentHolds(text: string): string {
  const bare = text.trim();
  if (bare === '') return 'The document has no vector.';
  const vector = canonical(bare);
  return vector === undefined ? 'The document has a text that is no vector.' : `The document has ${vector}.`;
}

/** Remarks on the version shown. */
export function notes(state: State, missing: readonly Metric[]): readonly string[] {
  const { subject, sheet } = state;
  const { version, carried } = sheet;
  const said: string[] = [];
  if (subject && subject.wanted !== version) said.push(wantedWords(subject.wanted, canonical(subject.text)));
  const document = subject ? parseVector(subject.text.trim()) : undefined;
  if (document?.ok && document.value.version === '3.0' && version === '3.1')
    said.push('The document has a vector of CVSS 3.0. It is shown as 3.1, which has the same metrics.');
  if (version === '4.0' && carried)
    said.push(`Carried over from CVSS ${carried.from}: look at each value that is marked. To agree, choose it again.`);
  if (missing.length > 0) said.push(missingWords(missing));
  return said;
}

function wantedWords(wanted: Version, vector: string | undefined): string {
  const more = wanted === '4.0' && vector?.startsWith('CVSS:3.') === true ? ' Its tab takes over what this vector tells.' : '';
  return `CVSS ${wanted} is asked for here.${more}`;
}

/** Names the metrics where they are few; each is marked in its row anyhow. */
function missingWords(missing: readonly Metric[]): string {
  if (missing.length > MOST_NAMED) return `${missing.length} metrics are still to choose.`;
  return `Still to choose: ${missing.map(({ name }) => name).join(', ')}.`;
}

/**
 * What GitHub says of the vector that it holds, and how that stands to the one chosen, whose score is `score`; undefined
 * while that is not whole. Nothing where GitHub holds none.
 */
export function heldWords(state: State, score: number | undefined): readonly string[] {
  const held = state.subject?.held;
  if (!held) return [];
  const own = vectorOf(state.sheet);
  const said =
    held.score === null
      ? 'GitHub gives no score for the vector it holds.'
      : `GitHub: ${held.score.toFixed(1)} for the vector it holds.`;
  if (score === undefined) return [said];
  if (canonical(held.vector) !== own) return [said, difference(held.vector, own)];
  const differs = held.score !== null && held.score !== score;
  return [said, `It is the vector chosen here${differs ? `, which scores ${score.toFixed(1)}` : ''}.`];
}

function difference(held: string, own: string): string {
  const [theirs, ours] = [parseVector(held.trim()), parseVector(own)];
  if (!theirs.ok || !ours.ok) return 'It is not the vector chosen here.';
  if (theirs.value.version !== ours.value.version) return `That is a vector of CVSS ${theirs.value.version}.`;
  const [a, b] = [theirs.value.metrics, ours.value.metrics];
  const value = (of: ReadonlyMap<string, string>, id: string) => of.get(id) ?? 'X';
  const ids = [...new Set([...a.keys(), ...b.keys()])].filter((id) => value(a, id) !== value(b, id));
  if (ids.length > MOST_NAMED) return `The one chosen here differs in ${ids.length} metrics.`;
  const changes = ids.map((id) => [id, value(a, id), '→', value(b, id)].join(UNBROKEN));
  return `The one chosen here differs: ${changes.join(', ')}.`;
}

/** Metrics of 3.x that describe the vulnerability as time goes by. */
const TEMPORAL = ['E', 'RL', 'RC'];
/** What an environment asks for. The other environmental metrics begin with M, and no others do. */
const REQUIREMENTS = ['CR', 'IR', 'AR'];

/**
 * Which metrics went into a score. For 4.0 the letters that the specification asks to give with it (CVSS 4.0, section 1.3:
 * CVSS-B, -BT, -BE, -BTE).
 */
export function scoreKind({ version, metrics }: CvssVector): string {
  const said = [...metrics].filter(([, value]) => !isNotDefined(value)).map(([id]) => id);
  const environmental = said.some((id) => REQUIREMENTS.includes(id) || id.startsWith('M'));
  if (version === '4.0') return `CVSS-B${said.includes('E') ? 'T' : ''}${environmental ? 'E' : ''} 4.0`;
  const kind = environmental ? 'environmental' : said.some((id) => TEMPORAL.includes(id)) ? 'temporal' : 'base';
  return `CVSS ${version} ${kind} score`;
}
