import { enclosing, headLine, type Span } from './enclosing.ts';
import { mapPair } from './lines.ts';
import { isTellingAt, Pair, type Numbered } from './numbered.ts';
import { Text } from './text.ts';
import { Trust } from './trust.ts';

/** What became of the lines of an old file in a new one; compared when it is first asked for. Lines count from 0. */
export class LineMap {
  readonly pair: Pair;
  #compared: Compared | undefined;

  constructor(pair: Pair) {
    this.pair = pair;
  }

  /** The new line of each old one, -1 where none was kept. */
  get to(): Int32Array {
    return this.#all.to;
  }

  /** The old line of each new one, -1 where none was. */
  get from(): Int32Array {
    return this.#all.from;
  }

  get trust(): Trust {
    return this.#all.trust;
  }

  /** Share of the old lines that were kept, 0 to 1. */
  get kept(): number {
    return this.#all.kept;
  }

  get #all(): Compared {
    this.#compared ??= compare(this.pair);
    return this.#compared;
  }
}

interface Compared {
  readonly to: Int32Array;
  readonly from: Int32Array;
  readonly trust: Trust;
  readonly kept: number;
}

/** Two files to be compared. */
export function lineMap(old: Numbered, fresh: Text | readonly string[]): LineMap {
  return new LineMap(new Pair(old, fresh instanceof Text ? fresh : Text.ofLines(fresh)));
}

function compare(pair: Pair): Compared {
  const to = mapPair(pair);
  const from = new Int32Array(pair.ids.length).fill(-1);
  let kept = 0;
  for (let at = 0; at < to.length; at++) {
    const there = to[at] ?? -1;
    if (there < 0) continue;
    from[there] = at;
    kept++;
  }
  return { to, from, trust: new Trust(pair, to), kept: to.length === 0 ? 0 : kept / to.length };
}

/** Lines on each side by which it is judged whether the surroundings of a place are there. */
const AROUND = 8;
/** The same surroundings may have been spread by so many new lines. */
const SPREAD = 40;

/**
 * Which share of the surroundings of old lines was kept (0 to 1), near a new line if one is given.
 * 1 if there are no surroundings that say anything.
 * @param first, last, near count from 0
 */
export function support(map: LineMap, first: number, last: number, near?: number): number {
  let all = 0;
  let kept = 0;
  const low = Math.max(0, first - AROUND);
  const high = Math.min(map.to.length - 1, last + AROUND);
  for (let at = low; at <= high; at++) {
    if (at >= first && at <= last) continue;
    if (!isTellingAt(map.pair.old, at)) continue;
    all++;
    const there = map.to[at] ?? -1;
    if (there >= 0 && map.trust.holds(at) && (near === undefined || Math.abs(there - near - (at - first)) <= SPREAD)) kept++;
  }
  return all === 0 ? 1 : kept / all;
}

/** A function with the same head and less than this share of its lines is a stub; the rest may have gone elsewhere. */
const STUB = 0.34;

/**
 * The function or class around an old line (from 0) in the new file, found by its head, which stands once in both files.
 * @param path of the old file
 */
export function functionOf(map: LineMap, at: number, path: string): Span | undefined {
  const { pair, to } = map;
  const own = enclosing(pair.old.lines, at, path);
  if (!own) return undefined;
  const head = headLine(pair.old.lines, own);
  const id = pair.old.ids[head] ?? -1;
  const there = to[head] ?? -1;
  if (head === at || there < 0 || pair.old.counts[id] !== 1 || pair.counts[id] !== 1 || !isTellingAt(pair.old, head)) {
    return undefined;
  }
  const now = enclosing(pair.lines, there, path);
  return now && now.endLine - now.line >= STUB * (own.endLine - own.line) ? now : undefined;
}
