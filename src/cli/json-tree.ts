import type { Span } from '../advisory/document/document.ts';

/** A value of a JSON text and where it stands. Offsets are UTF-16 units; those of a string include its quotes. */
export interface JsonNode extends Span {
  readonly kind: 'object' | 'array' | 'string' | 'other';
  /** The value of a string; of anything else ''. */
  readonly value: string;
  /** Of an object. Of a name that stands twice the last, as JSON.parse has it. */
  readonly members: ReadonlyMap<string, JsonNode>;
  /** Of an array. */
  readonly items: readonly JsonNode[];
}

interface Open {
  readonly kind: 'object' | 'array' | 'string' | 'other';
  readonly start: number;
  end: number;
  value: string;
  readonly members: Map<string, JsonNode>;
  readonly items: JsonNode[];
  name: string | undefined;
}

/**
 * The values of a text that JSON.parse takes, with their places. It is no check: of a text that is no JSON it gives
 * something. Linear, and as deep as the text is.
 */
export function jsonTree(text: string): JsonNode {
  const root = node('array', 0);
  const stack: Open[] = [root];
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    const parent = stack.at(-1) ?? root;
    if (character === '{' || character === '[') {
      const opened = node(character === '{' ? 'object' : 'array', at);
      put(parent, opened);
      stack.push(opened);
      at++;
    } else if (character === '}' || character === ']') {
      parent.end = at + 1;
      if (stack.length > 1) stack.pop();
      at++;
    } else if (/[\s,:]/.test(character)) {
      at++;
    } else {
      const value = node(character === '"' ? 'string' : 'other', at);
      value.end = character === '"' ? stringEnd(text, at) : wordEnd(text, at);
      if (character === '"') value.value = stringIn(text.slice(at, value.end));
      put(parent, value);
      at = value.end;
    }
  }
  return root.items[0] ?? root;
}

const NONE = new Map<string, JsonNode>();
const NOTHING: JsonNode[] = [];

function node(kind: Open['kind'], start: number): Open {
  return {
    kind,
    start,
    end: start + 1,
    value: '',
    members: kind === 'object' ? new Map<string, JsonNode>() : NONE,
    items: kind === 'array' ? [] : NOTHING,
    name: undefined,
  };
}

/** In an object every other string is a name. */
function put(parent: Open, value: Open): void {
  if (parent.kind === 'array') parent.items.push(value);
  else if (parent.kind !== 'object') return;
  else if (parent.name === undefined) parent.name = value.value;
  else {
    parent.members.set(parent.name, value);
    parent.name = undefined;
  }
}

function stringIn(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return '';
  }
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function wordEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && !/[\s,:[\]{}"]/.test(text[at] ?? '')) at++;
  return at;
}

/**
 * Where a part of a string's value stands in the text.
 * @param from, to offsets in the value, in UTF-16 units
 */
export function partOfString(text: string, { start, end }: Span, from: number, to: number): Span {
  let [first, last] = [end - 1, end - 1];
  for (let at = start + 1, unit = 0; at < end - 1; unit++) {
    if (unit === from) first = at;
    if (unit === to) {
      last = at;
      break;
    }
    at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
  }
  return { start: Math.min(first, last), end: last };
}
