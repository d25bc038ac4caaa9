import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { documentContent } from '../../../../src/advisory/document/content.ts';
import { isWhole } from '../../../../src/advisory/document/document.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { writeDocument } from '../../../../src/advisory/document/write.ts';
import type { Advisory } from '../../../../src/advisory/model.ts';
import { format } from '../../../../src/language/formatting.ts';
import { applied, written } from './marked.ts';
import { plainAdvisories, spelled, spellings } from './messy.ts';

function formatted(text: string): string {
  return applied(text, format(parseDocument(text)));
}

function ofFront(lines: string): string {
  const text = formatted(`---\n${lines}\n---\n\nx\n`);
  return text.slice(4, text.indexOf('\n---\n', 4));
}

/** An advisory whose ranges and CWE ids are written as GitHub writes them. */
function wellWritten(advisory: Advisory): Advisory {
  const spaced = (range: string | null) =>
    range
      ?.replace(/^(>=|<)(?=\d)/, '$1 ')
      .replace(/,(?=<)/, ', ')
      .replace(/<(?=\d)/, '< ') ?? null;
  return {
    ...advisory,
    cwes: advisory.cwes.map(({ id, name }) => ({ id: id.toUpperCase(), name })),
    vulnerabilities: advisory.vulnerabilities.map((item) => ({ ...item, range: spaced(item.range) })),
  };
}

