import { compare, valid } from '@renovatebot/pep440';
import { comparePlain, isPlain } from './plain-order.ts';

/**
 * How versions are written and ordered: `pep440` as Python's packages and Python itself do it, `plain` as numbers with
 * dots and a pre-release behind them (Semantic Versioning and what is like it).
 */
export type VersionScheme = 'pep440' | 'plain';

/** No version is longer; a longer text is not looked at. */
const MOST_VERSION = 255;
/** From 16 digits on a number is not exact any more in the reader of PEP 440. */
const LONG_NUMBER = /\d{16}/;

/**
 * The scheme of a package of one of GitHub's ecosystems.
 * @param pythonVersions whether the product behind the ecosystem `other` (or none) is numbered as Python is
 */
export function schemeFor(ecosystem: string | null, pythonVersions: boolean): VersionScheme {
  if (ecosystem === 'pip') return 'pep440';
  return pythonVersions && (ecosystem === null || ecosystem === 'other') ? 'pep440' : 'plain';
}

/**
 * A release as most are written. It is told apart because both schemes put such releases in one order, and the readers
 * of all forms take many times as long.
 */
const NUMBERS = /^\d{1,9}(?:\.\d{1,9}){1,4}$/;

function bare(version: string): string {
  return version.endsWith('.dev0') ? version.slice(0, -'.dev0'.length) : version;
}

/** Number by number; a missing one is 0. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = Number(left[at] ?? 0) - Number(right[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** Whether `text` is a version: it begins with a digit, as GitHub wants it (no `v`), and is complete (no `3.x`, no `3.*`). */
export function isVersion(text: string, scheme: VersionScheme): boolean {
  if (NUMBERS.test(text)) return true;
  if (text.length > MOST_VERSION || !/^\d/.test(text)) return false;
  return scheme === 'plain' ? isPlain(text) : !LONG_NUMBER.test(text) && valid(text) !== null;
}

/**
 * Compares two versions: PEP 440's order (`3.14.0.dev1` < `3.14.0a7` < `3.14.0rc1` < `3.14.0` = `3.14` < `3.14.1`), or that
 * of Semantic Versioning, section 11. Equal is what has the same place, not what is written alike. A text that is no
 * version comes before every version, two of them in the order of their characters: so it is an order over all texts.
 * @returns -1, 0 or 1
 */
export function compareVersions(a: string, b: string, scheme: VersionScheme): number {
  if (scheme === 'pep440') {
    const [left, right] = [bare(a), bare(b)];
    // Of two with the same numbers `.dev0` is the earlier one (PEP 440, summary of permitted suffixes).
    if (NUMBERS.test(left) && NUMBERS.test(right)) return compareNumbers(left, right) || Number(right !== b) - Number(left !== a);
  } else if (NUMBERS.test(a) && NUMBERS.test(b)) return compareNumbers(a, b);
  const [left, right] = [isVersion(a, scheme), isVersion(b, scheme)];
  if (left && right) return Math.sign(scheme === 'plain' ? comparePlain(a, b) : compare(a, b));
  if (left !== right) return left ? 1 : -1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The numbers that a version begins with: 3, 12 and 0 of `3.12.0rc1`, as they are written but for zeros in front. */
export function leadingNumbers(version: string): readonly string[] {
  const numbers = /^(?:\d+!)?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '';
  return numbers === '' ? [] : numbers.split('.').map((one) => one.replace(/^0+(?=\d)/, ''));
}

/**
 * Whether a version surely is one version: `3.12` may stand for all that begin so, and is 3.12.0 to GitHub. From three
 * numbers on it is exact.
 */
export function isExact(version: string): boolean {
  return leadingNumbers(version).length >= 3;
}
