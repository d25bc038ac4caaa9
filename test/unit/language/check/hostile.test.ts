import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { MOST_OF_A_CODE } from '../../../../src/language/check/findings.ts';
import { check } from '../../../../src/language/check/check.ts';
import type { LanguageContext } from '../../../../src/language/context.ts';
import { github, psrt, sample } from '../../advisory/sample.ts';
import { assertLinear, spent } from '../../places/growth.ts';
import { context, edited, findingsIn, written } from './sample.ts';

const held = sample({
  state: 'draft',
  credits: [
    { login: 'cole', type: 'coordinator', state: 'accepted' },
    { login: 'dora', type: 'finder', state: 'declined' },
  ],
  privateFork: { fullName: 'python/cpython-ghsa-2222-3333-4444', htmlUrl: null },
});

/** With everything known, so that every check has something to say. */
const full: Partial<LanguageContext> = {
  me: 'cole',
  held,
  people: ['alice', 'bob', 'cole', 'rita'],
  absent: ['nobody', 'a'],
  releases: ['3.11.0', '3.12.0', '3.12.1', '3.13.0', '3.14.0a1', '3.14.0'],
  absentFunctions: [{ name: 'f', version: '3.12.1' }],
};

const bodies = [
  'a',
  '@',
  '@a ',
  '@a-',
  'a@',
  'a@b.',
  'a@b.cc ',
  'a@a.a.a.a.a',
  '.',
  '-',
  '<!--',
  '<!-- -->',
  '`<!--`',
  '{',
  '{a',
  '{a} ',
  'TODO ',
  'CVE-',
  'CVE-2026-12345 ',
  'CVE-YYYY-NNNN',
  'https://',
  'https://github.com/',
  'https://u:p',
  'https://u:p@h ',
  '://a:b',
  'ghp_',
  'github_pat_',
  'eyJ',
  'eyJaaaaaaaaaa.',
  'eyJaaaaaaaaaa.eyJ',
  'AKIA',
  'xoxb-',
  'xoxb-aaaaaaaaaa',
  'pypi-',
  'sk-ant-',
  '-----BEGIN ',
  '-----BEGIN A PRIVATE KEY-----',
  '-ghsa-2222-3333-4444',
  'GHSA-2222-3333-4444 ',
  'github.com/a/b/security/advisories/GHSA-2222-3333-4444',
  '#',
  '# a\n',
  '**a',
  '**a**\n',
  '_A?',
  '_Aaaaaaa?_ ',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '```\n',
  '`',
  '    a\n\n',
  '> ',
  'rita ',
  '=',
  '=\n',
  '-\n',
  '[](',
  '(',
  '\u{1f600}',
  '\ud800',
  '\0',
  'user-attachments/',
  'slack.com ',
];
const fronts = [
  'title: a\n',
  'a: b\n',
  'x: y\ntitel: z\n',
  '- a\n',
  'cwe: [a, ',
  'cwe: [',
  '[',
  '{',
  '}',
  ': ',
  '"',
  "'",
  '#',
  '# a\n',
  '|',
  '>',
  '&a ',
  '*a ',
  '!a ',
  '%',
  '\t',
  '? ',
  'cwe:\n  - CWE-22\n',
  '  - CWE-22\n',
  '  - CWE-20\n',
  '  - 22\n',
];
const lists: readonly (readonly [string, string])[] = [
  ['cwe', '  - CWE-22\n'],
  ['cwe', '  - CWE-20\n'],
  ['cwe', '  - path traversal in a\n'],
  ['affected', '  - range: ">= 3.12.0, < 3.12.9"\n'],
  ['affected', '  - package: other/cpython\n    range: ">= 3.12.0, < 3.12.9"\n    patched: 3.12.8, 3.12.9\n'],
  ['affected', '  - package: cpython\n    range: "<3.12||>4"\n    patched: x\n    functions: [f, f]\n'],
  ['affected', '  - packge: x\n    rnge: y\n'],
  ['affected', '  - {package: other/cpython, range: "< 1"}\n'],
  ['credits', '  - login: alice\n    type: coordinator\n'],
  ['credits', '  - login: "@alice"\n    type: coordinater\n'],
  ['credits', '  - {login: nobody, type: finder}\n'],
  ['credits', '  -\n'],
  ['collaborators', '  - bob\n'],
  ['collaborators', '  - python/psrt\n'],
];

