import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, type WorkOptions } from '../../git/workbench.ts';
import { layoutOf } from '../layout.ts';
import { codeOf } from '../manifest.ts';
import { missing } from '../start/tips.ts';
import { placeOf, type PublicClone } from './clone.ts';
import type { HandoverFailure } from './failure.ts';

/** Begins with a dot, as no branch's folder does. */
const PREFIX = '.handover-';

/**
 * What a hand-over that has begun to write into the person's clone needs to go on. It stands beside the objects, so that
 * whoever comes after a crash has both.
 */
export interface Job {
  readonly repo: string;
  readonly branch: string;
  readonly publicBranch: string;
  readonly base: string;
  readonly commit: string;
  readonly of: string;
  readonly at: string;
  /** The objects that the clone has not. */
  readonly objects: readonly string[];
}

/** The folder of a hand-over in the workspace. */
export interface Side {
  readonly folder: string;
  /** A bare repository of ours that borrows the objects of the person's clone and of the private one. */
  readonly git: string;
  readonly job: string;
}

function sideIn(folder: string): Side {
  return { folder, git: join(folder, 'side.git'), job: join(folder, 'job.json') };
}

/** Makes the repository in which the public commit comes to be. What is made there stays there. */
export async function makeSide(
  workspace: string,
  clone: PublicClone,
  options: WorkOptions,
): Promise<Result<Side, HandoverFailure>> {
  const own = await placeOf(layoutOf(workspace).clone, options);
  if (!own.ok) return own.failure.kind === 'no-clone' ? fail({ kind: 'not-ready' }) : own;
  try {
    const side = sideIn(await mkdtemp(join(resolve(workspace), PREFIX)));
    ours.add(side.folder);
    await writeFile(join(side.folder, 'owner'), String(process.pid));
    await mkdir(side.git);
    const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${clone.format}`];
    const made = await workGit(side.git, init, options);
    if (!made.ok) {
      await removeSide(side);
      return made;
    }
    const info = join(side.git, 'objects', 'info');
    await mkdir(info, { recursive: true });
    await writeFile(join(info, 'alternates'), [clone.objects, own.value.objects].map((path) => `${quoted(path)}\n`).join(''));
    const cuts = [...(await cutsIn(own.value.common)), ...(await cutsOf(clone, layoutOf(workspace).clone, options))];
    if (cuts.length > 0) await writeFile(join(side.git, 'shallow'), cuts.map((commit) => `${commit}\n`).join(''));
    return ok(side);
  } catch (error) {
    return fail({ kind: 'not-written', full: codeOf(error) === 'ENOSPC' });
  }
}

/** The commits at which a history is cut off: git must know them, or it misses what lies before. */
async function cutsIn(common: string): Promise<readonly string[]> {
  const text = await readFile(join(common, 'shallow'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}

/** Those of the person's clone; what ours has is not cut off there. */
async function cutsOf({ common }: PublicClone, bare: string, options: WorkOptions): Promise<readonly string[]> {
  const cuts = await cutsIn(common);
  const lacking = await missing(bare, cuts, options);
  return cuts.filter((commit) => lacking.has(commit));
}

/** A line of `alternates` may be quoted as in C; gitrepository-layout(5). */
function quoted(path: string): string {
  return /[\n"]/.test(path) ? JSON.stringify(path) : path;
}

export async function removeSide({ folder }: Side): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  ours.delete(folder);
}

/** Removes what hand-overs have left that are no more; of one that goes on nothing is touched. */
export async function removeLeftSides(workspace: string): Promise<void> {
  for (const side of await sidesIn(workspace)) if (!(await isInUse(side))) await removeSide(side);
}

/** Folders that this process works in right now. */
const ours = new Set<string>();

/** Whether somebody works in a side: this process, or one that lives. A plan is made without the workspace's lock. */
async function isInUse({ folder }: Side): Promise<boolean> {
  if (ours.has(folder)) return true;
  const owner = Number(await readFile(join(folder, 'owner'), 'utf8').catch(() => ''));
  return owner !== process.pid && isAlive(owner);
}

/** Ends the work in a side: its folder goes, unless it holds what has to be brought to its end. */
export async function leaveSide(side: Side): Promise<void> {
  ours.delete(side.folder);
  const job = await stat(side.job).catch(() => undefined);
  if (!job) await removeSide(side);
}

/** The job has come to its end, and that is written down. */
export async function removeJob({ job }: Side): Promise<void> {
  await rm(job, { force: true }).catch(() => undefined);
}

async function sidesIn(workspace: string): Promise<readonly Side[]> {
  const names = await readdir(workspace).catch(() => []);
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => sideIn(join(resolve(workspace), name)));
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

export async function writeJob(side: Side, job: Job): Promise<Result<void, HandoverFailure>> {
  try {
    await writeFile(side.job, JSON.stringify(job), { flush: true });
    return ok(undefined);
  } catch (error) {
    return fail({ kind: 'not-written', full: codeOf(error) === 'ENOSPC' });
  }
}

/** The hand-over that was to make a commit, with its folder; undefined where it is gone or was never begun. */
export async function findJob(
  workspace: string,
  commit: string,
): Promise<{ readonly side: Side; readonly job: Job } | undefined> {
  for (const side of await sidesIn(workspace)) {
    const job = await readFile(side.job, 'utf8').then(jobIn, () => undefined);
    if (job?.commit === commit) return { side, job };
  }
  return undefined;
}

function jobIn(text: string): Job | undefined {
  try {
    const it = JSON.parse(text) as Partial<Record<keyof Job, unknown>> | null;
    const texts = [it?.repo, it?.branch, it?.publicBranch, it?.base, it?.commit, it?.of, it?.at];
    const objects: unknown = it?.objects;
    const isIds = Array.isArray(objects) && objects.every((id) => typeof id === 'string' && /^[0-9a-f]{40,64}$/.test(id));
    return isIds && texts.every((one) => typeof one === 'string') ? (it as unknown as Job) : undefined;
  } catch {
    return undefined;
  }
}
