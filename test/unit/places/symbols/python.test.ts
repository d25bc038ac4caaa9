import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pythonSymbols } from '../../../../src/places/symbols/python.ts';

function definitions(text: string): readonly string[] {
  return pythonSymbols(text).definitions.map(
    ({ name, kind, firstLine, line, endLine }) => `${kind} ${name} ${firstLine}/${line}-${endLine}`,
  );
}

describe('definitions in Python', () => {
  it('are qualified, and begin with their decorators', () => {
    const text = [
      'class Spoon(Tool, kitchen.Metal[int], metaclass=Meta):',
      '    size: int = 3',
      '    @property',
      '    @cached(1,',
      '            2)',
      '    def bowl(self):',
      '        """def nothing():"""',
      '        def inner(): pass',
      '',
      '    # the end',
      '    async def stir(self,',
      '                   soup): return 1',
      'x = 1',
    ].join('\n');
    assert.deepEqual(definitions(text), [
      'class Spoon 1/1-12',
      'variable Spoon.size 2/2-2',
      'function Spoon.bowl 3/6-8',
      'function Spoon.bowl.inner 8/8-8',
      'function Spoon.stir 11/11-12',
      'variable x 13/13-13',
    ]);
    assert.deepEqual(pythonSymbols(text).definitions[0]?.bases, ['Tool', 'kitchen.Metal']);
  });

  it('may stand in branches, of which the foreign and the later ones count less', () => {
    const text = [
      'if sys.platform == "win32":',
      '    def tick(): pass',
      'elif mac:',
      '    def tick(): pass',
      'else:',
      '    def tick(): pass',
      'try:',
      '    import fast',
      'except ImportError:',
      '    fast = None',
    ].join('\n');
    const symbols = pythonSymbols(text);
    assert.deepEqual(
      symbols.byName.get('tick')?.map(({ line, rank }) => [line, rank]),
      [
        [2, 1],
        [4, 0],
        [6, 1],
      ],
    );
    assert.equal(symbols.byName.get('fast')?.[0]?.rank, 1);
    assert.equal(symbols.imports[0]?.rank, 0);
  });

  it('are assignments too, and tell what they are another name for', () => {
    const symbols = pythonSymbols(
      'a = b.c\nd, (e, *f) = g\nh = i = staticmethod(j)\nk, l = m, n.o\np[0] = 1\nq == 2\nr += 3\nif s: t = u; v = 1\n',
    );
    assert.deepEqual(
      symbols.definitions.map(({ name, target }) => [name, target]),
      [
        ['a', 'b.c'],
        ['d', 'g'],
        ['e', 'g'],
        ['f', 'g'],
        ['h', 'j'],
        ['i', 'j'],
        ['k', 'm'],
        ['l', 'n.o'],
        ['t', 'u'],
        ['v', null],
      ],
    );
  });

  it('are attributes that a method gives to its object, once', () => {
    const text = 'class A:\n def f(self):\n  self.x = 1; y = 2\n  self.x = 3\n  self.z.w = 4\ndef g(self):\n self.x = 1\n';
    assert.deepEqual(definitions(text), ['class A 1/1-5', 'function A.f 2/2-5', 'variable A.x 3/3-3', 'function g 6/6-7']);
  });

  it('go on over broken text', () => {
    const text = 'x = (1,\ndef after_a_bracket():\n    s = "never closed\ndef after_a_string(): pass\r\n\tclass\n';
    assert.deepEqual(
      definitions(text).map((line) => line.split(' ')[1]),
      ['x', 'after_a_bracket', 'after_a_string'],
    );
  });

  it('have lines that count escaped breaks and strings of several lines', () => {
    assert.deepEqual(definitions('a = 1 + \\\n  2\nb = """\n\n"""\nc = 3'), [
      'variable a 1/1-2',
      'variable b 3/3-5',
      'variable c 6/6-6',
    ]);
  });
});

describe('imports in Python', () => {
  it('bind names', () => {
    const text =
      'import a.b, c.d as e\nfrom . import f\nfrom ..g import (h as i, # why\n  j)\nfrom _k import *\nfrom l import m; import n';
    assert.deepEqual(
      pythonSymbols(text).imports.map(({ name, module, member, line }) => [name, module, member, line]),
      [
        ['a', 'a', null, 1],
        ['e', 'c.d', null, 1],
        ['f', '.', 'f', 2],
        ['i', '..g', 'h', 3],
        ['j', '..g', 'j', 3],
        ['*', '_k', null, 5],
        ['m', 'l', 'm', 6],
        ['n', 'n', null, 6],
      ],
    );
  });
});
