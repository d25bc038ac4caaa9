import { randomBytes } from 'node:crypto';
import { open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result } from '../common/result.ts';
import type { EmbargoFailure } from './failure.ts';
import { codeOf } from './manifest.ts';

const NAME = 'embargo.lock';

/**
 * Does something while no other process of ours does something in the same workspace. The lock of a process that is gone is
 * taken over.
 */
export async function alone<T>(
  folder: string,
  work: () => Promise<Result<T, EmbargoFailure>>,
): Promise<Result<T, EmbargoFailure>> {
  const taken = await take(folder);
  if (taken !== 'taken') return fail(taken);
  try {
    return await work();
  } finally {
    await rm(join(folder, NAME), { force: true });
  }
}

async function take(folder: string): Promise<'taken' | EmbargoFailure> {
  const path = join(folder, NAME);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return 'taken';
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT') return { kind: 'no-workspace' };
      if (code !== 'EEXIST') return code === 'ENOSPC' ? { kind: 'disk-full' } : { kind: 'workspace-not-written' };
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isAlive(owner)) return { kind: 'busy' };
    await rm(path, { force: true });
  }
  return { kind: 'busy' };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Removes something of a workspace whole. It gets another name first: a git that has outlived us and still writes there
 * follows the folder, and cannot put anything into what comes in its place.
 */
export async function discard(workspace: string, path: string): Promise<void> {
  const aside = join(workspace, `.gone-${randomBytes(6).toString('hex')}`);
  const moved = await rename(path, aside).then(
    () => aside,
    () => path,
  );
  await rm(moved, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** Removes what `discard` could not finish. */
export async function sweep(workspace: string): Promise<void> {
  for (const name of await readdir(workspace).catch(() => []))
    if (name.startsWith('.gone-') || /^embargo\.json\..*\.new$/.test(name))
      await rm(join(workspace, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** Removes the lock files that a git which was killed has left in our clone. Only for when nobody else works there. */
export async function sweepLocks(clone: string): Promise<void> {
  const entries = await readdir(clone, { recursive: true }).catch(() => []);
  for (const entry of entries)
    if (entry.endsWith('.lock') && !entry.startsWith('objects')) await rm(join(clone, entry), { force: true });
}
