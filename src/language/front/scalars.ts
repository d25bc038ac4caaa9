import type { Span } from '../../advisory/document/document.ts';
import type { Quote, Scalar } from './tree.ts';

/** Keys whose colon is seen without the blank that YAML wants behind it: people type `severity:high`. */
const GLUED = /^(?:title|cve|severity|cvss|cwe|affected|credits|collaborators|login|type|package|range|patched|functions):(?=\S)/;

export interface KeyAt extends Span {
  readonly text: string;
  readonly colon: number;
}

/** The key that stands at an offset of a line, if one does: plain or quoted, then a colon. @param end of the line */
export function keyAt(text: string, at: number, end: number): KeyAt | undefined {
  const first = text[at];
  if (first === undefined || at >= end || '#[]{},&*!|>%@`'.includes(first)) return undefined;
  if (first === '"' || first === "'") {
    const close = closingQuote(text, at, end);
    if (close === undefined) return undefined;
    const colon = skipBlanks(text, close + 1, end);
    if (text[colon] !== ':' || !isBreak(text, colon + 1, end)) return undefined;
    return { start: at, end: close + 1, text: unquoted(text.slice(at + 1, close), first), colon };
  }
  if (first === '-' && isBreak(text, at + 1, end)) return undefined;
  const line = text.slice(at, end);
  const glued = GLUED.exec(line);
  const found = glued ? glued[0].length - 1 : line.search(/:(?=[ \t]|$)/);
  if (found <= 0) return undefined;
  const key = line.slice(0, found);
  if (/[ \t]#/.test(key)) return undefined;
  return { start: at, end: at + key.trimEnd().length, text: key.trimEnd(), colon: at + found };
}

/** The offset of the first character that is no blank. */
export function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/** Whether a blank or the end is there. */
export function isBreak(text: string, at: number, end: number): boolean {
  return at >= end || text[at] === ' ' || text[at] === '\t' || text[at] === '\n' || text[at] === '\r';
}

/** The quote that ends the text which the one at `at` begins; undefined where none does before `end`. */
export function closingQuote(text: string, at: number, end: number): number | undefined {
  const quote = text[at];
  for (let i = at + 1; i < end; i++) {
    if (quote === '"' && text[i] === '\\') i++;
    else if (text[i] === quote) {
      if (quote !== "'" || text[i + 1] !== "'" || i + 1 >= end) return i;
      i++;
    }
  }
  return undefined;
}

/** What a quoted text of one line says; escapes other than those of quotes and backslashes stay as they are. */
function unquoted(inner: string, quote: string): string {
  if (quote === "'") return inner.replaceAll("''", "'");
  return inner.includes('\\') ? inner.replace(/\\(["\\/])/g, '$1') : inner;
}

/**
 * A quoted text.
 * @param end of what belongs to it, also on later lines
 * @param lineEnd of its first line, where it ends if nobody closes it
 */
export function quotedAt(text: string, at: number, end: number, lineEnd: number): Scalar {
  const quote: Quote = text[at] === '"' ? '"' : "'";
  const close = closingQuote(text, at, end);
  if (close === undefined) {
    const inner = { start: at + 1, end: trimmedEnd(text, at + 1, lineEnd) };
    const said = text.slice(inner.start, inner.end);
    return { kind: 'scalar', start: at, end: inner.end, text: said, quote, inner, closed: false, manyLines: false };
  }
  const inner = text.slice(at + 1, close);
  return {
    kind: 'scalar',
    start: at,
    end: close + 1,
    text: unquoted(inner, quote),
    quote,
    inner: { start: at + 1, end: close },
    closed: true,
    manyLines: inner.includes('\n'),
  };
}

/** A text without quotes. */
export function plainScalar(text: string, start: number, end: number): Scalar {
  const span = { start, end };
  return { kind: 'scalar', ...span, text: text.slice(start, end), quote: '', inner: span, closed: true, manyLines: false };
}

/** Where the text ends that starts at `at`, without a comment and without blanks before that. */
export function plainEnd(text: string, at: number, end: number): number {
  const line = text.slice(at, end);
  const comment = line.search(/[ \t]#/);
  return trimmedEnd(text, at, comment < 0 ? end : at + comment);
}

/** The end without the blanks before it. */
export function trimmedEnd(text: string, start: number, end: number): number {
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

/** The end of the line that an offset is on, without its line end. */
export function lineEndAt(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  if (found < 0) return text.length;
  return found > offset && text[found - 1] === '\r' ? found - 1 : found;
}
