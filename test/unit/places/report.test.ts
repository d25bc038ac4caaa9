import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { Repository } from '../../../src/git/repository.ts';
import type { ReportPlace } from '../../../src/places/place.ts';
import { placesOf } from '../../../src/places/report.ts';
import { psrt } from '../advisory/sample.ts';
import { commit, makeRepository, type Made } from '../git/made.ts';

const text = (content: string) => ['100644', content] as const;
const SHELF =
  'import os\nfrom _shelf import boost\n\n\nclass Shelf:\n    def stack_up(self, item):\n        self.items.append(item)\n        return self.weigh_all()\n\n    def close(self):\n        pass\n\n    def fetchall(self):\n        return []\n\n\ndef open_shelf(name):\n    return Shelf(name)\n';
const C =
  '#include "Python.h"\n\nstatic PyObject *\nboost_impl(PyObject *module, Py_ssize_t n)\n{\n    PyObject *result = PyList_New(n * sizeof(char));\n    return result;\n}\n\nstatic int\nshelf_clear(PyObject *op)\n{\n    return 0;\n}\n';
const FILES = {
  'Include/Python.h': text(''),
  'Include/shelf.h': text('#define Shelf_CHECK(op) ((op) != 0)\n#define Py_SHELVING 1\n'),
  'Lib/os.py': text('import posixpath as path\n'),
  'Lib/shelf.py': text(SHELF),
  'Lib/this.py': text('zen = 1\n'),
  'Lib/queue.py': text('class Queue:\n    pass\n'),
  'Lib/runpy.py': text('def _run_code():\n    pass\n'),
  'Lib/http/__init__.py': text(''),
  'Lib/http/server.py': text('class Handler:\n    def serve(self):\n        self.handle_everything(1)\n'),
  'Lib/xmlrpc/server.py': text('def serve():\n    pass\n'),
  'Lib/test/test_shelf.py': text('def helper_of_tests():\n    pass\n'),
  'Modules/_shelfmodule.c': text(C),
};

