import type { PythonImport, PythonSymbol, PythonSymbols } from './python.ts';

/** What binds a name: a definition or an import. */
export type Binding =
  | { readonly what: 'symbol'; readonly symbol: PythonSymbol; readonly rank: number; readonly line: number }
  | { readonly what: 'import'; readonly entry: PythonImport; readonly rank: number; readonly line: number };

/**
 * What may bind a name in a class or, for an empty scope, in the module; what holds at the end comes first.
 * @param before a line: of what stands above it and below it, only the former counts, if there is any
 */
export function bindings(symbols: PythonSymbols, scope: string, name: string, before = Infinity): readonly Binding[] {
  const own = symbols.byName.get(scope === '' ? name : `${scope}.${name}`) ?? [];
  const all: readonly Binding[] = [
    // A plain value is a placeholder wherever there is a definition too.
    ...own.map((symbol): Binding => {
      const rank = symbol.rank + (symbol.kind === 'variable' && symbol.target === null ? 0.5 : 0);
      return { what: 'symbol', symbol, rank, line: symbol.line };
    }),
    ...symbols.imports
      .filter((entry) => entry.scope === scope && (entry.name === name || entry.name === '*'))
      .map((entry): Binding => ({ what: 'import', entry, rank: entry.rank, line: entry.line })),
  ].sort((one, other) => one.rank - other.rank || other.line - one.line);
  const above = all.filter(({ line }) => line < before);
  return above.length > 0 ? above : all;
}

/** `_Spam__eggs` is how `__eggs` of the class `Spam` is called from outside. */
export function unmangled(owner: string, name: string): string {
  const prefix = `_${owner.slice(owner.lastIndexOf('.') + 1).replace(/^_+/, '')}__`;
  return name.startsWith(prefix) ? name.slice(prefix.length - 2) : name;
}
