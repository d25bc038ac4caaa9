import { madeByMacros } from './c-macros.ts';
import { scanC, type CItem } from './c-scan.ts';

/** A definition at the top level of a C file. */
export interface CSymbol {
  readonly name: string;
  readonly kind: CItem['kind'];
  /** The line on which the name stands, counted from 1: CPython writes the return type on the line above. */
  readonly line: number;
  /** The closing brace of a body, the semicolon of a declaration, the last line of a macro. */
  readonly endLine: number;
}

/**
 * Finds functions, macros, types and variables that a C file defines at its top level, in the order of the file.
 * Prototypes are none of them; functions that a
 * macro of the same file makes are, on the line where it is used. Never throws; linear in the length of the text.
 */
export function cSymbols(text: string): readonly CSymbol[] {
  const scan = scanC(text);
  return [...scan.items, ...madeByMacros(text, scan)]
    .map(({ name, kind, line, endLine }) => ({ name, kind, line, endLine }))
    .sort((one, other) => one.line - other.line);
}

/** The definitions of some names; a text in which none of them stands is not read further. */
export function cDefinitions(text: string, names: ReadonlySet<string>): readonly CSymbol[] {
  if (![...names].some((name) => text.includes(name))) return [];
  return cSymbols(text).filter(({ name }) => names.has(name));
}