describe('a report', () => {
  let made: Made;
  let repository: Repository;
  before(() => {
    made = makeRepository();
    commit(made, { ...FILES, 'Lib/oldies.py': text('def play():\n    pass\n') }, ['refs/tags/v3.9.2', 'refs/heads/3.9']);
    commit(made, FILES, ['refs/tags/v3.13.1', 'refs/heads/main']);
    repository = new Repository(made.folder);
  });
  after(() => {
    repository.dispose();
    made.remove();
  });

  const look = (report: string) =>
    placesOf({ repository: 'python/cpython', vulnerabilities: [] }, report, repository, psrt, ['github.com']);
  const row = ({ found, resolution }: ReportPlace): unknown =>
    'resolved' in resolution
      ? [found.text, resolution.resolved.path, resolution.resolved.line]
      : [found.text, resolution.unresolved.why];
  const rows = async (report: string) => (await look(report)).places.map(row);

  for (const [what, report, wanted] of [
    ['a method by its class', 'In 3.13.1, `Shelf.stack_up` is wrong.', [['Shelf.stack_up', 'Lib/shelf.py', 6]]],
    ['a method with its class left out', 'shelf.stack_up() of Python 3.13.1', [['shelf.stack_up()', 'Lib/shelf.py', 6]]],
    ['a class by what it is said to be', 'Python 3.13.1: the Shelf class', [['Shelf', 'Lib/shelf.py', 5]]],
    ['a module written with a capital', 'Python 3.13.1: Shelf.open_shelf()', [['Shelf.open_shelf()', 'Lib/shelf.py', 17]]],
    ['a C function', 'Python 3.13.1: shelf_clear() returns', [['shelf_clear()', 'Modules/_shelfmodule.c', 11]]],
    ['a C function with its line', 'Python 3.13.1: `shelf_clear:14`', [['shelf_clear', 'Modules/_shelfmodule.c', 11]]],
    [
      'a call and not its argument',
      'Python 3.13.1: `shelf_clear((Thing *)queue)`',
      [['shelf_clear', 'Modules/_shelfmodule.c', 11]],
    ],
    ['a macro that is called', 'Python 3.13.1: Shelf_CHECK() lies', [['Shelf_CHECK()', 'Include/shelf.h', 1]]],
    ['no constant of the API', 'Python 3.13.1: a Py_SHELVING build', []],
    ['no word that points', 'Python 3.13.1: this module is bad, and the queue function', []],
    ['a module that is said to be one', 'Python 3.13.1: the queue module', [['queue', 'Lib/queue.py', null]]],
    [
      'a name behind its file',
      'Python 3.13.1: Lib/shelf.py::Shelf.stack_up',
      [
        ['Lib/shelf.py', 'Lib/shelf.py', null],
        ['Shelf.stack_up', 'Lib/shelf.py', 6],
      ],
    ],
    [
      'no method that everything has',
      'Python 3.13.1: `Lib/shelf.py`, call close() twice',
      [['Lib/shelf.py', 'Lib/shelf.py', null]],
    ],
    [
      'a called method of a file that is named',
      'Python 3.13.1: `Lib/shelf.py`, fetchall()',
      [
        ['Lib/shelf.py', 'Lib/shelf.py', null],
        ['fetchall()', 'Lib/shelf.py', 13],
      ],
    ],
    ['nothing of the C library', "Python 3.13.1: the C library's `shelf_clear`", []],
    [
      'a frozen module',
      'Python 3.13.1\n  File "<frozen runpy>", line 1, in _run_code\n',
      [['File "<frozen runpy>", line 1, in _run_code', 'Lib/runpy.py', 1]],
    ],
    [
      "no bare file of the reporter's",
      'Python 3.13.1\n  File "server.py", line 2, in serve\n',
      [['File "server.py", line 2, in serve', 'no-such-file']],
    ],
    [
      'a bare file that has what is quoted',
      'Python 3.13.1\n  File "server.py", line 9, in serve\n    self.handle_everything(1)\n',
      [['File "server.py", line 9, in serve', 'Lib/http/server.py', 3]],
    ],
    [
      'source that is quoted',
      'Python 3.13.1:\n```c\n    PyObject *result = PyList_New(n * sizeof(char));\n```\n',
      [['PyObject *result = PyList_New(n * sizeof(char));', 'Modules/_shelfmodule.c', 6]],
    ],
    ['a file that only an older release has', 'it happens in oldies.play()', [['oldies.play()', 'Lib/oldies.py', 1]]],
    [
      'a link to a branch that has moved on',
      'https://github.com/python/cpython/blob/main/Lib/os.py#L99',
      [['https://github.com/python/cpython/blob/main/Lib/os.py#L99', 'Lib/os.py', null]],
    ],
    ['a test by its name', 'Python 3.13.1: `test_shelf`', [['test_shelf', 'Lib/test/test_shelf.py', null]]],
    [
      "no function of the report's own",
      'Python 3.13.1: call helper_of_tests()\n```python\ndef helper_of_tests(value):\n    pass\n```\n',
      [],
    ],
  ] as const)
    it(`leads by ${what}`, async () => {
      assert.deepEqual(await rows(report), wanted);
    });

  it('keeps a function of a stack to its frame', async () => {
    assert.deepEqual(await rows('Python 3.13.1\n#3  0x00007f in shelf_clear (op=0x0) at Modules/_shelfmodule.c:13\n'), [
      ['Modules/_shelfmodule.c:13', 'Modules/_shelfmodule.c', 13],
    ]);
  });

  it('speaks of the version that was looked at', async () => {
    for (const [report, name, said] of [
      ['Python 3.13.1', 'v3.13.1', '3.13.1'],
      ['Since Python 3.9.2 it does. Seen with Python 3.13.1', 'v3.13.1', '3.13.1'],
      ['Since Python 3.9.2 it does.', 'main', null],
      ['crash in python39.dll!f', '3.9', '3.9'],
      ['in f () from /usr/lib/libpython3.9.so.1.0', '3.9', '3.9'],
      ['with /usr/bin/python3.9 -X dev', '3.9', '3.9'],
      ['Python 3.14.0a2+ (heads/main:1234567, today)', 'v3.13.1', '3.14.0a2'],
      ['OpenSSL 3.9.2 and gcc 13.1', 'main', null],
    ] as const) {
      const { affected } = await look(report);
      assert.deepEqual([affected[0]?.name, affected[0]?.said], [name, said], report);
    }
  });
});
