import type { Repository } from '../git/repository.ts';
import { supportedBranches, type BranchStatus, type Process } from '../process/process.ts';

/** A branch of the product, as a clone has it. */
export interface CloneBranch {
  readonly name: string;
  /** Commit id of its tip; undefined where the clone has no such branch. */
  readonly revision: string | undefined;
  readonly status: BranchStatus | undefined;
}

/**
 * The supported branches of a process in a clone; of a process that names none, the default branch.
 * @param now milliseconds since 1970: what is supported is a matter of the day
 */
export async function branchesOf(repository: Repository, process: Process, now: number): Promise<readonly CloneBranch[]> {
  const supported = supportedBranches(process, now);
  const named = supported.length > 0 ? supported : [{ name: 'HEAD', status: undefined }];
  return Promise.all(named.map(async ({ name, status }) => ({ name, status, revision: await tipOf(repository, name) })));
}

/** The commit of a branch, tag or commit id: what a remote has goes before a local branch of the same name. */
export async function tipOf(repository: Repository, name: string): Promise<string | undefined> {
  for (const ref of [`refs/remotes/origin/${name}`, `refs/remotes/upstream/${name}`, `refs/heads/${name}`, name]) {
    const id = await repository.commit(ref);
    if (id.ok) return id.value;
  }
  return undefined;
}
