import type { CvssVersion, Metric } from './metrics.ts';
import { metricsOf } from './metrics.ts';

/** What is wrong with a text that should be a vector. */
export type VectorProblem =
  /** There is nothing. */
  | 'empty'
  /** A space or a line end stands in it. */
  | 'space'
  /** It stands in parentheses. */
  | 'parentheses'
  /** It does not begin with a version, and is not a vector of 2.0 either, which has none. */
  | 'no-version'
  /** It begins with a version that is not known, or is written in another way. */
  | 'unknown-version'
  /** A part between two slashes is not `metric:value`. */
  | 'not-a-pair'
  | 'unknown-metric'
  | 'unknown-value'
  | 'duplicate'
  /** A base metric is not there. */
  | 'missing'
  | 'out-of-order'
  /** A slash at the end. */
  | 'trailing';

/** Why a text is no vector, and where. */
export interface VectorFailure {
  readonly kind: 'bad-vector';
  readonly what: VectorProblem;
  /** UTF-16 offsets in the text, the end behind the last character; empty only where the text is. */
  readonly start: number;
  readonly end: number;
  /** One sentence: what is wrong and what to do. It quotes at most 20 characters of the text. */
  readonly words: string;
}

const MOST_QUOTED = 20;
const UNSHOWN = /[^\x20-\x7e]/g;

/** A piece of the text in quotation marks, cut; what is not plain ASCII is shown as a question mark. */
export function quoted(piece: string): string {
  const cut = piece.length > MOST_QUOTED ? `${piece.slice(0, MOST_QUOTED - 1)}…` : piece;
  return `“${cut.replace(UNSHOWN, (character) => (character === '…' ? character : '?'))}”`;
}

/** `N, A, L or P`. */
function choice(words: readonly string[], joint: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1) ?? ''}`;
}

function values(metric: Metric): string {
  return choice(
    metric.values.map(({ id }) => id),
    'or',
  );
}

/** `AV (Attack Vector)`. */
function full(metric: Metric): string {
  return `${metric.id} (${metric.name})`;
}

/** The sentence for a part that is not a pair. */
export function notAPairWords(version: CvssVersion, part: string): string {
  if (part === '') return 'There are two slashes in a row: take one away.';
  const [id = '', ...rest] = part.slice(0, MOST_QUOTED).split(':');
  const metric = metricsOf(version).find((one) => one.id === id);
  if (metric && rest.every((one) => one === '')) return `${full(metric)} has no value: choose ${values(metric)}.`;
  return `${quoted(part)} is no metric with a value: write it like AV:N.`;
}

/** The sentence for a metric that the version does not have. */
export function unknownMetricWords(version: CvssVersion, id: string): string {
  const lower = id.length < MOST_QUOTED ? id.toLowerCase() : '';
  const near = metricsOf(version).find((one) => one.id.toLowerCase() === lower);
  if (near) return `${quoted(id)} is written ${near.id}: capitals and small letters count.`;
  return `CVSS ${version} has no metric ${quoted(id)}: take it out, or correct its name.`;
}

/** The sentence for a value that the metric does not have. */
export function unknownValueWords(metric: Metric, value: string): string {
  const lower = value.length < MOST_QUOTED ? value.toLowerCase() : '';
  const near = metric.values.find((one) => one.id.toLowerCase() === lower);
  if (near) return `${quoted(value)} is written ${near.id}: capitals and small letters count.`;
  return `${full(metric)} has no value ${quoted(value)}: choose ${values(metric)}.`;
}

/** The sentence for a metric that stands twice. */
export function duplicateWords(metric: Metric): string {
  return `${full(metric)} stands twice: take one of the two away.`;
}

/** The sentence for base metrics that are not there. */
export function missingWords(version: CvssVersion, missing: readonly Metric[]): string {
  const [first] = missing;
  if (first && missing.length === 1)
    return `${full(first)} is missing: CVSS ${version} wants every base metric, so choose ${values(first)}.`;
  const ids = choice(
    missing.map(({ id }) => id),
    'and',
  );
  return `${ids} are missing: CVSS ${version} wants every base metric, so choose a value for each.`;
}

/** The sentence for a metric that stands behind one that should follow it. */
export function orderWords(version: CvssVersion, late: Metric, before: Metric): string {
  return `${late.id} has to stand before ${before.id}: CVSS ${version} has a fixed order.`;
}
