import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import { guardRunner, passFor, readFacts, setGuard, TO_FORK } from '../guard/guard.ts';
import { layoutOf } from '../layout.ts';
import { alone, discard, sweep, sweepLocks } from '../lock.ts';
import { codeOf, digestOf, readManifest, withBranch, writeManifest, type Manifest, type WorkBranch } from '../manifest.ts';
import { bringObjects } from './objects.ts';
import { writePapers } from './papers.ts';
import { planStart, PRIVATE_BRANCH, type StartOptions, type StartPlan, type StartRequest } from './plan.ts';
import { fetchHeads, missing, newest } from './tips.ts';
import { followFork, makeWorktrees } from './worktrees.ts';

/** A workspace that has been made, and what is to be told of it. */
export interface Started {
  readonly folder: string;
  readonly manifest: Manifest;
  /** The public remote did not answer, so that what the clone has counts as newest. */
  readonly offline: boolean;
}

/**
 * Makes an embargo workspace of a plan. Where it fails or is cancelled, nothing is left; where the machine goes down, what
 * is there can be gone on with (`resumeStart`) or removed.
 */
export async function start(plan: StartPlan, options: StartOptions = {}): Promise<Result<Started, EmbargoFailure>> {
  const { folder } = plan;
  try {
    await mkdir(plan.request.root, { recursive: true, mode: 0o700 });
    await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } catch (error) {
    return fail({ kind: codeOf(error) === 'ENOSPC' ? 'disk-full' : 'target-not-writable' });
  }
  const begun = { isOurs: false };
  const made = await alone(folder, async () => {
    // Between the plan and now another window may have made it.
    const there = await readManifest(folder);
    if (there.ok) return fail({ kind: 'workspace-exists', folder, state: there.value.state });
    begun.isOurs = true;
    return fill(plan, firstManifest(plan), options);
  });
  if (!made.ok && begun.isOurs) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  return unlessMade(made, folder);
}

/** A workspace that is not whole yet is held by whoever makes it. */
function unlessMade<T>(made: Result<T, EmbargoFailure>, folder: string): Result<T, EmbargoFailure> {
  return !made.ok && made.failure.kind === 'busy' ? fail({ kind: 'being-made', folder }) : made;
}

/** Goes on with a workspace whose making was interrupted, at whatever step. */
export async function resumeStart(
  folder: string,
  request: StartRequest,
  options: StartOptions = {},
): Promise<Result<Started, EmbargoFailure>> {
  const made = await alone(folder, async () => {
    const manifest = await readManifest(folder);
    if (!manifest.ok) return manifest;
    const plan = await planStart(request, options, true);
    if (!plan.ok) return plan;
    await sweep(folder);
    return fill(plan.value, { ...manifest.value, ...firstManifest(plan.value), branches: manifest.value.branches }, options);
  });
  return unlessMade(made, folder);
}

/** The request that made a workspace, as its manifest has it. */
export function requestOf(root: string, manifest: Manifest): StartRequest {
  const { advisory, fork, repository, process, source, upstream, branches } = manifest;
  return {
    advisory,
    fork,
    root,
    branches: branches.map(({ name, affected, private: own }) => ({
      name,
      private: own,
      ...(affected === undefined ? {} : { affected }),
    })),
    privateBranch: PRIVATE_BRANCH,
    ...(repository === undefined ? {} : { repository }),
    ...(process === undefined ? {} : { process }),
    ...(source === undefined ? {} : { repo: source }),
    ...(upstream === undefined ? {} : { upstream }),
  };
}

/** What is known at the beginning. The commits are those that were heard of; which is newest shows when all are there. */
function firstManifest({ request, id, fork, source, upstream, branches }: StartPlan): Manifest {
  return {
    version: 1,
    advisory: id,
    ...(request.repository === undefined ? {} : { repository: request.repository }),
    ...(request.process === undefined ? {} : { process: request.process }),
    fork: fork.url,
    ...(source ? { source: source.folder } : {}),
    ...(upstream === undefined ? {} : { upstream }),
    ...(request.document === undefined ? {} : { document: digestOf(request.document) }),
    state: 'making',
    branches: branches.map(({ known, ...branch }) => ({
      ...branch,
      base: known.upstream ?? known.clone ?? known.fork ?? '',
      from: known.upstream === undefined ? (known.clone === undefined ? 'fork' : 'clone') : 'upstream',
    })),
  };
}

async function fill(plan: StartPlan, first: Manifest, options: StartOptions): Promise<Result<Started, EmbargoFailure>> {
  const { folder } = plan;
  const layout = layoutOf(folder);
  let manifest = first;
  const keep = async (next: Manifest) => {
    manifest = next;
    return writeManifest(folder, manifest);
  };
  const begun = await keep(manifest);
  if (!begun.ok) return begun;
  if (!(await isThere(layout.clone, options))) {
    const cloned = await makeClone(plan, options);
    if (!cloned.ok) return cloned;
    const kept = await keep({ ...manifest, branches: cloned.value });
    if (!kept.ok) return kept;
    await rename(partOf(layout.clone), layout.clone);
  }
  await sweepLocks(layout.clone);
  const made = await fillWorktrees(folder, manifest, keep, options);
  if (!made.ok) return made;
  options.onStep?.({ kind: 'papers' });
  const papers = await writePapers(folder, manifest, plan.request.document);
  if (!papers.ok) return papers;
  // Once more, now that there are worktrees to guard.
  const guarded = await guardClone(layout.clone, plan, options);
  if (!guarded.ok) return guarded;
  const done = await keep({ ...manifest, state: 'ready' });
  return done.ok ? ok({ folder, manifest, offline: plan.upstream !== undefined && !plan.upstreamHeads }) : done;
}

