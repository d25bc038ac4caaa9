import { READ_ONLY_KEYS, WRITABLE_KEYS, type AdvisoryDocument, type Span } from '../../advisory/document/document.ts';
import { linesOf } from '../../places/find/text-parts.ts';

/** A line of the front matter that says something. */
export interface Row extends Span {
  /** Offset of the first character that is no blank. */
  readonly at: number;
  /** Of that character, in characters from the start of the line. */
  readonly column: number;
}

const KNOWN: ReadonlySet<string> = new Set<string>([...WRITABLE_KEYS, ...READ_ONLY_KEYS]);
/** More lines than this are not read: no advisory has them, and each makes a node. */
const MOST_ROWS = 200_000;

/**
 * The lines that say something, in order. @param cursor a line that holds nothing but the cursor says something, too: there
 * somebody is about to write
 */
export function rowsOf(text: string, front: Span, cursor?: number): readonly Row[] {
  const rows: Row[] = [];
  for (const line of linesOf(text.slice(front.start, front.end)).slice(0, MOST_ROWS)) {
    const [start, end] = [front.start + line.start, front.start + line.end];
    const column = line.text.search(/\S/);
    if (column >= 0 && line.text[column] !== '#') rows.push({ start, end, at: start + column, column });
    else if (column < 0 && cursor !== undefined && start <= cursor && cursor <= end && cursor <= front.end)
      rows.push({ start, end: cursor, at: cursor, column: cursor - start });
  }
  return rows;
}

/**
 * The front matter of a document. While nobody has closed it yet, it goes to the first empty line behind which no field
 * stands.
 */
export function frontOf(document: Pick<AdvisoryDocument, 'text' | 'front'>): Span | undefined {
  if (document.front) return document.front;
  const { text } = document;
  const opening = /^\ufeff?---[ \t]*(?:\r?\n|$)/.exec(text);
  if (!opening) return undefined;
  const start = opening[0].length;
  let end = start;
  let empty = false;
  for (const line of linesOf(text.slice(start))) {
    const words = line.text.trim();
    if (words === '') empty = true;
    else if (!empty || KNOWN.has(/^([\w-]{1,40}):/.exec(line.text)?.[1] ?? '')) {
      empty = false;
      end = start + line.end;
    } else break;
  }
  // The line of the cursor may be the empty one below the last field.
  const next = text.indexOf('\n', end);
  return { start, end: next < 0 ? text.length : Math.min(text.length, next + 1) };
}
