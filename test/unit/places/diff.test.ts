import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { diffRegions, findDiffs } from '../../../src/places/find/diff.ts';

const read = (text: string) => findDiffs(text).map(({ text: own, path, line, endLine }) => [own, path, line, endLine]);
const covered = (text: string) => diffRegions(text).map(({ start, end }) => text.slice(start, end));
const plain = '--- a/Lib/poplib.py\n+++ b/Lib/poplib.py\n@@ -10,4 +10,4 @@ def uidl(self):\n one\n-two\n+deux\n three\n four\n';
const expected = [
  ['--- a/Lib/poplib.py', 'Lib/poplib.py', null, null],
  ['@@ -10,4 +10,4 @@', 'Lib/poplib.py', 10, 13],
];

describe('changes', () => {
  it('are read as git writes them', () => {
    assert.deepEqual(read(plain), expected);
    assert.deepEqual(findDiffs(plain)[1]?.block, ['one', 'two', 'three', 'four']);
    assert.deepEqual(covered(`before\n${plain}behind\n`), [plain.trimEnd()]);
  });

  for (const [what, mark] of [
    ['mail', '> '],
    ['mail twice', '> > '],
    ['blanks', '    '],
    ['a tab', '\t'],
  ] as const) {
    it(`are read behind ${what}`, () => {
      const text = plain.replace(/^(?=.)/gm, mark);
      assert.deepEqual(read(text), expected);
      assert.deepEqual(findDiffs(text)[1]?.block, ['one', 'two', 'three', 'four']);
    });
  }

  it('are read with every line end and in fences', () => {
    assert.deepEqual(read(plain.replaceAll('\n', '\r\n')), expected);
    assert.deepEqual(findDiffs(plain.replaceAll('\n', '\r\n'))[1]?.block, ['one', 'two', 'three', 'four']);
    assert.deepEqual(read(`\`\`\`diff\n${plain}\`\`\`\nrest`), expected);
    assert.ok(!covered(`\`\`\`diff\n${plain}\`\`\`\nrest`)[0]?.includes('`'));
  });

  it('are read from a mail that git wrote', () => {
    const text = `Subject: [PATCH] x\n---\n Lib/poplib.py | 2 +-\n\ndiff --git a/Lib/poplib.py b/Lib/poplib.py\nindex 2d695bc..60f094f 100644\n${plain}-- \n2.45.4\n`;
    assert.deepEqual(read(text), expected);
    assert.deepEqual(covered(text)[0]?.split('\n').at(0), 'diff --git a/Lib/poplib.py b/Lib/poplib.py');
    assert.deepEqual(covered(text)[0]?.split('\n').at(-1), ' four');
  });

  for (const [headers, path] of [
    ['--- Lib/x.py\t2020-01-01 10:00:00\n+++ Lib/x.py\t2020-01-02 10:00:00', 'Lib/x.py'],
    ['--- Lib/x.py  2020-01-01 10:00:00.1 +0000\n+++ Lib/x.py  2020-01-02', 'Lib/x.py'],
    ['--- Lib/x.py\t(revision 5)\n+++ Lib/x.py\t(working copy)', 'Lib/x.py'],
    ['--- a/Lib/x.py\tMon Nov 14 2016\n+++ b/Lib/x.py\tTue Nov 15 2016', 'Lib/x.py'],
    ['--- Lib/x.py.orig\n+++ Lib/x.py', 'Lib/x.py'],
    ['--- Python-3.7/Lib/x.py\n+++ fixed/Lib/x.py', 'Python-3.7/Lib/x.py'],
    ['--- i/Lib/x.py\n+++ w/Lib/x.py', 'Lib/x.py'],
    ['--- a/Lib/x.py\n+++ /dev/null', 'Lib/x.py'],
    ['--- a/json/tool.py\n+++ b/json/tool.py', 'json/tool.py'],
    ['--- a/x.py\n+++ a/x.py', 'x.py'],
    ['--- "a/Lib/x y.py"\n+++ "b/Lib/x y.py"', 'Lib/x y.py'],
    [
      'Index: Lib/x.py\n===================================================================\n--- Lib/x.py\n+++ Lib/x.py',
      'Lib/x.py',
    ],
    ['diff -r 0123456789ab Lib/x.py\n--- a/Lib/x.py\n+++ b/Lib/x.py', 'Lib/x.py'],
  ] as const)
    it(`know the file of ${JSON.stringify(headers)}`, () => {
      assert.deepEqual(
        findDiffs(`${headers}\n@@ -3 +3 @@\n-a\n+b\n`).map((one) => [one.path, one.line, one.endLine]),
        [
          [path, null, null],
          [path, 3, null],
        ],
      );
    });

  it('make a new file no place, or a tentative one', () => {
    assert.deepEqual(read('--- /dev/null\n+++ b/Misc/NEWS.d/x.rst\n@@ -0,0 +1 @@\n+x\n'), []);
    const text = '--- /dev/null\n+++ b/Lib/new.py\n@@ -0,0 +1,2 @@\n+x\n+y\n';
    assert.deepEqual(read(text), [['+++ b/Lib/new.py', 'Lib/new.py', null, null]]);
    assert.equal(findDiffs(text)[0]?.tentative, true);
    assert.equal(covered(text)[0], text.trimEnd());
  });

  it('that only rename or hold bytes are covered and no places', () => {
    const text = 'diff --git a/Lib/a.py b/Lib/b.py\nsimilarity index 100%\nrename from Lib/a.py\nrename to Lib/b.py\n\nrest';
    assert.deepEqual(read(text), []);
    assert.equal(covered(text)[0], text.slice(0, text.indexOf('\n\nrest')));
  });

  it('keep lines that a mail client emptied, and stop where the counts end', () => {
    const text = '--- a/x.py\n+++ b/x.py\n@@ -1,5 +1,5 @@\n one\n\n-two\n+deux\n\n four\nLib/poplib.py:3';
    assert.deepEqual(findDiffs(text)[1]?.block, ['one', '', 'two', '', 'four']);
    assert.ok(!covered(text)[0]?.includes('poplib'));
  });

  it('have all their lines in a fence, whatever their counts say', () => {
    const text = '```diff\n--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n one\n-two\n+deux\n three\n four\n-five\n\n```\n';
    assert.deepEqual(findDiffs(text)[1]?.block, ['one', 'two', 'three', 'four', 'five']);
  });

  it('may have hunks without numbers, without a file, and without old lines', () => {
    const numberless = findDiffs('```\n--- a/x.py\n+++ b/x.py\n@@ def f():\n one\n-two\n```')[1];
    assert.deepEqual([numberless?.line, numberless?.block, numberless?.tentative], [null, ['one', 'two'], true]);
    const fileless = findDiffs('@@ -4,2 +4,1 @@\n one\n-two\n')[0];
    assert.deepEqual([fileless?.path, fileless?.line, fileless?.tentative, fileless?.block], [null, 4, true, ['one', 'two']]);
    const added = findDiffs('--- a/x.py\n+++ b/x.py\n@@ -8,0 +9,2 @@\n+one\n+two\n')[1];
    assert.deepEqual([added?.line, added?.endLine, added?.block], [8, null, null]);
  });

  it('are read with context as of old', () => {
    const text =
      '*** Lib/x.py\t2001-01-01\n--- Lib/x.py\t2001-01-02\n***************\n*** 12,14 ****\n  one\n! two\n  three\n--- 12,14 ----\n  one\n! deux\n  three\nrest';
    assert.deepEqual(read(text), [
      ['*** Lib/x.py', 'Lib/x.py', null, null],
      ['*** 12,14 ****', 'Lib/x.py', 12, 14],
    ]);
    assert.deepEqual(findDiffs(text)[1]?.block, ['one', 'two', 'three']);
    assert.ok(!covered(text)[0]?.includes('rest'));
  });

  for (const text of [
    '---\ntitle: x\n---\n',
    '--- begin script ---\nx\n--- end script ---\n',
    'a\n--- b\nc',
    '@@ nothing @@',
    '*** stack smashing detected ***: x',
    '@@ -1,x +1 @@\n',
    'Index: a\nIndex: b\n',
    '-- \nname',
  ])
    it(`are none in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(findDiffs(text), []);
      assert.deepEqual(diffRegions(text), []);
    });
});
