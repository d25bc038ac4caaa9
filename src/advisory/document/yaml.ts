import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Node,
  type Pair,
  type Range,
  type YAMLError,
} from 'yaml';
import type { Entry, FormProblem, FormProblemKind, Located, Span } from './document.ts';

/** Front matter that is longer than this many characters is not looked at: GitHub could not hold what it says. */
const MOST_FRONT = 256 * 1024;

/** A value with the places of its parts: a text, a list, or a map whose order is kept. */
export type Value =
  | ({ readonly kind: 'text'; readonly text: string } & Span)
  | ({ readonly kind: 'list'; readonly items: readonly Value[] } & Span)
  | ({ readonly kind: 'map'; readonly entries: readonly { readonly key: Located<string>; readonly value: Value }[] } & Span)
  /** Nothing stands there, or `null`. */
  | ({ readonly kind: 'nothing' } & Span);

export interface FrontEntry extends Entry {
  readonly node: Value;
}

/**
 * Reads front matter as YAML 1.2 in which every scalar is a text (the failsafe schema): `3.10` is a version, and no
 * number. Aliases, anchors and tags are refused, so nothing in it can grow.
 * @param text the whole document
 * @param front where the YAML stands in it
 */
export function readFront(
  text: string,
  front: Span,
): { readonly entries: readonly FrontEntry[]; readonly problems: readonly FormProblem[] } {
  const source = text.slice(front.start, front.end);
  if (source.length > MOST_FRONT)
    return { entries: [], problems: [{ kind: 'too-long', ...firstLine(text, front), words: WORDS['too-long'] }] };
  const parsed = parseDocument(source, {
    schema: 'failsafe',
    version: '1.2',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const problems = new Problems(front);
  parsed.errors.slice(0, 100).forEach((error) => {
    problems.add(kindOf(error), { start: error.pos[0], end: error.pos[1] });
  });
  if (isDeep(parsed.contents)) {
    problems.add('too-deep', { start: 0, end: source.length });
    return { entries: [], problems: problems.list };
  }
  // Without these signs there can be no anchor, alias or tag, and most front matter has none of them.
  if (/[&*!]/.test(source))
    visit(parsed, {
      Node: (_, node) => {
        if (isAlias(node) || (node as { readonly anchor?: string }).anchor !== undefined)
          problems.add('yaml-alias', spanOf(node.range));
        else if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
          problems.add('yaml-tag', spanOf(node.range));
      },
    });
  const contents = parsed.contents;
  if (contents !== null && (!isMap(contents) || contents.flow === true) && !isEmptyScalar(contents))
    problems.add('wrong-type', spanOf(contents.range));
  const pairs = isMap(contents) && contents.flow !== true ? contents.items.filter((pair) => isPair(pair)) : [];
  const entries = pairs.flatMap((pair) => entryOf(pair, source, front.start));
  problems.duplicates(entries);
  return { entries, problems: problems.list };
}

const WORDS: Readonly<Record<FormProblemKind, string>> = {
  'no-front-matter': 'An advisory starts with a line ---, its fields, and another line ---.',
  'yaml-syntax': 'This cannot be read as YAML. Put a text with special characters between quotes, and one key on each line.',
  'yaml-tab': 'YAML wants spaces where a tab stands.',
  'yaml-alias': 'Anchors and aliases of YAML are not read here. Write the value out.',
  'yaml-duplicate-key': 'This key stands twice. Keep one of them.',
  'yaml-tag': 'Tags of YAML are not read here. Write the plain value.',
  'too-long': `The front matter has more than ${MOST_FRONT / 1024} KB and is not checked. Shorten it.`,
  'too-deep': 'Lists and maps are nested too deeply to be read.',
  'wrong-type': 'The front matter is a list of fields, one key on each line, such as `title: …`.',
  'unknown-key': 'This key is not known. It is kept as it is, and not sent.',
};

class Problems {
  readonly list: FormProblem[] = [];
  readonly #front: Span;

  constructor(front: Span) {
    this.#front = front;
  }

  /** @param span offsets in the YAML; kept inside it and never empty where there is anything */
  add(kind: FormProblemKind, span: Span): void {
    const length = this.#front.end - this.#front.start;
    const start = Math.max(0, Math.min(span.start, length - 1));
    const end = Math.max(start, Math.min(Math.max(span.end, start + 1), length));
    this.list.push({ kind, start: this.#front.start + start, end: this.#front.start + end, words: WORDS[kind] });
  }

  duplicates(entries: readonly Entry[]): void {
    const seen = new Set<string>();
    for (const { key } of entries) {
      if (seen.has(key.value))
        this.list.push({ kind: 'yaml-duplicate-key', start: key.start, end: key.end, words: WORDS['yaml-duplicate-key'] });
      seen.add(key.value);
    }
  }
}

/** A problem in words that fit its kind. */
export function problemAt(kind: FormProblemKind, span: Span, words: string = WORDS[kind]): FormProblem {
  return { kind, start: span.start, end: span.end, words };
}

export function firstLine(text: string, from: Span): Span {
  const end = text.indexOf('\n', from.start);
  return { start: from.start, end: end < 0 || end > from.end ? from.end : Math.max(end, Math.min(from.start + 1, from.end)) };
}

/** What an advisory has is three deep; the reader's own limit hangs on how much of the stack is left. */
const MOST_DEPTH = 40;

/** Whether lists and maps lie within each other deeper than anybody writes them. Not recursive: that is the point. */
function isDeep(contents: unknown): boolean {
  const waiting: { readonly node: unknown; readonly depth: number }[] = [{ node: contents, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > MOST_DEPTH) return true;
    if (isPair(node)) waiting.push({ node: node.key, depth: depth + 1 }, { node: node.value, depth });
    else if (isMap(node) || isSeq(node)) for (const item of node.items) waiting.push({ node: item, depth: depth + 1 });
  }
  return false;
}

function kindOf(error: YAMLError): FormProblemKind {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'yaml-tab';
    case 'DUPLICATE_KEY':
      return 'yaml-duplicate-key';
    case 'BAD_ALIAS':
    case 'MULTIPLE_ANCHORS':
      return 'yaml-alias';
    case 'TAG_RESOLVE_FAILED':
    case 'MULTIPLE_TAGS':
      return 'yaml-tag';
    case 'RESOURCE_EXHAUSTION':
      return 'too-deep';
    default:
      return 'yaml-syntax';
  }
}

function entryOf(pair: Pair, source: string, shift: number): FrontEntry[] {
  const key = pair.key;
  if (!isScalar(key) || typeof key.value !== 'string' || !key.range) return [];
  const at = { start: shift + key.range[0], end: shift + key.range[1] };
  const node = valueOf(pair.value as Node | null, shift, at.end);
  const end = endOfLine(source, lastOf(source, Math.max(node.end, at.end) - shift, key.range[1]));
  return [
    {
      key: { value: key.value, ...at },
      value: { value: plainOf(node), start: node.start, end: node.end },
      block: { start: startOfLine(source, key.range[0]) + shift, end: end + shift },
      node,
    },
  ];
}

function valueOf(node: Node | null | undefined, shift: number, keyEnd: number): Value {
  if (!node?.range) return { kind: 'nothing', start: keyEnd, end: keyEnd };
  const span = { start: node.range[0] + shift, end: Math.max(node.range[0], node.range[1]) + shift };
  if (isMap(node)) {
    const entries = node.items.flatMap(({ key, value }) => {
      if (!isScalar(key) || typeof key.value !== 'string' || !key.range) return [];
      const at = { value: key.value, start: key.range[0] + shift, end: key.range[1] + shift };
      return [{ key: at, value: valueOf(value as Node | null, shift, at.end) }];
    });
    return { kind: 'map', entries, ...span };
  }
  if (isSeq(node))
    return { kind: 'list', items: node.items.map((item) => valueOf(item as Node | null, shift, span.start)), ...span };
  if (!isScalar(node) || typeof node.value !== 'string') return { kind: 'nothing', ...span };
  const plain = node.type === 'PLAIN';
  if (plain && (node.value === '' || node.value === '~' || node.value === 'null')) return { kind: 'nothing', ...span };
  return { kind: 'text', text: node.value, ...span };
}

function plainOf(value: Value): unknown {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'nothing':
      return null;
    case 'list':
      return value.items.map(plainOf);
    case 'map':
      return Object.fromEntries(value.entries.map(({ key, value: one }) => [key.value, plainOf(one)]));
  }
}

function isEmptyScalar(node: Node): boolean {
  return isScalar(node) && node.value === '';
}

function spanOf(range: Range | null | undefined): Span {
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
}

/** A block collection's range goes to the start of the next key: back to its last character. */
function lastOf(source: string, end: number, least: number): number {
  let at = end;
  while (at > least && /\s/.test(source[at - 1] ?? '')) at--;
  return at;
}

function endOfLine(source: string, at: number): number {
  const found = source.indexOf('\n', at);
  return found < 0 ? source.length : found + 1;
}

function startOfLine(source: string, at: number): number {
  return source.lastIndexOf('\n', at - 1) + 1;
}
