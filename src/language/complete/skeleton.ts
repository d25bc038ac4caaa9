import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import type { LanguageContext } from '../context.ts';
import { lineEndOf } from '../words/line-end.ts';
import { choice, stop, templateSnippet } from '../words/snippet.ts';
import { CREDIT_TYPES } from '../../advisory/document/document.ts';
import { wantedVersion } from './cvss.ts';
import type { Completion } from './offer.ts';

/** The form of a whole advisory, offered where a document begins and has no front matter. */
export function completeSkeleton(document: AdvisoryDocument, offset: number, context: LanguageContext): readonly Completion[] {
  const { text } = document;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const found = text.indexOf('\n');
  const end = found < 0 ? text.length : found;
  if (offset < start || offset > end || !/^-{0,2}$/.test(text.slice(start, end).trimEnd())) return [];
  const eol = lineEndOf(text);
  const { writing, templates } = context.process;
  const isAlone = text.slice(end).trim() === '';
  const template = isAlone && writing?.template !== undefined ? templates?.[writing.template]?.body : undefined;
  const lines = [
    '---',
    `title: ${stop(1, 'What is wrong')}`,
    `cvss: CVSS:${wantedVersion(context.process)}/$2`,
    'cwe:',
    '  - CWE-$3',
    'affected:',
    '  - package: $4',
    '    range: "$5"',
    'credits:',
    `  - login: $6`,
    `    type: ${choice(7, ['reporter', ...CREDIT_TYPES.filter((type) => type !== 'reporter')])}`,
    '---',
    '',
    '$0',
  ];
  const shifted = template === undefined ? '' : templateSnippet(template.trimEnd(), new Map(), 7).replaceAll('\n', eol);
  return [
    {
      label: '--- advisory',
      detail: 'The fields of an advisory, then its description',
      edit: { start, end: Math.max(start, offset, text.slice(0, end).trimEnd().length), text: lines.join(eol) + shifted },
      filter: '---',
      sort: '0',
      kind: 'section',
      snippet: true,
    },
  ];
}
