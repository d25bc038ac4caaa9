import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { writeCommit } from '../../git/loose-object.ts';
import { workGit, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
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

type Tried = Result<Trial, EmbargoFailure>;

/**
 * Tries commits on top of trees, in the object database alone: no worktree is touched. git before 2.40 merges trees only
 * with the merge base that history gives, so each tree gets a commit of its own whose parent is that of the fix. What is
 * already there comes to the same tree, and is left out. One process merges a commit into all the trees: starting one for
 * each costs more than the merging.
 * @param clone our clone
 * @param commits oldest first
 * @param trees those of the targets
 * @returns for each tree what came of it, in their order
 */
export async function tryPicks(
  clone: string,
  commits: readonly FixCommit[],
  trees: readonly string[],
  options: WorkOptions,
): Promise<readonly Tried[]> {
  const picking = trees.map((tree) => new Picking(tree));
  for (const [at, commit] of commits.entries()) {
    const open = picking.filter(({ ended }) => ended === undefined);
    const merged = await mergeInto(
      clone,
      commit,
      open.map(({ now }) => now),
      options,
    );
    for (const [which, one] of open.entries()) one.take(commit, commits.slice(at), merged[which]);
  }
  return picking.map((one) => one.ended ?? ok({ kind: 'clean', picked: one.picked }));
}

/** The picking onto one tree, as far as it has come. */
class Picking {
  readonly picked: { of: FixCommit; tree: string }[] = [];
  now: string;
  ended: Tried | undefined;

  constructor(tree: string) {
    this.now = tree;
  }

  take(commit: FixCommit, left: readonly FixCommit[], merged: Result<Merged, WorkFailure> | undefined): void {
    if (!merged?.ok) {
      this.ended = merged ?? fail({ kind: 'git-trouble', trouble: 'other', status: null });
      return;
    }
    const { tree, files } = merged.value;
    if (files.length > 0) {
      this.ended = ok({ kind: 'conflict', files, tree, left: [...this.picked.map(({ of }) => of), ...left] });
      return;
    }
    if (tree !== this.now) this.picked.push({ of: commit, tree });
    this.now = tree;
  }
}

/** A merged tree, and the files in it that are in conflict. */
interface Merged {
  readonly tree: string;
  readonly files: readonly string[];
}

/** Merges one commit into each of the trees. */
async function mergeInto(
  clone: string,
  commit: FixCommit,
  trees: readonly string[],
  options: WorkOptions,
): Promise<readonly Result<Merged, WorkFailure>[]> {
  const together = await merges(clone, commit, trees, options);
  if (together.ok) return together.value.map((merged) => ok(merged));
  if (together.failure.kind !== 'git-trouble') return trees.map(() => together);
  // It ends with the first that it cannot merge at all: the others have not deserved that.
  const alone = trees.map((tree) => merges(clone, commit, [tree], options));
  return (await Promise.all(alone)).map((one) => (one.ok ? ok(one.value[0] ?? { tree: '', files: [] }) : one));
}

async function merges(
  clone: string,
  commit: FixCommit,
  trees: readonly string[],
  options: WorkOptions,
): Promise<Result<readonly Merged[], WorkFailure>> {
  const lines: string[] = [];
  for (const tree of trees) {
    const stand = await writeCommit(join(clone, 'objects'), standIn(tree, commit.parent), tree);
    if (!stand.ok) return stand;
    lines.push(`${stand.value} ${commit.id}\n`);
  }
  if (lines.length === 0) return ok([]);
  const out = await workGit(clone, ['merge-tree', '--write-tree', '--stdin', '--name-only', '--no-messages'], {
    ...options,
    input: lines.join(''),
  });
  if (!out.ok) return out;
  const merged = mergedIn(out.value.bytes.toString('utf8')).filter((one) => one !== undefined);
  return merged.length === trees.length ? ok(merged) : fail({ kind: 'git-trouble', trouble: 'other', status: 0 });
}

/**
 * What `git merge-tree --stdin` says of each merge: 1 for a clean one, the tree, the files in conflict, and an empty field
 * behind them, each ended by NUL (git-merge-tree, "OUTPUT").
 * @returns undefined for one that is neither clean nor has a file in conflict
 */
function mergedIn(output: string): readonly (Merged | undefined)[] {
  const fields = output.split('\0');
  const found: (Merged | undefined)[] = [];
  for (let at = 0; at + 2 < fields.length;) {
    const end = fields.indexOf('', at + 2);
    const [status, tree = '', ...files] = fields.slice(at, end < 0 ? undefined : end);
    const clean = status === '1';
    found.push(clean === (files.length === 0) ? { tree, files: [...new Set(files)] } : undefined);
    at = end < 0 ? fields.length : end + 1;
  }
  return found;
}

/** A trial's commit is nobody's. */
function standIn(tree: string, parent: string): Buffer {
  const nobody = 'trial <trial@localhost> 0 +0000';
  return Buffer.from(`tree ${tree}\nparent ${parent}\nauthor ${nobody}\ncommitter ${nobody}\n\ntrial\n`);
}
