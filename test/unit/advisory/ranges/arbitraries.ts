/** Versions and ranges for the properties of this folder. */
import fc from 'fast-check';
import type { Comparator, Operator } from '../../../../src/advisory/ranges/range.ts';
import type { VersionScheme } from '../../../../src/advisory/ranges/versions.ts';

export const SCHEMES: readonly VersionScheme[] = ['pep440', 'plain'];

const number = fc.oneof(fc.nat(3), fc.nat(30), fc.constant(20250101)).map(String);
const release = fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
const maybe = (one: fc.Arbitrary<string>) => fc.oneof({ weight: 2, arbitrary: fc.constant('') }, one);

/** Versions of PEP 440, also in its less common spellings. */
const pep440 = fc
  .tuple(
    maybe(fc.constantFrom('0!', '1!')),
    release,
    maybe(
      fc.tuple(fc.constantFrom('a', 'b', 'rc', '.alpha', '-beta.', 'C', '_pre'), maybe(number)).map((parts) => parts.join('')),
    ),
    maybe(fc.tuple(fc.constantFrom('.post', '-rev', 'r'), maybe(number)).map((parts) => parts.join(''))),
    maybe(fc.tuple(fc.constantFrom('.dev', '-DEV'), maybe(number)).map((parts) => parts.join(''))),
    maybe(fc.constantFrom('+1', '+abc', '+abc.2', '+2.abc')),
  )
  .map((parts) => parts.join(''));

const identifier = fc.oneof(number, fc.constantFrom('alpha', 'beta', 'rc', 'RC1', 'b2', '0a', 'Final'));
const plain = fc
  .tuple(
    release,
    maybe(
      fc
        .tuple(
          fc.constantFrom('-', '.', '_', ''),
          fc.constantFrom('rc', 'beta', 'm', 'final', 'RELEASE'),
          fc.array(identifier, { maxLength: 3 }),
        )
        .map(([before, first, more]) => `${before}${[first, ...more].join('.')}`),
    ),
    maybe(fc.constantFrom('+build', '+5.sha')),
  )
  .map((parts) => parts.join(''));

export function versions(scheme: VersionScheme): fc.Arbitrary<string> {
  return scheme === 'plain' ? plain : pep440;
}

export const OPERATORS: readonly Operator[] = ['=', '<', '<=', '>', '>='];

/** Comparators without a place in a text. */
export function comparator(operator: Operator, version: string): Comparator {
  return { operator, version, start: 0, end: 0, versionStart: 0 };
}

/** The comparators of a range as GitHub allows it, over some versions. */
export function comparatorsOver(versions: fc.Arbitrary<string>): fc.Arbitrary<readonly Comparator[]> {
  const one = (...operators: Operator[]) =>
    fc.tuple(fc.constantFrom(...operators), versions).map(([operator, version]) => comparator(operator, version));
  return fc.oneof(
    one(...OPERATORS).map((single) => [single]),
    fc.tuple(one('>', '>='), one('<', '<=')),
  );
}
