import type { Carried } from '../../places/carry/carry.ts';
import type { ResolvedPlace } from '../../places/place.ts';

/** A branch's name as a person reads it. */
export function branchWords(name: string): string {
  return name === 'HEAD' ? 'the branch that is checked out' : name;
}

/** What became of a place on a branch, as a phrase: `same`, `moved to Lib/a.py:12`, `changed at line 7`, `gone`. */
export function carriedWords({ status, path, line }: Carried, from: Pick<ResolvedPlace, 'path' | 'line'>): string {
  if (status === 'gone') return path === null || path === from.path ? 'gone' : `gone; the file is now ${path}`;
  if (status === 'same') return 'the same';
  const file = path !== null && path !== from.path ? path : null;
  const where = file !== null ? `${file}${line === null ? '' : `:${line}`}` : line === null ? '' : `line ${line}`;
  if (status === 'moved') return where === '' ? 'moved' : `moved to ${where}`;
  return where === '' ? 'changed' : `changed, ${where}`;
}
