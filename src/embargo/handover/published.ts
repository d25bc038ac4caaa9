import { ok, type Result } from '../../common/result.ts';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { commitAt, messageOf } from './clone.ts';
import type { HandoverRequest, NewsEntry } from './request.ts';
import type { Role } from './role.ts';

/** What the branch that went first says publicly, where the clone has it. */
export interface Published {
  readonly message: string;
  readonly news?: NewsEntry;
}

/**
 * Message and NEWS entry of the public commit that a branch follows: the one that was given, else the one that was handed
 * over; undefined where the clone has neither.
 * @param folder where NEWS entries lie
 */
export async function publishedFor(
  role: Role,
  request: HandoverRequest,
  folder: string | undefined,
  options: WorkOptions,
): Promise<Result<Published | undefined, WorkFailure>> {
  if (role.form !== 'other') return ok(undefined);
  for (const id of [request.commit, role.first.public?.commit]) {
    const commit = id === undefined ? ok(undefined) : await commitAt(request.repo, id, options);
    if (!commit.ok) return commit;
    if (commit.value === undefined) continue;
    const message = await messageOf(request.repo, commit.value, options);
    if (!message.ok) return message;
    const news = folder === undefined ? ok(undefined) : await entryOf(request.repo, commit.value, folder, options);
    return news.ok ? ok({ message: message.value, ...(news.value ? { news: news.value } : {}) }) : news;
  }
  return ok(undefined);
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
