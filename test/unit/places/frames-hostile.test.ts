import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { assertLinear } from './growth.ts';
import { FRAME_FINDERS } from '../../../src/places/find/frames.ts';

const pieces = [
  ' ',
  '\n',
  '\t',
  '=',
  '=\n',
  '=3D',
  `${'x'.repeat(60)}=\n`,
  '(',
  ')',
  '()',
  '1',
  'a',
  'é',
  '#',
  '\\',
  '/',
  '.',
  '..',
  ':',
  '::',
  '"',
  '`',
  "'",
  '!',
  '@',
  '+0x1',
  '> ',
  '#0 ',
  '#0 0x',
  '#0 0x1 in f (',
  '#0 0x1 in f (\n',
  'f (',
  'f (\n',
  'f (a)\n',
  ') at ',
  ') at a',
  ') at a/',
  '#0 f (a=1) at a.c:1\n',
  '#0 f (a) from ',
  '#0 f a.c:1\n',
  '#0 f a a a a a ',
  '#0 f (p+0x1)',
  'at ',
  'File "',
  'File \\"',
  'File "a", line 1',
  'File "a", line 1, in\n',
  'File "a.py", line 1, in f\n',
  'File "<frozen ',
  '<frozen a>(1)f(',
  'a.py(1)f(\n',
  'a.py:1: in f\n',
  'a.py:1: AError\n',
  '>  a\na.py:1: AError\n',
  'File a.py:1, in f\n',
  'a.py in f(\n',
  '--> 1 a\n',
  '  f (a.py:1)\n',
  ';f (a.py:1)',
  'for file a, line 1, in f',
  'a.c',
  'a.c:',
  'a.c:1',
  'a.c:1: ',
  'a.c:1: f: ',
  'a.c:1: f: Assertion ',
  'a.c:1:1: error: \n',
  'a.c: f',
  'a.c: In function ‘',
  'a.c(1)',
  '\\a.c(1): error',
  'Assertion failed: ',
  'Assertion failed: a, function ',
  'SUMMARY: AddressSanitizer: ',
  'SUMMARY: AddressSanitizer: (a+0x1) ',
  'SUMMARY: ASanitizer: a.c in f\n',
  'defined in ',
  'frame #0: ',
  'frame #0: a`f',
  'frame #0: a`f(\n',
  'frame #0: a`f at a.c:1\n',
  '[inlined] ',
  '3 a 0x123456 ',
  '\n3 a 0x123456 f + 1 (a.c:1',
  ' f (in a) + 1',
  '\na`f+0x1',
  'a!f',
  'a!f+0x1 [a',
  'a!f [',
  'a.dll!f(',
  'a.dll!f() Line 1 at a.c',
  '0x1: f (',
  '0x1: f (in ',
  '\n1234 f+0x1 (',
  'a(f+0x1) [0x',
  ' a [.] f',
  '1%--f',
  'py::f:',
  'a.c:f [',
  'Binary file "',
  '\u{1f600}',
  '\ud800',
  '\0',
  'a.a/',
  '../',
  '.../',
  'C:\\',
];

describe('recognisers of frames with hostile text', () => {
  for (const piece of pieces) {
    it(`take twice as long for twice as much of ${JSON.stringify(piece.slice(0, 40))}`, function () {
      this.timeout(20_000);
      for (const find of FRAME_FINDERS) assertLinear(find.name, piece, find);
    });
  }

  it('find places that are where they say', () => {
    const report = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(report, (text) => {
        for (const find of FRAME_FINDERS) {
          for (const { start, end, text: own, path, line, symbol } of find(text)) {
            assert.ok(start >= 0 && start < end && end <= text.length);
            assert.equal(text.slice(start, end), own);
            assert.ok(path === null ? symbol !== null : path !== '' && !path.includes('\\'));
            assert.ok(line === null || line > 0);
            assert.ok(symbol !== '');
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
