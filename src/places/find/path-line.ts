import type { FoundPlace } from '../place.ts';

/**
 * A path with an extension. It starts where no path character stands before it, so that a long run of path characters
 * is looked at once.
 */
const PATH =
  /(?<![\p{L}\p{N}_./\\~@+-])(?:[A-Za-z]:[\\/])?[\p{L}\p{N}_.~@+-]{0,80}(?:[\\/][\p{L}\p{N}_.@+-]{0,80}){0,30}\.[A-Za-z][A-Za-z0-9]{0,4}(?![\p{L}\p{N}_/\\-])/gu;
/** `:12`, `:12:5`, `:12-20`, ` line 12`, `, lines 12-20`, ` (line 12)`, `", line 12`, `#L12`. */
const LINES =
  /^(?::(\d{1,7})(?::\d{1,7})?(?:-(\d{1,7}))?(?!\d)|["'`]?,? ?\(?(?:at )?[Ll]ines? (\d{1,7})(?: ?(?:-|–|to|and) ?(\d{1,7}))?|#L(\d{1,7})(?:-L?(\d{1,7}))?)/;

/** `line 12 of `, `lines 12-20 in `, right before a path. */
const LINES_BEFORE = /\b[Ll]ines? (\d{1,7})(?: ?(?:-|–|to|and) ?(\d{1,7}))? (?:of|in) ["'`]?$/;

/** `path:12`, `path:12:5`, `path line 12`, `path, lines 12-20`, `path#L12`: a path with a place in it. */
export function findPathLines(text: string): FoundPlace[] {
  const found: FoundPlace[] = [];
  for (const match of text.matchAll(PATH)) {
    const after = match.index + match[0].length;
    if (isInAddress(text.slice(Math.max(0, match.index - 200), match.index), match[0])) continue;
    const behind = LINES.exec(text.slice(after, after + 60));
    const ahead = behind ? null : LINES_BEFORE.exec(text.slice(Math.max(0, match.index - 40), match.index));
    const line = Number(behind?.[1] ?? behind?.[3] ?? behind?.[5] ?? ahead?.[1] ?? 0);
    const last = behind?.[2] ?? behind?.[4] ?? behind?.[6] ?? ahead?.[2];
    if (line === 0) continue;
    const start = match.index - (ahead?.[0].length ?? 0);
    const end = after + (behind?.[0].length ?? 0);
    found.push({
      start,
      end,
      text: text.slice(start, end),
      kind: 'path',
      path: match[0].replace(/\\/g, '/'),
      line,
      endLine: last === undefined || Number(last) < line ? null : Number(last),
      symbol: null,
      quoted: null,
      link: null,
    });
  }
  return found;
}

/** Whether a path is the tail of an address, by what stands before it: links are found on their own. */
function isInAddress(before: string, path: string): boolean {
  return /:\/\/\S*$/.test(before) || (path.startsWith('//') && /[a-z]:$/i.test(before));
}
