import assert from 'node:assert/strict';
import type { FoundPlace } from '../../../src/places/place.ts';

export type Row = readonly [
  text: string,
  path: string | null,
  line: number | null,
  symbol: string | null,
  quoted?: string | null,
];

/** What a recogniser finds, and that each of it stands where it says. */
export function assertFound(find: (text: string) => FoundPlace[], text: string, expected: readonly Row[]): void {
  const places = find(text).sort((a, b) => a.start - b.start);
  for (const place of places) {
    assert.equal(text.slice(place.start, place.end), place.text);
    if (place.path === null) assert.ok(place.tentative && place.symbol !== null);
  }
  const rows = places.map((one) => [one.text, one.path, one.line, one.symbol, one.quoted]);
  assert.deepEqual(
    rows,
    expected.map(([own, path, line, symbol, quoted]) => [own, path, line, symbol, quoted ?? null]),
  );
}
