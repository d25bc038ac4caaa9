import { createHash } from 'node:crypto';
import { cleanTitle, oneLine } from '../advisory/title.ts';
import type { Result } from '../common/result.ts';
import { Gaps } from './gaps.ts';
import { productOf } from './product.ts';
import { issueNumber } from './references.ts';
import { forPublic, forPublicAgain } from './scrub/scrub.ts';
import { finish, isoTime, type RecordRefusal, type RecordSource, type RecordText, type Written } from './source.ts';
import { firstParagraph } from './text/plain.ts';
import { restParagraph } from './text/rest.ts';

const COLUMNS = 79;
const MOST_TEXT = 2000;

/**
 * A NEWS entry as `blurb` wants it (https://github.com/python/blurb): one paragraph of reStructuredText, wrapped, without
 * a bullet and without an issue number, in a file that is named after the time, the issue and a nonce. It is made from
 * the first paragraph of the description, else from the title, and public before the announcement.
 */
export function writeNews(source: RecordSource, gaps: Gaps): Written | undefined {
  const { advisory, process, more } = source;
  const product = productOf(process, advisory.repository, gaps);
  if (product && !product.news) gaps.need('news', 'the folder in which the product keeps its NEWS entries');
  const issue = issueNumber(source);
  if (issue === undefined) gaps.need('issue', 'the number of the public issue');
  const time = isoTime(source.now)?.slice(0, 19).replace(/[T:]/g, '-');
  if (time === undefined) gaps.need('time', 'the time at which it is written');
  const paragraph = firstParagraph(forPublic(advisory.description ?? '', source, gaps));
  const title = oneLine(forPublic(cleanTitle(advisory.title, process), source, gaps));
  const words = withoutNumber(paragraph === '' ? title : paragraph);
  if (words === '') gaps.need('description', 'a description or a title');
  if (words.length > MOST_TEXT) gaps.need('description', 'a first paragraph of a few sentences');
  gaps.note('news', 'what was changed: the text tells the problem, in the words of the advisory');
  if (!product?.news || gaps.wanted.length > 0) return undefined;
  const text = `${restParagraph(words, product.news.columns ?? COLUMNS, (rest) => forPublicAgain(rest, source, gaps))}\n`;
  const nonce = more.nonce !== undefined && /^[\w-]{1,20}$/.test(more.nonce) ? more.nonce : nonceOf(text);
  const fileName = `${product.news.folder}/${time ?? ''}.gh-issue-${issue ?? ''}.${nonce}.rst`;
  return { fileName, language: 'restructuredtext', text };
}

/** The same by itself, for who wants no other record: those bring the schemas and catalogues that they are held against. */
export function newsRecord(source: RecordSource): Result<RecordText, RecordRefusal> {
  const gaps = new Gaps();
  return finish('news', gaps, writeNews(source, gaps));
}

/** The entry's number is in its file name; `blurb` refuses it at the start of the text. */
function withoutNumber(text: string): string {
  return text.replace(/^(?:(?:gh-issue-|gh-|bpo-|issue\s?#?|#)\d{1,9}\s?[:.,-]?\s?)+/i, '').trim();
}

/** Six signs from the text itself, as `blurb` takes them, so that two entries of one second and issue differ. */
function nonceOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 6);
}
