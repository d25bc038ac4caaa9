import { bodied, declared, emptyHeader, type Header, type Word } from './c-header.ts';
import { directiveEnd, endOf, isWord } from './c-text.ts';

/** What stands at the top level of a C file: everything up to a `;` or the closing `}` that ends it. */
export interface CItem {
  readonly kind: 'function' | 'struct' | 'enum' | 'typedef' | 'variable' | 'macro';
  readonly name: string;
  /** Line of the name, counted from 1, and of the end: the closing brace, the semicolon, the last line of a macro. */
  readonly line: number;
  readonly endLine: number;
  /** Offsets of the text from the first word of the declaration to its end. */
  readonly from: number;
  readonly to: number;
  /** Offset of the opening brace of a body or an initialiser. */
  readonly body: number | null;
}

/** A word with round brackets at the top level that opened no body: a prototype, or a macro that may make definitions. */
export interface CInvocation {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  /** Offsets of what stands between the brackets. */
  readonly from: number;
  readonly to: number;
}

export interface CScan {
  readonly items: readonly CItem[];
  readonly invocations: readonly CInvocation[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A state to go back to at `#else`, so that the braces of only one branch count. */
interface Branch {
  readonly depth: number;
  readonly round: number;
  readonly words: number;
  readonly groups: number;
  readonly equals: boolean;
}

const LONGEST_NAME = 200;

/**
 * Finds the items at the top level of a C file in one pass. Of `#if … #else` only one branch counts for brackets, and a
 * closing brace in the first column ends whatever is open: with that, text that no grammar of C accepts before the
 * preprocessor has run can still be told apart. Linear, never throws.
 */
export function scanC(text: string): CScan {
  return new Scanner(text).read();
}

class Scanner {
  readonly #text: string;
  readonly #items: CItem[] = [];
  readonly #invocations: CInvocation[] = [];
  /** Items whose bodies are open; several where the branches of an `#if` have a header each. */
  #open: Writable<CItem>[] = [];
  #branches: Branch[] = [];
  #header: Header = emptyHeader();
  /** The name that may follow the body of a struct: `struct {…} name;`. */
  #afterBody: CItem | undefined;
  #depth = 0;
  #round = 0;
  #line = 1;
  #at = 0;
  /** The line break that was found last. */
  #break = -1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): CScan {
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code === 10) this.#line++;
      else if (code === 34 || code === 39) this.#string(code);
      else if (code === 47) this.#slash();
      else if (code === 35) this.#directive();
      else if (code === 123) this.#brace();
      else if (code === 125) this.#closingBrace();
      else if (this.#depth === 0) this.#outside(code);
    }
    this.#closeAll();
    this.#endHeader(undefined);
    return { items: this.#items, invocations: this.#invocations };
  }

  #outside(code: number): void {
    if (isWord(code)) this.#word();
    else if (code === 40) this.#roundOpen();
    else if (code === 41) this.#roundClose();
    else if (this.#round > 0) return;
    else if (code === 59) this.#semicolon();
    else if (code === 61) this.#header.equals = true;
    else if (code === 44) this.#comma();
  }

  #word(): void {
    const text = this.#text;
    const start = this.#at;
    let end = start + 1;
    while (end < text.length && isWord(text.charCodeAt(end))) end++;
    this.#at = end - 1;
    const header = this.#header;
    if (header.equals || end - start > LONGEST_NAME) return;
    const word = { text: text.slice(start, end), at: start, line: this.#line };
    if (this.#round > 0) {
      const group = header.groups.at(-1);
      if (group) group.inner ??= word;
      return;
    }
    if (header.words.length === 0) header.from = start;
    header.words.push(word);
  }

  #roundOpen(): void {
    this.#round++;
    const header = this.#header;
    if (this.#round > 1 || header.equals) return;
    const last = header.words.at(-1);
    const between = last ? this.#text.slice(last.at + last.text.length, Math.min(this.#at, last.at + last.text.length + 80)) : '';
    const word = last && /^\s*$/.test(between) ? last : undefined;
    const from = this.#at + 1;
    header.groups.push({ word, inner: undefined, pointer: this.#text[from] === '*', from, to: from, endLine: this.#line });
  }

  #roundClose(): void {
    this.#round = Math.max(0, this.#round - 1);
    const group = this.#header.groups.at(-1);
    if (this.#round > 0 || !group || group.to > group.from) return;
    group.to = this.#at;
    group.endLine = this.#line;
  }

  /** Begins a new declaration; of the old one, what had no part in `name` may be macros. */
  #endHeader(name: Word | undefined): void {
    for (const { word, from, to, endLine } of this.#header.groups) {
      if (word && word !== name) this.#invocations.push({ name: word.text, line: word.line, endLine, from, to });
    }
    this.#header = emptyHeader();
  }

  #comma(): void {
    const { words, groups, equals, commas } = this.#header;
    const last = words.at(-1);
    // Braces and brackets of a value are not told apart here, so that only plain lists of names count.
    if (last && groups.length === 0 && !equals && words.length > 1) commas.push(last);
  }

  #semicolon(): void {
    const header = this.#header;
    const body = this.#afterBody;
    this.#afterBody = undefined;
    const last = header.words.at(-1);
    if (!body) for (const { kind, word } of declared(header)) this.#add(kind, word, header.from, null);
    else if (last && last.text !== body.name) this.#add('typedef', last, body.from, body.body);
    this.#endHeader(undefined);
  }

