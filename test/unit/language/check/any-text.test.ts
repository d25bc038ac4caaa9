import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { MOST_OF_A_CODE } from '../../../../src/language/check/findings.ts';
import type { LanguageContext } from '../../../../src/language/context.ts';
import { github, psrt } from '../../advisory/sample.ts';
import { bodies, fronts, full, held, lists } from './hostile.ts';
import { edited, findingsIn } from './sample.ts';

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
  'affected:\n  - package: other/cpython\n  - {range: "< 1"}\n  - package:\n    range: "> 2"\n',
  'credits:\n  - login:\n    type: finder\n  - {type: tool}\n',
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
