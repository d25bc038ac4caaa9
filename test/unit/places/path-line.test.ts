import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findPathLines } from '../../../src/places/find/path-line.ts';

const found = (text: string) => findPathLines(text).map(({ path, line, endLine }) => [path, line, endLine]);

describe('paths with lines', () => {
  for (const [text, expected] of [
    ['Lib/tarfile.py:207', ['Lib/tarfile.py', 207, null]],
    ['Lib/tarfile.py:207:5', ['Lib/tarfile.py', 207, null]],
    ['Lib/tarfile.py:207-210', ['Lib/tarfile.py', 207, 210]],
    ['Lib/tarfile.py line 207', ['Lib/tarfile.py', 207, null]],
    ['Lib/tarfile.py, line 207', ['Lib/tarfile.py', 207, null]],
    ['Lib/tarfile.py, lines 207-210', ['Lib/tarfile.py', 207, 210]],
    ['Lib/tarfile.py lines 207 to 210', ['Lib/tarfile.py', 207, 210]],
    ['Lib/tarfile.py Lines 207–210', ['Lib/tarfile.py', 207, 210]],
    ['Lib/tarfile.py (line 207)', ['Lib/tarfile.py', 207, null]],
    ['Lib/tarfile.py at line 207', ['Lib/tarfile.py', 207, null]],
    ['`Lib/tarfile.py`, line 207', ['Lib/tarfile.py', 207, null]],
    ['Lib/tarfile.py#L207', ['Lib/tarfile.py', 207, null]],
    ['Lib/tarfile.py#L207-L210', ['Lib/tarfile.py', 207, 210]],
    ['line 207 of Lib/tarfile.py', ['Lib/tarfile.py', 207, null]],
    ['lines 207-210 in `Lib/tarfile.py`', ['Lib/tarfile.py', 207, 210]],
    ['C:\\src\\Lib\\tarfile.py:207', ['C:/src/Lib/tarfile.py', 207, null]],
    ['./Lib/tarfile.py:207', ['./Lib/tarfile.py', 207, null]],
    ['~/src/a.c:1', ['~/src/a.c', 1, null]],
    ['/usr/a.h:1', ['/usr/a.h', 1, null]],
    ['Modules/_ssl.c:12.', ['Modules/_ssl.c', 12, null]],
    ['(Lib/é.py:3)', ['Lib/é.py', 3, null]],
    ['tarfile.py:9', ['tarfile.py', 9, null]],
    ['a.py:20-10', ['a.py', 20, null]],
    ['include/c++/x.hpp:4', ['include/c++/x.hpp', 4, null]],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.deepEqual(found(text), [expected]);
      assert.deepEqual(found(`before ${text} behind`), [expected]);
    });
  }

  it('reads nothing without a line', () => {
    for (const text of [
      'Lib/tarfile.py',
      'a.py:0',
      'a.py:',
      'a.py:x',
      'a.py:12345678',
      'Makefile:3',
      '12:30',
      'example:80',
      'a.toolongextension:3',
      'v3.13:1',
      'a.py :3',
    ])
      assert.deepEqual(found(text), [], text);
  });

  it('reads no tail of a name that is too long', () => {
    for (const text of [`${'a'.repeat(100)}.py:1`, `${'é'.repeat(90)}.py:1`, `${'a/'.repeat(40)}a.py:1`])
      assert.deepEqual(found(text), [], text);
  });

  it('reads nothing out of an address', () => {
    for (const text of [
      'https://example.com/foo/bar.py:12',
      'http://example.org/a.html line 5',
      'https://example.com/?a=b.py:3',
      'file:///etc/x.py:3',
      'ssh://host/a.py#L3',
    ])
      assert.deepEqual(found(text), [], text);
  });
});
