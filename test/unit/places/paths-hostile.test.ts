import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { assertLinear } from './growth.ts';
import { findContinuations } from '../../../src/places/find/continuation.ts';
import { diffRegions, findDiffs } from '../../../src/places/find/diff.ts';
import { findPaths } from '../../../src/places/find/path.ts';
import { findPathLines } from '../../../src/places/find/path-line.ts';
import { findPermalinks } from '../../../src/places/find/permalink.ts';
import { findQuotes } from '../../../src/places/find/quote.ts';
import type { FoundPlace } from '../../../src/places/place.ts';

const MIRRORS = ['https://hg.example.org/x/file/{revision}/{path}'];
const finders: readonly (readonly [string, (text: string) => readonly FoundPlace[]])[] = [
  ['permalinks', (text) => findPermalinks(text, MIRRORS)],
  ['paths with lines', findPathLines],
  ['paths', findPaths],
  ['continuations', (text) => findContinuations(text, [...findPathLines(text), ...findPaths(text)])],
  ['changes', findDiffs],
  ['quotes', findQuotes],
];

const pieces = [
  'a/',
  'a.py',
  'a.py ',
  'a.py:1 ',
  'a.py | 1 | ',
  '| line | a.py | 1 |\n',
  'line 1 of ',
  'lines 1, 2, 3, ',
  'lines 1-',
  'line 1,234,',
  'a.b.',
  'a.b.c line 1 ',
  'L12 ',
  '`:12` ',
  'a.py:1 L12 `:13` line 14\n',
  'a.py\n\nL12 ',
  '# a\nL12\n',
  'a.py lines 1, 2, ',
  '"a/b c',
  '`a',
  '`a = b(c) ',
  '```\n',
  '```c\nint foo(int a) {\n',
  '```c\nint foobar(int a, int b) {\n```\n',
  '    foo(bar, baz) = 1;\n\n',
  '\n    ',
  '> ',
  '@@ -1 +1 @@\n',
  '@@ -1,9999999 +1,9999999 @@\n',
  '--- a/b.c\n',
  '--- a/b.c\n+++ b/b.c\n',
  '--- a/b.c\n+++ b/b.c\n@@ -1,2 +1 @@\n-a\n b\n',
  'diff --git a/b b/b\n',
  'Index: a\n',
  '*** a/b.c\n--- b/b.c\n***************\n*** 1,2 ****\n  a\n',
  '*** 1,2 ****\n',
  '-',
  '+\n',
  ' \n',
  '> --- a\n> +++ b\n> @@ -1 +1 @@\n> -x\n',
  'https://github.com/a/b/blob/c/d.py\n',
  '<https://github.com/a/b/blob/c/\n',
  'https://github.com/a/b/=\n',
  'github.com/',
  '&#47;',
  '\\_',
  '_a_',
  '.../',
  '…/',
  'C:\\',
  'python -X a ',
  'script `a.py` ',
  '[a.py](https://x/',
  '1387  foo(bar);\n',
  `x${' '.repeat(300)}# `,
  '**a**\n',
  `${'a/'.repeat(400)} `,
  `${'.'.repeat(900)} `,
  `${'\\_'.repeat(400)} `,
  `${'a.'.repeat(400)} `,
  `${'@1'.repeat(400)} `,
];

describe('recognisers of links, paths, changes and quotes with hostile text', () => {
  for (const piece of pieces) {
    it(`are linear in ${JSON.stringify(piece.slice(0, 40))}`, function () {
      this.timeout(20_000);
      for (const [name, find] of finders) assertLinear(name, piece, find);
    });
  }

  it('find parts of the text with numbers that make sense', () => {
    const real = fc.constantFrom(
      'Lib/a.py:3',
      '`Lib/a.py` lines 3-5 ',
      'line 7 of b/a.c',
      '`:12` ',
      ' L34, L35 ',
      'https://github.com/a/b/blob/main/c.py#L4\n',
      'https://hg.example.org/x/file/tip/c.c#l4 ',
      '--- a/x.py\n+++ b/x.py\n@@ -1,2 +1 @@\n-a\n b\n',
      '```c\nsome_call(with, parts);\n```\n',
      '`some_value = compute(a, b)` ',
    );
    const text = fc
      .array(
        fc.oneof(
          real,
          fc.constantFrom(...pieces.map((piece) => piece.slice(0, 60))),
          fc.string({ unit: 'binary', maxLength: 8 }),
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (report) => {
        for (const [name, find] of finders)
          for (const { start, end, text: own, path, line, endLine } of find(report)) {
            assert.equal(report.slice(start, end), own, name);
            assert.ok(start < end, name);
            assert.ok(path === null || (path !== '' && !path.includes('\0')), name);
            assert.ok(line === null || line >= (name === 'changes' ? 0 : 1), name);
            assert.ok(endLine === null || (line !== null && endLine >= line), name);
          }
        let covered = 0;
        for (const { start, end } of diffRegions(report)) {
          assert.ok(start >= covered && end > start);
          covered = end;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
