import { describe, it } from 'mocha';
import { findGdbFrames } from '../../../src/places/find/gdb.ts';
import { assertFound, type Row } from './rows.ts';

const check = (text: string, expected: readonly Row[]) => {
  assertFound(findGdbFrames, text, expected);
};

describe('frames of gdb', () => {
  it('go on over several lines, and their arguments are no places', () => {
    check(
      `#0  deque_take (dq=0x7fffe000, n=4) at ./Modules/_collectionsmodule.c:311
#1  0x0000555500aa10c4 in run_file (tstate=0x5555560,
    loader=<SourceFileLoader(name='__main__', path='/tmp/fuzz/other.c:12') at remote 0x7ffff7a9>,
    names={'__file__': '/tmp/fuzz/poc.py', 'f': <function at remote 0x7fff>}, text=0x55 "x) at inner.c:3 y",
    dump=0x0)
    at ../Python/pythonrun.c:1502
#2  main (argc=2, argv=0x7ffe) at /home/me/cpython/./Programs/python.c:15
`,
      [
        ['./Modules/_collectionsmodule.c:311', './Modules/_collectionsmodule.c', 311, 'deque_take'],
        ['../Python/pythonrun.c:1502', '../Python/pythonrun.c', 1502, 'run_file'],
        ['/home/me/cpython/./Programs/python.c:15', '/home/me/cpython/./Programs/python.c', 15, 'main'],
      ],
    );
  });

  it('come after a signal and a breakpoint, with the source line below', () => {
    check(
      `Thread 1 "python" received signal SIGSEGV, Segmentation fault.
0x00000000004a0 in set_look (so=0xae1) at Objects/setobject.c:74
74\t    entry = so->table + i;
(gdb) up
#1  set_has (so=0xae1) at Objects/setobject.c:90
91\t    other();
Thread 2 "w" hit Breakpoint 1, set_new (t=0x0) at Objects/setobject.c:5
5           return NULL;
set_again (t=0x0) at Objects/setobject.c:6
6\t../sysdeps/x.c: No such file or directory.
`,
      [
        ['Objects/setobject.c:74', 'Objects/setobject.c', 74, 'set_look', 'entry = so->table + i;'],
        ['Objects/setobject.c:90', 'Objects/setobject.c', 90, 'set_has'],
        ['Objects/setobject.c:5', 'Objects/setobject.c', 5, 'set_new', 'return NULL;'],
        ['Objects/setobject.c:6', 'Objects/setobject.c', 6, 'set_again'],
      ],
    );
  });

  it('have a name only where no file is told, and nothing of the system', () => {
    check(
      `#0  0x7f11 in raise () from /lib/x86_64-linux-gnu/libc.so.6
#1  0x7f12 in ?? () from /usr/lib/libfoo.so
#2  0x5512 in PyThing_Get ()
#3  <signal handler called>
#4  0x5513 in PyThing_Set.part.0 (o=0x0) from /usr/lib/libpython3.12.so.1.0
#5  0x5514 in helper () from /lib64/libc.so.6`,
      [
        ['PyThing_Get', null, null, 'PyThing_Get'],
        ['PyThing_Set', null, null, 'PyThing_Set'],
      ],
    );
  });

  it('are read elided, quoted in mail, with Markdown and with notes', () => {
    check('#7 0x12 in tree_gc (self=0x1) at .../_elementtree.c:4018', [
      ['.../_elementtree.c:4018', '_elementtree.c', 4018, 'tree_gc'],
    ]);
    check('> #7 0x12 in f_g (a=1,\r\n>     b=2)\r\n>     at ./Objects/call.c:7\r\n> #8 h () at Objects/call.c\r\n', [
      ['./Objects/call.c:7', './Objects/call.c', 7, 'f_g'],
      ['Objects/call.c', 'Objects/call.c', null, 'h'],
    ]);
    check('\\#0 \\_f\\_g (a=1) at Objects/\\_call.c:7 <- here', [['Objects/\\_call.c:7', 'Objects/_call.c', 7, '_f_g']]);
    check('#1 0x12 in f (self=3D0x0, n=3D=\n1) at Objects/ca=\nll.c:7', [['Objects/ca=\nll.c:7', 'Objects/call.c', 7, 'f']]);
  });

  it('are no frames of other tools, and prose is none', () => {
    check(
      '#1 0x55 in f (/usr/bin/python3+0x12)\n#2 f_g (python3.12 + 0x12)\nprint (x)\n\nlater it looks at x.c:3\n#12 (fixed)',
      [],
    );
    check('#1 f (\n\nand more (words) at Objects/call.c:7', [['f', null, null, 'f']]);
  });
});
