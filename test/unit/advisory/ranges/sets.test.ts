import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  boundsOf,
  contains,
  isEmpty,
  overlap,
  parseRange,
  placeOf,
  type Comparator,
  type Operator,
  type VersionRange,
} from '../../../../src/advisory/ranges/range.ts';
import { comparator, comparatorsOver, OPERATORS } from './arbitraries.ts';
import { CPYTHON_RELEASES } from './cpython-releases.ts';

const release = fc.constantFrom(...CPYTHON_RELEASES);
const range = comparatorsOver(release);
/** Something lies between any two releases, below the first and above the last. */
const UNIVERSE = ['0', ...CPYTHON_RELEASES.flatMap((one) => [one, `${one}+more`])];

function read(text: string): VersionRange {
  const parsed = parseRange(text, 'pep440');
  assert.ok(parsed.ok, text);
  return parsed.value;
}

/** Membership by the place in the list, which knows nothing of how versions are compared. */
function holds(comparators: readonly Comparator[], place: number): boolean {
  return comparators.every(({ operator, version }) => {
    const other = CPYTHON_RELEASES.indexOf(version);
    const answers: Record<Operator, boolean> = {
      '=': place === other,
      '<': place < other,
      '<=': place <= other,
      '>': place > other,
      '>=': place >= other,
    };
    return answers[operator];
  });
}

describe('contains', () => {
  it('agrees with the place of every CPython release in the list of all', () => {
    fc.assert(
      fc.property(range, (comparators) => {
        const wanted = CPYTHON_RELEASES.filter((_, place) => holds(comparators, place));
        assert.deepEqual(
          CPYTHON_RELEASES.filter((version) => contains({ comparators }, version, 'pep440')),
          wanted,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('goes by the order alone, so pre-releases are in or out by it', () => {
    assert.ok(contains(read('< 3.14.0'), '3.14.0rc1', 'pep440'));
    assert.ok(!contains(read('>= 3.14.0'), '3.14.0rc1', 'pep440'));
    assert.ok(contains(read('>= 3.13.0, < 3.14'), '3.14.0a1', 'pep440'));
    assert.ok(contains(read('= 3.12'), '3.12.0', 'pep440'));
    assert.ok(!contains(read('> 1.0'), 'x', 'pep440'));
    assert.ok(!contains(read('< 1.0'), 'x', 'pep440'));
  });

  it('compares numbers, not characters, in the plain scheme', () => {
    const part = fc.nat(12);
    const triple = fc.tuple(part, part, part);
    const before = (a: readonly number[], b: readonly number[]) =>
      (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0);
    fc.assert(
      fc.property(triple, triple, fc.constantFrom(...OPERATORS), (version, bound, operator) => {
        const wanted = { '=': 0, '<': -1, '>': 1, '<=': -1, '>=': 1 }[operator];
        const difference = Math.sign(before(version, bound));
        const inside = difference === wanted || (difference === 0 && operator.endsWith('='));
        assert.equal(contains({ comparators: [comparator(operator, bound.join('.'))] }, version.join('.'), 'plain'), inside);
      }),
    );
  });
});

describe('isEmpty and overlap', () => {
  it('tell a range that contradicts itself', () => {
    for (const text of ['>= 3.12, < 3.11', '> 1, < 1', '>= 1, < 1.0', '> 1.0, <= 1', '>= 3.12.0, < 3.12.0rc1'])
      assert.ok(isEmpty(read(text), 'pep440'), text);
    for (const text of ['>= 1, <= 1.0', '= 1', '< 0.1', '> 1', '>= 3.12.0rc1, < 3.12.0'])
      assert.ok(!isEmpty(read(text), 'pep440'), text);
  });

  it('agree with trying all versions', () => {
    const small = fc.constantFrom(...CPYTHON_RELEASES.slice(-25));
    const ranges = comparatorsOver(fc.oneof(small, release));
    const inside = (...all: (readonly Comparator[])[]) =>
      UNIVERSE.some((version) => all.every((comparators) => contains({ comparators }, version, 'pep440')));
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        assert.equal(isEmpty({ comparators: a }, 'pep440'), !inside(a));
        assert.equal(overlap({ comparators: a }, { comparators: b }, 'pep440'), inside(a, b));
        assert.equal(
          overlap({ comparators: a }, { comparators: b }, 'pep440'),
          overlap({ comparators: b }, { comparators: a }, 'pep440'),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('tell touching from overlapping', () => {
    assert.ok(!overlap(read('< 3.12.0'), read('>= 3.12.0, < 3.12.9'), 'pep440'));
    assert.ok(overlap(read('<= 3.12.0'), read('>= 3.12.0, < 3.12.9'), 'pep440'));
    assert.ok(!overlap(read('> 1, < 1'), read('>= 0'), 'pep440'));
  });
});

describe('placeOf and boundsOf', () => {
  it('tell on which side a patched version lies', () => {
    const affected = read('>= 3.12.0, < 3.12.9');
    assert.equal(placeOf(affected, '3.12.9', 'pep440'), 'above');
    assert.equal(placeOf(affected, '3.12.8', 'pep440'), 'inside');
    assert.equal(placeOf(affected, '3.11.12', 'pep440'), 'below');
    assert.equal(placeOf(read('> 3.12.0'), '3.12.0', 'pep440'), 'below');
    assert.equal(placeOf(read('= 3.12.0'), '3.12', 'pep440'), 'inside');
  });

  it('give an interval, the narrowest of several', () => {
    assert.deepEqual(boundsOf(read('= 3.12'), 'pep440'), {
      lower: { version: '3.12', inclusive: true },
      upper: { version: '3.12', inclusive: true },
    });
    assert.deepEqual(boundsOf(read('> 1.0'), 'pep440'), { lower: { version: '1.0', inclusive: false }, upper: undefined });
    const many = [
      comparator('>=', '1.0'),
      comparator('>', '1.0.0'),
      comparator('>=', '0.9'),
      comparator('<', '2.0'),
      comparator('<=', '2'),
    ];
    assert.deepEqual(boundsOf({ comparators: many }, 'pep440'), {
      lower: { version: '1.0.0', inclusive: false },
      upper: { version: '2.0', inclusive: false },
    });
  });
});
