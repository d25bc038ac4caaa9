import { isTellingAt, type Pair } from './numbered.ts';
import { lineWeight, Trust } from './trust.ts';

/** A block of common lines is only followed when it weighs this much; see `lineWeight`. */
const LEAST_WEIGHT = 1.5;
/** How often each line may be looked at; see `MOST_PASSES`. */
const MOST_LOOKS = 30;
/** A gap inside a moved block is compared when it is not larger than this. */
const MOST_GAP = 2000;

/**
 * Adds to a mapping that keeps the order the blocks that moved elsewhere in the file. A moved block takes lines away from
 * shorter runs, which were equal by accident.
 * @param fill maps a gap of old lines to a gap of new lines in order; for what was edited inside a moved block
 */
export function addMoved(
  pair: Pair,
  to: Int32Array,
  fill: (aLow: number, aHigh: number, bLow: number, bHigh: number) => void,
): void {
  const moves = new Moves(pair, to);
  if (!moves.hasFree) return;
  moves.followUnique();
  moves.followFree();
  moves.fillGaps(fill);
  moves.close();
}

class Moves {
  readonly #pair: Pair;
  readonly #to: Int32Array;
  readonly #from: Int32Array;
  readonly #trust: Trust;
  readonly #moved: Uint8Array;
  #budget: number;
  /** Whether lines that were not kept have an equal one that is free. */
  readonly hasFree: boolean;

  constructor(pair: Pair, to: Int32Array) {
    this.#pair = pair;
    this.#to = to;
    this.#from = new Int32Array(pair.ids.length).fill(-1);
    for (let at = 0; at < to.length; at++) {
      const there = to[at] ?? -1;
      if (there >= 0) this.#from[there] = at;
    }
    this.#trust = new Trust(pair, to);
    this.#moved = new Uint8Array(to.length);
    this.#budget = MOST_LOOKS * (to.length + pair.ids.length);
    this.hasFree = this.#from.some((at, there) => at < 0 && (pair.ids[there] ?? -1) >= 0);
  }

  /** Lines that stand once in both files, and what is equal around them. */
  followUnique(): void {
    const { old, ids, counts } = this.#pair;
    const where = new Int32Array(counts.length).fill(-1);
    for (let there = 0; there < ids.length; there++) {
      const id = ids[there] ?? -1;
      if (id >= 0 && counts[id] === 1 && old.counts[id] === 1) where[id] = there;
    }
    this.#follow(where, 0.99);
  }

  /** Lines of which one is left over in both files, with more of their context. */
  followFree(): void {
    const { old, ids, counts } = this.#pair;
    const where = new Int32Array(counts.length).fill(-1);
    const inNew = new Uint8Array(counts.length);
    const inOld = new Uint8Array(counts.length);
    for (let at = 0; at < this.#to.length; at++) {
      const id = old.ids[at] ?? 0;
      if ((this.#to[at] ?? -1) < 0) inOld[id] = Math.min(2, (inOld[id] ?? 0) + 1);
    }
    for (let there = 0; there < ids.length; there++) {
      const id = ids[there] ?? -1;
      if (id < 0 || (this.#from[there] ?? -1) >= 0) continue;
      inNew[id] = Math.min(2, (inNew[id] ?? 0) + 1);
      where[id] = inNew[id] === 1 && inOld[id] === 1 ? there : -1;
    }
    this.#follow(where, LEAST_WEIGHT);
  }

  #follow(where: Int32Array, least: number): void {
    const { old } = this.#pair;
    for (let at = 0; at < this.#to.length && this.#budget > 0; at++) {
      const id = old.ids[at] ?? 0;
      const there = where[id] ?? -1;
      if (there < 0 || (this.#to[at] ?? -1) >= 0 || (this.#from[there] ?? -1) >= 0) continue;
      if (isTellingAt(old, at)) this.#move(at, there, least);
    }
  }

  /** Maps the equal lines around a pair as far as no heavier run stands in the way. */
  #move(at: number, there: number, least: number): void {
    const { old, ids } = this.#pair;
    let first = at;
    let last = at;
    let weight = lineWeight(this.#pair, at);
    while (first > 0 && old.ids[first - 1] === ids[there - (at - first) - 1]) weight += lineWeight(this.#pair, --first);
    while (last + 1 < old.ids.length && old.ids[last + 1] === ids[there + (last - at) + 1])
      weight += lineWeight(this.#pair, ++last);
    this.#budget -= last - first + 1;
    if (weight < least) return;
    for (let x = at; x >= first && this.#take(x, there + x - at, weight); x--);
    for (let x = at + 1; x <= last && this.#take(x, there + x - at, weight); x++);
  }

  #take(at: number, there: number, weight: number): boolean {
    const now = this.#to[at] ?? -1;
    const holder = this.#from[there] ?? -1;
    if (now === there) return true;
    if (now >= 0 && this.#weightOf(at) >= weight) return false;
    if (holder >= 0 && this.#weightOf(holder) >= weight) return false;
    if (now >= 0) this.#from[now] = -1;
    if (holder >= 0) this.#to[holder] = -1;
    this.#to[at] = there;
    this.#from[there] = at;
    this.#moved[at] = 1;
    return true;
  }

  #weightOf(at: number): number {
    const { first, last, weight } = this.#trust.run(at);
    this.#budget -= last - first + 1;
    return this.#budget > 0 ? weight : Infinity;
  }

  /** Between two lines of a moved block that was edited, the lines that are free on both sides are compared in order. */
  fillGaps(fill: (aLow: number, aHigh: number, bLow: number, bHigh: number) => void): void {
    let before = -1;
    for (let at = 0; at < this.#to.length; at++) {
      const there = this.#to[at] ?? -1;
      if (there < 0) continue;
      const low = before < 0 ? -1 : (this.#to[before] ?? -1);
      const touched = this.#moved[at] === 1 || (before >= 0 && this.#moved[before] === 1);
      const small = at - before <= MOST_GAP && there - low <= MOST_GAP;
      if (touched && at - before > 1 && low >= 0 && there - low > 1 && small && this.#isFree(low + 1, there)) {
        fill(before + 1, at, low + 1, there);
      }
      before = at;
    }
  }

  /** Lines that lost theirs to a moved block may be free beside their own block again. */
  close(): void {
    if (!this.#moved.includes(1)) return;
    const [to, from, old, ids] = [this.#to, this.#from, this.#pair.old.ids, this.#pair.ids];
    to.forEach((there, at) => {
      if (there >= 0) from[there] = at;
    });
    const join = (at: number, there: number) => {
      if ((to[at] ?? 0) >= 0 || (from[there] ?? 0) >= 0 || old[at] !== ids[there]) return;
      to[at] = there;
      from[there] = at;
    };
    for (let at = 1; at < to.length; at++) if ((to[at - 1] ?? -1) >= 0) join(at, (to[at - 1] ?? 0) + 1);
    for (let at = to.length - 2; at >= 0; at--) if ((to[at + 1] ?? -1) > 0) join(at, (to[at + 1] ?? 0) - 1);
  }

  #isFree(low: number, high: number): boolean {
    this.#budget -= high - low;
    if (this.#budget < 0) return false;
    for (let there = low; there < high; there++) if ((this.#from[there] ?? -1) >= 0) return false;
    return true;
  }
}
