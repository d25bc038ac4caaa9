import { isFileName, isSourceName } from './file-name.ts';
import { addressTails, regionAt, type Region } from './text-parts.ts';

/** What looks like a path of a source file in a text. */
export interface PathToken extends Region {
  /** With `/` between folders and without Markdown's backslashes. */
  readonly path: string;
  /** A name without a folder. */
  readonly bare: boolean;
}

/** Runs of characters that paths are made of, so that every character is looked at once. */
const RUN = /(?:[\p{L}\p{N}_.~@+/\\-]|&(?:#47|#x2[fF]|#95|#x5[fF]|#46|sol|lowbar|period);)+/gu;
const QUOTED = /(["`])([^"`\n]{3,200})\1/g;
const LONGEST_PART = 80;
const MOST_PARTS = 31;
const LONGEST = 1000;
/** `docs.python.org/3/…`: an address whose beginning was left out. */
const HOST = /^(?:[\w-]+\.)+(?:com|org|net|io|dev|edu|gov)$/i;

/** All paths and names of files with a known extension, outside of addresses, in the order of the text. */
export function pathTokens(text: string): readonly PathToken[] {
  const tails = addressTails(text);
  const spaced = tokensWithBlanks(text);
  const tokens: PathToken[] = [];
  for (const { index, 0: run } of text.matchAll(RUN)) {
    if (run.length < 3 || run.length > LONGEST || !/[.\\/&]/.test(run)) continue;
    if (regionAt(tails, index) || regionAt(spaced, index)) continue;
    const token = parse(text, index, run);
    if (token) tokens.push(token);
  }
  return spaced.length === 0 ? tokens : [...tokens, ...spaced].sort((a, b) => a.start - b.start);
}

/** `"Mac/Some File.m"`: only between quotes, and only the last part may hold blanks, because commands look the same. */
function tokensWithBlanks(text: string): readonly PathToken[] {
  const tokens: PathToken[] = [];
  for (const { index, 2: content = '' } of text.matchAll(QUOTED)) {
    if (!/^[\p{L}\p{N}_][\p{L}\p{N}_+-]*\/(?:[\p{L}\p{N}_.+-]+\/)*[\p{L}\p{N}_+-]+(?: [\p{L}\p{N}_+-]+)+\.\w+$/u.test(content))
      continue;
    if (!isFileName(content)) continue;
    tokens.push({ start: index + 1, end: index + 1 + content.length, path: content, bare: false });
  }
  return tokens;
}

function parse(text: string, at: number, run: string): PathToken | undefined {
  const start = leading(text, at, run);
  const end = trailing(run, start - at);
  if (end <= start - at) return undefined;
  const drive = isDrive(text, at, run) ? 2 : 0;
  const raw = text.slice(start - drive, at + end);
  const path = separated(raw, drive > 0, text[at - 1] === '`');
  const parts = path.split('/');
  const named = parts.filter((part) => part !== '' && part !== '.');
  const name = parts.at(-1) ?? '';
  const bare = named.length === 1 && !/^[/~]|^\.\.\//.test(path);
  if (parts.length > MOST_PARTS || parts.some((part) => part.length > LONGEST_PART)) return undefined;
  if (!(bare ? isSourceName(name) : isFileName(name))) return undefined;
  if (HOST.test(parts[0] ?? '') || (!path.includes('/') && path.includes('@'))) return undefined;
  return { start: start - drive, end: at + end, path, bare };
}

/** Where a path begins in a run: behind the marks of lists, options and elided folders (`.../`). */
function leading(text: string, at: number, run: string): number {
  let from = 0;
  while (/[-+@]/.test(run[from] ?? '') || (run[from] === '~' && run[from + 1] !== '/' && run[from + 1] !== '\\')) from++;
  const elided = /^\.{3,}[\\/]+/.exec(run.slice(from, from + 20))?.[0].length ?? 0;
  if (elided === 0 && from === 0 && text[at - 1] === '…' && /^[\\/]/.test(run)) return at + 1;
  // Emphasis: `_Lib/a.py_`.
  if (elided === 0 && from === 0 && run.length > 2 && run.startsWith('_') && /\w_$/.test(run.slice(-2))) return at + 1;
  return at + from + elided;
}

/** Where a path ends in a run: before the full stop of a sentence, a version control mark, a line behind `@`. */
function trailing(run: string, from: number): number {
  const line = /@\d{1,7}$/.exec(run.slice(-9))?.[0].length ?? 0;
  let end = run.length - line;
  while (end > from && /[.~+@\\]/.test(run[end - 1] ?? '')) end--;
  return from === 1 && run.startsWith('_') && run[end - 1] === '_' ? end - 1 : end;
}

function isDrive(text: string, at: number, run: string): boolean {
  return /^[\\/]/.test(run) && /(?:^|[^\p{L}\p{N}_])[A-Za-z]:$/u.test(text.slice(Math.max(0, at - 3), at));
}

/** With `/` between folders. A backslash before punctuation is Markdown's, unless it stands in code or in a Windows path. */
function separated(raw: string, drive: boolean, inCode: boolean): string {
  const plain = raw
    .replace(/&(?:#47|#x2f|sol);/gi, '/')
    .replace(/&(?:#95|#x5f|lowbar);/gi, '_')
    .replace(/&(?:#46|period);/gi, '.');
  if (!plain.includes('\\')) return plain;
  const windows = drive || (inCode && !plain.includes('/')) || (/\\[^_.\-~+@\\]/.test(plain) && !plain.includes('/'));
  return windows ? plain.replace(/\\{1,4}/g, '/') : plain.replace(/\\+(?=[_.\-~+@])/g, '').replace(/\\+/g, '/');
}
