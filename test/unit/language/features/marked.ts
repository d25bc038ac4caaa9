/** Documents with a cursor in them, for tests of the language features. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AdvisoryDocument } from '../../../../src/advisory/document/document.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { writeDocument } from '../../../../src/advisory/document/write.ts';
import { readAdvisory } from '../../../../src/advisory/read.ts';
import type { Advisory } from '../../../../src/advisory/model.ts';
import { complete, type Completion } from '../../../../src/language/completion.ts';
import { plainContext, type LanguageContext } from '../../../../src/language/context.ts';
import type { Edit } from '../../../../src/language/finding.ts';
import { githubJson } from '../../advisory/document/arbitrary.ts';
import { github, NOW, psrt, sample } from '../../advisory/sample.ts';

/** Stands for the cursor. */
const CURSOR = '‸';

export interface Marked {
  readonly document: AdvisoryDocument;
  readonly offset: number;
}

/** Takes the cursor out of a text. */
export function marked(text: string): Marked {
  const offset = text.indexOf(CURSOR);
  assert.ok(offset >= 0, 'no cursor in the text');
  return { document: parseDocument(text.slice(0, offset) + text.slice(offset + 1)), offset };
}

/** The same for what stands between the lines of a front matter. */
export function front(lines: string): Marked {
  return marked(`---\n${lines}\n---\n\nIt leaks.\n`);
}

/** Releases of three lines, with a pre-release, and one line that has nothing else. */
export const RELEASES = [
  '3.11.0',
  '3.11.13',
  '3.12.0a1',
  '3.12.0rc1',
  '3.12.0',
  '3.12.1',
  '3.12.8',
  '3.13.0',
  '3.13.5',
  '3.14.0',
  '3.15.0a1',
];

/** What is known when everything is. */
export function knowing(changes: Partial<LanguageContext> = {}): LanguageContext {
  return { ...plainContext(psrt, NOW), me: 'cole', people: ['alice', 'bob', 'cole'], releases: RELEASES, ...changes };
}

/** What is offered at the cursor, in its order. */
export async function offered(
  { document, offset }: Marked,
  context: LanguageContext = knowing(),
): Promise<readonly Completion[]> {
  const all = await complete(document, offset, context);
  return all.toSorted((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0));
}

export async function labels(it: Marked, context: LanguageContext = knowing()): Promise<readonly string[]> {
  return (await offered(it, context)).map(({ label }) => label);
}

/** The whole text after one of the offers was taken; places to stop at are shown as they are. */
export async function taken(it: Marked, label: string, context: LanguageContext = knowing()): Promise<string> {
  const all = await offered(it, context);
  const one = all.find((offer) => offer.label === label);
  assert.ok(one, `${label} is not among ${all.map((offer) => offer.label).join(', ')}`);
  return applied(it.document.text, [one.edit]);
}

/** A text after edits that do not overlap. */
export function applied(text: string, edits: readonly Edit[]): string {
  let at = 0;
  let result = '';
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    assert.ok(edit.start >= at && edit.end >= edit.start && edit.end <= text.length, 'edits overlap, or lie outside');
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Advisories as GitHub gives them, with what is special to YAML in their fields. */
export const advisories: fc.Arbitrary<Advisory> = githubJson.map((json) => {
  const advisory = readAdvisory(json, 'python/cpython');
  assert.ok(advisory);
  return advisory;
});

/** The same as documents. */
export const written: fc.Arbitrary<string> = advisories.map(writeDocument);

const LINES = [
  'title: x',
  'title: "a',
  "title: 'b",
  'severity:high',
  'severity: ',
  'cvss: CVSS:4.0/AV:N/AC:',
  'cvss: CVSS:3.1/',
  'cwe:',
  '  - CWE-22',
  '- path',
  '  -',
  'cwe: [CWE-79, ',
  'cwe: [a, {b: c]',
  'affected:',
  '  - package: other/cpython',
  '    range: >= 3.12',
  '    range: "<',
  '    patched: |',
  '    functions:',
  '      - a.b',
  '    more: {}',
  'credits:',
  '  - login: alice',
  '    type: co',
  '  - {login: bob, ',
  'collaborators: [alice, team psrt]',
  '# a comment',
  'state: triage',
  'created: 2026-11-01T10:00:00Z',
  'unknown: &a *b',
  '\tindented',
  '---',
  '',
  '   ',
  '## Impact',
  'Ask @alice, see CWE-22.',
  '```',
  '@bob',
];

/** Texts that somebody may be in the middle of writing: lines of documents in any order, and of nothing known. */
export const broken: fc.Arbitrary<string> = fc
  .tuple(
    fc.boolean(),
    fc.array(
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...LINES) }, { weight: 1, arbitrary: fc.string({ maxLength: 20 }) }),
      { maxLength: 25 },
    ),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([opened, lines, eol]) => [...(opened ? ['---'] : []), ...lines].join(eol));

/** Any of these, also cut off anywhere. */
export const texts: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(broken, written, fc.string({ unit: 'binary', maxLength: 60 })),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.boolean(),
  )
  .map(([text, share, cut]) => (cut ? text.slice(0, Math.floor(share * text.length)) : text));

/** Contexts from nothing known to everything. */
export const contexts: fc.Arbitrary<LanguageContext> = fc
  .record({
    process: fc.constantFrom(psrt, github),
    held: fc.option(fc.oneof(advisories, fc.constant(sample())), { nil: undefined }),
    me: fc.constantFrom(undefined, 'cole', 'alice'),
    releases: fc.constantFrom(undefined, [], RELEASES, ['v1', '1.0', '2', 'x', '1.0.0-rc.1']),
    people: fc.constantFrom([], ['alice', 'bob', 'team', '@x', '<b>']),
    absent: fc.constantFrom([], ['bob']),
  })
  .map((changes) => {
    const context = { ...plainContext(psrt, NOW), ...changes };
    // A whole process in a failure's message hides what matters.
    const words = JSON.stringify({ ...changes, process: changes.process.name });
    return Object.defineProperty(context, fc.toStringMethod, { value: () => words, enumerable: false });
  });
