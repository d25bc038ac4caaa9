import { metricOf, type CvssVersion, type Metric, type MetricValue } from '../../advisory/cvss/metrics.ts';
import { scoreVector } from '../../advisory/cvss/score.ts';
import { parseVector, type CvssVector } from '../../advisory/cvss/vector.ts';
import type { Span } from '../../advisory/document/document.ts';
import type { LanguageContext } from '../context.ts';
import type { Scalar } from '../front/tree.ts';
import { paragraphs, plain, table } from '../words/markdown.ts';
import type { HoverText } from '../hover.ts';

/** A vector: first the metric under the cursor, then score and severity, then every metric in words. */
export function hoverVector(scalar: Scalar, offset: number, context: LanguageContext): HoverText {
  const read = parseVector(scalar.text);
  const piece = pieceAt(scalar, offset);
  const span = piece ?? { start: scalar.start, end: scalar.end };
  if (!read.ok) return { ...span, markdown: paragraphs(piece && metricMarkdown(piece), plain(read.failure.words)) };
  const { score, severity } = scoreVector(read.value);
  const words = `**${score.toFixed(1)} ${capital(severity)}** by CVSS ${read.value.version}`;
  return {
    ...span,
    markdown: paragraphs(piece && metricMarkdown(piece), words + heldScore(read.value, score, context), metricTable(read.value)),
  };
}

interface Piece extends Span {
  readonly metric: Metric;
  readonly value: MetricValue | undefined;
}

/** The metric that an offset is at, also in a vector that is not whole. */
function pieceAt(scalar: Scalar, offset: number): Piece | undefined {
  const { text, inner } = scalar;
  const at = offset - inner.start;
  if (inner.end - inner.start !== text.length || at < 0 || at > text.length) return undefined;
  const start = at === 0 ? 0 : text.lastIndexOf('/', at - 1) + 1;
  const slash = text.indexOf('/', start);
  const part = text.slice(start, slash < 0 ? text.length : slash);
  const version = versionOf(text);
  if (version === undefined || part.length > 20 || (start === 0 && version !== '2.0')) return undefined;
  const colon = part.indexOf(':');
  const metric = metricOf(version, colon < 0 ? part : part.slice(0, colon));
  if (!metric) return undefined;
  const value = metric.values.find(({ id }) => id === part.slice(colon + 1));
  return { metric, value, start: inner.start + start, end: inner.start + start + part.length };
}

function versionOf(text: string): CvssVersion | undefined {
  const said = /^CVSS:(\d\.\d)(?:\/|$)/.exec(text)?.[1];
  if (said === '4.0' || said === '3.1' || said === '3.0') return said;
  return /^AV:[LAN]\/AC:[HML]\/Au:/.test(text) ? '2.0' : undefined;
}

function metricMarkdown({ metric, value }: Piece): string {
  if (!value)
    return `**${metric.name}** (${metric.id}): ${metric.words} Its values: ${metric.values.map(({ id, name }) => `${id} ${name}`).join(', ')}.`;
  return paragraphs(
    `**${metric.name}: ${value.name}** (${metric.id}:${value.id}). ${value.words}`,
    `${metric.group}: ${metric.words}`,
  );
}

/** GitHub's own score, where it differs. */
function heldScore({ text }: CvssVector, score: number, { held }: LanguageContext): string {
  const same = [held?.cvss4, held?.cvss3].find((one) => one?.vector === text);
  if (same && same.score !== null && same.score !== score) return `; GitHub says ${same.score.toFixed(1)}`;
  const sent = held?.cvss4 ?? held?.cvss3;
  if (same || !sent) return '';
  return sent.score === null ? '. GitHub holds another vector' : `. GitHub holds another vector, scored ${sent.score.toFixed(1)}`;
}

function metricTable({ version, metrics }: CvssVector): string {
  const rows = [...metrics].flatMap(([id, value]) => {
    const metric = metricOf(version, id);
    const chosen = metric?.values.find((one) => one.id === value);
    return metric && chosen ? [[`${id}:${value}`, metric.name, `${chosen.name}. ${chosen.words}`]] : [];
  });
  return table(['', 'Metric', 'Value'], rows);
}

/** `high` as `High`. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
