import type { SourceRoots } from '../../process/process.ts';
import { cSymbols } from './c.ts';
import { pythonSymbols } from './python.ts';

/**
 * The name by which an advisory calls what stands on a line: `tarfile.TarFile.extractall` in a Python file below one of
 * the roots, `csv_reader` in a C file.
 * @param line counts from 1
 * @returns undefined where nothing is defined around the line
 */
export function nameAt(text: string, path: string, line: number, roots: SourceRoots): string | undefined {
  if (/\.pyi?$/.test(path)) {
    const around = pythonSymbols(text).definitions.filter(
      (one) => one.kind !== 'variable' && one.line <= line && line <= one.endLine,
    );
    const inner = around.sort((a, b) => b.line - a.line)[0];
    const module = moduleOf(path, roots);
    return inner && module !== undefined ? `${module}.${inner.name}` : inner?.name;
  }
  if (!/\.[ch]$/.test(path)) return undefined;
  return cSymbols(text).findLast((one) => one.line <= line && line <= one.endLine)?.name;
}

/** The dotted name of the module that a file is, by the longest root that it lies below. */
function moduleOf(path: string, roots: SourceRoots): string | undefined {
  const root = roots.python.filter((one) => one === '' || path.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0];
  if (root === undefined) return undefined;
  const parts = path
    .slice(root === '' ? 0 : root.length + 1)
    .replace(/\.pyi?$/, '')
    .split('/');
  return (parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts).join('.') || undefined;
}
