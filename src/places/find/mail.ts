import type { FoundPlace } from '../place.ts';

/** `=` at the end of a line, and `=3D`. A run of `=` is a rule or a heading: in mail each of them would be `=3D`. */
const CODED = /(?<!=)=(?:[ \t]{0,3}\r?\n|([2-7][0-9A-F]))/g;

/** Mail breaks lines of 76 characters; a source line that ends in `=` is shorter, as a rule. */
const SHORTEST_BROKEN_LINE = 40;

interface Stretch {
  /** Where a stretch that stands in both texts begins in the decoded one. */
  readonly decoded: number;
  /** The same in the text as it was written. */
  readonly written: number;
}

/**
 * Looks for places as if a mail in quoted-printable had been decoded: without soft line breaks and, where `=3D` shows
 * that characters are coded, with these. What is found gets its place in the text as it was written.
 */
export function throughMail(text: string, find: (text: string) => FoundPlace[]): FoundPlace[] {
  const coded = text.includes('=3D');
  if (!coded && !/=[ \t]{0,3}\r?\n/.test(text)) return find(text);
  const stretches: Stretch[] = [{ decoded: 0, written: 0 }];
  let decoded = '';
  let taken = 0;
  for (const match of text.matchAll(CODED)) {
    const code = match[1];
    if (!coded && (code !== undefined || columnOf(text, match.index) < SHORTEST_BROKEN_LINE)) continue;
    decoded += text.slice(taken, match.index) + (code === undefined ? '' : String.fromCharCode(parseInt(code, 16)));
    taken = match.index + match[0].length;
    stretches.push({ decoded: decoded.length, written: taken });
  }
  decoded += text.slice(taken);
  if (taken === 0) return find(text);
  const places = find(decoded).map((place) => {
    const start = written(place.start, stretches);
    const last = written(place.end - 1, stretches);
    const end = last + (coded && /^=[2-7][0-9A-F]/.test(text.slice(last, last + 3)) ? 3 : 1);
    return { ...place, start, end, text: text.slice(start, end) };
  });
  // Where nothing shows that it is mail, an assignment at the end of a line looks like a soft break and hides the next line.
  return coded ? places : withOthers(places, find(text));
}

/** Adds those of the second list that stand on no characters of the first. */
function withOthers(places: readonly FoundPlace[], others: readonly FoundPlace[]): FoundPlace[] {
  const sorted = [...places].sort((a, b) => a.start - b.start);
  let next = 0;
  const added = [...others]
    .sort((a, b) => a.start - b.start)
    .filter((other) => {
      while ((sorted[next]?.end ?? Infinity) <= other.start) next++;
      return (sorted[next]?.start ?? Infinity) >= other.end;
    });
  return [...sorted, ...added];
}

function columnOf(text: string, position: number): number {
  return position - text.lastIndexOf('\n', position) - 1;
}

function written(position: number, stretches: readonly Stretch[]): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.decoded ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  const stretch = stretches[low];
  return stretch ? stretch.written + position - stretch.decoded : position;
}
