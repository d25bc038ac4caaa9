import type { PythonSymbol, PythonSymbols } from './python.ts';

/** Something that a Python file defines, or a class in C that another one is made from. */
export interface ClassNode {
  readonly path: string;
  readonly symbols: PythonSymbols;
  readonly symbol: PythonSymbol;
  readonly outside?: { readonly path: string; readonly name: string };
}

const MOST_CLASSES = 60;

/** What tells a class from all others. */
export function keyOf({ path, symbol, outside }: ClassNode): string {
  return outside ? `${outside.path}:${outside.name}` : `${path}:${symbol.name}:${symbol.line}`;
}

/** Python's own order (C3): no class before one that is made from it. Where there is no such order, as they come. */
export function merged(orders: readonly (readonly ClassNode[])[]): readonly ClassNode[] {
  const result: ClassNode[] = [];
  let left = orders.map((order) => order.map((node) => ({ node, key: keyOf(node) })));
  while (result.length < MOST_CLASSES) {
    left = left.filter((order) => order.length > 0);
    const tails = new Set(left.flatMap((order) => order.slice(1).map(({ key }) => key)));
    const next = left.find((order) => !tails.has(order[0]?.key ?? ''))?.[0] ?? left[0]?.[0];
    if (!next) break;
    result.push(next.node);
    left = left.map((order) => order.filter(({ key }) => key !== next.key));
  }
  return result;
}
