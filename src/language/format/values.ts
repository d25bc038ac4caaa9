import { scalarText } from '../../advisory/document/front.ts';
import { parseRange } from '../../advisory/ranges/parse.ts';
import type { Edit } from '../finding.ts';
import { skipBlanks } from '../front/scalars.ts';
import { fill, slotOf } from '../front/slot.ts';
import type { Node, Pair, Scalar } from '../front/tree.ts';

/** The blanks round a colon, and how the values behind it are written. */
export function valueEdits(text: string, pair: Pair, path = pair.key.value, flow = false): readonly Edit[] {
  return [...colonEdits(text, pair, flow), ...nodeEdits(text, pair.node, path, flow)];
}

function nodeEdits(text: string, node: Node, path: string, flow: boolean): readonly Edit[] {
  switch (node.kind) {
    case 'nothing':
      return [];
    case 'scalar':
      return scalarEdits(text, node, path, flow);
    case 'list':
      return node.items.flatMap((item) => nodeEdits(text, item.node, path, flow || node.flow));
    case 'map': {
      const known = node.pairs.filter(({ key }) => isKnown(path, key.value));
      return known.flatMap((pair) => valueEdits(text, pair, `${path}.${pair.key.value}`, flow || node.flow));
    }
  }
}

/** Keys of entries; `more` holds what GitHub sent and stays to the letter. */
export function isKnown(path: string, key: string): boolean {
  return path === 'affected'
    ? ['package', 'range', 'patched', 'functions'].includes(key)
    : path === 'credits' && ['login', 'type', 'state'].includes(key);
}

function colonEdits(text: string, { key, colon, node }: Pair, flow: boolean): readonly Edit[] {
  const before = key.end < colon && !flow ? [{ start: key.end, end: colon, text: '' }] : [];
  const start = skipBlanks(text, colon + 1, text.length);
  const isThere = node.kind !== 'nothing' && node.start === start;
  return isThere && start !== colon + 2 && start > colon + 1 ? [...before, { start: colon + 1, end: start, text: ' ' }] : before;
}

function scalarEdits(text: string, scalar: Scalar, path: string, flow: boolean): readonly Edit[] {
  if (scalar.manyLines || !scalar.closed || !isExact(text, scalar)) return [];
  const better = wellWritten(path, scalar.text);
  const bare = bareForm(scalar, better, flow);
  if (bare !== undefined) return [{ start: scalar.start, end: scalar.end, text: bare }];
  return better === scalar.text ? [] : [fill(slotOf(scalar, scalar.inner.start, flow), better)];
}

/** Whether the text is what YAML reads there: no escapes but of quotes and backslashes, no anchors or tags. */
function isExact(text: string, { quote, inner, start }: Scalar): boolean {
  if (quote === '"')
    return !text
      .slice(inner.start, inner.end)
      .replaceAll(/\\["\\/]/g, '')
      .includes('\\');
  return quote !== '|' && !'&*!|>%@`'.includes(text[start] ?? '!');
}

/** The text without quotes, where it has some and needs none. */
function bareForm({ quote }: Scalar, value: string, flow: boolean): string | undefined {
  if (quote === '' || (flow && /[,[\]{}:#?]/.test(value))) return undefined;
  const bare = scalarText(value);
  return bare === value ? bare : undefined;
}

/** A range or CWE id as GitHub writes it, where there is no doubt; every other text as it is. */
export function wellWritten(path: string, text: string): string {
  if (path === 'cwe') return /^cwe-[1-9]\d{0,5}$/i.test(text) ? text.toUpperCase() : text;
  if (path !== 'affected.range') return text;
  for (const scheme of ['pep440', 'plain'] as const) {
    const range = parseRange(text, scheme);
    if (range.ok) return text;
    const { what, suggestion } = range.failure;
    if (suggestion !== undefined && (what === 'spaces' || what === 'order')) return suggestion;
  }
  return text;
}
