import { GONE } from '../../records/scrub/words.ts';
import { withoutCredits } from '../../records/scrub/credits.ts';
import { withoutMailAddresses } from '../../records/scrub/links.ts';
import { folded } from './disguise.ts';
import { Names } from './names.ts';

/** Why a person has to look at a line before it goes public. */
export type Mark =
  /** Five words or more stand in the same order in what only few have read. */
  | 'shared-words'
  /** Something was taken out of it. */
  | 'scrubbed'
  /** It names somebody, or says who found it. */
  | 'name'
  | 'mail-address'
  /**
   * It may lead to something else: a number of an issue or pull request that is neither of the two that belong here, which
   * may be the private fork's; or what a line's `kinds` tell.
   */
  | 'reference';

const RUN = 5;
const WORD = /[\p{L}\p{N}]+/gu;

/** Which runs of five words are in texts. Linear in their length. */
export class WordRuns {
  readonly #runs = new Set<string>();

  constructor(texts: readonly string[] = []) {
    this.add(texts);
  }

  /** @param except runs that do not count in these texts */
  add(texts: readonly string[], except?: WordRuns): void {
    for (const text of texts) {
      const words = folded(text).match(WORD) ?? [];
      for (let at = 0; at + RUN <= words.length; at++) {
        const run = words.slice(at, at + RUN).join(' ');
        if (except?.has(run) !== true) this.#runs.add(run);
      }
    }
  }

  /** @param run five folded words with blanks between them */
  has(run: string): boolean {
    return this.#runs.has(run);
  }

  /**
   * @param known the runs of a text that is public already
   * @returns for each line whether it has a part in such a run; a run may go on over a line end
   */
  sharedIn(lines: readonly string[], known?: WordRuns): readonly boolean[] {
    const words = lines.flatMap((text, line) => (folded(text).match(WORD) ?? []).map((word) => ({ word, line })));
    const shared = lines.map(() => false);
    for (let at = 0; this.#runs.size > 0 && at + RUN <= words.length; at++) {
      const run = words.slice(at, at + RUN);
      const text = run.map(({ word }) => word).join(' ');
      if (this.#runs.has(text) && known?.has(text) !== true) for (const { line } of run) shared[line] = true;
    }
    return shared;
  }
}

/** What marks are made by. */
export interface Marking {
  /** Of what only those on the advisory have read. */
  readonly words: WordRuns;
  readonly people: readonly string[];
  /** Numbers that may stand in the text. */
  readonly numbers: readonly number[];
}

/** The marks of each line of a text. */
export function marksOf(lines: readonly string[], { words, people, numbers }: Marking): readonly (readonly Mark[])[] {
  const shared = words.sharedIn(lines);
  const names = new Names(people.map((one) => ({ kind: 'name' as const, words: one })));
  return lines.map((line, at) => {
    const marks: Mark[] = [];
    if (shared[at] === true) marks.push('shared-words');
    if (line.includes(GONE)) marks.push('scrubbed');
    if (MENTION.test(line) || withoutCredits(line).count > 0 || names.in(folded(line)).length > 0) marks.push('name');
    if (withoutMailAddresses(line).count > 0) marks.push('mail-address');
    const others = [...line.matchAll(REFERENCE)].filter(({ 1: number }) => !numbers.includes(Number(number)));
    if (others.length > 0) marks.push('reference');
    return marks;
  });
}

const MENTION = /(?<![\w.`])@[A-Za-z0-9][A-Za-z0-9-]{0,38}(?![\w`])|^(?:[a-z]+-)+by:/i;
const REFERENCE = /(?<![\w&])(?:gh-|#|(?:pull|issues)\/)([0-9]{1,15})(?![0-9a-z])/gi;
