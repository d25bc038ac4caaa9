import assert from 'node:assert/strict';
import fc from 'fast-check';
import { branchesLeftOut, silentBranches, type BranchLine } from '../../../../src/advisory/ranges/branches.ts';
import { contains, formatRange, isEmpty } from '../../../../src/advisory/ranges/range.ts';
import { supportedBranches } from '../../../../src/process/process.ts';
import { NOW, psrt } from '../sample.ts';
import { comparatorsOver } from './arbitraries.ts';
import { CPYTHON_RELEASES } from './cpython-releases.ts';

const LINES = ['3.15', '3.14', '3.13', '3.12', '3.11', '3.10'];
const BRANCHES: readonly BranchLine[] = [
  { name: 'main', version: '3.16' },
  ...LINES.map((version) => ({ name: version, version })),
];

const items = (...ranges: readonly (string | null)[]) => ranges.map((range) => ({ range, patched: null }));
function asked(affected: Parameters<typeof silentBranches>[0], branches = BRANCHES): string {
  return silentBranches(affected, branches, 'pep440')
    .map(({ name, why }) => `${name} ${why}`)
    .join(', ');
}

describe('branches about which an advisory says nothing', () => {
  it('is none below a range without a lower bound, and none above one without an upper bound', () => {
    assert.equal(asked(items('< 3.16.0')), '');
    assert.equal(asked(items('>= 3.10.0')), '');
    assert.equal(asked(items('< 3.14.1')), '3.15 newer');
    assert.equal(asked(items('>= 3.12.0')), '3.11 older, 3.10 older');
  });

  it('is told with where it stands', () => {
    assert.equal(asked(items('>= 3.12.0, < 3.12.9')), '3.15 newer, 3.14 newer, 3.13 newer, 3.11 older, 3.10 older');
    assert.equal(asked(items('< 3.11.12', '>= 3.13.0, < 3.13.2')), '3.15 newer, 3.14 newer, 3.12 between');
    assert.equal(asked(items('= 3.12.4')), '3.15 newer, 3.14 newer, 3.13 newer, 3.11 older, 3.10 older');
  });

  it('is none that was made from a line with the fix in its first release', () => {
    assert.equal(asked(items('< 3.14.0rc2')), '');
    assert.equal(asked(items('< 3.12.0')), '');
    assert.equal(asked(items('< 3.11.12', '>= 3.12.0a1, < 3.12')), '');
    assert.equal(asked(items('<= 3.12.0')), '3.15 newer, 3.14 newer, 3.13 newer');
    assert.equal(asked([{ range: '<= 3.12.0', patched: '3.13.0' }]), '');
    assert.equal(asked(items('< 3.12.0', '>= 3.14.0, < 3.14.2')), '3.15 newer');
  });

  it('counts a patched version on its line as said', () => {
    assert.equal(asked([{ range: '< 3.12.9', patched: '3.12.9, 3.13.2, 3.14.1, 3.15.1' }]), '');
    assert.equal(asked([{ range: '< 3.12.9', patched: '3.12.9 and 3.14.1' }]), '3.15 newer, 3.13 between');
    assert.equal(asked([{ range: '< 3.14.1', patched: 'none yet' }]), '3.15 newer');
    assert.equal(asked([{ range: null, patched: '3.14.1' }, ...items('< 3.14.1')]), '3.15 newer');
  });

  it('is not guessed where a range cannot be read, contradicts itself, or no version is named', () => {
    for (const text of ['some', '3.12', '>= 3.12, < 3.11']) assert.equal(asked(items('< 3.11.12', text)), '', text);
    assert.equal(asked(items(null)), '');
    assert.equal(asked([]), '');
    assert.equal(asked(items('>=3.12.0,<3.12.9')), asked(items('>= 3.12.0, < 3.12.9')));
  });

  it('is none without a release: by its status, or the newest where it is not named after its line', () => {
    const branches = supportedBranches(psrt, NOW);
    assert.equal(asked(items('< 3.13.2'), branches), '3.15 newer, 3.14 newer');
    const early = supportedBranches(psrt, Date.UTC(2026, 7, 1));
    assert.equal(asked(items('< 3.13.2'), early), '3.14 newer');
    assert.equal(asked(items('< 3.13.2'), [...BRANCHES].reverse()), '3.14 newer, 3.15 newer');
    assert.equal(asked(items('< 3.13.2'), [{ name: '3.14', version: '3.14' }]), '3.14 newer');
    assert.equal(asked(items('< 3.13.2'), [{ name: 'stable', version: 'x' }]), '');
  });

  /** Affected versions of published CVE records of CPython, one range a line. */
  it('is what one would expect of published advisories', () => {
    const branches = supportedBranches(psrt, NOW);
    const tarfile = items(
      ...['< 3.9.24', '>= 3.10.0, < 3.10.19', '>= 3.11.0, < 3.11.14', '>= 3.12.0, < 3.12.12', '>= 3.13.0, < 3.13.6'],
      '>= 3.14.0a1, < 3.14.0rc2',
    );
    assert.equal(asked(tarfile, branches), '');
    assert.equal(asked(tarfile.toSpliced(3, 1), branches), '3.12 between');
    assert.equal(asked(tarfile.slice(0, -1), branches), '3.15 newer, 3.14 newer');
    assert.equal(asked(items('< 3.13.14', '>= 3.14.0a1, < 3.14.5rc1', '>= 3.15.0a1, < 3.15.0b1'), branches), '');
  });

  it('works for plain versions and lines of one number', () => {
    const branches = ['4.x', '3', '2', '1'].map((name) => ({ name, version: name.charAt(0), status: 'bugfix' as const }));
    assert.deepEqual(branchesLeftOut(items('>= 2.0.0, < 2.4.1'), branches, 'plain'), ['4.x', '3', '1']);
    assert.deepEqual(branchesLeftOut(items('< 3.0.0-beta.2'), branches, 'plain'), []);
    assert.deepEqual(branchesLeftOut(items('>= 3.0.0-beta.1, <= 3.0.0-beta.3'), branches, 'plain'), ['4.x', '2', '1']);
    assert.deepEqual(branchesLeftOut(items('< 1.9.1', '>= 3.0.0, < 3.1.0'), branches, 'plain'), ['4.x', '2']);
  });

  it('is never one that has a release in a range, and is none any more once it is spoken of', () => {
    const ranges = fc.array(comparatorsOver(fc.constantFrom(...CPYTHON_RELEASES)), { minLength: 1, maxLength: 3 });
    const lines = [...new Set(CPYTHON_RELEASES.map((one) => one.split('.').slice(0, 2).join('.')))];
    const branches = [...new Set(lines.map((one) => /^\d+\.\d+/.exec(one)?.[0] ?? ''))].map((name) => ({ name, version: name }));
    fc.assert(
      fc.property(ranges, fc.nat(), (list, pick) => {
        const affected = list.map((comparators) => ({ range: formatRange({ comparators }), patched: null }));
        const silent = silentBranches(affected, branches, 'pep440');
        if (list.some((comparators) => isEmpty({ comparators }, 'pep440'))) assert.deepEqual(silent, []);
        for (const { version } of silent) {
          const own = CPYTHON_RELEASES.filter((one) => one.startsWith(`${version}.`));
          assert.ok(own.every((one) => list.every((comparators) => !contains({ comparators }, one, 'pep440'))));
        }
        const one = silent[pick % Math.max(1, silent.length)];
        if (!one) return;
        const more = [...affected, { range: `= ${one.version}.1`, patched: null }];
        assert.ok(!branchesLeftOut(more, branches, 'pep440').includes(one.name));
      }),
      { numRuns: 300 },
    );
  });
});
