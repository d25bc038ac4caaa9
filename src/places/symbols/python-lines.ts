/** A logical line of Python: everything up to the line break that ends a statement, with brackets and strings in between. */
export interface LogicalLine {
  /** Column of the first character, tabs counted up to multiples of eight as Python does. */
  readonly indent: number;
  /** First and last physical line, counted from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Offsets of the text without indent and line break. */
  readonly from: number;
  readonly to: number;
  /** Offsets of `:`, `;` and plain `=` outside all brackets. */
  readonly marks: readonly number[];
  /** Pairs of offsets: strings, comments and escaped line breaks, which are no code. */
  readonly holes: readonly number[];
}

const TAB = 9;
const NEWLINE = 10;
const FORM_FEED = 12;
const RETURN = 13;
const SPACE = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const BACKSLASH = 92;
const EQUALS = 61;

/** What makes an `=` part of another operator when it stands before it: `= ! < > : + - * / % & | ^ @`. */
const BEFORE_EQUALS = new Set(Array.from('=!<>:+-*/%&|^@', (sign) => sign.charCodeAt(0)));

/**
 * Cuts Python into logical lines. One pass, so that hostile text costs no more than its length; text that is no Python
 * comes out as lines too: an unclosed string ends with its line, and a definition ends an unclosed bracket.
 */
export class LogicalLines {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next logical line that holds code. */
  next(): LogicalLine | undefined {
    const text = this.#text;
    for (;;) {
      const indent = this.#indent();
      const first = text.charCodeAt(this.#at);
      if (Number.isNaN(first)) return undefined;
      if (first === HASH) this.#at = this.#lineEnd(this.#at);
      else if (first !== NEWLINE) return this.#statement(indent);
      if (this.#at >= text.length) return undefined;
      this.#at++;
      this.#line++;
    }
  }

  #indent(): number {
    let column = 0;
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === SPACE) column++;
      else if (code === TAB) column += 8 - (column % 8);
      else if (code === FORM_FEED) column = 0;
      else if (code !== RETURN && code !== 0xfeff) return column;
    }
  }

  #statement(indent: number): LogicalLine {
    const text = this.#text;
    const from = this.#at;
    const line = this.#line;
    const marks: number[] = [];
    const holes: number[] = [];
    let depth = 0;
    let at = from;
    scan: for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      switch (code) {
        case NEWLINE:
          if (depth === 0 || startsDefinition(text, at + 1)) break scan;
          this.#line++;
          break;
        case BACKSLASH: {
          const end = text.charCodeAt(at + 1) === RETURN ? at + 2 : at + 1;
          if (text.charCodeAt(end) !== NEWLINE) break;
          holes.push(at, end + 1);
          this.#line++;
          at = end;
          break;
        }
        case HASH: {
          const end = this.#lineEnd(at);
          holes.push(at, end);
          at = end - 1;
          break;
        }
        case SINGLE:
        case DOUBLE: {
          const end = this.#stringEnd(at, code);
          holes.push(at, end);
          at = end - 1;
          break;
        }
        case 40: // (
        case 91: // [
        case 123: // {
          depth++;
          break;
        case 41: // )
        case 93: // ]
        case 125: // }
          if (depth > 0) depth--;
          break;
        case 58: // :
        case 59: // ;
          if (depth === 0) marks.push(at);
          break;
        case EQUALS:
          if (text.charCodeAt(at + 1) === EQUALS) at++;
          else if (depth === 0 && !BEFORE_EQUALS.has(text.charCodeAt(at - 1))) marks.push(at);
          break;
      }
    }
    this.#at = at;
    return { indent, line, endLine: this.#line, from, to: at, marks, holes };
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }

  /** Where the string that begins at a quote ends; counts the lines it goes over. */
  #stringEnd(start: number, quote: number): number {
    const text = this.#text;
    const long = text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote;
    let at = long ? start + 3 : start + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) {
        at++;
        if (text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === NEWLINE) at++;
        if (text.charCodeAt(at) === NEWLINE) this.#line++;
      } else if (code === NEWLINE) {
        if (!long) return at;
        this.#line++;
      } else if (code === quote) {
        if (!long) return at + 1;
        if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return at + 3;
      }
    }
    return text.length;
  }
}

/** `def` and `class` never stand inside brackets: where a line begins with one, the bracket before it was never closed. */
const DEFINITION = /[ \t]*(?:def|class|async[ \t]+def)[ \t]+[\w\u0080-\uffff]+[ \t]*[(:[]/y;

function startsDefinition(text: string, at: number): boolean {
  DEFINITION.lastIndex = at;
  return DEFINITION.test(text);
}

/** The code between two offsets of a logical line: strings as `''`, no comments, no line breaks. */
export function codeOf(text: string, line: LogicalLine, from: number, to: number): string {
  const { holes } = line;
  let at = from;
  let code = '';
  for (let hole = firstHole(holes, from); hole < holes.length; hole += 2) {
    const start = holes[hole] ?? to;
    const end = holes[hole + 1] ?? to;
    if (start >= to) break;
    const first = text.charCodeAt(start);
    code += text.slice(at, start) + (first === HASH || first === BACKSLASH ? ' ' : "''");
    at = end;
  }
  return (code + text.slice(at, to)).replace(/[\s\0]+/g, ' ');
}

/** Index of the first pair of holes that does not end before `from`. */
function firstHole(holes: readonly number[], from: number): number {
  let low = 0;
  let high = holes.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((holes[2 * middle + 1] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}
