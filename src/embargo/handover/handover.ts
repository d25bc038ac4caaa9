import { fail, ok, type Result } from '../../common/result.ts';
import { readManifest, type WorkBranch } from '../manifest.ts';
import { branchKinds } from './branch-kinds.ts';
import { clashWith, commitAt, isCheckedOut, isWritable, openClone, type PublicClone } from './clone.ts';
import { makeCommit } from './commit.ts';
import { draftHandover, leftToDo, type Draft, type Ground } from './draft.ts';
import type { HandoverFailure } from './failure.ts';
import { give, objectsFor, takeBack } from './give.ts';
import { noteBegin, noteEnd } from './journal.ts';
import { locksOn } from './locks.ts';
import { publicBranchName } from './message.ts';
import { notAccepted } from './plan.ts';
import { privateTip } from './private-commits.ts';
import type { HandoverDone, HandoverOptions, HandoverPlan, HandoverRequest } from './request.ts';
import { byOneself, resumeAlone } from './resume.ts';
import { checkRequest, checkRole, roleOf, withKind } from './role.ts';
import { leaveSide, makeSide, removeJob, writeJob, type Job } from './side.ts';
import { bringBase, hasFolders } from './whole.ts';

export { findingPlace, handoverWords, type HandoverFailure } from './failure.ts';
export { reportOf } from './report.ts';
export { resumeHandover } from './resume.ts';
export type * from './request.ts';

/**
 * Everything that a hand-over would make and what is to be said about it. The person's clone is only read.
 * @returns the plan; its `findings` and marked lines tell what `doHandover` would refuse
 */
export async function planHandover(
  request: HandoverRequest,
  options: HandoverOptions = {},
): Promise<Result<HandoverPlan, HandoverFailure>> {
  const start = await begin(request, options);
  if (!start.ok) return start;
  const drafted = await withSide(start.value, (ground) => draftHandover(ground));
  if (!drafted.ok) return drafted;
  const { plan } = drafted.value;
  return ok(start.value.isMade ? { ...plan, notes: [...plan.notes, 'This branch was handed over already.'] } : plan);
}

/**
 * Makes the public branch in the person's clone: one commit on the public branch as the clone has it. Nothing is pushed,
 * and nothing fetched but, into the workspace, what a partial or shallow clone lacks of that branch; the clone gets the
 * commit's own objects and one branch, and is else as it was. What is done already is not done again; what was interrupted
 * before is brought to its end first.
 */
export function doHandover(
  request: HandoverRequest,
  options: HandoverOptions = {},
): Promise<Result<HandoverDone, HandoverFailure>> {
  return byOneself(request.workspace, async () => {
    const resumed = await resumeAlone(request.workspace, options);
    if (!resumed.ok) return resumed;
    const start = await begin(request, options);
    if (!start.ok) return start;
    return madeAlready(start.value) ?? withSide(start.value, finish);
  });
}

function madeAlready({ isMade, branch, clone, ...start }: Begun): Result<HandoverDone, HandoverFailure> | undefined {
  if (!isMade || !branch.public) return undefined;
  const { branch: publicBranch, commit } = branch.public;
  const left = leftToDo({ ...start, branch }, publicBranch, start.request.report?.cve);
  return ok({ branch: branch.name, publicBranch, commit, base: clone.base, already: true, notes: [], checklist: left });
}

async function finish(ground: Ground): Promise<Result<HandoverDone, HandoverFailure>> {
  const drafted = await draftHandover(ground);
  if (!drafted.ok) return drafted;
  const { branch, publicBranch, base, notes, checklist, findings, lines } = drafted.value.plan;
  if (!(await isWritable(ground.clone))) return fail({ kind: 'clone-read-only' });
  if (findings.length > 0) return fail({ kind: 'left-over', findings });
  const open = notAccepted(lines, ground.request);
  if (open.length > 0) return fail({ kind: 'not-accepted', lines: open, ...goneFrom(drafted.value.plan, ground.request) });
  const commit = await writeBranch(ground, drafted.value);
  return commit.ok ? ok({ branch, publicBranch, commit: commit.value, base, already: false, notes, checklist }) : commit;
}

/** What a person has accepted that stands there no more as they read it. */
function goneFrom(
  { lines, writer }: HandoverPlan,
  { acceptedLines = [] }: HandoverRequest,
): { readonly gone?: readonly string[] } {
  const there = new Set([...lines.map(({ id }) => id), writer?.id]);
  const gone = acceptedLines.filter((id) => !there.has(id));
  return gone.length > 0 ? { gone } : {};
}

