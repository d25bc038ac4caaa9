/** Longer words are never mistyped forms of the short ones that are looked for here. */
const MOST_LENGTH = 40;

/**
 * The word that was probably meant: the nearest by edit distance (a swap of neighbours counts one), where it is near enough
 * for its length and no other is as near. Case does not count.
 * @returns undefined where nothing is near, or where two are equally near
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const sought = word.trim().toLowerCase();
  if (sought === '' || sought.length > MOST_LENGTH) return undefined;
  const most = sought.length <= 3 ? 1 : sought.length <= 6 ? 2 : 3;
  let best: { readonly word: string; readonly distance: number } | undefined;
  let alone = true;
  for (const candidate of words) {
    if (Math.abs(candidate.length - sought.length) > most) continue;
    const distance = editDistance(sought, candidate.toLowerCase());
    if (distance > most || distance > (best?.distance ?? most)) continue;
    alone = distance !== best?.distance || candidate.toLowerCase() === best.word.toLowerCase();
    best = { word: candidate, distance };
  }
  return alone && best && best.distance < sought.length ? best.word : undefined;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}
