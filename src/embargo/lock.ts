import { randomBytes } from 'node:crypto';
import { link, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { fail, type Result } from '../common/result.ts';
import type { EmbargoFailure } from './failure.ts';
import { codeOf } from './manifest.ts';

const NAME = 'embargo.lock';

/**
 * Does something while no other process of ours does something in the same workspace. The lock of a process that is gone,
 * or of a time before the machine was started, is taken over.
 */
export async function alone<T>(
  folder: string,
  work: () => Promise<Result<T, EmbargoFailure>>,
): Promise<Result<T, EmbargoFailure>> {
  const own = `${process.pid} ${Date.now()} ${randomBytes(6).toString('hex')}`;
  const taken = await take(folder, own);
  if (taken !== 'taken') return fail(taken);
  try {
    return await work();
  } finally {
    const path = join(folder, NAME);
    if ((await content(path)) === own) await rm(path, { force: true });
  }
}

async function take(folder: string, own: string): Promise<'taken' | EmbargoFailure> {
  const path = join(folder, NAME);
  const beside = join(folder, `${NAME}.${randomBytes(6).toString('hex')}`);
  try {
    // Whole before it has its name: an empty lock would look like a stale one.
    await writeFile(beside, own, { flag: 'wx', mode: 0o600 });
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await linked(beside, path)) return 'taken';
      const other = await content(path);
      if (other === undefined) continue;
      if (isHeld(other)) return { kind: 'busy' };
      await putAside(folder, path, other);
    }
    return { kind: 'busy' };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'no-workspace' };
    return code === 'ENOSPC' ? { kind: 'disk-full' } : { kind: 'workspace-not-written' };
  } finally {
    await rm(beside, { force: true }).catch(() => undefined);
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function content(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

/** Takes a stale lock away; one that somebody has put in its place meanwhile gets its name back. */
async function putAside(folder: string, path: string, stale: string): Promise<void> {
  const aside = join(folder, `.gone-${randomBytes(6).toString('hex')}`);
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await content(aside)) !== stale) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Whether the process that has a lock may still be at work. */
function isHeld(lock: string): boolean {
  const [pid, since] = lock.split(' ').map(Number);
  const booted = Date.now() - uptime() * 1000;
  return pid !== undefined && since !== undefined && since > booted - 5000 && isAlive(pid);
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
