import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Process } from '../../../src/process/process.ts';
import { readProcess } from '../../../src/process/read.ts';
import { Gaps } from '../../../src/records/gaps.ts';
import { productFor } from '../../../src/process/products.ts';
import { productOf } from '../../../src/records/product.ts';
import { fillTemplate } from '../../../src/records/template.ts';
import { github, psrt } from '../advisory/sample.ts';

const least = { name: 'mine', title: 'Mine', clocks: {}, states: { open: ['triage'], finished: ['closed'] } };
const product = { repository: 'a/b', vendor: 'V' };
const publisher = { name: 'P', namespace: 'https://example.org', category: 'vendor' };

describe('what a process says of its products', () => {
  const wrong: readonly (readonly [string, object])[] = [
    ['a product without a vendor', { products: [{ repository: 'a/b' }] }],
    ['a pattern in the middle', { products: [{ ...product, repository: 'a/b*' }] }],
    ['an address without TLS', { products: [{ ...product, url: 'http://example.org' }] }],
    ['half a CPE name', { products: [{ ...product, cpe: 'cpe:2.3:a:python:python' }] }],
    ['a folder that climbs', { products: [{ ...product, news: { folder: '../x' } }] }],
    ['no mail address', { products: [{ ...product, mail: { to: 'everybody' } }] }],
    ['a publisher of no kind', { publisher: { ...publisher, category: 'hero' } }],
    ['a CNA without a UUID', { publisher: { ...publisher, cna: { shortName: 'PSF', orgId: 'x' } } }],
    ['a key nobody knows', { publisher: { ...publisher, colour: 'red' } }],
  ];
  for (const [what, parts] of wrong)
    it(`cannot be ${what}`, () => {
      assert.equal(readProcess(JSON.stringify({ ...least, ...parts })).ok, false);
    });

  it('may be little', () => {
    assert.ok(readProcess(JSON.stringify({ ...least, products: [product, { ...product, repository: 'a/*' }], publisher })).ok);
  });

  it('is that of the first entry that fits, else made from the name', () => {
    const name = (process: Process, repository: Parameters<typeof productOf>[1]) => {
      const found = productOf(process, repository, new Gaps());
      return [found?.vendor, found?.product, found?.url, found?.isKnown];
    };
    assert.deepEqual(name(psrt, 'Python/CPython'), [
      'Python Software Foundation',
      'CPython',
      'https://github.com/python/cpython',
      true,
    ]);
    assert.deepEqual(name(psrt, 'python/docsbuild-scripts'), [
      'Python Software Foundation',
      'docsbuild-scripts',
      'https://github.com/python/docsbuild-scripts',
      true,
    ]);
    assert.deepEqual(name(github, 'acme/widget'), ['acme', 'widget', 'https://github.com/acme/widget', false]);
    assert.equal(productFor(psrt, 'pythonic/cpython'), undefined);
  });

  it('has templates for what goes out', () => {
    const filling = { part: 'title', words: 'a title', text: 'T {b}' };
    const gaps = new Gaps();
    const process = { ...github, templates: { x: { title: 'x', body: '{a}{b}{toString}{ a }' } } };
    assert.equal(fillTemplate(process, 'x', { a: filling, b: { ...filling, text: 'B' } }, gaps), 'T {b}B{toString}{ a }');
    assert.deepEqual([gaps.wanted.length, gaps.noted.length], [0, 1]);
    assert.equal(fillTemplate(process, 'constructor', {}, gaps), undefined);
    for (const name of ['announcement', 'public-issue']) assert.ok(psrt.templates?.[name]);
  });
});

describe('the compiled checks of records', () => {
  it('are small', () => {
    const folder = join(import.meta.dirname, '..', '..', '..', 'src', 'records', 'schemas');
    const size = ['cve', 'osv'].reduce((sum, name) => sum + readFileSync(join(folder, `${name}.generated.js`)).length, 0);
    assert.ok(size <= 200_000, `${size} bytes`);
  });
});
