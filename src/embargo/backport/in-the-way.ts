import { ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';

/**
 * Whether files that a picking would write have changes of the person's own, staged or not, or lie there untracked: then
 * git would refuse it.
 * @param worktree the branch's worktree
 * @param from the tree that it stands on
 * @param to what picking would come to
 */
export async function hasOwnChanges(
  worktree: string,
  { from, to }: { readonly from: string; readonly to: string },
  options: WorkOptions,
): Promise<Result<boolean, WorkFailure>> {
  const changed = await workText(worktree, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to], options);
  if (!changed.ok) return changed;
  if (changed.value === '') return ok(false);
  const status = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignored=no'];
  const now = await workGit(worktree, status, options);
  if (!now.ok) return now;
  const written = new Set(changed.value.split('\0').filter((path) => path !== ''));
  const own = now.value.bytes.toString('utf8').split('\0');
  return ok(own.some((entry) => written.has(entry.slice(3))));
}
