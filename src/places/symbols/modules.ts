import type { SourceRoots } from '../../process/process.ts';
import { cTables } from './c-tables.ts';
import type { Files } from './module-files.ts';
import { pythonSymbols } from './python.ts';
import { Search, type CodeDefinition, type Hit, type SymbolSource } from './search.ts';

export type { CodeDefinition, SymbolSource } from './search.ts';

const MOST_PARTS = 12;

export interface FoundName {
  readonly definition: CodeDefinition;
  /** Others that are as right: the Python twin of an accelerator, the branch for another platform. */
  readonly others: readonly CodeDefinition[];
  /** `likely`: only a beginning of the name was found, or the name was found in another module of its package. */
  readonly certainty: 'exact' | 'likely';
  /** The end of the name that was not found; null if all of it was. */
  readonly missing: string | null;
}

/** A source that reads and parses each file once. */
export function sourceOf(read: (path: string) => Promise<string | undefined>): SymbolSource {
  const once = <T>(parse: (text: string) => T): ((path: string) => Promise<T | undefined>) => {
    const kept = new Map<string, Promise<T | undefined>>();
    return (path) => {
      const reading = kept.get(path) ?? read(path).then((text) => (text === undefined ? undefined : parse(text)));
      kept.set(path, reading);
      return reading;
    };
  };
  return { python: once(pythonSymbols), c: once(cTables) };
}

/**
 * Finds where a dotted Python name is defined, over imports, other names, base classes and modules written in C.
 * @param dotted as written, with or without `()`
 * @param roots where the process keeps its code
 * @returns undefined if the name does not begin with a module or a built-in type of the tree
 */
export async function findPythonName(
  dotted: string,
  tree: Files,
  source: SymbolSource,
  roots: SourceRoots,
): Promise<FoundName | undefined> {
  const parts = dotted.replace(/\(\s*\)?$/, '').split('.');
  if (parts.length > MOST_PARTS || parts.some((part) => !/^[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]{0,199}$/.test(part)))
    return undefined;
  const search = new Search(tree, source, roots);
  const hits = [...(await search.absolute(parts))];
  if (hits.some(({ definition }) => definition.language === 'c')) hits.push(...(await search.twin(parts)));
  const sure = hits.some(({ missing }) => missing === 0);
  if (!sure && parts.length > 1) hits.push(...(await search.siblings(parts)));
  const best = hits.reduce<Hit | undefined>((one, other) => (one && one.missing <= other.missing ? one : other), undefined);
  if (!best) return undefined;
  const places = new Map<string, CodeDefinition>();
  for (const { definition, missing } of hits) {
    const place = `${definition.path}:${definition.line ?? 0}`;
    if (missing === best.missing && !places.has(place)) places.set(place, definition);
  }
  const [definition = best.definition, ...others] = places.values();
  const missing = best.missing === 0 ? null : parts.slice(-best.missing).join('.');
  return { definition, others, certainty: sure ? 'exact' : 'likely', missing };
}
