import type { FoundPlace } from '../place.ts';
import { found } from './found.ts';
import { isSystemName } from './frame-parts.ts';
import { isInside, regionsOf, type Regions } from './regions.ts';
import { linesOf, regionAt, type Region } from './text-parts.ts';

/** A letter, digit or underscore of a name; Markdown may have put a backslash before the underscore. */
const NAME = String.raw`(?:\p{L}|\\?_)(?:[\p{L}\p{N}]|\\?_){0,80}`;
/** Not inside a path, an address, a longer name, or behind `@`, `#` and options. */
const NO_PART_BEFORE = String.raw`(?<![\p{L}\p{N}_./\\@#$%&?~-]|->|::)`;
const NO_PART_BEHIND = String.raw`(?![\p{L}\p{N}_/\\@]|\.[\p{L}_]|::|->)`;

/** `tarfile.TarFile.extractall()`: a dotted name with two to eight parts. */
const DOTTED = new RegExp(`${NO_PART_BEFORE}(${NAME}(?:\\.${NAME}){1,7})(\\(\\))?${NO_PART_BEHIND}`, 'gu');
/** One name, with what makes it a call behind it. */
const SINGLE = new RegExp(`${NO_PART_BEFORE}(${NAME})( ?\\(\\))?${NO_PART_BEHIND}`, 'gu');
/** Tails of file names and hosts, which are no attributes. */
const FILE_OR_HOST =
  /\.(?:py|pyi|pyx|pyc|c|h|cc|cpp|hpp|rs|js|ts|rb|so|dll|exe|txt|md|rst|html|json|toml|yaml|yml|xml|cfg|ini|sh|log|zip|tar|gz|tgz|whl|csv|patch|diff|com|org|net|io|dev|edu)$/i;

/**
 * Names that the product may define: dotted Python names (kind `symbol`), and C or Python names by themselves (kind
 * `csymbol`; whether C or Python has one is for the clone to say). All are tentative: most words of a report are no place.
 * In code each name is taken once, because a proof of concept calls the same thing again and again.
 * @param covered what other recognisers own: links, changes
 */
export function findNames(text: string, covered: readonly Region[], regions: Regions = regionsOf(text)): FoundPlace[] {
  const frames = frameLines(text);
  const names = [...dottedNames(text, regions), ...singleNames(text, regions), ...namesInFiles(text)].filter(
    ({ start }) => !isInside(covered, start) && !isInside(frames, start),
  );
  const seen = new Set(names.filter(({ start }) => !isInside(regions.blocks, start)).map(({ symbol }) => symbol));
  return names.filter(({ start, symbol }) => {
    if (!isInside(regions.blocks, start)) return true;
    if (seen.has(symbol)) return false;
    seen.add(symbol);
    return true;
  });
}

