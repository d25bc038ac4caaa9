import { rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { commitAt, isCheckedOut, placeOf } from './clone.ts';
import type { HandoverFailure } from './failure.ts';
import { locksOn } from './locks.ts';
import type { Job, Side } from './side.ts';
import { alone } from './whole.ts';

/**
 * The objects that the person's clone needs for a commit and has not: those that are new over its base, none of which is
 * anything but the public commit, its trees and its files.
 */
export async function objectsFor(
  side: Side,
  repo: string,
  commit: string,
  base: string,
  options: WorkOptions,
): Promise<Result<readonly string[], HandoverFailure>> {
  const out = await workText(side.git, ['rev-list', '--objects', '--no-object-names', commit, '--not', base], options);
  if (!out.ok) return out;
  const place = await placeOf(repo, options);
  if (!place.ok) return place;
  return missingIn(
    side,
    place.value.objects,
    out.value.split('\n').filter((id) => id !== ''),
    options,
  );
}

/** Those of some objects that a folder of objects has not, nor what it borrows from. */
async function missingIn(
  side: Side,
  objects: string,
  ids: readonly string[],
  options: WorkOptions,
): Promise<Result<readonly string[], WorkFailure>> {
  if (ids.length === 0) return ok([]);
  const input = `${ids.join('\n')}\n`;
  const out = await workText(side.git, ['cat-file', '--batch-check'], { ...options, ...alone(objects), input });
  return out.ok ? ok(out.value.split('\n').flatMap((line) => /^([0-9a-f]+) missing$/.exec(line)?.[1] ?? [])) : out;
}

/**
 * Brings the objects of a job into the person's clone and makes the branch, without a reflog. Nothing else is touched
 * there. It may be done again at any point.
 */
export async function give(side: Side, job: Job, options: WorkOptions): Promise<Result<void, HandoverFailure>> {
  const place = await placeOf(job.repo, options);
  if (!place.ok) return place;
  const { objects } = place.value;
  const wanted = await missingIn(side, objects, job.objects, options);
  if (!wanted.ok) return wanted;
  if (wanted.value.length > 0) {
    // Without deltas: unpacking one may ask for what it is a delta to, in a partial clone of a server.
    const pack = await workGit(side.git, ['pack-objects', '--stdout', '-q', '--window=0', '--no-reuse-delta'], {
      ...options,
      settings: [['pack.packSizeLimit', '0']],
      input: `${wanted.value.join('\n')}\n`,
    });
    if (!pack.ok) return pack;
    const unpacked = await workGit(job.repo, ['unpack-objects', '-q'], { ...options, input: pack.value.bytes });
    if (!unpacked.ok) return unpacked;
    const left = await missingIn(side, objects, job.objects, options);
    if (!left.ok) return left;
    if (left.value.length > 0) return fail({ kind: 'git-trouble', trouble: 'other', status: null });
  }
  return makeBranch(job, options);
}

async function makeBranch({ repo, publicBranch, commit }: Job, options: WorkOptions): Promise<Result<void, HandoverFailure>> {
  const ref = `refs/heads/${publicBranch}`;
  const used = await isCheckedOut(repo, publicBranch, options);
  if (!used.ok) return used;
  if (used.value) return fail({ kind: 'branch-in-use', publicBranch });
  const made = await workGit(repo, ['update-ref', ref, commit, '0'.repeat(commit.length)], {
    ...options,
    settings: [['core.logAllRefUpdates', 'false']],
  });
  if (made.ok) return ok(undefined);
  const there = await commitAt(repo, ref, options);
  if (!there.ok) return there;
  if (there.value === undefined) return isLocked(made.failure) ? lockedBy(repo, publicBranch, made.failure, options) : made;
  return there.value === commit ? ok(undefined) : fail({ kind: 'branch-exists', publicBranch });
}

function isLocked(failure: WorkFailure): boolean {
  return failure.kind === 'git-trouble' && failure.trouble === 'locked';
}

async function lockedBy(
  repo: string,
  publicBranch: string,
  failure: WorkFailure,
  options: WorkOptions,
): Promise<Result<never, HandoverFailure>> {
  const place = await placeOf(repo, options);
  if (!place.ok) return place;
  const locks = await locksOn(place.value.common, publicBranch, options, true);
  return fail(locks ? { kind: 'clone-locked', ...locks } : failure);
}

/**
 * Takes the objects of a job that came to nothing out of the person's clone again: those of them that nothing there needs,
 * neither a branch nor a reflog nor an index, by git's own account.
 */
export async function takeBack(job: Job, options: WorkOptions): Promise<void> {
  const place = await placeOf(job.repo, options);
  if (!place.ok) return;
  const files = job.objects.map((id) => ({ id, file: join(place.value.objects, id.slice(0, 2), id.slice(2)) }));
  const before = new Map<string, number>();
  for (const { file } of files) {
    const found = await stat(file).catch(() => undefined);
    if (found) before.set(file, found.mtimeMs);
  }
  if (before.size === 0) return;
  const unused = await workText(job.repo, ['prune', '--dry-run', '--expire=now'], options);
  const ids = new Set(unused.ok ? unused.value.split('\n').map((line) => line.split(' ')[0]) : []);
  for (const { id, file } of files) {
    // Git sets the time of an object that somebody makes once more: then it is theirs.
    const now = await stat(file).catch(() => undefined);
    if (!ids.has(id) || now?.mtimeMs !== before.get(file)) continue;
    await unlink(file).catch(() => undefined);
    await rmdir(dirname(file)).catch(() => undefined);
  }
}
