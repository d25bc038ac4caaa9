import type { Span } from '../../advisory/document/document.ts';
import { readFlow } from './flow.ts';
import { rowsOf, type Row } from './rows.ts';
import { isBreak, keyAt, plainEnd, plainScalar, quotedAt, skipBlanks, type KeyAt } from './scalars.ts';
import type { Dict, Item, List, Node, Nothing, Pair, Scalar } from './tree.ts';

/** Lists in maps in lists beyond this are passed over: no advisory has them. */
const MOST_DEPTH = 8;
const BLOCK = /^[|>][0-9+-]{0,2}[ \t]*(?:#|$)/;

/**
 * The front matter by its lines, without YAML's strictness: by indentation, dashes and colons. Every text has one;
 * linear in its length.
 * @param front where the front matter stands in the text
 * @param cursor its line counts even when nothing stands on it, as a word that is still empty
 */
export function outlineOf(text: string, front: Span, cursor?: number): Dict {
  return new OutlineReader(text, rowsOf(text, front, cursor)).read(front);
}

class OutlineReader {
  readonly #text: string;
  readonly #rows: readonly Row[];
  /** The next row to read. */
  #next = 0;

  constructor(text: string, rows: readonly Row[]) {
    this.#text = text;
    this.#rows = rows;
  }

  read(front: Span): Dict {
    return { ...this.#map(-1, undefined, 0), ...{ start: front.start, end: front.end } };
  }

  /**
   * Pairs on the rows that stand farther right than `owner`.
   * @param first where the first of them starts, behind a dash
   */
  #map(owner: number, first: { readonly at: number; readonly column: number } | undefined, depth: number): Dict {
    const pairs: Pair[] = [];
    const loose: Scalar[] = [];
    const start = first?.at ?? this.#rows[this.#next]?.at ?? 0;
    let from = first;
    for (let row = this.#rows[this.#next]; row && (from || row.column > owner); row = this.#rows[this.#next]) {
      const at = from?.at ?? row.at;
      const key = keyAt(this.#text, at, row.end);
      if (key) pairs.push(this.#pair(row, key, from?.column ?? row.column, depth));
      else {
        loose.push(plainScalar(this.#text, at, plainEnd(this.#text, at, row.end)));
        this.#next++;
      }
      from = undefined;
    }
    return { kind: 'map', flow: false, start, end: this.#lastEnd(start), pairs, loose };
  }

  #pair(row: Row, key: KeyAt, column: number, depth: number): Pair {
    const at = skipBlanks(this.#text, key.colon + 1, row.end);
    const isEmpty = at >= row.end || (this.#text[at] === '#' && at > key.colon + 1);
    this.#next++;
    const node = isEmpty ? this.#below(key.colon + 1, at, column, true, depth) : this.#inline(row, at, column);
    const located = { value: key.text, start: key.start, end: key.end };
    return { start: key.start, end: this.#lastEnd(row.end), key: located, colon: key.colon, column, node };
  }

  /** What stands below a key or a dash that has nothing behind it. @param isKey a list may stand straight below a key */
  #below(start: number, end: number, column: number, isKey: boolean, depth: number): Node {
    const nothing: Nothing = { kind: 'nothing', start, end };
    const row = this.#rows[this.#next];
    if (!row || row.column < column || depth >= MOST_DEPTH) return nothing;
    const dash = this.#isDash(row);
    if (row.column === column) return isKey && dash ? this.#list(column, depth + 1) : nothing;
    const later = this.#rows[this.#next + 1];
    if (dash || (later && !keyAt(this.#text, row.at, row.end) && this.#isDash(later) && later.column >= column))
      return this.#list(column, depth + 1);
    if (keyAt(this.#text, row.at, row.end) || this.#hasKeyBelow(later, column)) return this.#map(column, undefined, depth + 1);
    this.#next++;
    return this.#inline(row, row.at, column);
  }

  #list(owner: number, depth: number): List {
    const items: Item[] = [];
    const loose: Scalar[] = [];
    const start = this.#rows[this.#next]?.at ?? 0;
    const straightBelow = this.#rows[this.#next]?.column === owner;
    for (let row = this.#rows[this.#next]; row; row = this.#rows[this.#next]) {
      const dash = this.#isDash(row);
      if (row.column <= owner && !(dash && straightBelow && row.column === owner)) break;
      if (dash) items.push(this.#item(row, depth));
      else {
        loose.push(plainScalar(this.#text, row.at, plainEnd(this.#text, row.at, row.end)));
        this.#next++;
      }
    }
    return { kind: 'list', flow: false, start, end: this.#lastEnd(start), items, loose };
  }

  #item(row: Row, depth: number): Item {
    const text = this.#text;
    const at = skipBlanks(text, row.at + 1, row.end);
    const column = row.column + at - row.at;
    let node: Node;
    if (at >= row.end || text[at] === '#') {
      this.#next++;
      node = this.#below(row.at + 1, at, row.column, false, depth);
    } else if (keyAt(text, at, row.end) || (isWord(text, at) && this.#hasKeyBelow(this.#rows[this.#next + 1], row.column))) {
      node = depth < MOST_DEPTH ? this.#map(row.column, { at, column }, depth + 1) : this.#opaque(row, at);
    } else {
      this.#next++;
      node = this.#inline(row, at, row.column);
    }
    return { dash: row.at, column: row.column, start: row.at, end: this.#lastEnd(row.end), node };
  }

  #opaque(row: Row, at: number): Scalar {
    this.#next++;
    return plainScalar(this.#text, at, plainEnd(this.#text, at, row.end));
  }

  /** A value that starts on a row, which is read already; rows farther right belong to it. */
  #inline(row: Row, at: number, owner: number): Node {
    const text = this.#text;
    const first = this.#next;
    while (this.#next < this.#rows.length && this.#belongs(this.#rows[this.#next], owner, text[at] ?? '')) this.#next++;
    const end = this.#next > first ? (this.#rows[this.#next - 1]?.end ?? row.end) : row.end;
    const sign = text[at];
    if (sign === '[' || sign === '{') return readFlow(text, at, end).node;
    if (sign === '"' || sign === "'") return quotedAt(text, at, end, row.end);
    if (BLOCK.test(text.slice(at, Math.min(row.end, at + 80)))) {
      const inner = { start: Math.min(row.end + 1, end), end };
      return { kind: 'scalar', start: at, end, text: text.slice(at, end), quote: '|', inner, closed: true, manyLines: true };
    }
    const only = plainScalar(text, at, plainEnd(text, at, row.end));
    return this.#next > first && end > only.end ? { ...plainScalar(text, at, end), manyLines: true } : only;
  }

  /** A closing bracket may stand below the key. A row that is only the cursor's belongs to no text. */
  #belongs(row: Row | undefined, owner: number, sign: string): boolean {
    if (!row) return false;
    if (row.column > owner) return true;
    const first = this.#text[row.at] ?? '';
    return (sign === '[' || sign === '{') && (first === ']' || first === '}') && row.column === owner;
  }

  #isDash(row: Row): boolean {
    return this.#text[row.at] === '-' && row.at < row.end && isBreak(this.#text, row.at + 1, row.end);
  }

  #hasKeyBelow(row: Row | undefined, column: number): boolean {
    return row !== undefined && row.column > column && keyAt(this.#text, row.at, row.end) !== undefined;
  }

  /** The end of what was read last. */
  #lastEnd(least: number): number {
    return Math.max(least, this.#rows[this.#next - 1]?.end ?? least);
  }
}

/** Whether a plain word starts there, and no text in quotes or brackets. */
function isWord(text: string, at: number): boolean {
  return !'"\'[{|>&*!'.includes(text[at] ?? '"');
}
