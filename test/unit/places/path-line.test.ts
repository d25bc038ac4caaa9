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
    ['Lib/poplib.py@12', ['Lib/poplib.py', 12, null]],
    ['Lib/poplib.py(327)', ['Lib/poplib.py', 327, null]],
    ['Lib/poplib.py L12', ['Lib/poplib.py', 12, null]],
    ['Lib/poplib.py (L12-L15)', ['Lib/poplib.py', 12, 15]],
    ['Lib/poplib.py#L12C3-L15C8', ['Lib/poplib.py', 12, 15]],
    ['`Lib/poplib.py`:33', ['Lib/poplib.py', 33, null]],
    ['Lib/poplib.py:33–36', ['Lib/poplib.py', 33, 36]],
    ['**Lib/poplib.py** at line 12', ['Lib/poplib.py', 12, null]],
    ['Lib/poplib.py around line 13', ['Lib/poplib.py', 13, null]],
    ['Lib/poplib.py (~line 14)', ['Lib/poplib.py', 14, null]],
    ['Lib/poplib.py ln 15', ['Lib/poplib.py', 15, null]],
    ['Lib/poplib.py line 1,234', ['Lib/poplib.py', 1234, null]],
    ['Lib/poplib.py lines 120,134', ['Lib/poplib.py', 120, null]],
    ['Lib/poplib.py, lines 12 and 20', ['Lib/poplib.py', 12, null]],
    ['Lib/poplib.py (lines 12–14)', ['Lib/poplib.py', 12, 14]],
    ['Lib/poplib.py,\nline 12', ['Lib/poplib.py', 12, null]],
    ['lines 12, 15 and 20-22 of Lib/poplib.py', ['Lib/poplib.py', 12, null]],
    ['Lines 12–20 (Lib/poplib.py)', ['Lib/poplib.py', 12, 20]],
    ['line 3 in the file `Lib/poplib.py`', ['Lib/poplib.py', 3, null]],
    ['**File**: `Lib/poplib.py`\n**Line**: 520', ['Lib/poplib.py', 520, null]],
    ['| File | Line |\n|---|---|\n| `Lib/poplib.py` | 33-40 |', ['Lib/poplib.py', 33, 40]],
    ['[`Lib/poplib.py:3`](https://example.org/x)', ['Lib/poplib.py', 3, null]],
    ['Modules/\\_bz2module.c:3', ['Modules/_bz2module.c', 3, null]],
    ['Lib/\\_\\_future\\_\\_.py line 4', ['Lib/__future__.py', 4, null]],
    ['.../_bz2module.c:4018', ['_bz2module.c', 4018, null]],
    ['/./Modules/zlibmodule.c:3', ['/./Modules/zlibmodule.c', 3, null]],
    ['\\Objects\\call.c(327)', ['/Objects/call.c', 327, null]],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.deepEqual(found(text), [expected]);
      assert.deepEqual(found(`before ${text} behind`), [expected]);
    });
  }

  it('reads a module with lines by its name', () => {
    for (const [text, symbol, line, endLine] of [
      ['`email.parser` lines 65-71', 'email.parser', 65, 71],
      ['`email.parser` (line 65)', 'email.parser', 65, null],
      ['lines 65-71 of `email.parser`', 'email.parser', 65, 71],
      ['xml.dom.minidom, line 9', 'xml.dom.minidom', 9, null],
    ] as const) {
      const [one] = findPathLines(`before ${text} behind`);
      assert.deepEqual(
        [one?.symbol, one?.path, one?.line, one?.endLine, one?.tentative],
        [symbol, null, line, endLine, true],
        text,
      );
    }
    for (const text of [
      'self.buffer line 3',
      'e.g. line 3',
      'python.org',
      'a.b.c',
      'Version 3.12 line 3',
      '/email.parser line 3',
    ])
      assert.deepEqual(findPathLines(text), [], text);
  });

  it("leaves the reporter's own files out, or for the clone to say", () => {
    assert.deepEqual(found('$ python3 server.py\nand server.py:10'), []);
    for (const [text, tentative] of [
      ['poc.py:3', true],
      ['tool.py:3', true],
      ['zlibmodule.c:3', false],
      ['Lib/tool.py:3', false],
    ] as const)
      assert.equal(findPathLines(text)[0]?.tentative, tentative, text);
  });

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
      'example.com:80',
      'me@host.py:3',
      'Lib/poplib.py (3)',
      'Lib/poplib.py | 12 ++++--',
      '| File | Size |\n|---|---|\n| Lib/poplib.py | 12 |',
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
