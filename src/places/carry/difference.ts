import { enclosing, type Span } from './enclosing.ts';

/** Lines of a file as they stand there; `line` is the number of the first. */
export interface Excerpt {
  readonly path: string;
  readonly line: number;
  readonly lines: readonly string[];
}

/** The same neighbourhood before and after, to be shown side by side. */
export interface Difference {
  readonly old: Excerpt;
  readonly new: Excerpt;
}

const MOST_SHOWN = 80;
const AROUND = 8;

/** The function around both places if it is short enough to be read, else some lines around them. */
export function differenceOf(
  old: { readonly path: string; readonly lines: readonly string[]; readonly span: Span },
  fresh: { readonly path: string; readonly lines: readonly string[]; readonly span: Span },
): Difference {
  const oldAround = functionAround(old);
  const newAround = functionAround(fresh);
  const both = oldAround !== undefined && newAround !== undefined;
  return {
    old: excerpt(old, both ? oldAround : linesAround(old.span)),
    new: excerpt(fresh, both ? newAround : linesAround(fresh.span)),
  };
}

function functionAround(it: { readonly path: string; readonly lines: readonly string[]; readonly span: Span }): Span | undefined {
  const around = enclosing(it.lines, it.span.line - 1, it.path);
  const fits = around && around.endLine >= it.span.endLine && around.endLine - around.line < MOST_SHOWN;
  return fits ? around : undefined;
}

function linesAround({ line, endLine }: Span): Span {
  return { line: line - AROUND, endLine: Math.min(endLine, line + MOST_SHOWN) + AROUND };
}

function excerpt(it: { readonly path: string; readonly lines: readonly string[] }, span: Span): Excerpt {
  const line = Math.max(1, span.line);
  return { path: it.path, line, lines: it.lines.slice(line - 1, span.endLine) };
}
