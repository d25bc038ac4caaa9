import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { findNames } from '../../../src/places/find/names.ts';

const names = (text: string) =>
  findNames(text, []).map(({ kind, symbol }) => `${kind === 'symbol' ? 'py' : 'c'} ${symbol ?? ''}`);

describe('names in a report', () => {
  it('are dotted, called or not, with or without marks around them', () => {
    for (const [text, wanted] of [
      ['The call tarfile.TarFile.extractall() writes.', 'tarfile.TarFile.extractall'],
      ['see `http.cookies.Morsel`, please', 'http.cookies.Morsel'],
      ['**email.utils.parseaddr** is fooled', 'email.utils.parseaddr'],
      ['in `ab._b.__init__`.', 'ab._b.__init__'],
      [String.raw`decimal.Decimal.\_\_hash\_\_ caches`, 'decimal.Decimal.__hash__'],
      ['io.open() is called', 'io.open'],
      ['(csv.reader)', 'csv.reader'],
    ] as const)
      assert.deepEqual(names(text), [`py ${wanted}`], text);
  });

  it('are plain where their form or their marks say that they are names', () => {
    for (const [text, wanted] of [
      ['PyErr_NoMemory is called', 'PyErr_NoMemory'],
      ['unicode_askind() returns NULL', 'unicode_askind'],
      ['the function frobnicate is wrong', 'frobnicate'],
      ['`frobnicate` is wrong', 'frobnicate'],
      ['`frobnicate(x, 3)` is wrong', 'frobnicate'],
      [String.raw`\_PyUnicode\_FromUCS1() overflows`, '_PyUnicode_FromUCS1'],
      ['`größe_prüfen` reads', 'größe_prüfen'],
      ['PyASCIIObject struct', 'PyASCIIObject'],
      ['```\nlist_resize\n```', 'list_resize'],
    ] as const)
      assert.deepEqual(names(text), [`c ${wanted}`], text);
    assert.deepEqual(names('`unicode_askind`/`PyMem_New` and `a_b` → `c_d`'), [
      'c unicode_askind',
      'c PyMem_New',
      'c a_b',
      'c c_d',
    ]);
  });

  it('are no words of prose, hosts, files, addresses, constants, nor parts of an expression', () => {
    for (const text of [
      'The queue is empty and the socket is closed.',
      'docs.python.org says so, e.g. in tool.py or archive.tar.gz',
      'somebody@example.org wrote poc.py, i.e. nothing',
      'T_ULONG and NULL are constants',
      '`if (release1) PyMem_Free(buf1)`',
      'self->hash is read',
      'std::move is C++',
      'pthread_create and malloc() are the system’s',
      'a/b_c/d',
      '--no_such_option',
    ])
      assert.deepEqual(
        names(text).filter((name) => !name.startsWith('py self')),
        [],
        text,
      );
  });

  it('are taken once in code, and not at all there if prose has them', () => {
    const poc = '```python\nshutil.unpack_archive(a)\nshutil.unpack_archive(b)\n```\n';
    assert.equal(names(poc).length, 1);
    const [only, ...more] = findNames(`${poc}shutil.unpack_archive is unsafe`, []);
    assert.equal(more.length, 0);
    assert.ok(only && only.start >= poc.length);
  });

  it('are left to others where those have the text', () => {
    assert.deepEqual(findNames('PyErr_NoMemory', [{ start: 0, end: 14 }]), []);
  });

  it('are slices of the text, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('a.b', '`', '_', 'Py_', '()', '\n', ' ', '```', '\\', 'é'), fc.string())),
        (parts) => {
          const text = parts.join('');
          for (const { start, end, text: own } of findNames(text, [])) {
            assert.ok(end > start);
            assert.equal(text.slice(start, end), own);
          }
        },
      ),
    );
  });
});