  #brace(): void {
    if (this.#depth > 0 || this.#round > 0) {
      // An opening brace in the first column begins a body: what was open before was never closed.
      if (this.#depth === 0 && this.#atLineStart() && this.#header.groups.length > 0) this.#round = 0;
      else {
        this.#depth++;
        return;
      }
    }
    const header = this.#header;
    const [first] = header.words;
    const isLinkage = first?.text === 'extern' && header.words.length === 1 && header.groups.length === 0;
    if (isLinkage || first?.text === 'namespace') {
      this.#endHeader(undefined);
      return;
    }
    this.#depth = 1;
    this.#afterBody = undefined;
    const found = bodied(header);
    if (found) {
      const { kind, word } = found;
      const { from } = header;
      this.#open.push({ kind, name: word.text, line: word.line, endLine: word.line, from, to: this.#at, body: this.#at });
    }
    this.#endHeader(found?.word);
  }

  #closingBrace(): void {
    if (this.#depth === 0) {
      this.#endHeader(undefined);
      return;
    }
    // In the first column it ends the body, whatever the branches of the preprocessor have left open.
    this.#depth = this.#atLineStart() ? 0 : this.#depth - 1;
    if (this.#depth > 0) return;
    this.#round = 0;
    this.#closeAll();
  }

  #closeAll(): void {
    for (const item of this.#open) {
      item.endLine = this.#line;
      item.to = Math.min(this.#at + 1, this.#text.length);
      if (item.name !== '') this.#items.push(item);
      if (item.kind !== 'function') this.#afterBody = item;
    }
    this.#open = [];
  }

  #add(kind: CItem['kind'], word: Word, from: number, body: number | null): void {
    this.#items.push({ kind, name: word.text, line: word.line, endLine: this.#line, from, to: this.#at + 1, body });
  }

  #atLineStart(): boolean {
    return this.#at === 0 || this.#text.charCodeAt(this.#at - 1) === 10;
  }

  #string(quote: number): void {
    const text = this.#text;
    for (let at = this.#at + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 92) {
        at++;
        if (text.charCodeAt(at) === 13) at++;
        if (text.charCodeAt(at) === 10) this.#line++;
      } else if (code === quote) {
        this.#at = at;
        return;
      } else if (code === 10 || Number.isNaN(code)) {
        this.#at = at - 1;
        return;
      }
    }
  }

  #slash(): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (next === 47) this.#at = endOf(this.#text, '\n', this.#at) - 1;
    else if (next === 42) this.#skipTo(Math.min(endOf(this.#text, '*/', this.#at + 2) + 1, this.#text.length - 1));
  }

  /** Goes on to an offset, counting the lines on the way. */
  #skipTo(end: number): void {
    while (this.#break <= end) {
      // The next line break is looked for once only: the text may have none for long.
      if (this.#break >= this.#at) this.#line++;
      this.#break = endOf(this.#text, '\n', Math.max(this.#break + 1, this.#at));
    }
    this.#at = end;
  }

  #directive(): void {
    const text = this.#text;
    const start = this.#at;
    const line = this.#line;
    // A `#` in the middle of a line is an operator of a macro that is no longer told apart.
    if (!/(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 100), start))) return;
    this.#skipTo(directiveEnd(text, start) - 1);
    const words = /^#[ \t]*(\w+)[ \t]*([A-Za-z_]\w*|0[ \t]*(?=\r?\n|\/\*|$))?/.exec(text.slice(start, start + 300));
    const name = words?.[2] ?? '';
    switch (words?.[1] ?? '') {
      case 'define':
        if (name !== '' && this.#depth === 0)
          this.#items.push({ kind: 'macro', name, line, endLine: this.#line, from: start, to: this.#at + 1, body: null });
        break;
      case 'if':
        if (name.startsWith('0')) this.#skipDead();
        else this.#branch();
        break;
      case 'ifdef':
      case 'ifndef':
        this.#branch();
        break;
      case 'else':
      case 'elif':
        this.#otherBranch();
        break;
      case 'endif':
        this.#branches.pop();
        break;
    }
  }

  #branch(): void {
    const { words, groups, equals } = this.#header;
    this.#branches.push({ depth: this.#depth, round: this.#round, words: words.length, groups: groups.length, equals });
  }

  #otherBranch(): void {
    const before = this.#branches.at(-1);
    if (!before) return;
    if (before.depth > 0 && this.#depth === 0) {
      // The branch has ended what was open before it; the other branch goes on at the top level too.
      return;
    }
    this.#depth = before.depth;
    this.#round = before.round;
    const header = this.#header;
    header.words.length = Math.min(header.words.length, before.words);
    header.groups.length = Math.min(header.groups.length, before.groups);
    header.equals = before.equals && header.equals;
  }

  /** Passes over what `#if 0` leaves out, up to its `#else` or `#endif`. */
  #skipDead(): void {
    const directive = /^[ \t]*#[ \t]*(if|ifdef|ifndef|else|elif|endif)\b/gm;
    directive.lastIndex = this.#at + 1;
    let nested = 0;
    for (let found = directive.exec(this.#text); found; found = directive.exec(this.#text)) {
      const word = found[1] ?? '';
      if (word.startsWith('if')) nested++;
      else if (nested === 0) {
        this.#skipTo(directiveEnd(this.#text, found.index) - 1);
        if (word !== 'endif') this.#branch();
        return;
      } else if (word === 'endif') nested--;
    }
    this.#skipTo(this.#text.length - 1);
  }
}
