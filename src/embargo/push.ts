import { fail, ok, type Result } from '../common/result.ts';
import { workGit, workText, type WorkFailure, type WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure } from './failure.ts';
import { TO_FORK } from './guard/guard.ts';
import { behindGuard } from './guarded.ts';
import { layoutOf } from './layout.ts';
import { isCloneItself } from './start/fork-place.ts';
import { branchesNamed, readyWorkspace } from './workspace.ts';

/** What came of one branch; `failure` is absent where the fork has it now. */
export interface Pushed {
  readonly branch: string;
  readonly failure?: EmbargoFailure;
}

/**
 * Pushes private branches to the private fork, by their full names and to nothing else. Nothing is forced: where somebody
 * else has pushed, the failure says `behind`.
 * @param names branches of the product
 */
export async function pushToFork(
  workspace: string,
  names: readonly string[],
  options: WorkOptions = {},
): Promise<Result<readonly Pushed[], EmbargoFailure>> {
  const found = await readyWorkspace(workspace);
  if (!found.ok) return found;
  const { folder, manifest } = found.value;
  const branches = branchesNamed(manifest, names);
  if (!branches.ok) return branches;
  const fork = await behindGuard(found.value, options);
  if (!fork.ok) return fork;
  // Of a workspace from before this was looked at when it is made.
  const { source } = manifest;
  if (source !== undefined && (await isCloneItself(fork.value, source, options)))
    return fail({ kind: 'fork-folder', why: 'own-clone' });
  const { clone } = layoutOf(folder);
  const done: Pushed[] = [];
  for (const branch of branches.value) {
    const failure = await pushOne(clone, branch.private, options);
    done.push(failure ? { branch: branch.name, failure } : { branch: branch.name });
  }
  return ok(done);
}

/**
 * From the clone, where the settings that were looked at hold, and nothing that a worktree has or lacks plays a part.
 * @returns why the fork has not got it; undefined where it has
 */
async function pushOne(clone: string, own: string, options: WorkOptions): Promise<EmbargoFailure | undefined> {
  const ref = `refs/heads/${own}`;
  const pushed = await workGit(clone, ['push', '--quiet', '--porcelain', '--no-follow-tags', 'fork', `${ref}:${ref}`], {
    ...options,
    ...TO_FORK,
    hooks: true,
    // With 1 it ends where a branch is not taken, and says of each why.
    fine: [0, 1],
  });
  if (!pushed.ok) return ofFork(pushed.failure);
  if (pushed.value.status === 0) return undefined;
  const why = /^!\t[^\t]*\t(.*)$/m.exec(pushed.value.bytes.toString('utf8'))?.[1];
  if (why !== undefined) return refusalIn(why);
  const there = await workText(clone, ['rev-parse', '--verify', '--quiet', ref], options);
  return there.ok ? { kind: 'git-trouble', trouble: 'other', status: 1 } : { kind: 'branch-gone', private: own };
}

/** Reads why a branch was not taken, as git-push(1) writes it, "Output"; `remote rejected` is what the other side says. */
function refusalIn(why: string): EmbargoFailure {
  if (!why.startsWith('[remote rejected]')) return { kind: 'git-trouble', trouble: 'behind', status: 1 };
  const isRule = /declined|denied|deny|protected|\brules?\b|refusing|prohibited|not allowed/i.test(why);
  return { kind: 'fork-refused', by: isRule ? 'rule' : 'trouble' };
}

/** Trouble with the other side, which is the fork. */
function ofFork(failure: WorkFailure): EmbargoFailure {
  if (failure.kind !== 'git-trouble') return failure;
  const { trouble } = failure;
  const isTheirs = trouble === 'unreachable' || trouble === 'not-allowed' || trouble === 'not-there';
  return isTheirs ? { kind: 'fork-trouble', trouble } : failure;
}

/** Fetches what others have pushed to the private branches. */
export async function refreshFork(workspace: string, options: WorkOptions = {}): Promise<Result<void, EmbargoFailure>> {
  const found = await readyWorkspace(workspace);
  if (!found.ok) return found;
  const { folder, manifest } = found.value;
  if (manifest.branches.length === 0) return ok(undefined);
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-maintenance'];
  // A private branch that nobody has pushed yet is no failure.
  const refs = manifest.branches.map(({ private: own }) => `+refs/heads/${own}*:refs/remotes/fork/${own}*`);
  const got = await workGit(layoutOf(folder).clone, ['fetch', ...quiet, 'fork', ...refs], { ...options, ...TO_FORK });
  return got.ok ? ok(undefined) : fail(ofFork(got.failure));
}
