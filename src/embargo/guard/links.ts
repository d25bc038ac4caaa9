import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * How a worktree and its clone name each other. `holds`: each leads to the other. `strayed`: they are a pair, but name
 * the place where they were before. `lost`: the folder is gone, or is no worktree of this clone.
 */
export type LinkState = 'holds' | 'strayed' | 'lost';

interface Link {
  readonly state: LinkState;
  /** What the clone keeps of the worktree. */
  readonly entry: string;
}

const LOST: Link = { state: 'lost', entry: '' };

/**
 * Reads both files: a worktree's `.git`, which names a folder `worktrees/<name>` in the clone, and the file `gitdir` there,
 * which names that `.git`. Each may be relative to the folder that it lies in (gitrepository-layout, git-worktree).
 * @param formerClone where the clone was before, if it was moved: a link there is none to somebody else's
 */
export async function readLink(folder: string, gitDir: string, formerClone = gitDir): Promise<Link> {
  const there = await lineIn(join(folder, '.git'));
  const named = there === undefined ? undefined : /^gitdir: (.+)$/.exec(there)?.[1];
  if (named === undefined) return LOST;
  const target = resolve(folder, named);
  const entry = join(gitDir, 'worktrees', basename(target));
  const back = await lineIn(join(entry, 'gitdir'));
  if (back === undefined || basename(dirname(target)) !== 'worktrees') return LOST;
  const source = resolve(entry, back);
  const [isForward, isBack] = await Promise.all([isSame(target, entry), isSame(source, join(folder, '.git'))]);
  if (isForward && isBack) return { state: 'holds', entry };
  const isOurs = isForward || dirname(dirname(target)) === resolve(formerClone);
  const isPair = isBack || basename(dirname(source)) === basename(folder);
  return isOurs && isPair ? { state: 'strayed', entry } : LOST;
}

/**
 * Writes both files anew where they name a former place. `git worktree repair` is not asked for that: before 2.48 it
 * follows what stands there, and in a copy of a workspace would take the worktrees away from the original.
 */
export async function relink(folder: string, gitDir: string, formerClone = gitDir): Promise<void> {
  const { state, entry } = await readLink(folder, gitDir, formerClone);
  if (state !== 'strayed') return;
  await replace(join(folder, '.git'), `gitdir: ${slashed(entry)}\n`);
  await replace(join(entry, 'gitdir'), `${slashed(join(folder, '.git'))}\n`);
}

/** Git writes its paths with slashes, on Windows as well. */
function slashed(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

async function replace(file: string, content: string): Promise<void> {
  const beside = `${file}.${randomUUID()}`;
  try {
    await writeFile(beside, content, { flag: 'wx' });
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

/** A file's only line; undefined for what is no file. */
async function lineIn(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text?.replace(/[\r\n]+$/, '');
}

async function isSame(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [here, there] = await Promise.all([one, other].map((path) => stat(path, { bigint: true }).catch(() => undefined)));
  return here !== undefined && here.ino === there?.ino && here.dev === there.dev;
}
