import { addTo } from '../../common/groups.ts';
import { folded } from './disguise.ts';

/** What names look like in a text. */
export interface Needle<K> {
  readonly kind: K;
  readonly words: string;
  /** The marks between its parts count, too: a branch `fix-1` is not the words `fix 1`. */
  readonly exact?: boolean;
}

interface Known<K> extends Needle<K> {
  readonly parts: readonly string[];
  readonly literal: string;
  /** How many characters stand before its first part. */
  readonly lead: number;
}

const PART = /[\p{L}\p{N}]+/gu;

/**
 * Looks for names, logins and the like as whole words: without regard to case, accents, and, for what is not exact, to
 * the marks and line ends between their parts; `JaneDoe` is `jane-doe`, too. Time is linear in the text.
 */
export class Names<K> {
  readonly #byStart = new Map<string, Known<K>[]>();

  constructor(needles: readonly Needle<K>[]) {
    const seen = new Set<string>();
    for (const needle of needles) {
      const literal = folded(needle.words.trim());
      const parts = literal.match(PART) ?? [];
      const glued = parts.join('');
      if (glued.length < 2 || seen.has(literal)) continue;
      seen.add(literal);
      const lead = literal.indexOf(parts[0] ?? '');
      addTo(this.#byStart, parts[0] ?? '', { ...needle, parts, literal, lead });
      if (parts.length > 1 && glued.length > 5 && needle.exact !== true)
        addTo(this.#byStart, glued, { ...needle, parts: [glued], literal, lead });
    }
  }

  /**
   * @param text a folded text
   * @returns offset and kind of each that is found, and which of the names it is
   */
  in(text: string): readonly { readonly at: number; readonly kind: K; readonly words: string }[] {
    if (this.#byStart.size === 0) return [];
    const tokens = [...text.matchAll(PART)].map(({ 0: word, index }) => ({ word, index }));
    const found: { at: number; kind: K; words: string }[] = [];
    for (const [at, { word, index }] of tokens.entries()) {
      for (const known of this.#byStart.get(word) ?? []) {
        if (!known.parts.every((part, offset) => tokens[at + offset]?.word === part)) continue;
        if (known.exact === true && !text.startsWith(known.literal, index - known.lead)) continue;
        found.push({ at: index, kind: known.kind, words: known.literal });
      }
    }
    return found;
  }
}
