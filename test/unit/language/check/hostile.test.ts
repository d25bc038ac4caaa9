import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { check } from '../../../../src/language/check/check.ts';
import { MOST_OF_A_CODE } from '../../../../src/language/check/findings.ts';
import { assertLinear, spent } from '../../places/growth.ts';
import { bodies, fronts, full, lists } from './hostile.ts';
import { context, findingsIn, written } from './sample.ts';

/** Asserts that as many items again take no more than about as long again. */
function assertDoubling(name: string, most: number, make: (count: number) => string): void {
  const [few, many] = [make(Math.ceil(most / 2)), make(most)];
  let [half, whole] = [Infinity, Infinity];
  for (let attempt = 0; attempt < 12; attempt++) {
    half = Math.min(
      half,
      spent(() => findingsIn(few, full)),
    );
    whole = Math.min(
      whole,
      spent(() => findingsIn(many, full)),
    );
    if (whole < 10 || whole <= 3 * half) return;
  }
  assert.fail(`${name}: ${half.toFixed(0)} ms for half, ${whole.toFixed(0)} ms for all`);
}

describe('findings in hostile text', () => {
  for (const piece of bodies)
    it(`are linear in a description of ${JSON.stringify(piece.slice(0, 40))}`, function () {
      this.timeout(30_000);
      assertLinear('findings', piece, (text) => findingsIn(written('title: a\nreporter: rita\ncve: CVE-2026-54321', text), full));
    });

  for (const piece of fronts)
    it(`are linear in a front matter of ${JSON.stringify(piece)}, beyond its reading`, function () {
      this.timeout(30_000);
      assertLinear('findings', piece, (text) => {
        const document = parseDocument(`---\n${text}\n---\n\nIt leaks.\n`);
        return check(document, context(full));
      });
    });

  for (const [key, item] of lists)
    it(`are linear in a list of ${JSON.stringify(item)}`, function () {
      this.timeout(30_000);
      const most = Math.ceil(65_536 / item.length);
      assertDoubling(key, most, (count) => written(`title: a\n${key}:\n${item.repeat(count)}`));
    });

  const rows: readonly (readonly [string, (n: number) => string])[] = [
    ['affected', (n) => `  - package: other/cpython\n    range: "= 3.12.${n}"\n    patched: 3.13.${n}\n`],
    ['affected', (n) => `  - package: other/p${n}\n    range: ">= ${n}, < ${n + 2}"\n`],
    ['credits', (n) => `  - login: p${n}\n    type: coordinator\n`],
    ['cwe', (n) => `  - CWE-${n}\n`],
    ['collaborators', (n) => `  - c${n}\n`],
    ['title', (n) => `k${n}: x\n`],
  ];
  for (const [key, row] of rows)
    it(`are linear in items such as ${JSON.stringify(row(7))}`, function () {
      this.timeout(30_000);
      assertDoubling(key, 2000, (count) => written(`${key}:\n${Array.from({ length: count }, (_, n) => row(n)).join('')}`));
    });

  it('come soon for a description of a megabyte', function () {
    this.timeout(60_000);
    for (const piece of ['a@b.cc @dora {x} ', 'ghp_', '`', '<!--', 'https://github.com/a/b ', 'GHSA-2222-3333-4444 ', '# a\n']) {
      const text = written('title: a', piece.repeat(1_048_576 / piece.length));
      const took = spent(() => findingsIn(text, full));
      assert.ok(took < 3000, `${JSON.stringify(piece)}: ${took.toFixed(0)} ms`);
    }
  });

  it('stop at a hundred of a kind', () => {
    const found = findingsIn(written('title: a', '@dora '.repeat(5000)), full);
    assert.equal(found.filter(({ code }) => code === 'person-named').length, MOST_OF_A_CODE);
  });
});
