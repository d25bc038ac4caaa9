import { createHash } from 'node:crypto';
import { readFile, readlink, lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import { ok, type Result } from '../../common/result.ts';
import type { EmbargoFailure } from '../failure.ts';

/**
 * Brings a worktree back to the commit that it stood at before picking was interrupted. Only files that the picking would
 * have changed are touched: whoever had other changes keeps them.
 * @param before the commit it stood at
 * @param after a commit or tree that picking would have come to
 */
export async function undoPick(
  worktree: string,
  branch: string,
  before: string,
  after: string,
  options: WorkOptions,
): Promise<Result<void, EmbargoFailure>> {
  const changed = await workText(worktree, ['diff', '--no-renames', '--name-status', '-z', before, after, '--'], options);
  if (!changed.ok) return changed;
  const parts = changed.value.split('\0').filter((part) => part !== '');
  const paths = parts.flatMap((part, at) => (at % 2 === 0 ? [{ added: part === 'A', path: parts[at + 1] ?? '' }] : []));
  const picking = await workGit(worktree, ['cherry-pick', '--quit'], { ...options, fine: [0, 128] });
  if (!picking.ok) return picking;
  const moved = await workGit(worktree, ['update-ref', '-m', 'backport: taken back', `refs/heads/${branch}`, before], options);
  if (!moved.ok) return moved;
  const all = paths.map(({ path }) => `${path}\0`).join('');
  const from = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  const index = await workGit(worktree, ['--literal-pathspecs', 'reset', '--quiet', ...from, before], { ...options, input: all });
  if (!index.ok) return index;
  const old = paths.filter(({ added }) => !added).map(({ path }) => `${path}\0`);
  if (old.length > 0) {
    const files = await workGit(worktree, ['--literal-pathspecs', 'checkout', '--quiet', ...from, before], {
      ...options,
      input: old.join(''),
    });
    if (!files.ok) return files;
  }
  for (const { path } of paths.filter(({ added }) => added)) await removeIfOurs(worktree, after, path, options);
  return ok(undefined);
}

/** A new file goes if it is, to the byte, what picking would have written; a half-written one is the beginning of that. */
async function removeIfOurs(worktree: string, after: string, path: string, options: WorkOptions): Promise<void> {
  const file = join(worktree, path);
  const it = await lstat(file).catch(() => undefined);
  if (!it || it.isDirectory()) return;
  const wanted = await workGit(worktree, ['cat-file', 'blob', `${after}:${path}`], options);
  if (!wanted.ok) return;
  const content = it.isSymbolicLink() ? Buffer.from(await readlink(file)) : await readFile(file);
  if (digest(wanted.value.bytes.subarray(0, content.length)) === digest(content)) await rm(file, { force: true });
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
