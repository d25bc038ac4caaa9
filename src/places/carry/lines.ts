import { longestIncrease } from '../../common/longest-increase.ts';
import { addMoved } from './moves.ts';
import { leastEdit } from './myers.ts';
import { Pair } from './numbered.ts';
import { slideBlocks } from './slide.ts';
import { Text } from './text.ts';

/** How often all lines may be looked at again in ever smaller gaps; a hostile file gets a coarser answer, not a slow one. */
const MOST_PASSES = 40;

/**
 * Which line of the new file each line of the old file has become; both count from 0, -1 is a line that was not kept.
 * Blocks that moved are followed. Kept lines are equal, and no two have become the same line. Near-linear time.
 */
export function mapLines(old: readonly string[], fresh: readonly string[]): Int32Array {
  return mapPair(new Pair(Text.ofLines(old).numbered, Text.ofLines(fresh)));
}

/** The same for files that are numbered already. */
export function mapPair(pair: Pair): Int32Array {
  const differ = new Differ(pair);
  differ.gap(0, pair.old.ids.length, 0, pair.ids.length);
  slideBlocks(pair, differ.to);
  addMoved(pair, differ.to, (aLow, aHigh, bLow, bHigh) => differ.gap(aLow, aHigh, bLow, bHigh));
  return differ.to;
}

/**
 * A patience diff (B. Cohen): lines that stand once in both stretches hold, the gaps between them are treated alike. A
 * gap without such lines gets its least edit if that is small, else its unique pairs of lines hold.
 * Merging texts has a diff of its own (advisory/merge/lines.ts): it keeps their order and compares small stretches fully.
 */
class Differ {
  readonly to: Int32Array;
  readonly #a: Int32Array;
  readonly #b: Int32Array;
  readonly #inA: Int32Array;
  readonly #inB: Int32Array;
  readonly #where: Int32Array;
  #budget: number;
  #gaps: number[] = [];

  constructor(pair: Pair) {
    this.#a = pair.old.ids;
    this.#b = pair.ids;
    this.to = new Int32Array(this.#a.length).fill(-1);
    this.#inA = new Int32Array(pair.counts.length);
    this.#inB = new Int32Array(pair.counts.length);
    this.#where = new Int32Array(pair.counts.length);
    this.#budget = MOST_PASSES * (this.#a.length + this.#b.length) + 10_000;
  }

  /** Maps the lines from aLow to before aHigh to those from bLow to before bHigh, in order. */
  gap(aLow: number, aHigh: number, bLow: number, bHigh: number): void {
    this.#gaps.push(aLow, aHigh, bLow, bHigh);
    while (this.#gaps.length > 0 && this.#budget > 0) {
      const [b1, b0, a1, a0] = [this.#gaps.pop(), this.#gaps.pop(), this.#gaps.pop(), this.#gaps.pop()];
      this.#solve(a0 ?? 0, a1 ?? 0, b0 ?? 0, b1 ?? 0);
    }
    this.#gaps = [];
  }

  #solve(aLow: number, aHigh: number, bLow: number, bHigh: number): void {
    const [a, b, to] = [this.#a, this.#b, this.to];
    while (aLow < aHigh && bLow < bHigh && a[aLow] === b[bLow]) to[aLow++] = bLow++;
    while (aLow < aHigh && bLow < bHigh && a[aHigh - 1] === b[bHigh - 1]) to[--aHigh] = --bHigh;
    if (aLow === aHigh || bLow === bHigh) return;
    this.#budget -= aHigh - aLow + (bHigh - bLow);
    const unique = this.#uniqueLines(aLow, aHigh, bLow, bHigh);
    if (unique.common === 0) return;
    if (unique.aAt.length > 0) {
      this.#hold(unique.aAt, unique.bAt, aLow, aHigh, bLow, bHigh);
    } else if (
      !leastEdit(a, aLow, aHigh, b, bLow, bHigh, (aAt, bAt) => {
        to[aAt] = bAt;
      })
    ) {
      const pairs = this.#uniquePairs(aLow, aHigh, bLow, bHigh);
      if (pairs.aAt.length > 0) this.#hold(pairs.aAt, pairs.bAt, aLow, aHigh, bLow, bHigh);
    }
  }

  /** Maps the longest part of the anchors that stands in the same order in both, and puts the gaps between on the stack. */
  #hold(aAt: readonly number[], bAt: readonly number[], aLow: number, aHigh: number, bLow: number, bHigh: number): void {
    let a0 = aLow;
    let b0 = bLow;
    for (const at of longestIncrease(bAt)) {
      const a1 = aAt[at] ?? 0;
      const b1 = bAt[at] ?? 0;
      if (a1 > a0 && b1 > b0) this.#gaps.push(a0, a1, b0, b1);
      this.to[a1] = b1;
      a0 = a1 + 1;
      b0 = b1 + 1;
    }
    if (aHigh > a0 && bHigh > b0) this.#gaps.push(a0, aHigh, b0, bHigh);
  }

  #uniqueLines(aLow: number, aHigh: number, bLow: number, bHigh: number): Anchors & { readonly common: number } {
    const [a, b, inA, inB, where] = [this.#a, this.#b, this.#inA, this.#inB, this.#where];
    const aAt: number[] = [];
    const bAt: number[] = [];
    let common = 0;
    for (let at = aLow; at < aHigh; at++) inA[a[at] ?? 0] = (inA[a[at] ?? 0] ?? 0) + 1;
    for (let at = bLow; at < bHigh; at++) {
      const id = b[at] ?? -1;
      if (id < 0 || inA[id] === 0) continue;
      inB[id] = (inB[id] ?? 0) + 1;
      where[id] = at;
      common++;
    }
    for (let at = aLow; at < aHigh && common > 0; at++) {
      const id = a[at] ?? 0;
      if (inA[id] !== 1 || inB[id] !== 1) continue;
      aAt.push(at);
      bAt.push(where[id] ?? 0);
    }
    for (let at = aLow; at < aHigh; at++) inA[a[at] ?? 0] = inB[a[at] ?? 0] = 0;
    return { aAt, bAt, common };
  }

  #uniquePairs(aLow: number, aHigh: number, bLow: number, bHigh: number): Anchors {
    const size = this.#inA.length;
    const seen = (ids: Int32Array, low: number, high: number): Map<number, number> => {
      const places = new Map<number, number>();
      for (let at = low; at + 1 < high; at++) {
        const [first = -1, second = -1] = [ids[at], ids[at + 1]];
        if (first < 0 || second < 0) continue;
        const key = first * size + second;
        places.set(key, places.has(key) ? -1 : at);
      }
      return places;
    };
    const inB = seen(this.#b, bLow, bHigh);
    const aAt: number[] = [];
    const bAt: number[] = [];
    for (const [key, at] of seen(this.#a, aLow, aHigh)) {
      const other = inB.get(key) ?? -1;
      if (at < 0 || other < 0) continue;
      aAt.push(at);
      bAt.push(other);
    }
    // A key that came twice keeps the place of its first coming in the map's order, not where it stands: sort.
    const order = aAt.map((_, at) => at).sort((x, y) => (aAt[x] ?? 0) - (aAt[y] ?? 0));
    return { aAt: order.map((at) => aAt[at] ?? 0), bAt: order.map((at) => bAt[at] ?? 0) };
  }
}

interface Anchors {
  readonly aAt: readonly number[];
  readonly bAt: readonly number[];
}
