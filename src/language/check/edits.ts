import { WRITABLE_KEYS, type AdvisoryDocument, type Entry, type Located, type Span } from '../../advisory/document/document.ts';
import { scalarText } from '../../advisory/document/front.ts';
import type { Edit } from '../finding.ts';

/**
 * Where a part of a value stands in the document. A value that YAML had to unfold or unescape is taken whole, because
 * its characters stand elsewhere than their numbers say.
 */
export function partOf(text: string, located: Located<string>, start: number, end: number): Span {
  const shift = shiftOf(text, located);
  if (shift === undefined) return located;
  return { start: located.start + shift + start, end: located.start + shift + end };
}

function shiftOf(text: string, { value, start, end }: Located<string>): number | undefined {
  if (end - start === value.length && text.startsWith(value, start)) return 0;
  return end - start === value.length + 2 && text.startsWith(value, start + 1) && /["']/.test(text[start] ?? '') ? 1 : undefined;
}

/** Characters that mean something in a list between brackets, where a text needs quotes for them. */
const FLOW = /[,[\]{}]/;

/**
 * The edit that puts another text in the place of a value, in the quotes that it has.
 * @returns undefined for a block text (`|`, `>`), whose form is the writer's
 */
export function replaceValue(text: string, located: Located<string>, value: string): Edit | undefined {
  const { start, end } = located;
  const first = text[start] ?? '';
  if (first === '|' || first === '>') return undefined;
  // Quotes that nobody closes hold whatever comes behind them.
  if (/["']/.test(first) && (end - start < 2 || text[end - 1] !== first)) return undefined;
  const plain = !FLOW.test(value) && first !== '"' && first !== "'" ? scalarText(value) : undefined;
  if (plain !== undefined) return { start, end, text: plain };
  if (first === "'" && !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(value))
    return { start, end, text: `'${value.replaceAll("'", "''")}'` };
  // JSON's strings are YAML's, but for what ends a line there and not here.
  const quoted = JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, escaped);
  return { start, end, text: quoted };
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * The edit that takes an item out of a list, with its dash and line or with its comma.
 * @returns undefined where its surroundings are neither
 */
export function removeItem(text: string, item: Span): Edit | undefined {
  const end = backOverBlanks(text, item.end, item.start);
  const lineStart = text.lastIndexOf('\n', item.start - 1) + 1;
  const dash = backOverBlanks(text, item.start, lineStart, INLINE);
  if (text[dash - 1] === '-' && backOverBlanks(text, dash - 1, lineStart, INLINE) === lineStart) {
    const found = text.indexOf('\n', end);
    const lineEnd = found < 0 ? text.length : found;
    const behind = overBlanks(text, end, INLINE);
    if (behind < lineEnd && !/[#\r]/.test(text[behind] ?? '')) return undefined;
    return { start: lineStart, end: Math.min(lineEnd + 1, text.length), text: '' };
  }
  const comma = backOverBlanks(text, item.start, 0);
  if (text[comma - 1] === ',') return { start: comma - 1, end, text: '' };
  const next = overBlanks(text, end);
  return text[next] === ',' ? { start: item.start, end: overBlanks(text, next + 1), text: '' } : undefined;
}

const INLINE = /[ \t]/;
const BLANK = /\s/;

function backOverBlanks(text: string, from: number, least: number, blank = BLANK): number {
  let at = from;
  while (at > least && blank.test(text[at - 1] ?? '')) at--;
  return at;
}

function overBlanks(text: string, from: number, blank = BLANK): number {
  let at = from;
  while (at < text.length && blank.test(text[at] ?? '')) at++;
  return at;
}

/** The edit that takes a whole field out of the front matter. */
export function removeEntry({ block }: Entry): Edit {
  return { start: block.start, end: block.end, text: '' };
}

/** The line end that a document has. */
export function lineEndOf(text: string): string {
  const found = text.indexOf('\n');
  return found > 0 && text[found - 1] === '\r' ? '\r\n' : '\n';
}

/**
 * The edit that adds an item to the end of a list of the front matter, or the list where there is none.
 * @param lines the item without its dash, one key a line
 * @param last where the last item of the list stands; undefined for an empty list
 * @returns undefined for a list between brackets, and for a document without front matter
 */
export function addItem(
  document: AdvisoryDocument,
  key: string,
  lines: readonly string[],
  last: Span | undefined,
): Edit | undefined {
  const { text, entries } = document;
  if (!hasFields(document)) return undefined;
  const lineEnd = lineEndOf(text);
  const item = (indent: string) => lines.map((line, at) => `${indent}${at === 0 ? '- ' : '  '}${line}${lineEnd}`).join('');
  const entry = entries.find((one) => one.key.value === key);
  if (!entry) return { ...placeFor(document, key), text: `${key}:${lineEnd}${item('  ')}` };
  if (!last) return { start: entry.block.start, end: entry.block.end, text: `${key}:${lineEnd}${item('  ')}` };
  const lineStart = text.lastIndexOf('\n', last.start - 1) + 1;
  const dash = backOverBlanks(text, last.start, lineStart, INLINE) - 1;
  if (text[dash] !== '-' || backOverBlanks(text, dash, lineStart, INLINE) !== lineStart) return undefined;
  return { start: entry.block.end, end: entry.block.end, text: item(text.slice(lineStart, dash)) };
}

/** Whether the front matter holds fields at the beginnings of their lines, or nothing yet: else a field does not fit beside. */
function hasFields({ text, front, entries }: AdvisoryDocument): boolean {
  const [first] = entries;
  if (!front) return false;
  if (first) return first.key.start === front.start || text[first.key.start - 1] === '\n';
  return text
    .slice(front.start, front.end)
    .split('\n')
    .every((line) => /^\s*(?:#|$)/.test(line));
}

/** Behind the nearest key that usually comes before it. */
function placeFor({ entries, front }: AdvisoryDocument, key: string): Span {
  const before = WRITABLE_KEYS.slice(0, (WRITABLE_KEYS as readonly string[]).indexOf(key)) as readonly string[];
  const last = entries.findLast((entry) => before.includes(entry.key.value));
  const at = last?.block.end ?? front?.start ?? 0;
  return { start: at, end: at };
}
