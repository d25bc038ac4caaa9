import { lineMap, type LineMap } from '../../../../src/places/carry/line-map.ts';
import { carryLines, type CarriedLines } from '../../../../src/places/carry/carry-lines.ts';
import { Text } from '../../../../src/places/carry/text.ts';

/** Compares two texts as files. */
export function mapOf(old: string | Buffer, fresh: string | Buffer): LineMap {
  const [a, b] = [Text.of(Buffer.from(old)), Text.of(Buffer.from(fresh))];
  if (!a || !b) throw new Error('not text');
  return lineMap(a.numbered, b);
}

/** Carries the line or lines of an old text that hold a marker, or those given by number, to a new text. */
export function carry(
  old: string,
  fresh: string,
  at: string | readonly [number, number],
  path = 'a.py',
  samePath = true,
): CarriedLines {
  const line = typeof at === 'string' ? old.split('\n').findIndex((one) => one.includes(at)) + 1 : at[0];
  return carryLines(mapOf(old, fresh), { line, endLine: typeof at === 'string' ? line : at[1] }, path, samePath);
}

/** As `carry`, in short: `moved 3`, `changed 3-5`, `gone`. */
export function short(...args: Parameters<typeof carry>): string {
  const { status, line, endLine } = carry(...args);
  if (line === null) return status;
  return line === endLine ? `${status} ${line}` : `${status} ${line}-${endLine}`;
}
