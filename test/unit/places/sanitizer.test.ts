import { describe, it } from 'mocha';
import { findSanitizerFrames } from '../../../src/places/find/sanitizer.ts';
import { assertFound, type Row } from './rows.ts';

const check = (text: string, expected: readonly Row[]) => {
  assertFound(findSanitizerFrames, text, expected);
};

describe('frames of sanitizers', () => {
  it('are read with and without a file', () => {
    check(
      `==77==ERROR: AddressSanitizer: heap-use-after-free on address 0x6020 at pc 0x55 bp 0x7f sp 0x7e
READ of size 8 at 0x6020 thread T0
    #0 0x55aa01 in list_take /home/me/cpython/Objects/listobject.c:210:9
    #1 0x55aa02 in list_give Objects/listobject.c:99
    #2 0x55aa03 in PyThing_Call (/usr/local/bin/python3.14+0x64aa) (BuildId: 00aabb11)
    #3 0x7f0001 in __libc_start_main ../csu/libc-start.c:308:16
    #4 0x55aa05 in _start (/usr/local/bin/python3.14+0x21)
    #5 0x7f02 in __interceptor_free (/usr/lib/libasan.so.6+0xb0)
    #6 0x7f03 in ns::Box<int>::get(int, char const*) /src/box.cc:3:4
    #7 0x7f04  (<unknown module>)
    #8 0x104 in wrap_thing+0x8c (Python:arm64+0x5548)
SUMMARY: AddressSanitizer: heap-use-after-free /home/me/cpython/Objects/listobject.c:210:9 in list_take
`,
      [
        ['/home/me/cpython/Objects/listobject.c:210:9', '/home/me/cpython/Objects/listobject.c', 210, 'list_take'],
        ['Objects/listobject.c:99', 'Objects/listobject.c', 99, 'list_give'],
        ['PyThing_Call', null, null, 'PyThing_Call'],
        ['../csu/libc-start.c:308:16', '../csu/libc-start.c', 308, '__libc_start_main'],
        ['/src/box.cc:3:4', '/src/box.cc', 3, 'ns::Box<int>::get'],
        ['wrap_thing', null, null, 'wrap_thing'],
        ['/home/me/cpython/Objects/listobject.c:210:9', '/home/me/cpython/Objects/listobject.c', 210, 'list_take'],
      ],
    );
  });

  it('are read of a data race, with a file but no line', () => {
    check(
      `  Write of size 8 at 0x7fff by thread T2:
    #0 set_next Modules/_randommodule.c:55:7 (python+0x64) (BuildId: 210f4dee)
    #1 PyThing_Hash Objects/object.c (python+0x29)
    #2 pthread_create <null> (python+0xe0)
    #3 PyThing_Repr <null> (python+0xe1)
SUMMARY: ThreadSanitizer: data race /p/Objects/object.c in PyThing_Hash
SUMMARY: ThreadSanitizer: data race (/usr/bin/python3+0x4d) in PyThing_Str
SUMMARY: AddressSanitizer: SEGV ??:0 in PyThing_Len`,
      [
        ['Modules/_randommodule.c:55:7', 'Modules/_randommodule.c', 55, 'set_next'],
        ['Objects/object.c', 'Objects/object.c', null, 'PyThing_Hash'],
        ['PyThing_Repr', null, null, 'PyThing_Repr'],
        ['/p/Objects/object.c', '/p/Objects/object.c', null, 'PyThing_Hash'],
        ['PyThing_Str', null, null, 'PyThing_Str'],
        ['PyThing_Len', null, null, 'PyThing_Len'],
      ],
    );
  });

  it('are read as people shorten them', () => {
    check(
      '#8  join    Objects/bytesobject.c:17   <- assert n == (b != NULL)\n> #9 f_x Python/ceval.c:8\n#1 f_y() (Objects/a.c:3)\n',
      [
        ['Objects/bytesobject.c:17', 'Objects/bytesobject.c', 17, 'join'],
        ['Python/ceval.c:8', 'Python/ceval.c', 8, 'f_x'],
        ['Objects/a.c:3', 'Objects/a.c', 3, 'f_y'],
      ],
    );
    check('#3 a bug in Objects/a.c:3', [['Objects/a.c:3', 'Objects/a.c', 3, null]]);
  });

  it('are read of undefined behaviour, of globals and of core dumps', () => {
    check(
      `Objects/longobject.c:43:7: runtime error: signed integer overflow: 1 + 2
0x5512 is located 4 bytes after global variable 'tab' defined in 'Modules/tab.c:5:1' (0x5512) of size 4
#0  0x00007f0000aa n/a (libc.so.6 + 0x8c)
#1  0x0000550000bb PyThing_Run (python3.12 + 0x1a2)`,
      [
        ['Objects/longobject.c:43:7', 'Objects/longobject.c', 43, null],
        ['Modules/tab.c:5:1', 'Modules/tab.c', 5, null],
        ['PyThing_Run', null, null, 'PyThing_Run'],
      ],
    );
  });

  it('are no frames where a number, a version or a link stands', () => {
    check(
      '#12 see https://example.org/a.c:3x\n#1 0x12 in\n#2 (python+0x12)\n#3 BuildId: 00aa11\n#4 f (name="x.c:3")\n#5 f (a=1, x.c:3)',
      [],
    );
  });
});
