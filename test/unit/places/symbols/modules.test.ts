import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findPythonName, sourceOf } from '../../../../src/places/symbols/modules.ts';
import type { SourceRoots } from '../../../../src/process/process.ts';

const roots: SourceRoots = {
  python: ['Lib'],
  c: {
    modules: ['Modules/{name}.c', 'Modules/{name}module.c', 'Modules/{name}/*.c'],
    named: { kernel: ['Modules/posixlike.c'] },
    builtins: { text: 'Objects/textobject.c' },
  },
};

const files: Readonly<Record<string, string>> = {
  'Lib/soup.py':
    'import broth as base\nfrom pot.lid import *\nfrom _soup import boil\ndef boil(): pass\ntry:\n    from _soup import salt\nexcept ImportError:\n    def salt(): pass\n',
  'Lib/broth.py': 'from basis import *\n',
  'Lib/basis.py': 'def clear(): pass\n',
  'Lib/pot/__init__.py': 'from .lid import Lid as Cover\nfrom .serve import Serve as serve\nglobals().update(made())\n',
  'Lib/pot/lid.py': [
    'from pot.rim import Rim',
    'class Top:',
    '    def hold(self): pass',
    '    def open(self): pass',
    'class Lid(Rim, Top):',
    '    def __secret(self): pass',
    '    close = _close = Top.hold',
    '    lift = Rim.turn',
  ].join('\n'),
  'Lib/pot/rim.py':
    'from pot import lid\nclass Base:\n    def turn(self): pass\n    def open(self): pass\nclass Rim(Base): pass\n',
  'Lib/pot/serve.py': 'class Serve: pass\n',
  'Lib/pot/late.py': 'class Late:\n    def eat(self): pass\n',
  'Lib/_pysoup.py': 'def pepper(): pass\n',
  'Lib/round.py':
    'from round2 import *\nfrom round2 import thing\nclass Loop(Loop): pass\nclass A(B): pass\nclass B(A): pass\nx = y\ny = x\n',
  'Lib/round2.py': 'from round import *\nfrom round import thing\n',
  'Modules/_soup.c':
    'static PyObject *c_salt(PyObject *m) { return 0; }\nstatic PyMethodDef t[] = {{"salt", c_salt}, {"pepper", c_salt}};\nvoid PyInit__soup(void) {}\n',
  'Modules/main.c': 'static PyMethodDef t[] = {{"go", go}};\n',
  'Modules/posixlike.c': 'int k_open(void) { return 0; }\nstatic PyMethodDef t[] = {{"open", k_open}};\n',
  'Modules/_dish/one.c': 'int x;\n',
  'Modules/_dish/plate.c':
    'int p_wipe(void) { return 0; }\nstatic PyMethodDef m[] = {{"wipe", p_wipe}};\nPyTypeObject P = {"_dish.Plate", m};\n',
  'Objects/textobject.c':
    'int t_cut(void) { return 0; }\nstatic PyMethodDef m[] = {{"cut", t_cut}};\nPyTypeObject T = {"text", m};\n',
};

const tree = { files: new Map(Object.keys(files).map((path) => [path, { mode: '100644', id: path }])) };

async function where(dotted: string): Promise<string> {
  const found = await findPythonName(
    dotted,
    tree,
    sourceOf((path) => Promise.resolve(files[path])),
    roots,
  );
  if (!found) return 'nowhere';
  const say = ({ path, line }: typeof found.definition): string => (line === null ? path : `${path}:${line}`);
  const missing = found.missing === null ? '' : ` without ${found.missing}`;
  return [`${found.certainty === 'exact' ? '' : 'likely '}${say(found.definition)}${missing}`, ...found.others.map(say)].join(
    ', ',
  );
}

describe('dotted names of Python', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['basis', 'Lib/basis.py'],
    ['basis.clear()', 'Lib/basis.py:1'],
    ['soup.base.clear', 'Lib/basis.py:1'],
    ['soup.Lid', 'Lib/pot/lid.py:5'],
    ['pot.Cover.hold', 'Lib/pot/lid.py:3'],
    ['pot.lid.Lid._Lid__secret', 'Lib/pot/lid.py:6'],
    ['pot.lid.Lid.__secret', 'Lib/pot/lid.py:6'],
    ['pot.lid.Lid.nothing.more', 'likely Lib/pot/lid.py:5 without nothing.more'],
    ['pot.nothing', 'likely Lib/pot/__init__.py without nothing'],
    ['_soup.pepper', 'Modules/_soup.c:1, Lib/_pysoup.py:1'],
    ['_soup', 'Modules/_soup.c, Lib/_pysoup.py'],
    ['kernel.open', 'Modules/posixlike.c:1'],
    ['_dish.Plate.wipe', 'Modules/_dish/plate.c:1'],
    ['text.cut', 'Objects/textobject.c:1'],
    ['text.paste', 'likely Objects/textobject.c:3 without paste'],
    ['window.getstr', 'nowhere'],
    ['main.go', 'nowhere'],
    ['basis..clear', 'nowhere'],
    ['', 'nowhere'],
    ['constructor.toString', 'nowhere'],
    ['__proto__.x', 'nowhere'],
  ];
  for (const [dotted, place] of cases) {
    it(`leads ${dotted || 'nothing'} to ${place}`, async () => {
      assert.equal(await where(dotted), place);
    });
  }

  it('takes what is bound last, and an accelerator before its twin', async () => {
    assert.equal(await where('soup.boil'), 'Lib/soup.py:4');
    assert.equal(await where('soup.salt'), 'Modules/_soup.c:1, Lib/soup.py:8');
  });

  it("looks attributes up in Python's own order of classes", async () => {
    assert.equal(await where('pot.lid.Lid.open'), 'Lib/pot/rim.py:4');
    assert.equal(await where('pot.lid.Lid.turn'), 'Lib/pot/rim.py:3');
  });

  it('follows other names', async () => {
    assert.equal(await where('pot.lid.Lid.close'), 'Lib/pot/lid.py:3, Lib/pot/lid.py:7');
    assert.equal(await where('pot.lid.Lid.lift'), 'Lib/pot/rim.py:3, Lib/pot/lid.py:8');
  });

  it('knows that a name of a package hides a module', async () => {
    assert.equal(await where('pot.serve'), 'Lib/pot/serve.py:1, Lib/pot/serve.py');
    assert.equal(await where('pot.serve.Serve'), 'Lib/pot/serve.py:1');
  });

  it('says likely of what only a module of the package defines', async () => {
    assert.equal(await where('pot.Late.eat'), 'likely Lib/pot/late.py:2');
  });

  it('comes to an end in circles', async () => {
    assert.equal(await where('round.thing'), 'likely Lib/round.py without thing');
    assert.equal(await where('round.Loop.x'), 'likely Lib/round.py:3 without x');
    assert.equal(await where('round.A.x'), 'likely Lib/round.py:4 without x');
    assert.equal(await where('round.x'), 'Lib/round.py:6');
  });
});
