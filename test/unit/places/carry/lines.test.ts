import { spent } from '../growth.ts';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestIncrease } from '../../../../src/common/longest-increase.ts';
import { mapLines } from '../../../../src/places/carry/lines.ts';

const map = (old: string, fresh: string) => [...mapLines([...old], [...fresh])];

describe('which lines were kept', () => {
  it('keeps what is equal at the start and at the end', () => {
    assert.deepEqual(map('abc', 'abc'), [0, 1, 2]);
    assert.deepEqual(map('abc', 'axc'), [0, -1, 2]);
    assert.deepEqual(map('', 'abc'), []);
    assert.deepEqual(map('abc', ''), [-1, -1, -1]);
  });

  it('holds on to lines that stand once', () => {
    assert.deepEqual(map('A.B', 'A.X.B'), [0, 1, 4]);
    assert.deepEqual(map('A.X.B', 'A.B'), [0, 1, -1, -1, 2]);
  });

  it('leaves a head with its function where another one like it was put in or taken out', () => {
    const old = ['static int', 'one()', '{', '}', '', 'static int', 'three()', '{', '}'];
    const fresh = [...old.slice(0, 5), 'static int', 'two()', '{', '}', '', ...old.slice(5)];
    assert.deepEqual([...mapLines(old, fresh)], [0, 1, 2, 3, 4, 10, 11, 12, 13]);
    assert.deepEqual([...mapLines(fresh, old)], [0, 1, 2, 3, 4, -1, -1, -1, -1, -1, 5, 6, 7, 8]);
  });

  it('follows a block that moved', () => {
    const old = ['int a() {', 'one();', '}', 'int b() {', 'two();', 'three();', 'four();', '}'];
    const fresh = [...old.slice(3), ...old.slice(0, 3)];
    assert.deepEqual([...mapLines(old, fresh)], [5, 6, 7, 0, 1, 2, 3, 4]);
  });

  const line = fc.constantFrom('', '}', 'aa();', 'bb();', 'cc();', 'dd();', 'if (x)', 'return NULL;');
  const file = fc.array(line, { maxLength: 60 });

  it('keeps only equal lines, and none twice', () => {
    fc.assert(
      fc.property(file, file, (old, fresh) => {
        const kept = [...mapLines(old, fresh)];
        assert.equal(kept.length, old.length);
        const targets = kept.filter((there) => there >= 0);
        assert.equal(new Set(targets).size, targets.length);
        kept.forEach((there, at) => there >= 0 && assert.equal(fresh[there], old[at]));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps exactly the kept lines of a random edit when all lines differ', () => {
    const edit = fc.array(fc.constantFrom('keep', 'keep', 'keep', 'drop', 'add'), { maxLength: 300 });
    fc.assert(
      fc.property(edit, (steps) => {
        const [old, fresh, truth]: [string[], string[], number[]] = [[], [], []];
        steps.forEach((step, at) => {
          if (step !== 'add') truth.push(step === 'keep' ? fresh.length : -1);
          if (step !== 'add') old.push(`statement ${at};`);
          if (step !== 'drop') fresh.push(step === 'keep' ? `statement ${at};` : `other ${at};`);
        });
        assert.deepEqual([...mapLines(old, fresh)], truth);
      }),
    );
  });

  it('finds a longest increase', () => {
    assert.deepEqual(longestIncrease([]), []);
    assert.deepEqual(longestIncrease([5, 1, 2, 9, 3]), [1, 2, 4]);
  });

  const hostile: readonly (readonly [string, (n: number) => string[], (n: number) => string[]])[] = [
    ['equal lines', (n) => Array<string>(n).fill('x'), (n) => Array<string>(n - 7).fill('x')],
    ['equal lines after another one', (n) => ['a', ...Array<string>(n).fill('}')], (n) => [...Array<string>(n).fill('}'), 'b']],
    [
      'two lines in turn',
      (n) => Array.from({ length: n }, (_, at) => `${at % 2}`),
      (n) => Array.from({ length: n }, (_, at) => `${at % 3}`),
    ],
    [
      'lines in another order',
      (n) => Array.from({ length: n }, (_, at) => `line ${at}`),
      (n) => Array.from({ length: n }, (_, at) => `line ${n - at}`),
    ],
    ['few lines at random', (n) => noise(n, 1, 5), (n) => noise(n, 2, 5)],
    ['many lines at random', (n) => noise(n, 1, 3000), (n) => noise(n, 2, 3000)],
    ['blank lines around moved ones', (n) => sparse(n, 1), (n) => sparse(n, -1)],
    ['nested anchors', (n) => nested(n), (n) => nested(n).reverse()],
  ];
  for (const [name, old, fresh] of hostile) {
    it(`takes time that grows no faster than the file: ${name}`, function () {
      this.timeout(20_000);
      const time = (n: number) => {
        const [a, b] = [old(n), fresh(n)];
        return Math.min(
          spent(() => mapLines(a, b)),
          spent(() => mapLines(a, b)),
        );
      };
      time(5_000);
      const small = Math.max(10, time(12_500));
      const large = time(50_000);
      assert.ok(large < 12 * small + 200, `${small.toFixed(0)} ms, then ${large.toFixed(0)} ms for four times as much`);
    });
  }
});

function noise(n: number, seed: number, kinds: number): string[] {
  let state = seed;
  return Array.from({ length: n }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return `call_${(state >>> 8) % kinds}();`;
  });
}

function sparse(n: number, step: 1 | -1): string[] {
  return Array.from({ length: n }, (_, at) => (at % 50 === 0 ? `moved ${step * Math.floor(at / 50)}`.replace('-', '') : ''));
}

/** Each half has its own line, which is unique only once the rest is cut off. */
function nested(n: number): string[] {
  return Array.from({ length: n }, (_, at) => `level ${Math.floor(Math.log2(at + 1))} ${at % 2}`);
}
