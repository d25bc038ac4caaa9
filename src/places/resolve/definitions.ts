import type { Ground, SourceFile } from '../ground.ts';
import type { FoundPlace } from '../place.ts';
import { cSymbols } from '../symbols/c.ts';
import { pythonSymbols } from '../symbols/python.ts';

/** Where a file defines a name; lines count from 1. */
export interface Definition {
  readonly line: number;
  readonly endLine: number;
  readonly kind: string;
  /** Qualified within the file. */
  readonly name: string;
}

/**
 * Where a file defines a function, class, macro or type.
 * @param name plain, or dotted from the outside in: `TarFile.extractall`
 */
export function definitionsIn(ground: Ground, file: SourceFile, name: string): readonly Definition[] {
  // A debugger may put the module or the class in front, and Python says `<module>` for what is in no function.
  const plain = name.split(/\.|::/).at(-1) ?? name;
  if (!/^[\p{L}\p{N}_]+$/u.test(plain) || !file.text.includes(plain)) return [];
  if (isPython(file.path)) {
    const { definitions } = ground.parsed(file, 'python', ({ text }) => pythonSymbols(text));
    const whole = definitions.filter((one) => one.name === name || one.name.endsWith(`.${name}`));
    return whole.length > 0 ? whole : definitions.filter((one) => one.name === plain || one.name.endsWith(`.${plain}`));
  }
  // Nearly every file calls what others define; a definition stands at the beginning of a line, where no call does.
  if (isC(file.path) && !standsUnindented(file.text, plain)) return [];
  if (isC(file.path)) return ground.parsed(file, 'c', ({ text }) => cSymbols(text)).filter((one) => one.name === plain);
  return [];
}

/** Whether a word stands anywhere on a line that does not begin with white space. */
function standsUnindented(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const start = text.lastIndexOf('\n', at) + 1;
    if (!/\s/.test(text[start] ?? '')) return true;
  }
  return false;
}

/**
 * The same for a plain name in prose: functions and classes, and of a name that is also a word only what the file defines
 * once, because nearly every class has a `close`.
 * @param asCode how the name is written; a variable, or a method with the name of a word, is meant only as code
 */
export function meantIn(ground: Ground, file: SourceFile, name: string, asCode: FoundPlace['asCode']): readonly Definition[] {
  const all = definitionsIn(ground, file, name).filter(({ kind }) => asCode !== null || kind !== 'variable');
  if (!isPython(file.path) || isDistinctive(name)) return all;
  const top = all.filter((one) => one.name === name && (one.kind !== 'variable' || asCode === 'call'));
  if (top.length > 0) return top;
  const least = asCode === 'call' ? LEAST_CALLED : asCode === 'span' ? LEAST_MARKED : Infinity;
  return name.length >= least && all.length === 1 && all[0]?.kind !== 'variable' ? all : [];
}

/** Shorter names of methods are those that everything has: `read()`, `close()`, and in a code span any word: `decoder`. */
const LEAST_CALLED = 6;
const LEAST_MARKED = 9;

/** A name that is qualified by its class, where a file defines just that: `TarInfo._block`. */
export function qualifiedIn(ground: Ground, file: SourceFile, dotted: string): readonly Definition[] {
  if (!isPython(file.path) || !file.text.includes(dotted.slice(dotted.lastIndexOf('.') + 1))) return [];
  const { definitions } = ground.parsed(file, 'python', ({ text }) => pythonSymbols(text));
  return definitions.filter(({ name }) => name === dotted || name.endsWith(`.${dotted}`));
}

/** A long name, or one with an underscore or a capital inside: others are words of every language. */
export function isDistinctive(name: string): boolean {
  return /^[A-Za-z_]\w{3,}$/.test(name) && (/[A-Za-z\d]_+[A-Za-z\d]/.test(name) || /[a-z][A-Z]/.test(name));
}

export function isPython(path: string): boolean {
  return /\.pyi?$/.test(path);
}

export function isC(path: string): boolean {
  return /\.(?:c|h|cc|cpp|cxx|hpp|m)$/.test(path);
}
