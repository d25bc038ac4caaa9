import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { runGit } from '../../git/run.ts';
import { isPlainRef } from '../../git/repository.ts';
import { gitVersion, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import { readFork, type Fork } from '../guard/fork.ts';
import { folderFor, plainId } from '../layout.ts';
import { alone } from '../lock.ts';
import type { WorkBranch } from '../manifest.ts';
import { readSource, tipInClone, type Source } from '../source.ts';
import { mayBeForkOf } from './address.ts';
import { refusalOf } from './fork-place.ts';
import { sizeOfObjects } from './objects.ts';
import { checkTarget, roomAt } from './target.ts';
import { headsAt, type Heads, type Known } from './tips.ts';

/** A branch that somebody has chosen. */
export interface WantedBranch {
  readonly name: string;
  /** What the places say; absent: nobody has looked. */
  readonly affected?: boolean;
  /** The private branch's name; absent: by the request's template. */
  readonly private?: string;
}

export interface StartRequest {
  readonly advisory: string;
  /** `owner/name` of the product; finds the clone's public remote. */
  readonly repository?: string;
  /** The process by name or path, to be found again by whoever opens the workspace. */
  readonly process?: string;
  readonly fork: string;
  readonly branches: readonly WantedBranch[];
  /** Template of the private branches' names, with `{branch}` in it (process key `branches.fixBranch`). */
  readonly privateBranch: string;
  /** The folder for all workspaces. */
  readonly root: string;
  /** The person's clone. */
  readonly repo?: string;
  /** The public remote's address; absent: the clone tells. */
  readonly upstream?: string;
  /** The advisory's document, to lie beside the code. */
  readonly document?: string;
}

/** What is known before anything is made. */
export interface StartPlan {
  readonly request: StartRequest;
  readonly id: string;
  readonly folder: string;
  readonly fork: Fork;
  readonly source: Source | undefined;
  readonly upstream: string | undefined;
  /** Undefined where the public remote did not answer. */
  readonly upstreamHeads: Heads | undefined;
  readonly forkHeads: Heads;
  readonly branches: readonly PlannedBranch[];
}

export type PlannedBranch = Pick<WorkBranch, 'name' | 'folder' | 'private' | 'affected'> & { readonly known: Known };

export interface StartOptions extends WorkOptions {
  readonly onStep?: (step: StartStep) => void;
}

export type StartStep =
  | { readonly kind: 'checking' | 'objects' | 'fetching' | 'papers' }
  | { readonly kind: 'worktrees'; readonly done: number; readonly of: number };

/** `git merge-tree --stdin`, by which backports are tried, came with 2.39 (git's release notes). */
const NEEDED = [2, 39] as const;
/** Where a process names none: `advisory-fix-1` is what GitHub's page of a private fork tells people to type. */
export const PRIVATE_BRANCH = 'advisory-fix-1-{branch}';
/** The schemes by which a public remote may be asked. None of them runs a program of the address's choosing. */
export const PUBLIC = 'https:http:ssh:git:file';
/** A remote that has not answered by then is taken for one that cannot be reached. */
const PATIENCE_MS = 30_000;
const MIB = 1024 * 1024;

/**
 * Finds fault with everything that a workspace needs, and asks the clone, the public remote and the private fork what they
 * have. Nothing is made.
 */
export async function planStart(
  request: StartRequest,
  options: StartOptions = {},
  resuming = false,
): Promise<Result<StartPlan, EmbargoFailure>> {
  options.onStep?.({ kind: 'checking' });
  const id = plainId(request.advisory);
  if (id === undefined) return fail({ kind: 'bad-id' });
  const fork = readFork(request.fork);
  if (!fork.ok) return fork;
  const names = [...new Set(request.branches.map(({ name }) => name))];
  if (names.length === 0) return fail({ kind: 'no-branches' });
  if (!names.every(isPlainRef)) return fail({ kind: 'branches-missing', names: names.filter((name) => !isPlainRef(name)) });
  const target = await checkTarget(request.root, id, options);
  const folder = target.ok ? target.value : await resumed(target.failure, resuming);
  if (typeof folder !== 'string') return fail(folder);
  const old = await tooOld(options);
  if (old) return fail(old);
  const source = request.repo === undefined ? undefined : await readSource(request.repo, request.repository, options);
  if (source && !source.ok) return source;
  const asked = await asGitWould(request.repo ?? '/', fork.value, options);
  const plan = await ask(request, { id, folder, fork: asked, source: source?.value }, options);
  if (!plan.ok) return plan;
  const room = await enoughRoom(plan.value, options);
  return room ? fail(room) : plan;
}

async function resumed(failure: EmbargoFailure, resuming: boolean): Promise<string | EmbargoFailure> {
  if (failure.kind !== 'workspace-exists' || failure.state !== 'making') return failure;
  if (resuming) return failure.folder;
  return (await isBeingMade(failure.folder)) ? { kind: 'being-made', folder: failure.folder } : failure;
}

/** Whether a process that lives is at work on a workspace that is not whole: told by its lock, as whoever goes on would be. */
export async function isBeingMade(folder: string): Promise<boolean> {
  const free = await alone(folder, () => Promise.resolve(ok(undefined)));
  return !free.ok && free.failure.kind === 'busy';
}

async function tooOld(options: WorkOptions): Promise<EmbargoFailure | undefined> {
  const version = await gitVersion('/', options);
  if (!version) return { kind: 'git-missing' };
  const [major, minor] = version;
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  return { kind: 'git-too-old', has: version.join('.'), needs: NEEDED.join('.') };
}

/** The fork's address as the person's git would really use it: somebody who turns https into ssh signs in by ssh. */
async function asGitWould(folder: string, fork: Fork, options: WorkOptions): Promise<Fork> {
  const out = await workText(folder, ['ls-remote', '--get-url', fork.url], options);
  const read = out.ok ? readFork(out.value) : out;
  return read.ok ? read.value : fork;
}

/** Asks both remotes at once. */
async function ask(
  request: StartRequest,
  found: Pick<StartPlan, 'id' | 'folder' | 'fork' | 'source'>,
  options: WorkOptions,
): Promise<Result<StartPlan, EmbargoFailure>> {
  const { fork, source } = found;
  const upstream = request.upstream ?? source?.upstream?.url;
  if (!source && upstream === undefined) return fail({ kind: 'no-upstream' });
  const at = source?.folder ?? '/';
  const refusal = await refusalOf(request.fork, fork, { id: found.id, source, upstream, root: dirname(found.folder) }, options);
  if (refusal) return fail(refusal);
  if (!mayBeForkOf(fork.url, found.id)) return fail({ kind: 'fork-of-another' });
  const timed: WorkOptions = {
    ...options,
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(options.signal ? [options.signal] : [])]),
  };
  const [theirs, forks] = await Promise.all([
    upstream === undefined ? undefined : headsAt(at, upstream, { ...timed, protocols: PUBLIC }),
    headsAt(at, fork.url, { ...timed, protocols: PUBLIC }),
  ]);
  if (options.signal?.aborted) return fail({ kind: 'cancelled' });
  if (!forks.ok)
    return fail({ kind: 'fork-missing', trouble: forks.failure.kind === 'git-trouble' ? forks.failure.trouble : 'unreachable' });
  const upstreamHeads = theirs?.ok ? theirs.value : undefined;
  if ((!source || source.lacks) && !upstreamHeads)
    return fail(source?.lacks ? { kind: 'incomplete-clone', how: source.lacks } : { kind: 'no-upstream' });
  const branches = planned(request, source, upstreamHeads, forks.value);
  const lost = branches.filter(({ known }) => Object.values(known).every((commit) => commit === undefined));
  if (lost.length > 0) return fail({ kind: 'branches-missing', names: lost.map(({ name }) => name) });
  return ok({ request, ...found, upstream, upstreamHeads, forkHeads: forks.value, branches });
}

