import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gitsIn } from '../../git/running.ts';
import { workText, type WorkOptions } from '../../git/workbench.ts';

/** Lock files of git's in the person's clone. They are told and never touched: they may be somebody's. */
export interface CloneLocks {
  readonly files: readonly string[];
  /** When the oldest was made: milliseconds since the epoch. */
  readonly since: number;
  /** Gits that are at work in the clone; undefined where the system does not tell. */
  readonly gits: readonly number[] | undefined;
}

/** Of a branch that is made, and of all branches where git keeps them in one table (reftable). */
const ofBranch = (common: string, branch: string) => [
  join(common, 'refs', 'heads', `${branch}.lock`),
  join(common, 'reftable', 'tables.list.lock'),
];

/**
 * The locks that stand in the way of making a branch in a clone, or that may have done so.
 * @param common the folder that its worktrees share
 * @param has git has said that there is one
 * @returns undefined where there is none
 */
export async function locksOn(
  common: string,
  branch: string,
  options: WorkOptions,
  has = false,
): Promise<CloneLocks | undefined> {
  const paths = [...ofBranch(common, branch), ...(has ? [join(common, 'packed-refs.lock')] : [])];
  const times = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      ),
    ),
  );
  const files = paths.filter((_, at) => times[at] !== undefined);
  if (files.length === 0) return undefined;
  const since = Math.min(...times.filter((time) => time !== undefined));
  return { files, since, gits: await gitsAt(common, options) };
}

/** What waits for others to ask it something locks nothing. */
const IDLE = new Set(['cat-file', 'fsmonitor--daemon']);

async function gitsAt(common: string, options: WorkOptions): Promise<readonly number[] | undefined> {
  const out = await workText(common, ['worktree', 'list', '--porcelain', '-z'], options);
  const trees = out.ok ? out.value.split('\0').flatMap((line) => /^worktree (.*)$/s.exec(line)?.[1] ?? []) : [];
  const folders = await Promise.all([common, ...trees].map((path) => realpath(path).catch(() => path)));
  const gits = await gitsIn(folders);
  return gits?.filter(({ args }) => !args.some((arg) => IDLE.has(arg))).map(({ pid }) => pid);
}

/** What is so, as far as it can be seen from here, and what to do. */
export function lockWords({ files, since, gits }: CloneLocks): string {
  const names = files.map((file) => JSON.stringify(file)).join(', ');
  const [lock, it, are] = files.length === 1 ? ['Git’s lock', 'that file', 'is'] : ['Git’s locks', 'those files', 'are'];
  const what = `${lock} ${names} ${are} in the way in your clone, since ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
  if (gits && gits.length > 0)
    return `${what} A git is at work there (process ${gits.join(', ')}). Wait until it has ended, and do this again.`;
  const seen = gits
    ? 'No git is at work there, as far as can be seen from here, so one was probably killed and left it. Look all the same: one of another user or in a container is not seen.'
    : 'Whether a git is at work there cannot be seen on this system: look for one in other terminals and windows.';
  return `${what} ${seen} If there is none, delete ${it} yourself, and do this again. Nothing of git’s is deleted for you.`;
}
