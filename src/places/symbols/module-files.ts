import type { Tree } from '../../git/repository.ts';
import type { SourceRoots } from '../../process/process.ts';

/** What is needed of a tree: its files, by path. */
export type Files = Pick<Tree, 'files'>;

/** Longer names are none that anybody has written. */
const MOST_PARTS = 12;

/** A module's file, and how many parts of the name it takes. */
export interface ModuleFile {
  readonly path: string;
  readonly parts: number;
}

/** The Python file of the longest beginning of a dotted name that is a module. */
export function pythonModule(parts: readonly string[], tree: Files, roots: SourceRoots): ModuleFile | undefined {
  for (let count = Math.min(parts.length, MOST_PARTS); count > 0; count--) {
    const inner = parts.slice(0, count).join('/');
    for (const root of roots.python) {
      const base = root === '' ? inner : `${root}/${inner}`;
      for (const path of [`${base}/__init__.py`, `${base}.py`]) if (tree.files.has(path)) return { path, parts: count };
    }
  }
  return undefined;
}

/** The dotted parts of the module that a Python file is; undefined for a file outside the roots. */
export function moduleParts(path: string, roots: SourceRoots): readonly string[] | undefined {
  // The longest root, so that `src/a.py` is `a` where both the top folder and `src` are roots.
  const root = roots.python.filter((it) => it === '' || path.startsWith(`${it}/`)).sort((a, b) => b.length - a.length)[0];
  if (root === undefined || !path.endsWith('.py')) return undefined;
  const inner = path.slice(root === '' ? 0 : root.length + 1, -3);
  return inner.replace(/\/__init__$/, '').split('/');
}

/** The module that `from .a import b` means in a file; undefined where it climbs out of the roots. */
export function importedModule(path: string, module: string, roots: SourceRoots): readonly string[] | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const rest = module.slice(dots);
  const named = rest === '' ? [] : rest.split('.');
  if (dots === 0) return named;
  const own = moduleParts(path, roots);
  if (!own) return undefined;
  const up = path.endsWith('/__init__.py') ? dots - 1 : dots;
  return up > own.length ? undefined : [...own.slice(0, own.length - up), ...named];
}

/** A file that may hold a module written in C. */
export interface CModuleFile {
  readonly path: string;
  /** Whether its name alone says so; else the file has to make the module. */
  readonly sure: boolean;
}

/**
 * The files of a module written in C, those first that are named after `wanted`.
 * @param wanted what is looked for in the module
 */
export function cModule(name: string, wanted: string, tree: Files, roots: SourceRoots): readonly CModuleFile[] {
  if (!/^\w{1,100}$/.test(name)) return [];
  const named = Object.hasOwn(roots.c.named, name) ? roots.c.named[name] : undefined;
  const bare = name.replace(/^_+/, '');
  const found = new Map<string, CModuleFile>();
  for (const pattern of [...(named ?? []), ...roots.c.modules]) {
    const path = pattern.replaceAll('{name}', name).replaceAll('{bare}', bare);
    const star = path.indexOf('*');
    // A folder that has the name of the module holds nothing else.
    const sure = star >= 0 || (named?.includes(pattern) ?? false);
    for (const file of star < 0 ? [path] : inFolder(path.slice(0, star), path.slice(star + 1), tree)) {
      if (tree.files.has(file) && !found.has(file)) found.set(file, { path: file, sure });
    }
  }
  const alike = (path: string): number => (path.slice(path.lastIndexOf('/') + 1).startsWith(wanted.toLowerCase()) ? 0 : 1);
  return [...found.values()].sort((one, other) => alike(one.path) - alike(other.path));
}

/** The files of each folder, for trees that have been asked for one: a tree has thousands, and is asked for every name. */
const folders = new WeakMap<Files['files'], ReadonlyMap<string, readonly string[]>>();

/** The files of a folder (with `/` at its end) whose names begin and end so; none of the folders in it. */
export function inFolder(before: string, after: string, tree: Files): readonly string[] {
  const known = folders.get(tree.files) ?? foldersOf(tree);
  folders.set(tree.files, known);
  const files = known.get(before.slice(0, before.lastIndexOf('/') + 1)) ?? [];
  return files.filter((path) => path.startsWith(before) && path.endsWith(after) && path.length >= before.length + after.length);
}

function foldersOf(tree: Files): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of tree.files.keys()) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const files = found.get(folder);
    if (files) files.push(path);
    else found.set(folder, [path]);
  }
  return found;
}
