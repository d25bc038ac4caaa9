import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findPaths } from '../../../src/places/find/path.ts';

const paths = (text: string) => findPaths(text).map(({ path }) => path);

describe('paths without lines', () => {
  for (const [text, path] of [
    ['see Objects/dictobject.c for it', 'Objects/dictobject.c'],
    ['`Lib/poplib.py`', 'Lib/poplib.py'],
    ['in `_bz2module.c`.', '_bz2module.c'],
    ['(Doc/library/poplib.rst)', 'Doc/library/poplib.rst'],
    ['**Lib/poplib.py**', 'Lib/poplib.py'],
    ['_Lib/poplib.py_', 'Lib/poplib.py'],
    ['Modules/\\_bz2module.c', 'Modules/_bz2module.c'],
    ['Lib/\\_\\_future\\_\\_.py', 'Lib/__future__.py'],
    ['cpython \\> /Lib/imaplib.py', '/Lib/imaplib.py'],
    ['&quot;Lib/poplib.py&quot;', 'Lib/poplib.py'],
    ['Lib&#x2F;poplib.py', 'Lib/poplib.py'],
    ['../Modules/zlibmodule.c', '../Modules/zlibmodule.c'],
    ['/./Modules/zlibmodule.c', '/./Modules/zlibmodule.c'],
    ['in .../zlibmodule.c', 'zlibmodule.c'],
    ['in …/zlibmodule.c', 'zlibmodule.c'],
    ['C:\\Python311\\Lib\\poplib.py', 'C:/Python311/Lib/poplib.py'],
    ['C:\\\\Python311\\\\Lib\\\\poplib.py', 'C:/Python311/Lib/poplib.py'],
    ['`Modules\\_io\\bufferedio.c`', 'Modules/_io/bufferedio.c'],
    ['Python-3.7.1/Lib/poplib.py', 'Python-3.7.1/Lib/poplib.py'],
    ['~/src/cpython/Lib/poplib.py', '~/src/cpython/Lib/poplib.py'],
    ['Lib/test/test_poplib.py::TestUidl::test_x', 'Lib/test/test_poplib.py'],
    ['zlibmodule.c: zlib_Compress_copy', 'zlibmodule.c'],
    ['configure.ac', 'configure.ac'],
    ['pyconfig.h.in', 'pyconfig.h.in'],
    ['Doc/Makefile', 'Doc/Makefile'],
    [' Lib/poplib.py      |   9 ++++----', 'Lib/poplib.py'],
    ['"Tools/Some Thing notes.txt"', 'Tools/Some Thing notes.txt'],
    ['[Lib/poplib.py](https://example.org/talk)', 'Lib/poplib.py'],
    ['```c\n// Objects/dictobject.c\n```', 'Objects/dictobject.c'],
    ['docs are in Doc/x.py@', 'Doc/x.py'],
  ] as const) {
    it(`finds one in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(paths(text), [path]);
      assert.ok(findPaths(text).every(({ tentative, line }) => tentative && line === null));
    });
  }

  it('finds the files that a sentence lists', () => {
    assert.deepEqual(paths('(1) zlibmodule.c, (2) _lzmamodule.c and _bz2module.c in Modules/'), [
      'zlibmodule.c',
      '_lzmamodule.c',
      '_bz2module.c',
    ]);
  });

  for (const text of [
    'os.path and json.loads, e.g. this, i.e. that',
    'Python 3.12.1 on docs.python.org, a.m. and p.m.',
    'README.md',
    'someone@example.py',
    'https://example.org/Lib/poplib.py',
    'docs.python.org/3/library/poplib.html',
    'poc.py, repro_2.py, exploit.c, test.py, ./poc4.py',
    '$ python3 -X dev server.py',
    'save it as `server.py`; then look at server.py',
    'the attached script `mailbox.py`',
    '  File "server.py", line 3, in <module>',
    '#include <Python.h>\n#include "structmember.h"',
    '```python\nopen("tarfile.py")\nopen("Lib/tarfile.py")\n```',
    'Lib/../../etc/x.py',
    'Lib/poplib.py:12 and line 3 of Lib/imaplib.py',
    '[poplib.py](https://github.com/python/cpython/blob/main/Lib/poplib.py#L4)',
    ' create mode 100644 Misc/NEWS.d/next/Library/x.rst',
    'Lib/poplib.python, Lib/poplib.py_old, Lib/poplib.py.bak',
    'libc.so.6, image.png, data.json, and so on.c-like',
    `${'a'.repeat(90)}.py and ${'a/'.repeat(40)}a.py`,
  ])
    it(`finds none in ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.deepEqual(paths(text), []);
    });
});
