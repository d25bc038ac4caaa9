import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { guardRunner, passFor } from '../guard/guard.ts';
import { layoutOf } from '../layout.ts';
import type { Manifest } from '../manifest.ts';
import { PUBLIC } from '../start/plan.ts';
import { commitAt, type PublicClone } from './clone.ts';
import type { HandoverFailure } from './failure.ts';
import type { Side } from './side.ts';

/** Whether git's failure may come of something that the clone has not. */
export function mayLack({ lacks }: PublicClone, failure: HandoverFailure): boolean {
  if (lacks === undefined) return false;
  return failure.kind === 'no-common-commit' || (failure.kind === 'git-trouble' && failure.trouble === 'other');
}

/**
 * Whether a clone has all folders of its public branch. One without trees (`--filter=tree:0`) may know the commit alone; a
 * commit made on it would name folders of which its git does not know that they can be had, and its upkeep would fail.
 */
export async function hasFolders(
  side: Side,
  { lacks, base, objects }: PublicClone,
  options: WorkOptions,
): Promise<Result<boolean, WorkFailure>> {
  if (lacks !== 'partial') return ok(true);
  const tree = await workText(side.git, ['rev-parse', `${base}^{tree}`], options);
  if (!tree.ok) return tree;
  const walk = ['rev-list', '--objects', '--no-object-names', '--filter=blob:none', '--missing=print', tree.value];
  const out = await workText(side.git, walk, { ...alone(objects), ...options, fine: [0, 128] });
  return out.ok ? ok(out.value !== '' && !out.value.includes('?')) : out;
}

/**
 * What lets a git in a repository of ours see the objects of one folder and no others. In the person's own repository a
 * missing object may be asked of a server by its id, and the id of a private one is nobody's business there.
 */
export function alone(objects: string): Pick<WorkOptions, 'variables'> {
  return { variables: { GIT_OBJECT_DIRECTORY: objects } };
}

/**
 * Brings the public branch, as the person's clone knows it, whole into the workspace's clone, from the public remote. The
 * server hears of that public commit and of public ones that are here already. It is not asked for single files: which
 * ones would tell what is being fixed.
 * @param branch the product's branch
 * @returns `incomplete-clone` where it cannot be had
 */
export async function bringBase(
  { workspace, branch, manifest, clone }: Wanted,
  options: WorkOptions,
): Promise<Result<void, HandoverFailure>> {
  const { clone: bare } = layoutOf(workspace);
  const url = manifest.upstream ?? clone.url;
  const pass = await passFor(guardRunner(options), workspace, url, process.env);
  // An address may ask for a transport that nobody wants here (`ext`).
  const protocols = PUBLIC.split(':').includes(pass.protocols) ? pass.protocols : 'none';
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-maintenance'];
  const fetch = ['fetch', ...quiet, '--negotiation-tip=refs/remotes/upstream/*', '--end-of-options', url];
  // Not every server gives what is asked for by its id.
  for (const wanted of [clone.base, `refs/heads/${branch}`]) {
    const got = await workGit(bare, [...fetch, wanted], { ...options, ...pass, protocols });
    if (!got.ok && (got.failure.kind !== 'git-trouble' || got.failure.trouble === 'disk-full')) return got;
    const there = await isBrought(workspace, clone, options);
    if (!there.ok) return there;
    if (there.value) return ok(undefined);
  }
  return fail({ kind: 'incomplete-clone', how: clone.lacks ?? 'partial', branch, remote: clone.remote });
}

interface Wanted {
  readonly workspace: string;
  readonly branch: string;
  readonly manifest: Manifest;
  readonly clone: PublicClone;
}

/** The workspace's clone is whole: whatever commit it has, it has with all its files and its past. */
export async function isBrought(
  workspace: string,
  { base }: PublicClone,
  options: WorkOptions,
): Promise<Result<boolean, WorkFailure>> {
  const there = await commitAt(layoutOf(workspace).clone, base, options);
  return there.ok ? ok(there.value !== undefined) : there;
}
