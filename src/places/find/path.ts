import type { FoundPlace } from '../place.ts';
import { found } from './found.ts';
import { isEverybodys, nameOf, ownNames } from './own-names.ts';
import { linesOfToken } from './path-line.ts';
import { pathTokens, type PathToken } from './path-token.ts';
import { codeBlocks, regionAt } from './text-parts.ts';

/**
 * Paths and names of files that stand without a line. All are tentative: whether there is such a file, and only one, is
 * for the clone to say. Names that the report shows to be its own files are left out, and so are those in code.
 */
export function findPaths(
  text: string,
  tokens: readonly PathToken[] = pathTokens(text),
  own: ReadonlySet<string> = ownNames(text, tokens),
): FoundPlace[] {
  const fences = codeBlocks(text).filter(({ fenced }) => fenced);
  const places: FoundPlace[] = [];
  let covered = 0;
  for (const token of tokens) {
    const lines = linesOfToken(text, token, covered);
    if (lines) covered = lines.end;
    else if (!isOthers(text, token, own, regionAt(fences, token.start) !== undefined))
      places.push(found(text, token.start, token.end, 'path', { path: token.path, tentative: true }));
  }
  return places;
}

/** Whether a path is the reporter's own, a value in code, a heading of a link, or one that no tree can have. */
function isOthers(text: string, token: PathToken, own: ReadonlySet<string>, inFence: boolean): boolean {
  if (/[^.]\/\.\.\//.test(token.path)) return true;
  const line = lineBefore(text, token.start);
  if (token.bare && (inFence || isEverybodys(token) || own.has(nameOf(token)))) return true;
  // What a new file is called is not yet in any tree; a header that C code includes is not what the report is about.
  if (/^(?:create|delete) mode \d+ $|#\s*include\s*[<"]$/.test(line.trimStart())) return true;
  // `__file__='/usr/lib/…'` in a debugger's dump of arguments, `open("…")` in a script.
  if (inFence && /['"]$/.test(line)) return true;
  return isLinkText(text, token);
}

/** `[Lib/a.py](https://…/Lib/a.py)` is one spot: the link tells more. */
function isLinkText(text: string, token: PathToken): boolean {
  const link = /^[`*]{0,3}\]\(\s?<?(https?:\/\/[^\s)>]{1,500})/.exec(text.slice(token.end, token.end + 520))?.[1];
  return link?.replace(/\\/g, '').includes(token.path.slice(token.path.lastIndexOf('/') + 1)) ?? false;
}

function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 60), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}
