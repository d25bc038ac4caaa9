import type { RangeFault } from './failure.ts';
import type { Comparator, Operator } from './sets.ts';
import { operatorOf, tokensOf, type Token } from './tokens.ts';
import { isExact, type VersionScheme } from './versions.ts';

/** Something that is not as it should be, and whether there is still no doubt about what is meant. */
export interface Fault {
  readonly what: RangeFault;
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly certain: boolean;
}

/** What a text was read as: comparators in groups (`||` begins a new one), and what is wrong with it in the order of the text. */
export interface Reading {
  readonly groups: readonly (readonly Comparator[])[];
  readonly faults: readonly Fault[];
}

/** Reads the text of a range as tolerantly as can be without guessing. It is used once. */
export class RangeReader {
  readonly #tokens: readonly Token[];
  readonly #groups: Comparator[][] = [[]];
  readonly #faults: Fault[] = [];
  /** The operator that waits for its version. */
  #operator: Token | undefined;
  /** The separator (comma, dash, `or` …) behind the last comparator. */
  #separator: Token | undefined;
  /** The version without an operator that was just read. */
  #bare: Token | undefined;

  constructor(text: string, scheme: VersionScheme) {
    this.#tokens = tokensOf(text, scheme);
  }

  read(): Reading {
    for (const token of this.#tokens) {
      if (token.kind === 'operator') this.#readOperator(token);
      else if (token.kind === 'version') this.#readVersion(token);
      else if (token.kind === 'word') this.#readWord(token);
      else this.#readSeparator(token);
    }
    this.#endBare();
    if (this.#operator) this.#fault('version', this.#operator, 'A version is missing behind this operator.');
    if (this.#separator) this.#fault('separator', this.#separator, 'Nothing stands behind this.');
    return { groups: this.#groups, faults: this.#faults.toSorted((a, b) => a.start - b.start) };
  }

  get #group(): Comparator[] {
    return this.#groups.at(-1) ?? [];
  }

  #fault(what: RangeFault, { start, end }: Token, words: string, certain = false): void {
    this.#faults.push({ what, start, end, words, certain });
  }

  #readOperator(token: Token): void {
    const operator = operatorOf(token.text);
    this.#endBare();
    if (this.#operator) this.#fault('version', this.#operator, 'A version is missing behind this operator.');
    if (this.#separator?.kind === 'dash') this.#fault('separator', this.#separator, 'A version is wanted on both sides of this.');
    else if (this.#group.length > 0 && !this.#separator)
      this.#fault('separator', token, 'A comma is wanted between two bounds.', true);
    if (operator === undefined) this.#fault('operator', token, 'GitHub knows =, <, <=, > and >= only.');
    else if (operator !== token.text) this.#fault('operator', token, `GitHub writes this as ${operator}.`, true);
    this.#operator = token;
    this.#separator = undefined;
  }

  #readVersion(token: Token): void {
    if (token.version !== token.text) this.#fault('version', token, 'A version begins with a digit.', true);
    if (this.#operator) {
      this.#add(operatorOf(this.#operator.text) ?? '=', token, this.#operator.start);
      this.#operator = undefined;
    } else if (this.#separator?.kind === 'dash' && this.#bare) this.#endDash(this.#separator, this.#bare, token);
    else this.#startBare(token);
    this.#separator = undefined;
  }

  #add(operator: Operator, { version, end, text }: Token, start: number): void {
    this.#group.push({ operator, version, start, end, versionStart: end - text.length });
  }

  /** A version without an operator; what follows tells what it is. */
  #startBare(token: Token): void {
    const missing = this.#group.length > 0 && !this.#separator;
    this.#endBare();
    if (missing) this.#fault('separator', token, 'A comma is wanted between two bounds.', true);
    this.#add('=', token, token.start);
    this.#bare = token;
  }

  #endBare(): void {
    const bare = this.#bare;
    this.#bare = undefined;
    if (bare) this.#fault('operator', bare, 'An operator is wanted before a version.', isExact(bare.version));
  }

  /** `3.8.0 - 3.12.1` holds both ends; the end of `3.8 - 3.12` may be all of 3.12, or its first release. */
  #endDash(dash: Token, from: Token, to: Token): void {
    this.#bare = undefined;
    this.#group.pop();
    this.#add('>=', from, from.start);
    this.#add('<=', to, to.start);
    this.#fault('separator', dash, 'A range is written with two bounds: >= and <=.', isExact(to.version));
  }

  #readSeparator(token: Token): void {
    if (this.#operator) this.#fault('version', this.#operator, 'A version is missing behind this operator.');
    this.#operator = undefined;
    if (token.kind !== 'dash') this.#endBare();
    if (this.#group.length === 0 || this.#separator || (token.kind === 'dash' && !this.#bare))
      this.#fault('separator', token, 'A bound is missing beside this.');
    else if (token.kind === 'and' || token.text === ';')
      this.#fault('separator', token, 'A comma stands between two bounds.', true);
    if (token.kind === 'or' && this.#group.length > 0) this.#groups.push([]);
    this.#separator = token;
  }

  #readWord(token: Token): void {
    const [what, words] = /^v?\d/i.test(token.text)
      ? (['version', 'This is not a version.'] as const)
      : (['prose', 'Words are not understood here: write operators and versions, such as >= 1.0, < 1.5.'] as const);
    this.#fault(what, token, words);
    this.#operator = undefined;
    this.#separator = undefined;
  }
}
