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
  /** A number of an issue or pull request that is neither of the two that belong here: it may be the private fork's. */
  | 'reference';

const RUN = 5;
const WORD = /[\p{L}\p{N}]+/gu;

/** What only those on the advisory have read: which runs of five words are in it. Linear in the length of the texts. */
export class PrivateWords {
  readonly #runs = new Set<string>();

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const words = folded(text).match(WORD) ?? [];
      for (let at = 0; at + RUN <= words.length; at++) this.#runs.add(words.slice(at, at + RUN).join(' '));
    }
  }

  /** @returns for each line whether it has a part in such a run; a run may go on over a line end */
  sharedIn(lines: readonly string[]): readonly boolean[] {
    const words = lines.flatMap((text, line) => (folded(text).match(WORD) ?? []).map((word) => ({ word, line })));
    const shared = lines.map(() => false);
    for (let at = 0; this.#runs.size > 0 && at + RUN <= words.length; at++) {
      const run = words.slice(at, at + RUN);
      if (this.#runs.has(run.map(({ word }) => word).join(' '))) for (const { line } of run) shared[line] = true;
    }
    return shared;
  }
}

/** What marks are made by. */
export interface Marking {
  readonly words: PrivateWords;
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
