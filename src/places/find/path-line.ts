import type { FoundPlace } from '../place.ts';

/**
 * A path with an extension. It starts where no path character stands before it, so that a long run of path characters
 * is looked at once.
 */
const PATH = /(?<![\w./\\~@+-])(?:[A-Za-z]:[\\/])?[\w.~@+-]{0,80}(?:[\\/][\w.@+-]{0,80}){0,30}\.[A-Za-z][A-Za-z0-9]{0,4}(?![\w/\\-])/g;
/** `:12`, `:12:5`, `:12-20`, ` line 12`, `, lines 12-20`, ` (line 12)`, `", line 12`, `#L12`. */
const LINES = /^(?::(\d{1,7})(?::\d{1,7})?(?:-(\d{1,7}))?(?!\d)|["'`]?,? ?\(?(?:at )?[Ll]ines? (\d{1,7})(?: ?(?:-|–|to|and) ?(\d{1,7}))?|#L(\d{1,7})(?:-L?(\d{1,7}))?)/;

/** `path:12`, `path:12:5`, `path line 12`, `path, lines 12-20`, `path#L12`: a path with a place in it. */
export function findPathLines(text: string): FoundPlace[] {
  const found: FoundPlace[] = [];
  for (const match of text.matchAll(PATH)) {
    const after = match.index + match[0].length;
    const lines = LINES.exec(text.slice(after, after + 60));
    if (!lines) continue;
    // The tail of an address is no path: permalinks are found on their own.
    if (/[a-z]+:\/\/\S*$/i.test(text.slice(Math.max(0, match.index - 200), match.index))) continue;
    const line = Number(lines[1] ?? lines[3] ?? lines[5]);
    const last = lines[2] ?? lines[4] ?? lines[6];
    if (line === 0) continue;
    const end = after + lines[0].length;
    found.push({
      start: match.index, end, text: text.slice(match.index, end), kind: 'path',
      path: match[0].replace(/\\/g, '/'), line, endLine: last === undefined || Number(last) < line ? null : Number(last),
      symbol: null, quoted: null, link: null,
    });
  }
  return found;
}
