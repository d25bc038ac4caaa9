import type { Span } from './enclosing.ts';
import { functionOf, support, type LineMap } from './line-map.ts';
import { isTellingAt } from './numbered.ts';
import { plainly } from './quick.ts';
import { grams, similarity } from './similar.ts';

/**
 * What became of a place. same: same file, line and content; moved: same content elsewhere; changed: edited, but it is
 * known where; gone: nothing there corresponds.
 */
export type CarryStatus = 'same' | 'moved' | 'changed' | 'gone';

export interface CarriedLines {
  readonly status: CarryStatus;
  /** Counts from 1; null if gone. */
  readonly line: number | null;
  readonly endLine: number | null;
  /** Share of the surroundings that are there too, 0 to 1. */
  readonly support: number;
  /** What a person should know before relying on it. */
  readonly note: string | null;
}

/** A gap that was replaced is searched for similar lines up to this size. */
const MOST_CANDIDATES = 300;
const MOST_RANGE = 60;
/** How far away the kept lines that hold a gap may be. */
const FAR = 400;
/** An edited line resembles what it was. In a small gap less is asked for, because little else can be meant. */
const ALIKE = 0.6;
const ALIKE_IN_SMALL_GAP = 0.35;
const SMALL_GAP = 6;
/** A gap of so few lines, replaced by few others, is an edit even if they do not resemble each other. */
const TINY_GAP = 3;

/**
 * Carries lines of the old file to the new one.
 * @param span counts from 1; an end beyond the file is cut
 * @param path of the old file; tells how a function looks
 * @param samePath whether the new file stands at the same path; only then a place can be the same
 */
export function carryLines(map: LineMap, span: Span, path: string, samePath: boolean): CarriedLines {
  const { length } = map.pair.old.ids;
  const first = span.line - 1;
  const last = Math.min(Math.max(span.endLine, span.line), length) - 1;
  if (!(first >= 0 && first < length)) return { ...gone(1), note: `The old file has only ${length} lines.` };
  const plain = plainly(map.pair, first, last);
  if (plain !== undefined) {
    const status = samePath && plain === first ? 'same' : 'moved';
    return { status, line: plain + 1, endLine: plain + 1 + last - first, support: 1, note: null };
  }
  const kept: number[] = [];
  for (let at = first; at <= last; at++) if (map.trust.holds(at)) kept.push(at);
  const there = map.to[first] ?? -1;
  if (kept.length === last - first + 1 && kept.every((at) => map.to[at] === there + at - first)) {
    const status = samePath && there === first ? 'same' : 'moved';
    return found(map, status, first, last, there, there + last - first);
  }
  const cluster = largestCluster(map, kept, last - first + 1);
  if (cluster) return found(map, 'changed', first, last, cluster.low, cluster.high);
  return edited(map, first, last, path);
}

function gone(rest: number): CarriedLines {
  return { status: 'gone', line: null, endLine: null, support: rest, note: null };
}

function found(
  map: LineMap,
  status: CarryStatus,
  first: number,
  last: number,
  low: number,
  high: number,
  note: string | null = null,
): CarriedLines {
  return { status, line: low + 1, endLine: high + 1, support: support(map, first, last, low), note };
}

interface Stretch {
  readonly low: number;
  readonly high: number;
}

/** Where most of the kept lines of a range stand together; lines that say nothing alone are no sign of the range. */
function largestCluster(map: LineMap, kept: readonly number[], length: number): Stretch | undefined {
  const targets = kept.map((at) => ({ there: map.to[at] ?? 0, telling: isTellingAt(map.pair.old, at) }));
  targets.sort((a, b) => a.there - b.there);
  let best: (Stretch & { readonly size: number }) | undefined;
  let low = 0;
  let size = 0;
  targets.forEach(({ there, telling }, at) => {
    const before = targets[at - 1]?.there;
    if (before === undefined || there - before > length + 10) {
      low = there;
      size = 0;
    }
    if (telling) size++;
    if (size > (best?.size ?? 0)) best = { low, high: there, size };
  });
  return best;
}

