import { describe, it } from 'mocha';
import { findPythonFrames } from '../../../src/places/find/python-frames.ts';
import { assertFound, type Row } from './rows.ts';

const check = (text: string, expected: readonly Row[]) => {
  assertFound(findPythonFrames, text, expected);
};

describe('frames of Python by other tools', () => {
  it('are read of py-spy', () => {
    check(
      `Thread 4242 (idle): "MainThread"
    _wait_it (threading.py:1002)
    <module> (/home/me/server.py:3)
    Thing_Eval (Python/ceval.c:12)
    start_thread (libc.so.6)
main (a.py:3);loads_it (json/__init__.py:346) 12
prose (json/tool.py:7) here`,
      [
        ['threading.py:1002', 'threading.py', 1002, '_wait_it'],
        ['/home/me/server.py:3', '/home/me/server.py', 3, '<module>'],
        ['Python/ceval.c:12', 'Python/ceval.c', 12, 'Thing_Eval'],
        ['json/__init__.py:346', 'json/__init__.py', 346, 'loads_it'],
      ],
    );
  });

  it('are read of pdb and of trace', () => {
    check(
      `> /usr/lib/python3.12/json/decoder.py(355)raw_it()->(1, 2)
-> obj, end = self.scan(s)
(Pdb) w
  <string>(1)<module>()
> <frozen importlib._bootstrap>(1165)_find_it()
> c:\\python312\\lib\\bdb.py(600)run_it()
decoder.py(353):         obj = 1
decoder.py(353) is where`,
      [
        [
          '/usr/lib/python3.12/json/decoder.py(355)raw_it',
          '/usr/lib/python3.12/json/decoder.py',
          355,
          'raw_it',
          'obj, end = self.scan(s)',
        ],
        ['<frozen importlib._bootstrap>(1165)_find_it', 'importlib/_bootstrap.py', 1165, '_find_it'],
        ['c:\\python312\\lib\\bdb.py(600)run_it', 'c:/python312/lib/bdb.py', 600, 'run_it'],
        ['decoder.py(353)', 'decoder.py', 353, null, 'obj = 1'],
      ],
    );
  });

  it('are read of pytest and of warnings', () => {
    check(
      `>       raise Thing("expected", s)
E       json.decoder.JSONDecodeError: no

json/decoder.py:355: JSONDecodeError
/usr/lib/python3.12/json/__init__.py:346: in loads_it
    return decode(s)
/usr/lib/python3.12/ast.py:53: SyntaxWarning: invalid escape
  value = "x"
<frozen importlib._bootstrap>:488: RuntimeWarning: size changed
json/tool.py:7: it says so`,
      [
        ['json/decoder.py:355', 'json/decoder.py', 355, null, 'raise Thing("expected", s)'],
        ['/usr/lib/python3.12/json/__init__.py:346', '/usr/lib/python3.12/json/__init__.py', 346, 'loads_it', 'return decode(s)'],
        ['/usr/lib/python3.12/ast.py:53', '/usr/lib/python3.12/ast.py', 53, null, 'value = "x"'],
        ['<frozen importlib._bootstrap>:488', 'importlib/_bootstrap.py', 488, null],
      ],
    );
  });

  it('are read of IPython, with the line at the arrow', () => {
    check(
      `File /usr/lib/python3.12/json/decoder.py:355, in Decoder.raw_it(self, s)
    354 try:
--> 355     obj = scan(s)
    356 except X:

/usr/lib/python3.6/json/decoder.py in old_it(self, s)
    354 try:
--> 357     obj = scan(t)

/usr/lib/python3.6/json/decoder.py in no_arrow(self)`,
      [
        [
          '/usr/lib/python3.12/json/decoder.py:355',
          '/usr/lib/python3.12/json/decoder.py',
          355,
          'Decoder.raw_it',
          'obj = scan(s)',
        ],
        ['/usr/lib/python3.6/json/decoder.py', '/usr/lib/python3.6/json/decoder.py', 357, 'old_it', 'obj = scan(t)'],
      ],
    );
  });

  it('are read among the arguments of gdb', () => {
    check('f=Frame 0x7f, for file /usr/lib/python3.8/json/decoder.py, line 353, in raw_it (self=<D at remote 0x7f>)', [
      ['/usr/lib/python3.8/json/decoder.py, line 353, in raw_it', '/usr/lib/python3.8/json/decoder.py', 353, 'raw_it'],
    ]);
    check('f=Frame 0x7f, for file <string>, line 3, in x ()', []);
  });
});
