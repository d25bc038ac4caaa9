import { isUtf8 } from 'node:buffer';
import { Numbered } from './numbered.ts';

/** As git does: a file with a NUL among its first bytes is no text. */
const SNIFFED_BYTES = 8000;

/**
 * A text file. Its lines are without their ends, so that a change of line ends is none, and a BOM belongs to no line.
 * Lines are compared by hashes of 64 bits that are taken from the bytes: most files are never decoded.
 */
export class Text {
  readonly #content: Buffer;
  /** Two numbers for each line. */
  readonly hashes: Int32Array;
  /** Where each line begins in the bytes. */
  readonly #starts: Int32Array;
  #lines: readonly string[] | undefined;
  #numbered: Numbered | undefined;

  private constructor(content: Buffer) {
    this.#content = content.subarray(0, 3).equals(BOM) ? content.subarray(3) : content;
    ({ hashes: this.hashes, starts: this.#starts } = hashLines(this.#content));
  }

  /** @returns undefined for a file that is no text */
  static of(content: Buffer): Text | undefined {
    return content.subarray(0, SNIFFED_BYTES).includes(0) ? undefined : new Text(content);
  }

  /** @param lines no line end stands in them */
  static ofLines(lines: readonly string[]): Text {
    return new Text(Buffer.from(lines.map((line) => `${line}\n`).join('')));
  }

  /** How many lines there are. */
  get length(): number {
    return this.hashes.length / 2;
  }

  get bytes(): number {
    return this.#content.length;
  }

  /** How far a line (from 0) is indented, in characters; -1 for a blank one or none. */
  indent(at: number): number {
    const start = this.#starts[at];
    if (start === undefined) return -1;
    let end = start;
    while (this.#content[end] === SPACE || this.#content[end] === TAB) end++;
    const next = this.#content[end];
    return next === undefined || next === LINE_FEED || next === CARRIAGE_RETURN ? -1 : end - start;
  }

  get lines(): readonly string[] {
    this.#lines ??= decode(this.#content);
    return this.#lines;
  }

  /** The lines numbered, to be compared with other files. */
  get numbered(): Numbered {
    this.#numbered ??= new Numbered(this);
    return this.#numbered;
  }
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** The lines of a file; undefined for one that is no text. */
export function textLines(content: Buffer): readonly string[] | undefined {
  return Text.of(content)?.lines;
}

function decode(content: Buffer): readonly string[] {
  // Old sources are in Latin-1; as UTF-8 they could not be read.
  let text = content.toString(isUtf8(content) ? 'utf8' : 'latin1');
  if (text === '') return [];
  if (text.includes('\r\n')) text = text.replaceAll('\r\n', '\n');
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;

/** Two multiplicative hashes side by side, four bytes at a time. */
function hashLines(content: Buffer): { readonly hashes: Int32Array; readonly starts: Int32Array } {
  const bytes = new Uint8Array(content.buffer, content.byteOffset, content.length);
  const words = new DataView(content.buffer, content.byteOffset, content.length);
  let hashes = new Int32Array(Math.max(64, bytes.length >> 3));
  let starts = new Int32Array(hashes.length >> 1);
  let used = 0;
  for (let at = 0; at < bytes.length; at++) {
    const found = bytes.indexOf(LINE_FEED, at);
    const end = found < 0 ? bytes.length : found;
    const stop = found > at && bytes[found - 1] === CARRIAGE_RETURN ? found - 1 : end;
    const start = at;
    let first = 0x811c9dc5 | 0;
    let second = stop - at;
    for (; at + 4 <= stop; at += 4) {
      const word = words.getInt32(at, true);
      first = Math.imul(first ^ word, 0x01000193);
      first ^= first >>> 15;
      second = (Math.imul(second, 0x2c1b3c6d) + word) | 0;
    }
    for (; at < stop; at++) {
      const byte = words.getUint8(at);
      first = Math.imul(first ^ byte, 0x01000193);
      second = (Math.imul(second, 31) + byte) | 0;
    }
    if (used + 2 > hashes.length) {
      hashes = grown(hashes);
      starts = grown(starts);
    }
    starts[used >> 1] = start;
    hashes[used] = first;
    hashes[used + 1] = second;
    used += 2;
    at = end;
  }
  return { hashes: hashes.slice(0, used), starts: starts.slice(0, used >> 1) };
}

function grown(hashes: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(hashes.length * 2);
  larger.set(hashes);
  return larger;
}
