import type { FoundPlace } from '../place.ts';
import { C_LINE, C_NAME, C_PATH, cFrame, lineNumber, nameFrame, NO_PATH_BEFORE, QUOTING } from './frame-parts.ts';
import { throughMail } from './mail.ts';

/** Address, Mac's image offset and `in`, each if it is there, between a frame's number and its function. */
const HEAD = new RegExp(
  String.raw`^${QUOTING}\\?#\d{1,5}:?[ \t]{1,20}(?:0x[0-9a-fA-F.]{1,16}[ \t]{1,20})?(?:in[ \t]{1,4})?(?=\S)`,
);
/** The location as one word. */
const WORD = new RegExp(String.raw`^[(\[<\x60'"]?((${C_PATH})(?:${C_LINE})?)(?=[)\]>\x60'",;.]{0,3}$)`, 'u');
/** `(python+0x12)`, `(/usr/bin/python3.12+0x12)`, `(python3.12 + 0x12)`, `(Python:arm64+0x12)`. */
const MODULE = new RegExp(
  String.raw`^(${C_NAME})(?:\([^()\n]{0,200}\))?(?:\+0x[0-9a-f]{1,16})?(?:[ \t]<null>)?[ \t]{1,4}\(([^\s()]{1,300}?)[ \t]?\+[ \t]?0x[0-9a-fA-F]{1,16}\)`,
);
const LONGEST_LINE = 1200;

/** Frames of AddressSanitizer and its kin, of systemd's core dumps, and such frames as people shorten them; their summaries. */
export function findSanitizerFrames(text: string): FoundPlace[] {
  return throughMail(text, (plain) => {
    const places: FoundPlace[] = [];
    for (let start = 0; start < plain.length;) {
      const newline = plain.indexOf('\n', start);
      const end = newline < 0 ? plain.length : newline;
      const line = plain.slice(start, Math.min(end, start + LONGEST_LINE));
      const head = HEAD.exec(line)?.[0].length;
      if (head !== undefined) places.push(...frameOf(plain, start + head, line.slice(head)));
      start = end + 1;
    }
    return [...places, ...summaries(plain), ...messages(plain)];
  });
}

/** `func path:line:col …`, `func path`, `func (module+0x…)`. */
function frameOf(text: string, start: number, rest: string): FoundPlace[] {
  for (const match of rest.matchAll(/[^\s]{1,600}/g)) {
    const name = rest.slice(0, match.index).trim();
    // A value is a debugger's argument; the file in it is none of the frame's.
    if (/[={]|\b0x/.test(name) || name.length > 300) break;
    const word = name === '' ? null : WORD.exec(match[0]);
    if (!word) continue;
    const [whole, location = '', path = '', digits] = word;
    const from = start + match.index + whole.length - location.length;
    return [cFrame(text, from, location, { path, line: lineNumber(digits), symbol: functionOf(name) })];
  }
  const bare = MODULE.exec(rest);
  return bare ? nameFrame(text, start, bare[1] ?? '', bare[2]) : [];
}

/** A function without its arguments and the words that lead to the file. */
function functionOf(name: string): string | null {
  const plain = name
    .replace(/[ \t]+(?:at|in|@|--?|[(\[])$/, '')
    .replace(/\+0x[0-9a-f]+$/, '')
    .replace(/^\x60|\x60$/g, '')
    .replace(/\(anonymous namespace\)/g, '{anonymous}');
  const words = plain.replace(/\(.*$/s, '').trim();
  const last = /[^\s]{1,300}$/.exec(words)?.[0] ?? '';
  // Several words that are no function of C++ are prose.
  if (last !== words && !/[(<:]/.test(plain)) return null;
  return /^[A-Za-z_$~{]/.test(last) && last !== '<null>' ? last.replace('{anonymous}', '(anonymous namespace)') : null;
}

/** `SUMMARY: AddressSanitizer: heap-use-after-free path:line:col in func`; without a file `(module+0x…) in func`. */
const SUMMARY = new RegExp(String.raw`SUMMARY: \w{0,30}Sanitizer: ([^\n]{1,800})`, 'g');
const SUMMARY_PLACE = new RegExp(
  String.raw`${NO_PATH_BEFORE}((${C_PATH})(?:${C_LINE})?)(?: in (${C_NAME}))?(?=[\s(\x60]|$)`,
  'u',
);
const SUMMARY_NAME = new RegExp(
  String.raw`(?:\(([^\s()]{1,300}?)\+0x[0-9a-fA-F]{1,16}\)[^\n]{0,80}?|\?\?:0(?::0)?)[ \t]in[ \t](${C_NAME})`,
  'd',
);

function summaries(text: string): FoundPlace[] {
  return [...text.matchAll(SUMMARY)].flatMap((match) => {
    const [whole, rest = ''] = match;
    const from = match.index + whole.length - rest.length;
    const place = SUMMARY_PLACE.exec(rest);
    if (place) {
      const [, location = '', path = '', digits, symbol] = place;
      return [cFrame(text, from + place.index, location, { path, line: lineNumber(digits), symbol: symbol ?? null })];
    }
    const named = SUMMARY_NAME.exec(rest);
    return named ? nameFrame(text, from + (named.indices?.[2]?.[0] ?? 0), named[2] ?? '', named[1]) : [];
  });
}

/** `path:line:col: runtime error: …`, and `defined in 'path:line:col'` of a global variable. */
const MESSAGE = new RegExp(
  String.raw`${NO_PATH_BEFORE}((${C_PATH})${C_LINE})(?=: runtime error: )|defined in '((${C_PATH})(?:${C_LINE})?)'`,
  'gdu',
);

function messages(text: string): FoundPlace[] {
  return [...text.matchAll(MESSAGE)].map((match) => {
    const location = match[1] ?? match[4] ?? '';
    const start = (match.indices?.[1] ?? match.indices?.[4])?.[0] ?? match.index;
    const line = lineNumber(match[3] ?? match[6]);
    return cFrame(text, start, location, { path: match[2] ?? match[5] ?? '', line });
  });
}
