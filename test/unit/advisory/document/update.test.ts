import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AdvisoryContent } from '../../../../src/advisory/content.ts';
import { documentContent } from '../../../../src/advisory/document/content.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { assertLinear } from '../../places/growth.ts';
import { updateContent } from '../../../../src/advisory/document/update.ts';

const COMMENTED = `---
# Waits for Ned.
title:   'Old title'   # not the final one
cvss: CVSS:4.0/AV:N # to be scored
mine: { kept: [as, it is] }
affected:
  # the 3.12 line
  - package: other/cpython
    range: ">= 3.12.0, < 3.12.9"  # from the tags
    patched: 3.12.9
  # the 3.11 line
  - package: other/cpython
    range: "< 3.11.12"
    functions: [tarfile.open, shutil.unpack_archive]
credits:
- login: cole   # me
  type: coordinator
- {login: rita, type: reporter}
cwe: [CWE-22, CWE-59]
# the end
---

Text.
`;

function updated(text: string, change: (content: AdvisoryContent) => Partial<AdvisoryContent>): string {
  const document = parseDocument(text);
  const content = documentContent(document);
  const result = updateContent(document, { ...content, ...change(content) });
  assert.ok(result.ok);
  return result.value;
}

/** The lines that differ, `-` old and `+` new. */
function difference(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  return [
    ...a.filter((line) => !b.includes(line)).map((line) => `-${line}`),
    ...b.filter((line) => !a.includes(line)).map((line) => `+${line}`),
  ];
}

