import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import { layoutOf } from '../layout.ts';
import { alone } from '../lock.ts';
import { readManifest, writeManifest, type Manifest, type WorkBranch } from '../manifest.ts';
import { branchesNamed, readyWorkspace, type Workspace } from '../workspace.ts';
import { writeCommits } from './rewrite.ts';
import { commitsOf, tryPicks, type FixCommit, type Trial } from './trial.ts';

/** What came of one branch. */
export type Backported =
  | { readonly branch: string; readonly kind: 'applied'; readonly commit: string; readonly commits: number }
  | { readonly branch: string; readonly kind: 'would-apply'; readonly commits: number }
  | { readonly branch: string; readonly kind: 'already-there' }
  | { readonly branch: string; readonly kind: 'conflict' | 'would-conflict'; readonly files: readonly string[] }
  /** Files that the fix changes have changes of the person's own. */
  | { readonly branch: string; readonly kind: 'in-the-way' }
  | { readonly branch: string; readonly kind: 'unfinished' }
  | { readonly branch: string; readonly kind: 'failed'; readonly failure: EmbargoFailure };

export interface BackportRequest {
  readonly workspace: string;
  readonly from: string;
  readonly to: readonly string[];
  /** Only tries, and touches no worktree. */
  readonly dryRun?: boolean;
}

/**
 * Brings a fix from one branch onto others, side by side. What applies cleanly is made of trees that were merged without a
 * worktree, and then brought into it; a conflict is left in its worktree as `git cherry-pick` leaves it, to be resolved and
 * continued there.
 */
export async function backport(
  request: BackportRequest,
  options: WorkOptions = {},
): Promise<Result<readonly Backported[], EmbargoFailure>> {
  const found = await readyWorkspace(request.workspace);
  if (!found.ok) return found;
  return alone(found.value.folder, async () => {
    // Read again: what stood there may have changed before we were alone.
    const manifest = await readManifest(found.value.folder);
    if (!manifest.ok) return manifest;
    if (manifest.value.running) return fail({ kind: 'unfinished', branches: unfinishedIn(manifest.value) });
    return bring({ folder: found.value.folder, manifest: manifest.value }, request, options);
  });
}

export function unfinishedIn({ running }: Manifest): readonly string[] {
  if (!running) return [];
  return running.kind === 'backport' ? running.targets.map(({ branch }) => branch) : [running.branch];
}

/** One branch's way: what was tried, and what it would come to. */
interface Attempt {
  readonly branch: WorkBranch;
  readonly tip: string;
  readonly trial: Trial;
  /** The commit it comes to; undefined for a conflict. */
  readonly after: string | undefined;
}

async function bring(
  { folder, manifest }: Workspace,
  request: BackportRequest,
  options: WorkOptions,
): Promise<Result<readonly Backported[], EmbargoFailure>> {
  const { clone } = layoutOf(folder);
  const source = branchesNamed(manifest, [request.from]);
  if (!source.ok) return source;
  const targets = branchesNamed(
    manifest,
    request.to.filter((name) => name !== request.from),
  );
  if (!targets.ok) return targets;
  const [from] = source.value;
  if (!from || targets.value.length === 0) return fail({ kind: 'nothing-to-backport' });
  const commits = await commitsOf(clone, from.base, `refs/heads/${from.private}`, options);
  if (!commits.ok) return commits;
  if (!commits.value) return fail({ kind: 'merge-in-fix' });
  if (commits.value.length === 0) return fail({ kind: 'nothing-to-backport' });
  const committer = await workText(clone, ['var', 'GIT_COMMITTER_IDENT'], options);
  if (!committer.ok) return committer;
  const fix = commits.value;
  const attempts = await Promise.all(
    targets.value.map((branch) => attempt(folder, branch, fix, request.dryRun === true ? undefined : committer.value, options)),
  );
  if (request.dryRun === true) return ok(attempts.map(wouldBe));
  return carryOut({ folder, manifest }, attempts, fix, options);
}

