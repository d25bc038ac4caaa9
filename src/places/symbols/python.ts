import { codeOf, LogicalLines, type LogicalLine } from './python-lines.ts';
import {
  aliasTarget,
  assigned,
  baseNames,
  importsOf,
  isForeignBranch,
  NAME,
  splitTop,
  type PythonImport,
} from './python-syntax.ts';

export type { PythonImport } from './python-syntax.ts';

/** A definition in a Python file. */
export interface PythonSymbol {
  /** Qualified within the file: `TarFile.extractall`; what is nested in a function follows the function's name. */
  readonly name: string;
  readonly kind: 'class' | 'function' | 'variable';
  /** The line of `def`, `class` or the assignment, counted from 1. */
  readonly line: number;
  /** The same, or the line of the first decorator: what `co_firstlineno` and `inspect.getsourcelines` say. */
  readonly firstLine: number;
  readonly endLine: number;
  /** Base classes as dotted names, without arguments and keywords. */
  readonly bases: readonly string[];
  /** The dotted name that a variable is only another name for. */
  readonly target: string | null;
  /** 0 for what usually holds; more inside `except`, `else`, a branch for another platform, for setters and overloads. */
  readonly rank: number;
}

/** What a Python file defines and imports, in the order of the file. A name may be defined several times. */
export interface PythonSymbols {
  readonly definitions: readonly PythonSymbol[];
  readonly imports: readonly PythonImport[];
  /** The definitions by qualified name. */
  readonly byName: ReadonlyMap<string, readonly PythonSymbol[]>;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Something with a body that is open while lines are read. */
interface Scope {
  readonly indent: number;
  readonly kind: 'module' | 'class' | 'function' | 'block';
  /** Qualified name with a dot at its end, or nothing. */
  readonly prefix: string;
  readonly rank: number;
  readonly symbol: Writable<PythonSymbol> | undefined;
  /** For `if` and `try` that ended last in this body: whether a later branch is second choice. */
  chosen: boolean;
  chain: string;
}

/** Deeper bodies than any person writes are read as if they stood at this depth. */
const DEEPEST = 100;
const LONGEST_NAME = 300;
const HEADER = /^(?:async )?(def|class|if|elif|else|try|except|finally|for|while|with|match|case)\b/;
const SIMPLE = /^(?:import|from|type)\b/;

/** Finds the definitions and imports of a Python file. Never throws; linear in the length of the text. */
export function pythonSymbols(text: string): PythonSymbols {
  return new Outline(text).read();
}

class Outline {
  readonly #text: string;
  readonly #definitions: Writable<PythonSymbol>[] = [];
  readonly #imports: PythonImport[] = [];
  readonly #seenAttributes = new Set<string>();
  readonly #module: Scope = { indent: -1, kind: 'module', prefix: '', rank: 0, symbol: undefined, chosen: false, chain: '' };
  readonly #scopes = [this.#module];
  #decorators: { readonly line: number; readonly text: string }[] = [];
  #lastLine = 1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): PythonSymbols {
    const lines = new LogicalLines(this.#text);
    for (let line = lines.next(); line; line = lines.next()) {
      this.#close(line.indent);
      this.#lineOfCode(line);
      this.#lastLine = line.endLine;
    }
    this.#close(-1);
    const byName = new Map<string, PythonSymbol[]>();
    for (const symbol of this.#definitions) {
      const same = byName.get(symbol.name);
      if (same) same.push(symbol);
      else byName.set(symbol.name, [symbol]);
    }
    return { definitions: this.#definitions, imports: this.#imports, byName };
  }

  get #scope(): Scope {
    return this.#scopes.at(-1) ?? this.#module;
  }

  /** Ends the bodies that a line at this indent is no part of. */
  #close(indent: number): void {
    while (this.#scopes.length > 1 && this.#scope.indent >= indent) {
      const { symbol } = this.#scope;
      if (symbol) symbol.endLine = Math.max(symbol.line, this.#lastLine);
      this.#scopes.pop();
    }
  }

  #lineOfCode(line: LogicalLine): void {
    const start = this.#text.slice(line.from, line.from + 16).replace(/\s/g, ' ');
    if (start.startsWith('@')) {
      this.#decorators.push({ line: line.line, text: this.#text.slice(line.from + 1, Math.min(line.to, line.from + 200)) });
      return;
    }
    const keyword = HEADER.exec(start)?.[1];
    const colon = keyword === undefined ? undefined : line.marks.find((mark) => this.#text[mark] === ':');
    const soft = keyword === 'match' || keyword === 'case';
    const body = colon === undefined ? '' : this.#text.slice(colon + 1, colon + 40).trimStart();
    if (keyword !== undefined && colon !== undefined && !(soft && /^[^\s#\\]/.test(body))) {
      this.#header(line, keyword, colon);
      this.#statements(line, colon + 1);
    } else this.#statements(line, line.from);
    this.#decorators = [];
  }

  #header(line: LogicalLine, keyword: string, colon: number): void {
    const outer = this.#scope;
    if (keyword === 'def' || keyword === 'class') {
      const header = codeOf(this.#text, line, line.from, keyword === 'def' ? Math.min(colon, line.from + 1000) : colon);
      const name = NAME.exec(header.slice(header.indexOf(keyword) + keyword.length))?.[0];
      // No person's name is longer; with a bound, the qualified names of hostile text cost no more than its length.
      if (name !== undefined && outer.prefix.length + name.length <= LONGEST_NAME) this.#define(line, keyword, name, header);
      return;
    }
    const rank =
      outer.rank + this.#branchRank(outer, keyword, () => this.#text.slice(line.from, Math.min(colon, line.from + 300)));
    this.#open({ ...outer, indent: line.indent, kind: 'block', rank, symbol: undefined, chosen: false, chain: '' });
  }

  #define(line: LogicalLine, keyword: 'def' | 'class', name: string, header: string): void {
    const { prefix, rank } = this.#scope;
    const second = this.#decorators.some(({ text }) => /(?:\.(?:setter|deleter|register)|overload)\b/.test(text));
    const symbol: Writable<PythonSymbol> = {
      name: prefix + name,
      kind: keyword === 'def' ? 'function' : 'class',
      line: line.line,
      firstLine: this.#decorators[0]?.line ?? line.line,
      endLine: line.endLine,
      bases: keyword === 'class' ? baseNames(header) : [],
      target: null,
      rank: rank + (second ? 1 : 0),
    };
    this.#definitions.push(symbol);
    this.#open({
      indent: line.indent,
      kind: keyword === 'def' ? 'function' : 'class',
      prefix: `${symbol.name}.`,
      rank,
      symbol,
      chosen: false,
      chain: '',
    });
  }

