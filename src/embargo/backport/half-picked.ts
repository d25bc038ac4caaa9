import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import { layoutOf } from '../layout.ts';
import type { WorkBranch } from '../manifest.ts';
import { rehearse, type Rehearsal } from './rehearsal.ts';
import { madeOf, takeBack, type Touched } from './undo.ts';

/** A cherry-pick that was begun on a branch, and may have been cut off. */
export interface BegunPick {
  /** The commit that the branch stood on. */
  readonly before: string;
  /** What was picked, oldest first. */
  readonly commits: readonly string[];
}

/** `kept`: files that have something else by now than picking would have put there. */
export type SettledPick =
  | { readonly kind: 'was-done' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'taken-back'; readonly kept: readonly string[] };

/**
 * Settles a cherry-pick that was to stop at a conflict. It stays where it has come to the conflict, or where somebody has
 * gone on by hand; what is half done goes back to what it was, by comparing it with the same picking done once more beside.
 * @param folder the workspace
 */
export async function settlePick(
  folder: string,
  branch: WorkBranch,
  { before, commits }: BegunPick,
  options: WorkOptions,
): Promise<Result<SettledPick, EmbargoFailure>> {
  const worktree = join(folder, branch.folder);
  const signs = await signsIn(layoutOf(folder).clone, branch);
  if (signs.some((sign) => sign !== 'CHERRY_PICK_HEAD' && sign !== 'sequencer')) return ok({ kind: 'conflict' });
  const rehearsed = await rehearse(folder, before, commits, options);
  if (!rehearsed.ok) return rehearsed;
  const waiting = await workText(worktree, ['rev-parse', '--verify', '--quiet', 'CHERRY_PICK_HEAD'], {
    ...options,
    fine: [0, 1],
  });
  if (!waiting.ok) return waiting;
  // Git notes the commit last of all. Another one than ours was picked by hand.
  const isAtConflict = waiting.value !== '' && waiting.value === rehearsed.value.stoppedAt;
  if (isAtConflict || (waiting.value !== '' && !commits.includes(waiting.value))) return ok({ kind: 'conflict' });
  const steps = await stepsSince(folder, branch, before, options);
  if (!steps.ok) return steps;
  const { trees, stoppedAt } = rehearsed.value;
  const isOurs = steps.value.length <= trees.length && steps.value.every((tree, at) => tree === trees[at]);
  if (!isOurs || (stoppedAt === undefined && steps.value.length === trees.length))
    return ok({ kind: signs.length > 0 ? 'conflict' : 'was-done' });
  const touched = await touchedBy(worktree, before, rehearsed.value, options);
  if (!touched.ok) return touched;
  const kept = await takeBack(worktree, branch.private, before, touched.value, options);
  if (!kept.ok) return kept;
  // Forgets that something was going on, and touches no file (git-cherry-pick(1)).
  const quit = await workGit(worktree, ['cherry-pick', '--quit'], options);
  return quit.ok ? ok({ kind: 'taken-back', kept: kept.value }) : quit;
}

/** By what git knows that something waits in a worktree to be finished. */
const SIGNS = ['CHERRY_PICK_HEAD', 'MERGE_HEAD', 'REVERT_HEAD', 'rebase-merge', 'rebase-apply', 'sequencer'];

/** What waits to be finished in a branch's worktree: a merge, a cherry-pick, a revert or a rebase, by git's names. */
export async function signsIn(clone: string, { folder }: WorkBranch): Promise<readonly string[]> {
  const found: readonly string[] = await readdir(join(clone, 'worktrees', folder)).catch(() => []);
  return SIGNS.filter((sign) => found.includes(sign));
}

/** The trees of the commits that a branch has over one, oldest first. */
async function stepsSince(
  folder: string,
  branch: WorkBranch,
  before: string,
  options: WorkOptions,
): Promise<Result<readonly string[], EmbargoFailure>> {
  const range = `${before}..refs/heads/${branch.private}`;
  const out = await workText(layoutOf(folder).clone, ['log', '--reverse', '--format=%T', range, '--'], options);
  return out.ok ? ok(out.value.split('\n').filter((tree) => tree !== '')) : out;
}

/** Every path that picking writes, at whichever step. */
async function touchedBy(
  worktree: string,
  before: string,
  { trees, entries, files }: Rehearsal,
  options: WorkOptions,
): Promise<Result<readonly Touched[], EmbargoFailure>> {
  const first = await blobsOf(worktree, before, options);
  if (!first.ok) return first;
  const paths = new Set(files.keys());
  const steps: ReadonlyMap<string, string>[] = [];
  for (const tree of trees) {
    const step = await blobsOf(worktree, tree, options);
    if (!step.ok) return step;
    steps.push(step.value);
  }
  for (const step of steps) for (const path of changedIn(first.value, step)) paths.add(path);
  for (const path of new Set([...first.value.keys(), ...entries.keys()]))
    if (entries.get(path) !== madeOf(first.value.get(path)).entry) paths.add(path);
  return ok(
    [...paths].map((path) => {
      const last = { entry: entries.get(path) ?? '', content: files.get(path) };
      return { path, before: first.value.get(path), made: [...steps.map((step) => madeOf(step.get(path))), last] };
    }),
  );
}

function changedIn(old: ReadonlyMap<string, string>, young: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...old.keys(), ...young.keys()])].filter((path) => old.get(path) !== young.get(path));
}

/** All files of a tree: path → id. */
async function blobsOf(
  worktree: string,
  tree: string,
  options: WorkOptions,
): Promise<Result<ReadonlyMap<string, string>, EmbargoFailure>> {
  const out = await workText(worktree, ['ls-tree', '-r', '-z', tree], options);
  if (!out.ok) return out;
  const lines = out.value.split('\0').filter((line) => line !== '');
  return ok(
    new Map(
      lines.map((line) => {
        const tab = line.indexOf('\t');
        return [line.slice(tab + 1), line.slice(0, tab).split(' ')[2] ?? ''];
      }),
    ),
  );
}
