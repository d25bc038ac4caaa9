import { randomBytes } from 'node:crypto';
import { rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ok, type Result } from '../../common/result.ts';
import type { WorkFailure } from '../../git/workbench.ts';
import { fileTrouble, type GuardFailure } from './guard.ts';
import { entriesOf, linkTo, readLink, type Entry } from './links.ts';
import type { RunGit } from './listing.ts';

/** A worktree as it should be. */
export interface Wanted {
  /** Its place, an absolute path. */
  readonly folder: string;
  /** The private branch that it stands on. */
  readonly branch: string;
  /** Where that branch begins if it is gone as well: a commit or a ref, of which the first counts that is there. */
  readonly starts: readonly string[];
}

export interface Remade {
  readonly isMade: boolean;
  /** A new branch that holds commits which only the lost worktree had; undefined where there were none. */
  readonly kept: string | undefined;
}

const NOTHING: Remade = { isMade: false, kept: undefined };

/**
 * Makes a worktree again whose folder is gone, or of which the clone knows no more; of the latter all files stay as they
 * are. Nothing is done where something else lies in its place, and where its branch is checked out in another worktree.
 * It is made beside its place and comes there whole; what a killed one leaves is the aside folder, and a worktree that is
 * still gone. To be called by one at a time, behind a guard that is set; the guard's files in it are set afterwards.
 */
export async function remakeWorktree(run: RunGit, gitDir: string, wanted: Wanted): Promise<Result<Remade, GuardFailure>> {
  const { state } = await readLink(wanted.folder, gitDir);
  if (state !== 'gone' && state !== 'unregistered') return ok(NOTHING);
  if (await isElsewhere(gitDir, wanted.branch)) return ok(NOTHING);
  // By this name it is swept away, should nobody be left to do it here.
  const aside = join(dirname(gitDir), `.gone-${randomBytes(6).toString('hex')}`);
  const made = join(aside, basename(wanted.folder));
  try {
    const kept = await forget(run, gitDir, wanted);
    if (!kept.ok) return kept;
    const done = await make(run, gitDir, wanted, made, state);
    if (!done.ok) await drop(gitDir, wanted);
    return done.ok ? ok({ isMade: true, kept: kept.value }) : done;
  } catch (error) {
    await drop(gitDir, wanted);
    return fileTrouble(error);
  } finally {
    await rm(aside, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Whether a worktree is gone, or is one of which the clone knows no more. */
export async function isLacking(folder: string, gitDir: string): Promise<boolean> {
  const { state } = await readLink(folder, gitDir);
  return state === 'gone' || state === 'unregistered';
}

/** Whether a branch is checked out in a worktree of the clone that is there. */
export async function isElsewhere(gitDir: string, branch: string): Promise<boolean> {
  const entries = await entriesOf(gitDir);
  return entries.some((entry) => entry.isLive && !isAside(entry) && entry.head === `ref: refs/heads/${branch}`);
}

/** Made by a mending that did not come to its end. */
function isAside({ worktree }: Entry): boolean {
  return worktree !== undefined && /^\.gone-[0-9a-f]{12}$/.test(basename(dirname(worktree)));
}

/** What the clone still has of the lost worktree, by its place, by its name, or because it claims the branch. */
async function remains(gitDir: string, { folder, branch }: Wanted): Promise<readonly Entry[]> {
  const name = basename(folder);
  return (await entriesOf(gitDir)).filter((entry) => {
    if (isAside(entry)) return true;
    if (entry.isLive) return false;
    const isNamed = basename(entry.folder) === name && basename(entry.worktree ?? name) === name;
    return isNamed || entry.worktree === folder || entry.head === `ref: refs/heads/${branch}`;
  });
}

/**
 * Takes away what the clone still has of the lost worktree, as `git worktree add --force` would. Commits that its HEAD had
 * and no branch has get one first.
 * @returns that branch
 */
async function forget(run: RunGit, gitDir: string, wanted: Wanted): Promise<Result<string | undefined, WorkFailure>> {
  let kept: string | undefined;
  for (const { folder, head } of await remains(gitDir, wanted)) {
    if (/^[0-9a-f]{40,64}$/.test(head)) {
      const named = await keep(run, gitDir, wanted.branch, head);
      if (!named.ok) return named;
      kept = named.value ?? kept;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  return ok(kept);
}

async function keep(
  run: RunGit,
  gitDir: string,
  branch: string,
  commit: string,
): Promise<Result<string | undefined, WorkFailure>> {
  const only = await run(gitDir, ['rev-list', '--count', commit, '--not', '--branches', '--tags', '--remotes', '--']);
  // A commit that is not there cannot be lost.
  if (!only.ok || only.value === '0') return only.ok || only.failure.kind === 'git-trouble' ? ok(undefined) : only;
  let name = `${branch}-found`;
  for (let count = 2; await hasRef(run, gitDir, `refs/heads/${name}`); count++) name = `${branch}-found-${count}`;
  const set = await run(gitDir, ['update-ref', `refs/heads/${name}`, commit, '0'.repeat(commit.length)]);
  return set.ok ? ok(name) : set;
}

async function hasRef(run: RunGit, gitDir: string, ref: string): Promise<boolean> {
  return (await run(gitDir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])).ok;
}

/** Lets git make it aside, and brings it to its place. */
async function make(
  run: RunGit,
  gitDir: string,
  wanted: Wanted,
  made: string,
  state: 'gone' | 'unregistered',
): Promise<Result<void, WorkFailure>> {
  const { folder } = wanted;
  const { options, from } = await sourceOf(run, gitDir, wanted);
  const added = await run(gitDir, ['worktree', 'add', '--quiet', '--no-checkout', ...options, '--', made, from]);
  if (!added.ok) return added;
  const { entry } = await readLink(made, gitDir);
  const filled = await run(made, state === 'gone' ? ['reset', '--quiet', '--hard'] : ['read-tree', 'HEAD']);
  if (!filled.ok) return filled;
  if (state === 'unregistered') {
    await linkTo(made, join(folder, '.git'), folder, entry);
    // So that not every look reads all files. It ends with 1 where one is changed.
    await run(folder, ['update-index', '-q', '--refresh']);
    return ok(undefined);
  }
  // Before it comes to its place: in between, a relative path would lead nowhere.
  await linkTo(made, join(made, '.git'), folder, entry);
  await rmdir(folder).catch(() => undefined);
  await rename(made, folder);
  return ok(undefined);
}

/** What `git worktree add` makes it of: the branch, or where the branch begins. */
async function sourceOf(run: RunGit, gitDir: string, { branch, starts }: Wanted): Promise<Source> {
  if (await hasRef(run, gitDir, `refs/heads/${branch}`)) return { options: [], from: branch };
  let from = starts.at(-1) ?? '';
  for (const start of starts.toReversed()) if (await hasRef(run, gitDir, start)) from = start;
  return { options: ['--no-track', '-b', branch], from };
}

interface Source {
  readonly options: readonly string[];
  readonly from: string;
}

/** Takes away what was begun and did not come to its end. */
async function drop(gitDir: string, wanted: Wanted): Promise<void> {
  for (const { folder } of await remains(gitDir, wanted))
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
