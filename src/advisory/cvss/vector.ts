import { fail, ok } from '../../common/result.ts';
import type { Result } from '../../common/result.ts';
import {
  duplicateWords,
  missingWords,
  notAPairWords,
  orderWords,
  quoted,
  unknownMetricWords,
  unknownValueWords,
} from './failure.ts';
import type { VectorFailure, VectorProblem } from './failure.ts';
import { isNotDefined, metricOf, metricsOf } from './metrics.ts';
import type { CvssVersion, Metric, MetricValue } from './metrics.ts';

export { convertToFour } from './convert.ts';
export type { VectorFailure, VectorProblem } from './failure.ts';

/** A whole vector, as {@link parseVector} gives it out. */
export interface CvssVector {
  readonly version: CvssVersion;
  /** Metric to value as they stand in the text, in its order; a not-defined value that is written is there, too. */
  readonly metrics: ReadonlyMap<string, string>;
  readonly text: string;
}

/** A metric of a vector, and where it stands in the text: from its first character to behind its value. */
export interface MetricAt {
  readonly metric: Metric;
  readonly value: MetricValue;
  readonly start: number;
  readonly end: number;
}

/** One metric that was read. */
interface Pair extends MetricAt {
  /** The metric's place in the order of the specification. */
  readonly place: number;
}

const PREFIX = 'CVSS:';
/** What a vector without a version is looked at for: no version has more metrics. */
const MOST_PARTS = 40;

function bad(
  what: VectorProblem,
  start: number,
  end: number,
  words: string,
): { readonly ok: false; readonly failure: VectorFailure } {
  return fail({ kind: 'bad-vector', what, start, end, words });
}

/** Where the part that begins at `start` ends: before the next slash, or with the text. */
function partEnd(text: string, start: number): number {
  const slash = text.indexOf('/', start);
  return slash < 0 ? text.length : slash;
}

/** Metrics of 2.0 in small letters: `AU` is meant as its `Au`, though 4.0 has an `AU`. */
const OF_TWO: ReadonlySet<string> = new Set(metricsOf('2.0').map(({ id }) => id.toLowerCase()));
const LONGEST_ID = 3;

/**
 * Whether a text without a version can only be meant as a vector of 2.0: its first part names a metric of 2.0, and no
 * part one that only later versions have.
 */
function isLikeTwo(text: string): boolean {
  const names = text.split('/', MOST_PARTS).map((part) => part.slice(0, LONGEST_ID + 1).split(':')[0] ?? '');
  const isOfTwo = (name: string): boolean => OF_TWO.has(name.toLowerCase());
  const isLater = (name: string): boolean => metricOf('3.1', name) !== undefined || metricOf('4.0', name) !== undefined;
  return isOfTwo(names[0] ?? '') && !names.some((name) => !isOfTwo(name) && isLater(name));
}

/** The version that a text begins with, and where its first metric begins. */
function readVersion(text: string): Result<{ readonly version: CvssVersion; readonly from: number }, VectorFailure> {
  const end = partEnd(text, 0);
  const first = text.slice(0, end);
  if (first.startsWith(PREFIX)) {
    const version = first.slice(PREFIX.length);
    if (version === '3.0' || version === '3.1' || version === '4.0') return ok({ version, from: end + 1 });
    if (version === '2.0')
      return bad('unknown-version', 0, end, 'A vector of CVSS 2.0 does not say its version: take the first part away.');
    return bad('unknown-version', 0, end, `${quoted(first)} is no version that is known: write CVSS:4.0 or CVSS:3.1.`);
  }
  if (first.slice(0, PREFIX.length).toUpperCase() === PREFIX) {
    return bad('unknown-version', 0, end, `Write CVSS: in capital letters, not ${quoted(first.slice(0, PREFIX.length))}.`);
  }
  if (isLikeTwo(text)) return ok({ version: '2.0', from: 0 });
  return bad('no-version', 0, Math.max(end, 1), 'The version is missing: begin the vector with CVSS:4.0/ or CVSS:3.1/.');
}

/** The pair that a part is; `start` to `end` is the part in the text. */
function readPair(version: CvssVersion, text: string, start: number, end: number): Result<Pair, VectorFailure> {
  const part = text.slice(start, end);
  const colon = part.indexOf(':');
  const value = part.slice(colon + 1);
  if (colon <= 0 || value === '' || value.includes(':')) {
    if (part === '' && end === text.length) return bad('trailing', end - 1, end, 'The vector ends with a slash: take it away.');
    // Of an empty part the slashes around it are shown.
    const [from, to] = part === '' ? [Math.max(0, start - 1), end + 1] : [start, end];
    return bad('not-a-pair', from, to, notAPairWords(version, part));
  }
  const id = part.slice(0, colon);
  const metric = metricOf(version, id);
  if (!metric) return bad('unknown-metric', start, start + colon, unknownMetricWords(version, id));
  const chosen = metric.values.find((one) => one.id === value);
  if (!chosen) return bad('unknown-value', start + colon + 1, end, unknownValueWords(metric, value));
  return ok({ metric, value: chosen, start, end, place: metricsOf(version).indexOf(metric) });
}

/** All pairs from an offset on; ends with the first that is wrong or stands twice, so that it looks at few of any text. */
function readPairs(version: CvssVersion, text: string, from: number): Result<readonly Pair[], VectorFailure> {
  const pairs: Pair[] = [];
  const seen = new Set<Metric>();
  for (let start = from; start <= text.length;) {
    const end = partEnd(text, start);
    const pair = readPair(version, text, start, end);
    if (!pair.ok) return pair;
    if (seen.has(pair.value.metric)) return bad('duplicate', start, end, duplicateWords(pair.value.metric));
    seen.add(pair.value.metric);
    pairs.push(pair.value);
    start = end + 1;
  }
  return ok(pairs);
}

