import type { Pair } from './numbered.ts';
import type { Text } from './text.ts';

/** A block is not slid further than this. */
const MOST_STEPS = 100;

/**
 * Where lines were only put in, or only taken out, the block can often be slid: between two functions that begin alike,
 * the new one may be said to begin with the other's head. Blocks are slid to begin behind a blank line at little
 * indentation, so that a head stays with its function (as git's indent heuristic does).
 */
export function slideBlocks({ old, text, ids }: Pair, to: Int32Array): void {
  let before = -1;
  for (let at = 0; at <= to.length; at++) {
    const there = at === to.length ? ids.length : (to[at] ?? -1);
    if (there < 0) continue;
    const low = before < 0 ? -1 : (to[before] ?? -1);
    if (at - before === 1 && there - low > 1) slideNew(text, ids, to, before, low, there);
    else if (at - before > 1 && there - low === 1) slideOld(old.text, old.ids, to, before, at);
    before = at;
  }
}

/** The block stands in the new file between `low` and `there`; the old line `before` has become `low`. */
function slideNew(text: Text, ids: Int32Array, to: Int32Array, before: number, low: number, there: number): void {
  const isKept = (step: number) => before - step >= 0 && to[before - step] === low - step;
  const steps = bestStart(text, ids, low + 1, there, isKept);
  for (let step = 0; step < steps; step++) to[before - step] = there - 1 - step;
}

/** The block stands in the old file between `before` and `at`. */
function slideOld(text: Text, ids: Int32Array, to: Int32Array, before: number, at: number): void {
  const low = to[before] ?? -1;
  const isKept = (step: number) => before - step >= 0 && to[before - step] === low - step;
  const steps = bestStart(text, ids, before + 1, at, isKept);
  for (let step = 0; step < steps; step++) to[before - step] = -1;
  for (let step = 0; step < steps; step++) to[at - 1 - step] = low - step;
}

/** By how many lines up the block from `start` to before `end` should begin. */
function bestStart(text: Text, ids: Int32Array, start: number, end: number, isKept: (step: number) => boolean): number {
  let best = 0;
  let least = cost(text, start);
  for (let step = 0; step < MOST_STEPS && isKept(step); step++) {
    // Sliding up one line takes the line above into the block and gives the block's last one back.
    if (ids[start - 1 - step] !== ids[end - 1 - step] || (ids[end - 1 - step] ?? -1) < 0) break;
    const here = cost(text, start - 1 - step);
    if (here >= least) continue;
    least = here;
    best = step + 1;
  }
  return best;
}

/** Low for a good first line of a block: not blank, little indented, behind a blank line. */
function cost(text: Text, at: number): number {
  const indent = text.indent(at);
  if (indent < 0) return 1000;
  return Math.min(indent, 400) + (at === 0 || text.indent(at - 1) < 0 ? 0 : 500);
}