const partOf = (clone: string) => `${clone}.part`;

async function isThere(clone: string, options: WorkOptions): Promise<boolean> {
  return (await workText(clone, ['rev-parse', '--git-dir'], options)).ok;
}

/** The clone under another name until it is whole, guarded before it has any object in it. */
async function makeClone(plan: StartPlan, options: StartOptions): Promise<Result<readonly WorkBranch[], EmbargoFailure>> {
  const { folder, source } = plan;
  const part = partOf(layoutOf(folder).clone);
  await discard(folder, part);
  const sha = source ? await workText(source.folder, ['rev-parse', '--show-object-format'], options) : ok('sha1');
  if (!sha.ok) return sha;
  const made = await workGit(folder, ['init', '--quiet', '--bare', '--template=', `--object-format=${sha.value}`, '--', part], {
    ...options,
    settings: [['init.defaultRefFormat', 'files']],
  });
  if (!made.ok) return made;
  const guarded = await guardClone(part, plan, options);
  if (!guarded.ok) return guarded;
  if (source && source.lacks !== 'partial') {
    options.onStep?.({ kind: 'objects' });
    const brought = await bringObjects(source.objects, join(part, 'objects'), options.signal);
    if (!brought.ok) return brought;
    if (source.shallowFile !== undefined) await copyFile(source.shallowFile, join(part, 'shallow'));
  }
  return bringTips(plan, part, options);
}

async function guardClone(gitDir: string, plan: StartPlan, options: WorkOptions): Promise<Result<void, EmbargoFailure>> {
  const { guard } = layoutOf(plan.folder);
  const run = guardRunner(options);
  const facts = await readFacts(run, gitDir, guard);
  return setGuard(run, gitDir, plan.fork, facts);
}

/** Fetches what the clone has not, and finds the newest commit of every branch. */
async function bringTips(
  plan: StartPlan,
  part: string,
  options: StartOptions,
): Promise<Result<readonly WorkBranch[], EmbargoFailure>> {
  const { branches, folder, fork, upstream, source, forkHeads } = plan;
  const wanted = branches.flatMap(({ known }) => [known.upstream, known.fork]).filter((commit) => commit !== undefined);
  const lacking = await missing(part, wanted, options);
  const lacks = (commit: string | undefined) => commit !== undefined && lacking.has(commit);
  const shallow = source?.lacks === 'shallow';
  const fromUpstream = branches.filter(({ known }) => lacks(known.upstream) || (shallow && known.upstream !== undefined));
  const unfinished = branches.filter((branch) => forkHeads.has(branch.private));
  if (fromUpstream.length > 0 || unfinished.length > 0) options.onStep?.({ kind: 'fetching' });
  if (upstream !== undefined) {
    const names = fromUpstream.map(({ name }) => name);
    const pass = await passFor(guardRunner(options), folder, upstream, process.env);
    const through = { ...options, ...pass };
    const got = await fetchHeads(part, upstream, 'upstream', names, through, shallow ? ['--unshallow'] : []);
    if (!got.ok) return got;
  }
  // A release branch of the fork is wanted only where it may be newer than all else.
  const stillLacking = await missing(part, wanted, options);
  const fromFork = branches.filter(({ known }) => known.fork !== undefined && stillLacking.has(known.fork));
  const names = [...fromFork.map(({ name }) => name), ...unfinished.map((branch) => branch.private)];
  const got = await fetchHeads(part, fork.url, 'fork', names, { ...options, ...TO_FORK });
  if (!got.ok) return got;
  return settle(plan, part, options);
}

async function settle(
  plan: StartPlan,
  part: string,
  options: WorkOptions,
): Promise<Result<readonly WorkBranch[], EmbargoFailure>> {
  const found: WorkBranch[] = [];
  const lost: string[] = [];
  let refs = '';
  for (const { known, ...branch } of plan.branches) {
    const tip = await newest(part, known, options);
    if (!tip) {
      lost.push(branch.name);
      continue;
    }
    const continued = plan.forkHeads.has(branch.private);
    const theirs = `refs/remotes/fork/${branch.private}`;
    const shared = continued ? await workText(part, ['merge-base', tip.base, theirs], options) : undefined;
    const base = shared?.ok ? shared.value : tip.base;
    refs += `update refs/remotes/upstream/${branch.name} ${tip.base}\n`;
    found.push({ ...branch, ...tip, base, ...(continued ? { continued } : {}) });
  }
  if (lost.length > 0) return fail({ kind: 'branches-missing', names: lost });
  const set = await workGit(part, ['update-ref', '--stdin'], { ...options, input: refs });
  return set.ok ? ok(found) : set;
}

async function fillWorktrees(
  folder: string,
  manifest: Manifest,
  keep: (next: Manifest) => Promise<Result<void, EmbargoFailure>>,
  options: StartOptions,
): Promise<Result<void, EmbargoFailure>> {
  const { clone } = layoutOf(folder);
  const following = await followFork(clone, manifest.branches, options);
  if (!following.ok) return following;
  const of = manifest.branches.length;
  const ready = new Set(manifest.branches.filter((branch) => branch.ready === true).map(({ name }) => name));
  options.onStep?.({ kind: 'worktrees', done: ready.size, of });
  let now = manifest;
  let writing: Promise<Result<void, EmbargoFailure>> = Promise.resolve(ok(undefined));
  const made = await makeWorktrees(folder, manifest.branches, options, async ({ name }) => {
    ready.add(name);
    options.onStep?.({ kind: 'worktrees', done: ready.size, of });
    // One after the other: two that finish at once would overwrite each other's mark.
    writing = writing.then(() => keep((now = withBranch(now, name, { ready: true }))));
    await writing;
  });
  const written = await writing;
  return made.ok ? written : made;
}
