import type { Tree } from '../../git/repository.ts';
import { sourceRoots, type Process } from '../../process/process.ts';
import type { FoundPlace } from '../place.ts';

/** The folder name on a path below which nothing is the product's, if any. */
export function foreignFolder(path: string, process: Process): string | undefined {
  const parts = path.split('/');
  return (process.versions?.foreign ?? []).find((folder) => parts.includes(folder));
}

/**
 * The files of a tree that a reported path may mean. A path names a file when the file's whole path is the end of it
 * (`/home/x/src/Lib/a.py`), when an installed folder of the process leads there (`/usr/lib/python3.12/a.py`), when
 * it is the end of exactly that part of the file's path which it gives (`json/tool.py`), or when its bare name is there.
 * A folder that does not fit tells against it: `/tmp/poc/tarfile.py` is the reporter's own.
 */
export function candidatePaths(
  reported: string,
  tree: Tree,
  process: Process,
): { readonly paths: readonly string[]; readonly certainty: 'exact' | 'likely' } {
  const path = normalised(reported);
  if (path === undefined) return { paths: [], certainty: 'likely' };
  const installed = installedPath(path, process);
  if (installed !== undefined) {
    const exact = tree.files.has(installed) ? [installed] : [];
    return { paths: exact, certainty: 'exact' };
  }
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const same = tree.byName.get(name) ?? [];
  const absolute = /^(?:\/|[A-Za-z]:\/|~)/.test(reported.replace(/\\/g, '/'));
  const whole = same.filter(
    (file) => isEnd(path, file) && (file.includes('/') || path === file || !absolute) && isWritten(path, file, reported),
  );
  if (whole.includes(path)) return { paths: [path], certainty: 'exact' };
  if (whole.length > 0)
    return { paths: longest(whole), certainty: path.toLowerCase() === whole[0]?.toLowerCase() ? 'exact' : 'likely' };
  if (absolute) return { paths: [], certainty: 'likely' };
  const partial = same.filter((file) => isEnd(file, path));
  return { paths: partial, certainty: 'likely' };
}

/** `File "<frozen runpy>"`: a module of Python's own, named without its file. */
export function isFrozen(found: FoundPlace): boolean {
  return found.kind === 'traceback' && found.text.includes('<frozen ');
}

/** Names that reporters give to files of their own, although a product may have one of the same name. */
const OWN_NAMES = /^(?:main|test|poc|repro|crash|exploit|example|demo|run|app|config|utils?|a|b|x)\.\w+$/i;

/**
 * Whether a file of the tree is what a bare file name means. By itself a name is taken for the product's when the file lies
 * at the top of its sources, or when the report speaks of the folder it lies in; `_base.py` alone may be anybody's. Python
 * prints the whole path of its own files: a bare one in a traceback is the reporter's, unless what it quotes is there.
 */
export function belongsHere(found: FoundPlace, path: string, report: string, process: Process): boolean {
  if (found.path === null || found.path.includes('/')) return true;
  if (isFrozen(found)) return true;
  if (OWN_NAMES.test(found.path)) return false;
  if (!/\.pyi?$/.test(path)) return true;
  // Then the file itself will tell.
  if (found.quoted !== null) return true;
  if (/^File ["']/.test(found.text)) return false;
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(0, slash));
  if (folder === '' || sourceRoots(process).python.includes(folder)) return true;
  const last = folder.slice(folder.lastIndexOf('/') + 1);
  return new RegExp(`(?<![\\w-])${last.replace(/[^\w]/g, '.')}(?![\\w-])`).test(report);
}

/**
 * Without `.` and empty parts, and without `..` at its beginning, which a build in a folder beside the sources prints;
 * undefined for a path that climbs anywhere else: no file of a tree has such a name.
 */
function normalised(path: string): string | undefined {
  const all = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '~');
  const first = all.findIndex((part) => part !== '..');
  const parts = first > 0 && first < all.length - 1 ? all.slice(first) : all;
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/');
}

/** Whether `end` is the last part of `path`, by whole folder names and without regard to case. */
function isEnd(path: string, end: string): boolean {
  const a = path.toLowerCase();
  const b = end.toLowerCase();
  return a === b || a.endsWith(`/${b}`);
}

/** Another case is Windows's, or carelessness with a path of ours; with folders before it, it is another project's path. */
function isWritten(path: string, file: string, reported: string): boolean {
  return path.endsWith(file) || path.length === file.length || /^[A-Za-z]:/.test(reported);
}

function longest(paths: readonly string[]): readonly string[] {
  const most = Math.max(...paths.map((path) => path.length));
  return paths.filter((path) => path.length === most);
}

function installedPath(path: string, process: Process): string | undefined {
  for (const { folder, tree } of process.versions?.installed ?? []) {
    const pattern = folder
      .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(String.raw`\{minor\}`, String.raw`\d\.\d{1,3}`)
      .replaceAll(String.raw`\{digits\}`, String.raw`\d{2,4}`);
    const found = new RegExp(`(?:^|/)${pattern}/`, 'i').exec(path);
    if (found) return [...(tree === '' ? [] : [tree]), path.slice(found.index + found[0].length)].join('/');
  }
  return undefined;
}
