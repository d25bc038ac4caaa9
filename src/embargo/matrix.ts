import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ok, type Result } from '../common/result.ts';
import { workGit, workText, type WorkFailure, type WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure } from './failure.ts';
import { readCloneSettings } from './guard/clone-settings.ts';
import { guardRunner } from './guard/guard.ts';
import { readLink } from './guard/links.ts';
import { layoutOf } from './layout.ts';
import type { WorkBranch } from './manifest.ts';
import type { Workspace } from './workspace.ts';

/** Where a branch stands; the later of two that are true. */
export type BranchState =
  | 'not-affected'
  | 'not-ready'
  /** Git cannot read it, or its worktree is gone. */
  | 'unreadable'
  /** The worktree stands on another branch, or on none. */
  | 'astray'
  | 'untouched'
  | 'conflict'
  | 'differs'
  | 'applied'
  | 'tested'
  | 'failed'
  | 'pushed'
  | 'public';

/** Whether something can be done on a branch. */
export function isAtHand(state: BranchState): boolean {
  return state !== 'not-ready' && state !== 'unreadable' && state !== 'astray';
}

/** One row of the branch matrix. */
export interface BranchRow {
  readonly name: string;
  readonly folder: string;
  readonly private: string;
  readonly base: string;
  readonly state: BranchState;
  /** Why it is `unreadable`; what can be told of its commits all the same is. */
  readonly why?: EmbargoFailure;
  /** Not even its commits could be counted. */
  readonly uncounted?: true;
  /** The private branch's commit; the base where nothing was done. */
  readonly commit: string;
  readonly commits: number;
  /** Files with changes that are in no commit. */
  readonly changed: number;
  /** Files in conflict, by their paths. */
  readonly conflicts: readonly string[];
  /** The patches are those of the branch that the fix was made on. */
  readonly same: boolean | undefined;
  readonly tested: 'passed' | 'failed' | undefined;
  readonly pushed: boolean;
  readonly public: WorkBranch['public'];
}

/**
 * The branch matrix: looked up in the worktrees, so that what is done by hand counts, too.
 * @param workspace with a manifest whose branches are ready
 */
export async function matrixOf(workspace: Workspace, options: WorkOptions = {}): Promise<readonly BranchRow[]> {
  const { branches } = workspace.manifest;
  const facts = await Promise.all(branches.map((branch) => factsOf(workspace, branch, options)));
  const patches = await Promise.all(
    facts.map((it) => (it?.ok === true && it.value.commits > 0 ? patchesOf(it.value, options) : Promise.resolve(undefined))),
  );
  const model = patches.find((one) => one !== undefined);
  return Promise.all(
    branches.map(async (branch, at) => {
      const it = facts[at];
      if (!it) return nothing(branch, 'not-ready');
      return it.ok ? rowOf(it.value, alike(model, patches[at])) : unreadable(workspace, branch, it.failure, options);
    }),
  );
}

interface Facts {
  readonly branch: WorkBranch;
  readonly worktree: string;
  readonly base: string;
  readonly commit: string;
  readonly commits: number;
  readonly changed: number;
  readonly conflicts: readonly string[];
  readonly picking: boolean;
  readonly pushed: boolean;
  readonly astray: boolean;
}

/** The public branch, as it was fetched last. */
function publicRef({ name }: WorkBranch): string {
  return `refs/remotes/upstream/${name}`;
}

/** A rebase leaves the branch for as long as it takes. */
async function isBusy(worktree: string, options: WorkOptions): Promise<boolean> {
  const out = await workText(worktree, ['rev-parse', '--git-path', 'rebase-merge', '--git-path', 'rebase-apply'], options);
  const there = out.ok
    ? await Promise.all(out.value.split('\n').map((path) => stat(resolve(worktree, path)).catch(() => undefined)))
    : [];
  return there.some((one) => one !== undefined);
}