async function attempt(
  folder: string,
  branch: WorkBranch,
  fix: readonly FixCommit[],
  committer: string | undefined,
  options: WorkOptions,
): Promise<Attempt | Backported> {
  const { clone } = layoutOf(folder);
  const failed = (failure: EmbargoFailure): Backported => ({ branch: branch.name, kind: 'failed', failure });
  if (await isUnfinished(clone, branch)) return { branch: branch.name, kind: 'unfinished' };
  const tip = await workText(clone, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch.private}`], options);
  if (!tip.ok) return failed(tip.failure);
  const trial = await tryPicks(clone, fix, tip.value, options);
  if (!trial.ok) return failed(trial.failure);
  if (trial.value.kind === 'conflict' || committer === undefined)
    return { branch, tip: tip.value, trial: trial.value, after: undefined };
  const picks = trial.value.picked.map(({ of, tree }) => ({ of: of.id, tree }));
  const after = await writeCommits(clone, picks, tip.value, committer, options);
  return after.ok ? { branch, tip: tip.value, trial: trial.value, after: after.value } : failed(after.failure);
}

/** Whether a merge, a cherry-pick, a revert or a rebase waits to be finished in a worktree. */
async function isUnfinished(clone: string, { folder }: WorkBranch): Promise<boolean> {
  const signs = ['CHERRY_PICK_HEAD', 'MERGE_HEAD', 'REVERT_HEAD', 'rebase-merge', 'rebase-apply', 'sequencer'];
  const found = await Promise.all(
    signs.map((sign) =>
      access(join(clone, 'worktrees', folder, sign)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

function isAttempt(one: Attempt | Backported): one is Attempt {
  return 'trial' in one;
}

function wouldBe(one: Attempt | Backported): Backported {
  if (!isAttempt(one)) return one;
  const { trial, branch } = one;
  if (trial.kind === 'conflict') return { branch: branch.name, kind: 'would-conflict', files: trial.files };
  if (trial.picked.length === 0) return { branch: branch.name, kind: 'already-there' };
  return { branch: branch.name, kind: 'would-apply', commits: trial.picked.length };
}

/** Notes what is about to be done, does it in all worktrees at once, and takes the note away. */
async function carryOut(
  { folder, manifest }: Workspace,
  attempts: readonly (Attempt | Backported)[],
  fix: readonly FixCommit[],
  options: WorkOptions,
): Promise<Result<readonly Backported[], EmbargoFailure>> {
  const targets = attempts
    .filter(isAttempt)
    .map(({ branch, tip, trial, after }) => ({
      branch: branch.name,
      before: tip,
      after: after ?? (trial.kind === 'conflict' ? trial.tree : tip),
    }));
  const noted = await writeManifest(folder, { ...manifest, running: { kind: 'backport', targets } });
  if (!noted.ok) return noted;
  const done = await Promise.all(
    attempts.map((one) => (isAttempt(one) ? carry(folder, one, fix, options) : Promise.resolve(one))),
  );
  const cleared = await writeManifest(folder, manifest);
  return cleared.ok ? ok(done) : cleared;
}

async function carry(folder: string, one: Attempt, fix: readonly FixCommit[], options: WorkOptions): Promise<Backported> {
  const { branch, tip, trial, after } = one;
  const worktree = join(folder, branch.folder);
  // Nothing is cut off in the middle: what has begun in a worktree is a matter of milliseconds.
  const whole: WorkOptions = options.gitPath === undefined ? {} : { gitPath: options.gitPath };
  if (trial.kind === 'conflict') return leaveConflict(worktree, branch.name, fix, whole);
  if (after === undefined || after === tip) return { branch: branch.name, kind: 'already-there' };
  // Refuses where a file that changes has changes of the person's own, before it touches any.
  const files = await workGit(worktree, ['read-tree', '-m', '-u', tip, after], whole);
  if (!files.ok)
    return files.failure.kind === 'git-trouble' && files.failure.trouble === 'other'
      ? { branch: branch.name, kind: 'in-the-way' }
      : { branch: branch.name, kind: 'failed', failure: files.failure };
  const moved = await workGit(worktree, ['update-ref', '-m', 'backport', `refs/heads/${branch.private}`, after, tip], whole);
  if (!moved.ok) return { branch: branch.name, kind: 'failed', failure: moved.failure };
  return { branch: branch.name, kind: 'applied', commit: after, commits: trial.picked.length };
}

async function leaveConflict(
  worktree: string,
  name: string,
  fix: readonly FixCommit[],
  options: WorkOptions,
): Promise<Backported> {
  const picked = await workGit(worktree, ['cherry-pick', ...fix.map(({ id }) => id)], {
    ...options,
    settings: [
      ['commit.gpgSign', 'false'],
      ['advice.mergeConflict', 'false'],
    ],
    variables: { GIT_EDITOR: ':' },
    fine: [0, 1],
  });
  if (!picked.ok) {
    const inTheWay = picked.failure.kind === 'git-trouble' && picked.failure.trouble === 'other';
    return inTheWay ? { branch: name, kind: 'in-the-way' } : { branch: name, kind: 'failed', failure: picked.failure };
  }
  const left = await workText(worktree, ['diff', '--name-only', '--diff-filter=U', '-z'], options);
  const files = left.ok ? left.value.split('\0').filter((file) => file !== '') : [];
  return { branch: name, kind: 'conflict', files: [...new Set(files)] };
}