/** Makes the commit and gives it to the person's clone, with a note in the manifest for as long as that takes. */
async function writeBranch(ground: Ground, { plan, tree }: Draft): Promise<Result<string, HandoverFailure>> {
  const { request, options, side, clone } = ground;
  options.onStep?.('writing');
  const { base, message, author, isSigned, of, publicBranch, branch } = plan;
  const made = await makeCommit(side, clone.folder, { tree, base, message, author, isSigned, now: request.now }, options);
  if (!made.ok) return made;
  const commit = made.value;
  const objects = await objectsFor(side, clone.folder, commit, base, options);
  if (!objects.ok) return objects;
  const at = new Date(request.now).toISOString();
  const job: Job = { repo: clone.folder, branch, publicBranch, base, commit, of, at, objects: objects.value };
  const kept = await writeJob(side, job);
  if (!kept.ok) return kept;
  const noted = await noteBegin(request.workspace, job);
  if (!noted.ok) {
    await removeJob(side);
    return noted;
  }
  // From here on nobody cancels: it is a moment, and what is begun is brought to its end.
  const steady = options.gitPath === undefined ? {} : { gitPath: options.gitPath };
  const given = await give(side, job, steady);
  options.onStep?.('recording');
  if (!given.ok) await takeBack(job, steady);
  const ended = await noteEnd(request.workspace, given.ok ? job : undefined);
  // Else it stays, so that it can be brought to its end later.
  if (ended.ok) await removeJob(side);
  return !given.ok ? given : ended.ok ? ok(commit) : ended;
}

interface Begun extends Omit<Ground, 'side'> {
  /** The branch is there, made from what the private branch holds now. */
  readonly isMade: boolean;
}

/** Looks whether there is anything to be done, and where. */
async function begin(request: HandoverRequest, options: HandoverOptions): Promise<Result<Begun, HandoverFailure>> {
  options.onStep?.('reading');
  const wrong = checkRequest(request);
  if (wrong) return fail(wrong);
  const read = await readManifest(request.workspace);
  if (!read.ok) return read;
  const manifest = read.value;
  if (manifest.state !== 'ready') return fail({ kind: 'not-ready' });
  if (manifest.running?.kind === 'backport') return fail({ kind: 'busy' });
  const branch = manifest.branches.find(({ name }) => name === request.branch);
  if (!branch) return fail({ kind: 'no-branch', branch: request.branch });
  const assigned = roleOf(manifest, branch, request);
  const kinds = await branchKinds({ folder: request.workspace, manifest }, assigned.first.name, options);
  const role = withKind(assigned, kinds.get(branch.name));
  const refused = checkRole(role, branch, request);
  if (refused) return fail(refused);
  const clone = await openClone(request.repo, branch.name, manifest, options);
  if (!clone.ok) return clone;
  const tip = await privateTip(request.workspace, branch, options);
  if (!tip.ok) return tip;
  if (tip.value === undefined) return fail({ kind: 'no-fix', branch: branch.name });
  const isMade = await lookAtTarget(request, branch, clone.value, tip.value, options);
  if (!isMade.ok) return isMade;
  return ok({ request, options, manifest, branch, role, kinds, clone: clone.value, tip: tip.value, isMade: isMade.value });
}

/** Whether the public branch is there already; a failure where it is another one. */
async function lookAtTarget(
  request: HandoverRequest,
  branch: WorkBranch,
  clone: PublicClone,
  tip: string,
  options: HandoverOptions,
): Promise<Result<boolean, HandoverFailure>> {
  const facts = { issue: request.issue, branch: branch.name };
  const publicBranch = branch.public?.branch ?? publicBranchName(request.process.handover, facts);
  const there = await commitAt(clone.folder, `refs/heads/${publicBranch}`, options);
  if (!there.ok) return there;
  if (there.value !== undefined) {
    if (there.value !== branch.public?.commit) return fail({ kind: 'branch-exists', publicBranch });
    return branch.public.of === tip ? ok(true) : fail({ kind: 'moved-on', branch: branch.name, publicBranch });
  }
  const used = await isCheckedOut(clone.folder, publicBranch, options);
  if (!used.ok) return used;
  if (used.value) return fail({ kind: 'branch-in-use', publicBranch });
  const other = await clashWith(clone.folder, publicBranch, options);
  if (!other.ok) return other;
  const locks = await locksOn(clone.common, publicBranch, options);
  if (locks) return fail({ kind: 'clone-locked', ...locks });
  return other.value === undefined ? ok(false) : fail({ kind: 'branch-clash', publicBranch, other: other.value });
}

/**
 * Lends a repository of ours for the time of a piece of work. What the person's clone turns out to lack is brought into the
 * workspace's, and the work done anew.
 */
async function withSide<T>(
  start: Begun,
  work: (ground: Ground) => Promise<Result<T, HandoverFailure>>,
): Promise<Result<T, HandoverFailure>> {
  const done = await inSide(start, work);
  if (done.ok || done.failure.kind !== 'incomplete-clone' || done.failure.how === 'no-folders') return done;
  const { request, branch, manifest, clone, options } = start;
  const brought = await bringBase({ workspace: request.workspace, branch: branch.name, manifest, clone }, options);
  return brought.ok ? inSide(start, work) : brought;
}

async function inSide<T>(
  start: Begun,
  work: (ground: Ground) => Promise<Result<T, HandoverFailure>>,
): Promise<Result<T, HandoverFailure>> {
  const side = await makeSide(start.request.workspace, start.clone, start.options);
  if (!side.ok) return side;
  try {
    const { clone, branch, options } = start;
    const folders = await hasFolders(side.value, clone, options);
    if (!folders.ok) return folders;
    if (!folders.value) return fail({ kind: 'incomplete-clone', how: 'no-folders', branch: branch.name, remote: clone.remote });
    return await work({ ...start, side: side.value });
  } finally {
    await leaveSide(side.value);
  }
}