/** `#3  0x… in f (…)`, `==12== by 0x…: f (…)`, `SUMMARY: …`, `frame #2: …`, an assertion that failed, a wrapped frame's rest. */
const FRAME_LINE =
  /^[ \t>|*]{0,40}(?:#\d{1,3}\s|frame #\d|==\d{1,10}==|SUMMARY: |\d{1,3}\s{1,4}\S{1,80}\s{1,40}0x[\da-f]{6}|(?:at|from) \S{1,300}(?::\d{1,7})?$)|: Assertion [`'"(]|: runtime error: /i;

/** Lines of stacks: their functions are told with their files by others, or are not the product's. */
function frameLines(text: string): readonly Region[] {
  return linesOf(text).filter(({ text: line }) => FRAME_LINE.test(line.slice(0, 600)));
}

/** `Lib/zipfile/__init__.py::ZipFile.extract`, `Lib/tarfile.py:extractall`: a name with its file before it. */
const IN_FILE =
  /(?<![\w./\\-])([\w.-]{1,80}(?:\/[\w.-]{1,80}){0,20}\.(?:pyi?|c|h|cc|cpp))::?([A-Za-z_]\w{0,80}(?:(?:\.|::)[A-Za-z_]\w{0,80}){0,4})(?:\(\))?(?![\w/:])/g;

function namesInFiles(text: string): FoundPlace[] {
  return [...text.matchAll(IN_FILE)].map((match) => {
    const [whole, path = '', name = ''] = match;
    const start = match.index + whole.indexOf(name, path.length);
    const kind = /\.pyi?$/.test(path) ? 'symbol' : 'csymbol';
    return found(text, start, match.index + whole.length, kind, { path, symbol: name.replace(/::/g, '.'), tentative: true });
  });
}

function dottedNames(text: string, regions: Regions): FoundPlace[] {
  const names: FoundPlace[] = [];
  for (const match of text.matchAll(DOTTED)) {
    const dotted = unescaped(match[1] ?? '');
    // `e.g.`
    if (/^.\./.test(dotted)) continue;
    // `io.open` ends like a host, and is none when it is called or stands in code.
    const marked = match[2] !== undefined || isInside(regions.spans, match.index) || isInside(regions.blocks, match.index);
    if (FILE_OR_HOST.test(dotted) && !(marked && /\.(?:io|dev|net|log|zip|tar)$/.test(dotted))) continue;
    names.push(found(text, match.index, match.index + match[0].length, 'symbol', { symbol: dotted, tentative: true }));
  }
  return names;
}

function singleNames(text: string, regions: Regions): FoundPlace[] {
  const names: FoundPlace[] = [];
  for (const match of text.matchAll(SINGLE)) {
    const name = unescaped(match[1] ?? '');
    const end = match.index + match[0].length;
    if (!speaksOfCode(text, name, { start: match.index, end }, match[2] !== undefined, regions)) continue;
    const at = { start: match.index, end };
    const cue = cueOf(text, at);
    const called = match[2] !== undefined || text[end] === '(';
    const asCode = called ? 'call' : isInside(regions.spans, match.index) ? 'span' : cue === undefined ? null : 'said';
    // A word that is said to be a module is one of Python's; anything else may be C or Python.
    names.push(found(text, match.index, end, cue === 'module' ? 'symbol' : 'csymbol', { symbol: name, tentative: true, asCode }));
  }
  return names;
}

/** `the C library's name`: whose function it is. */
const NOT_OURS = /\b(?:libc|glibc|musl|C library|C runtime|CRT|POSIX|Win32|kernel|OpenSSL)(?:['’]s)?(?: function)?[ `*]{1,4}$/i;

/** Whether a single word is meant as a name: by its form, by a call, or because it stands alone in a code span. */
function speaksOfCode(text: string, name: string, at: Region, called: boolean, regions: Regions): boolean {
  if (name.length < 3 || /^_+$/.test(name) || isSystemName(name)) return false;
  const behind = text[at.end] ?? '';
  if (NOT_OURS.test(text.slice(Math.max(0, at.start - 24), at.start))) return false;
  // A constant of the API is a condition; one that is called is a macro.
  const constant = /^_?_?Py_[A-Z0-9_]+$/.test(name) && !called && behind !== '(' && !isInside(regions.spans, at.start);
  if (constant) return false;
  const api = /^_?_?Py[A-Za-z]*_\w/.test(name);
  if (isInside(regions.blocks, at.start)) return api || (isAloneOnLine(text, at) && name.includes('_'));
  // A constant, unless it is one of the product's macros that is called.
  if (/^[A-Z0-9_]+$/.test(name) && !api) return (called || behind === '(') && name.includes('_');
  const span = regionAt(regions.spans, at.start);
  // An expression in a code span speaks of what it computes, not of every name in it.
  if (span) {
    // What is called is meant, not what it is called with.
    const isArgument = text.slice(span.start, at.start).includes('(');
    return !isArgument && isNameOnly(text.slice(span.start, Math.min(span.end, span.start + 300)));
  }
  return api || called || /[a-z\d]_+[a-z\d]/i.test(name) || cueOf(text, at) !== undefined;
}

/** A code span with one name, or with several set apart by slashes, commas and arrows, called or not. */
function isNameOnly(span: string): boolean {
  return /^\s*[\p{L}\p{N}_.\\]+ ?(?:\(.{0,120}\)|:\d{1,7})?(?:\s*(?:[/,|→]|->)\s*[\p{L}\p{N}_.\\]+ ?(?:\(\))?)*\s*$/u.test(span);
}

/** Words that stand there as a rule, some of which are modules of Python's. */
const POINTING = /^(?:the|an?|this|that|these|test|new|same|other|each|any|which|another|every|code)$/i;
const CUE_BEFORE = /\b(struct|union|enum|typedef|macro|function|method|class|module|package)\s{1,2}`?$/;
const CUE_BEHIND = /^`?\s{1,2}(struct|union|enum|typedef|macro|function|helper|method|class|module|package)\b/;

/** `struct name`, `name struct`, `the name module`: what a word is said to be. By itself a type is vocabulary. */
function cueOf(text: string, at: Region): 'module' | 'definition' | undefined {
  if (POINTING.test(text.slice(at.start, at.end))) return undefined;
  const said =
    CUE_BEFORE.exec(text.slice(Math.max(0, at.start - 12), at.start))?.[1] ??
    CUE_BEHIND.exec(text.slice(at.end, at.end + 14))?.[1];
  return said === undefined ? undefined : said === 'module' || said === 'package' ? 'module' : 'definition';
}

/** A list of functions, one a line, as fuzzers print it. */
function isAloneOnLine(text: string, at: Region): boolean {
  // Bounded: a report of one line has no newline to look for.
  const before = text.slice(Math.max(0, at.start - 60), at.start).replace(/^[^]*\n/, '');
  const behind = text.slice(at.end, at.end + 60).replace(/\n[^]*$/, '');
  return /^[\s>#*\d.:-]*$/.test(before) && /^[\s;,]*$/.test(behind);
}

function unescaped(name: string): string {
  return name.replace(/\\_/g, '_');
}
