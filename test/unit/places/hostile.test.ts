import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { findPlaces } from '../../../src/places/find/find.ts';
import { findPathLines } from '../../../src/places/find/path-line.ts';
import { findPermalinks } from '../../../src/places/find/permalink.ts';
import { findTracebacks } from '../../../src/places/find/traceback.ts';
import { findVersions } from '../../../src/places/find/version.ts';
import { psrt } from '../advisory/sample.ts';
import { assertLinear } from './growth.ts';

const finders: readonly (readonly [
  string,
  (text: string) => readonly { readonly start: number; readonly end: number; readonly text: string }[],
])[] = [
  ['permalinks', findPermalinks],
  ['tracebacks', findTracebacks],
  ['paths', findPathLines],
  ['versions', (text) => findVersions(text, psrt)],
  ['places', findPlaces],
];

const pieces = [
  'a',
  '/',
  '\\',
  '.',
  ':',
  'File "',
  'http://',
  'https://github.com/a/b/blob/',
  '[',
  '1',
  'a.b/',
  'a.b ',
  'a.',
  '1.',
  '1.1 ',
  ' ',
  '\n',
  '`',
  'é',
  'v1.2',
  'File "a", line 1 ',
  'File "a.py", line 1, in f\n',
  'line 1 of ',
  'a.py:1:',
  'commit ',
  'main ',
  'not in ',
  '\u{1f600}',
  '\ud800',
  '\0',
  'a:/',
  '(',
  `https://a/${')'.repeat(1980)} `,
  `https://a/${'('.repeat(980)}${')'.repeat(1000)} `,
  'https://a/b/c/blob/d/%',
  '#L1',
  'File "a.py", line 1\n> ',
  '~',
  '-',
  '@',
  '3.1(heads/',
  'a/../',
];
describe('recognisers with hostile text', () => {
  for (const piece of pieces) {
    it(`are linear in ${JSON.stringify(piece.slice(0, 40))}`, function () {
      this.timeout(20_000);
      for (const [name, find] of finders) assertLinear(name, piece, find);
    });
  }

  it('find places that are where they say, in order, and apart', () => {
    const real = fc.constantFrom(
      'Lib/a.py:3',
      'File "x/a.py", line 3, in f\n  g()\n',
      'https://github.com/a/b/blob/main/c.py#L4',
      'line 7 of a.c',
      'Python 3.13.1',
      'commit abc1234 ',
      '(heads/main:abc1234)',
    );
    const text = fc
      .array(fc.oneof(real, fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (report) => {
        for (const [name, find] of finders)
          for (const { start, end, text: own } of find(report)) assert.equal(report.slice(start, end), own, name);
        let covered = 0;
        for (const { start, end, path, line, endLine } of findPlaces(report)) {
          assert.ok(start >= covered && end > start);
          covered = end;
          assert.ok(
            path !== '' &&
              !path?.includes('\\') &&
              (line === null || line > 0) &&
              (endLine === null || (line !== null && endLine >= line)),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('let the one that knows more win', () => {
    assert.deepEqual(
      findPlaces('https://github.com/a/b/blob/main/Lib/c.py#L4 File "Lib/a.py", line 3, in f and Lib/b.py:7').map(
        ({ kind, line }) => [kind, line],
      ),
      [
        ['permalink', 4],
        ['traceback', 3],
        ['path', 7],
      ],
    );
  });

  it('stop after two thousand places', () => {
    assert.equal(findPlaces('a.py:1 '.repeat(9000)).length, 2000);
  });
});
