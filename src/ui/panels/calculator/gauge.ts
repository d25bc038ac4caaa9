/** A point of the drawing, in its own units. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const RADIUS = 50;
const CENTRE: Point = { x: 64, y: 66 };

/** The drawing's box: half a circle with room for the marks around it. */
export const GAUGE_BOX = '0 0 128 72';

/** The scale, from 0 at the left to 10 at the right. */
export const GAUGE_ARC = `M ${CENTRE.x - RADIUS} ${CENTRE.y} A ${RADIUS} ${RADIUS} 0 0 1 ${CENTRE.x + RADIUS} ${CENTRE.y}`;

/** Where Medium, High and Critical begin, in CVSS 3.x and 4.0 alike (qualitative severity rating scale). */
export const GAUGE_MARKS: readonly number[] = [4, 7, 9];

/** How much of an arc that is 100 long is drawn for a score from 0 to 10. */
export function gaugeDash(score: number | undefined): string {
  return `${Math.round((score ?? 0) * 100) / 10} 100`;
}

/** The line of a mark across the scale, and the middle of its number. */
export function gaugeMark(score: number): { readonly line: string; readonly number: Point } {
  const at = (radius: number): Point => {
    const angle = Math.PI * (1 - score / 10);
    return { x: round(CENTRE.x + radius * Math.cos(angle)), y: round(CENTRE.y - radius * Math.sin(angle)) };
  };
  const [inner, outer] = [at(RADIUS - 6), at(RADIUS + 6)];
  return { line: `M ${inner.x} ${inner.y} L ${outer.x} ${outer.y}`, number: at(RADIUS + 11) };
}

function round(it: number): number {
  return Math.round(it * 100) / 100;
}
