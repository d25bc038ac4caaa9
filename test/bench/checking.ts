/** How long all findings of an advisory take after a keystroke, beside one parse of it as YAML and Markdown. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { parseDocument as parseYaml } from 'yaml';
import { partsOf } from '../../src/advisory/document/front-matter.ts';
import { parseDocument } from '../../src/advisory/document/parse.ts';
import { writeDocument } from '../../src/advisory/document/write.ts';
import { plainContext } from '../../src/language/context.ts';
import { check } from '../../src/language/check/check.ts';
import { builtIn, plainProcess } from '../../src/process/book.ts';
import { sample } from '../unit/advisory/sample.ts';
import { reportText, type ReportName } from '../sandbox/practice/reports.ts';
import { compare, type Comparison } from './figures.ts';

export interface CheckingFigures {
  /** The worst of them. */
  readonly ratio: number;
  readonly documents: Readonly<Record<string, Comparison & { readonly findings: number }>>;
}

/** GitHub's limit of a description. */
const LENGTH = 65_535;
const REPORTS: readonly ReportName[] = ['tar-realpath', 'ceval-lock', 'email-bytes-newline', 'unicode-escape-uaf'];

const filled = (text: string) => text.repeat(Math.ceil(LENGTH / text.length)).slice(0, LENGTH);

/** Whole documents of 65,535 characters: prose and code of reports, and front matter that is most of it. */
function documents(): Readonly<Record<string, string>> {
  const prose = filled(REPORTS.map((name) => reportText(name)).join('\n\n'));
  const long = Array.from({ length: 380 }, (_, at) => ({
    ecosystem: 'other',
    name: 'cpython',
    range: `>= 3.${8 + (at % 7)}.${at}, < 3.${8 + (at % 7)}.${at + 1}`,
    patched: `3.${8 + (at % 7)}.${at + 1}`,
    functions: ['tarfile.TarFile.extractall'],
  }));
  const credits = Array.from({ length: 200 }, (_, at) => ({ login: `somebody-${at}`, type: 'finder', state: 'pending' }));
  const base = sample({
    state: 'draft',
    title: 'tarfile follows links out of the folder',
    cvss4: { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', score: 8.7 },
    cwes: [{ id: 'CWE-22', name: null }],
  });
  const cut = (description: string, front: string) => description.slice(0, Math.max(0, LENGTH - front.length));
  const front = writeDocument({ ...base, description: '' });
  return {
    'a long report': writeDocument({ ...base, description: cut(prose, front) }),
    'a long front matter': writeDocument({ ...base, vulnerabilities: long, credits, description: 'Short.' }),
    'addresses and names': writeDocument({
      ...base,
      description: cut(filled('See https://example.org/a?b=c, @somebody and mail a.b@example.org. '), front),
    }),
  };
}

const psrt = builtIn.psrt ?? plainProcess;
const context = plainContext(psrt, Date.UTC(2026, 10, 22));
const results: Record<string, Comparison & { findings: number }> = {};
for (const [name, text] of Object.entries(documents())) {
  if (text.length > LENGTH + 200 || parseDocument(text).fields.title === undefined)
    throw new Error(`${name} is none: ${text.length}`);
  let key = 0;
  // Each time with another keystroke, so that nothing can be kept from before.
  const next = () => `${text.slice(0, -2)}${String.fromCharCode(97 + (key++ % 26))}\n`;
  const { front, body } = partsOf(text);
  let findings = 0;
  const measured = await compare(
    15,
    () => {
      findings = check(parseDocument(next()), context).length;
      return Promise.resolve();
    },
    () => {
      const typed = next();
      parseYaml(typed.slice(front?.start, front?.end), { logLevel: 'silent' });
      fromMarkdown(typed.slice(body.start, body.end), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
      return Promise.resolve();
    },
  );
  results[name] = { ...measured, findings };
}
console.log(
  JSON.stringify({
    ratio: Math.max(...Object.values(results).map(({ ratio }) => ratio)),
    documents: results,
  } satisfies CheckingFigures),
);
