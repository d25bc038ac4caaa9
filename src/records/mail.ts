import { cleanTitle, oneLine } from '../advisory/title.ts';
import { isCveId } from './address.ts';
import type { Gaps } from './gaps.ts';
import { productOf } from './product.ts';
import { references } from './references.ts';
import { forRecord, plainDescription } from './scrub/scrub.ts';
import type { RecordSource, Written } from './source.ts';
import { reflow } from './text/reflow.ts';
import { fillTemplate } from './template.ts';
import { severityWord } from './vectors.ts';

/** Readable in every mail program, also when it is quoted once (RFC 3676, section 4.2). */
const COLUMNS = 76;

/**
 * The mail that announces an advisory, from the process's template `announcement`. Its first line is the subject. What
 * the template asks for and the advisory has not is refused, because a mail to a list cannot be taken back.
 */
export function writeMail(source: RecordSource, gaps: Gaps): Written | undefined {
  const { advisory, process, more } = source;
  const product = productOf(process, advisory.repository, gaps);
  const cve = advisory.cveId !== null && isCveId(advisory.cveId) ? advisory.cveId : undefined;
  const title = oneLine(forRecord(cleanTitle(advisory.title, process), source, gaps));
  const description = plainDescription(source, gaps);
  const shown = product ? references(source, product, gaps) : [];
  const first = shown.find(({ kind }) => kind === 'pull-request') ?? shown.find(({ kind }) => kind === 'commit');
  const filled = fillTemplate(
    process,
    'announcement',
    {
      cve: { part: 'cve-id', words: advisory.cveId ? 'a CVE id that is whole' : 'a CVE id', text: cve },
      cveUrl: { part: 'cve-id', words: 'a CVE id', text: cve && `https://www.cve.org/CVERecord?id=${cve}` },
      title: { part: 'title', words: 'a title', text: title || undefined },
      severity: { part: 'severity', words: 'a severity', text: severityWord(advisory) },
      product: { part: 'product', words: 'the name of the product', text: product?.product },
      description: { part: 'description', words: 'a description', text: description || undefined },
      pullRequest: { part: 'pull-request', words: 'the public pull request with the fix', text: first?.url },
      issue: { part: 'issue', words: 'the public issue', text: shown.find(({ kind }) => kind === 'issue')?.url },
    },
    gaps,
  );
  if (more.announcement !== undefined)
    gaps.note('announcement', 'a look at the archive: it seems to have been announced already');
  const to = product?.mail?.to;
  if (to === undefined) gaps.note('mail', 'the address that announcements go to');
  if (filled === undefined) return undefined;
  const [subject = '', ...rest] = filled.trim().split('\n');
  const body = `${reflow(rest.join('\n').trim(), COLUMNS)}\n`;
  const head = `${to === undefined ? '' : `To: ${to}\n`}Subject: ${subject.trim()}\n`;
  const message = { subject: subject.trim(), body, ...(to === undefined ? {} : { to }), labels: [] };
  return { fileName: `${cve ?? 'announcement'}.txt`, language: 'plaintext', text: `${head}\n${body}`, message };
}
