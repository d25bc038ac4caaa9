/**
 * The series of a version: `3.13` of `3.13.0rc1`. A version that is none is its own series.
 */
export function seriesOf(version: string): string {
  return /^v?(\d+\.\d+)/.exec(version)?.[1] ?? version;
}

const STAGES: Readonly<Record<string, number>> = { dev: 0, a: 1, alpha: 1, b: 2, beta: 2, c: 3, rc: 3, pre: 3, '': 4, post: 5 };
const MOST_PARTS = 8;

/**
 * Compares two versions in PEP 440's order: `3.14.0.dev1` < `3.14.0a7` < `3.14.0b1` < `3.14.0rc1` < `3.14.0` = `3.14` < `3.14.1`.
 * @returns less than 0, 0 or more than 0
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < left.length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The numbers of the release, filled up, then the stage and its number. */
function parts(version: string): readonly number[] {
  const found = /^v?(\d+(?:\.\d+)*)(?:[.\-_]?(dev|alpha|a|beta|b|rc|c|pre|post)[.\-_]?(\d*))?/i.exec(version);
  const numbers = (found?.[1] ?? '0').split('.').slice(0, MOST_PARTS).map(Number);
  const release = Array.from({ length: MOST_PARTS }, (_, at) => numbers[at] ?? 0);
  return [...release, STAGES[(found?.[2] ?? '').toLowerCase()] ?? 4, Number(found?.[3] ?? 0)];
}
