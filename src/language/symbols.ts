import type { AdvisoryDocument, Span } from '../advisory/document/document.ts';
import { oneLine } from '../advisory/title.ts';
import { bodyParts, sectionEnds, type Heading } from './body/headings.ts';
import { outlineOf } from './front/outline.ts';
import { frontOf } from './front/rows.ts';
import { textOf, type Dict, type Item, type Node, type Pair } from './front/tree.ts';

/** A part of a document for the outline. */
export interface DocumentSymbol extends Span {
  readonly name: string;
  readonly detail?: string;
  readonly kind: 'field' | 'item' | 'section';
  /** What is selected when somebody goes to it; inside the span. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly children: readonly DocumentSymbol[];
}

const MOST_WORDS = 100;
/** An outline of more entries helps nobody. */
const MOST = 5_000;

/** The fields with the entries of their lists, then the sections of the description under their headings. */
export function symbols(document: AdvisoryDocument): readonly DocumentSymbol[] {
  const front = frontOf(document);
  const fields = front ? outlineOf(document.text, front).pairs.slice(0, MOST).map(field) : [];
  const body = (document.front ?? !front) ? document.body : { start: front.end, end: document.body.end };
  const { headings } = bodyParts(document.text, body);
  return [...fields, ...sections(headings.slice(0, MOST), body.end)];
}

function field({ start, end, key, node }: Pair): DocumentSymbol {
  const detail = detailOf(node);
  return {
    name: shown(key.value) || '(no name)',
    ...(detail === '' ? {} : { detail }),
    kind: 'field',
    start,
    end,
    nameStart: key.start,
    nameEnd: key.end,
    children: childrenOf(node),
  };
}

function childrenOf(node: Node): readonly DocumentSymbol[] {
  if (node.kind === 'map') return node.pairs.slice(0, MOST).map(field);
  return node.kind === 'list' ? node.items.slice(0, MOST).flatMap(item) : [];
}

function item({ start, end, node }: Item): readonly DocumentSymbol[] {
  if (node.kind === 'nothing') return [];
  const { name, detail } = node.kind === 'map' ? itemWords(node) : { name: node.kind === 'scalar' ? node.text : '…', detail: '' };
  return [
    {
      name: shown(name) || '…',
      ...(detail === '' ? {} : { detail: shown(detail) }),
      kind: 'item',
      start,
      end: Math.max(end, node.end),
      nameStart: node.start,
      nameEnd: nameEnd(node),
      children: childrenOf(node),
    },
  ];
}

/** Whom or what an entry is about, then what it says of it. */
function itemWords(map: Dict): { readonly name: string; readonly detail: string } {
  const login = textOf(map, 'login');
  if (login !== undefined) return { name: login, detail: [textOf(map, 'type'), textOf(map, 'state')].filter(Boolean).join(', ') };
  const first = map.pairs[0];
  const name =
    textOf(map, 'package') ?? (first ? `${first.key.value}: ${first.node.kind === 'scalar' ? first.node.text : '…'}` : '');
  return { name, detail: textOf(map, 'range') ?? '' };
}

/** A map's first pair, so that not the whole entry is selected. */
function nameEnd(node: Node): number {
  if (node.kind !== 'map') return node.end;
  const first = node.pairs[0];
  return first ? Math.max(first.key.end, first.node.kind === 'scalar' ? first.node.end : first.key.end) : node.end;
}

function detailOf(node: Node): string {
  if (node.kind === 'scalar') return shown(node.text);
  return node.kind === 'list' ? String(node.items.length) : '';
}

function shown(text: string): string {
  const line = oneLine(text.slice(0, 4 * MOST_WORDS));
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

/** Headings with those of a deeper level below them; a section goes to the next heading of its level. */
function sections(headings: readonly Heading[], end: number): readonly DocumentSymbol[] {
  const ends = sectionEnds(headings, end);
  const open: { readonly level: number; readonly children: DocumentSymbol[] }[] = [{ level: 0, children: [] }];
  for (const [index, heading] of headings.entries()) {
    while (open.length > 1 && (open.at(-1)?.level ?? 0) >= heading.level) open.pop();
    const children: DocumentSymbol[] = [];
    const isNamed = heading.name.end > heading.name.start;
    open
      .at(-1)
      ?.children.push({
        name: shown(heading.title) || '(no words)',
        kind: 'section',
        start: heading.start,
        end: ends[index] ?? end,
        nameStart: isNamed ? heading.name.start : heading.start,
        nameEnd: isNamed ? heading.name.end : heading.end,
        children,
      });
    open.push({ level: heading.level, children });
  }
  return open[0]?.children ?? [];
}
