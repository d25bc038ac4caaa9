import type { SourceRoots } from '../../process/process.ts';
import { bindings, unmangled } from './bindings.ts';
import { cPythonName, type CTables } from './c-tables.ts';
import type { CSymbol } from './c.ts';
import { keyOf, merged, type ClassNode } from './class-order.ts';
import { cModule, importedModule, inFolder, moduleParts, pythonModule, type Files } from './module-files.ts';
import type { PythonImport, PythonSymbol, PythonSymbols } from './python.ts';

/** Where a dotted name is defined. */
export interface CodeDefinition {
  readonly path: string;
  readonly language: 'python' | 'c';
  /** The name within the file: `TarFile.extractall`, `csv_reader`; empty for a module as a whole. */
  readonly name: string;
  readonly kind: 'module' | PythonSymbol['kind'] | CSymbol['kind'];
  /** The line of the name; null for a module. */
  readonly line: number | null;
  /** The same, or that of the first decorator. */
  readonly firstLine: number | null;
  readonly endLine: number | null;
}

/** Gives what is in a file of one tree; undefined where it cannot be read. A caller may keep the answers by blob id. */
export interface SymbolSource {
  python(path: string): Promise<PythonSymbols | undefined>;
  c(path: string): Promise<CTables | undefined>;
}

/** A definition, and how many parts at the end of the name it leaves unexplained. */
export interface Hit {
  readonly definition: CodeDefinition;
  readonly missing: number;
}

/** Files that import each other in circles, or in crowds, are followed no further. */
const MOST_STEPS = 300;
const MOST_SIBLINGS = 60;

/** One look-up: what has been found on the way is found only once. */
export class Search {
  readonly #tree: Files;
  readonly #source: SymbolSource;
  readonly #roots: SourceRoots;
  readonly #done = new Map<string, readonly Hit[]>();
  readonly #open = new Set<string>();
  readonly #orders = new Map<string, Promise<readonly ClassNode[]>>();

  constructor(tree: Files, source: SymbolSource, roots: SourceRoots) {
    this.#tree = tree;
    this.#source = source;
    this.#roots = roots;
  }

