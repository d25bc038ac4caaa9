import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import { layoutOf } from '../layout.ts';
import { alone } from '../lock.ts';
import { readManifest, writeManifest, type Manifest, type WorkBranch } from '../manifest.ts';
import { branchesNamed, readyWorkspace, type Workspace } from '../workspace.ts';
import { commitsOf, writePicks, type FixCommit } from './commits.ts';
import { signsIn } from './half-picked.ts';
import { cherryPick } from './pick.ts';
import { hasOwnChanges } from './in-the-way.ts';
import { tryPicks, type Trial } from './trial.ts';
import { undoPick } from './undo.ts';

/** What came of one branch. */
export type Backported =
  | { readonly branch: string; readonly kind: 'applied'; readonly commit: string; readonly commits: number }
  | { readonly branch: string; readonly kind: 'would-apply'; readonly commits: number }
  | { readonly branch: string; readonly kind: 'already-there' }
  | { readonly branch: string; readonly kind: 'conflict' | 'would-conflict'; readonly files: readonly string[] }
  /** Files that the fix changes have changes of the person's own. */
  | { readonly branch: string; readonly kind: 'in-the-way' }
  /** A merge, cherry-pick or rebase waits there to be finished. */
  | { readonly branch: string; readonly kind: 'unfinished' }
  /** Its worktree is gone, or stands on another branch than the private one. */
  | { readonly branch: string; readonly kind: 'astray' }
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

/** What is brought, by whom, and where the branches stand. */
interface Load {
  readonly fix: readonly FixCommit[];
  readonly committer: string;
  readonly tips: ReadonlyMap<string, Tip>;
}

interface Tip {
  readonly commit: string;
  readonly tree: string;
  /** The worktree that stands on it; empty where none does. */
  readonly worktree: string;
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
  const [fix, committer, tips] = await Promise.all([
    commitsOf(clone, `refs/heads/${from.private}`, `refs/remotes/upstream/${from.name}`, options),
    workText(clone, ['var', 'GIT_COMMITTER_IDENT'], options),
    tipsIn(clone, options),
  ]);
  if (!fix.ok) return fix;
  if (!committer.ok) return committer;
  if (!tips.ok) return tips;
  const load = { fix: fix.value, committer: committer.value, tips: tips.value };
  if (request.dryRun === true) {
    const { settled, tries } = await trials(folder, targets.value, load, options);
    const told = await Promise.all(tries.map((one) => said(folder, one, options)));
    return ok(inOrder(targets.value, [...settled, ...told]));
  }
  return carryOut({ folder, manifest }, targets.value, load, options);
}

/** All private branches at once: the commit that each stands on, its tree, and where it is checked out. */
async function tipsIn(clone: string, options: WorkOptions): Promise<Result<ReadonlyMap<string, Tip>, EmbargoFailure>> {
  const out = await workText(
    clone,
    ['for-each-ref', '--format=%(refname:lstrip=2) %(objectname) %(tree) %(worktreepath)', 'refs/heads'],
    options,
  );
  if (!out.ok) return out;
  const lines = out.value.split('\n').map((line) => line.split(' '));
  return ok(
    new Map(lines.map(([name = '', commit = '', tree = '', ...path]) => [name, { commit, tree, worktree: path.join(' ') }])),
  );
}

/** The tip of a branch whose worktree is there and stands on it. */
async function tipOf(folder: string, branch: WorkBranch, { tips }: Load): Promise<Tip | undefined> {
  const tip = tips.get(branch.private);
  const [there, is] = await Promise.all([
    realpath(join(folder, branch.folder)).catch(() => undefined),
    tip === undefined || tip.worktree === '' ? undefined : realpath(tip.worktree).catch(() => undefined),
  ]);
  return there !== undefined && there === is ? tip : undefined;
}

/** A branch that is fit to take the fix, and what taking it would come to. */
interface Try {
  readonly branch: WorkBranch;
  readonly tip: Tip;
  readonly trial: Result<Trial, EmbargoFailure>;
}

/** Tries the fix on every branch that is fit for it, and says why the others are not. */
async function trials(
  folder: string,
  branches: readonly WorkBranch[],
  load: Load,
  options: WorkOptions,
): Promise<{ readonly settled: readonly Backported[]; readonly tries: readonly Try[] }> {
  const { clone } = layoutOf(folder);
  const settled: Backported[] = [];
  const fit: { branch: WorkBranch; tip: Tip }[] = [];
  await Promise.all(
    branches.map(async (branch) => {
      const [signs, tip] = await Promise.all([signsIn(clone, branch), tipOf(folder, branch, load)]);
      if (signs.length === 0 && tip) fit.push({ branch, tip });
      else settled.push({ branch: branch.name, kind: signs.length > 0 ? 'unfinished' : 'astray' });
    }),
  );
  const trees = fit.map(({ tip }) => tip.tree);
  const came = await tryPicks(clone, load.fix, trees, options);
  const tries = fit.flatMap((one, at) => {
    const trial = came[at];
    return trial ? [{ ...one, trial }] : [];
  });
  return { settled, tries };
}

function inOrder(branches: readonly WorkBranch[], outcomes: readonly Backported[]): readonly Backported[] {
  return branches.flatMap(({ name }) => outcomes.find(({ branch }) => branch === name) ?? []);
}

