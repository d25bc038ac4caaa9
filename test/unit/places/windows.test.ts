import { describe, it } from 'mocha';
import { findWindowsFrames } from '../../../src/places/find/windows.ts';
import { assertFound, type Row } from './rows.ts';

const check = (text: string, expected: readonly Row[]) => {
  assertFound(findWindowsFrames, text, expected);
};

describe('frames of Windows', () => {
  it('are read of WinDbg', () => {
    check(
      String.raw`00 0000001a${'`'}1234 00007ff9${'`'}abcd python35!slot_next+0x4e [c:\build me\cpython\objects\slotobject.c @ 5470]
01 0000001a${'`'}1235 00007ff9${'`'}abce python312!PyThing_Hash+0x1c
02 0000001a ntdll!RtlUserThreadStart+0x21
03 0000001a KERNEL32!BaseThreadInitThunk+0x14
The crash is in _bz2!expand or in Hello!World.`,
      [
        [
          String.raw`c:\build me\cpython\objects\slotobject.c @ 5470`,
          'c:/build me/cpython/objects/slotobject.c',
          5470,
          'slot_next',
        ],
        ['PyThing_Hash', null, null, 'PyThing_Hash'],
        ['expand', null, null, 'expand'],
      ],
    );
  });

  it('are read of Process Monitor and of the compiler', () => {
    check(
      String.raw`5	python312.dll	PyThing_Call + 0x52, \Objects\call.c(327)	0x7ff9
6	python312.dll	Eval_It + 0x1234	\PCbuild\Python\bytecodes.c(2715)	0x7ff9
C:\src\cpython\Objects\call.c(30): error C2065: 'x': undeclared identifier
call.c(31,5): warning C4244: narrowing
and do_it.c(32) is a call`,
      [
        [String.raw`\Objects\call.c(327)`, '/Objects/call.c', 327, 'PyThing_Call'],
        [String.raw`\PCbuild\Python\bytecodes.c(2715)`, '/PCbuild/Python/bytecodes.c', 2715, 'Eval_It'],
        [String.raw`C:\src\cpython\Objects\call.c(30)`, 'C:/src/cpython/Objects/call.c', 30, null],
        ['call.c(31,5)', 'call.c', 31, null],
      ],
    );
  });

  it('are read of Visual Studio', () => {
    check(
      String.raw`>	python312_d.dll!Thing_Eval(_ts * tstate, int n) Line 1234	C
 	python312_d.dll!Thing_Run(const char * s) Line 12 at C:\src\run.c
 	ucrtbase.dll!abort() Line 5	C
 	kernel32.dll!f() Line 5	C`,
      [
        ['Thing_Eval', null, 1234, 'Thing_Eval'],
        [String.raw`C:\src\run.c`, 'C:/src/run.c', 12, 'Thing_Run'],
      ],
    );
  });
});
