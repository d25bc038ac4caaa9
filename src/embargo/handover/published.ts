import { ok, type Result } from '../../common/result.ts';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { commitAt, messageOf } from './clone.ts';
import type { Ground } from './draft.ts';
import type { NewsEntry } from './request.ts';
import type { Side } from './side.ts';

/** What the branch that went first says publicly, where the clone has it. */
export interface Published {
  readonly message: string;
  readonly news?: NewsEntry;
  /** Whether it has one cannot be told: a clone that is not whole may lack it. */
  readonly isNewsLost: boolean;
  /** A branch of the public remote has it, as the clone knows; else it may be in this clone alone. */
  readonly isPublic: boolean;
}

/**
 * Message and NEWS entry of the public commit that a branch follows: the one that was given, else the one that was handed
 * over; undefined where the clone has neither.
 * @param folder where NEWS entries lie
 */
export async function publishedFor(
  { role, request, clone, side, options }: Pick<Ground, 'role' | 'request' | 'clone' | 'side' | 'options'>,
  folder: string | undefined,
): Promise<Result<Published | undefined, WorkFailure>> {
  if (role.form !== 'other') return ok(undefined);
  for (const id of [request.commit, role.first.public?.commit]) {
    const commit = id === undefined ? ok(undefined) : await commitAt(request.repo, id, options);
    if (!commit.ok) return commit;
    if (commit.value === undefined) continue;
    const message = await messageOf(request.repo, commit.value, options);
    if (!message.ok) return message;
    // The workspace may have what the person's clone lacks of it.
    const news = folder === undefined ? ok(undefined) : await entryOf(side, commit.value, folder, options);
    if (!news.ok && news.failure.kind !== 'git-trouble') return news;
    const entry = news.ok ? news.value : undefined;
    const isPublic = await isAtRemote(request.repo, commit.value, clone.tracking, options);
    if (!isPublic.ok) return isPublic;
    return ok({ message: message.value, ...(entry ? { news: entry } : {}), isNewsLost: !news.ok, isPublic: isPublic.value });
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
  side: Side,
  commit: string,
  folder: string,
  options: WorkOptions,
): Promise<Result<NewsEntry | undefined, WorkFailure>> {
  const added = ['diff-tree', '-r', '-z', '--no-commit-id', '--name-only', '--diff-filter=A', '--no-renames'];
  const out = await workText(side.git, [...added, `${commit}^`, commit, '--', folder], options);
  if (!out.ok) return out;
  const path = out.value.split('\0').find((one) => one.startsWith(`${folder}/`) && one.endsWith('.rst'));
  if (path === undefined) return ok(undefined);
  const text = await workText(side.git, ['cat-file', 'blob', `${commit}:${path}`], options);
  return text.ok ? ok({ path, text: `${text.value}\n` }) : text;
}
