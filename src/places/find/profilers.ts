import type { FoundPlace } from '../place.ts';
import { C_LINE, C_NAME, C_PATH, cFrame, lineNumber, nameFrame, PYTHON_NAME, PYTHON_PATH, writtenPath } from './frame-parts.ts';
import { found } from './found.ts';
import { throughMail } from './mail.ts';

/** Frames of valgrind, perf and callgrind, and those that glibc and Python's faulthandler print of a C stack. */
export function findProfilerFrames(text: string): FoundPlace[] {
  // Every form has one of these.
  if (!/[(%+=[]/.test(text)) return [];
  return throughMail(text, (plain) => [
    ...valgrindFrames(plain),
    ...offsets(plain),
    ...perfReport(plain),
    ...trampolines(plain),
    ...callgrindLines(plain),
    ...binaryFrames(plain),
  ]);
}

/** `==123==    by 0x48: PyObject_Hash (abstract.h:112)`, `->45.00% (1,234B) 0x48: f (in /usr/bin/python3.12)`. */
const VALGRIND = new RegExp(
  String.raw`\b0x[0-9a-fA-F]{1,16}: (${C_NAME})(?:\([^()\n]{0,300}\))? \((?:in ([^()\r\n]{1,300})|((${C_PATH})${C_LINE}))\)`,
  'dgu',
);

function valgrindFrames(text: string): FoundPlace[] {
  return [...text.matchAll(VALGRIND)].flatMap((match) => {
    const [, symbol = '', image, location, path = '', digits] = match;
    if (location === undefined) return nameFrame(text, match.indices?.[1]?.[0] ?? match.index, symbol, image);
    return [cFrame(text, match.indices?.[3]?.[0] ?? match.index, location, { path, line: lineNumber(digits), symbol })];
  });
}

/**
 * perf script: `7f… _PyEval_EvalFrameDefault+0x1a (/usr/bin/python3.12)`, with `path:line` on the next line if asked for;
 * glibc: `python(_PyEval_EvalFrameDefault+0x1234)[0x55…]`.
 */
const OFFSET = new RegExp(
  String.raw`^[ \t>|]{0,40}[0-9a-f]{4,16} (${C_NAME})\+0x[0-9a-f]{1,16}(?: \(inlined\))? \(([^()\n]{1,300})\)[ \t\r]*(?:\n[ \t>|]{1,40}((${C_PATH}):(\d{1,7})))?`,
  'dgmu',
);
const GLIBC = new RegExp(String.raw`(?<![\w./+-])([\w./+-]{1,300})\((${C_NAME})\+0x[0-9a-f]{1,16}\) ?\[0x`, 'dg');

function offsets(text: string): FoundPlace[] {
  const sampled = [...text.matchAll(OFFSET)].flatMap((match) => {
    const [, symbol = '', image, location, path = '', digits] = match;
    if (location === undefined) return nameFrame(text, match.indices?.[1]?.[0] ?? match.index, symbol, image);
    return [cFrame(text, match.indices?.[3]?.[0] ?? match.index, location, { path, line: lineNumber(digits), symbol })];
  });
  const printed = [...text.matchAll(GLIBC)].flatMap((match) =>
    nameFrame(text, match.indices?.[2]?.[0] ?? match.index, match[2] ?? '', match[1]),
  );
  return [...sampled, ...printed];
}

/** perf report: `12.34%  python3.12  python3.12  [.] PyObject_Hash`, `|--12.34%--PyObject_Hash`. */
const REPORT = new RegExp(String.raw`(?:[ \t]([^\s]{1,200})[ \t]{1,40}\[\.\] |\d%--)(${C_NAME})`, 'dg');

function perfReport(text: string): FoundPlace[] {
  return [...text.matchAll(REPORT)].flatMap((match) =>
    nameFrame(text, match.indices?.[2]?.[0] ?? match.index, match[2] ?? '', match[1]),
  );
}

/** Python's own functions in perf: `py::raw_decode:/usr/lib/python3.12/json/decoder.py`. */
const TRAMPOLINE = new RegExp(String.raw`\bpy::(${PYTHON_NAME}):(${PYTHON_PATH})`, 'dgu');

function trampolines(text: string): FoundPlace[] {
  return [...text.matchAll(TRAMPOLINE)].map((match) => {
    const [, symbol = '', path = ''] = match;
    const start = match.indices?.[2]?.[0] ?? match.index;
    return found(text, start, start + path.length, 'traceback', { path: writtenPath(path), symbol });
  });
}

/** callgrind_annotate: `1,234 (12.3%)  ./Objects/object.c:PyObject_Hash [/usr/bin/python3.12]`. */
const CALLGRIND = new RegExp(String.raw`(?<=[ \t*>])(${C_PATH}):(${C_NAME})(?:'\d{1,3})?(?: \(\d[\d,]{0,20}x\))? \[`, 'dgu');

function callgrindLines(text: string): FoundPlace[] {
  return [...text.matchAll(CALLGRIND)].map((match) => {
    const [, path = '', symbol = ''] = match;
    return cFrame(text, match.indices?.[1]?.[0] ?? match.index, path, { path, line: null, symbol });
  });
}

/** faulthandler: `Binary file "/usr/bin/python3.14", at _Py_DumpStack+0x48 [0x55…]`. */
const BINARY = new RegExp(String.raw`Binary file \\?"([^"\r\n]{1,300})", at (${C_NAME})\+0x`, 'dg');

function binaryFrames(text: string): FoundPlace[] {
  return [...text.matchAll(BINARY)].flatMap((match) =>
    nameFrame(text, match.indices?.[2]?.[0] ?? match.index, match[2] ?? '', match[1]),
  );
}
