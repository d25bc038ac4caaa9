import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { isWhole } from '../../../../src/advisory/document/document.ts';
import { outlineOf } from '../../../../src/language/front/outline.ts';
import { frontOf } from '../../../../src/language/front/rows.ts';
import { mapsOf, pairOf, textOf, textsOf, type Dict, type Node } from '../../../../src/language/front/tree.ts';
import { plainAdvisories, spelled, spellings } from './messy.ts';
import { texts, written } from './marked.ts';

function outlineOfText(text: string): Dict {
  const front = frontOf(parseDocument(text));
  assert.ok(front);
  return outlineOf(text, front);
}

/** A node as plain data. */
function plain(node: Node): unknown {
  switch (node.kind) {
    case 'nothing':
      return null;
    case 'scalar':
      return node.text;
    case 'list':
      return [...node.items.map((item) => plain(item.node)), ...node.loose.map(({ text }) => `loose ${text}`)];
    case 'map':
      return Object.fromEntries([
        ...node.pairs.map((pair) => [pair.key.value, plain(pair.node)]),
        ...node.loose.map(({ text }) => [`loose ${text}`, null]),
      ]) as unknown;
  }
}

function read(lines: string): unknown {
  return plain(outlineOfText(`---\n${lines}\n---\n`));
}

describe('the outline of a front matter', () => {
  it('has the fields where YAML has them, however they are spelled', () => {
    fc.assert(
      fc.property(plainAdvisories, spellings, (advisory, spelling) => {
        const text = spelled(advisory, spelling);
        const document = parseDocument(text);
        assert.ok(isWhole(document), text);
        const outline = outlineOfText(text);
        assert.deepEqual(
          outline.pairs.map(({ key, node }) => [key.value, key.start, key.end, plain(node)]),
          document.entries.map(({ key, value }) => [key.value, key.start, key.end, value.value]),
        );
        for (const key of ['title', 'id', 'state'] as const) {
          const [node, field] = [pairOf(outline, key)?.node, document.fields[key]];
          assert.deepEqual([node?.start, node?.end], [field?.start, field?.end], key);
        }
        assert.deepEqual(
          mapsOf(pairOf(outline, 'credits')?.node).map((item) => pairOf(item, 'login')?.node.start),
          document.fields.credits.map(({ login }) => login?.start),
        );
        assert.deepEqual(
          textsOf(pairOf(outline, 'cwe')?.node).map(({ start, end }) => [start, end]),
          document.fields.cwe.map(({ start, end }) => [start, end]),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('has the keys of documents with anything in them', () => {
    fc.assert(
      fc.property(written, (text) => {
        const document = parseDocument(text);
        fc.pre(isWhole(document));
        const keys = ({ value, start, end }: { value: string; start: number; end: number }) => [value, start, end];
        assert.deepEqual(
          outlineOfText(text).pairs.map(({ key }) => keys(key)),
          document.entries.map(({ key }) => keys(key)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('has nodes that lie in each other, for any text', () => {
    const check = (node: Node, start: number, end: number): void => {
      assert.ok(node.start >= start && node.end <= end && node.start <= node.end, `${node.kind} ${node.start} ${node.end}`);
      if (node.kind === 'map')
        for (const pair of node.pairs) {
          assert.ok(
            pair.start >= start && pair.end <= end && pair.key.end <= pair.colon && pair.colon < pair.end,
            pair.key.value,
          );
          check(pair.node, pair.colon + 1, pair.end);
        }
      if (node.kind === 'list') for (const item of node.items) check(item.node, item.start, item.end);
      if (node.kind !== 'scalar') return;
      assert.ok(node.inner.start >= node.start && node.inner.end <= node.end && node.inner.start <= node.inner.end);
    };
    fc.assert(
      fc.property(texts, fc.double({ min: 0, max: 1, noNaN: true }), (text, at) => {
        const front = frontOf(parseDocument(text));
        fc.pre(front !== undefined);
        check(outlineOf(text, front, Math.round(at * text.length)), front.start, front.end);
      }),
      { numRuns: 500 },
    );
  });

  it('sees what YAML refuses, line by line', () => {
    assert.deepEqual(read('title: x\nsev\ncwe:'), { title: 'x', 'loose sev': null, cwe: null });
    assert.deepEqual(read('severity:high'), { severity: 'high' });
    assert.deepEqual(read('title: "a\nstate: draft'), { title: 'a', state: 'draft' });
    assert.deepEqual(read('cwe: [CWE-79, \naffected:\n  - package: x'), { cwe: ['CWE-79'], affected: [{ package: 'x' }] });
    assert.deepEqual(read('affected:\n  - package: x\n    ran\n    patched: 1'), {
      affected: [{ package: 'x', patched: '1', 'loose ran': null }],
    });
    assert.deepEqual(read('affected:\n  - pack\n    range: x'), { affected: [{ range: 'x', 'loose pack': null }] });
    assert.deepEqual(read('title: x\n- a: b\nstate: y'), { title: 'x', state: 'y', 'loose - a: b': null });
    assert.deepEqual(read('cwe: [[[[[[[[[a, [b, {c}]]]]]]]]], d]'), { cwe: [[[[[[['[[a, [b, {c}]]]']]]]]], 'd'] });
    assert.deepEqual(read('cwe:\n  - CWE-22\n  path'), { cwe: ['CWE-22', 'loose path'] });
    assert.deepEqual(read('affected:\n  - range: >= 3.12, < 3.13'), { affected: [{ range: '>= 3.12, < 3.13' }] });
  });

  it('keeps lists straight below a key, texts on several lines, and comments apart', () => {
    assert.deepEqual(read('cwe:\n- CWE-22\n- CWE-79\ntitle: x'), { cwe: ['CWE-22', 'CWE-79'], title: 'x' });
    assert.deepEqual(read('title: |\n  a: b\n  - c\nstate: x'), { title: '|\n  a: b\n  - c', state: 'x' });
    assert.deepEqual(read('title: a # b\n# c: d\nstate: "x # y" # z'), { title: 'a', state: 'x # y' });
    assert.deepEqual(read('credits:\n  # who\n  - login: a\n\n    type: b'), { credits: [{ login: 'a', type: 'b' }] });
    assert.deepEqual(read('credits: [{login: a, type: "b"}, {login: c}]'), {
      credits: [{ login: 'a', type: 'b' }, { login: 'c' }],
    });
    assert.deepEqual(read('credits: [{login:, type: a}, {type:}, {login: }]'), {
      credits: [{ login: null, type: 'a' }, { type: null }, { login: null }],
    });
    assert.deepEqual(read('cwe: [\n  CWE-1, # one\n  CWE-2\n]\ntitle: x'), { cwe: ['CWE-1', 'CWE-2'], title: 'x' });
  });

  it('ends where no line --- does at the first empty line that no field follows', () => {
    const document = parseDocument('---\ntitle: x\n\nstate: draft\n\nNote: this is text.\n- so is this\n');
    const front = frontOf(document);
    assert.ok(front);
    assert.deepEqual(plain(outlineOf(document.text, front)), { title: 'x', state: 'draft' });
    assert.equal(frontOf(parseDocument('title: x\n')), undefined);
  });

  it('gives texts of keys', () => {
    assert.equal(textOf(outlineOfText('---\ntitle: x\ncwe:\n---\n'), 'title'), 'x');
    assert.equal(textOf(outlineOfText('---\ntitle: x\ncwe:\n---\n'), 'cwe'), undefined);
  });
});
