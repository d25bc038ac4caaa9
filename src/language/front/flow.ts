import { closingQuote, isBreak, plainScalar, quotedAt, skipBlanks, trimmedEnd } from './scalars.ts';
import type { Dict, Item, List, Node, Pair, Scalar } from './tree.ts';

/** Lists in lists beyond this are passed over: no advisory has them. */
const MOST_DEPTH = 6;

/** A list or map in brackets, and where it ends. */
export interface Flow {
  readonly node: List | Dict;
  readonly end: number;
}

/**
 * Reads `[…]` or `{…}`, over several lines if it must be. What nobody closes ends at `limit`.
 * @param at of the opening bracket
 */
export function readFlow(text: string, at: number, limit: number): Flow {
  return new FlowReader(text, limit).read(at, 0);
}

class FlowReader {
  readonly #text: string;
  readonly #limit: number;
  /** The next character to read. */
  #at = 0;

  constructor(text: string, limit: number) {
    this.#text = text;
    this.#limit = limit;
  }

  read(start: number, depth: number): Flow {
    const text = this.#text;
    const isList = text[start] === '[';
    const items: Item[] = [];
    const pairs: Pair[] = [];
    const loose: Scalar[] = [];
    this.#at = start + 1;
    for (;;) {
      this.#skipSpace();
      const sign = text[this.#at];
      if (this.#at >= this.#limit) break;
      if (sign === ']' || sign === '}') {
        this.#at++;
        break;
      }
      if (sign === ',') {
        this.#at++;
        continue;
      }
      const from = this.#at;
      const { node, key } = this.#part(depth);
      if (isList) items.push({ dash: undefined, column: 0, start: from, end: this.#at, node: key ? mapOf(key) : node });
      else if (key) pairs.push(key);
      else if (node.kind === 'scalar') loose.push(node);
    }
    const span = { start, end: this.#at, flow: true, loose };
    return { node: isList ? { kind: 'list', ...span, items } : { kind: 'map', ...span, pairs }, end: this.#at };
  }

  /** One thing between commas: a value, or a key and its value. */
  #part(depth: number): { readonly node: Node; readonly key: Pair | undefined } {
    const text = this.#text;
    const node = this.#value(depth, true);
    const colon = skipBlanks(text, this.#at, this.#limit);
    if (node.kind !== 'scalar' || text[colon] !== ':' || colon >= this.#limit) return { node, key: undefined };
    this.#at = colon + 1;
    const room = this.#at;
    this.#skipSpace();
    const next = text[this.#at] ?? ',';
    const value: Node =
      this.#at >= this.#limit || ',]}'.includes(next)
        ? { kind: 'nothing', start: room, end: this.#at }
        : this.#value(depth, false);
    const key = { value: node.text, start: node.start, end: node.end };
    return { node, key: { start: node.start, end: this.#at, key, colon, column: 0, node: value } };
  }

  #value(depth: number, isKey: boolean): Node {
    const text = this.#text;
    const at = this.#at;
    const sign = text[at];
    if (sign === '[' || sign === '{') {
      if (depth < MOST_DEPTH) return this.read(at, depth + 1).node;
      this.#passOver();
      return plainScalar(text, at, this.#at);
    }
    const line = this.#lineEnd(at);
    if (sign === '"' || sign === "'") {
      const scalar = quotedAt(text, at, closingQuote(text, at, this.#limit) === undefined ? line : this.#limit, line);
      this.#at = Math.max(scalar.end, at + 1);
      return scalar;
    }
    let end = at;
    for (; end < line; end++) {
      const one = text[end] ?? '';
      if (',[]{}'.includes(one)) break;
      if (one === '#' && end > at && isBreak(text, end - 1, line)) break;
      if (one === ':' && isKey && (isBreak(text, end + 1, line) || ',]}'.includes(text[end + 1] ?? ''))) break;
    }
    // Nothing is read only of a bare colon, which is then the end of an empty key.
    this.#at = end;
    return plainScalar(text, at, trimmedEnd(text, at, this.#at));
  }

  #lineEnd(at: number): number {
    const found = this.#text.indexOf('\n', at);
    return found < 0 || found > this.#limit ? this.#limit : found;
  }

  #skipSpace(): void {
    const text = this.#text;
    for (; this.#at < this.#limit; this.#at++) {
      const one = text[this.#at] ?? '';
      if (one === '#' && isBreak(text, this.#at - 1, this.#limit)) this.#at = this.#lineEnd(this.#at) - 1;
      else if (one !== ' ' && one !== '\t' && one !== '\n' && one !== '\r') return;
    }
  }

  /** To behind the bracket that closes the one here; only brackets count. */
  #passOver(): void {
    let open = 0;
    for (; this.#at < this.#limit; this.#at++) {
      const one = this.#text[this.#at];
      if (one === '[' || one === '{') open++;
      else if ((one === ']' || one === '}') && --open === 0) {
        this.#at++;
        return;
      }
    }
  }
}

function mapOf(pair: Pair): Dict {
  return { kind: 'map', start: pair.start, end: pair.end, flow: true, pairs: [pair], loose: [] };
}
