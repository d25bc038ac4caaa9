import { describe, it } from 'mocha';
import { findProfilerFrames } from '../../../src/places/find/profilers.ts';
import { assertFound, type Row } from './rows.ts';

const check = (text: string, expected: readonly Row[]) => {
  assertFound(findProfilerFrames, text, expected);
};

describe('frames of profilers', () => {
  it('are read of valgrind', () => {
    check(
      `==12== Invalid read of size 8
==12==    at 0x484417B: free (in /usr/libexec/valgrind/vgpreload_memcheck-amd64-linux.so)
==12==    by 0x48: Thing_DECREF (object.h:112)
==12==    by 0x49: Thing_Clear (in /usr/bin/python3.12)
==12==    by 0x4A: ??? (in /usr/bin/python3.12)
==12==    by 0x4B: Box::get(int) (Modules/box.cc:12)
->45.00% (1,234B) 0x4C: Thing_Malloc (obmalloc.c:801)`,
      [
        ['object.h:112', 'object.h', 112, 'Thing_DECREF'],
        ['Thing_Clear', null, null, 'Thing_Clear'],
        ['Modules/box.cc:12', 'Modules/box.cc', 12, 'Box::get'],
        ['obmalloc.c:801', 'obmalloc.c', 801, 'Thing_Malloc'],
      ],
    );
  });

  it('are read of perf and callgrind', () => {
    check(
      `\t    7f12ab Thing_Eval+0x1a (/usr/bin/python3.12)
\t    7f12ac Thing_Line+0x1a (/usr/bin/python3.12)
  ceval.c:1234
\t    7f12ad memcpy+0x1a (/usr/lib/libc.so.6)
\t    7f12ae py::decode_it:/usr/lib/python3.12/json/decoder.py+0xb (/tmp/perf-1.map)
    12.34%  python3.12  python3.12           [.] Thing_Hash
     3.34%  python3.12  [kernel.kallsyms]    [k] page_fault
            |--12.34%--Thing_Call
1,234 (12.3%)  ./Objects/object.c:Thing_Repr [/usr/bin/python3.12]`,
      [
        ['Thing_Eval', null, null, 'Thing_Eval'],
        ['ceval.c:1234', 'ceval.c', 1234, 'Thing_Line'],
        ['/usr/lib/python3.12/json/decoder.py', '/usr/lib/python3.12/json/decoder.py', null, 'decode_it'],
        ['Thing_Hash', null, null, 'Thing_Hash'],
        ['Thing_Call', null, null, 'Thing_Call'],
        ['./Objects/object.c', './Objects/object.c', null, 'Thing_Repr'],
      ],
    );
  });

  it('are read of a stack that glibc or faulthandler prints', () => {
    check(
      `./python(Thing_Eval+0x1234)[0x55aa]
/lib/x86_64-linux-gnu/libc.so.6(abort+0x12)[0x7f]
python(+0x1234)[0x55]
  Binary file "./python", at Thing_Dump+0x48 [0x5f]
  Binary file "/lib/libc.so.6", at +0x45330 [0x7f]`,
      [
        ['Thing_Eval', null, null, 'Thing_Eval'],
        ['Thing_Dump', null, null, 'Thing_Dump'],
      ],
    );
  });

  it('are none of Java, Go and Rust', () => {
    check(
      '\tat java.lang.Thread.run(Thread.java:748)\n\t/go/src/x.go:12 +0x1d\n  3: 0x55 - core::panicking::panic\n at src/num/mod.rs:42:5',
      [],
    );
  });
});
