import type { AdvisoryDocument, Span } from '../advisory/document/document.ts';
import { linesOf } from '../places/find/text-parts.ts';
import { bodyParts, sectionEnds } from './body/headings.ts';
import { outlineOf } from './front/outline.ts';
import { frontOf } from './front/rows.ts';
import { lineEndAt, trimmedEnd } from './front/scalars.ts';
import type { Dict, Node } from './front/tree.ts';

/** Lines that can be folded: `start` lies on the first of them, which stays, `end` on the last. */
export interface Fold extends Span {
  readonly kind?: 'comment' | 'region';
}

const MOST = 5_000;

/** The front matter, each list and entry on several lines, runs of comments, sections, blocks of code, and `<details>`. */
export function folding(document: AdvisoryDocument): readonly Fold[] {
  const { text } = document;
  const front = frontOf(document);
  const parts: Fold[] = [];
  if (front) {
    const opening = text.startsWith('\ufeff') ? 1 : 0;
    const closing = document.front ? lineEndAt(text, front.end) : trimmedEnd(text, front.start, front.end);
    parts.push({ start: opening, end: closing, kind: 'region' }, ...comments(text, front));
    collect(outlineOf(text, front), parts);
  }
  const body = (document.front ?? !front) ? document.body : { start: front.end, end: document.body.end };
  const { headings, fences } = bodyParts(text, body);
  const ends = sectionEnds(headings, body.end);
  parts.push(
    ...headings.map((heading, index) => ({ start: heading.start, end: trimmedEnd(text, heading.end, ends[index] ?? body.end) })),
  );
  parts.push(...fences, ...details(text, body));
  return parts.filter(({ start, end }) => hasLines(text, start, end)).slice(0, MOST);
}

function hasLines(text: string, start: number, end: number): boolean {
  const found = text.indexOf('\n', start);
  return found >= 0 && found < end;
}

function collect(node: Node, parts: Fold[]): void {
  if (parts.length > MOST) return;
  if (node.kind === 'map') for (const pair of node.pairs) add(pair, pair.node, parts);
  if (node.kind === 'list') for (const item of node.items) add(item, item.node, parts);
}

function add({ start, end }: Span, node: Dict | Node, parts: Fold[]): void {
  if (parts.length <= MOST) parts.push({ start, end });
  collect(node, parts);
}

/** Comments on lines that follow each other. */
function comments(text: string, front: Span): readonly Fold[] {
  const folds: Fold[] = [];
  let open: Span | undefined;
  const close = () => {
    if (open) folds.push({ ...open, kind: 'comment' });
    open = undefined;
  };
  for (const line of linesOf(text.slice(front.start, front.end))) {
    if (!/^\s*#/.test(line.text)) close();
    else open = { start: open?.start ?? front.start + line.start, end: front.start + line.end };
  }
  close();
  return folds;
}

/** Blocks that a reader opens: long programs are put there. */
function details(text: string, body: Span): readonly Fold[] {
  const folds: Fold[] = [];
  const open: number[] = [];
  for (const line of linesOf(text.slice(body.start, body.end))) {
    if (/^\s{0,8}<details\b/i.test(line.text) && !/<\/details>/i.test(line.text)) open.push(body.start + line.start);
    else if (/^\s{0,8}<\/details>/i.test(line.text)) {
      const start = open.pop();
      if (start !== undefined) folds.push({ start, end: body.start + line.end });
    }
  }
  return folds;
}
