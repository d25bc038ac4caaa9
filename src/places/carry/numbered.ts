import type { Text } from './text.ts';

/** A file whose distinct lines are numbered, so that lines are compared as numbers. Made once for each old file. */
export class Numbered {
  readonly text: Text;
  /** The number of each line's content. */
  readonly ids: Int32Array;
  /** How often each content stands in the file. */
  readonly counts: Int32Array;
  /** By number: 0 not looked at yet, 1 says little, 2 says something. Filled on demand. */
  readonly telling: Uint8Array;
  /** Numbers plus 1 by hash, with open addressing; 0 is free. */
  readonly #slots: Int32Array;
  /** The first line of each number. */
  readonly #firsts: Int32Array;

  constructor(text: Text) {
    const { length } = text;
    let size = 16;
    while (size < 2 * length) size *= 2;
    this.text = text;
    this.#slots = new Int32Array(size);
    this.#firsts = new Int32Array(length);
    this.ids = new Int32Array(length);
    const counts = new Int32Array(length);
    let distinct = 0;
    for (let at = 0; at < length; at++) {
      const slot = this.#slot(text.hashes, at);
      let id = (this.#slots[slot] ?? 0) - 1;
      if (id < 0) {
        id = distinct++;
        this.#slots[slot] = id + 1;
        this.#firsts[id] = at;
      }
      this.ids[at] = id;
      counts[id] = (counts[id] ?? 0) + 1;
    }
    this.counts = counts.slice(0, distinct);
    this.telling = new Uint8Array(distinct);
  }

  get lines(): readonly string[] {
    return this.text.lines;
  }

  /** The number of a line of another file by its hashes, -1 if this file has no such line. */
  numberOf(hashes: Int32Array, at: number): number {
    return (this.#slots[this.#slot(hashes, at)] ?? 0) - 1;
  }

  /** Where the number of a line stands or would stand. */
  #slot(hashes: Int32Array, at: number): number {
    const first = hashes[2 * at] ?? 0;
    const second = hashes[2 * at + 1] ?? 0;
    const own = this.text.hashes;
    const mask = this.#slots.length - 1;
    let slot = (first ^ (first >>> 15) ^ second) & mask;
    for (;;) {
      const id = (this.#slots[slot] ?? 0) - 1;
      if (id < 0) return slot;
      const line = 2 * (this.#firsts[id] ?? 0);
      if (own[line] === first && own[line + 1] === second) return slot;
      slot = (slot + 1) & mask;
    }
  }
}

/** An old and a new file; in `ids` -1 is a line that the old file does not have. */
export class Pair {
  readonly old: Numbered;
  readonly text: Text;
  readonly ids: Int32Array;
  readonly counts: Int32Array;

  /** Numbers the lines of a new file by those of the old one. */
  constructor(old: Numbered, text: Text) {
    const { length, hashes } = text;
    this.old = old;
    this.text = text;
    this.ids = new Int32Array(length);
    this.counts = new Int32Array(old.counts.length);
    for (let at = 0; at < length; at++) {
      const id = old.numberOf(hashes, at);
      this.ids[at] = id;
      if (id >= 0) this.counts[id] = (this.counts[id] ?? 0) + 1;
    }
  }

  get lines(): readonly string[] {
    return this.text.lines;
  }
}

const SAYS_LITTLE =
  /^\W*(?:\w|else|try|pass|break|return|finally|do|continue|default|end|endif|then|fi|done|if|0x\d|None|NULL)?\W*$/;

/** Whether a line is more than a brace, a lone keyword or nothing. */
export function isTelling(line: string): boolean {
  return line.length > 200 || !SAYS_LITTLE.test(line);
}

/** The same of a line of an old file, remembered. */
export function isTellingAt(old: Numbered, at: number): boolean {
  const id = old.ids[at] ?? 0;
  const known = old.telling[id] ?? 0;
  if (known !== 0) return known === 2;
  const telling = isTelling(old.lines[at] ?? '');
  old.telling[id] = telling ? 2 : 1;
  return telling;
}
