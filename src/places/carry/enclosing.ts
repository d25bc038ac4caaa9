/** A stretch of lines; both count from 1 and belong to it. */
export interface Span {
  readonly line: number;
  readonly endLine: number;
}

const MOST_UP = 600;
const MOST_DOWN = 1500;
const MOST_HEADER = 8;

/**
 * The function or class around a line, by its layout alone: indentation for Python, braces at the margin for C.
 * It is a guess for context and for showing; where a name is known, its definition is better.
 * @param at counts from 0
 */
export function enclosing(lines: readonly string[], at: number, path: string): Span | undefined {
  if (/\.pyi?$/i.test(path)) return indented(lines, at);
  if (/\.(?:c|h|cc|cpp|hpp|m|inc)$/i.test(path)) return braced(lines, at);
  return undefined;
}

/** The line (from 0) in a function's or class's head that names it. */
export function headLine(lines: readonly string[], own: Span): number {
  const last = Math.min(own.line - 1 + MOST_HEADER, own.endLine);
  for (let at = own.line - 1; at < last; at++) {
    if (/^\s*(?:async\s+def|def|class)\s|\w\s*\(/.test(lines[at] ?? '')) return at;
    if ((lines[at] ?? '').startsWith('{')) break;
  }
  return own.line - 1;
}

function indent(line: string): number {
  return line.trim() === '' ? Infinity : line.length - line.trimStart().length;
}

function indented(lines: readonly string[], at: number): Span | undefined {
  const isHeader = (line: string) => /^\s*(?:async\s+def|def|class)\s/.test(line);
  let depth = isHeader(lines[at] ?? '') ? indent(lines[at] ?? '') + 1 : Infinity;
  for (let up = at; up >= 0 && at - up < MOST_UP && depth > 0; up--) {
    const line = lines[up] ?? '';
    const own = indent(line);
    if (own >= depth || /^\s*#/.test(line)) continue;
    depth = own;
    // The line itself gives the first depth: a header of the same depth is another function.
    if (!isHeader(line) || (up < at && own >= indent(lines[at] ?? ''))) continue;
    let end = up;
    for (let down = up + 1; down < lines.length && down - up < MOST_DOWN; down++) {
      const next = lines[down] ?? '';
      if (indent(next) === Infinity || /^\s*#/.test(next)) continue;
      if (indent(next) <= own && !/^\s*[)\]}]/.test(next)) break;
      end = down;
    }
    return end >= at ? { line: up + 1, endLine: end + 1 } : undefined;
  }
  return undefined;
}

function braced(lines: readonly string[], at: number): Span | undefined {
  let open = -1;
  for (let up = at; up >= 0 && at - up < MOST_UP; up--) {
    const line = lines[up] ?? '';
    if (line.startsWith('}') && up < at) break;
    if (opensBody(line)) {
      open = up;
      break;
    }
  }
  if (open < 0) open = bodyBelow(lines, at);
  if (open < 0) return undefined;
  let start = open;
  while (start > 0 && open - start < MOST_HEADER && !/^(?:[}#]|\s*$)|(?:[;}]|\*\/)\s*$/.test(lines[start - 1] ?? '')) start--;
  for (let end = open; end < lines.length && end - open < MOST_DOWN; end++) {
    if (end > open && (lines[end] ?? '').startsWith('}')) return end >= at ? { line: start + 1, endLine: end + 1 } : undefined;
  }
  return undefined;
}

/** A brace at the margin, or the end of a header that begins there. */
function opensBody(line: string): boolean {
  return line.startsWith('{') || (/^[A-Za-z_]/.test(line) && line.endsWith('{'));
}

/** The line may be part of a header whose body begins below. */
function bodyBelow(lines: readonly string[], at: number): number {
  for (let down = at; down < lines.length && down - at < MOST_HEADER; down++) {
    const line = lines[down] ?? '';
    if (opensBody(line)) return down;
    if (/^(?:[}#]|\s*$)|[;}]\s*$/.test(line)) return -1;
  }
  return -1;
}
