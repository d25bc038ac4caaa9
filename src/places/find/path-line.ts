import type { FoundPlace } from '../place.ts';
import { isSourceName } from './file-name.ts';
import { found } from './found.ts';
import { linesAhead, linesBehindFile, linesBehindName, type LineRange } from './line-number.ts';
import { isEverybodys, nameOf, ownNames } from './own-names.ts';
import { pathTokens, type PathToken } from './path-token.ts';

/**
 * A path or a file name with a line beside it (`path:12:5`, `path, lines 12–20`, `line 12 of path`, `path#L12`, `path(12)`),
 * and a dotted module with one (`json.tool lines 65-71`), which has a symbol and no path.
 */
export function findPathLines(
  text: string,
  tokens: readonly PathToken[] = pathTokens(text),
  own: ReadonlySet<string> = ownNames(text, tokens),
): FoundPlace[] {
  const places: FoundPlace[] = [];
  let covered = 0;
  for (const token of tokens) {
    const lines = linesOfToken(text, token, covered);
    if (!lines) continue;
    covered = lines.end;
    if (token.bare && own.has(nameOf(token))) continue;
    const { path } = token;
    // A Python file without a folder is as likely the reporter's own.
    const tentative = token.bare && (/\.pyw?$/i.test(path) || isEverybodys(token));
    places.push(found(text, lines.start, lines.end, 'path', { path, line: lines.line, endLine: lines.endLine, tentative }));
  }
  return [...places, ...findModuleLines(text)].sort((a, b) => a.start - b.start);
}

/** The lines beside a path, before or behind it, with the part of the text that path and lines take. */
export function linesOfToken(
  text: string,
  token: PathToken,
  from = 0,
): (LineRange & { readonly start: number; readonly end: number }) | undefined {
  const behind = linesBehindFile(text, token.end);
  if (behind) return { ...behind, start: token.start, end: token.end + behind.length };
  const ahead = linesAhead(text, token.start, from);
  return ahead && { ...ahead, start: token.start - ahead.length, end: token.end };
}

const DOTTED = /(?<![\w./\\@#:~+-])([A-Za-z_]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){1,6})(?:\(\))?(?![\w/\\@]|\.\w|-\w)/g;

function findModuleLines(text: string): FoundPlace[] {
  const places: FoundPlace[] = [];
  let covered = 0;
  for (const { index, 0: match, 1: name = '' } of text.matchAll(DOTTED)) {
    // `self.fp` is an object of the code under discussion; `tool.py` is a file.
    if (isSourceName(name) || /^(?:self|cls|e\.g|i\.e)\b/.test(name)) continue;
    const behind = linesBehindName(text, index + match.length);
    const ahead = behind ? undefined : linesAhead(text, index, covered);
    const lines = behind ?? ahead;
    if (!lines) continue;
    const start = index - (ahead?.length ?? 0);
    const end = index + match.length + (behind?.length ?? 0);
    covered = end;
    places.push(found(text, start, end, 'path', { symbol: name, line: lines.line, endLine: lines.endLine, tentative: true }));
  }
  return places;
}