/** The base metrics that a choice of metrics lacks, in the order of the specification. Empty: it makes a whole vector. */
export function missingMetrics(version: CvssVersion, metrics: ReadonlyMap<string, string>): readonly Metric[] {
  return metricsOf(version).filter(({ id, mandatory }) => mandatory && !metrics.has(id));
}

/** What lacks is shown at what it follows: the metric before it in the order of the specification, or the version. */
function missingFailure(version: CvssVersion, text: string, pairs: readonly Pair[], missing: readonly Metric[]): VectorFailure {
  const place = missing[0] ? metricsOf(version).indexOf(missing[0]) : 0;
  const before = pairs.filter((pair) => pair.place < place).sort((one, other) => other.place - one.place)[0];
  const { start, end } = before ?? { start: 0, end: partEnd(text, 0) };
  return { kind: 'bad-vector', what: 'missing', start, end, words: missingWords(version, missing) };
}

/** The first pair that stands behind one that should follow it. */
function orderFailure(version: CvssVersion, pairs: readonly Pair[]): VectorFailure | undefined {
  let furthest = -1;
  for (const { metric, place, start, end } of pairs) {
    if (place < furthest) {
      const before = pairs
        .filter((pair) => pair.start < start && pair.place > place)
        .sort((one, other) => one.place - other.place)[0];
      return {
        kind: 'bad-vector',
        what: 'out-of-order',
        start,
        end,
        words: orderWords(version, metric, before?.metric ?? metric),
      };
    }
    furthest = place;
  }
  return undefined;
}

/**
 * Reads a vector strictly, as FIRST's specifications have it. `text` is the vector and nothing else; time is linear in it.
 *
 * - All versions: `metric:value` with slashes between, ids compared with case, no metric twice, every base metric, no
 *   slash at the end, nothing around it.
 * - 4.0 (specification, section 7): begins with `CVSS:4.0/`; the order of table 23, "every other ordering is invalid".
 *   The table was first printed with VC, SC, VI, SI, VA, SA; FIRST has put that right, and the old order is refused.
 * - 3.1 and 3.0 (specifications, section 6): begins with `CVSS:3.1/` or `CVSS:3.0/`; table 15 gives an order that
 *   should be kept, but others are valid and a reader must accept them. So any order is taken here, and
 *   {@link formatVector} writes the one of the table.
 * - 2.0 (guide, section 2.4): no version, no parentheses (lists put some around a vector; they are no part of it); "a
 *   predetermined order", that of table 13, so another one is refused. The guide gives unused metrics the value `ND`;
 *   what leaves them out is widespread and cannot be misread, so it is taken.
 *
 * The failure is the first one from the left; only if every part is right, what is missing, then what is out of order.
 */
export function parseVector(text: string): Result<CvssVector, VectorFailure> {
  if (text === '') return bad('empty', 0, 0, 'There is no vector: begin it with CVSS:4.0/ or CVSS:3.1/.');
  const space = text.search(/\s/);
  if (space >= 0) return bad('space', space, space + 1, 'There is a space or a line end in the vector: take it away.');
  if (text.startsWith('(')) return bad('parentheses', 0, 1, 'The vector stands in parentheses: take them away.');
  const begun = readVersion(text);
  if (!begun.ok) return begun;
  const { version, from } = begun.value;
  // Of a version alone, with a slash or without, a person wants to hear what comes next.
  const pairs = version !== '2.0' && from >= text.length ? ok([]) : readPairs(version, text, from);
  if (!pairs.ok) return pairs;
  const metrics = new Map(pairs.value.map(({ metric, value }) => [metric.id, value.id]));
  const missing = missingMetrics(version, metrics);
  if (missing.length > 0) return fail(missingFailure(version, text, pairs.value, missing));
  const disorder = version === '3.0' || version === '3.1' ? undefined : orderFailure(version, pairs.value);
  return disorder ? fail(disorder) : ok({ version, metrics, text });
}

/**
 * The text of a choice of metrics, in the order of the specification. Left out are not-defined values (`X`, `ND`) and
 * what is no metric or value of the version. It is a whole vector only where {@link missingMetrics} finds nothing.
 */
export function formatVector(version: CvssVersion, metrics: ReadonlyMap<string, string>): string {
  const written = metricsOf(version).flatMap(({ id, values }) => {
    const value = metrics.get(id);
    const keep = value !== undefined && !isNotDefined(value) && values.some((one) => one.id === value);
    return keep ? [`${id}:${value}`] : [];
  });
  return (version === '2.0' ? written : [`${PREFIX}${version}`, ...written]).join('/');
}

/** The metric that stands at an offset of a vector's text, its end included; undefined in the version and outside. */
export function vectorAt(vector: CvssVector, offset: number): MetricAt | undefined {
  if (!(offset >= 0 && offset <= vector.text.length)) return undefined;
  const start = offset === 0 ? 0 : vector.text.lastIndexOf('/', offset - 1) + 1;
  if (start === 0 && vector.version !== '2.0') return undefined;
  const pair = readPair(vector.version, vector.text, start, partEnd(vector.text, start));
  if (!pair.ok) return undefined;
  const { metric, value, end } = pair.value;
  return { metric, value, start, end };
}
