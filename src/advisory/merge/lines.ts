import { longestIncrease } from '../../common/longest-increase.ts';

/** Stretches whose lines can be compared each with each: 200 lines on both sides. */
const SMALL = 40_000;
/** Each level looks for new anchors between those of the level above; a text that needs more was made to need more. */
const MOST_LEVELS = 12;

interface Stretch {
  readonly aLow: number;
  readonly aHigh: number;
  readonly bLow: number;
  readonly bHigh: number;
}

/**
 * Which lines of `a` stay in `b`, in order: equal starts and ends, then lines that both have once (B. Cohen's patience
 * difference), then, in stretches that are small, the longest common subsequence. The work is bounded: a large stretch
 * without a line of its own counts as changed whole.
 * Carrying places has a diff of its own (places/carry/lines.ts): it follows what moved and gives up at many edits in a gap.
 * @param a lines as numbers, equal numbers for equal lines
 * @returns for each line of `a` its place in `b`, or -1
 */
export function stayingLines(a: Int32Array, b: Int32Array): Int32Array {
  const found = new Int32Array(a.length).fill(-1);
  let level: readonly Stretch[] = [{ aLow: 0, aHigh: a.length, bLow: 0, bHigh: b.length }];
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth++) {
    const next: Stretch[] = [];
    for (const stretch of level) {
      const rest = trimmed(a, b, stretch, found);
      if (rest) for (const gap of between(a, b, rest, found)) next.push(gap);
    }
    level = next;
  }
  return found;
}

/** Notes the equal start and end of a stretch. @returns what is left between them, if both sides have something left */
function trimmed(a: Int32Array, b: Int32Array, { aLow, aHigh, bLow, bHigh }: Stretch, found: Int32Array): Stretch | undefined {
  while (aLow < aHigh && bLow < bHigh && a[aLow] === b[bLow]) found[aLow++] = bLow++;
  while (aLow < aHigh && bLow < bHigh && a[aHigh - 1] === b[bHigh - 1]) found[--aHigh] = --bHigh;
  return aLow < aHigh && bLow < bHigh ? { aLow, aHigh, bLow, bHigh } : undefined;
}

/** The stretches between the anchors of a stretch; none where there is nothing more to be found. */
function between(a: Int32Array, b: Int32Array, stretch: Stretch, found: Int32Array): readonly Stretch[] {
  const anchors = rising(lonely(a, b, stretch));
  if (anchors.length === 0) {
    compareEach(a, b, stretch, found);
    return [];
  }
  const gaps: Stretch[] = [];
  let [aLow, bLow] = [stretch.aLow, stretch.bLow];
  for (const [aAt, bAt] of anchors) {
    found[aAt] = bAt;
    gaps.push({ aLow, aHigh: aAt, bLow, bHigh: bAt });
    [aLow, bLow] = [aAt + 1, bAt + 1];
  }
  gaps.push({ aLow, aHigh: stretch.aHigh, bLow, bHigh: stretch.bHigh });
  return gaps.filter((gap) => gap.aLow < gap.aHigh && gap.bLow < gap.bHigh);
}

/** Pairs of places of the lines that both sides have exactly once, in the order of `a`. */
function lonely(a: Int32Array, b: Int32Array, { aLow, aHigh, bLow, bHigh }: Stretch): readonly (readonly [number, number])[] {
  const times = (lines: Int32Array, low: number, high: number): Map<number, number> => {
    const at = new Map<number, number>();
    for (let index = low; index < high; index++) {
      const line = lines[index] ?? 0;
      at.set(line, at.has(line) ? -1 : index);
    }
    return at;
  };
  const others = times(b, bLow, bHigh);
  const pairs: (readonly [number, number])[] = [];
  for (const [line, aAt] of times(a, aLow, aHigh)) {
    const bAt = others.get(line) ?? -1;
    if (aAt >= 0 && bAt >= 0) pairs.push([aAt, bAt]);
  }
  return pairs.sort(([x], [y]) => x - y);
}

/** The longest part of the pairs whose second numbers rise, too (patience sorting). */
function rising(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  return longestIncrease(pairs.map(([, value]) => value)).flatMap((at) => {
    const pair = pairs[at];
    return pair ? [pair] : [];
  });
}

/** The longest common subsequence by a table of all pairs; left alone where that would be too many. */
function compareEach(a: Int32Array, b: Int32Array, { aLow, aHigh, bLow, bHigh }: Stretch, found: Int32Array): void {
  const [n, m] = [aHigh - aLow, bHigh - bLow];
  if (n * m > SMALL) return;
  const width = m + 1;
  const length = new Uint16Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const [down, right] = [length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0];
      const both = a[aLow + i] === b[bLow + j] ? (length[(i + 1) * width + j + 1] ?? 0) + 1 : 0;
      length[i * width + j] = Math.max(down, right, both);
    }
  }
  for (let i = 0, j = 0; i < n && j < m;) {
    const here = length[i * width + j] ?? 0;
    if (a[aLow + i] === b[bLow + j] && here === (length[(i + 1) * width + j + 1] ?? 0) + 1) found[aLow + i++] = bLow + j++;
    else if (here === length[(i + 1) * width + j]) i++;
    else j++;
  }
}
