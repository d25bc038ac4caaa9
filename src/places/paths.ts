import type { Tree } from '../git/repository.ts';
import type { Process } from '../process/process.ts';

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
  const whole = same.filter((file) => isEnd(path, file) && (file.includes('/') || path === file || !absolute));
  if (whole.includes(path)) return { paths: [path], certainty: 'exact' };
  if (whole.length > 0)
    return { paths: longest(whole), certainty: path.toLowerCase() === whole[0]?.toLowerCase() ? 'exact' : 'likely' };
  if (absolute) return { paths: [], certainty: 'likely' };
  const partial = same.filter((file) => isEnd(file, path));
  return { paths: partial, certainty: 'likely' };
}

/** Without `.` and empty parts; undefined for a path that climbs out, which no file of a tree can be. */
function normalised(path: string): string | undefined {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '~');
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/');
}

/** Whether `end` is the last part of `path`, by whole folder names and without regard to case. */
function isEnd(path: string, end: string): boolean {
  const a = path.toLowerCase();
  const b = end.toLowerCase();
  return a === b || a.endsWith(`/${b}`);
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
