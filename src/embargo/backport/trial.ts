import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { writeCommit } from '../../git/loose-object.ts';
import { workGit, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import type { FixCommit } from './commits.ts';

/** What picking commits onto a branch would come to. */
export type Trial =
  | { readonly kind: 'clean'; readonly picked: readonly { readonly of: FixCommit; readonly tree: string }[] }
  | {
      readonly kind: 'conflict';
      readonly files: readonly string[];
      /** What stands in the worktree then, with its marks. */
      readonly tree: string;
      /** What is not there already: a cherry-pick stops at what is. */
      readonly left: readonly FixCommit[];
    };

/**
 * Tries commits on top of a tree, in the object database alone: no worktree is touched. git 2.39 merges trees only with
 * the merge base that history gives, so the target's tree gets a commit of its own whose parent is that of the fix. What
 * is already there comes to the same tree, and is left out.
 * @param clone our clone
 * @param tree the target's tree
 */
export async function tryPicks(
  clone: string,
  commits: readonly FixCommit[],
  tree: string,
  options: WorkOptions,
): Promise<Result<Trial, EmbargoFailure>> {
  let now = tree;
  const picked: { of: FixCommit; tree: string }[] = [];
  for (const [at, commit] of commits.entries()) {
    const stand = await writeCommit(join(clone, 'objects'), standIn(now, commit.parent), tree);
    if (!stand.ok) return stand;
    const merged = await workGit(
      clone,
      ['merge-tree', '--write-tree', '--name-only', '-z', '--no-messages', stand.value, commit.id],
      { ...options, fine: [0, 1] },
    );
    if (!merged.ok) return merged;
    const [result = '', ...files] = merged.value.bytes.toString('utf8').split('\0');
    if (merged.value.status === 1) {
      const conflicting = [...new Set(files.filter((file) => file !== ''))];
      // Git ends so, too, for what it does not understand.
      if (conflicting.length === 0) return fail({ kind: 'git-trouble', trouble: 'other', status: 1 });
      const left = [...picked.map(({ of }) => of), ...commits.slice(at)];
      return ok({ kind: 'conflict', files: conflicting, tree: result, left });
    }
    if (result !== now) picked.push({ of: commit, tree: result });
    now = result;
  }
  return ok({ kind: 'clean', picked });
}

/** A trial's commit is nobody's. */
function standIn(tree: string, parent: string): Buffer {
  const nobody = 'trial <trial@localhost> 0 +0000';
  return Buffer.from(`tree ${tree}\nparent ${parent}\nauthor ${nobody}\ncommitter ${nobody}\n\ntrial\n`);
}
