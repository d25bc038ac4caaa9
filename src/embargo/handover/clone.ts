import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { sameRepository } from '../../advisory/model.ts';
import { parseRemoteUrl } from '../../git/remote-url.ts';
import { Repository } from '../../git/repository.ts';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import type { Manifest } from '../manifest.ts';
import { sameAddress } from '../start/plan.ts';
import type { HandoverFailure } from './failure.ts';

/** The person's clone as far as a hand-over has to know it. All of it is read; nothing is fetched. */
export interface PublicClone {
  readonly folder: string;
  /** Where new objects go. */
  readonly objects: string;
  /** The folder that all worktrees share. */
  readonly common: string;
  readonly format: string;
  /** The remote that leads to the public repository, and where its branch stood at the last fetch. */
  readonly remote: string;
  readonly base: string;
}

/**
 * Looks at the person's clone.
 * @param repo a folder in it, or in a worktree of it
 * @param branch the product's branch
 */
export async function openClone(
  repo: string,
  branch: string,
  manifest: Manifest,
  options: WorkOptions,
): Promise<Result<PublicClone, HandoverFailure>> {
  const place = await placeOf(repo, options);
  if (!place.ok) return place;
  const repository = new Repository(repo, options);
  const remotes = await repository.remotes();
  repository.dispose();
  if (!remotes.ok) return fail({ kind: 'no-clone' });
  const fitting = remotes.value.filter(({ url }) => isPublic(url, manifest));
  for (const { name } of fitting) {
    const base = await commitAt(repo, `refs/remotes/${name}/${branch}`, options);
    if (!base.ok) return base;
    if (base.value !== undefined) return ok({ ...place.value, remote: name, base: base.value });
  }
  const [first] = fitting;
  return fail(first ? { kind: 'no-public-branch', branch, remote: first.name } : { kind: 'no-public-remote' });
}

/** Where a clone keeps what its worktrees share. */
export async function placeOf(
  repo: string,
  options: WorkOptions,
): Promise<Result<Pick<PublicClone, 'folder' | 'objects' | 'common' | 'format'>, HandoverFailure>> {
  const answers: string[] = [];
  for (const question of [['--git-path', 'objects'], ['--git-common-dir'], ['--show-object-format']]) {
    const out = await workText(repo, ['rev-parse', '--path-format=absolute', ...question], options);
    if (!out.ok) return out.failure.kind === 'git-trouble' ? fail({ kind: 'no-clone' }) : out;
    answers.push(out.value);
  }
  const [objects = '', common = '', format = ''] = answers;
  return ok({ folder: resolve(repo), objects, common, format });
}

/** The public remote is known by its address; where nobody wrote that down, by the repository that it names. */
function isPublic(url: string, { upstream, repository, fork }: Manifest): boolean {
  if (sameAddress(url, fork)) return false;
  if (upstream !== undefined) return sameAddress(url, upstream);
  const named = parseRemoteUrl(url)?.repository;
  return named !== undefined && repository !== undefined && sameRepository(named, repository);
}

/** The commit that a full ref or id stands for; undefined where it is not there. */
export async function commitAt(
  folder: string,
  name: string,
  options: WorkOptions,
): Promise<Result<string | undefined, WorkFailure>> {
  const out = await workText(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], {
    ...options,
    fine: [0, 1, 128],
  });
  return out.ok ? ok(/^[0-9a-f]{40,64}$/.test(out.value) ? out.value : undefined) : out;
}

/** Whether a worktree of the clone stands on a branch, born or not. */
export async function isCheckedOut(repo: string, branch: string, options: WorkOptions): Promise<Result<boolean, WorkFailure>> {
  const out = await workText(repo, ['worktree', 'list', '--porcelain'], options);
  return out.ok ? ok(out.value.split('\n').includes(`branch refs/heads/${branch}`)) : out;
}

/** Name and mail address as git gives them, of whoever commits in this clone. */
export async function identityIn(
  repo: string,
  who: 'AUTHOR' | 'COMMITTER',
  options: WorkOptions,
): Promise<Result<string, WorkFailure>> {
  const out = await workText(repo, ['var', `GIT_${who}_IDENT`], options);
  return out.ok ? ok(out.value.replace(/ \d+ [+-]\d{4}$/, '')) : out;
}

/** Whether the person wants commits in this clone signed. */
export async function wantsSigning(repo: string, options: WorkOptions): Promise<Result<boolean, WorkFailure>> {
  const out = await workText(repo, ['config', '--type=bool', '--get', 'commit.gpgSign'], { ...options, fine: [0, 1] });
  return out.ok ? ok(out.value === 'true') : out;
}

/** What a commit says, as UTF-8. */
export async function messageOf(folder: string, commit: string, options: WorkOptions): Promise<Result<string, WorkFailure>> {
  return workText(folder, ['log', '-1', '--no-show-signature', '--no-notes', '--no-color', '--format=%B', commit], {
    ...options,
    settings: [['i18n.logOutputEncoding', 'UTF-8']],
  });
}
