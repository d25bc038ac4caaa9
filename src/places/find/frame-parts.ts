import type { FoundPlace } from '../place.ts';
import { found } from './found.ts';

/*
 * What the recognisers of frames have in common. The parts of expressions here are bounded and have no two ways to read
 * a text, so that each costs no more than a fixed number of steps wherever it is tried.
 */

const FOLDERS = String.raw`(?:[A-Za-z]:[\\/]{1,2}|(?:\.\.\.|…)[\\/]|[\\/]{1,2})?(?:[\p{L}\p{N}_.+@~%-]{1,100}[\\/]{1,2}){0,30}`;
const END = String.raw`(?![\p{L}\p{N}_\\/-]|\.\p{L})`;
/** A file of C or its kin, with any folders. */
export const C_PATH = String.raw`${FOLDERS}[\p{L}\p{N}_.+@~%-]{0,100}\.(?:c|h|cc|cpp|cxx|c\+\+|hpp|hh|hxx|mm?|[Ss]|asm|inc|inl|def)${END}`;
/** A file of Python, with any folders. */
export const PYTHON_PATH = String.raw`${FOLDERS}[\p{L}\p{N}_.+@~%-]{0,100}\.(?:pyw?|pyx|pxd)${END}`;
/** Put before a path, so that a run of path characters is looked at once. */
export const NO_PATH_BEFORE = String.raw`(?<![\p{L}\p{N}_.+@~%\\/…:-])`;
/** `:12`, `:12:5`. */
export const C_LINE = String.raw`:(\d{1,7})(?!\d)(?::\d{1,7}(?!\d))?`;
/** A function of C or C++, as debuggers print it, without its arguments. */
export const C_NAME = String.raw`(?:\\(?=_)|[A-Za-z_$~])(?:\\(?=_)|[\w$.:~@<>*&,-]){0,200}`;
/** A function of Python. */
export const PYTHON_NAME = String.raw`(?:\\(?=[_<])|[\p{L}_<])(?:\\(?=[_<>])|[\p{L}\p{N}_.<>]){0,200}(?<!\.)`;
/** What mail, lists, comments and tables put before a line. */
export const QUOTING = String.raw`[ \t>|*+/\x60-]{0,40}(?:#[ \t>|]{1,20}|==\d{1,10}==[ \t]{0,20})?`;

/** The path that a reporter wrote: with `/` between folders, without an elision before it and without Markdown's escapes. */
export function writtenPath(raw: string): string {
  const plain = raw.includes('/') && !/\\(?!_)/.test(raw) ? raw.replace(/\\/g, '') : raw;
  return plain
    .replace(/(?<!^)\\{2}/g, '\\')
    .replace(/\\/g, '/')
    .replace(/^(?:\.\.\.|…)\/+/, '');
}

/** A function's plain name: without arguments, offset, Markdown's escapes and what the compiler and linker add to it. */
function plainName(raw: string): string {
  return raw
    .replace(/\\/g, '')
    .replace(/(?<=.)\(.*$/s, '')
    .replace(/\+0x[0-9a-f]+$/i, '')
    .replace(/@.*$/s, '')
    .replace(/(?:\.(?:part|constprop|isra|cold|lto_priv|localalias|llvm|warm|clone)(?:\.\d+)?)+$/, '')
    .trim();
}

/** A line's number; null for the 0 that tools print where they know none. */
export function lineNumber(digits: string | undefined): number | null {
  const line = Number(digits ?? '0');
  return line > 0 ? line : null;
}

/** A frame of C on its location. A bare file name and the C library's own files are places only if the clone knows them. */
export function cFrame(
  text: string,
  start: number,
  location: string,
  parts: {
    readonly path: string;
    readonly line: number | null;
    readonly symbol?: string | null;
    readonly quoted?: string | null;
  },
): FoundPlace {
  const path = writtenPath(parts.path);
  const symbol = parts.symbol == null ? null : plainName(parts.symbol);
  return found(text, start, start + location.length, 'cframe', {
    path,
    line: parts.line,
    symbol: symbol === '' ? null : symbol,
    quoted: parts.quoted ?? null,
    tentative: !path.includes('/') || (symbol !== null && SYSTEM_NAME.test(symbol)),
  });
}

/**
 * A frame without a file, on its function's name.
 * @param raw the name as it stands at `start`
 * @param image the program or library that the function is in, if it is told
 * @returns nothing for a function that belongs to the system
 */
export function nameFrame(text: string, start: number, raw: string, image = '', line: number | null = null): FoundPlace[] {
  const symbol = plainName(raw);
  if (!/^[A-Za-z_]/.test(symbol) || isOfSystem(symbol, image)) return [];
  const end = start + (raw.startsWith(symbol) ? symbol.length : raw.length);
  return [found(text, start, end, 'cframe', { symbol, line, tentative: true })];
}

/** The last part of a file's name is not enough to tell: only what is known to be the system's is taken out. */
const SYSTEM_IMAGE = new RegExp(
  String.raw`(?:^|[\\/])(?:lib(?:c|m|dl|rt|pthread|gcc_s|stdc\+\+|c\+\+(?:abi)?|[almtu]b?san|clang_rt|system|dispatch|unwind)[-_.\d]` +
    String.raw`|libsystem|ld[-.]|ld-linux|dyld|linux-vdso|ntdll|kernel(?:32|base)|ucrtbased?|msvcrt|vcruntime\d*|user32|wow64|vgpreload)` +
    String.raw`|^\[|^\?\?\?$`,
  'i',
);
/** Functions of the C library and of sanitizers: a checkout may stub one of them, but a frame never means that. */
const SYSTEM_NAME = new RegExp(
  String.raw`^(?:__\w*|_start|w?main|start|start_thread|thread_start|clone3?|abort|raise|t?kill|_?exit|free|(?:m|c|re)alloc|posix_memalign` +
    String.raw`|mem(?:cpy|move|set|cmp|chr)|str(?:n?len|n?cpy|n?cmp|n?cat|n?dup|r?chr|str|to\w+)|pthread_\w+|sem_\w+|f?read|f?write|f?open(?:64)?` +
    String.raw`|f?close|poll|select|recv(?:from|m?msg)?|send(?:to|m?msg|file)?|accept4?|connect|fork|m(?:un)?map|u?sleep|nanosleep|(?:v?s?n?|f)printf|qsort|_?(?:set|long)jmp` +
    String.raw`|BaseThreadInitThunk|RtlUserThreadStart|operator)$`,
);

/** Whether a name is the C library's or a sanitizer's. */
export function isSystemName(name: string): boolean {
  return SYSTEM_NAME.test(name);
}

function isOfSystem(symbol: string, image: string): boolean {
  return SYSTEM_IMAGE.test(image) || isSystemName(symbol);
}
