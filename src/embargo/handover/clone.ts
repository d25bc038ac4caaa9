import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { sameRepository } from '../../advisory/model.ts';
import { parseRemoteUrl } from '../../git/remote-url.ts';
import { Repository } from '../../git/repository.ts';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { codeOf, type Manifest } from '../manifest.ts';
import { sameAddress } from '../start/address.ts';
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
  readonly url: string;
  readonly base: string;
  /** The folders of refs below which its branches are kept (`refs/remotes/origin`). */
  readonly tracking: readonly string[];
  /** `shallow`: its history is cut off; `partial`: it lacks files or folders until somebody asks for them. */
  readonly lacks: 'shallow' | 'partial' | undefined;
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
  const lacks = await lacksIn(repo, options);
  if (!lacks.ok) return lacks;
  let lacking: HandoverFailure = { kind: 'no-public-remote' };
  for (const { name, url } of fitting) {
    const kept = await trackingOf(repo, name, branch, options);
    if (!kept.ok) return kept;
    const base = await firstAt(repo, kept.value.refs, options);
    if (!base.ok) return base;
    if (base.value !== undefined)
      return ok({ ...place.value, remote: name, url, base: base.value, tracking: kept.value.folders, lacks: lacks.value });
    if (lacking.kind === 'no-public-remote') lacking = kept.value.lacking;
  }
  return fail(lacking);
}

/** What a clone says of itself that it has not; a partial one may be shallow, too. */
async function lacksIn(repo: string, options: WorkOptions): Promise<Result<PublicClone['lacks'], WorkFailure>> {
  const signs = ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.(promisor|partialclonefilter))$'];
  const partial = await workText(repo, signs, { ...options, fine: [0, 1] });
  if (!partial.ok) return partial;
  if (partial.value !== '') return ok('partial');
  const shallow = await workText(repo, ['rev-parse', '--is-shallow-repository'], options);
  return shallow.ok ? ok(shallow.value === 'true' ? 'shallow' : undefined) : shallow;
}

async function firstAt(
  repo: string,
  refs: readonly string[],
  options: WorkOptions,
): Promise<Result<string | undefined, WorkFailure>> {
  for (const ref of refs) {
    const commit = await commitAt(repo, ref, options);
    if (!commit.ok || commit.value !== undefined) return commit;
  }
  return ok(undefined);
}

interface Tracking {
  readonly refs: readonly string[];
  readonly folders: readonly string[];
  /** What is so where none of the refs is there. */
  readonly lacking: HandoverFailure;
}

/**
 * Where a clone keeps a remote's branch, as its refspecs say (git-fetch(1), "Configured remote-tracking branches"). A
 * branch of its own, as a bare clone or a mirror keeps it, may be anybody's work: it does not count.
 */
async function trackingOf(
  repo: string,
  remote: string,
  branch: string,
  options: WorkOptions,
): Promise<Result<Tracking, WorkFailure>> {
  const out = await workText(repo, ['config', '--get-all', `remote.${remote}.fetch`], { ...options, fine: [0, 1] });
  if (!out.ok) return out;
  const plain = `refs/heads/${branch}`;
  const targets = out.value.split('\n').flatMap((refspec) => {
    const [, from = '', to = ''] = /^\+?(refs\/[^:^]+):(refs\/.+)$/.exec(refspec) ?? [];
    const star = from.indexOf('*');
    if (star < 0) return from === plain ? [{ ref: to, folder: to }] : [];
    const [head, tail] = [from.slice(0, star), from.slice(star + 1)];
    if (!plain.startsWith(head) || !plain.endsWith(tail) || plain.length < head.length + tail.length) return [];
    const folder = to.slice(0, to.indexOf('*')).replace(/\/[^/]*$/, '');
    return [{ ref: to.replace('*', () => plain.slice(head.length, plain.length - tail.length)), folder }];
  });
  const kept = targets.filter(({ ref }) => ref.startsWith('refs/remotes/'));
  const isMirror = kept.length === 0 && (out.value === '' || targets.length > 0);
  const lacking: HandoverFailure = isMirror
    ? { kind: 'bare-clone', remote }
    : { kind: 'no-public-branch', branch, remote, ...(targets.length > 0 ? {} : { how: 'not-fetched' }) };
  // Whoever has changed the refspecs since has it where git puts it by itself.
  const usual = { ref: `refs/remotes/${remote}/${branch}`, folder: `refs/remotes/${remote}` };
  const all = [...kept, usual];
  return ok({ refs: all.map(({ ref }) => ref), folders: all.map(({ folder }) => folder), lacking });
}

/** Where a clone keeps what its worktrees share. */
export async function placeOf(
  repo: string,
  options: WorkOptions,
): Promise<Result<Pick<PublicClone, 'folder' | 'objects' | 'common' | 'format'>, HandoverFailure>> {
  const answers: string[] = [];
  for (const question of [['--git-path', 'objects'], ['--git-common-dir'], ['--show-object-format']]) {
    const out = await workText(repo, ['rev-parse', '--path-format=absolute', ...question], options);
    if (!out.ok) return out.failure.kind === 'git-trouble' ? fail(await whyNoClone(repo, options)) : out;
    answers.push(out.value);
  }
  const [objects = '', common = '', format = ''] = answers;
  return ok({ folder: resolve(repo), objects, common, format });
}

/** Git does not work in what belongs to another user, unless the person has said so (safe.directory, git-config(1)). */
async function whyNoClone(repo: string, options: WorkOptions): Promise<HandoverFailure> {
  const out = await workText(repo, ['rev-parse', '--git-dir'], { ...options, settings: [['safe.directory', '*']] });
  return out.ok ? { kind: 'foreign-clone' } : { kind: 'no-clone' };
}

/** Whether new objects and a new branch can be written into a clone. */
export async function isWritable({ objects, common }: PublicClone): Promise<boolean> {
  const places = [objects, common, join(common, 'refs', 'heads')];
  const can = await Promise.all(
    places.map((place) =>
      access(place, constants.W_OK).then(
        () => true,
        (error: unknown) => codeOf(error) === 'ENOENT',
      ),
    ),
  );
  return can.every(Boolean);
}

/**
 * A branch of a clone that another one cannot stand beside: git keeps `a` as a file where `a/b` wants a folder.
 * @returns its name; undefined where there is none
 */
export async function clashWith(
  repo: string,
  branch: string,
  options: WorkOptions,
): Promise<Result<string | undefined, WorkFailure>> {
  const parts = branch.split('/');
  const above = parts.slice(1).map((_, at) => `refs/heads/${parts.slice(0, at + 1).join('/')}`);
  const below = `refs/heads/${branch}`;
  const out = await workText(repo, ['for-each-ref', '--format=%(refname)', below, ...above], options);
  if (!out.ok) return out;
  const found = out.value.split('\n').find((ref) => ref.startsWith(`${below}/`) || above.includes(ref));
  return ok(found?.slice('refs/heads/'.length));
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
