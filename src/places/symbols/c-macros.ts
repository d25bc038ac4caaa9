import { scanC, type CInvocation, type CItem, type CScan } from './c-scan.ts';

/** A macro with arguments whose replacement holds a body. */
interface Maker {
  readonly parameters: readonly string[];
  readonly replacement: string;
}

const LONGEST_REPLACEMENT = 20_000;
/** All expansions of a file together; what hostile text would make beyond this is not made. */
const MOST_EXPANDED = 1_000_000;
const DEEPEST = 4;

/**
 * The functions that macros of a file make at its top level: `SLOT1BIN(slot_nb_add, nb_add, "__add__")`. They stand where
 * the macro is used, as debuggers say too. The macros must be defined in the same file.
 */
export function madeByMacros(text: string, scan: CScan): readonly CItem[] {
  const makers = makersOf(text, scan.items);
  if (makers.size === 0) return [];
  const made: CItem[] = [];
  let left = MOST_EXPANDED;

  const expand = (source: string, invocation: CInvocation, place: CInvocation, depth: number): void => {
    const maker = makers.get(invocation.name);
    if (!maker || left <= 0 || depth > DEEPEST) return;
    const expanded = replaced(maker, source.slice(invocation.from, Math.min(invocation.to, invocation.from + 2000)));
    left -= maker.replacement.length + expanded.length;
    const inner = scanC(expanded);
    for (const item of inner.items) {
      if (item.kind === 'function')
        made.push({ ...item, line: place.line, endLine: place.endLine, from: place.from, to: place.to });
    }
    for (const next of inner.invocations) expand(expanded, next, place, depth + 1);
  };

  for (const invocation of scan.invocations) expand(text, invocation, invocation, 1);
  return made;
}

function makersOf(text: string, items: readonly CItem[]): ReadonlyMap<string, Maker> {
  const makers = new Map<string, Maker>();
  for (const { kind, name, from, to } of items) {
    if (kind !== 'macro' || to - from > LONGEST_REPLACEMENT) continue;
    const found = /^#\s*define\s+\w+\(([^()]*)\)/.exec(text.slice(from, to));
    if (!found) continue;
    // A macro may use another that holds the body, so all with arguments are kept.
    const replacement = text
      .slice(from + found[0].length, to)
      .replace(/\\\r?\n/g, ' ')
      .replace(/[ \t]+/g, ' ');
    makers.set(name, { parameters: (found[1] ?? '').split(',').map((parameter) => parameter.trim()), replacement });
  }
  return makers;
}

function replaced(maker: Maker, given: string): string {
  const values = new Map<string, string>();
  const parts = splitArguments(given);
  maker.parameters.forEach((parameter, index) => values.set(parameter, parts[index]?.trim() ?? ''));
  let length = 0;
  const text = maker.replacement.replace(/[A-Za-z_]\w*/g, (word) => {
    const value = length > LONGEST_REPLACEMENT ? '' : (values.get(word) ?? word);
    length += value.length;
    return value;
  });
  return text.replace(/ ?## ?/g, '');
}

function splitArguments(given: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < given.length; at++) {
    const sign = given[at];
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (sign === ',' && depth === 0) {
      parts.push(given.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(given.slice(start));
  return parts;
}
