import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import { ok, type Result } from '../../common/result.ts';
import type { EmbargoFailure } from '../failure.ts';

/** One commit of a fix. */
export interface FixCommit {
  readonly id: string;
  readonly parent: string;
}

/** What picking commits onto a branch would come to. */
export type Trial =
  | { readonly kind: 'clean'; readonly picked: readonly { readonly of: FixCommit; readonly tree: string }[] }
  | {
      readonly kind: 'conflict';
      readonly files: readonly string[];
      /** What stands in the worktree then, with its marks. */ readonly tree: string;
    };

/**
 * Tries commits on top of another one, in the object database alone: no worktree is touched. git 2.39 merges trees only
 * with the merge base that history gives, so the target's tree gets a commit of its own whose parent is that of the fix.
 * What is already there comes to the same tree, and is left out.
 * @param clone our clone
 * @param onto a commit id
 */
export async function tryPicks(
  clone: string,
  commits: readonly FixCommit[],
  onto: string,
  options: WorkOptions,
): Promise<Result<Trial, EmbargoFailure>> {
  const start = await workText(clone, ['rev-parse', '--verify', '--quiet', `${onto}^{tree}`], options);
  if (!start.ok) return start;
  let tree = start.value;
  const picked: { of: FixCommit; tree: string }[] = [];
  for (const commit of commits) {
    const stand = await workText(clone, ['commit-tree', tree, '-p', commit.parent, '-m', 'trial'], {
      ...options,
      variables: NOBODY,
    });
    if (!stand.ok) return stand;
    const merged = await workGit(
      clone,
      ['merge-tree', '--write-tree', '--name-only', '-z', '--no-messages', stand.value, commit.id],
      { ...options, fine: [0, 1] },
    );
    if (!merged.ok) return merged;
    const [result = '', ...files] = merged.value.bytes.toString('utf8').split('\0');
    if (merged.value.status === 1) {
      return ok({ kind: 'conflict', files: [...new Set(files.filter((file) => file !== ''))], tree: result });
    }
    if (result !== tree) picked.push({ of: commit, tree: result });
    tree = result;
  }
  return ok({ kind: 'clean', picked });
}

/** A trial's commit is nobody's, and needs no identity. */
const NOBODY = {
  GIT_AUTHOR_NAME: 'trial',
  GIT_AUTHOR_EMAIL: 'trial@localhost',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'trial',
  GIT_COMMITTER_EMAIL: 'trial@localhost',
  GIT_COMMITTER_DATE: '@0 +0000',
} as const;

/**
 * The commits of a private branch above its base, oldest first.
 * @returns undefined where a merge is among them
 */
export async function commitsOf(
  clone: string,
  base: string,
  tip: string,
  options: WorkOptions,
): Promise<Result<readonly FixCommit[] | undefined, EmbargoFailure>> {
  const out = await workText(clone, ['rev-list', '--reverse', '--topo-order', '--parents', `${base}..${tip}`, '--'], options);
  if (!out.ok) return out;
  const commits: FixCommit[] = [];
  for (const line of out.value.split('\n').filter((one) => one !== '')) {
    const [id = '', parent, ...more] = line.split(' ');
    if (parent === undefined || more.length > 0) return ok(undefined);
    commits.push({ id, parent });
  }
  return ok(commits);
}
