import type { Span } from './document.ts';

/** Where the parts of a document stand. */
export interface Parts {
  /** The YAML between the two lines `---`; undefined where there is none, or where it does not end. */
  readonly front: Span | undefined;
  /** The first line opens a front matter that no later line closes. */
  readonly unclosed: boolean;
  /** Whether there is a description at all: GitHub's null is no empty text. */
  readonly hasBody: boolean;
  readonly body: Span;
}

const FENCE = /^---[ \t]*$/;

/**
 * Cuts a document into front matter and description. The description stands behind an empty line and before the last
 * line end; both are the form's and none of its text.
 */
export function partsOf(text: string): Parts {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const first = lineAt(text, start);
  if (!FENCE.test(text.slice(start, first.end))) return { ...bodyFrom(text, start, false), front: undefined, unclosed: false };
  for (let at = first.next; at < text.length;) {
    const line = lineAt(text, at);
    if (line.end - at < 20 && FENCE.test(text.slice(at, line.end)))
      return { ...bodyFrom(text, line.next, true), front: { start: first.next, end: at }, unclosed: false };
    at = line.next;
  }
  return { front: undefined, unclosed: true, hasBody: true, body: { start, end: text.length } };
}

/** The end of the line at an offset, without its line end, and where the next one starts. */
function lineAt(text: string, at: number): { readonly end: number; readonly next: number } {
  const found = text.indexOf('\n', at);
  if (found < 0) return { end: text.length, next: text.length };
  return { end: found > at && text[found - 1] === '\r' ? found - 1 : found, next: found + 1 };
}

function bodyFrom(text: string, at: number, behindFront: boolean): Pick<Parts, 'hasBody' | 'body'> {
  if (at >= text.length) return { hasBody: false, body: { start: text.length, end: text.length } };
  const lead = behindFront ? lineEndAt(text, at) : 0;
  const start = at + lead;
  // The last line end is of the kind of the document's others: a lone `\r` before it is the description's own.
  const tail = text.endsWith('\r\n') && text[at - 2] === '\r' ? 2 : text.endsWith('\n') ? 1 : 0;
  return { hasBody: true, body: { start, end: Math.max(start, text.length - tail) } };
}

function lineEndAt(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? 2 : text[at] === '\n' ? 1 : 0;
}
