import type { Result } from '../../common/result.ts';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';

/** Runs git in a folder and gives its standard output. */
export type RunGit = (folder: string, args: readonly string[]) => Promise<Result<string, WorkFailure>>;

/** Git as the guard uses it: for settings only, without reaching out. */
export function guardRunner(options: WorkOptions = {}): RunGit {
  return (folder, args) => workText(folder, args, options);
}

/** One setting as git sees it. The key is in git's own form: only the part between the dots keeps its case. */
export interface Listed {
  readonly scope: string;
  readonly key: string;
  readonly value: string;
}

export const LIST = ['config', '--list', '--show-scope', '--includes', '-z'] as const;

/** Reads what `git config --list --show-scope -z` gives: scope, NUL, key, line feed, value, NUL. */
export function readListing(text: string): readonly Listed[] {
  const parts = text.split('\0');
  const listed: Listed[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope = '', entry = ''] = [parts[at], parts[at + 1]];
    const end = entry.indexOf('\n');
    // A key without a value is true.
    listed.push({ scope, key: end < 0 ? entry : entry.slice(0, end), value: end < 0 ? 'true' : entry.slice(end + 1) });
  }
  return listed;
}

/** What `git config --file F --list -z` gives, as settings of the clone. */
export function readFileListing(text: string): readonly Listed[] {
  const entries = text.split('\0').slice(0, -1);
  return readListing(entries.map((entry) => `local\0${entry}\0`).join(''));
}

/** A key in git's own form. */
export function canonical(key: string): string {
  const first = key.indexOf('.');
  const last = key.lastIndexOf('.');
  return key.slice(0, first).toLowerCase() + key.slice(first, last) + key.slice(last).toLowerCase();
}

/** Splits a key in section, the part between (maybe empty), name. */
export function splitKey(key: string): readonly [section: string, between: string, name: string] {
  const first = key.indexOf('.');
  const last = key.lastIndexOf('.');
  return [key.slice(0, first).toLowerCase(), key.slice(first + 1, Math.max(first + 1, last)), key.slice(last + 1).toLowerCase()];
}

/** Whether the person's own settings, as opposed to those of a repository or a call. */
export function isPersons({ scope }: Listed): boolean {
  return scope === 'system' || scope === 'global';
}

/** Whether a setting of the clone itself or of one worktree. */
export function isClones({ scope }: Listed): boolean {
  return scope === 'local' || scope === 'worktree';
}
