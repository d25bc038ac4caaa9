import type { AdvisoryDocument, Located, Span } from '../../advisory/document/document.ts';
import { skipBlanks } from './scalars.ts';
import { lineEndOf } from '../words/line-end.ts';
import { frontOf } from './rows.ts';
import { outlineOf } from './outline.ts';
import { slotAfter, slotOf, type Slot } from './slot.ts';
import { textsOf, type Dict, type List, type Node, type Pair, type Scalar } from './tree.ts';

/** Lists whose entries are maps. */
export type ItemPath = 'affected' | 'credits';

/** The cursor stands where a key is, or where one could be written. */
export interface KeyPlace {
  readonly kind: 'key';
  /** '' is the front matter itself. */
  readonly path: '' | ItemPath;
  /** What is replaced, as a slot without quotes. */
  readonly slot: Slot;
  /** The pair whose key it is; undefined where there is no colon yet. */
  readonly pair: Pair | undefined;
  /** The map that it is part of; undefined where that would start here. */
  readonly map: Dict | undefined;
  /** Column of the key, for lines that follow it. */
  readonly column: number;
}

/** The cursor stands in a value, or where one could be written. */
export interface ValuePlace {
  readonly kind: 'value';
  /** Keys from the outermost on, with dots between. */
  readonly path: string;
  readonly slot: Slot;
  /** The text that stands there, if one does. */
  readonly scalar: Scalar | undefined;
  /** The map that holds the key. */
  readonly map: Dict;
  /** Other entries of the same list. */
  readonly others: readonly string[];
}

export type Place = KeyPlace | ValuePlace;

/** A place, and the whole front matter round it. */
export interface Placed {
  readonly place: Place;
  readonly outline: Dict;
  readonly front: Span;
}

/**
 * Where in the front matter an offset is; undefined outside it, in a comment, and where nothing can be written.
 * @param isTyping somebody is about to write there, so room counts, too
 */
export function placeAt(document: AdvisoryDocument, offset: number, isTyping: boolean): Placed | undefined {
  const front = frontOf(document);
  if (!front || offset < front.start || offset > front.end || (document.front && offset === front.end)) return undefined;
  const outline = outlineOf(document.text, front, isTyping ? offset : undefined);
  const place = new Finder(document.text, offset).inMap(outline, '', 0);
  return place && { place, outline, front };
}