/** Asserts that as many items again take no more than about as long again. */
function assertDoubling(name: string, most: number, make: (count: number) => string): void {
  const [few, many] = [make(Math.ceil(most / 2)), make(most)];
  let [half, whole] = [Infinity, Infinity];
  for (let attempt = 0; attempt < 12; attempt++) {
    half = Math.min(
      half,
      spent(() => findingsIn(few, full)),
    );
    whole = Math.min(
      whole,
      spent(() => findingsIn(many, full)),
    );
    if (whole < 10 || whole <= 3 * half) return;
  }
  assert.fail(`${name}: ${half.toFixed(0)} ms for half, ${whole.toFixed(0)} ms for all`);
}

describe('findings in hostile text', () => {
  for (const piece of bodies)
    it(`are linear in a description of ${JSON.stringify(piece.slice(0, 40))}`, function () {
      this.timeout(30_000);
      assertLinear('findings', piece, (text) => findingsIn(written('title: a\nreporter: rita\ncve: CVE-2026-54321', text), full));
    });

  for (const piece of fronts)
    it(`are linear in a front matter of ${JSON.stringify(piece)}, beyond its reading`, function () {
      this.timeout(30_000);
      assertLinear('findings', piece, (text) => {
        const document = parseDocument(`---\n${text}\n---\n\nIt leaks.\n`);
        return check(document, context(full));
      });
    });

  for (const [key, item] of lists)
    it(`are linear in a list of ${JSON.stringify(item)}`, function () {
      this.timeout(30_000);
      const most = Math.ceil(65_536 / item.length);
      assertDoubling(key, most, (count) => written(`title: a\n${key}:\n${item.repeat(count)}`));
    });

  const rows: readonly (readonly [string, (n: number) => string])[] = [
    ['affected', (n) => `  - package: other/cpython\n    range: "= 3.12.${n}"\n    patched: 3.13.${n}\n`],
    ['affected', (n) => `  - package: other/p${n}\n    range: ">= ${n}, < ${n + 2}"\n`],
    ['credits', (n) => `  - login: p${n}\n    type: coordinator\n`],
    ['cwe', (n) => `  - CWE-${n}\n`],
    ['collaborators', (n) => `  - c${n}\n`],
    ['title', (n) => `k${n}: x\n`],
  ];
  for (const [key, row] of rows)
    it(`are linear in items such as ${JSON.stringify(row(7))}`, function () {
      this.timeout(30_000);
      assertDoubling(key, 2000, (count) => written(`${key}:\n${Array.from({ length: count }, (_, n) => row(n)).join('')}`));
    });

  it('come soon for a description of a megabyte', function () {
    this.timeout(60_000);
    for (const piece of ['a@b.cc @dora {x} ', 'ghp_', '`', '<!--', 'https://github.com/a/b ', 'GHSA-2222-3333-4444 ', '# a\n']) {
      const text = written('title: a', piece.repeat(1_048_576 / piece.length));
      const took = spent(() => findingsIn(text, full));
      assert.ok(took < 3000, `${JSON.stringify(piece)}: ${took.toFixed(0)} ms`);
    }
  });

  it('stop at a hundred of a kind', () => {
    const found = findingsIn(written('title: a', '@dora '.repeat(5000)), full);
    assert.equal(found.filter(({ code }) => code === 'person-named').length, MOST_OF_A_CODE);
  });
});

