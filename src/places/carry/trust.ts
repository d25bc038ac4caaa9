import { isTellingAt, type Pair } from './numbered.ts';

/** How much a kept line says by itself that it is the same place: 0 for a brace, 1 for a line that stands once in both files. */
export function lineWeight(pair: Pair, at: number): number {
  const id = pair.old.ids[at] ?? -1;
  if (id < 0 || !isTellingAt(pair.old, at)) return 0;
  return Math.max(0.2, 2 / ((pair.old.counts[id] ?? 1) + (pair.counts[id] ?? 1)));
}

/** How far around a line kept lines are looked for that hold it in its place. */
const NEAR = 30;

/** Which kept lines are surely the same place, and not an equal line that happens to stand there. */
export class Trust {
  readonly #pair: Pair;
  readonly #to: Int32Array;
  /** 0 not looked at, 1 the run does not hold by itself, 2 it does. */
  readonly #runs: Uint8Array;

  constructor(pair: Pair, to: Int32Array) {
    this.#pair = pair;
    this.#to = to;
    this.#runs = new Uint8Array(to.length);
  }

  /** Whether the place of an old line (from 0) is known: by the lines that were kept with it, or by those around it. */
  holds(at: number): boolean {
    if ((this.#to[at] ?? -1) < 0) return false;
    return this.#runHolds(at) || this.#isHeldBetween(at);
  }

  /** The next line up (step -1) or down (step 1) from one whose place is known, not further than `most`; -1 if none is. */
  next(at: number, step: 1 | -1, most: number): number {
    for (let far = 1; far <= most; far++) {
      const other = at + step * far;
      if (other < 0 || other >= this.#to.length) return -1;
      if ((this.#to[other] ?? -1) >= 0 && this.#runHolds(other)) return other;
    }
    return -1;
  }

  /** The lines kept together with one: first, last and weight; the ends of the files weigh as much as a line. */
  run(at: number): { readonly first: number; readonly last: number; readonly weight: number } {
    const to = this.#to;
    let first = at;
    let last = at;
    let weight = lineWeight(this.#pair, at);
    while (first > 0 && (to[first - 1] ?? -1) >= 0 && to[first - 1] === (to[first] ?? 0) - 1)
      weight += lineWeight(this.#pair, --first);
    while (last + 1 < to.length && to[last + 1] === (to[last] ?? 0) + 1) weight += lineWeight(this.#pair, ++last);
    if (first === 0 && to[0] === 0) weight += 0.5;
    if (last === to.length - 1 && to[last] === this.#pair.ids.length - 1) weight += 0.5;
    return { first, last, weight };
  }

  #runHolds(at: number): boolean {
    const known = this.#runs[at] ?? 0;
    if (known !== 0) return known === 2;
    const { first, last, weight } = this.run(at);
    this.#runs.fill(weight > 0.99 ? 2 : 1, first, last + 1);
    return weight > 0.99;
  }

  /** A common line between two edited ones: known when lines near above and below hold and it is the only such one between. */
  #isHeldBetween(at: number): boolean {
    const { old, ids } = this.#pair;
    const to = this.#to;
    if (lineWeight(this.#pair, at) === 0) return false;
    const above = this.next(at, -1, NEAR);
    const below = this.next(at, 1, NEAR);
    if (above < 0 && at > NEAR) return false;
    if (below < 0 && at + NEAR < to.length) return false;
    const low = above < 0 ? -1 : (to[above] ?? 0);
    const high = below < 0 ? ids.length : (to[below] ?? 0);
    const there = to[at] ?? -1;
    if (!(low < there && there < high) || high - low > 3 * NEAR) return false;
    return once(old.ids, above, below < 0 ? to.length : below, old.ids[at]) && once(ids, low, high, old.ids[at]);
  }
}

function once(ids: Int32Array, after: number, before: number, id: number | undefined): boolean {
  let count = 0;
  for (let at = after + 1; at < before && count < 2; at++) if (ids[at] === id) count++;
  return count === 1;
}