/** Undefined of a branch that is not ready. */
async function factsOf(
  { folder }: Workspace,
  branch: WorkBranch,
  options: WorkOptions,
): Promise<Result<Facts, WorkFailure> | undefined> {
  if (branch.ready !== true) return undefined;
  const worktree = join(folder, branch.folder);
  const { clone } = layoutOf(folder);
  const [status, count, base, fork, picking] = await Promise.all([
    workText(worktree, ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all'], options),
    workText(clone, ['rev-list', '--count', `refs/heads/${branch.private}`, `^${publicRef(branch)}`, '--'], options),
    workText(clone, ['merge-base', `refs/heads/${branch.private}`, publicRef(branch)], options),
    workText(clone, ['rev-parse', '--verify', '--quiet', `refs/remotes/fork/${branch.private}`], options),
    workGit(worktree, ['rev-parse', '--verify', '--quiet', 'CHERRY_PICK_HEAD'], options),
  ]);
  if (!status.ok) return status;
  if (!count.ok) return count;
  const entries = status.value.split('\0');
  const commit = entries.find((entry) => entry.startsWith('# branch.oid '))?.slice('# branch.oid '.length) ?? branch.base;
  const conflicts = entries.filter((entry) => entry.startsWith('u ')).map((entry) => entry.split(' ').slice(10).join(' '));
  const changed = entries.filter((entry) => /^[12?] /.test(entry)).length;
  const head = entries.find((entry) => entry.startsWith('# branch.head '))?.slice('# branch.head '.length);
  const astray = head !== branch.private && !(await isBusy(worktree, options));
  const pushed = fork.ok && fork.value === commit && Number(count.value) > 0;
  return ok({
    branch,
    worktree,
    base: base.ok ? base.value : branch.base,
    commit,
    commits: Number(count.value),
    changed,
    conflicts,
    picking: picking.ok,
    pushed,
    astray,
  });
}

/** What a series of commits changes, each as git's patch id: the same for the same change at another place of a file. */
async function patchesOf({ worktree, branch, commit }: Facts, options: WorkOptions): Promise<string | undefined> {
  const log = await workGit(
    worktree,
    [
      'log',
      '--patch',
      '--no-ext-diff',
      '--no-textconv',
      '--no-merges',
      '--reverse',
      '--format=commit %H',
      commit,
      `^${publicRef(branch)}`,
      '--',
    ],
    options,
  );
  if (!log.ok) return undefined;
  const ids = await workText(worktree, ['patch-id', '--stable'], { ...options, input: log.value.bytes });
  if (!ids.ok) return undefined;
  return ids.value
    .split('\n')
    .map((line) => line.split(' ')[0])
    .join(' ');
}

function alike(model: string | undefined, other: string | undefined): boolean | undefined {
  return model === undefined || other === undefined ? undefined : model === other;
}

function rowOf(it: Facts, same: boolean | undefined): BranchRow {
  const { branch } = it;
  const { tested } = branch;
  const now = tested?.commit === it.commit ? (tested.passed ? 'passed' : 'failed') : undefined;
  return {
    name: branch.name,
    folder: branch.folder,
    private: branch.private,
    base: it.base,
    state: stateOf(it, same, now),
    commit: it.commit,
    commits: it.commits,
    changed: it.changed,
    conflicts: it.conflicts,
    same,
    tested: now,
    pushed: it.pushed,
    public: branch.public,
  };
}

function stateOf(it: Facts, same: boolean | undefined, tested: BranchRow['tested']): BranchState {
  if (it.conflicts.length > 0 || it.picking) return 'conflict';
  if (it.astray) return 'astray';
  if (it.branch.public?.of === it.commit) return 'public';
  if (it.commits === 0) return it.branch.affected === false ? 'not-affected' : 'untouched';
  if (tested === 'failed') return 'failed';
  if (it.pushed) return 'pushed';
  if (tested === 'passed') return 'tested';
  return same === false ? 'differs' : 'applied';
}

/** A branch whose worktree git cannot read: what the clone says of it, and why. */
async function unreadable(
  { folder }: Workspace,
  branch: WorkBranch,
  failure: WorkFailure,
  options: WorkOptions,
): Promise<BranchRow> {
  const { clone } = layoutOf(folder);
  const own = `refs/heads/${branch.private}`;
  const [tip, count, fork, why] = await Promise.all([
    workText(clone, ['rev-parse', '--verify', '--quiet', `${own}^{commit}`], options),
    workText(clone, ['rev-list', '--count', own, `^${publicRef(branch)}`, '--'], options),
    workText(clone, ['rev-parse', '--verify', '--quiet', `refs/remotes/fork/${branch.private}`], options),
    whyUnreadable(join(folder, branch.folder), clone, failure, options),
  ]);
  const row = nothing(branch, 'unreadable');
  if (!tip.ok || !count.ok) return { ...row, why, uncounted: true };
  const commits = Number(count.value);
  return { ...row, why, commit: tip.value, commits, pushed: commits > 0 && fork.ok && fork.value === tip.value };
}

/** What git's own failure comes from. */
async function whyUnreadable(
  worktree: string,
  clone: string,
  failure: WorkFailure,
  options: WorkOptions,
): Promise<EmbargoFailure> {
  if (failure.kind !== 'git-trouble') return failure;
  const settings = await readCloneSettings(guardRunner(options), clone);
  if (settings.kind === 'broken') return { kind: 'clone-broken' };
  if (settings.kind === 'unreadable') return { kind: 'clone-unreadable' };
  const { state } = await readLink(worktree, clone);
  if (state === 'gone' || state === 'unregistered') return { kind: 'worktree-gone' };
  if (state === 'foreign') return { kind: 'worktree-taken' };
  if (state === 'strayed') return { kind: 'workspace-moved' };
  return failure.trouble === 'other' ? { kind: 'branch-unreadable' } : failure;
}

function nothing({ name, folder, private: own, base, public: handed }: WorkBranch, state: 'unreadable' | 'not-ready'): BranchRow {
  return {
    name,
    folder,
    private: own,
    base,
    state,
    commit: base,
    commits: 0,
    changed: 0,
    conflicts: [],
    same: undefined,
    tested: undefined,
    pushed: false,
    public: handed,
  };
}
