import { isTellingAt, type Pair } from './numbered.ts';

/** How far around a place it is looked for lines that stand once in both files. */
const NEAR = 12;

/**
 * Where a stretch of lines stands now, if that is plain without comparing the whole files: it stands unchanged among
 * unchanged lines, some of which stand once in both files. Most places are found by this.
 * @param first, last count from 0
 * @returns the new first line; undefined where it is not plain
 */
export function plainly(pair: Pair, first: number, last: number): number | undefined {
  const anchor = anchorNear(pair, first, last);
  if (anchor < 0) return undefined;
  const { ids: old } = pair.old;
  const { ids } = pair;
  const shift = ids.indexOf(old[anchor] ?? -1) - anchor;
  const isEqual = (at: number) => at >= 0 && at < old.length && old[at] === ids[at + shift];
  for (let at = first; at <= last; at++) if (!isEqual(at)) return undefined;
  let inside = false;
  for (let at = first; at <= last && !inside; at++) inside = isUnique(pair, at);
  const above = hasUnique(pair, first, -1, isEqual);
  const below = hasUnique(pair, last, 1, isEqual);
  // One such line alone may have been written anew; a common line must be held from both sides.
  return (inside && (above || below)) || (above && below) ? first + shift : undefined;
}

function anchorNear(pair: Pair, first: number, last: number): number {
  for (let at = first; at <= last; at++) if (isUnique(pair, at)) return at;
  for (let far = 1; far <= NEAR; far++) if (isUnique(pair, first - far)) return first - far;
  return -1;
}

function hasUnique(pair: Pair, from: number, step: 1 | -1, isEqual: (at: number) => boolean): boolean {
  for (let far = 1; far <= NEAR && isEqual(from + step * far); far++) if (isUnique(pair, from + step * far)) return true;
  return false;
}

function isUnique(pair: Pair, at: number): boolean {
  const id = pair.old.ids[at];
  return id !== undefined && pair.old.counts[id] === 1 && pair.counts[id] === 1 && isTellingAt(pair.old, at);
}
