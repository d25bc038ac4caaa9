import { isWhole, READ_ONLY_KEYS, WRITABLE_KEYS, type AdvisoryDocument, type Span } from '../advisory/document/document.ts';
import { parseDocument } from '../advisory/document/parse.ts';
import type { Edit } from './finding.ts';
import { listEdits } from './format/lists.ts';
import { says } from './format/says.ts';
import { valueEdits } from './format/values.ts';
import { outlineOf } from './front/outline.ts';
import { skipBlanks } from './front/scalars.ts';
import type { Dict, Node, Pair } from './front/tree.ts';
import { lineEndOf } from './words/line-end.ts';
import { linesOf } from '../places/find/text-parts.ts';

const KNOWN: ReadonlySet<string> = new Set<string>([...WRITABLE_KEYS, ...READ_ONLY_KEYS]);

/**
 * The small things of a document's form: one blank behind a colon, lists two farther right than their key, no needless
 * quotes, ranges and CWE ids as GitHub writes them, no blanks at line ends, an empty line below the front matter. Order,
 * comments, unknown keys and the description stay as they are, and it says the same as before.
 * @returns edits that do not overlap, in order; none for a document whose form is broken, because nobody knows what it says
 */
export function format(document: AdvisoryDocument): readonly Edit[] {
  const { text, front } = document;
  if (!front || !isWhole(document)) return [];
  const outline = outlineOf(text, front);
  const known = outline.pairs.filter(({ key }) => KNOWN.has(key.value));
  const edits = [
    ...known.flatMap((pair) => pairEdits(text, pair)),
    ...trailing(text, front, protectedSpans(outline), endsOf(outline)),
    ...emptyLine(document),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  return isHarmless(document, edits) ? edits : [];
}

function pairEdits(text: string, pair: Pair): readonly Edit[] {
  return [...valueEdits(text, pair), ...listEdits(text, pair)];
}

/** What is not touched: unknown keys, and texts on several lines, in which blanks may mean something. */
function protectedSpans(outline: Dict): readonly Span[] {
  const spans: Span[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'scalar' && node.manyLines) spans.push(node);
    if (node.kind === 'list') for (const item of node.items) visit(item.node);
    if (node.kind === 'map') for (const pair of node.pairs) visit(pair.node);
  };
  for (const [index, pair] of outline.pairs.entries()) {
    // Comments and blank lines behind a text in a block may be part of it.
    const end = outline.pairs[index + 1]?.start ?? outline.end;
    if (!KNOWN.has(pair.key.value) || (pair.node.kind === 'scalar' && pair.node.manyLines))
      spans.push({ start: pair.start, end });
    else visit(pair.node);
  }
  return spans;
}

/** Where values end: what looks like a comment before that is none. */
function endsOf(node: Node): ReadonlySet<number> {
  const ends = new Set<number>();
  const visit = (one: Node): void => {
    ends.add(one.end);
    if (one.kind === 'list') for (const item of one.items) visit(item.node);
    if (one.kind === 'map') for (const pair of one.pairs) visit(pair.node);
  };
  visit(node);
  return ends;
}

/**
 * Blanks at the ends of lines, but for those of comments.
 * @param kept in order and apart
 * @param ends where values end
 */
function trailing(text: string, front: Span, kept: readonly Span[], ends: ReadonlySet<number>): readonly Edit[] {
  const edits: Edit[] = [];
  let next = 0;
  for (const line of linesOf(text.slice(front.start, front.end))) {
    const [start, end] = [front.start + line.start, front.start + line.end];
    while ((kept[next]?.end ?? Infinity) < start) next++;
    if ((kept[next]?.start ?? Infinity) <= end) continue;
    const from = start + line.text.trimEnd().length;
    if (line.text.includes('#') && !ends.has(from)) continue;
    if (from < end && skipBlanks(text, from, end) === end) edits.push({ start: from, end, text: '' });
  }
  return edits;
}

/** The description stands behind an empty line. */
function emptyLine({ text, front, body }: AdvisoryDocument): readonly Edit[] {
  if (!front || body.start >= text.length) return [];
  const fence = text.indexOf('\n', front.end);
  return fence >= 0 && body.start === fence + 1 ? [{ start: body.start, end: body.start, text: lineEndOf(text) }] : [];
}

/** Whether the document says the same afterwards. What should never happen must not cost anybody a field. */
function isHarmless(document: AdvisoryDocument, edits: readonly Edit[]): boolean {
  if (edits.length === 0) return true;
  let at = 0;
  let text = '';
  for (const edit of edits) {
    if (edit.start < at) return false;
    text += document.text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return says(parseDocument(text + document.text.slice(at))) === says(document);
}
