import { ok, type Result } from '../../common/result.ts';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { commitAt, messageOf } from './clone.ts';
import type { Ground } from './draft.ts';
import type { NewsEntry } from './request.ts';

/** What the branch that went first says publicly, where the clone has it. */
export interface Published {
  readonly message: string;
  readonly news?: NewsEntry;
  /** A branch of the public remote has it, as the clone knows; else it may be in this clone alone. */
  readonly isPublic: boolean;
}

/**
 * Message and NEWS entry of the public commit that a branch follows: the one that was given, else the one that was handed
 * over; undefined where the clone has neither.
 * @param folder where NEWS entries lie
 */
export async function publishedFor(
  { role, request, clone, options }: Pick<Ground, 'role' | 'request' | 'clone' | 'options'>,
  folder: string | undefined,
): Promise<Result<Published | undefined, WorkFailure>> {
  if (role.form !== 'other') return ok(undefined);
  for (const id of [request.commit, role.first.public?.commit]) {
    const commit = id === undefined ? ok(undefined) : await commitAt(request.repo, id, options);
    if (!commit.ok) return commit;
    if (commit.value === undefined) continue;
    const message = await messageOf(request.repo, commit.value, options);
    if (!message.ok) return message;
    const news = folder === undefined ? ok(undefined) : await entryOf(request.repo, commit.value, folder, options);
    if (!news.ok) return news;
    const isPublic = await isAtRemote(request.repo, commit.value, clone.tracking, options);
    if (!isPublic.ok) return isPublic;
    return ok({ message: message.value, ...(news.value ? { news: news.value } : {}), isPublic: isPublic.value });
  }
  return ok(undefined);
}

async function isAtRemote(
  repo: string,
  commit: string,
  tracking: readonly string[],
  options: WorkOptions,
): Promise<Result<boolean, WorkFailure>> {
  const out = await workText(repo, ['for-each-ref', '--count=1', `--contains=${commit}`, '--format=x', ...tracking], options);
  return out.ok ? ok(out.value !== '') : out;
}

async function entryOf(
  repo: string,
  commit: string,
  folder: string,
  options: WorkOptions,
): Promise<Result<NewsEntry | undefined, WorkFailure>> {
  const added = ['diff-tree', '-r', '-z', '--no-commit-id', '--name-only', '--diff-filter=A', '--no-renames'];
  const out = await workText(repo, [...added, `${commit}^`, commit, '--', folder], { ...options, fine: [0, 128] });
  if (!out.ok) return out;
  const path = out.value.split('\0').find((one) => one.startsWith(`${folder}/`) && one.endsWith('.rst'));
  if (path === undefined) return ok(undefined);
  const text = await workText(repo, ['cat-file', 'blob', `${commit}:${path}`], options);
  return text.ok ? ok({ path, text: `${text.value}\n` }) : text;
}