  #open(scope: Scope): void {
    if (this.#scopes.length < DEEPEST) this.#scopes.push(scope);
  }

  /** How much less likely a branch is than the code around it. */
  #branchRank(outer: Scope, keyword: string, header: () => string): number {
    if (keyword === 'except') return 1;
    if (keyword === 'else' && outer.chain === 'if') return outer.chosen ? 1 : 0;
    if (keyword === 'elif' && outer.chosen) return 1;
    if (keyword === 'if' || keyword === 'elif') {
      const foreign = isForeignBranch(header());
      outer.chain = 'if';
      outer.chosen = !foreign;
      return foreign ? 1 : 0;
    }
    if (keyword !== 'else') outer.chain = keyword;
    return 0;
  }

  /** The body that a name assigned here belongs to: blocks have no names of their own. */
  #holder(): Scope['kind'] {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const kind = this.#scopes[at]?.kind;
      if (kind !== undefined && kind !== 'block') return kind;
    }
    return 'module';
  }

  /** Reads the simple statements of a line, which `;` separates. */
  #statements(line: LogicalLine, from: number): void {
    const inFunction = this.#holder() === 'function';
    let start = from;
    let marks: number[] = [];
    for (const mark of [...line.marks, line.to]) {
      if (mark < from) continue;
      if (mark !== line.to && this.#text[mark] !== ';') {
        marks.push(mark);
        continue;
      }
      if (marks.length > 0 || !inFunction) this.#simple(line, start, mark, marks, inFunction);
      start = mark + 1;
      marks = [];
    }
  }

  #simple(line: LogicalLine, from: number, to: number, marks: readonly number[], inFunction: boolean): void {
    const start = this.#text.slice(from, from + 80).trimStart();
    if (inFunction || (marks.length > 0 && !start.startsWith('type '))) this.#assignment(line, from, to, marks, inFunction);
    else if (SIMPLE.test(start)) {
      const code = codeOf(this.#text, line, from, to).trim();
      const { prefix, rank } = this.#scope;
      const alias = /^type ([\w\u0080-\uffff]+)/.exec(code)?.[1];
      if (alias !== undefined) this.#variable(line, alias, null);
      else
        for (const found of importsOf(code)) this.#imports.push({ ...found, scope: prefix.slice(0, -1), rank, line: line.line });
    }
  }

  #assignment(line: LogicalLine, from: number, to: number, marks: readonly number[], inFunction: boolean): void {
    const text = this.#text;
    const colon = marks[0] !== undefined && text[marks[0]] === ':' ? marks[0] : undefined;
    const equals = marks.filter((mark) => text[mark] === '=');
    const ends = colon === undefined ? equals : [colon];
    const last = equals.at(-1);
    const value = last === undefined || inFunction ? '' : codeOf(text, line, last + 1, Math.min(to, last + 1000));
    const values = splitTop(value);
    let start = from;
    for (const end of ends) {
      const names = assigned(codeOf(text, line, start, end));
      names.forEach((name, index) => {
        if (inFunction) this.#attribute(line, name);
        else if (!name.includes('.'))
          this.#variable(line, name, aliasTarget(names.length === values.length ? (values[index] ?? '') : value));
      });
      start = end + 1;
    }
  }

  #variable(line: LogicalLine, name: string, target: string | null): void {
    const { prefix, rank } = this.#scope;
    if (name.length > LONGEST_NAME) return;
    this.#definitions.push(variable(prefix + name, line, target, rank));
  }

  /** `self.name = …` in a method defines an attribute of the class; the first one is taken for its definition. */
  #attribute(line: LogicalLine, name: string): void {
    if (!name.startsWith('self.')) return;
    const attribute = name.slice(5);
    const holder = this.#scopes.findLast((scope) => scope.kind === 'class');
    if (!holder || attribute.includes('.')) return;
    const qualified = holder.prefix + attribute;
    if (this.#seenAttributes.has(qualified)) return;
    this.#seenAttributes.add(qualified);
    this.#definitions.push(variable(qualified, line, null, holder.rank + 2));
  }
}

function variable(name: string, line: LogicalLine, target: string | null, rank: number): PythonSymbol {
  return { name, kind: 'variable', line: line.line, firstLine: line.line, endLine: line.endLine, bases: [], target, rank };
}
