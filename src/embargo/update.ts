import { join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import { workGit, workText, type WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure } from './failure.ts';
import { guardRunner, passFor } from './guard/guard.ts';
import { layoutOf } from './layout.ts';
import { alone } from './lock.ts';
import { withBranch, writeManifest, type WorkBranch } from './manifest.ts';
import { PUBLIC } from './start/plan.ts';
import { fetchHeads, headsAt } from './start/tips.ts';
import { readyWorkspace } from './workspace.ts';

/** What came of one branch: `behind` counts commits of the public that a branch with work on it has not. */
export interface Updated {
  readonly branch: string;
  /** `gone`: the public has no such branch any more; `astray`: the worktree stands on another one. */
  readonly kind: 'current' | 'moved' | 'behind' | 'gone' | 'astray';
  readonly behind: number;
}

/**
 * Fetches the public branches, which the guard lets nobody else do. Branches without work of one's own move along; the
 * others stay as they are, to be rebased by whoever works there (`refs/remotes/upstream/<branch>`).
 */
export async function updateFromUpstream(
  workspace: string,
  options: WorkOptions = {},
): Promise<Result<readonly Updated[], EmbargoFailure>> {
  const found = await readyWorkspace(workspace);
  if (!found.ok) return found;
  const { folder } = found.value;
  let { manifest } = found.value;
  const { upstream } = manifest;
  if (upstream === undefined) return fail({ kind: 'no-upstream' });
  return alone(folder, async () => {
    const { clone } = layoutOf(folder);
    const pass = await passFor(guardRunner(options), folder, upstream, process.env);
    const reach = { ...options, ...pass, protocols: schemeWithin(pass.protocols) };
    const heads = await headsAt(clone, upstream, reach);
    if (!heads.ok) return heads;
    const names = manifest.branches.map(({ name }) => name).filter((name) => heads.value.has(name));
    const got = await fetchHeads(clone, upstream, 'upstream', names, reach);
    if (!got.ok) return got;
    const done: Updated[] = [];
    for (const branch of manifest.branches) {
      const updated = names.includes(branch.name)
        ? await move(folder, branch, options)
        : ok({ outcome: { branch: branch.name, kind: 'gone', behind: 0 } as const, base: branch.base });
      if (!updated.ok) return updated;
      done.push(updated.value.outcome);
      manifest = withBranch(manifest, branch.name, { base: updated.value.base });
    }
    const kept = await writeManifest(folder, manifest);
    return kept.ok ? ok(done) : kept;
  });
}

/** An address may ask for a transport that nobody wants here (`ext`). */
function schemeWithin(scheme: string): string {
  return PUBLIC.split(':').includes(scheme) ? scheme : 'none';
}

async function move(
  folder: string,
  branch: WorkBranch,
  options: WorkOptions,
): Promise<Result<{ readonly outcome: Updated; readonly base: string }, EmbargoFailure>> {
  const worktree = join(folder, branch.folder);
  const theirs = `refs/remotes/upstream/${branch.name}`;
  const own = `refs/heads/${branch.private}`;
  const stays = (kind: Exclude<Updated['kind'], 'moved'>, behind: number, base: string) =>
    ok({ outcome: { branch: branch.name, kind, behind }, base });
  const head = await workText(worktree, ['symbolic-ref', '--quiet', 'HEAD'], options);
  if (!head.ok || head.value !== own) return stays('astray', 0, branch.base);
  const facts = await workText(worktree, ['rev-parse', theirs, own], options);
  if (!facts.ok) return facts;
  const [tip = '', at = ''] = facts.value.split('\n');
  const shared = await workText(worktree, ['merge-base', tip, at], options);
  if (!shared.ok) return shared;
  const counted = await workText(worktree, ['rev-list', '--count', `${at}..${tip}`, '--'], options);
  if (!counted.ok) return counted;
  const behind = Number(counted.value);
  if (behind === 0) return stays('current', 0, shared.value);
  if (shared.value !== at) return stays('behind', behind, shared.value);
  const files = await workGit(worktree, ['read-tree', '-m', '-u', at, tip], options);
  if (!files.ok) return stays('behind', behind, shared.value);
  const moved = await workGit(worktree, ['update-ref', '-m', 'update', own, tip, at], options);
  if (!moved.ok) return moved;
  return ok({ outcome: { branch: branch.name, kind: 'moved', behind: 0 }, base: tip });
}