/** What a trial says of a branch to which nothing is done. */
async function said(folder: string, { branch, tip, trial }: Try, options: WorkOptions): Promise<Backported> {
  const { name } = branch;
  if (!trial.ok) return { branch: name, kind: 'failed', failure: trial.failure };
  const { value } = trial;
  const to = value.kind === 'conflict' ? value.tree : (value.picked.at(-1)?.tree ?? tip.tree);
  const own = await hasOwnChanges(join(folder, branch.folder), { from: tip.tree, to }, options);
  if (own.ok && own.value) return { branch: name, kind: 'in-the-way' };
  if (value.kind === 'conflict') return { branch: name, kind: 'would-conflict', files: value.files };
  const commits = value.picked.length;
  return commits === 0 ? { branch: name, kind: 'already-there' } : { branch: name, kind: 'would-apply', commits };
}

/** Notes what is about to be done, does it in all worktrees side by side, moves the branches, and takes the note away. */
async function carryOut(
  { folder, manifest }: Workspace,
  branches: readonly WorkBranch[],
  load: Load,
  options: WorkOptions,
): Promise<Result<readonly Backported[], EmbargoFailure>> {
  const { clone } = layoutOf(folder);
  const targets = branches.map(({ name, private: own }) => ({ branch: name, before: load.tips.get(own)?.commit ?? '' }));
  const commits = load.fix.map(({ id }) => id);
  // Nothing is cut off in the middle: what has begun in a worktree is a matter of milliseconds.
  const whole: WorkOptions = options.gitPath === undefined ? {} : { gitPath: options.gitPath };
  const [noted, { settled, tries }] = await Promise.all([
    writeManifest(folder, { ...manifest, running: { kind: 'backport', targets, commits } }, 'quick'),
    trials(folder, branches, load, whole),
  ]);
  if (!noted.ok) return noted;
  const carried = await Promise.all(tries.map((one) => carry(folder, one, load, whole)));
  const moves = carried.map(({ move }) => move ?? '').join('');
  if (moves !== '') {
    const moved = await workGit(clone, ['update-ref', '-m', 'backport', '--stdin'], { ...whole, input: moves });
    // The note stays: what stands in the worktrees is settled by it.
    if (!moved.ok) return moved;
  }
  const open = targets.filter(({ branch }) =>
    carried.some(({ outcome, isOpen }) => isOpen === true && outcome.branch === branch),
  );
  const left: Manifest = open.length > 0 ? { ...manifest, running: { kind: 'backport', targets: open, commits } } : manifest;
  const cleared = await writeManifest(folder, left, 'quick');
  return cleared.ok ? ok(inOrder(branches, [...settled, ...carried.map(({ outcome }) => outcome)])) : cleared;
}

/** What came of one branch, and for `git update-ref` how it moves. */
interface Carried {
  readonly outcome: Backported;
  readonly move?: string;
  /** Its worktree may be half done: the note of it stays. */
  readonly isOpen?: boolean;
}

async function carry(folder: string, { branch, tip, trial }: Try, load: Load, options: WorkOptions): Promise<Carried> {
  const { name } = branch;
  const failed = (failure: EmbargoFailure): Carried => ({ outcome: { branch: name, kind: 'failed', failure } });
  if (!trial.ok) return failed(trial.failure);
  const worktree = join(folder, branch.folder);
  if (trial.value.kind === 'conflict') {
    const outcome = await leaveConflict(worktree, name, trial.value.left, options);
    return { outcome, isOpen: outcome.kind === 'failed' };
  }
  const { picked } = trial.value;
  if (picked.length === 0) return { outcome: { branch: name, kind: 'already-there' } };
  const commit = await writePicks(layoutOf(folder).clone, picked, tip.commit, load.committer);
  if (!commit.ok) return failed(commit.failure);
  // Refuses where a file that changes has changes of the person's own, before it touches any.
  const files = await workGit(worktree, ['read-tree', '-m', '-u', tip.commit, commit.value], options);
  if (!files.ok) {
    if (isInTheWay(files.failure)) return { outcome: { branch: name, kind: 'in-the-way' } };
    // It may have come half the way: what it wrote goes again.
    const undone = await undoPick(worktree, branch.private, tip.commit, commit.value, options);
    return { ...failed(files.failure), isOpen: !undone.ok };
  }
  const outcome = { branch: name, kind: 'applied', commit: commit.value, commits: picked.length } as const;
  return { outcome, move: `update refs/heads/${branch.private} ${commit.value} ${tip.commit}\n` };
}

function isInTheWay(failure: EmbargoFailure): boolean {
  return failure.kind === 'git-trouble' && failure.trouble === 'in-the-way';
}

async function leaveConflict(
  worktree: string,
  name: string,
  fix: readonly FixCommit[],
  options: WorkOptions,
): Promise<Backported> {
  const ids = fix.map(({ id }) => id);
  const picked = await cherryPick(worktree, ids, options);
  if (!picked.ok)
    return isInTheWay(picked.failure)
      ? { branch: name, kind: 'in-the-way' }
      : { branch: name, kind: 'failed', failure: picked.failure };
  if (picked.value.status === 0) {
    // What a tree alone could not merge, a merge driver of the product could.
    const head = await workText(worktree, ['rev-parse', 'HEAD'], options);
    if (head.ok) return { branch: name, kind: 'applied', commit: head.value, commits: fix.length };
  }
  const left = await workText(worktree, ['diff', '--name-only', '--diff-filter=U', '-z'], options);
  const files = left.ok ? left.value.split('\0').filter((file) => file !== '') : [];
  return files.length === 0
    ? { branch: name, kind: 'unfinished' }
    : { branch: name, kind: 'conflict', files: [...new Set(files)] };
}