/** No line was kept: the stretch of the new file that took their place, if it is known. */
function edited(map: LineMap, first: number, last: number, path: string): CarriedLines {
  const gap = replacedBy(map, first, last);
  const all = support(map, first, last);
  if (!gap) return gone(all);
  const alike = mostAlike(map, first, last, gap);
  const small = gap.oldSize <= SMALL_GAP && gap.free.length <= SMALL_GAP;
  if (alike && alike.score >= (small ? ALIKE_IN_SMALL_GAP : ALIKE)) {
    return found(map, 'changed', first, last, alike.low, alike.high);
  }
  const equal = map.to[first] ?? -1;
  if (small && first === last && gap.free.includes(equal)) {
    return found(map, 'changed', first, last, equal, equal, 'An equal line is here, but what is around it differs.');
  }
  const tiny = gap.oldSize <= TINY_GAP && gap.free.length > 0 && gap.free.length <= SMALL_GAP;
  const [low, high] = [gap.free[0] ?? 0, gap.free.at(-1) ?? 0];
  if (tiny) return found(map, 'changed', first, last, low, high, 'The lines here were replaced.');
  const swapped = gap.beside.find((there) => first === last && map.pair.lines[there] === map.pair.old.lines[first]);
  if (swapped !== undefined)
    return found(map, 'changed', first, last, swapped, swapped, 'The order of the lines here has changed.');
  // The head of the function is there and its body was written anew: it would be rash to say that the code is gone.
  const around = functionOf(map, first, path);
  if (around && gap.free.length > 0 && around.line - 1 < low && low < around.endLine) {
    const end = Math.min(high, around.endLine - 1);
    return found(map, 'changed', first, last, low, end, 'This part of the function was written anew.');
  }
  return gone(all);
}

interface Gap {
  readonly oldSize: number;
  /** Lines of the new file that came from nowhere else. */
  readonly free: readonly number[];
  /** Such lines just outside, past the lines that were kept. */
  readonly beside: readonly number[];
}

const BESIDE = 6;

/** The new lines between those that the neighbours have become. */
function replacedBy(map: LineMap, first: number, last: number): Gap | undefined {
  const { to, trust } = map;
  const above = trust.next(first, -1, FAR);
  const below = trust.next(last, 1, FAR);
  const top = above < 0 ? (first < FAR ? -1 : undefined) : to[above];
  const bottom = below < 0 ? (to.length - last <= FAR ? map.from.length : undefined) : to[below];
  if (top === undefined && bottom === undefined) return undefined;
  const end = below < 0 ? to.length : below;
  const oldSize = end - above - 1;
  if (top !== undefined && bottom !== undefined && top < bottom && bottom - top <= 3 * oldSize + MOST_CANDIDATES) {
    const beside = [
      ...freeLines(map, Math.max(0, top - BESIDE), top, first, last),
      ...freeLines(map, bottom + 1, Math.min(map.from.length, bottom + BESIDE), first, last),
    ];
    return { oldSize, free: freeLines(map, top + 1, bottom, first, last), beside };
  }
  // The neighbours went different ways: the nearer one counts.
  const upper = bottom === undefined || (top !== undefined && first - above <= end - last);
  const low = upper ? (top ?? 0) + 1 : bottom - oldSize * 2;
  const high = Math.min(map.from.length, low + oldSize * 2);
  return { oldSize, free: freeLines(map, Math.max(0, low), high, first, last), beside: [] };
}

/** Lines that no old line surely has become, or one of the place itself. */
function freeLines(map: LineMap, low: number, high: number, first: number, last: number): number[] {
  const free: number[] = [];
  for (let there = low; there < high && free.length < MOST_CANDIDATES; there++) {
    const at = map.from[there] ?? -1;
    if (at < 0 || (at >= first && at <= last) || !map.trust.holds(at)) free.push(there);
  }
  return free;
}

/** For each line of the range the free line that resembles it most; their neighbours decide between equal ones. */
function mostAlike(map: LineMap, first: number, last: number, gap: Gap): (Stretch & { readonly score: number }) | undefined {
  const line = (at: number) => grams(map.pair.lines[at] ?? '');
  const candidates = gap.free.map((there) => ({ there, own: line(there) }));
  let best: (Stretch & { readonly score: number }) | undefined;
  const old = map.pair.old.lines;
  for (let at = first; at <= Math.min(last, first + MOST_RANGE); at++) {
    if (!isTellingAt(map.pair.old, at) && last > first) continue;
    const [own, above, below] = [grams(old[at] ?? ''), grams(old[at - 1] ?? ''), grams(old[at + 1] ?? '')];
    let top: { there: number; score: number; rank: number } | undefined;
    for (const other of candidates) {
      const score = similarity(own, other.own);
      if (score < ALIKE_IN_SMALL_GAP || score < (top?.rank ?? 0) - 0.2) continue;
      const rank = score + 0.1 * (similarity(above, line(other.there - 1)) + similarity(below, line(other.there + 1)));
      if (rank > (top?.rank ?? 0)) top = { there: other.there, score, rank };
    }
    if (!top) continue;
    const near = best && top.there >= best.low && top.there - best.high <= last - first + 5;
    if (best && near) best = { low: best.low, high: Math.max(best.high, top.there), score: Math.max(best.score, top.score) };
    else if (!best || top.score > best.score) best = { low: top.there, high: top.there, score: top.score };
  }
  return best;
}
