import { join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import { workText, type WorkOptions } from '../git/workbench.ts';
import { isUnfinished } from './backport/backport.ts';
import { tryPicks } from './backport/trial.ts';
import { undoPick } from './backport/undo.ts';
import type { EmbargoFailure } from './failure.ts';
import { layoutOf } from './layout.ts';
import { alone, sweep, sweepLocks } from './lock.ts';
import { readManifest, writeManifest, type Manifest, type Running } from './manifest.ts';
import { readyWorkspace } from './workspace.ts';

/** What was found of an interrupted backport, by branch. */
export interface Resumed {
  readonly branch: string;
  readonly kind: 'was-done' | 'taken-back' | 'conflict';
}

/**
 * Settles a backport that was interrupted: what was done stays, what was half done is taken back, a conflict that was left
 * for a person stays. Doing nothing where nothing was interrupted.
 */
export async function resumeBackport(
  workspace: string,
  options: WorkOptions = {},
): Promise<Result<readonly Resumed[], EmbargoFailure>> {
  const found = await readyWorkspace(workspace);
  if (!found.ok) return found;
  const { folder } = found.value;
  return alone(folder, async () => {
    const manifest = await readManifest(folder);
    if (!manifest.ok) return manifest;
    const { running, ...rest } = manifest.value;
    await sweep(folder);
    if (running?.kind !== 'backport') return ok([]);
    await sweepLocks(layoutOf(folder).clone);
    const settled: Resumed[] = [];
    for (const target of running.targets) {
      const one = await settle(folder, manifest.value, running.commits, target, options);
      if (!one.ok) return one;
      settled.push(one.value);
    }
    const cleared = await writeManifest(folder, rest);
    return cleared.ok ? ok(settled) : cleared;
  });
}

type Target = Extract<Running, { kind: 'backport' }>['targets'][number];

async function settle(
  folder: string,
  manifest: Manifest,
  commits: readonly string[],
  { branch: name, before }: Target,
  options: WorkOptions,
): Promise<Result<Resumed, EmbargoFailure>> {
  const branch = manifest.branches.find((one) => one.name === name);
  if (!branch) return ok({ branch: name, kind: 'was-done' });
  const worktree = join(folder, branch.folder);
  // What git waits with is a person's: a conflict, or what was resolved of it.
  if (await isUnfinished(layoutOf(folder).clone, branch)) return ok({ branch: name, kind: 'conflict' });
  const tip = await workText(
    layoutOf(folder).clone,
    ['rev-parse', '--verify', '--quiet', `refs/heads/${branch.private}`],
    options,
  );
  // Branches move last: where one has moved, its files are there.
  if (!tip.ok || tip.value !== before) return ok({ branch: name, kind: 'was-done' });
  const after = await outcomeOf(folder, before, commits, options);
  if (!after.ok) return after;
  const undone = await undoPick(worktree, branch.private, before, after.value, options);
  return undone.ok ? ok({ branch: name, kind: 'taken-back' }) : undone;
}

/** The tree that picking would have come to, found as it was found then. */
async function outcomeOf(
  folder: string,
  before: string,
  commits: readonly string[],
  options: WorkOptions,
): Promise<Result<string, EmbargoFailure>> {
  const { clone } = layoutOf(folder);
  const parents = await workText(clone, ['rev-parse', `${before}^{tree}`, ...commits.map((id) => `${id}^`)], options);
  if (!parents.ok) return parents;
  const [tree = '', ...ids] = parents.value.split('\n');
  const fix = commits.map((id, at) => ({ id, parent: ids[at] ?? '', raw: Buffer.alloc(0) }));
  const [trial] = await tryPicks(clone, fix, [tree], options);
  if (!trial?.ok) return trial ?? fail({ kind: 'git-trouble', trouble: 'other', status: null });
  return ok(trial.value.kind === 'conflict' ? trial.value.tree : (trial.value.picked.at(-1)?.tree ?? tree));
}
