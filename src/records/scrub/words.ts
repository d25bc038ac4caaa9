import { addTo } from '../../common/groups.ts';

/** What stands where something was taken away. It has no letter, so that nothing can come together around it. */
export const GONE = '[…]';

/** A text after something was taken away, and how often. */
export interface Scrubbed {
  readonly text: string;
  readonly count: number;
}

const ALNUM = /[a-z0-9]/;
const SPACE = /\s/;
const RUN = /[A-Za-z0-9]+/g;

/**
 * Takes whole words out of a text: logins, names, repositories. Letters are compared without case, a backslash before a
 * mark (`jane\_doe`, as Markdown wants it) is passed over, and a word that begins or ends with a letter or digit has none
 * beside it. Each place is compared with the few words that begin alike, so time is linear in the text.
 * @param words what has no letter and no digit is passed over
 */
export function withoutWords(text: string, words: readonly string[]): Scrubbed {
  const byStart = new Map<string, string[]>();
  for (const word of new Set(words.map(small))) {
    const start = /[a-z0-9]+/.exec(word);
    if (start) addTo(byStart, start[0], word);
  }
  if (byStart.size === 0) return { text, count: 0 };
  const low = small(text);
  let out = '';
  let from = 0;
  let count = 0;
  for (const { 0: run, index } of low.matchAll(RUN)) {
    if (index < from) continue;
    const found = longest(low, index, byStart.get(run) ?? [], from);
    if (!found) continue;
    out += text.slice(from, found.start) + GONE;
    from = found.end;
    count++;
  }
  return { text: out + text.slice(from), count };
}

/** The longest of the words that stands at a run of letters and digits; none of it may lie before `from`. */
function longest(low: string, index: number, words: readonly string[], from: number): { start: number; end: number } | undefined {
  let best: { start: number; end: number } | undefined;
  for (const word of words) {
    const lead = /[a-z0-9]/.exec(word)?.index ?? 0;
    const start = index - lead;
    if (start < from || !low.startsWith(word.slice(0, lead), start)) continue;
    const end = matchEnd(low, start, word);
    if (end === undefined || !isApart(low, start, end, word)) continue;
    if (!best || end > best.end) best = { start, end };
  }
  return best;
}

/** Where a word ends that stands at `start`, with backslashes passed over; undefined where another one stands there. */
function matchEnd(low: string, start: number, word: string): number | undefined {
  let at = start;
  for (const unit of word) {
    if (unit !== '\\' && low[at] === '\\' && !ALNUM.test(unit)) at++;
    if (!(unit === ' ' ? SPACE.test(low.charAt(at)) : low.startsWith(unit, at))) return undefined;
    at += unit.length;
    if (unit === ' ') while (SPACE.test(low.charAt(at))) at++;
  }
  return at;
}

/** Latin letters and digits go on with a word; other scripts are written without spaces around it. */
function isApart(low: string, start: number, end: number, word: string): boolean {
  const touches = (inside: string, beside: string) => ALNUM.test(inside) && ALNUM.test(beside);
  return !touches(word.charAt(0), low.charAt(start - 1)) && !touches(word.charAt(word.length - 1), low.charAt(end));
}

/** In small letters, one for one: `toLowerCase` makes some texts longer. */
function small(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
