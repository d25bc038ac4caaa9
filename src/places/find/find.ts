import type { FoundPlace } from '../place.ts';
import { findPathLines } from './path-line.ts';
import { findPermalinks } from './permalink.ts';
import { findTracebacks } from './traceback.ts';

/** A hostile report may name more places than anybody looks at. */
const MOST_PLACES = 2000;

/**
 * All places that a report names, in the order of the text. Where two recognisers see the same characters, the one that
 * knows more wins: a permalink before a frame before a path.
 */
export function findPlaces(text: string): readonly FoundPlace[] {
  const found: FoundPlace[] = [];
  const candidates = [...findPermalinks(text), ...findTracebacks(text), ...findPathLines(text)]
    .map((place, rank) => ({ place, rank }))
    .sort((a, b) => a.place.start - b.place.start || a.rank - b.rank);
  let covered = 0;
  for (const { place } of candidates) {
    if (place.start < covered) continue;
    found.push(place);
    covered = place.end;
    if (found.length === MOST_PLACES) break;
  }
  return found;
}
