import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { asCalls, factsOf } from '../../../src/places/functions.ts';
import { findPlaces } from '../../../src/places/find/find.ts';
import { nameAt } from '../../../src/places/symbols/name-at.ts';
import { builtIn, plainProcess } from '../../../src/process/book.ts';
import { sourceRoots } from '../../../src/process/process.ts';

const psrt = builtIn.psrt ?? plainProcess;

describe('functions that an advisory names', () => {
  it('are looked up as calls, and only what can be a name', () => {
    const text = asCalls(['tarfile.TarFile.extractall', 'PyObject_Call()', 'x; rm -rf /', '../../etc', 'a b', '`']);
    assert.equal(text, '`tarfile.TarFile.extractall()`\n`PyObject_Call()`');
    assert.deepEqual(
      findPlaces(text, psrt).map(({ symbol }) => symbol),
      ['tarfile.TarFile.extractall', 'PyObject_Call'],
    );
  });

  it('are missing where the lookup at an affected version finds nothing, or only the beginning of the name', () => {
    const names = ['tarfile.gone', 'tarfile.there', 'tarfile.unknown()', 'tarfile.Half.done'];
    const recognised = ['tarfile.gone', 'tarfile.there', 'tarfile.unknown', 'tarfile.Half.done'];
    const found = findPlaces(asCalls(names), psrt);
    const resolved = {
      revision: 'a',
      revisionName: 'v3.12.1',
      path: 'Lib/tarfile.py',
      line: 1,
      endLine: null,
      symbol: 'x',
      certainty: 'likely',
      note: null,
    } as const;
    const half = { ...resolved, note: 'done is not defined there by name; this is what it belongs to.' };
    const of = (name: string) => found.find(({ symbol }) => symbol === name) ?? assert.fail();
    const places = [
      { found: of('tarfile.there'), said: null, resolution: { resolved, candidates: [] } },
      { found: of('tarfile.Half.done'), said: null, resolution: { resolved: half, candidates: [] } },
    ];
    const at = { revision: 'a', name: 'v3.12.1', from: 'range', said: null, exact: false, note: null } as const;
    const releases = [{ name: 'v3.12.1', version: '3.12.1', revision: 'a' }];
    const facts = factsOf(releases, names, recognised, { affected: [at], places });
    assert.deepEqual(facts.releases, ['3.12.1']);
    assert.deepEqual(
      facts.missing.map(({ name }) => name),
      ['tarfile.gone', 'tarfile.unknown()', 'tarfile.Half.done'],
    );
    assert.deepEqual(factsOf(releases, names, recognised, { affected: [{ ...at, from: 'default' }], places }).missing, []);
    assert.deepEqual(factsOf(releases, names, [], { affected: [at], places }).missing, []);
  });
});

describe('the name of what stands on a line', () => {
  const roots = sourceRoots(psrt);
  const python =
    'import os\n\nclass TarFile:\n    x = 1\n\n    def extractall(self):\n        def inner():\n            pass\n        return inner\n\ndef open(name):\n    return name\n';

  it('is dotted from the root in Python', () => {
    const at = (line: number, path = 'Lib/tarfile.py') => nameAt(python, path, line, roots);
    assert.deepEqual(
      [at(3), at(6), at(9), at(12)],
      ['tarfile.TarFile', 'tarfile.TarFile.extractall', 'tarfile.TarFile.extractall', 'tarfile.open'],
    );
    assert.equal(at(8), 'tarfile.TarFile.extractall.inner');
    assert.equal(at(11, 'Lib/zipfile/__init__.py'), 'zipfile.open');
    assert.equal(at(1), undefined);
  });

  it('is that of the function in C, and none elsewhere', () => {
    const c = 'static int\ncsv_reader(void)\n{\n    return 1;\n}\n';
    assert.equal(nameAt(c, 'Modules/_csv.c', 4, roots), 'csv_reader');
    assert.equal(nameAt(c, 'README.rst', 4, roots), undefined);
  });
});