function planned(
  request: StartRequest,
  source: Source | undefined,
  upstream: Heads | undefined,
  fork: Heads,
): readonly PlannedBranch[] {
  const folders: string[] = [];
  const branches = new Map(request.branches.map((branch) => [branch.name, branch]));
  const template = request.privateBranch.includes('{branch}') ? request.privateBranch : `${request.privateBranch}-{branch}`;
  return [...branches.values()].map(({ name, affected, private: own }) => {
    const folder = folderFor(name, folders);
    folders.push(folder);
    return {
      name,
      folder,
      private: own ?? template.replaceAll('{branch}', () => name),
      ...(affected === undefined ? {} : { affected }),
      known: {
        // What a partial clone has of a branch may lack files.
        clone: source && source.lacks !== 'partial' ? tipInClone(source, name) : undefined,
        upstream: upstream?.get(name),
        fork: fork.get(name),
      },
    };
  });
}

/** How many worktrees are filled at once. */
export function atOnce(): number {
  return Math.max(2, cpus().length);
}

async function enoughRoom(plan: StartPlan, options: WorkOptions): Promise<EmbargoFailure | undefined> {
  const { source, branches, folder } = plan;
  if (!source) return undefined;
  const [objects = ''] = source.objects;
  const { free, same } = await roomAt(folder, objects);
  const commit = branches.map(({ known }) => known.clone).find((one) => one !== undefined);
  const tree = commit === undefined ? 0 : await sizeOfTree(source.folder, commit, options);
  // A worktree takes its files and an index; a tenth for what the file system rounds up.
  const needs = tree * branches.length * 1.1 + (same ? 0 : await sizeOfObjects(source.objects));
  if (free >= needs + 16 * MIB) return undefined;
  return { kind: 'no-space', needsMiB: Math.ceil(needs / MIB) + 16, hasMiB: Math.floor(free / MIB) };
}

async function sizeOfTree(folder: string, commit: string, options: WorkOptions): Promise<number> {
  const out = await runGit(
    folder,
    ['ls-tree', '-r', '--format=%(objectsize)', '--full-tree', '--end-of-options', commit],
    options,
  );
  if (!out.ok) return 0;
  return out.value
    .toString('latin1')
    .split('\n')
    .reduce((sum, size) => sum + (Number(size) || 0), 0);
}
