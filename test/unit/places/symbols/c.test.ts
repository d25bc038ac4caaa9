import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cDefinitions, cSymbols } from '../../../../src/places/symbols/c.ts';

function found(text: string): readonly string[] {
  return cSymbols(text).map(({ name, kind, line, endLine }) => `${kind} ${name} ${line}-${endLine}`);
}

describe('definitions in C', () => {
  it('are functions in the style of CPython, not their prototypes', () => {
    const text = [
      'static PyObject *spoon_stir(spoon *self, int (*how)(int));',
      'static PyObject *',
      'spoon_stir(spoon *self, int (*how)(int))',
      '{',
      '    if (self) { return "}"; /* } */ }',
      '}',
      '',
      'Py_NO_INLINE static int Py_GCC_ATTRIBUTE((cold)) wash(void) {',
      '}',
      'PyMODINIT_FUNC PyInit__spoon(void) { return 0; }',
    ].join('\n');
    assert.deepEqual(found(text), ['function spoon_stir 3-6', 'function wash 8-9', 'function PyInit__spoon 10-10']);
  });

  it('are types, tables and macros', () => {
    const text = [
      '#define SIZE 3',
      '#define GROW(x) \\',
      '    ((x) + 1)',
      'struct bowl { int deep; };',
      'typedef struct { int wide; } plate;',
      'typedef int (*grip)(void);',
      'enum taste { SWEET, SALTY };',
      'static PyMethodDef methods[] = {',
      '    {"stir", f}, {0}',
      '};',
      'static int count, limit = 3;',
      'extern int elsewhere;',
      'int (*handler)(int) = 0;',
      'PyDoc_STRVAR(doc, "int no(void) {");',
    ].join('\n');
    assert.deepEqual(found(text), [
      'macro SIZE 1-1',
      'macro GROW 2-3',
      'struct bowl 4-4',
      'typedef plate 5-5',
      'typedef grip 6-6',
      'enum taste 7-7',
      'variable methods 8-10',
      'variable count 11-11',
      'variable limit 11-11',
      'variable handler 13-13',
      'variable doc 14-14',
    ]);
  });

  it('survive branches of the preprocessor that open a brace each', () => {
    const text = [
      'int f(int a)',
      '{',
      '#ifdef A',
      '    if (a) {',
      '#else',
      '    if (!a) {',
      '#endif',
      '    }',
      '}',
      '#if B',
      'int g(int a) {',
      '#else',
      'int g(void) {',
      '#endif',
      '}',
      '#if 0',
      'it is { never closed',
      '#endif',
      'int h(void) { return 0; }',
    ].join('\n');
    assert.deepEqual(found(text), ['function f 1-9', 'function g 11-15', 'function g 13-15', 'function h 19-19']);
  });

  it('begin anew behind a brace in the first column', () => {
    assert.deepEqual(found('int f(void)\n{\n  if (1) {\n}\nint g(void)\n{\n}\n'), ['function f 1-4', 'function g 5-7']);
  });

  it('may be made by macros of the file', () => {
    const text = [
      '#define ONE(NAME, F) \\',
      'static int nm_##NAME(int a) \\',
      '{ return F(a); }',
      '#define TWO(A, B) ONE(A, x) ONE(B, y)',
      'ONE(plus, p)',
      'TWO(minus, times)',
      'static int last(void) { return 0; }',
    ].join('\n');
    assert.deepEqual(found(text).slice(2), [
      'function nm_plus 5-5',
      'function nm_minus 6-6',
      'function nm_times 6-6',
      'function last 7-7',
    ]);
  });

  it('are instructions in generated code', () => {
    assert.deepEqual(found('        TARGET(POP_TOP) {\n            x();\n        }\n        case _NOP: {\n        }\n'), [
      'function POP_TOP 1-3',
      'function _NOP 4-5',
    ]);
  });

  it('may be asked for by name', () => {
    const text = 'int a(void) {}\nint b(void) {}\n';
    assert.deepEqual(
      cDefinitions(text, new Set(['b', 'c'])).map(({ name, line }) => [name, line]),
      [['b', 2]],
    );
    assert.deepEqual(cDefinitions(text, new Set(['zz'])), []);
  });
});
