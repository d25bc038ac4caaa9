import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { cPythonName, cTables } from '../../../../src/places/symbols/c-tables.ts';
import { cSymbols } from '../../../../src/places/symbols/c.ts';
import { pythonSymbols } from '../../../../src/places/symbols/python.ts';

interface Placed {
  readonly line: number;
  readonly endLine: number;
}

const readers: readonly (readonly [string, (text: string) => readonly Placed[]])[] = [
  ['Python', (text) => pythonSymbols(text).definitions],
  ['C', cSymbols],
  [
    'the tables of C',
    (text) => [...cTables(text).items.values(), cPythonName(text, ['T', 'm'])].filter((place) => place !== undefined),
  ],
];

const pieces = [
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '{{',
    '"',
    "'",
    '"""',
    '\\',
    '\\\n',
    '\n',
    '\r\n',
    '\t',
    ' ',
    ',',
    ';',
    ':',
    '=',
    '.',
    '*',
    '#',
  ],
  ...[
    '/*',
    '*/',
    '//',
    '\0',
    '\ud800',
    '\udfff',
    '\ufeff',
    'é',
    'a',
    'self.x',
    'x = y',
    '@d\n',
    'def f(',
    'def f(): ',
    'async def g():\n ',
  ],
  ...[
    'class A',
    'class A(B):\n ',
    'if x:\n  ',
    'else:\n',
    'try:\n ',
    'except:\n ',
    'import a.b',
    'from . import (',
    ' as ',
    'match x:\n',
  ],
  ...[
    '#if 0\n',
    '#if A\n',
    '#else\n',
    '#endif\n',
    '#define M(x) int x##f(void) {}\n',
    'M(a)\n',
    'int f(int a)',
    'struct s ',
    'typedef ',
  ],
  ...[
    'static PyMethodDef t[] = {',
    '{"m", (c)f},',
    '};\n',
    'PyTypeObject T = {"a.T", t',
    'T_METHODDEF ',
    '.tp_hash = f',
    '/* tp_hash */',
  ],
  ...['/*[clinic input]\nT.m\n', '[clinic start generated code]*/\n', 'PyInit_a', 'TARGET(', 'extern "C" {', 'enum {'],
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

describe('definitions in hostile text', () => {
  for (const [name, read] of readers) {
    it(`${name}: never throws, and every line is one of the text`, () => {
      fc.assert(
        fc.property(text, (source) => {
          const lines = source.split('\n').length;
          for (const { line, endLine } of read(source)) assert.ok(line >= 1 && endLine >= line && endLine <= lines);
        }),
        { numRuns: 2000 },
      );
    });

    it(`${name}: a megabyte of anything takes no time`, () => {
      for (const piece of [
        ...pieces,
        'x="""',
        ' class A:\n',
        'static int f(int a)\n{\n}\n',
        'def f():\n self.x = 1\n',
        'a, ',
        '# ',
        'M(M(',
      ]) {
        const source = piece.repeat(Math.ceil(1_000_000 / piece.length));
        const start = performance.now();
        read(source);
        const ms = performance.now() - start;
        assert.ok(ms < 1500, `${JSON.stringify(piece)} took ${Math.round(ms)} ms`);
      }
    }).timeout(60_000);

    it(`${name}: bodies and brackets may nest as deep as they like`, () => {
      const stairs = Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}class ${'A'.repeat(99)}:`).join('\n');
      for (const source of [`${'('.repeat(10_000)}${')'.repeat(10_000)}`, `${'{'.repeat(10_000)}\n`, stairs]) read(source);
    });
  }
});
