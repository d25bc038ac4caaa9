import { join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import { workText, type WorkOptions } from '../git/workbench.ts';
import { settlePick, signsIn } from './backport/half-picked.ts';
import { tryPicks, type Trial } from './backport/trial.ts';
import { undoPick } from './backport/undo.ts';
import type { EmbargoFailure } from './failure.ts';
import { layoutOf } from './layout.ts';
import { alone, sweep, sweepLocks } from './lock.ts';
import { isStill } from './still-working.ts';
import { readManifest, writeManifest, type Manifest, type Running } from './manifest.ts';
import { readyWorkspace } from './workspace.ts';

/** What was found of an interrupted backport, by branch. */
export interface Resumed {
  readonly branch: string;
  readonly kind: 'was-done' | 'taken-back' | 'conflict';
  /** Files that backporting would have changed and that somebody else has: they stay as they are. */
  readonly kept?: readonly string[];
}

export interface ResumeOptions extends WorkOptions {
  /** For how many milliseconds a git that is still at work is waited for. */
  readonly patience?: number;
}

/** What became of a branch, in words, without a full stop. */
export function resumedWords({ branch, kind, kept = [] }: Resumed): string {
  if (kind === 'was-done') return `${branch} was done`;
  if (kind === 'conflict')
    return `${branch} has a conflict for you to resolve (then git cherry-pick --continue, or --abort to take it back)`;
  if (kept.length === 0) return `${branch} is as it was before`;
  const names = kept.slice(0, 5).map((path) => JSON.stringify(path));
  const more = kept.length > names.length ? ` and ${kept.length - names.length} more` : '';
  return `${branch} is as it was before, but for ${names.join(', ')}${more}: what is there now was not made by backporting and stays (git diff shows it, git restore takes it back)`;
}

/**
 * Settles a backport that was interrupted: what was done stays, what was half done is taken back, a conflict that was left
 * for a person stays. Doing nothing where nothing was interrupted.
 * @returns `git-trouble` (`locked`) while a git is still at work there
 */
export async function resumeBackport(
  workspace: string,
  { patience, ...options }: ResumeOptions = {},
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
    if (!(await isStill(folder, layoutOf(folder).clone, patience)))
      return fail({ kind: 'git-trouble', trouble: 'locked', status: null });
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
  const trial = await outcomeOf(folder, before, commits, options);
  if (!trial.ok) return trial;
  if (trial.value.kind === 'conflict') {
    const left = trial.value.left.map(({ id }) => id);
    const settled = await settlePick(folder, branch, { before, commits: left }, options);
    return settled.ok ? ok({ branch: name, ...settled.value }) : settled;
  }
  // What git waits with is a person's: a conflict, or what was resolved of it.
  if ((await signsIn(layoutOf(folder).clone, branch)).length > 0) return ok({ branch: name, kind: 'conflict' });
  const tip = await workText(
    layoutOf(folder).clone,
    ['rev-parse', '--verify', '--quiet', `refs/heads/${branch.private}`],
    options,
  );
  // Branches move last: where one has moved, its files are there.
  if (!tip.ok || tip.value !== before) return ok({ branch: name, kind: 'was-done' });
  const after = trial.value.picked.at(-1)?.tree ?? `${before}^{tree}`;
  const undone = await undoPick(join(folder, branch.folder), branch.private, before, after, options);
  return undone.ok ? ok({ branch: name, kind: 'taken-back' }) : undone;
}

/** What picking would come to, found as it was found then. */
async function outcomeOf(
  folder: string,
  before: string,
  commits: readonly string[],
  options: WorkOptions,
): Promise<Result<Trial, EmbargoFailure>> {
  const { clone } = layoutOf(folder);
  const parents = await workText(clone, ['rev-parse', `${before}^{tree}`, ...commits.map((id) => `${id}^`)], options);
  if (!parents.ok) return parents;
  const [tree = '', ...ids] = parents.value.split('\n');
  const fix = commits.map((id, at) => ({ id, parent: ids[at] ?? '', raw: Buffer.alloc(0) }));
  const [trial] = await tryPicks(clone, fix, [tree], options);
  return trial ?? fail({ kind: 'git-trouble', trouble: 'other', status: null });
}
