import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CvssVersion } from '../../../../src/advisory/cvss/metrics.ts';
import { parseVector } from '../../../../src/advisory/cvss/vector.ts';
import { isVector } from '../../../sandbox/rules/vector.ts';
import { mutantsOf, mutationsOf } from './mutants.ts';
import { anyVector, failure, knownFour, readKnown, vector, VERSIONS } from './samples.ts';

/** Checks that a text is refused, at a place inside of it, in one sentence that quotes little of it. */
function assertRefused(text: string, how: string): void {
  const { kind, start, end, words } = failure(text);
  assert.equal(kind, 'bad-vector');
  assert.ok(Number.isInteger(start) && Number.isInteger(end), how);
  assert.ok(start >= 0 && end <= text.length && (text === '' ? end === 0 : start < end), `${how}: ${start} to ${end} in ${text}`);
  assert.match(words, /^[^\n]{10,200}\.$/, how);
  for (const [, piece = ''] of words.matchAll(/“([^”]*)”/g)) assert.ok(piece.length <= 20, how);
}

/** Known vectors of every version; the few of 2.0 are the guide's (section 3.3). */
function known(version: CvssVersion): readonly string[] {
  if (version === '4.0') return knownFour().map(({ text }) => text);
  if (version === '3.1') return readKnown('simple31').map(({ text }) => text);
  if (version === '3.0') return readKnown('simple31').map(({ text }) => text.replace('3.1', '3.0'));
  return ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 'AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L'];
}

describe('malformed CVSS vectors', () => {
  for (const version of VERSIONS) {
    it(`every known vector of ${version} is refused in each way of being malformed`, function () {
      this.timeout(20_000);
      const mutations = mutationsOf(version);
      for (const [index, text] of known(version).entries()) {
        assert.equal(vector(text).version, version);
        for (const [at, [name, mutation]] of mutations.entries()) {
          let next = index * 7 + at;
          const mutant = mutation(version, text, (below) => (next += 5) % below);
          assert.notEqual(mutant, text, name);
          assertRefused(mutant, name);
        }
      }
    });
  }

  it('every mutant of every vector is refused', () => {
    const mutants = anyVector().chain(([version, text]) => mutantsOf(version, text));
    fc.assert(
      fc.property(mutants, ([name, mutant]) => {
        assertRefused(mutant, name);
      }),
      { numRuns: 3000 },
    );
  });

  it('any text is read or refused, and what is read can be read again', () => {
    const pieces = fc.constantFrom(
      'CVSS:4.0',
      'CVSS:3.1',
      'AV:N',
      'AC:L',
      'Au:N',
      'PR:N',
      'UI:N',
      'S:U',
      'C:H',
      'I:H',
      'A:H',
      '/',
      ':',
      'X',
      ' ',
      'é',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('/')),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = parseVector(text);
        if (read.ok) assert.equal(read.value.text, text);
        else assertRefused(text, 'any text');
      }),
      { numRuns: 2000 },
    );
  });

  it('a megabyte of anything is refused at once', () => {
    const size = 1 << 20;
    const four = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N';
    const hostile = [
      '/'.repeat(size),
      ':'.repeat(size),
      `CVSS:${'4'.repeat(size)}`,
      `CVSS:4.0${'/'.repeat(size)}`,
      `CVSS:4.0/${':'.repeat(size)}`,
      `CVSS:4.0/${'AV:N/'.repeat(size / 5)}`,
      `CVSS:3.1/${'A'.repeat(size)}:N`,
      `CVSS:3.1/AV:${'N'.repeat(size)}`,
      `${four}/U:${'Red'.repeat(size / 3)}`,
      `AV:N/${'/AV:N'.repeat(size / 5)}`,
      `AV:N/AC:L/${'A'.repeat(size)}`,
      'AV:N'.repeat(size / 4),
      `${four}${' '.repeat(size)}`,
      '\u{1f600}'.repeat(size / 2),
    ];
    for (const text of hostile) assertRefused(text, text.slice(0, 30));
  });
});

describe('the grammar of the stand-in for GitHub', () => {
  const later = VERSIONS.filter((version) => version !== '2.0');

  it('takes every vector of 3.x and 4.0 that is one here, and no mutant', () => {
    const both = anyVector(later).chain(([version, text]) => fc.tuple(fc.constant(text), mutantsOf(version, text)));
    fc.assert(
      fc.property(both, ([text, [name, mutant]]) => {
        assert.equal(isVector(text), parseVector(text).ok, text);
        assert.equal(isVector(mutant), parseVector(mutant).ok, `${name}: ${mutant}`);
      }),
      { numRuns: 2000 },
    );
  });
});
