/**
 * Making a workspace of real CPython trees with four branches, and bringing a fix onto four branches, each against the
 * bare git commands that do the same. Prints one JSON object; run in a process of its own.
 */
import { execFileSync, execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { backport } from '../../src/embargo/backport/backport.ts';
import { removeWorkspace } from '../../src/embargo/remove.ts';
import { planStart } from '../../src/embargo/start/plan.ts';
import { start } from '../../src/embargo/start/start.ts';

export interface EmbargoFigures {
  /** Milliseconds, and their ratio: our start against clone and worktrees one after the other. */
  readonly start: Timed | null;
  /** Bringing one commit onto four branches, against the slowest of four single `git cherry-pick`. */
  readonly backport: Timed | null;
  /** The same four cherry-picks by git itself, all at the same time, against the slowest of them alone: what the machine allows. */
  readonly gitAtOnce: Timed | null;
}

export interface Timed {
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
}

const ROUNDS = 5;
const BRANCHES = ['main', '3.13', '3.11', '3.9'];
const OTHERS = ['3.13', '3.11', '3.9', 'extra'];
const ID = 'GHSA-2345-6789-cfgh';
const run = promisify(execFile);
const environment = {
  ...process.env,
  GIT_AUTHOR_NAME: 'B',
  GIT_AUTHOR_EMAIL: 'b@b',
  GIT_COMMITTER_NAME: 'B',
  GIT_COMMITTER_EMAIL: 'b@b',
};
Object.assign(process.env, environment);

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** The quickest of several rounds, each taking both in turn: what else a machine does only ever adds. */
async function quickest(ours: () => Promise<number>, baseline: () => Promise<number>): Promise<Timed> {
  let [least, base] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    least = Math.min(least, await ours());
    base = Math.min(base, await baseline());
  }
  return { ours: least, baseline: base, ratio: least / base };
}

/** @param source a repository of real CPython trees with the branches above */
async function measure(source: string): Promise<EmbargoFigures> {
  const root = mkdtempSync(join(tmpdir(), 'at-bench-embargo-'));
  try {
    const [upstream, fork, clone] = ['public.git', 'fork.git', 'clone'].map((name) => join(root, name));
    if (upstream === undefined || fork === undefined || clone === undefined) throw new Error('no folders');
    for (const bare of [upstream, fork]) git(root, 'clone', '--quiet', '--bare', source, bare);
    for (const bare of [upstream, fork]) git(bare, 'branch', 'extra', '3.13');
    git(root, 'clone', '--quiet', upstream, clone);
    // As a clone that came over the network is: one pack.
    git(clone, 'repack', '-a', '-d', '--quiet');
    git(clone, 'prune-packed', '--quiet');
    const fixed = await fixedWorkspace(root, clone, fork);
    return {
      start: await quickest(
        () => ourStart(root, clone, fork, BRANCHES),
        () => bareStart(root, clone),
      ),
      backport: await quickest(
        () => ourBackport(fixed),
        () => slowestPick(fixed),
      ),
      gitAtOnce: await quickest(
        () => picksAtOnce(fixed),
        () => slowestPick(fixed),
      ),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function make(into: string, clone: string, fork: string, branches: readonly string[]): Promise<string> {
  const plan = await planStart({
    advisory: ID,
    fork,
    branches: branches.map((name) => ({ name })),
    privateBranch: 'advisory-fix-1-{branch}',
    root: into,
    repo: clone,
  });
  if (!plan.ok) throw new Error(plan.failure.kind);
  const made = await start(plan.value);
  if (!made.ok) throw new Error(made.failure.kind);
  return made.value.folder;
}

async function ourStart(root: string, clone: string, fork: string, branches: readonly string[]): Promise<number> {
  const took = await timed(() => make(join(root, 'workspaces'), clone, fork, branches));
  await removeWorkspace(join(root, 'workspaces', ID), true);
  return took;
}

/** What one would type: a clone, and a worktree for each branch, one after the other. */
async function bareStart(root: string, clone: string): Promise<number> {
  const folder = join(root, 'bare');
  const took = await timed(async () => {
    await run('git', ['clone', '--quiet', '--bare', '--local', clone, join(folder, 'clone.git')]);
    for (const branch of BRANCHES) {
      const tip = git(clone, 'rev-parse', `refs/remotes/origin/${branch}`);
      const add = ['worktree', 'add', '--quiet', '-b', `fix-${branch}`, join(folder, branch), tip];
      await run('git', ['-C', join(folder, 'clone.git'), ...add]);
    }
  });
  rmSync(folder, { recursive: true, force: true });
  return took;
}

/** A workspace with a fix on main, and where the other branches stand. */
interface Fixed {
  readonly folder: string;
  readonly fix: string;
  readonly tips: ReadonlyMap<string, string>;
}

async function fixedWorkspace(root: string, clone: string, fork: string): Promise<Fixed> {
  const folder = await make(join(root, 'fixed'), clone, fork, ['main', ...OTHERS]);
  appendFileSync(join(folder, 'main', 'Lib', 'tarfile.py'), '# checked\n');
  git(join(folder, 'main'), 'commit', '--quiet', '--all', '--message', 'Check the path');
  const fix = git(join(folder, 'main'), 'rev-parse', 'HEAD');
  return { folder, fix, tips: new Map(OTHERS.map((branch) => [branch, git(join(folder, branch), 'rev-parse', 'HEAD')])) };
}

function putBack({ folder, tips }: Fixed): void {
  for (const [branch, tip] of tips) git(join(folder, branch), 'reset', '--quiet', '--hard', tip);
}

function ourBackport(fixed: Fixed): Promise<number> {
  putBack(fixed);
  return timed(async () => {
    const done = await backport({ workspace: fixed.folder, from: 'main', to: OTHERS });
    if (!done.ok || done.value.some(({ kind }) => kind !== 'applied')) throw new Error(JSON.stringify(done));
  });
}

function pick({ folder, fix }: Fixed, branch: string): Promise<unknown> {
  return run('git', ['-C', join(folder, branch), 'cherry-pick', fix]);
}

async function slowestPick(fixed: Fixed): Promise<number> {
  putBack(fixed);
  let slowest = 0;
  for (const branch of OTHERS) slowest = Math.max(slowest, await timed(() => pick(fixed, branch)));
  return slowest;
}

function picksAtOnce(fixed: Fixed): Promise<number> {
  putBack(fixed);
  return timed(() => Promise.all(OTHERS.map((branch) => pick(fixed, branch))));
}

const [source] = process.argv.slice(2);
console.log(JSON.stringify(source === undefined ? { start: null, backport: null, gitAtOnce: null } : await measure(source)));