class Finder {
  readonly #text: string;
  readonly #offset: number;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  /** @param column where its keys start */
  inMap(map: Dict, path: string, column: number): Place | undefined {
    const word = map.loose.find((one) => this.#isAt(one));
    if (word) return this.#key(path, word, undefined, map, map.flow ? column : this.#columnOf(word.start));
    const pair = map.pairs.findLast((one) => one.start <= this.#offset && this.#offset <= one.end);
    if (pair) return this.#inPair(pair, path, map);
    const room = map.flow ? this.#room(map) : undefined;
    if (!room || (path !== '' && !isItemPath(path))) return undefined;
    return { kind: 'key', path, slot: slotAfter(this.#text, room.start, this.#offset, true), pair: undefined, map, column };
  }

  #inPair(pair: Pair, path: string, map: Dict): Place | undefined {
    if (this.#offset <= pair.key.end) return this.#key(path, pair.key, pair, map, pair.column);
    if (this.#offset <= pair.colon) return undefined;
    const inner = path === '' ? pair.key.value : `${path}.${pair.key.value}`;
    return this.#inNode(pair.node, inner, map, pair);
  }

  #inNode(node: Node, path: string, map: Dict, pair: Pair): Place | undefined {
    switch (node.kind) {
      case 'nothing':
        return this.#inNothing(node, path, map, pair);
      case 'scalar':
        return this.#inScalar(node, path, map, [], pair);
      case 'map':
        return this.#offset < node.start ? undefined : this.inMap(node, path, this.#columnOf(node.start));
      case 'list':
        // A title that begins with a tag looks like a list.
        if (path === 'title')
          return this.#value(path, slotAfter(this.#text, this.#offset, this.#offset, false), undefined, map, []);
        return this.#inList(node, path, map, pair);
    }
  }

  /** Behind the colon of a key that has no value. */
  #inNothing(node: Span, path: string, map: Dict, pair: Pair): Place | undefined {
    if (!this.#isInRoom(node)) return undefined;
    const slot = slotAfter(this.#text, node.start, this.#offset, map.flow);
    if (!LISTS.has(path) || map.flow) return this.#value(path, slot, undefined, map, []);
    const below = { ...slot, lead: this.#firstDash(pair) };
    return isItemPath(path) ? this.#keyIn(path, below, pair.column + 4) : this.#value(path, below, undefined, map, []);
  }

  #inList(list: List, path: string, map: Dict, pair: Pair): Place | undefined {
    const texts = textsOf(list);
    const others = (but?: Scalar) => texts.filter((one) => one !== but).map(({ text }) => text);
    const word = list.loose.find((one) => this.#isAt(one));
    if (word) return this.#looseEntry(word, path, map, others(), pair);
    const item = list.items.findLast((one) => one.start <= this.#offset && this.#offset <= one.end);
    const behindDash = item?.dash === undefined || this.#offset > item.dash;
    if (!item || !behindDash) {
      const room = list.flow ? this.#room(list) : undefined;
      if (!room || isItemPath(path)) return undefined;
      return this.#value(path, slotAfter(this.#text, room.start, this.#offset, true), undefined, map, others());
    }
    const { node } = item;
    if (node.kind === 'map') return this.#offset < node.start ? undefined : this.inMap(node, path, item.column + 2);
    if (node.kind === 'list') return undefined;
    if (node.kind === 'nothing') {
      if (!this.#isInRoom(node)) return undefined;
      const slot = slotAfter(this.#text, node.start, this.#offset, false);
      return isItemPath(path) ? this.#keyIn(path, slot, item.column + 2) : this.#value(path, slot, undefined, map, others());
    }
    // A dash on one line and a word on the next: the word is what is replaced.
    if (isItemPath(path)) {
      const isWord = this.#isAt(node) && !node.manyLines;
      return isWord ? this.#keyIn(path, slotOf(node, this.#offset, list.flow), item.column + 2) : undefined;
    }
    return this.#inScalar(node, path, map, others(node), undefined);
  }

  #inScalar(node: Scalar, path: string, map: Dict, others: readonly string[], pair: Pair | undefined): Place | undefined {
    const isRoom = node.start === node.end;
    if (!this.#isAt(node)) return undefined;
    // A list whose first entry is being written, without its dash.
    if (pair && !map.flow && LISTS.has(path) && this.#lineOf(node.start) > this.#lineOf(pair.start))
      return this.#looseEntry(node, path, map, others, pair);
    if (pair && isRoom) return undefined;
    const slot = slotOf(node, this.#offset, map.flow);
    // A text where a list belongs becomes the list's first entry.
    if (pair && !map.flow && LISTS.has(path) && slot.quote === '' && !node.manyLines) {
      const below = { ...slot, start: pair.colon + 1, lead: this.#firstDash(pair) };
      return isItemPath(path) ? this.#keyIn(path, below, pair.column + 4) : this.#value(path, below, node, map, others);
    }
    const glued = pair !== undefined && node.start === pair.colon + 1;
    return this.#value(path, glued ? { ...slot, lead: ' ' } : slot, node, map, others);
  }

  #looseEntry(word: Scalar, path: string, map: Dict, others: readonly string[], pair: Pair): Place | undefined {
    if (word.manyLines) return undefined;
    const slot = { ...slotOf(word, this.#offset, false), lead: '- ' };
    const column = this.#columnOf(word.start);
    if (isItemPath(path)) return column <= pair.column ? undefined : this.#keyIn(path, slot, column + 2);
    return LISTS.has(path) ? this.#value(path, slot, undefined, map, others) : undefined;
  }

  #keyIn(path: ItemPath, slot: Slot, column: number): KeyPlace {
    return { kind: 'key', path, slot, pair: undefined, map: undefined, column };
  }

  #key(path: string, word: Span, pair: Pair | undefined, map: Dict, column: number): KeyPlace | undefined {
    if (path !== '' && !isItemPath(path)) return undefined;
    const text = this.#text.slice(word.start, word.end);
    const inner = { start: word.start, end: word.end };
    const asScalar: Scalar = { kind: 'scalar', ...inner, text, quote: '', inner, closed: true, manyLines: false };
    return { kind: 'key', path, slot: slotOf(asScalar, this.#offset, map.flow), pair, map, column };
  }

  #value(path: string, slot: Slot, scalar: Scalar | undefined, map: Dict, others: readonly string[]): ValuePlace {
    return { kind: 'value', path, slot, scalar, map, others };
  }

  /** In a text, or in the blanks behind it on its line. */
  #isAt(scalar: Span): boolean {
    if (this.#offset < scalar.start) return false;
    if (this.#offset <= scalar.end) return true;
    return skipBlanks(this.#text, scalar.end, this.#offset) === this.#offset && this.#text[this.#offset] !== '#';
  }

  /** In the blanks behind a colon or a dash, up to a comment. */
  #isInRoom(room: Span): boolean {
    return this.#offset >= room.start && skipBlanks(this.#text, room.start, this.#offset) === this.#offset;
  }

  /** A place in a flow list or map where its next part can be written: behind a comma or the opening bracket. */
  #room(flow: Span): Span | undefined {
    const text = this.#text;
    if (this.#offset <= flow.start || this.#offset > flow.end) return undefined;
    let before = this.#offset - 1;
    while (before > flow.start && (text[before] === ' ' || text[before] === '\t')) before--;
    const behind = skipBlanks(text, this.#offset, text.length);
    const isEnd = behind >= text.length || ',]}\r\n'.includes(text[behind] ?? '');
    if (!isEnd || !',[{\n'.includes(text[before] ?? '')) return undefined;
    return { start: text[before] === ',' ? before + 1 : this.#offset, end: this.#offset };
  }

  /** What starts a list below a key. */
  #firstDash(pair: Pair): string {
    return `${lineEndOf(this.#text)}${' '.repeat(pair.column + 2)}- `;
  }

  #columnOf(offset: number): number {
    return offset - (this.#text.lastIndexOf('\n', offset - 1) + 1);
  }

  #lineOf(offset: number): number {
    return this.#text.lastIndexOf('\n', offset - 1);
  }
}

/** Paths whose value is a list. */
const LISTS: ReadonlySet<string> = new Set(['cwe', 'affected', 'affected.functions', 'credits', 'collaborators']);

function isItemPath(path: string): path is ItemPath {
  return path === 'affected' || path === 'credits';
}

/** The key that a place is at, with its path, for what is said about keys. */
export function keyPath(place: KeyPlace): Located<string> | undefined {
  const { pair, path } = place;
  return pair && { value: path === '' ? pair.key.value : `${path}.${pair.key.value}`, start: pair.key.start, end: pair.key.end };
}
