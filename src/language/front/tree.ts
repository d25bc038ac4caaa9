import type { Located, Span } from '../../advisory/document/document.ts';

/**
 * The front matter as its lines show it, whether or not it is YAML yet. The reader of the document gives values; this
 * tree tells where things stand while somebody types, and it is there for every text.
 */
export type Node = Scalar | List | Dict | Nothing;

/** How a text is written: plain, between quotes, or as a block behind `|` or `>`. */
export type Quote = '' | '"' | "'" | '|';

export interface Scalar extends Span {
  readonly kind: 'scalar';
  /** What it says; of a text on several lines only how it is written. */
  readonly text: string;
  readonly quote: Quote;
  /** Between the quotes. */
  readonly inner: Span;
  /** Whether the quote at its end is there. */
  readonly closed: boolean;
  readonly manyLines: boolean;
}

interface Collection extends Span {
  /** `[a, b]` or `{a: b}` rather than an entry a line. */
  readonly flow: boolean;
  /** Words that lack what would make an entry of them: the dash, or the colon. */
  readonly loose: readonly Scalar[];
}

interface Entry extends Span {
  /** Of the dash or the key, in characters from the start of its line. */
  readonly column: number;
  readonly node: Node;
}

export interface List extends Collection {
  readonly kind: 'list';
  readonly items: readonly Item[];
}

export interface Item extends Entry {
  /** Offset of the dash; undefined in a flow list. */
  readonly dash: number | undefined;
}

export interface Dict extends Collection {
  readonly kind: 'map';
  readonly pairs: readonly Pair[];
}

/** From the key to the end of the last line that belongs to it, without the line end. */
export interface Pair extends Entry {
  readonly key: Located<string>;
  readonly colon: number;
}

/** The empty room behind a colon or a dash. */
export interface Nothing extends Span {
  readonly kind: 'nothing';
}

/** The pair of a key; the first where it stands twice. */
export function pairOf(map: Dict | undefined, key: string): Pair | undefined {
  return map?.pairs.find((pair) => pair.key.value === key);
}

/** The text of a key that has one. */
export function textOf(map: Dict | undefined, key: string): string | undefined {
  const node = pairOf(map, key)?.node;
  return node?.kind === 'scalar' && node.text !== '' ? node.text : undefined;
}

/** The entries of a list of texts; a single text counts as one. */
export function textsOf(node: Node | undefined): readonly Scalar[] {
  if (node?.kind === 'scalar') return [node];
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) => (item.node.kind === 'scalar' ? [item.node] : []));
}

/** The entries of a list of maps. */
export function mapsOf(node: Node | undefined): readonly Dict[] {
  if (node?.kind === 'map') return [node];
  return node?.kind === 'list' ? node.items.flatMap((item) => (item.node.kind === 'map' ? [item.node] : [])) : [];
}
