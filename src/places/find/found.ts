import type { FoundPlace, PlaceKind } from '../place.ts';

/** The parts of a place that a recogniser knows; what it leaves out is unknown. */
export type FoundParts = Partial<Omit<FoundPlace, 'start' | 'end' | 'text' | 'kind'>>;

/** A place on a part of the text: `text` is cut out here, so that it is always the text's own slice. */
export function found(text: string, start: number, end: number, kind: PlaceKind, parts: FoundParts): FoundPlace {
  return {
    start,
    end,
    text: text.slice(start, end),
    kind,
    path: null,
    line: null,
    endLine: null,
    symbol: null,
    quoted: null,
    block: null,
    tentative: false,
    asCode: null,
    link: null,
    ...parts,
  };
}