describe('formatting', () => {
  it('makes of every spelling without brackets what the writer writes', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(plainAdvisories, spellings, (advisory, spelling) => {
        const plain = { ...spelling, comments: [false], eol: '\n' };
        const text = formatted(spelled(advisory, plain, true));
        const right = writeDocument(wellWritten(advisory)).replace('# Kept by GitHub, read-only here:\n', '');
        // What has to stand between quotes keeps those that it has.
        const alike = (one: string) =>
          one
            .replace(/: (["'])(.*)\1$/gm, (_, __, inner: string) => `: "${inner.replaceAll("''", "'")}"`)
            .replace(/- (["'])(.*)\1$/gm, '- "$2"');
        assert.equal(alike(text), alike(right));
      }),
      { numRuns: 300 },
    );
  });

  it('says the same as before, however it was spelled, and keeps every comment and the description', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(plainAdvisories, spellings, (advisory, spelling) => {
        const text = spelled(advisory, spelling);
        const after = formatted(text);
        const [one, other] = [parseDocument(text), parseDocument(after)];
        assert.ok(isWhole(other));
        const before = documentContent(one);
        const content = documentContent(other);
        assert.deepEqual({ ...content, cwes: null, affected: null }, { ...before, cwes: null, affected: null });
        assert.deepEqual(
          content.cwes,
          before.cwes.map((id) => id.toUpperCase()),
        );
        const squeezed = (range: string | null) => range?.replaceAll(' ', '') ?? null;
        assert.deepEqual(
          content.affected.map((item) => ({ ...item, range: squeezed(item.range) })),
          before.affected.map((item) => ({ ...item, range: squeezed(item.range) })),
        );
        const comments = (of: string) => of.split(/\r?\n/).filter((line) => line.trimStart().startsWith('# of mine'));
        assert.deepEqual(comments(after), comments(text));
        assert.equal(formatted(after), after);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves what the writer writes as it is, but for ranges and CWE ids', () => {
    fc.assert(
      fc.property(written, (text) => {
        const after = formatted(text);
        const lines = text.split('\n');
        for (const [index, line] of after.split('\n').entries())
          if (line !== lines[index]) assert.match(line, /^ +(?:range: |- "?CWE-\d)/, `${lines[index] ?? ''} became ${line}`);
      }),
      { numRuns: 400 },
    );
  });

  it('takes quotes away only where none are needed', () => {
    assert.equal(ofFront('title: "tarfile follows links"'), 'title: tarfile follows links');
    assert.equal(ofFront("title: 'it''s'"), "title: it's");
    for (const kept of [
      'title: "a: b"',
      'title: "x # y"',
      'title: "- a"',
      'title: "[ACCEPTED] a"',
      'title: ""',
      'title: " a"',
      'title: "null"',
      'cve: "3.10"',
      'title: "a\\tb"',
    ])
      assert.equal(ofFront(kept), kept);
    assert.equal(ofFront('title: "a\\tb"\ncve:   x'), 'title: "a\\tb"\ncve: x');
    assert.equal(ofFront('cwe: ["CWE-22", "a, b"]'), 'cwe: [CWE-22, "a, b"]');
  });

  it('writes ranges and CWE ids as GitHub does', () => {
    assert.equal(ofFront('affected:\n  - range: ">=3.12,<3.13"'), 'affected:\n  - range: ">= 3.12, < 3.13"');
    assert.equal(ofFront('affected:\n  - range: <3.13'), 'affected:\n  - range: < 3.13');
    assert.equal(ofFront('affected:\n  - range: "< 3.13, >= 3.12"'), 'affected:\n  - range: ">= 3.12, < 3.13"');
    assert.equal(ofFront('cwe:\n  - cwe-22'), 'cwe:\n  - CWE-22');
    // Where a person has to look, formatting does nothing.
    assert.equal(ofFront('affected:\n  - range: before 3.13'), 'affected:\n  - range: before 3.13');
    assert.equal(ofFront('cwe:\n  - 22'), 'cwe:\n  - 22');
  });

  it('moves lists to their place', () => {
    assert.equal(ofFront('cwe:\n- CWE-22\n-   CWE-79'), 'cwe:\n  - CWE-22\n  - CWE-79');
    assert.equal(
      ofFront('affected:\n-   package: other/x\n    functions:\n    - a.b\n    range: "< 1"'),
      'affected:\n  - package: other/x\n    functions:\n      - a.b\n    range: < 1',
    );
    assert.equal(ofFront('credits:\n     -\n        login: a\n        type: b'), 'credits:\n  -\n    login: a\n    type: b');
  });

  it('touches no comment, no unknown key, no text on several lines, and no list with one of these in it', () => {
    for (const kept of [
      '#   a  \ntitle: x',
      'title: x #  why  ',
      'mine:   "x"  \nother:\n- "a" ',
      'title: |\n  a  \n  b',
      'title: "a  \n  b  "',
      'credits:\n- login: a\n  nick: "b"',
      'affected:\n- package: a\n  range: |\n    < 1',
    ])
      assert.equal(ofFront(kept), kept);
    assert.equal(ofFront('cwe:\n# why\n- CWE-22\n      # this\n- CWE-79'), 'cwe:\n# why\n  - CWE-22\n      # this\n  - CWE-79');
  });

  it('cleans blanks at line ends and round colons, and puts an empty line below the fields', () => {
    assert.equal(ofFront('title:    x  \n   \ncve :  CVE-2026-1\t'), 'title: x\n\ncve: CVE-2026-1');
    assert.equal(ofFront('title:  \n  x'), 'title:\n  x');
    assert.equal(formatted('---\ntitle: x\n---\n## Impact\n'), '---\ntitle: x\n---\n\n## Impact\n');
    assert.equal(formatted('---\r\ntitle: x\r\n---\r\nText\r\n'), '---\r\ntitle: x\r\n---\r\n\r\nText\r\n');
    for (const kept of [
      '---\ntitle: x\n---\n',
      '---\ntitle: x\n---',
      '---\ntitle: x\n---\n\n\n\nText  \n',
      'no fields at all  \n',
    ])
      assert.equal(formatted(kept), kept);
  });

  it('does nothing to a document that cannot be read whole', () => {
    for (const text of [
      '---\ntitle:   x\ncwe: [\n---\n',
      '---\ntitle:   x\ntitle: y\n---\n',
      '---\ntitle:   *a\n---\n',
      '---\ntitle:   x\n',
    ])
      assert.deepEqual(format(parseDocument(text)), []);
  });
});
