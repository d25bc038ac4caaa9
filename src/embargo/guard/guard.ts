import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import type { WorkFailure } from '../../git/workbench.ts';
import { LIST_FILE } from './clone-settings.ts';
import { isAbove } from './compare.ts';
import { guardFiles, type GuardFile } from './files.ts';
import type { Fork } from './fork.ts';
import { canonical, readFileListing, type Listed, type RunGit } from './listing.ts';
import { linkedFolders, stopsOf } from './modules.ts';
import { guardSettings, type GuardFacts, type Setting } from './settings.ts';

export { checkGuard, loosens, type Loosened } from './check.ts';
export { readFacts } from './facts.ts';
export { guardRunner, type RunGit } from './listing.ts';
export { passFor, TO_FORK, type Pass } from './pass.ts';
export { isMendable, loosenedName, remediesFor, worktreeWords } from './words.ts';

/** Why a guard could not be set: git's own trouble, or the file system's. */
export type GuardFailure = WorkFailure | { readonly kind: 'disk-full' } | { readonly kind: 'guard-files'; readonly code: string };

/**
 * Sets the guard of an embargo clone, or mends it: writes its programs, its settings and what stops submodules, and takes
 * away settings of the clone's own that stand above them. Doing it again changes nothing. To be called again whenever a
 * worktree was added.
 * @param gitDir the bare clone
 */
export async function setGuard(run: RunGit, gitDir: string, fork: Fork, facts: GuardFacts): Promise<Result<void, GuardFailure>> {
  try {
    // Programs first: a setting that names one that is not there refuses everything, also the fork.
    for (const file of guardFiles(fork, facts)) await write(facts.folder, file);
    for (const { file } of await stopsOf(gitDir)) await stop(file);
  } catch (error) {
    return fileTrouble(error);
  }
  const wanted = guardSettings(fork, facts);
  for (const file of await configFiles(gitDir)) {
    const done = await setSettings(run, gitDir, { file, wanted, isOneWorktrees: file.endsWith('.worktree') });
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/** The clone's own settings, and those that it has for single worktrees. */
async function configFiles(gitDir: string): Promise<readonly string[]> {
  const single = [gitDir, ...(await linkedFolders(gitDir)).map((folder) => join(gitDir, 'worktrees', folder))];
  const there = await Promise.all(
    single.map((folder) =>
      stat(join(folder, 'config.worktree')).then(
        () => join(folder, 'config.worktree'),
        () => undefined,
      ),
    ),
  );
  return [join(gitDir, 'config'), ...there.filter((file) => file !== undefined)];
}

interface Target {
  readonly file: string;
  readonly wanted: readonly Setting[];
  /** Settings of one worktree outweigh the clone's, so there the guard's keys are taken away. */
  readonly isOneWorktrees: boolean;
}

/** Brings one file of settings to what is wanted; git itself writes, with its own lock. */
async function setSettings(
  run: RunGit,
  gitDir: string,
  { file, wanted, isOneWorktrees }: Target,
): Promise<Result<void, WorkFailure>> {
  // From outside the clone, where what it includes, and may be broken, counts for nothing.
  const config = (...args: readonly string[]) => run(dirname(gitDir), ['config', '--file', file, ...args]);
  const listed = await config(...LIST_FILE);
  if (!listed.ok) return listed;
  const present = readFileListing(listed.value);
  for (const args of changes(present, wanted, isOneWorktrees)) {
    const done = await config(...args);
    if (!done.ok) return fail(await configTrouble(file, done.failure));
  }
  return ok(undefined);
}

/** `git config` reaches nobody, so what it is not allowed is to write; of a lock it says only that a file exists. */
async function configTrouble(file: string, failure: WorkFailure): Promise<WorkFailure> {
  if (failure.kind !== 'git-trouble') return failure;
  if (failure.trouble === 'not-allowed') return { ...failure, trouble: 'not-written' };
  const isLocked = await lstat(`${file}.lock`).then(
    () => true,
    () => false,
  );
  return isLocked ? { ...failure, trouble: 'locked' } : failure;
}

/** The calls of `git config` that lead from what is there to what is wanted. */
function changes(
  present: readonly Listed[],
  wanted: readonly Setting[],
  isOneWorktrees: boolean,
): readonly (readonly string[])[] {
  const values = new Map<string, string[]>();
  for (const [key, value] of wanted) values.set(key, [...(values.get(key) ?? []), value]);
  const guarded = new Set([...values.keys()].map(canonical));
  const strange = present.filter((one) => (guarded.has(one.key) ? isOneWorktrees : isAbove(one)));
  const away = [...new Set(strange.map(({ key }) => key))].map((key) => ['--unset-all', key]);
  if (isOneWorktrees) return away;
  const put = [...values].filter(([key, ones]) => {
    const now = present.filter((one) => one.key === canonical(key)).map(({ value }) => value);
    return now.length !== ones.length || now.some((value, index) => value !== ones[index]);
  });
  return [
    ...away,
    ...put.flatMap(([key, ones]) => ones.map((value, index) => [index === 0 ? '--replace-all' : '--add', key, value])),
  ];
}

async function write(folder: string, { path, content, mode }: GuardFile): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomUUID()}`;
  try {
    await writeFile(temporary, content, { flag: 'wx', mode });
    // The mode of a new file is cut by the process's mask.
    await chmod(temporary, mode);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Puts the file there that stops submodules. A folder that somebody has made there is not taken away: it is reported. */
async function stop(file: string): Promise<void> {
  const entry = await lstat(file).catch(() => undefined);
  if (entry === undefined) await writeFile(file, 'No submodules under embargo.\n', { flag: 'wx', mode: 0o600 });
}

/** What the file system has thrown, as a failure of the guard's. */
export function fileTrouble(error: unknown): Result<never, GuardFailure> {
  const code = codeOf(error);
  return fail(code === 'ENOSPC' ? { kind: 'disk-full' } : { kind: 'guard-files', code });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
