import type { Edit } from '../finding.ts';
import { skipBlanks } from '../front/scalars.ts';
import type { Item, List, Node, Pair } from '../front/tree.ts';
import { isKnown } from './values.ts';

/**
 * The indentation of a list below a key: dashes two farther right than the key, the entry two farther than the dash. A
 * list with anything in it that is on several lines by itself, or unknown, stays as it is.
 */
export function listEdits(text: string, pair: Pair): readonly Edit[] {
  const { node, key, column } = pair;
  if (node.kind !== 'list' || node.flow || !isPlain(text, node, key.value, 0)) return [];
  return reindented(text, node, column + 2);
}

function reindented(text: string, list: List, dashColumn: number): readonly Edit[] {
  return list.items.flatMap((item) => {
    const dash = item.dash ?? item.start;
    const { node } = item;
    const isBeside = node.kind !== 'nothing' && skipBlanks(text, dash + 1, text.length) === node.start;
    const behind = isBeside && node.start !== dash + 2 ? [{ start: dash + 1, end: node.start, text: ' ' }] : [];
    const own = [...toColumn(text, dash, dashColumn), ...behind];
    return [...own, ...insides(text, node, dashColumn + 2, isBeside)];
  });
}

function insides(text: string, node: Node, column: number, isBeside: boolean): readonly Edit[] {
  if (node.kind === 'scalar' || node.kind === 'nothing')
    return isBeside || node.kind === 'nothing' ? [] : toColumn(text, node.start, column);
  if (node.kind !== 'map' || node.flow) return [];
  return node.pairs.flatMap((pair, index) => [
    ...(index === 0 && isBeside ? [] : toColumn(text, pair.start, column)),
    ...(pair.node.kind === 'list' && !pair.node.flow ? reindented(text, pair.node, column + 2) : []),
  ]);
}

/** Moves what begins a line to a column. */
function toColumn(text: string, at: number, column: number): readonly Edit[] {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const isFirst = skipBlanks(text, start, at) === at;
  return !isFirst || at - start === column ? [] : [{ start, end: at, text: ' '.repeat(column) }];
}

/** Whether moving lines of a list moves nothing else. */
function isPlain(text: string, list: List, path: string, depth: number): boolean {
  if (list.loose.length > 0 || depth > 1) return false;
  return list.items.every((item) => isPlainItem(text, item, path, depth));
}

function isPlainItem(text: string, { node }: Item, path: string, depth: number): boolean {
  if (node.kind === 'nothing') return true;
  if (node.kind === 'scalar') return !node.manyLines;
  if (node.kind === 'list') return false;
  if (node.flow) return !text.slice(node.start, node.end).includes('\n');
  return (
    node.loose.length === 0 &&
    node.pairs.every(({ key, node: inner }) => {
      if (!isKnown(path, key.value)) return key.value === 'more' && inner.kind === 'scalar' && !inner.manyLines;
      if (inner.kind === 'list' && !inner.flow) return isPlain(text, inner, `${path}.${key.value}`, depth + 1);
      return inner.kind !== 'scalar'
        ? !text.slice(inner.start, inner.end).includes('\n')
        : !inner.manyLines && isOnLine(text, key.end, inner.start);
    })
  );
}

function isOnLine(text: string, from: number, to: number): boolean {
  return !text.slice(from, to).includes('\n');
}
