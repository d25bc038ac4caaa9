import type { FoundPlace } from '../place.ts';
import { C_NAME, C_PATH, cFrame, lineNumber, nameFrame, NO_PATH_BEFORE } from './frame-parts.ts';
import { throughMail } from './mail.ts';

/** Frames and diagnostics of the tools of Windows: WinDbg, Visual Studio, Process Monitor, the compiler. */
export function findWindowsFrames(text: string): FoundPlace[] {
  // Every form has one of these; most reports have none of it.
  if (!/[!(\\]| Line \d/.test(text)) return [];
  return throughMail(text, (plain) => [...windbgFrames(plain), ...studioFrames(plain), ...inBrackets(plain)]);
}

/** `python35!wrap_next+0x4e [c:\build\cpython\objects\typeobject.c @ 5470]`, `_lzma!decompress`. */
const WINDBG = new RegExp(
  String.raw`(?<![\w.!/\\-])([A-Za-z_][\w.-]{0,60})!(${C_NAME.replace('+', '')})(\+(?:0x)?[0-9a-fA-F]{1,8})?` +
    String.raw`(?:[ \t]{1,4}\[(([^\]\r\n@]{1,300}?) @ (\d{1,7}))\])?`,
  'dg',
);
/** Modules of Python: only of these a bare \`module!function\` in prose is surely a frame. */
const PYTHON_MODULE = /^(?:python\d{0,4}(?:_d)?|_[a-z]\w*|pyexpat|unicodedata)$/i;

function windbgFrames(text: string): FoundPlace[] {
  return [...text.matchAll(WINDBG)].flatMap((match) => {
    const [, module = '', symbol = '', offset, location, path = '', digits] = match;
    if (location !== undefined) {
      const start = match.indices?.[4]?.[0] ?? match.index;
      return [cFrame(text, start, location, { path: path.trim(), line: lineNumber(digits), symbol })];
    }
    if (offset === undefined && !PYTHON_MODULE.test(module)) return [];
    return nameFrame(text, match.indices?.[2]?.[0] ?? match.index, symbol, module);
  });
}

/** `python312_d.dll!_PyEval_EvalFrameDefault(_ts * tstate, …) Line 1234`. */
const STUDIO = new RegExp(
  String.raw`(?<![\w.-])([\w.-]{1,80}\.(?:dll|exe|pyd))!(${C_NAME})(?:\([^\r\n]{0,600}?\))?(?:[ \t]Line (\d{1,7})(?:[ \t](?:of|in|at)[ \t]((${C_PATH})))?|[ \t]?\+[ \t]?0x[0-9a-fA-F]{1,8}(?!,))`,
  'dgu',
);

function studioFrames(text: string): FoundPlace[] {
  return [...text.matchAll(STUDIO)].flatMap((match) => {
    const [, module = '', symbol = '', digits, location, path = ''] = match;
    const line = lineNumber(digits);
    if (location === undefined) return nameFrame(text, match.indices?.[2]?.[0] ?? match.index, symbol, module, line);
    return [cFrame(text, match.indices?.[4]?.[0] ?? match.index, location, { path, line, symbol })];
  });
}

/** `\Objects\call.c(327)`, `C:\src\Objects\call.c(327,5): error C2065`. */
const BRACKETS = new RegExp(String.raw`${NO_PATH_BEFORE}(${C_PATH})\((\d{1,7})(?:[,-]\d{1,7}){0,3}\)`, 'gu');
/** Process Monitor names the function before the place: `python312.dll!PyObject_Call + 0x52, \Objects\call.c(327)`. */
const NAME_BEFORE = new RegExp(String.raw`(?:^|[\s!])(${C_NAME})[ \t]?\+[ \t]?0x[0-9a-fA-F]{1,8}[,\s]{1,8}$`);
/** Without a folder it may be a call of a function in an example; a message behind it tells. */
const MESSAGE = /^[ \t]?:[ \t]?(?:(?:fatal |command line )?(?:error|warning|note|message)\b|Assertion)/;

function inBrackets(text: string): FoundPlace[] {
  return [...text.matchAll(BRACKETS)].flatMap((match) => {
    const [location, path = '', digits] = match;
    const end = match.index + location.length;
    if (!/[\\/]/.test(path) && !MESSAGE.test(text.slice(end, end + 60))) return [];
    const symbol = NAME_BEFORE.exec(text.slice(Math.max(0, match.index - 120), match.index))?.[1] ?? null;
    return [cFrame(text, match.index, location, { path, line: lineNumber(digits), symbol })];
  });
}
