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

/** The ids of all commits that only the workspace and its fork have. */
export async function privateCommits(
  workspace: string,
  side: Side,
  clone: PublicClone,
  manifest: Manifest,
  options: WorkOptions,
): Promise<Result<readonly string[], WorkFailure>> {
  const tips: string[] = [];
  for (const branch of manifest.branches) {
    const tip = await privateTip(workspace, branch, options);
    if (!tip.ok) return tip;
    if (tip.value !== undefined) tips.push(tip.value);
  }
  const known = await publicTips(clone, manifest, options);
  if (!known.ok || tips.length === 0) return known.ok ? ok([]) : known;
  const input = `${[...tips, ...known.value.map((id) => `^${id}`)].join('\n')}\n`;
  const out = await workText(side.git, ['rev-list', '--ignore-missing', '--stdin'], { ...options, input });
  return out.ok ? ok(out.value.split('\n').filter((id) => id !== '')) : out;
}

/** What is public, as far as the person's clone and the workspace know. */
async function publicTips(
  clone: PublicClone,
  manifest: Manifest,
  options: WorkOptions,
): Promise<Result<readonly string[], WorkFailure>> {
  const refs = ['for-each-ref', '--format=%(objecttype) %(objectname)', `refs/remotes/${clone.remote}`];
  const out = await workText(clone.folder, refs, options);
  if (!out.ok) return out;
  const tips = out.value.split('\n').flatMap((line) => /^commit ([0-9a-f]+)$/.exec(line)?.[1] ?? []);
  return ok([...new Set([...tips, clone.base, ...manifest.branches.map(({ base }) => base)])]);
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
