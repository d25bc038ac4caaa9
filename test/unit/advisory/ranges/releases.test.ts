import assert from 'node:assert/strict';
import fc from 'fast-check';
import { neverReleased, releaseState } from '../../../../src/advisory/ranges/releases.ts';
import { CPYTHON_RELEASES } from './cpython-releases.ts';

const state = (version: string, releases = CPYTHON_RELEASES) => releaseState(version, releases, 'pep440');

describe('releaseState', () => {
  it('knows every release, by its place in the order and with the v of a tag', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CPYTHON_RELEASES), (version) => {
        assert.equal(state(version), 'released');
        assert.ok(!neverReleased(version, CPYTHON_RELEASES, 'pep440'));
        const others = CPYTHON_RELEASES.filter((one) => one !== version).map((one) => `v${one}`);
        assert.notEqual(state(version, others), 'released');
        assert.equal(state(version, [...others, `v${version}`]), 'released');
      }),
      { numRuns: 60 },
    );
    assert.equal(state('3.12'), 'released');
    assert.equal(state('3.12.0.0'), 'released');
  });

  it('tells what is not there yet from what never was', () => {
    const states = {
      '3.13.6': 'not-yet',
      '3.9.24': 'not-yet',
      '3.14.0': 'not-yet',
      '3.14.0rc1': 'not-yet',
      '3.15.0a1': 'not-yet',
      '4.0': 'not-yet',
      '3.9.0b2': 'never',
      '3.12.0rc4': 'never',
      '3.10.1rc1': 'never',
      '2.8.0': 'never',
      '1.5.2': 'never',
    } as const;
    for (const [version, wanted] of Object.entries(states)) {
      assert.equal(state(version), wanted, version);
      assert.equal(neverReleased(version, CPYTHON_RELEASES, 'pep440'), wanted === 'never');
    }
  });

  it('says nothing where nothing is known', () => {
    assert.equal(state('3.12.99', []), 'unknown');
    assert.equal(state('3.12.99', ['main', 'nightly']), 'unknown');
    assert.equal(state('soon'), 'unknown');
    assert.equal(state('0'), 'unknown');
    assert.equal(state('0.0'), 'unknown');
  });
});
