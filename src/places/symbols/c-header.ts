import type { CItem } from './c-scan.ts';

/** A word of a declaration that is being read. */
export interface Word {
  readonly text: string;
  readonly at: number;
  readonly line: number;
}

/** Round brackets in a declaration, with the word before them: a function, a macro, or nothing. */
export interface Group {
  readonly word: Word | undefined;
  /** `(*name` or the first argument. */
  inner: Word | undefined;
  readonly pointer: boolean;
  readonly from: number;
  to: number;
  endLine: number;
}

export interface Header {
  from: number;
  words: Word[];
  groups: Group[];
  /** Whether `=` has come: what follows is a value. */
  equals: boolean;
  /** Names that a comma follows. */
  commas: Word[];
}

/** Words that are followed by round brackets and are no names of functions. */
const ATTRIBUTES =
  /^(?:__attribute__|__declspec|_Alignas|alignas|__asm__|asm|throw|noexcept|defined|sizeof|if|while|for|switch|return|.*_(?:ATTRIBUTE|NO_SANITIZE|FORMAT_PRINTF|DEPRECATED)\w*)$/;
/** Macros that open the implementation of an instruction: the instruction is what is looked for. */
const INSTRUCTIONS = new Set([
  'TARGET',
  'inst',
  'op',
  'legacy_op',
  'macro',
  'family',
  'pseudo',
  'tier1',
  'override',
  'replicate',
]);

/** Macros that declare the variable that they are given. */
const DECLARING = /(?:STRVAR|_VAR|_string|_identifier)$/;
const MOST_IN_ONE = 50;

/** What a header defines, and by which word. */
export interface Named {
  readonly kind: CItem['kind'];
  readonly word: Word;
}

/** The header of a declaration of which nothing has been read yet. */
export function emptyHeader(): Header {
  return { from: 0, words: [], groups: [], equals: false, commas: [] };
}

/**
 * What a declaration that ends with `;` defines: `typedef … name;`, `static int name = 1;`. Prototypes and other forward
 * declarations define nothing.
 */
export function declared({ words, groups, equals, commas }: Header): readonly Named[] {
  const end = groups.at(-1)?.to ?? 0;
  // Macros without a semicolon may stand before a declaration.
  const behind = words.filter(({ at }) => at > end);
  const own = behind.length > 1 ? behind : words;
  const group = own === words ? groups[0] : undefined;
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last) return [];
  if (first.text === 'typedef') return named('typedef', group ? group.inner : last);
  if (group?.pointer) return equals || words.length > 1 ? named('variable', group.inner) : [];
  if (group) return DECLARING.test(group.word?.text ?? '') ? named('variable', group.inner) : [];
  if (own.length === 1 || first.text === 'extern' || (own.length === 2 && isTag(first.text))) return [];
  return [...commas.slice(0, MOST_IN_ONE), last].flatMap((word) => named('variable', word));
}

/** What the words before an opening brace are the header of. */
export function bodied({ words, groups, equals }: Header): Named | undefined {
  if (equals) {
    const [group] = groups;
    return named('variable', group?.pointer ? group.inner : words.at(-1))[0];
  }
  const called = groups.filter(({ word }) => word && !ATTRIBUTES.test(word.text));
  const group = called.at(-1);
  const tag = words.findLastIndex(({ text }) => isTag(text));
  const keyword = words[tag];
  if (keyword && keyword.at > (group?.from ?? -1)) {
    const word = words.slice(tag + 1).findLast(({ text }) => !ATTRIBUTES.test(text));
    return { kind: keyword.text === 'enum' ? 'enum' : 'struct', word: word ?? { ...keyword, text: '' } };
  }
  if (group?.word && INSTRUCTIONS.has(group.word.text) && group.inner) return { kind: 'function', word: group.inner };
  const pointer = groups.find((it) => it.pointer);
  const label = words[0]?.text === 'case' ? words.at(-1) : undefined;
  return named('function', group?.word ?? pointer?.inner ?? label)[0];
}

function named(kind: CItem['kind'], word: Word | undefined): readonly Named[] {
  return word ? [{ kind, word }] : [];
}

function isTag(word: string): boolean {
  return word === 'struct' || word === 'enum' || word === 'union';
}
