import { lstat, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ok, type Result } from '../../common/result.ts';
import { formerGuard, readCloneSettings } from './clone-settings.ts';
import { readFacts } from './facts.ts';
import type { Fork } from './fork.ts';
import { writeFreshConfig } from './fresh-config.ts';
import { fileTrouble, setGuard, type GuardFailure } from './guard.ts';
import { relink } from './links.ts';
import type { RunGit } from './listing.ts';
import { linkedFolders } from './modules.ts';

/** What else was mended: `config` where the clone has got a new file of settings, and lacks all but the guard's. */
export interface Mended {
  readonly config: boolean;
}

/**
 * Mends a clone and its guard, wherever they are now: a file of settings that cannot be parsed gets a new one in its place,
 * worktrees of a workspace that was moved or copied are made its own again, and the guard is set.
 * @param worktrees the folders that should be worktrees
 * @param guardFolder the guard's own folder
 */
export async function mendClone(
  run: RunGit,
  gitDir: string,
  worktrees: readonly string[],
  fork: Fork,
  guardFolder: string,
): Promise<Result<Mended, GuardFailure>> {
  const settings = await readCloneSettings(run, gitDir);
  const config = settings.kind === 'broken';
  // Settings name the former place, so they are written last.
  const former = 'listed' in settings ? formerGuard(settings.listed, guardFolder) : undefined;
  const formerClone = former === undefined ? gitDir : join(dirname(former), basename(gitDir));
  try {
    if (config) await writeFreshConfig(gitDir);
    const more = former === undefined || (await isThere(former)) ? [] : await linkedTo(gitDir);
    for (const folder of new Set([...worktrees, ...more])) await relink(folder, gitDir, formerClone);
  } catch (error) {
    return fileTrouble(error);
  }
  const set = await setGuard(run, gitDir, fork, await readFacts(run, gitDir, guardFolder));
  return set.ok ? ok({ config }) : set;
}

/** The folders of all worktrees that the clone knows, also of those that somebody has added elsewhere. */
async function linkedTo(gitDir: string): Promise<readonly string[]> {
  const entries = (await linkedFolders(gitDir)).map((name) => join(gitDir, 'worktrees', name));
  const links = await Promise.all(entries.map((entry) => readFile(join(entry, 'gitdir'), 'utf8').catch(() => '')));
  return links.flatMap((link, at) => (link.trim() === '' ? [] : [dirname(resolve(entries[at] ?? gitDir, link.trim()))]));
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
