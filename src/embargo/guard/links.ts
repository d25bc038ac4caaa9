import { randomUUID } from 'node:crypto';
import { lstat, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { linkedFolders } from './modules.ts';

/**
 * How a worktree and its clone name each other. `holds`: each leads to the other. `strayed`: they are a pair, but name
 * the place where they were before. `gone`: nothing is there, or an empty folder. `unregistered`: it is a worktree of this
 * clone, which knows it no more (`git worktree prune`). `foreign`: something else is there.
 */
export type LinkState = 'holds' | 'strayed' | 'gone' | 'unregistered' | 'foreign';

interface Link {
  readonly state: LinkState;
  /** What the clone keeps of the worktree, or should; empty where there is none of this clone's. */
  readonly entry: string;
}

/**
 * Reads both files: a worktree's `.git`, which names a folder `worktrees/<name>` in the clone, and the file `gitdir` there,
 * which names that `.git`. Each may be relative to the folder that it lies in (gitrepository-layout, git-worktree).
 * @param formerClone where the clone was before, if it was moved: a link there is none to somebody else's
 */
export async function readLink(folder: string, gitDir: string, formerClone = gitDir): Promise<Link> {
  const there = await lineIn(join(folder, '.git'));
  const named = there === undefined ? undefined : /^gitdir: (.+)$/.exec(there)?.[1];
  if (named === undefined) return { state: (await isVacant(folder)) ? 'gone' : 'foreign', entry: '' };
  const target = resolve(folder, named);
  const entry = join(gitDir, 'worktrees', basename(target));
  if (basename(dirname(target)) !== 'worktrees') return FOREIGN;
  const back = await lineIn(join(entry, 'gitdir'));
  const namedClone = dirname(dirname(target));
  if (back === undefined) {
    const isOfClone = namedClone === resolve(formerClone) || (await isSame(namedClone, gitDir));
    return isOfClone ? { state: 'unregistered', entry } : FOREIGN;
  }
  const source = resolve(entry, back);
  const [isForward, isBack] = await Promise.all([isSame(target, entry), isSame(source, join(folder, '.git'))]);
  if (isForward && isBack) return { state: 'holds', entry };
  const isOurs = isForward || namedClone === resolve(formerClone);
  const isPair = isBack || basename(dirname(source)) === basename(folder);
  return isOurs && isPair ? { state: 'strayed', entry } : FOREIGN;
}

const FOREIGN: Link = { state: 'foreign', entry: '' };

/** Whether git could make a worktree here: there is nothing, or a folder without anything in it. */
async function isVacant(folder: string): Promise<boolean> {
  const it = await lstat(folder).catch(() => undefined);
  if (it === undefined) return true;
  return it.isDirectory() && (await readdir(folder).catch(() => ['?'])).length === 0;
}

/**
 * Writes both files anew where they name a former place. `git worktree repair` is not asked for that: before 2.48 it
 * follows what stands there, and in a copy of a workspace would take the worktrees away from the original.
 */
export async function relink(folder: string, gitDir: string, formerClone = gitDir): Promise<void> {
  const { state, entry } = await readLink(folder, gitDir, formerClone);
  // Of what the clone knows no more the clone's side is made later.
  if (state === 'strayed' || state === 'unregistered') await replace(join(folder, '.git'), `gitdir: ${slashed(entry)}\n`);
  if (state === 'strayed') await replace(join(entry, 'gitdir'), `${slashed(join(folder, '.git'))}\n`);
}

/**
 * Gives a worktree that git has made somewhere another place: both files are written for it, by relative paths where git
 * has done so. The worktree itself is not moved.
 * @param made the folder in which git has made it
 * @param file the `.git` that is written: there, or in the place already
 * @param folder its place
 */
export async function linkTo(made: string, file: string, folder: string, entry: string): Promise<void> {
  const named = /^gitdir: (.+)$/.exec((await lineIn(join(made, '.git'))) ?? '')?.[1] ?? '';
  const path = (from: string, to: string) => slashed(isAbsolute(named) ? to : relative(from, to));
  await replace(join(entry, 'gitdir'), `${path(entry, join(folder, '.git'))}\n`);
  await replace(file, `gitdir: ${path(folder, entry)}\n`);
}

/** What the clone keeps of a linked worktree. */
export interface Entry {
  readonly folder: string;
  /** The worktree that it leads to; undefined where it says nothing. */
  readonly worktree: string | undefined;
  /** What stands in its HEAD: `ref: …` or a commit. */
  readonly head: string;
  /** The worktree is there, and leads back. */
  readonly isLive: boolean;
}

/** All that a clone keeps of linked worktrees, also of those that somebody has added. */
export async function entriesOf(gitDir: string): Promise<readonly Entry[]> {
  return Promise.all(
    (await linkedFolders(gitDir)).map(async (name): Promise<Entry> => {
      const folder = join(gitDir, 'worktrees', name);
      const [back, head = ''] = await Promise.all([lineIn(join(folder, 'gitdir')), lineIn(join(folder, 'HEAD'))]);
      const worktree = back === undefined || back === '' ? undefined : dirname(resolve(folder, back));
      const link = worktree === undefined ? undefined : await readLink(worktree, gitDir);
      return { folder, worktree, head, isLive: link?.state === 'holds' && link.entry === folder };
    }),
  );
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
