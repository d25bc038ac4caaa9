import type { Operator } from './sets.ts';
import { isVersion, type VersionScheme } from './versions.ts';

/** A piece of a range's text. Spaces are no pieces. */
export interface Token {
  readonly kind: 'operator' | 'version' | 'comma' | 'and' | 'or' | 'dash' | 'word';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a version: it without a `v` before it. */
  readonly version: string;
}

/** Each character fits one alternative only, so reading is linear. An exclamation mark belongs to an epoch (`1!2.0`) or to `!=`. */
const PIECE = /(?:!=|[<>=~^≤≥⩽⩾])+|[,;]|\|+|&+|[–—]|(?:[^\s,;|&<>=~^≤≥⩽⩾–—!]|!(?!=))+/g;

/** What people write for GitHub's operators and surely mean. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...(['=', '<', '<=', '>', '>='] as const).map((one): [string, Operator] => [one, one]),
  ['==', '='],
  ['===', '='],
  ['=<', '<='],
  ['≤', '<='],
  ['⩽', '<='],
  ['=>', '>='],
  ['≥', '>='],
  ['⩾', '>='],
]);

/** The operator that a piece of text means; undefined for one that GitHub has not, such as `!=` and `^`. */
export function operatorOf(text: string): Operator | undefined {
  return OPERATORS.get(text);
}

const WORDS: ReadonlyMap<string, Token['kind']> = new Map([
  ['and', 'and'],
  ['or', 'or'],
  ['-', 'dash'],
  ['through', 'dash'],
]);

/** The pieces of a text in their order. Callers bound its length. */
export function tokensOf(text: string, scheme: VersionScheme): readonly Token[] {
  return [...text.matchAll(PIECE)].map(({ 0: piece, index }) => {
    const version = piece.replace(/^v(?=\d)/i, '');
    return { kind: kindOf(piece, version, scheme), text: piece, start: index, end: index + piece.length, version };
  });
}

function kindOf(piece: string, version: string, scheme: VersionScheme): Token['kind'] {
  const [first] = piece;
  if (first === ',' || first === ';') return 'comma';
  if (first === '&') return 'and';
  if (first === '|') return 'or';
  if (first === '–' || first === '—') return 'dash';
  if (/^(?:!=|[<>=~^≤≥⩽⩾])/.test(piece)) return 'operator';
  return isVersion(version, scheme) ? 'version' : (WORDS.get(piece.toLowerCase()) ?? 'word');
}