const line = fc.constantFrom(
  ...lists.map(([key, item]) => `${key}:\n${item.repeat(2)}`),
  'title: "[ACCEPTED] a. CVE-2026-1234"\n',
  'title: |\n  a\n  b\n',
  'title: >\n  a. \n',
  "title: 'it''s \u202e'\n",
  'cve: 2026-12345\n',
  'severity: hihg\n',
  'severity: high\n',
  'cvss: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N\n',
  'cvss: cvss:4.0/av:n\n',
  'cvss: AV:N/AC:L/Au:N/C:P/I:P/A:P\n',
  'score: 1\n',
  'id: GHSA-2222-3333-4444\n',
  'state: triage\n',
  'state: draft\n',
  'state: closed\n',
  'reporter: rita\n',
  'id: other\n',
  '\n',
  '# note\n',
  '---\n',
  'cwe: [CWE-22, CWE-22, 22]\n',
  'credits: []\n',
  'affected:\n  - {package: other/cpython, range: "< 1 || > 3, < 4"}\n',
  'credits: [{login: alice, type: coordinator}, {login: bob, type: coordinator}]\n',
  'affected:\n- package: other/cpython\n  range: ">=3,<4||>5"\n  patched: 4, 5\n- range: "> 2, < 1"\n',
);
const piece = fc.oneof(
  { weight: 4, arbitrary: line },
  { weight: 2, arbitrary: fc.constantFrom(...bodies) },
  { weight: 1, arbitrary: fc.constantFrom(...fronts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
/** Good documents with pieces taken out, put in or doubled. */
const mutant = fc
  .tuple(
    fc.constantFrom(...goodDocuments()),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(30), fc.oneof(piece, fc.constant(''))), {
      maxLength: 4,
    }),
  )
  .map(([good, changes]) =>
    changes.reduce((text, [where, length, put]) => {
      const at = Math.floor(where * text.length);
      return text.slice(0, at) + put + text.slice(at + length);
    }, good),
  );

function goodDocuments(): readonly string[] {
  const folder = join(import.meta.dirname, '..', '..', '..', 'language', 'real');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.advisory.md'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const document = fc.oneof(
  mutant,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
  fc
    .tuple(
      fc.array(line, { maxLength: 10 }),
      fc.array(fc.constantFrom(...bodies), { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
    )
    .map(([front, body, end]) => `---\n${front.join('')}---\n\n${body.join(' ')}\n`.replaceAll('\n', end)),
  fc
    .tuple(fc.array(piece, { maxLength: 8 }), fc.array(fc.constantFrom(...bodies), { maxLength: 8 }))
    .map(([front, body]) => `---\n${front.join('')}\n---\n\n${body.join(' ')}`),
);
const known = fc.constantFrom<Partial<LanguageContext>>(
  {},
  full,
  { process: github },
  { ...full, process: github, held: undefined },
  { held, process: psrt },
);

describe('findings', () => {
  it('lie inside the text, in order, whatever the text is', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(document, known, (text, changes) => {
        let last = 0;
        for (const { start, end, message } of findingsIn(text, changes)) {
          assert.ok(start >= last && start >= 0 && end <= text.length && (start < end || text === ''));
          assert.ok(message.trim() !== '' && !/[\n\p{Cc}]/u.test(message));
          last = start;
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('have fixes that can be made, and that lead to a document that can be looked at again', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(document, known, (text, changes) => {
        for (const { code, fixes } of findingsIn(text, changes))
          for (const { title, edits, act } of fixes) {
            assert.ok(title !== '' && !title.includes('\n') && (act !== undefined) === (edits.length === 0), code);
            let at = 0;
            for (const { start, end } of edits) {
              assert.ok(start >= at && end >= start && end <= text.length, code);
              at = end;
            }
            findingsIn(edited(text, edits), changes);
          }
      }),
      { numRuns: 1500 },
    );
  });

  it('are gone, or one fewer, after a fix, in a document whose form is right', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(document, known, (text, changes) => {
        if (parseDocument(text).problems.length > 0) return;
        const before = findingsIn(text, changes);
        const count = (findings: typeof before, of: string) => findings.filter(({ code }) => code === of).length;
        // Where a comment goes, what stood behind it on the line may become a fence, and what was code may not be any more.
        for (const { code, fixes } of before.filter(({ code: of }) => of !== 'template-comment'))
          for (const { edits, title } of fixes.filter(({ act }) => act === undefined)) {
            const after = edited(text, edits);
            assert.deepEqual(parseDocument(after).problems, [], `${code}: ${title}`);
            const left = findingsIn(after, changes);
            if (count(before, code) < MOST_OF_A_CODE)
              assert.ok(count(left, code) < count(before, code), `${code}: ${title}\n${after}`);
          }
      }),
      { numRuns: 3000 },
    );
  });
});
