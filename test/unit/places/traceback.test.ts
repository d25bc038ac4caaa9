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
      'File "<frozen importlib._bootstrap>", line 1',
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
});
