import type { Tree } from '../../git/repository.ts';
import { isTelling } from './numbered.ts';
import { enclosing } from './enclosing.ts';

/** So many files are compared with the old one at most. */
const MOST_CANDIDATES = 6;

/** Whether a path is a file there, and no link or submodule. */
export function isFile(tree: Tree, path: string): boolean {
  return tree.files.get(path)?.mode.startsWith('100') === true;
}

/**
 * What a file may be called in another tree where its path is not there, the likeliest first: the same content, the same
 * name in another folder, a module that has become a package or was merged from one.
 * @param id the blob id of the old file
 */
export function namedAlike(path: string, id: string, from: Tree, to: Tree): readonly string[] {
  const equal: string[] = [];
  for (const [other, file] of to.files) if (file.id === id && isFile(to, other)) equal.push(other);
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  // Whatever stood there before is another file.
  const isNew = (other: string) => isFile(to, other) && !from.files.has(other);
  const sameName = (to.byName.get(name.toLowerCase()) ?? []).filter(isNew);
  const near = [...sameName, ...sameStem(path, to).filter(isNew), ...inPackage(path, to).filter(isNew)];
  const package_ = mergedInto(path).filter((other) => isFile(to, other));
  const ranked = [...new Set([...near, ...package_])].sort((a, b) => sharedParts(path, b) - sharedParts(path, a));
  return [...new Set([...equal.sort((a, b) => sharedParts(path, b) - sharedParts(path, a)), ...ranked])].slice(
    0,
    MOST_CANDIDATES,
  );
}

/** `a/_zip.c` or `a/zip.h` has become `a/zip.c`. */
function sameStem(path: string, to: Tree): readonly string[] {
  const module = /^(.*\/)?_*([^/]+?)(\.\w+)$/.exec(path);
  if (!module) return [];
  const [, folder = '', stem = ''] = module;
  return suffixFamily(path).flatMap((suffix) =>
    ['', '_'].map((sign) => `${folder}${sign}${stem}${suffix}`).filter((it) => to.files.has(it)),
  );
}

/** `a/zipfile.py` has become `a/zipfile/__init__.py` or another module of that package. */
export function inPackage(path: string, to: Tree): readonly string[] {
  const module = /^(.*\/)?([^/]+)\.(\w+)$/.exec(path);
  if (!module) return [];
  const [, folder = '', stem = '', suffix = ''] = module;
  const found: string[] = [];
  const first = `${folder}${stem}/__init__.${suffix}`;
  if (to.files.has(first)) found.push(first);
  for (const name of to.files.keys()) {
    if (found.length >= MOST_CANDIDATES) break;
    if (name.startsWith(`${folder}${stem}/`) && name.endsWith(`.${suffix}`) && name !== first) found.push(name);
  }
  return found;
}

/** `a/zipfile/__init__.py` has become `a/zipfile.py`. */
function mergedInto(path: string): readonly string[] {
  const inside = /^(.+)\/[^/]+(\.\w+)$/.exec(path);
  return inside ? [`${inside[1] ?? ''}${inside[2] ?? ''}`] : [];
}

/** How many folders two paths have in common from the front and, weighing more, from the name backwards. */
function sharedParts(a: string, b: string): number {
  const [x, y] = [a.split('/'), b.split('/')];
  let front = 0;
  while (front < x.length && front < y.length && x[front] === y[front]) front++;
  let back = 0;
  while (back < x.length && back < y.length && x.at(-1 - back) === y.at(-1 - back)) back++;
  return front + 2 * back;
}

const FAMILIES: readonly (readonly string[])[] = [
  ['.c', '.h', '.cc', '.cpp', '.inc'],
  ['.py', '.pyi'],
  ['.js', '.ts', '.mjs', '.tsx', '.jsx'],
];

/** The suffixes of files into which code of a file may move. */
export function suffixFamily(path: string): readonly string[] {
  const suffix = /\.\w+$/.exec(path)?.[0];
  return suffix === undefined ? [] : (FAMILIES.find((family) => family.includes(suffix)) ?? [suffix]);
}

const MOST_SURROUNDINGS = 40;
const MOST_STRINGS = 6;
const LEAST_LENGTH = 14;
const MOST_LENGTH = 160;

/**
 * Lines at a place by which it can be found in another file: they stand once in the old file.
 * @param count how often a line stands in the file
 * @param first counts from 0
 * @returns trimmed, because the code may be indented otherwise there
 */
export function distinctive(
  lines: readonly string[],
  count: (at: number) => number,
  first: number,
  last: number,
  path: string,
): readonly string[] {
  const own = enclosing(lines, first, path);
  const low = Math.max(own ? own.line - 1 : first - MOST_SURROUNDINGS / 2, first - MOST_SURROUNDINGS, 0);
  const high = Math.min(own ? own.endLine - 1 : last + MOST_SURROUNDINGS / 2, last + MOST_SURROUNDINGS, lines.length - 1);
  const found: { readonly text: string; readonly rank: number }[] = [];
  for (let at = low; at <= high; at++) {
    const line = lines[at] ?? '';
    const text = line.trim();
    if (text.length < LEAST_LENGTH || text.length > MOST_LENGTH || !/^[\x20-\x7e]+$/.test(text)) continue;
    if (!isTelling(text) || count(at) > 1) continue;
    const distance = at < first ? first - at : Math.max(0, at - last);
    found.push({ text, rank: Math.min(text.length, 60) - distance + (distance === 0 ? 40 : 0) });
  }
  return found
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST_STRINGS)
    .map(({ text }) => text);
}
