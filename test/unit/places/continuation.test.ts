import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findContinuations } from '../../../src/places/find/continuation.ts';
import { findPaths } from '../../../src/places/find/path.ts';
import { findPathLines } from '../../../src/places/find/path-line.ts';
import { findPermalinks } from '../../../src/places/find/permalink.ts';
import { findTracebacks } from '../../../src/places/find/traceback.ts';

const all = (text: string) =>
  findContinuations(text, [...findPermalinks(text), ...findTracebacks(text), ...findPathLines(text), ...findPaths(text)]);
const read = (text: string) => all(text).map(({ text: own, path, line, endLine }) => [own, path, line, endLine]);

describe('lines that continue a path', () => {
  for (const [text, expected] of [
    ['`Modules/zlibmodule.c:74` and `:203`', [[':203', 203, null]]],
    ['`Modules/zlibmodule.c:74`, resets it (`:203-206`)', [[':203-206', 203, 206]]],
    [
      'Modules/zlibmodule.c:74,:75/:76',
      [
        [':75', 75, null],
        [':76', 76, null],
      ],
    ],
    ['`Modules/zlibmodule.c`, `inflate()` (L2406)', [['L2406', 2406, null]]],
    [
      '`Modules/zlibmodule.c` has it at L75, L80-82 and L90-L95',
      [
        ['L75', 75, null],
        ['L80-82', 80, 82],
        ['L90-L95', 90, 95],
      ],
    ],
    ['`Modules/zlibmodule.c` frees it; line 485 uses it', [['line 485', 485, null]]],
    ['`Modules/zlibmodule.c` frees it in lines 10-12', [['lines 10-12', 10, 12]]],
    [
      '`Modules/zlibmodule.c` frees it in lines 10, 14 and 20-22.',
      [
        ['lines 10', 10, null],
        ['14', 14, null],
        ['20-22', 20, 22],
      ],
    ],
    [
      '`Modules/zlibmodule.c` lines 10, 14 and 20',
      [
        ['14', 14, null],
        ['20', 20, null],
      ],
    ],
    ['`Modules/zlibmodule.c` frees it, see line 1,234', [['line 1,234', 1234, null]]],
    [
      '`Modules/zlibmodule.c`:\n\n```c\nx = y; /* :55 write */\nz(x);  // L56: read\n```',
      [
        [':55', 55, null],
        ['L56', 56, null],
      ],
    ],
    ['## Cause\n\nIn `Modules/zlibmodule.c`.\n\nThe rest is at L77.', [['L77', 77, null]]],
    ['## Cause of `Modules/zlibmodule.c`\n\nThe rest is in line 77.', [['line 77', 77, null]]],
    ['In `Modules/zlibmodule.c` (line 70) and `Modules/zlibmodule.c:79`.\n\nThen line 77.', [['line 77', 77, null]]],
  ] as const) {
    it(`go on in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(
        read(text),
        expected.map(([own, line, endLine]) => [own, 'Modules/zlibmodule.c', line, endLine]),
      );
      assert.ok(all(text).every(({ tentative, kind }) => tentative && kind === 'path'));
    });
  }

  it('keep the revision of a link', () => {
    const [one] = all('[x](https://github.com/python/cpython/blob/v3.12.0/Lib/poplib.py#L8), then (`:9`)');
    assert.deepEqual([one?.path, one?.line, one?.link?.segments], ['Lib/poplib.py', 9, ['v3.12.0', 'Lib', 'poplib.py']]);
  });

  it('may stand before the only link to about that line', () => {
    const link = 'https://github.com/python/cpython/blob/main/Lib/poplib.py#L34';
    assert.deepEqual(read(`It is read (line 43) and not used.\n\n- ${link}`), [['line 43', 'Lib/poplib.py', 43, null]]);
    assert.deepEqual(read(`It is read (line 430) and not used.\n\n- ${link}`), []);
  });

  it("keep a module's name where that stands for the file", () => {
    const [one] = all('`email.parser` lines 4-9 do it, and so does (line 20)');
    assert.deepEqual([one?.path, one?.symbol, one?.line], [null, 'email.parser', 20]);
  });

  it('belong to the file that was named last', () => {
    assert.deepEqual(read('Lib/poplib.py:3 and Lib/imaplib.py:4 and `:5`')[0]?.[1], 'Lib/imaplib.py');
  });

  for (const text of [
    'nothing before it: line 12, `:13`, L14',
    'Lib/poplib.py fails at 10:30 on localhost:8080, port `:8080`, `:443`',
    'Lib/poplib.py and the L1, L2 cache, L10n',
    'Lib/poplib.py, see line 13 of the PoC',
    'Lib/poplib.py, see line 13 in my script and lines 3-4 of the output',
    'Lib/poplib.py says: line 1 column 2 (char 1)',
    'Lib/poplib.py: File "<stdin>", line 1, in <module>',
    'Lib/poplib.py: bash: line 1: x',
    'Lib/poplib.py is at :smile: and 1:2',
    'Lib/poplib.py has line 0 and L00',
    'Lib/poplib.py\n\n```\nline 12\n:13 L14\n```',
    '# A\nLib/poplib.py and Lib/imaplib.py\n# B\nline 12',
    'Lib/poplib.py and Lib/imaplib.py\n\nsee line 12',
    'Lib/poplib.py:12 and `:12` again',
    'Lib/poplib.py https://x.org/a,L12 and https://x.org/(:13)',
  ])
    it(`are none in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(read(text), []);
    });
});