describe('writing into a document', () => {
  it('changes one text and leaves its quotes’ surroundings and its comment', () => {
    const after = updated(COMMENTED, () => ({ title: 'New: title' }));
    assert.deepEqual(difference(COMMENTED, after), [
      "-title:   'Old title'   # not the final one",
      '+title:   "New: title"   # not the final one',
    ]);
  });

  it('changes one field of one entry, with the comments of all others', () => {
    const after = updated(COMMENTED, ({ affected }) => ({
      affected: affected.map((item, index) => (index === 0 ? { ...item, patched: '3.12.10' } : item)),
    }));
    assert.deepEqual(difference(COMMENTED, after), ['-    patched: 3.12.9', '+    patched: 3.12.10']);
  });

  it('takes an entry out and puts one in', () => {
    const without = updated(COMMENTED, ({ affected }) => ({ affected: affected.slice(1) }));
    assert.deepEqual(difference(COMMENTED, without), [
      '-    range: ">= 3.12.0, < 3.12.9"  # from the tags',
      '-    patched: 3.12.9',
      '-  # the 3.11 line',
    ]);
    const more = updated(COMMENTED, ({ credits }) => ({ credits: [...credits, { login: 'nina', type: 'finder' }] }));
    assert.deepEqual(difference(COMMENTED, more), ['+- login: nina', '+  type: finder']);
  });

  it('keeps entries’ texts when they are reordered', () => {
    const after = updated(COMMENTED, ({ credits }) => ({ credits: [...credits].reverse() }));
    assert.match(after, /credits:\n- \{login: rita, type: reporter\}\n- login: cole {3}# me\n/);
  });

  it('puts a new key where it belongs, and takes one away', () => {
    const after = updated(COMMENTED, () => ({ cveId: 'CVE-2026-1234', cvss: null }));
    assert.match(after, /not the final one\ncve: CVE-2026-1234\nmine:/);
  });

  it('writes a document with CRLF in CRLF', () => {
    const text = COMMENTED.replaceAll('\n', '\r\n');
    const after = updated(text, ({ credits }) => ({
      cveId: 'CVE-2026-1234',
      credits: [...credits, { login: 'nina', type: 'finder' }],
      description: 'One.\r\nTwo.',
    }));
    assert.doesNotMatch(after, /[^\r]\n/);
    assert.equal(documentContent(parseDocument(after)).description, 'One.\r\nTwo.');
  });

  it('refuses a document whose form is broken', () => {
    for (const broken of [
      'title: a\ntitle: b',
      'title: &x a',
      'credits: me',
      'cwe:\n\t- CWE-1',
      'title: [a',
      '- a',
      '{title: a}',
    ]) {
      const document = parseDocument(`---\n${broken}\n---\n\nText.\n`);
      const result = updateContent(document, documentContent(document));
      assert.equal(result.ok, false, broken);
    }
  });
});

describe('reading a document', () => {
  const kinds = (text: string) => parseDocument(text).problems.map(({ kind }) => kind);

  it('finds what is wrong with its form, at a place', () => {
    assert.deepEqual(kinds('Just text.'), ['no-front-matter']);
    assert.deepEqual(kinds('---\ntitle: a\n'), ['no-front-matter']);
    assert.deepEqual(kinds('---\na: b\n---\n'), ['unknown-key']);
    assert.deepEqual(kinds('---\ntitle: a\ntitle: b\n---\n'), ['yaml-duplicate-key']);
    assert.deepEqual(kinds('---\ncredits:\n  - login: a\n    login: b\n---\n'), ['yaml-duplicate-key']);
    assert.ok(kinds('---\ncve: &a x\ntitle: *a\n---\n').includes('yaml-alias'));
    assert.ok(kinds('---\ncredits:\n\t- login: a\n---\n').includes('yaml-tab'));
    assert.ok(kinds('---\ntitle: !secret x\n---\n').includes('yaml-tag'));
    assert.deepEqual(kinds('---\ncwe: CWE-22\n---\n'), ['wrong-type']);
    assert.deepEqual(kinds('---\ntitle: [a]\n---\n'), ['wrong-type']);
    assert.deepEqual(kinds(`---\ntitle: ${'a'.repeat(300_000)}\n---\n`), ['too-long']);
    assert.deepEqual(kinds('---\n---\n'), []);
  });

  it('does not let an alias grow', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map(
        (name, at) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefg'[at] ?? ''}`)
            .join(',')}]`,
      ),
    ];
    const document = parseDocument(`---\n${bomb.join('\n')}\n---\n`);
    assert.ok(document.problems.some(({ kind }) => kind === 'yaml-alias'));
    assert.ok(JSON.stringify(document.entries).length < 20_000);
  });

  it('keeps versions as they are written', () => {
    const { fields } = parseDocument('---\naffected:\n  - package: pip/x\n    patched: 3.10\ncve: null\ntitle: yes\n---\n');
    assert.equal(fields.affected[0]?.patched?.value, '3.10');
    assert.equal(fields.cve, undefined);
    assert.equal(fields.title?.value, 'yes');
  });

  it('says where each value stands', () => {
    const text = '---\ntitle: Leak\ncredits:\n  - login: cole\n---\n\nBody.\n';
    const { fields, body } = parseDocument(text);
    assert.equal(text.slice(fields.title?.start, fields.title?.end), 'Leak');
    assert.equal(text.slice(fields.credits[0]?.login?.start, fields.credits[0]?.login?.end), 'cole');
    assert.equal(text.slice(body.start, body.end), 'Body.');
  });

  it('reads whatever there is, with every place inside the text', () => {
    const pieces = fc.constantFrom(
      '---\n',
      'title: ',
      'a',
      '\n',
      '  - ',
      ': ',
      '"',
      "'",
      '[',
      '{',
      '}',
      ']',
      '\t',
      '&a ',
      '*a',
      '!!t ',
      '|\n',
      '>\n',
      '? ',
      '#',
      'credits:',
      'login: x',
      '\r\n',
      '\ufeff',
      '%',
      '@',
      'affected:\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.boolean(), (parts, framed) => {
        const text = framed ? `---\n${parts.join('')}\n---\n\nText.\n` : parts.join('');
        const { problems, entries, body } = parseDocument(text);
        for (const { start, end } of [
          ...problems,
          ...entries.map(({ block }) => block),
          ...entries.map(({ value }) => value),
          body,
        ])
          assert.ok(0 <= start && start <= end && end <= text.length, text);
      }),
      { numRuns: 3000 },
    );
  });

  for (const piece of ['- ', '[', '{a: ', 'a:\n', '? ', 'a: b: c\n', '"', '*a ', '&a '])
    it(`takes time in proportion to its length: ${JSON.stringify(piece)}`, () => {
      assertLinear('the front matter', piece, (text) => parseDocument(`---\n${text}\n---\n`));
    }).timeout(60_000);
});
