import { describe, it } from 'mocha';
import { findAssertions } from '../../../src/places/find/assertion.ts';
import { assertFound, type Row } from './rows.ts';

const check = (text: string, expected: readonly Row[]) => {
  assertFound(findAssertions, text, expected);
};

describe('assertions and diagnostics', () => {
  it('name the place and the function', () => {
    check(
      `python: ../Modules/_sqlite/cursor.c:146: PyObject *take_rows(Cursor *, int): Assertion \`n > 0' failed.
python3.14: Objects/slotobject.c:1234: slot_new: Assertion \`x != NULL' failed.
./Objects/pairobject.c:12: _Pair_TRACK: Assertion "!tracked(op)" failed: object already tracked
Assertion failed: (x), function slot_new, file slotobject.c, line 34.
Assertion failed: n > 0, file ..\\Objects\\slotobject.c, line 35`,
      [
        ['../Modules/_sqlite/cursor.c:146', '../Modules/_sqlite/cursor.c', 146, 'take_rows'],
        ['Objects/slotobject.c:1234', 'Objects/slotobject.c', 1234, 'slot_new'],
        ['./Objects/pairobject.c:12', './Objects/pairobject.c', 12, '_Pair_TRACK'],
        ['slotobject.c, line 34', 'slotobject.c', 34, 'slot_new'],
        ['..\\Objects\\slotobject.c, line 35', '../Objects/slotobject.c', 35, null],
      ],
    );
  });

  it('are read of compilers', () => {
    check(
      `Modules/x.c: In function ‘take_it’:
Modules/x.c:12:3: warning: unused variable ‘n’ [-Wunused]
   12 |   int n;
      |       ^
Modules/y.c:7:9: error: expected ';'
    int n
        ^
Modules/y.c:8: note: here
see`,
      [
        ['Modules/x.c', 'Modules/x.c', null, 'take_it'],
        ['Modules/x.c:12:3', 'Modules/x.c', 12, null, 'int n;'],
        ['Modules/y.c:7:9', 'Modules/y.c', 7, null, 'int n'],
        ['Modules/y.c:8', 'Modules/y.c', 8, null],
      ],
    );
  });

  it('are read of titles, where the name is one', () => {
    check(
      '# itertoolsmodule.c: tee_take crashes\nIn `_csv.c: reader` and Objects/a.c: fix the leak\nb.c: leak()\n(c.c: spill)\nd.c: isDone.',
      [
        ['itertoolsmodule.c: tee_take', 'itertoolsmodule.c', null, 'tee_take'],
        ['b.c: leak', 'b.c', null, 'leak'],
        ['c.c: spill', 'c.c', null, 'spill'],
      ],
    );
  });

  it('are read of a fatal error', () => {
    check('Fatal Python error: init_things: no memory\nFatal Python error: Aborted\nFatal Python error: Bus error: x', [
      ['init_things', null, null, 'init_things'],
    ]);
  });
});
