import { isGhsaId } from '../advisory/model.ts';
import { cleanTitle, oneLine } from '../advisory/title.ts';
import type { Gaps } from './gaps.ts';
import { productOf } from './product.ts';
import { forPublic } from './scrub/scrub.ts';
import { isPublic, type RecordSource, type Written } from './source.ts';
import { fillTemplate } from './template.ts';
import { shortened } from './text/clean.ts';

/** GitHub's limits for an issue, the latter with room for what a person adds. */
const MOST_TITLE = 256;
const MOST_BODY = 60_000;

/**
 * A public issue from the process's template `public-issue`, whose first line is the title. Nothing in it leads back to
 * the advisory or to whoever reported it; what was taken out is noted, and that a person has to read it, because names
 * in prose cannot be told from other words.
 */
export function writeIssue(source: RecordSource, gaps: Gaps): Written | undefined {
  const { advisory, process } = source;
  const product = productOf(process, advisory.repository, gaps);
  const title = oneLine(forPublic(cleanTitle(advisory.title, process), source, gaps));
  const description = forPublic(advisory.description ?? '', source, gaps);
  const ranges = advisory.vulnerabilities
    .map(({ range }) => oneLine(forPublic((range ?? '').replaceAll('`', ''), source, gaps)))
    .filter((one) => one !== '');
  const filled = fillTemplate(
    process,
    'public-issue',
    {
      title: { part: 'title', words: 'a title', text: title || undefined },
      description: { part: 'description', words: 'a description', text: description || undefined },
      product: { part: 'product', words: 'the name of the product', text: product?.product },
      versions: {
        part: 'affected',
        words: 'the affected versions',
        text: ranges.map((one) => `- \`${one}\``).join('\n') || 'Not known yet.',
      },
    },
    gaps,
  );
  gaps.note('read', 'a look at every line: names and facts in prose are not known from other words');
  if (filled === undefined) return undefined;
  const [first = '', ...rest] = filled.trim().split('\n');
  const body = rest.join('\n').trim();
  if (body.length > MOST_BODY) gaps.note('description', `a shorter text: it was cut to ${MOST_BODY} characters`);
  const message = {
    subject: shortened(first.trim(), MOST_TITLE),
    body: `${shortened(body, MOST_BODY)}\n`,
    labels: product?.issue?.labels ?? [],
  };
  const text = `# ${message.subject}\n\n${message.body}`;
  return { fileName: `${nameOf(source)}.issue.md`, language: 'markdown', text, message };
}

/** The file stays on this machine, so it may have the advisory's id. */
function nameOf(source: RecordSource): string {
  const { ghsaId, cveId } = source.advisory;
  if (isGhsaId(ghsaId)) return ghsaId;
  return isPublic(source) && cveId !== null && /^CVE-\d{4}-\d{4,19}$/.test(cveId) ? cveId : 'advisory';
}
