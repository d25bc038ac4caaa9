import { ok, type Result } from '../../common/result.ts';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { layoutOf } from '../layout.ts';
import type { Manifest, WorkBranch } from '../manifest.ts';
import { commitAt, type PublicClone } from './clone.ts';
import type { Side } from './side.ts';

/** One private commit. */
export interface PrivateCommit {
  readonly id: string;
  /** Name and mail address. */
  readonly author: string;
  readonly message: string;
}

/** Where the private branch stands; undefined where it is not there. */
export function privateTip(
  workspace: string,
  branch: WorkBranch,
  options: WorkOptions,
): Promise<Result<string | undefined, WorkFailure>> {
  return commitAt(layoutOf(workspace).clone, `refs/heads/${branch.private}`, options);
}

/**
 * The ids of all commits that only the workspace and its fork have: what its branches hold, what is known of the fork, and
 * what was amended away and stands in reflogs.
 */
export async function privateCommits(
  workspace: string,
  side: Side,
  clone: PublicClone,
  manifest: Manifest,
  options: WorkOptions,
): Promise<Result<readonly string[], WorkFailure>> {
  const { clone: bare } = layoutOf(workspace);
  const own = await commitsAt(bare, ['refs/heads', 'refs/remotes', 'refs/stash'], options);
  if (!own.ok) return own;
  const fetched = await commitsAt(bare, ['refs/remotes/upstream'], options);
  if (!fetched.ok) return fetched;
  const theirs = await commitsAt(clone.folder, clone.tracking, options);
  if (!theirs.ok) return theirs;
  const left = await workText(bare, ['rev-list', '--reflog', '--no-walk=unsorted', '--ignore-missing'], options);
  if (!left.ok) return left;
  const known = new Set([...fetched.value, ...theirs.value, clone.base, ...manifest.branches.map(({ base }) => base)]);
  const tips = [...own.value, ...left.value.split('\n')].filter((id) => id !== '' && !known.has(id));
  if (tips.length === 0) return ok([]);
  const input = `${[...new Set(tips), ...[...known].map((id) => `^${id}`)].join('\n')}\n`;
  const out = await workText(side.git, ['rev-list', '--ignore-missing', '--stdin'], { ...options, input });
  return out.ok ? ok(out.value.split('\n').filter((id) => id !== '')) : out;
}

/** The commits that the refs below some names stand for. */
async function commitsAt(
  folder: string,
  below: readonly string[],
  options: WorkOptions,
): Promise<Result<readonly string[], WorkFailure>> {
  const form = '--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname)';
  const out = await workText(folder, ['for-each-ref', form, ...below], options);
  if (!out.ok) return out;
  return ok(out.value.split('\n').flatMap((line) => /(?:^| )commit ([0-9a-f]+)/.exec(line)?.[1] ?? []));
}

/** The commits of one private branch that nobody else has, without merges, the oldest first. */
export async function commitsOf(
  side: Side,
  tip: string,
  start: string,
  publicTip: string,
  options: WorkOptions,
): Promise<Result<readonly PrivateCommit[], WorkFailure>> {
  const form = ['--no-show-signature', '--no-notes', '--no-color', '--format=%H%x00%an <%ae>%x00%B%x00'];
  const out = await workText(
    side.git,
    ['log', '--reverse', '--topo-order', '--no-merges', ...form, tip, `^${start}`, `^${publicTip}`],
    { ...options, settings: [['i18n.logOutputEncoding', 'UTF-8']] },
  );
  if (!out.ok) return out;
  const fields = out.value.split('\0');
  const commits: PrivateCommit[] = [];
  for (let at = 0; at + 2 < fields.length; at += 3)
    commits.push({ id: (fields[at] ?? '').trim(), author: fields[at + 1] ?? '', message: fields[at + 2] ?? '' });
  return ok(commits);
}
