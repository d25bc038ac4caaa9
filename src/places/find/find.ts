import type { Process } from '../../process/process.ts';
import type { FoundPlace } from '../place.ts';
import { diffRegions, findDiffs } from './diff.ts';
import { FRAME_FINDERS } from './frames.ts';
import { findContinuations } from './continuation.ts';
import { findNames } from './names.ts';
import { findPaths } from './path.ts';
import { ownNames } from './own-names.ts';
import { findPathLines } from './path-line.ts';
import { pathTokens } from './path-token.ts';
import { findPermalinks } from './permalink.ts';
import { findQuotes } from './quote.ts';
import { isInside, regionsOf } from './regions.ts';
import { firstBehind, type Region } from './text-parts.ts';

/** A hostile report may name more places than anybody looks at. */
const MOST_PLACES = 2000;

/** Addresses and mail: what stands in them is no path and no name. */
const ADDRESS =
  /(?<![a-z\d+.-])[a-z][a-z\d+.-]{1,20}:\/\/[^\s<>"'`]{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}/gi;

/**
 * All that may be a place in a report, in the order of the text. Where two recognisers see the same characters, the one
 * that knows more wins: a link before a change before a frame before a path with a line before a bare path before a name.
 * Quoted source may overlap with what stands in it; whether it is the product's is for the clone to say.
 */
export function findPlaces(text: string, process?: Process): readonly FoundPlace[] {
  // No place is made of signs alone.
  if (!/[\p{L}_]/u.test(text)) return [];
  const changes = diffRegions(text);
  const outside = (places: readonly FoundPlace[]) => places.filter(({ start }) => !isInside(changes, start));
  const tokens = pathTokens(text);
  const own = ownNames(text, tokens);
  const located = withoutOverlap([
    ...outside(findPermalinks(text, process?.versions?.mirrors ?? [])),
    ...findDiffs(text),
    ...FRAME_FINDERS.flatMap((find) => outside(find(text))),
    ...outside(findPathLines(text, tokens, own)),
    ...outside(findPaths(text, tokens, own)),
  ]);
  const addresses: Region[] = [...text.matchAll(ADDRESS)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  const covered = joined([...changes, ...addresses, ...located]);
  const continued = outside(findContinuations(text, located)).filter(({ start }) => !isInside(addresses, start));
  return withoutOverlap([...located, ...continued, ...findNames(text, covered, regionsOf(text))]).slice(0, MOST_PLACES);
}

/** Quoted source lines without a location. They may overlap with what `findPlaces` gives. */
export function findQuoted(text: string): readonly FoundPlace[] {
  if (!/[\p{L}_]/u.test(text)) return [];
  const changes = diffRegions(text);
  return findQuotes(text).filter(({ start }) => !isInside(changes, start));
}

/** Of places that overlap the first in the list stays; the rest in the order of the text. */
function withoutOverlap(ranked: readonly FoundPlace[]): FoundPlace[] {
  const kept: FoundPlace[] = [];
  let taken: Region[] = [];
  // What each recogniser gives is in order, so that runs can be merged instead of looked through one by one.
  for (const run of runs(ranked)) {
    const free = run.filter(({ start, end }) => !overlaps(taken, start, end));
    let covered = 0;
    const chosen = free.filter(({ start, end }) => {
      if (start < covered) return false;
      covered = end;
      return true;
    });
    kept.push(...chosen);
    taken = joined([...taken, ...chosen]);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Parts of a list in which positions never go back. */
function runs(places: readonly FoundPlace[]): FoundPlace[][] {
  const all: FoundPlace[][] = [];
  for (const place of places) {
    const last = all.at(-1)?.at(-1);
    if (last && last.start <= place.start) all.at(-1)?.push(place);
    else all.push([place]);
  }
  return all;
}

/** Regions in order, those that touch made one. */
function joined(regions: readonly Region[]): Region[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of [...regions].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

function overlaps(regions: readonly Region[], start: number, end: number): boolean {
  return (firstBehind(regions, start)?.start ?? Infinity) < end;
}
