import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findTracebacks } from '../../../src/places/find/traceback.ts';

const frames = (text: string) => findTracebacks(text).map(({ path, line, symbol, quoted }) => [path, line, symbol, quoted]);
const plain =
  'Traceback (most recent call last):\n  File "/tmp/poc.py", line 3, in <module>\n    tarfile.open(x)\n    ~~~~~~~~~~~~^^^\n  File "/usr/lib/python3.13/tarfile.py", line 1886, in open\n    raise ReadError(f"x")\ntarfile.ReadError: x\n';
const expected = [
  ['/tmp/poc.py', 3, '<module>', 'tarfile.open(x)'],
  ['/usr/lib/python3.13/tarfile.py', 1886, 'open', 'raise ReadError(f"x")'],
];

describe('tracebacks', () => {
  it('are read as Python prints them', () => {
    assert.deepEqual(frames(plain), expected);
    assert.deepEqual(frames(plain.replaceAll('\n', '\r\n')), expected);
  });

  for (const [what, mark] of [
    ['mail', '> '],
    ['mail twice', '> > '],
    ['comment marks', '# '],
    ['list marks', '  * '],
    ['an exception group', '  | '],
  ] as const) {
    it(`are read behind ${what}`, () => {
      assert.deepEqual(frames(plain.replace(/^/gm, mark)), expected);
    });
  }

  it('are read in exception groups and chains', () => {
    const group =
      '  + Exception Group Traceback (most recent call last):\n  |   File "a.py", line 1, in f\n  |     g()\n  | ExceptionGroup: x (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    | Traceback (most recent call last):\n    |   File "b.py", line 2, in h\n    |     raise ValueError\n    | ValueError\n    +------------------------------------\n';
    assert.deepEqual(frames(group), [
      ['a.py', 1, 'f', 'g()'],
      ['b.py', 2, 'h', 'raise ValueError'],
    ]);
    assert.equal(frames(`${plain}\nDuring handling of the above exception, another exception occurred:\n\n${plain}`).length, 4);
  });

  it('have no source line where Python printed none', () => {
    for (const next of [
      '',
      '\n',
      '\n    ^^^^^\n',
      '\n    ~~~~^^\n',
      '\n  File "b.py", line 2, in g\n',
      '\nValueError: x\n',
      '\n```\n',
      '\n> > \n',
      ' and more words\n    x()',
    ]) {
      assert.equal(findTracebacks(`File "a.py", line 1, in f${next}`)[0]?.quoted, null, JSON.stringify(next));
    }
  });

  it('are read from Windows, with blanks and letters beyond ASCII', () => {
    assert.deepEqual(frames('File "C:\\Program Files\\Python313\\Lib\\é.py", line 7'), [
      ['C:/Program Files/Python313/Lib/é.py', 7, null, null],
    ]);
    assert.deepEqual(frames('File "\\\\host\\share\\a.py", line 7, in f'), [['//host/share/a.py', 7, 'f', null]]);
  });

  it('are no places where there is no file or no line', () => {
    for (const text of [
      'File "<string>", line 1',
      'File "<stdin>", line 1, in <module>',
      'File "", line 1',
      'File "a.py", line 0',
      'File "a.py", line 12345678',
      'File "a\n.py", line 1',
      "File 'a.py', line 1",
      'File "a.py" line 1',
      'file "a.py", line 1',
    ])
      assert.deepEqual(frames(text), [], text);
  });

  it('keep a source line that begins with a star', () => {
    assert.equal(
      findTracebacks('  File "a.py", line 1, in f\n    *rest, last = parts\nValueError: x')[0]?.quoted,
      '*rest, last = parts',
    );
    assert.equal(findTracebacks('  File "a.py", line 1, in f\n    **options,\n')[0]?.quoted, '**options,');
  });

  it("tell no exception's words as a source line", () => {
    for (const words of [
      'zipfile.BadZipFile: File is not a zip file',
      'json.decoder.JSONDecodeError: Expecting value',
      'KeyboardInterrupt',
      '[Previous line repeated 996 more times]',
    ]) {
      assert.equal(findTracebacks(`  File "a.py", line 1, in f\n  ${words}\n`)[0]?.quoted, null, words);
    }
  });

  it('are read as mail breaks them', () => {
    const soft = '  File "/usr/lib/python3.12/zip=\nfile.py", line 2631, in =\n__init__\n    raise X(x=3D1)\n';
    assert.deepEqual(frames(soft), [['/usr/lib/python3.12/zipfile.py', 2631, '__init__', 'raise X(x=1)']]);
    const [place] = findTracebacks(soft);
    assert.equal(place?.text, 'File "/usr/lib/python3.12/zip=\nfile.py", line 2631, in =\n__init__');
    assert.equal(soft.slice(place.start, place.end), place.text);
    assert.deepEqual(frames('> File "a.py", line\n> 12, in f\n>   x()\n'), [['a.py', 12, 'f', 'x()']]);
    assert.deepEqual(frames('=====\n  File "a.py", line 12, in f\n    x =\n'), [['a.py', 12, 'f', 'x =']]);
  });

  it('are read of frozen modules, which only the clone can tell', () => {
    const text =
      '  File "<frozen zipimport>", line 259, in load_module\n  File "<frozen importlib._bootstrap>", line 228, in _call_it\n    x()\n';
    assert.deepEqual(
      findTracebacks(text).map(({ path, line, symbol, quoted, tentative }) => [path, line, symbol, quoted, tentative]),
      [
        ['zipimport.py', 259, 'load_module', null, true],
        ['importlib/_bootstrap.py', 228, '_call_it', 'x()', true],
      ],
    );
  });

  it('are read of faulthandler, tracemalloc, JSON and Markdown', () => {
    assert.deepEqual(frames('Current thread 0x1 (most recent call first):\n  File "a/b.py", line 3 in f\n  gone'), [
      ['a/b.py', 3, 'f', null],
    ]);
    assert.deepEqual(frames('File "a/b.py", line 3 in the file'), [['a/b.py', 3, null, null]]);
    assert.deepEqual(frames('  File "a/b.py", lineno 3\n    x()'), [['a/b.py', 3, null, 'x()']]);
    assert.deepEqual(frames(String.raw`{"t": "  File \"a/b.py\", line 3, in f\n    x(\"y\")\nValueError"}`), [
      ['a/b.py', 3, 'f', 'x("y")'],
    ]);
    assert.deepEqual(frames('File "a/\\_\\_init\\_\\_.py", line 3, in \\_\\_new\\_\\_'), [['a/__init__.py', 3, '__new__', null]]);
    assert.deepEqual(frames('It is File "a/b.py", line 3, in f.'), [['a/b.py', 3, 'f', null]]);
    assert.deepEqual(frames('`File "a/b.py", line 3, in <module>`'), [['a/b.py', 3, '<module>', null]]);
  });

  it('take no line that is indented less for source, and cut off what stands before both', () => {
    assert.equal(findTracebacks('  File "a.py", line 1, in f\nSegmentation fault (core dumped)')[0]?.quoted, null);
    assert.equal(findTracebacks('app_1  |   File "a.py", line 1, in f\napp_1  |     x()')[0]?.quoted, 'x()');
    assert.equal(findTracebacks('<details>\n  File "a.py", line 1, in f\n  </details>')[0]?.quoted, null);
  });
});
