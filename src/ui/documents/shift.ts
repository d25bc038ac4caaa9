import type { Region } from '../../places/find/text-parts.ts';
import { partsOf } from '../../advisory/document/front-matter.ts';

/**
 * Where parts of a description stand in a document that shows it, which somebody may have changed, and in which the
 * editor may have made all line ends alike.
 * @param text the document
 * @param description as GitHub holds it
 * @returns for a part of the description its part of the document; undefined where that has changed
 */
export function shiftOf(text: string, description: string): (part: Region) => Region | undefined {
  const { body } = partsOf(text);
  const shown = plain(text.slice(body.start, body.end));
  const held = plain(description);
  let same = 0;
  while (same < shown.text.length && same < held.text.length && shown.text[same] === held.text[same]) same++;
  const rest = Math.min(shown.text.length, held.text.length) - same;
  let tail = 0;
  while (tail < rest && shown.text.at(-1 - tail) === held.text.at(-1 - tail)) tail++;
  const longer = shown.text.length - held.text.length;
  return (part) => {
    const [start, end] = [held.at(part.start), held.at(part.end)];
    const by = end <= same ? 0 : start >= held.text.length - tail ? longer : undefined;
    return by === undefined ? undefined : { start: body.start + shown.from(start + by), end: body.start + shown.from(end + by) };
  };
}

/** A text with one kind of line end, and how its offsets and those of the other belong together. */
function plain(text: string): { readonly text: string; at(offset: number): number; from(offset: number): number } {
  // Offsets in `text` of the second half of each line end of two characters.
  const doubled = [...text.matchAll(/\r\n/g)].map(({ index }) => index + 1);
  return {
    text: text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'),
    at: (offset) => offset - countBelow(doubled, offset),
    from: (offset) => {
      // Each line end before it is one character longer in the text.
      let [low, high] = [0, doubled.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((doubled[middle] ?? 0) - middle <= offset) low = middle + 1;
        else high = middle;
      }
      return offset + low;
    },
  };
}

function countBelow(sorted: readonly number[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
