import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { gitVersion, workGit, workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { commitAt } from './clone.ts';
import type { HandoverFailure } from './failure.ts';
import type { Side } from './side.ts';

/** Nobody: these commits never leave our own repository. */
const NOBODY = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'nobody'],
    [`GIT_${who}_EMAIL`, 'nobody@invalid'],
    [`GIT_${who}_DATE`, '@0 +0000'],
  ]),
);

/**
 * The public commit that a private branch starts from: the newest one in it that the public branch has too, which is newer
 * than the one it was made from if the public branch was merged into it; else that one.
 * @param publicTips commits that are public with all their past
 * @returns undefined where there is none
 */
export async function startOf(
  side: Side,
  tip: string,
  made: string,
  publicTips: readonly string[],
  options: WorkOptions,
): Promise<Result<string | undefined, WorkFailure>> {
  const met = await workText(side.git, ['merge-base', tip, ...publicTips], { ...options, fine: [0, 1] });
  if (!met.ok) return met;
  const common = met.value === '' ? undefined : met.value;
  const isOwn = await isAncestor(side, made, tip, options);
  if (!isOwn.ok) return isOwn;
  if (!isOwn.value || common === made) return ok(common);
  if (common === undefined) return ok(made);
  const isNewer = await isAncestor(side, made, common, options);
  return isNewer.ok ? ok(isNewer.value ? common : made) : isNewer;
}

async function isAncestor(side: Side, old: string, young: string, options: WorkOptions): Promise<Result<boolean, WorkFailure>> {
  const known = await commitAt(side.git, old, options);
  if (!known.ok || known.value === undefined) return known.ok ? ok(false) : known;
  const out = await workGit(side.git, ['merge-base', '--is-ancestor', old, young], { ...options, fine: [0, 1] });
  return out.ok ? ok(out.value.status === 0) : out;
}

export interface Merged {
  readonly tree: string;
  /** Where the fix meets other changes; then the tree is none that anybody wants. */
  readonly conflicts: readonly string[];
}

/**
 * The public tree with the fix in it: what changed from `start` to `tip`, on top of `base`, also where files have moved.
 * Two commits without a past stand for the history, so that nothing but the trees counts.
 */
export async function mergeFix(
  side: Side,
  start: string,
  tip: string,
  base: string,
  options: WorkOptions,
): Promise<Result<Merged, HandoverFailure>> {
  const version = await gitVersion(side.git, options);
  if (version && (version[0] < 2 || (version[0] === 2 && version[1] < 38))) return fail({ kind: 'git-too-old' });
  const root = await stand(side, start, [], options);
  if (!root.ok) return root;
  const ours = await stand(side, base, ['-p', root.value], options);
  if (!ours.ok) return ours;
  const theirs = await stand(side, tip, ['-p', root.value], options);
  if (!theirs.ok) return theirs;
  const merge = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours.value, theirs.value];
  const out = await workGit(side.git, merge, { ...options, fine: [0, 1] });
  if (!out.ok) return out;
  const [tree = '', ...conflicts] = out.value.bytes.toString('utf8').split('\0');
  return ok({ tree, conflicts: out.value.status === 0 ? [] : [...new Set(conflicts.filter((path) => path !== ''))] });
}

function stand(
  side: Side,
  commit: string,
  parents: readonly string[],
  options: WorkOptions,
): Promise<Result<string, WorkFailure>> {
  return workText(side.git, ['commit-tree', `${commit}^{tree}`, ...parents, '-m', 'stand-in'], { ...options, variables: NOBODY });
}

/** Files to take out of a tree and to put into it. */
export interface TreeChange {
  readonly remove: readonly string[];
  readonly add: readonly { readonly path: string; readonly text: string }[];
}

/** A tree with some files changed, by an index of ours. */
export async function changeTree(
  side: Side,
  tree: string,
  change: TreeChange,
  options: WorkOptions,
): Promise<Result<string, WorkFailure>> {
  if (change.remove.length + change.add.length === 0) return ok(tree);
  const own = { ...options, variables: { GIT_INDEX_FILE: join(side.git, 'handover.index') } };
  const read = await workGit(side.git, ['read-tree', tree], own);
  if (!read.ok) return read;
  const entries = change.remove.map((path) => `0 ${'0'.repeat(tree.length)}\t${path}\0`);
  for (const { path, text } of change.add) {
    const blob = await workText(side.git, ['hash-object', '-w', '--stdin'], { ...own, input: text });
    if (!blob.ok) return blob;
    entries.push(`100644 ${blob.value}\t${path}\0`);
  }
  const put = await workGit(side.git, ['update-index', '-z', '--index-info'], { ...own, input: entries.join('') });
  // What a partial clone has not of the tree is not needed to write it.
  return put.ok ? workText(side.git, ['write-tree', '--missing-ok'], own) : put;
}
