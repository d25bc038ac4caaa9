import { lstat, mkdir, realpath, rmdir, statfs } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { runGit, type GitOptions } from '../../git/run.ts';
import type { EmbargoFailure } from '../failure.ts';
import { codeOf, readManifest } from '../manifest.ts';
import { isOnlyBegun } from '../workspace.ts';

/**
 * Finds fault with the place for a workspace, before anything is made.
 * @param root the folder that the person chose for all workspaces; it need not be there yet
 * @param id the advisory's id
 * @returns the workspace's folder, with links in what leads to it followed
 */
export async function checkTarget(root: string, id: string, options: GitOptions = {}): Promise<Result<string, EmbargoFailure>> {
  if (!isAbsolute(root)) return fail({ kind: 'target-not-absolute' });
  const it = await lstat(root).catch(() => undefined);
  if (it?.isSymbolicLink()) return fail({ kind: 'target-is-link' });
  if (it && !it.isDirectory()) return fail({ kind: 'target-not-writable' });
  const there = await nearest(root);
  const plain = join(await realpath(there), root.slice(there.length));
  if (await inRepository(there, options)) return fail({ kind: 'target-in-repository' });
  const folder = join(plain, id);
  const old = await lstat(folder).catch(() => undefined);
  if (!old) return (await writable(there)) ? ok(folder) : fail({ kind: 'target-not-writable' });
  if (old.isSymbolicLink()) return fail({ kind: 'target-is-link' });
  const manifest = old.isDirectory() ? await readManifest(folder) : undefined;
  if (manifest?.ok) return fail({ kind: 'workspace-exists', folder, state: manifest.value.state });
  if (manifest && (await isOnlyBegun(folder))) return ok(folder);
  return fail({ kind: 'target-not-empty' });
}

/** The folder itself, or the nearest above it that is there. */
async function nearest(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    if (
      await lstat(at).then(
        () => true,
        () => false,
      )
    )
      return at;
    if (at === dirname(at)) return at;
  }
}

async function inRepository(folder: string, options: GitOptions): Promise<boolean> {
  const out = await runGit(folder, ['rev-parse', '--git-dir'], options);
  if (out.ok) return true;
  // A repository that git will not touch (another owner's, a broken one) still is one.
  for (let at = await realpath(folder); ; at = dirname(at)) {
    if (
      await lstat(join(at, '.git')).then(
        () => true,
        () => false,
      )
    )
      return true;
    if (at === dirname(at)) return false;
  }
}

/** Whether a folder can be made there: tried, because permissions are not all that may forbid it. */
async function writable(folder: string): Promise<boolean> {
  const probe = join(folder, `.advisory-triage-${process.pid}`);
  try {
    await mkdir(probe);
    await rmdir(probe);
    return true;
  } catch (error) {
    return codeOf(error) === 'EEXIST';
  }
}

/** Whether a folder, made or not, lies on the file system of another one, and how many bytes are free there. */
export async function roomAt(folder: string, other: string): Promise<{ readonly free: number; readonly same: boolean }> {
  const there = await nearest(folder);
  const [space, here, elsewhere] = await Promise.all([statfs(there), lstat(there), lstat(other).catch(() => undefined)]);
  return { free: space.bavail * space.bsize, same: here.dev === elsewhere?.dev };
}
