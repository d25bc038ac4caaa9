import type { FoundPlace } from '../place.ts';
import { C_LINE, C_NAME, C_PATH, cFrame, lineNumber, nameFrame, NO_PATH_BEFORE } from './frame-parts.ts';
import { throughMail } from './mail.ts';

/** Failed assertions, fatal errors, compilers' diagnostics, and titles that name a file and its function. */
export function findAssertions(text: string): FoundPlace[] {
  return throughMail(text, (plain) => [
    ...failed(plain),
    ...failedBehind(plain),
    ...diagnostics(plain),
    ...titles(plain),
    ...fatal(plain),
  ]);
}

/** `../Modules/_sqlite/blob.c:146: PyObject *read_multiple(Blob *, …): Assertion`, `Objects/x.c:12: f: Assertion "…" failed`. */
const FAILED = new RegExp(String.raw`${NO_PATH_BEFORE}((${C_PATH})${C_LINE}): ([^\r\n]{1,500}?): [Aa]ssertion\b`, 'gu');

function failed(text: string): FoundPlace[] {
  return [...text.matchAll(FAILED)].map((match) => {
    const [, location = '', path = '', digits, signature = ''] = match;
    return cFrame(text, match.index, location, { path, line: lineNumber(digits), symbol: functionOf(signature) });
  });
}

/** The name in `PyObject *read_multiple(Blob *)`, or the name alone. */
function functionOf(signature: string): string | null {
  const head = signature.split('(', 1)[0]?.trim() ?? '';
  return /[A-Za-z_][\w:~]{0,200}$/.exec(head.slice(-201))?.[0] ?? null;
}

/** Of macOS and MSVC: `Assertion failed: (x), function type_new, file typeobject.c, line 1234.` */
const FAILED_BEHIND = new RegExp(
  String.raw`Assertion failed: [^\r\n]{1,400}?(?:, function (${C_NAME}?))?, file ((${C_PATH}), line (\d{1,7}))`,
  'dgu',
);

function failedBehind(text: string): FoundPlace[] {
  return [...text.matchAll(FAILED_BEHIND)].map((match) => {
    const [, symbol = null, location = '', path = '', digits] = match;
    return cFrame(text, match.indices?.[2]?.[0] ?? match.index, location, { path, line: lineNumber(digits), symbol });
  });
}

/** `Modules/x.c:12:3: warning: …`, with the source line below; `Modules/x.c: In function ‘f’:`. */
const DIAGNOSTIC = new RegExp(
  String.raw`${NO_PATH_BEFORE}(?:((${C_PATH})${C_LINE}): (?:fatal error|error|warning|note|remark|style|portability|performance)\b` +
    String.raw`|(${C_PATH}): (?:In|At top level of|in) (?:static )?(?:member )?function [‘'\x60"](?:[^’'\x60"\r\n(]{0,80}[ *])?(${C_NAME})[’'\x60"(])`,
  'gu',
);

function diagnostics(text: string): FoundPlace[] {
  return [...text.matchAll(DIAGNOSTIC)].map((match) => {
    const [whole, location, path, digits, inFile = '', symbol] = match;
    if (location === undefined || path === undefined)
      return cFrame(text, match.index, inFile, { path: inFile, line: null, symbol: symbol ?? null });
    const quoted = sourceBelow(text, match.index + whole.length, digits);
    return cFrame(text, match.index, location, { path, line: lineNumber(digits), quoted });
  });
}

/** gcc and clang print `   12 |   source`; older ones the source alone with a line of carets below it. */
function sourceBelow(text: string, from: number, digits: string | undefined): string | null {
  const [, first = '', second = ''] = text.slice(from, from + 900).split(/\r?\n/, 3);
  const numbered = /^[ \t>]{0,20}(\d{1,7})[ \t]{1,4}\|[ \t](.{0,400})/.exec(first);
  if (numbered) return (numbered[1] === digits && numbered[2]?.trim()) || null;
  return /^[ \t>]*[~^][~^ \t]*$/.test(second) && second.includes('^') ? first.replace(/^[>\s]*/, '').trim() || null : null;
}

/** A file and its function in a title: `itertoolsmodule.c: tee_next`. A name of one plain word is one only at the end. */
const TITLE = new RegExp(
  String.raw`${NO_PATH_BEFORE}(${C_PATH}): ?\x60?((?:\\(?=_)|[A-Za-z_])(?:\\(?=_)|\w){2,120})(?![\w.:\\/])(\x60?\(\)|\x60?[ \t]{0,8}(?:[\r\n)\]]|$))?`,
  'gu',
);

function titles(text: string): FoundPlace[] {
  return [...text.matchAll(TITLE)].flatMap((match) => {
    const [whole, path = '', name = '', surely] = match;
    if (surely === undefined && !/\w_\w|[a-z][A-Z]/.test(name.replace(/\\/g, ''))) return [];
    const location = whole.slice(0, whole.length - (surely?.length ?? 0));
    return [cFrame(text, match.index, location, { path, line: null, symbol: name })];
  });
}

/** CPython's own: `Fatal Python error: init_import_site: Failed to …`. */
const FATAL = new RegExp(String.raw`Fatal Python error: ([A-Za-z_]\w{0,120}):\s`, 'dg');

function fatal(text: string): FoundPlace[] {
  return [...text.matchAll(FATAL)].flatMap((match) => nameFrame(text, match.indices?.[1]?.[0] ?? match.index, match[1] ?? ''));
}
