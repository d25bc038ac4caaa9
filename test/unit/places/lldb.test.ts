import { describe, it } from 'mocha';
import { findLldbFrames } from '../../../src/places/find/lldb.ts';
import { assertFound, type Row } from './rows.ts';

const check = (text: string, expected: readonly Row[]) => {
  assertFound(findLldbFrames, text, expected);
};

describe('frames of lldb and macOS', () => {
  it('are read with and without a file', () => {
    check(
      `* thread #1, queue = 'com.apple.main-thread', stop reason = EXC_BAD_ACCESS (code=1, address=0x8)
  * frame #0: 0x0000000100a1 python.exe\`list_grow(self=0x0, text="at x.c:1 y") at listobject.c:94:5 [opt]
    frame #1: 0x0000000100a2 Python\`thing_call + 148 at typeobject.c:1123:4
    frame #2: 0x0000000100a3 Python\`thing_new + 148
    frame #3: 0x00018 libsystem_kernel.dylib\`__pthread_kill + 8
    frame #4: 0x00019 libsystem_c.dylib\`something + 8
    frame #5: python3.12\`outer_f [inlined] inner_f(x=1) at object.h:12:3
    frame #6: python3.12\`last_f(a=1)
        at /src/Objects/call.c:7
`,
      [
        ['listobject.c:94:5', 'listobject.c', 94, 'list_grow'],
        ['typeobject.c:1123:4', 'typeobject.c', 1123, 'thing_call'],
        ['thing_new', null, null, 'thing_new'],
        ['object.h:12:3', 'object.h', 12, 'inner_f'],
        ['/src/Objects/call.c:7', '/src/Objects/call.c', 7, 'last_f'],
      ],
    );
  });

  it('have the source line at the arrow', () => {
    check(
      `    frame #0: 0x01 Python\`set_f(so=0x0) at setobject.c:12:3 [opt]
   11  \t    a = 1;
-> 12  \t    b = a->next;
   13  \t}
Target 0: (python) stopped.`,
      [['setobject.c:12:3', 'setobject.c', 12, 'set_f', 'b = a->next;']],
    );
  });

  it('are read in crash reports, samples and DTrace', () => {
    check(
      `Thread 0 Crashed:
0   libsystem_kernel.dylib        \t       0x18aa11bb0 __pthread_kill + 8
1   Python                        \t       0x104a1b2c4 thing_eval + 1234 (ceval.c:1234)
2   org.python.python             \t0x0000000104a1b2 thing_type + 148
3   Google Chrome Framework       \t0x0000000104a1b3 thing_x + 1
    + 2450 thing_loop  (in Python) + 1234  [0x104a1b2c4]  loop.c:77
    + 2450 thing_lopp  (in Python) + 1234  [0x104a1b2c4]
              libpython3.12.so.1.0\`thing_hash+0x1c
`,
      [
        ['ceval.c:1234', 'ceval.c', 1234, 'thing_eval'],
        ['thing_type', null, null, 'thing_type'],
        ['thing_x', null, null, 'thing_x'],
        ['loop.c:77', 'loop.c', 77, 'thing_loop'],
        ['thing_lopp', null, null, 'thing_lopp'],
        ['thing_hash', null, null, 'thing_hash'],
      ],
    );
  });

  it('are none in prose', () => {
    check('a frame #1: of `x`, and `foo`bar, 3 things 0x12 f + 3', []);
  });
});
