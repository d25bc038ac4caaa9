import type { FoundPlace } from '../place.ts';
import { C_LINE, C_NAME, C_PATH, cFrame, lineNumber, nameFrame } from './frame-parts.ts';
import { throughMail } from './mail.ts';

/** Frames of lldb, of macOS crash reports and samples, and of DTrace. */
export function findLldbFrames(text: string): FoundPlace[] {
  return throughMail(text, (plain) => [
    ...debuggerFrames(plain),
    ...crashFrames(plain),
    ...sampleFrames(plain),
    ...dtraceFrames(plain),
  ]);
}

/** ``frame #0: 0x… python3.12`list_resize``; what follows up to the next frame is its arguments and its place. */
const FRAME = new RegExp(
  String.raw`\bframe \\?#\d{1,5}:[ \t]{1,8}(?:0x[0-9a-fA-F]{1,16}[ \t]{1,8})?([^\s\x60\\]{1,80})\\?\x60(${C_NAME})`,
  'dg',
);
const INLINED = new RegExp(String.raw`\[inlined\] (${C_NAME})`, 'd');
/** With its column, if any, and on the same or on the next line. */
const AT = new RegExp(String.raw`[ \t)]\s{0,2}[ \t>|]{0,20}at[ \t]((${C_PATH})(?:${C_LINE})?)(?=[\s\x60)\]]|$)`, 'dgu');
const LONGEST_FRAME = 3000;

function debuggerFrames(text: string): FoundPlace[] {
  const heads = [...text.matchAll(FRAME)];
  return heads.flatMap((head, index) => {
    const from = head.index + head[0].length;
    const rest = text.slice(from, Math.min(heads[index + 1]?.index ?? text.length, from + LONGEST_FRAME));
    const body = rest.slice(0, /\n[ \t>|]{0,20}\r?\n/.exec(rest)?.index ?? rest.length);
    const own = body.slice(0, /\n(?![ \t>|]{0,40}at[ \t])/.exec(body)?.index ?? body.length);
    const inlined = INLINED.exec(own);
    const [, image = '', name = ''] = head;
    // The last: a string among the arguments may hold anything.
    const at = [...own.matchAll(AT)].at(-1);
    if (at) {
      const [, location = '', path = '', digits] = at;
      const start = from + (at.indices?.[1]?.[0] ?? 0);
      const quoted = arrow(body.slice(own.length), digits);
      return [cFrame(text, start, location, { path, line: lineNumber(digits), symbol: inlined?.[1] ?? name, quoted })];
    }
    if (inlined) return nameFrame(text, from + (inlined.indices?.[1]?.[0] ?? 0), inlined[1] ?? '', image);
    return nameFrame(text, head.indices?.[2]?.[0] ?? from, name, image);
  });
}

/** lldb marks the line at which it stopped: `-> 1123	    source`. */
function arrow(below: string, digits: string | undefined): string | null {
  const match = /^[ \t>|]{0,20}-> ?[ \t]{0,8}(\d{1,7})[ \t]([^\r\n]{0,400})/m.exec(below);
  return (match?.[1] === digits && match?.[2]?.trim()) || null;
}

/** `3   Python   0x0000000104a1b2c4 _PyEval_EvalFrameDefault + 1234 (ceval.c:1234)`. */
const CRASH = new RegExp(
  String.raw`^[ \t>|]{0,20}\d{1,3}[ \t]{1,8}(\S[^\n]{0,60}?)[ \t]{1,60}0x[0-9a-fA-F]{6,16}[ \t]{1,8}(${C_NAME})(?:\([^()\n]{0,300}\))?` +
    String.raw`[ \t]\+[ \t]\d{1,9}(?:[ \t]{1,4}\(((${C_PATH}):(\d{1,7}))\))?`,
  'dgmu',
);

function crashFrames(text: string): FoundPlace[] {
  return [...text.matchAll(CRASH)].flatMap((match) => withOrWithoutFile(text, match, match[1] ?? '', 2, 3));
}

/** Of `sample` and `spindump`: `+ 2450 _PyEval_EvalFrameDefault  (in Python) + 1234  [0x104a1b2c4]  ceval.c:1234`. */
const SAMPLE = new RegExp(
  String.raw`[ \t](${C_NAME})[ \t]{1,4}\(in ([^()\r\n]{1,80})\)[ \t]{1,4}\+[ \t]{1,4}[\d,.x]{1,40}[ \t]{1,4}\[0x[^\]\r\n]{1,80}\](?:[ \t]{1,4}((${C_PATH}):(\d{1,7})))?`,
  'dgu',
);

function sampleFrames(text: string): FoundPlace[] {
  return [...text.matchAll(SAMPLE)].flatMap((match) => withOrWithoutFile(text, match, match[2] ?? '', 1, 3));
}

/** @param location the group of the location; path and line stand in the two behind it */
function withOrWithoutFile(text: string, match: RegExpExecArray, image: string, name: number, location: number): FoundPlace[] {
  const symbol = match[name] ?? '';
  const place = match[location];
  if (place === undefined) return nameFrame(text, match.indices?.[name]?.[0] ?? match.index, symbol, image);
  const start = match.indices?.[location]?.[0] ?? match.index;
  return [cFrame(text, start, place, { path: match[location + 1] ?? '', line: lineNumber(match[location + 2]), symbol })];
}

/** ``libpython3.12.so.1.0`PyObject_Hash+0x1c``. */
const DTRACE = new RegExp(String.raw`^[ \t>|]{0,40}([\w.+-]{1,80})\x60(${C_NAME})\+0x[0-9a-f]{1,16}[ \t\r]*$`, 'dgm');

function dtraceFrames(text: string): FoundPlace[] {
  return [...text.matchAll(DTRACE)].flatMap((match) =>
    nameFrame(text, match.indices?.[2]?.[0] ?? match.index, match[2] ?? '', match[1]),
  );
}
