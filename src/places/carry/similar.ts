/** More of a line is not compared. */
const MOST_CHARACTERS = 400;

/** The pairs of characters of a line without its white space, and how often each stands there. */
export type Grams = ReadonlyMap<number, number>;

/** Takes a line apart for `similarity`. */
export function grams(line: string): Grams {
  const text = line.slice(0, MOST_CHARACTERS).replace(/\s+/g, '');
  const found = new Map<number, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const gram = text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1);
    found.set(gram, (found.get(gram) ?? 0) + 1);
  }
  return found;
}

/** How alike two lines are, 0 to 1: the share of pairs of characters that both have (Dice). White space does not count. */
export function similarity(a: Grams, b: Grams): number {
  let common = 0;
  let total = 0;
  for (const count of b.values()) total += count;
  for (const [gram, count] of a) {
    total += count;
    common += Math.min(count, b.get(gram) ?? 0);
  }
  return total === 0 ? 0 : (2 * common) / total;
}