  /** Follows a name from its module on; the best hit first. */
  async absolute(parts: readonly string[]): Promise<readonly Hit[]> {
    const module = pythonModule(parts, this.#tree, this.#roots);
    if (!module) return this.#absoluteC(parts);
    const names = parts.slice(module.parts);
    const whole = { definition: moduleDefinition(module.path, 'python'), missing: names.length };
    const hits = names.length === 0 ? [] : await this.#inModule(module.path, names);
    if (hits.some((hit) => hit.missing === 0)) return hits;
    // A package may have a name of its own that hides the module of that name: `unittest.main`.
    const hiding = (await this.#hiding(parts, module.parts)).filter((hit) => hit.missing <= names.length);
    return inOrder([...hiding, ...hits, whole]);
  }

  async #hiding(parts: readonly string[], count: number): Promise<readonly Hit[]> {
    const outer = count > 1 ? pythonModule(parts.slice(0, count - 1), this.#tree, this.#roots) : undefined;
    if (outer?.parts !== count - 1) return [];
    const symbols = await this.#source.python(outer.path);
    const name = parts[count - 1] ?? '';
    const hidden = symbols && bindings(symbols, '', name).some((it) => it.what === 'symbol' || it.entry.name === name);
    return hidden ? this.#inModule(outer.path, parts.slice(count - 1)) : [];
  }

  /** PEP 399: what `x` or `_x` has in C may have its twin in `_pyx`. */
  async twin(parts: readonly string[]): Promise<readonly Hit[]> {
    const twin = [`_py${(parts[0] ?? '').replace(/^_/, '')}`, ...parts.slice(1)];
    return pythonModule(twin, this.#tree, this.#roots) ? this.absolute(twin) : [];
  }

  /** Modules of a package that define a name which the package itself has only when it is run: `multiprocessing.Process`. */
  async siblings(parts: readonly string[]): Promise<readonly Hit[]> {
    const module = pythonModule(parts, this.#tree, this.#roots);
    const names = module ? parts.slice(module.parts) : [];
    const [first] = names;
    if (!module?.path.endsWith('/__init__.py') || first === undefined) return [];
    const folder = module.path.slice(0, -'__init__.py'.length);
    const hits: Hit[] = [];
    for (const path of inFolder(folder, '.py', this.#tree).slice(0, MOST_SIBLINGS)) {
      const symbols = await this.#source.python(path);
      if (symbols?.byName.get(first)?.some(({ kind }) => kind !== 'variable')) hits.push(...(await this.#inModule(path, names)));
    }
    return hits.filter((hit) => hit.missing === 0);
  }

  async #absoluteC(parts: readonly string[]): Promise<readonly Hit[]> {
    const { builtins } = this.#roots.c;
    const [first = '', second] = parts;
    if (Object.hasOwn(builtins, first)) return this.#inC([builtins[first] ?? ''], parts);
    const files: string[] = [];
    for (const { path, sure } of cModule(first, second ?? first, this.#tree, this.#roots)) {
      if (sure || (await this.#source.c(path))?.modules.has(first)) files.push(path);
    }
    if (second !== undefined && files.length > 0) {
      const type = Object.hasOwn(builtins, second) ? builtins[second] : undefined;
      const hits = await this.#inC(type === undefined ? files : [...files, type], parts.slice(1));
      if (hits.length > 0) return hits;
    }
    const main = (await this.#makers(files, first))[0] ?? files[0];
    return main === undefined ? [] : [{ definition: moduleDefinition(main, 'c'), missing: parts.length - 1 }];
  }

  async #makers(files: readonly string[], name: string): Promise<readonly string[]> {
    const makers: string[] = [];
    for (const path of files) if ((await this.#source.c(path))?.modules.has(name)) makers.push(path);
    return makers;
  }

  /** The first of some C files that knows a name, or a beginning of it. */
  async #inC(files: readonly string[], names: readonly string[]): Promise<readonly Hit[]> {
    for (let count = Math.min(2, names.length); count > 0; count--) {
      for (const path of files) {
        const tables = this.#tree.files.has(path) ? await this.#source.c(path) : undefined;
        const place = tables && cPythonName(tables, names.slice(0, count));
        if (place) return [{ definition: cDefinition(path, place), missing: names.length - count }];
      }
    }
    return [];
  }

  /** @param before the line from which the name is used while the module is run: only what stands above it counts there */
  #inModule(path: string, names: readonly string[], before = Infinity): Promise<readonly Hit[]> {
    return this.#once(`${path}:${before}:${names.join('.')}`, () => this.#bound(path, names, before));
  }

  /** Looks for something only once, and not at all while it is being looked for: imports may run in circles. */
  async #once(key: string, look: () => Promise<readonly Hit[]>): Promise<readonly Hit[]> {
    const done = this.#done.get(key);
    if (done) return done;
    if (this.#open.has(key) || this.#open.size + this.#done.size > MOST_STEPS) return [];
    this.#open.add(key);
    const hits = await look();
    this.#open.delete(key);
    this.#done.set(key, hits);
    return hits;
  }

  async #bound(path: string, names: readonly string[], before: number): Promise<readonly Hit[]> {
    const [first = '', ...rest] = names;
    const symbols = await this.#source.python(path);
    if (!symbols) return [];
    const hits: Hit[] = [];
    for (const binding of bindings(symbols, '', first, before)) {
      if (binding.what === 'symbol') hits.push(...(await this.#inSymbol({ path, symbols, symbol: binding.symbol }, rest)));
      else if (binding.entry.name !== '*') hits.push(...(await this.#imported(path, binding.entry, rest)));
      // Of names that come with `*`, one is enough, and what Python has in place of an accelerator.
      else if (!hits.some((hit) => hit.missing === 0 && hit.definition.language === 'python'))
        hits.push(...(await this.#starred(path, symbols, binding.entry, names)));
    }
    return hits.length > 0 ? inOrder(hits) : this.#submodule(path, names);
  }

  async #submodule(path: string, names: readonly string[]): Promise<readonly Hit[]> {
    const own = path.endsWith('/__init__.py') ? moduleParts(path, this.#roots) : undefined;
    const module = own && pythonModule([...own, ...names], this.#tree, this.#roots);
    return own && module && module.parts > own.length ? this.absolute([...own, ...names]) : [];
  }

  /** `from x import *` counts where `x` has the name itself, or has it from elsewhere but nobody else does. */
  async #starred(path: string, symbols: PythonSymbols, entry: PythonImport, names: readonly string[]): Promise<readonly Hit[]> {
    const parts = importedModule(path, entry.module, this.#roots);
    const first = names[0] ?? '';
    if (!parts || first.startsWith('_')) return [];
    const module = pythonModule(parts, this.#tree, this.#roots);
    if (!module) return (await this.#absoluteC([...parts, ...names])).filter((hit) => hit.missing < names.length);
    if (module.parts !== parts.length) return [];
    const others = symbols.imports.filter((it) => it.name === '*' && it !== entry);
    const inner = await this.#source.python(module.path);
    if (!inner?.byName.has(first) && (await this.#definedByOne(path, others, first))) return [];
    return this.#inModule(module.path, names);
  }

  async #definedByOne(path: string, entries: readonly PythonImport[], name: string): Promise<boolean> {
    for (const entry of entries) {
      const parts = importedModule(path, entry.module, this.#roots);
      const module = parts && pythonModule(parts, this.#tree, this.#roots);
      if (module?.parts === parts?.length && module && (await this.#source.python(module.path))?.byName.has(name)) return true;
    }
    return false;
  }

  async #imported(path: string, entry: PythonImport, rest: readonly string[]): Promise<readonly Hit[]> {
    const module = importedModule(path, entry.module, this.#roots);
    if (!module) return [];
    const parts = entry.member === null ? [...module, ...rest] : [...module, entry.member, ...rest];
    const hits = await this.absolute(parts);
    // What is imported was there: a hit that does not even reach it is none.
    return hits.filter((hit) => hit.missing <= rest.length);
  }

  async #inSymbol(node: ClassNode, rest: readonly string[]): Promise<readonly Hit[]> {
    const { path, symbols, symbol } = node;
    const own = { definition: pythonDefinition(path, symbol), missing: rest.length };
    if (symbol.target !== null) {
      const hits = await this.#inScope(node, [...symbol.target.split('.'), ...rest]);
      const reached = hits.filter(
        (hit) => hit.missing <= rest.length && hit.definition.kind !== 'module' && (rest.length > 0 || isMore(hit)),
      );
      if (reached.length > 0) return [...reached, own];
    }
    const [first, ...more] = rest;
    if (first === undefined) return [own];
    if (symbol.kind === 'function') {
      const inner = symbols.byName.get(`${symbol.name}.${first}`)?.at(-1);
      return inner ? this.#inSymbol({ path, symbols, symbol: inner }, more) : [own];
    }
    const hits = symbol.kind === 'class' ? await this.#inClass(node, rest) : [];
    return hits.length > 0 ? hits : [own];
  }

  /** An attribute of a class, or of the first of the classes it is made from that has it. */
  async #inClass(node: ClassNode, rest: readonly string[]): Promise<readonly Hit[]> {
    const [first = '', ...more] = rest;
    for (const { path, symbols, symbol, outside } of await this.#order(node)) {
      const hits: Hit[] = outside ? [...(await this.#inC([outside.path], [outside.name, ...rest]))] : [];
      for (const binding of outside ? [] : bindings(symbols, symbol.name, unmangled(symbol.name, first))) {
        if (binding.what === 'symbol') hits.push(...(await this.#inSymbol({ path, symbols, symbol: binding.symbol }, more)));
        else if (binding.entry.name !== '*') hits.push(...(await this.#imported(path, binding.entry, more)));
      }
      const found = hits.filter((hit) => hit.missing < rest.length);
      if (found.length > 0) return inOrder(found);
    }
    return [];
  }

  /** The order in which attributes of a class are looked up. */
  #order(node: ClassNode): Promise<readonly ClassNode[]> {
    const key = keyOf(node);
    const known = this.#orders.get(key);
    if (known) return known;
    // A class that is its own base, by way of others, is left out of its order the second time.
    this.#orders.set(key, Promise.resolve([]));
    const order = this.#bases(node).then((bases) => [node, ...merged(bases)]);
    return order.then((found) => {
      this.#orders.set(key, order);
      return found;
    });
  }

  async #bases(node: ClassNode): Promise<readonly (readonly ClassNode[])[]> {
    const orders: (readonly ClassNode[])[] = [];
    const direct: ClassNode[] = [];
    for (const base of node.outside ? [] : node.symbol.bases) {
      const [hit] = await this.#inScope(node, base.split('.'));
      if (hit?.missing !== 0) continue;
      const found = await this.#nodeOf(hit.definition, base, node);
      if (!found) continue;
      direct.push(found);
      orders.push(await this.#order(found));
    }
    return [...orders, direct];
  }

  async #nodeOf({ path, language, name, line }: CodeDefinition, base: string, from: ClassNode): Promise<ClassNode | undefined> {
    if (language === 'c') return { ...from, outside: { path, name: base.slice(base.lastIndexOf('.') + 1) } };
    const symbols = await this.#source.python(path);
    const symbol = symbols?.byName.get(name)?.find((it) => it.line === line && it.kind === 'class');
    return symbols && symbol && { path, symbols, symbol };
  }

  /** A name as it is seen where something is defined: in the class around it, then in the module. */
  #inScope({ path, symbols, symbol: from }: ClassNode, names: readonly string[]): Promise<readonly Hit[]> {
    const [first = '', ...rest] = names;
    const around = from.name.slice(0, Math.max(0, from.name.lastIndexOf('.')));
    const [binding] = around === '' ? [] : bindings(symbols, around, first, from.line).filter(({ line }) => line !== from.line);
    if (binding?.what !== 'symbol') return this.#inModule(path, names, from.line);
    return this.#once(`${path}:${around}:${from.line}:${names.join('.')}`, () =>
      this.#inSymbol({ path, symbols, symbol: binding.symbol }, rest),
    );
  }
}

/** Complete hits first, otherwise as they came. */
function inOrder(hits: readonly Hit[]): readonly Hit[] {
  return [...hits].sort((one, other) => one.missing - other.missing);
}

/** Whether a hit is worth more than the assignment that led to it. */
function isMore(hit: Hit): boolean {
  return hit.definition.kind !== 'variable' || hit.definition.language === 'c';
}

function moduleDefinition(path: string, language: 'python' | 'c'): CodeDefinition {
  return { path, language, name: '', kind: 'module', line: null, firstLine: null, endLine: null };
}

function pythonDefinition(path: string, { name, kind, line, firstLine, endLine }: PythonSymbol): CodeDefinition {
  return { path, language: 'python', name, kind, line, firstLine, endLine };
}

function cDefinition(path: string, { name, kind, line, endLine }: CSymbol): CodeDefinition {
  return { path, language: 'c', name, kind, line, firstLine: line, endLine };
}
