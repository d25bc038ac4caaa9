import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { symbols, type DocumentSymbol } from '../../../../src/language/symbols.ts';
import { plainAdvisories, spelled, spellings } from './messy.ts';

/** Names with what is below them. */
type Tree = readonly (string | readonly [string, Tree])[];

function tree(all: readonly DocumentSymbol[]): Tree {
  return all.map((one) => {
    const name = one.detail === undefined ? one.name : `${one.name} (${one.detail})`;
    return one.children.length === 0 ? name : [name, tree(one.children)];
  });
}

const TEXT = `---
title: Links out
cwe: [CWE-22]
affected:
  - package: other/cpython
    range: "< 3.12"
    functions:
      - a.b
  - range: "< 3.11"
credits:
  - login: alice
    type: finder
    state: pending
id:
---

Hello.

# Impact
text
### Deep
\`\`\`
# no heading
\`\`\`
## Less ##
# Patches #1
# C#
# ##
`;

describe('symbols', () => {
  it('are fields with the entries of lists, then sections', () => {
    assert.deepEqual(tree(symbols(parseDocument(TEXT))), [
      'title (Links out)',
      ['cwe (1)', ['CWE-22']],
      [
        'affected (2)',
        [
          ['other/cpython (< 3.12)', ['package (other/cpython)', 'range (< 3.12)', ['functions (1)', ['a.b']]]],
          ['range: < 3.11 (< 3.11)', ['range (< 3.11)']],
        ],
      ],
      ['credits (1)', [['alice (finder, pending)', ['login (alice)', 'type (finder)', 'state (pending)']]]],
      'id',
      ['Impact', ['Deep', 'Less']],
      'Patches #1',
      'C#',
      '(no words)',
    ]);
  });

  it('go to the next heading that is not deeper', () => {
    const all = symbols(parseDocument(TEXT));
    const impact = all.find(({ name }) => name === 'Impact');
    const patches = all.find(({ name }) => name === 'Patches #1');
    assert.equal(impact?.end, patches?.start);
    assert.equal(TEXT.slice(patches?.start), '# Patches #1\n# C#\n# ##\n');
    const [deep, less] = impact?.children ?? [];
    assert.equal(deep?.end, less?.start);
    const alice = all.find(({ name }) => name === 'credits')?.children[0];
    assert.equal(TEXT.slice(alice?.nameStart, alice?.nameEnd), 'login: alice');
    const bare = all.find(({ name }) => name === '(no words)');
    assert.equal(TEXT.slice(bare?.nameStart, bare?.nameEnd), '# ##');
    assert.equal(TEXT.slice(less?.nameStart, less?.nameEnd), 'Less');
  });

  it('name every key of a document, however it is spelled', () => {
    fc.assert(
      fc.property(plainAdvisories, spellings, (advisory, spelling) => {
        const document = parseDocument(spelled(advisory, spelling));
        const fields = symbols(document).filter(({ kind }) => kind === 'field');
        assert.deepEqual(
          fields.map(({ name, nameStart }) => [name, nameStart]),
          document.entries.map(({ key }) => [key.value, key.start]),
        );
        const credits = fields.find(({ name }) => name === 'credits')?.children ?? [];
        assert.deepEqual(
          credits.map(({ name }) => name),
          document.fields.credits.map(({ login }) => login?.value),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('are there while the YAML is broken', () => {
    assert.deepEqual(tree(symbols(parseDocument('---\ntitle: "a\ncwe: [\ncredits:\n  - login: b\n'))), [
      'title (a)',
      'cwe (0)',
      ['credits (1)', [['b', ['login (b)']]]],
    ]);
    assert.deepEqual(symbols(parseDocument('')), []);
  });

  it('have names on one line, of some length, with nothing unseen', () => {
    const [title] = symbols(parseDocument(`---\ntitle: "a \u202e b ${'c'.repeat(300)}"\n---\n`));
    assert.match(title?.detail ?? '', /^a b c+…$/);
    assert.equal(title?.detail?.length, 101);
    assert.equal(symbols(parseDocument('---\n"": x\n---\n\n#\n'))[0]?.name, '(no name)');
  });
});
