/**
 * The releases of CPython up to July 2025, series by series, in the order in which their versions follow each other.
 * Facts from release_management/python-releases.toml of python/peps, which is in the public domain.
 */

/** A series: pre-releases of its first release, then the last number of each release with its own pre-releases before it. */
function series(name: string, first: string, later: readonly (number | string)[]): readonly string[] {
  const before = first === '' ? [] : first.split(' ').map((one) => `${name}.0${one}`);
  return [...before, `${name}.0`, ...later.flatMap((one) => (typeof one === 'number' ? `${name}.${one}` : spelled(name, one)))];
}

/** `rc1 rc2 3`: the pre-releases of a release, then itself. */
function spelled(name: string, text: string): readonly string[] {
  const parts = text.split(' ');
  const last = parts.at(-1) ?? '';
  return [...parts.slice(0, -1).map((one) => `${name}.${last}${one}`), `${name}.${last}`];
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

export const CPYTHON_RELEASES: readonly string[] = [
  ...series('2.0', 'b1 b2 rc1', ['rc1 1']),
  ...series('2.1', 'a1 a2 b1 b2 rc1 rc2', ['rc1 1', 'rc1 2', 3]),
  ...series('2.2', 'a1 a2 a3 a4 b1 b2 rc1', ['rc1 rc2 1', 'b1 2', 'rc1 3']),
  ...series('2.3', 'a1 a2 b1 b2 rc1 rc2', ['rc1 1', 'rc1 2', 'rc1 3', 'rc1 4', 'rc1 5', 'rc1 6', 'rc1 7']),
  ...series('2.4', 'a1 a2 a3 b1 b2 rc1', ['rc1 rc2 1', 'rc1 2', 'rc1 3', 'rc1 4', 'rc1 5', 'rc1 6']),
  ...series('2.5', 'a1 a2 b1 b2 b3 rc1 rc2', ['rc1 1', 'rc1 2', 'rc1 3', 4, 'rc1 rc2 5', 'rc1 6']),
  ...series('2.6', 'a1 a2 a3 b1 b2 b3 rc1 rc2', [
    1,
    'rc1 2',
    'rc1 3',
    'rc1 rc2 4',
    'rc1 rc2 5',
    'rc1 rc2 6',
    'rc1 rc2 7',
    'rc1 rc2 8',
    'rc1 9',
  ]),
  ...series('2.7', 'a1 a2 a3 a4 b1 b2 rc1 rc2', [
    ...['rc1 1', 'rc1 2', 'rc1 rc2 3', 'rc1 4', 5, 'rc1 6', 'rc1 7', 8, 'rc1 9', 'rc1 10', 'rc1 11', 12],
    ...['rc1 13', 'rc1 14', 'rc1 15', 'rc1 16', 'rc1 17', 'rc1 18'],
  ]),
  ...series('3.0', 'a1 a2 a3 a4 a5 b1 b2 b3 rc1 rc2 rc3', [1]),
  ...series('3.1', 'a1 a2 b1 rc1 rc2', ['rc1 1', 'rc1 2', 'rc1 3', 'rc1 4', 'rc1 rc2 5']),
  ...series('3.2', 'a1 a2 a3 a4 b1 b2 rc1 rc2 rc3', ['b1 rc1 rc2 1', 'rc1 2', 'rc1 rc2 3', 'rc1 4', 5, 'rc1 6']),
  ...series('3.3', 'a1 a2 a3 a4 b1 b2 rc1 rc2 rc3', ['rc1 1', 2, 'rc1 rc2 3', 'rc1 4', 'rc1 rc2 5', 'rc1 6', 'rc1 7']),
  ...series('3.4', 'a1 a2 a3 a4 b1 b2 b3 rc1 rc2 rc3', [
    ...['rc1 1', 'rc1 2', 'rc1 3', 'rc1 4', 'rc1 5', 'rc1 6', 'rc1 7', 'rc1 8', 'rc1 9', 'rc1 10'],
  ]),
  ...series('3.5', 'a1 a2 a3 a4 b1 b2 b3 b4 rc1 rc2 rc3', [
    ...['rc1 1', 'rc1 2', 'rc1 3', 'rc1 4', 'rc1 5', 'rc1 6', 'rc1 7', 'rc1 rc2 8', 9, 'rc1 10'],
  ]),
  ...series('3.6', 'a1 a2 a3 a4 b1 b2 b3 b4 rc1 rc2', [
    ...['rc1 1', 'rc1 rc2 2', 'rc1 3', 'rc1 4', 'rc1 5', 'rc1 6', 'rc1 rc2 7', 'rc1 8', 'rc1 9', 'rc1 10', 'rc1 11'],
    ...upTo(15, 12),
  ]),
  ...series('3.7', 'a1 a2 a3 a4 b1 b2 b3 b4 b5 rc1', [
    ...['rc1 rc2 1', 'rc1 2', 'rc1 3', 'rc1 rc2 4', 'rc1 5', 'rc1 6', 'rc1 7', 'rc1 8'],
    ...upTo(17, 9),
  ]),
  ...series('3.8', 'a1 a2 a3 a4 b1 b2 b3 b4 rc1', [
    ...['rc1 1', 'rc1 rc2 2', 'rc1 3', 'rc1 4', 5, 'rc1 6', 'rc1 7', 'rc1 8'],
    ...upTo(20, 9),
  ]),
  ...series('3.9', 'a1 a2 a3 a4 a5 a6 b1 b3 b4 b5 rc1 rc2', ['rc1 1', 'rc1 2', ...upTo(23, 3)]),
  ...series('3.10', 'a1 a2 a3 a4 a5 a6 a7 b1 b2 b3 b4 rc1 rc2', upTo(18)),
  ...series('3.11', 'a1 a2 a3 a4 a5 a6 a7 b1 b2 b3 b4 b5 rc1 rc2', upTo(13)),
  ...series('3.12', 'a1 a2 a3 a4 a5 a6 a7 b1 b2 b3 b4 rc1 rc2 rc3', upTo(11)),
  ...series('3.13', 'a1 a2 a3 a4 a5 a6 b1 b2 b3 b4 rc1 rc2 rc3', upTo(5)),
  ...['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'b1', 'b2', 'b3', 'b4'].map((one) => `3.14.0${one}`),
];
