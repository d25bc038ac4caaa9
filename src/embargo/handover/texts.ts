import { fail, ok, type Result } from '../../common/result.ts';
import { productFor } from '../../process/products.ts';
import { changesBetween } from './changes.ts';
import type { Fix, Ground } from './draft.ts';
import type { HandoverFailure } from './failure.ts';
import { partsOf } from './message.ts';
import { newsEntry, type NewsChange } from './news-entry.ts';
import { publishedFor, type Published } from './published.ts';
import { advisoryFor, reportIn } from './report.ts';
import type { HandoverReport } from './request.ts';
import { publicMessage, writtenMessage, type Worded } from './public-message.ts';

/** What is said about a fix, in the commit and beside it. */
export interface Texts extends Worded {
  readonly news: NewsChange;
  readonly report: HandoverReport;
  /** What was taken from a public commit as it is. */
  readonly isPublic: { readonly message: boolean; readonly news: boolean };
}

/** The message and the NEWS entry: a person's, else those of the branch that went first, else made anew. */
export async function textsOf(ground: Ground, fix: Fix): Promise<Result<Texts, HandoverFailure>> {
  const { request, manifest, clone } = ground;
  const report = request.report ?? (await reportIn(request.workspace)) ?? { texts: [], people: [] };
  const { repository } = advisoryFor(manifest, report, '');
  const folder = productFor(request.process, repository)?.news?.folder;
  const published = await publishedFor(ground, folder);
  if (!published.ok) return published;
  const worded = wordsOf(ground, fix, report, published.value);
  if (worded.message === '') return fail({ kind: 'bad-request', part: 'message' });
  const news = await newsOf(ground, fix, report, worded.message, published.value);
  if (!news.ok) return news;
  const known = published.value;
  const seen = known?.isPublic === true;
  const isPublic = {
    message: seen && request.message === undefined,
    news: seen && known.news !== undefined && request.news === undefined,
  };
  const unseen = `No branch of ${clone.remote} has the commit that this one follows, as your clone knows it: its lines are looked at like private ones. Once it is merged, run git fetch ${clone.remote} there.`;
  const lost = `Your clone does not have the NEWS entry of the commit that this one follows; look whether this one says the same.`;
  const notes = [
    ...worded.notes,
    ...(known && !seen ? [unseen] : []),
    ...(known?.isNewsLost === true && request.news === undefined ? [lost] : []),
  ];
  return ok({ ...worded, notes, news: news.value, report, isPublic });
}

function wordsOf(
  { request, manifest, branch, role }: Ground,
  fix: Fix,
  report: HandoverReport,
  published: Published | undefined,
): Worded {
  if (request.message !== undefined) return { message: writtenMessage(request.message), notes: [] };
  const { process, issue, now, pr, commit } = request;
  return publicMessage({
    form: role.form,
    facts: { issue, branch: branch.name, ...(pr === undefined ? {} : { pr }), ...(commit === undefined ? {} : { commit }) },
    messages: published ? [published.message] : fix.commits.map(({ message }) => message),
    isPublic: published?.isPublic === true,
    advisory: advisoryFor(manifest, report, ''),
    process,
    names: report.people,
    now,
  });
}

async function newsOf(
  { request, options, manifest, side, clone }: Ground,
  fix: Fix,
  report: HandoverReport,
  message: string,
  published: Published | undefined,
): Promise<Result<NewsChange, HandoverFailure>> {
  const changes = await changesBetween(side, `${clone.base}^{tree}`, fix.tree, options);
  if (!changes.ok) return changes;
  const { title } = partsOf([message], request.process.handover);
  return newsEntry({
    process: request.process,
    advisory: advisoryFor(manifest, report, title),
    issue: request.issue,
    now: request.now,
    names: report.people,
    files: changes.value.files,
    blobs: changes.value.blobs,
    ...(published?.news ? { published: published.news } : {}),
    ...(request.news === undefined ? {} : { written: request.news }),
  });
}
