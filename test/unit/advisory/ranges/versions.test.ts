import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareVersions, isExact, isVersion, leadingNumbers, schemeFor } from '../../../../src/advisory/ranges/versions.ts';
import { assertLinear } from '../../places/growth.ts';
import { SCHEMES, versions } from './arbitraries.ts';
import { CPYTHON_RELEASES } from './cpython-releases.ts';

/** The example of PEP 440, "Summary of permitted suffixes and relative ordering", in its order. */
const PEP440_ORDER = [
  ...[
    '1.dev0',
    '1.0.dev456',
    '1.0a1',
    '1.0a2.dev456',
    '1.0a12.dev456',
    '1.0a12',
    '1.0b1.dev456',
    '1.0b2',
    '1.0b2.post345.dev456',
  ],
  ...['1.0b2.post345', '1.0rc1.dev456', '1.0rc1', '1.0', '1.0+abc.5', '1.0+abc.7', '1.0+5', '1.0.post456.dev34', '1.0.post456'],
  ...['1.0.15', '1.1.dev1'],
];
/** The examples of Semantic Versioning 2.0, section 11, in their order, and releases around them. */
const SEMVER_ORDER = [
  ...['0.9.10', '1.0.0-0', '1.0.0-1', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2'],
  ...[
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.1-0.20210101000000-abcdef123456',
    '1.0.1',
    '2.0.0',
    '2.1.0',
    '2.1.1',
    '2.1.10',
  ],
];
/** Spellings of packages elsewhere: RubyGems, Maven, NuGet with four numbers. */
const OTHER_ORDER = [
  '4.1.99.Final',
  '5.0.0.rc2',
  '5.0.0.rc10',
  '5.0.0',
  '5.0.0.1',
  '5.3.18.RELEASE',
  '5.3.19',
  '18446744073709551616',
];

function assertOrder(list: readonly string[], scheme: 'pep440' | 'plain'): void {
  for (const [i, a] of list.entries())
    for (const [j, b] of list.entries()) assert.equal(compareVersions(a, b, scheme), Math.sign(i - j), `${a} and ${b}`);
}

describe('the order of versions', () => {
  it('is that of PEP 440', () => {
    assertOrder(PEP440_ORDER, 'pep440');
  });

  it('puts the releases of CPython in the order of their series', () => {
    const at = fc.nat(CPYTHON_RELEASES.length - 1);
    const name = (index: number) => CPYTHON_RELEASES[index] ?? '';
    assert.ok(CPYTHON_RELEASES.length > 500);
    assert.ok(CPYTHON_RELEASES.every((one) => isVersion(one, 'pep440')));
    fc.assert(
      fc.property(at, at, (i, j) => {
        assert.equal(compareVersions(name(i), name(j), 'pep440'), Math.sign(i - j));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is that of Semantic Versioning, and what other ecosystems write finds its place', () => {
    assertOrder(SEMVER_ORDER, 'plain');
    assertOrder(OTHER_ORDER, 'plain');
  });

  it('has one place for different spellings', () => {
    const same = [
      ['pep440', '3.12', '3.12.0'],
      ['pep440', '3.14.0rc1', '3.14-RC.1'],
      ['pep440', '1.0-1', '1.0.post1'],
      ['plain', '1.0', '1.0.0'],
      ['plain', '1.0.0+build', '1.0.0+other'],
      ['plain', '4.1.100.Final', '4.1.100'],
      ['plain', '1.02', '1.2'],
    ] as const;
    for (const [scheme, a, b] of same) assert.equal(compareVersions(a, b, scheme), 0, `${a} and ${b}`);
  });

  for (const scheme of SCHEMES) {
    it(`is total and transitive (${scheme})`, () => {
      const text = fc.oneof({ weight: 9, arbitrary: versions(scheme) }, fc.string());
      fc.assert(
        fc.property(text, text, text, (a, b, c) => {
          const compare = (one: string, other: string) => compareVersions(one, other, scheme);
          assert.equal(compare(a, a), 0);
          assert.equal(compare(a, b) + compare(b, a), 0);
          const [low, middle, high] = [a, b, c].sort(compare) as [string, string, string];
          assert.ok(compare(low, middle) <= 0 && compare(middle, high) <= 0 && compare(low, high) <= 0);
          if (compare(a, b) === 0) assert.equal(compare(a, c), compare(b, c));
        }),
        { numRuns: 2_000 },
      );
    });

    it(`generates versions for these tests (${scheme})`, () => {
      fc.assert(fc.property(versions(scheme), (version) => isVersion(version, scheme)));
    });
  }
});

describe('what is a version', () => {
  it('begins with a digit and is complete', () => {
    for (const text of ['3', '3.12', '3.12.0rc1', '1!2.0', '2024.10', '1.0.post1', '3.14.0a7.dev3+local'])
      assert.ok(isVersion(text, 'pep440'), text);
    for (const text of [
      '',
      'v3',
      '3.',
      '.3',
      '3.x',
      '3.*',
      '3.12.0-alpha.beta',
      'latest',
      '3 ',
      ' 3',
      '3,4',
      '٣',
      '3.1234567890123456',
      '1'.repeat(300),
    ])
      assert.ok(!isVersion(text, 'pep440'), text);
    for (const text of [
      '3',
      '3.12',
      '1.0.0-alpha.beta',
      '1.2.3.4',
      '0.0.0-20210101000000-abcdef',
      '1.0.0.Final',
      '1.0_1',
      '9'.repeat(40),
    ])
      assert.ok(isVersion(text, 'plain'), text);
    for (const text of ['', 'v3', '3.', '3..1', '3.x', '1.X.2', '3.*', '3-', 'abc', '3 ', '٣', '1.'.repeat(200)])
      assert.ok(!isVersion(text, 'plain'), text);
  });

  it('tells its numbers, and whether they are enough to be one version only', () => {
    assert.deepEqual(leadingNumbers('1!3.012.0rc1'), ['3', '12', '0']);
    assert.deepEqual(leadingNumbers('none'), []);
    assert.ok(isExact('3.12.0') && isExact('3.12.0rc1') && !isExact('3.12') && !isExact('3.12rc1'));
  });

  it('is decided by the ecosystem', () => {
    assert.equal(schemeFor('pip', false), 'pep440');
    assert.equal(schemeFor('other', true), 'pep440');
    assert.equal(schemeFor(null, true), 'pep440');
    assert.equal(schemeFor('other', false), 'plain');
    assert.equal(schemeFor('npm', true), 'plain');
  });

  it('is told quickly, whatever stands there', () => {
    for (const scheme of SCHEMES)
      for (const piece of ['1', '1.', '1.0-', 'a', '1a', '0!', '+1', '1-1', '1_'])
        assertLinear(
          'isVersion',
          piece,
          (text) => isVersion(text, scheme) || compareVersions(`1${text}`, text, scheme) || leadingNumbers(text),
        );
  });
});
