import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, type WorkOptions } from '../../git/workbench.ts';
import { alone } from '../lock.ts';
import { readManifest } from '../manifest.ts';
import { commitAt } from './clone.ts';
import type { HandoverFailure } from './failure.ts';
import { give, takeBack } from './give.ts';
import { noteEnd } from './journal.ts';
import type { HandoverOptions } from './request.ts';
import { findJob, removeLeftSides, removeSide, type Job, type Side } from './side.ts';

/**
 * Brings a hand-over to its end that was interrupted, at whatever moment: it is completed if it can be, else the person's
 * clone is made what it was.
 * @returns what was done; a failure where nothing could be done now and it can be tried again
 */
export function resumeHandover(
  workspace: string,
  options: HandoverOptions = {},
): Promise<Result<'nothing' | Resumed, HandoverFailure>> {
  return byOneself(workspace, () => resumeAlone(workspace, options));
}

type Resumed = 'completed' | 'cleared';

/** The same for whoever holds the workspace's lock already. */
export async function resumeAlone(
  workspace: string,
  options: HandoverOptions,
): Promise<Result<'nothing' | Resumed, HandoverFailure>> {
  const manifest = await readManifest(workspace);
  if (!manifest.ok) return manifest;
  const { running } = manifest.value;
  if (running?.kind !== 'handover') {
    await removeLeftSides(workspace);
    return ok('nothing');
  }
  const found = await findJob(workspace, running.commit);
  // Without its folder nothing of it can have come into the clone: the folder is there first and goes last.
  if (!found) return noteEnd(workspace, undefined);
  const steady = options.gitPath === undefined ? {} : { gitPath: options.gitPath };
  const outcome = await settle(workspace, found.side, found.job, steady);
  if (outcome.ok) await removeSide(found.side);
  return outcome;
}

/** Works in a workspace while nobody else does; see `alone`. */
export async function byOneself<T>(
  workspace: string,
  work: () => Promise<Result<T, HandoverFailure>>,
): Promise<Result<T, HandoverFailure>> {
  const done = await alone(workspace, async () => ok(await work()));
  if (done.ok) return done.value;
  const { failure } = done;
  const isOwn = failure.kind === 'no-workspace' || failure.kind === 'disk-full' || failure.kind === 'workspace-not-written';
  return fail(isOwn ? failure : { kind: 'busy' });
}

async function settle(workspace: string, side: Side, job: Job, options: WorkOptions): Promise<Result<Resumed, HandoverFailure>> {
  const there = await isThere(job, options);
  if (!there.ok) return there;
  const given = there.value ? ok(undefined) : await give(side, job, options);
  if (given.ok) return noteEnd(workspace, job);
  if (!isFinal(given.failure)) return given;
  await takeBack(job, options);
  return noteEnd(workspace, undefined);
}

/** Whether the branch is there, with our commit or with more on top of it. */
async function isThere({ repo, publicBranch, commit }: Job, options: WorkOptions): Promise<Result<boolean, HandoverFailure>> {
  const there = await commitAt(repo, `refs/heads/${publicBranch}`, options);
  if (!there.ok || there.value === undefined || there.value === commit) return there.ok ? ok(there.value === commit) : there;
  const above = ['merge-base', '--is-ancestor', commit, there.value];
  const out = await workGit(repo, above, { ...options, fine: [0, 1, 128] });
  return out.ok ? ok(out.value.status === 0) : out;
}

/** What trying again does not change. */
function isFinal(failure: HandoverFailure): boolean {
  if (failure.kind === 'git-trouble') return failure.trouble !== 'locked' && failure.trouble !== 'disk-full';
  return failure.kind === 'branch-exists' || failure.kind === 'branch-in-use' || failure.kind === 'no-clone';
}
