import { compareVersions, isVersion, type VersionScheme } from './versions.ts';

export type Operator = '=' | '<' | '<=' | '>' | '>=';

/** An operator with its version. Offsets are those in the text of the range, in UTF-16 units; `end` is behind the last. */
export interface Comparator {
  readonly operator: Operator;
  readonly version: string;
  /** Where the operator begins. */
  readonly start: number;
  /** Behind the version. */
  readonly end: number;
  readonly versionStart: number;
}

/** What one item of `affected` says: one version, a lower bound, an upper bound, or both, the lower first. */
export interface VersionRange {
  readonly comparators: readonly Comparator[];
  /** The text that it was read from. */
  readonly text: string;
}

/** The range as GitHub wants it written: `>= 1.0, < 2.0`. */
export function formatRange(range: Pick<VersionRange, 'comparators'>): string {
  return range.comparators.map(({ operator, version }) => `${operator} ${version}`).join(', ');
}

export interface Bound {
  readonly version: string;
  readonly inclusive: boolean;
}

/** A range as an interval; an end that is undefined is open. GitHub's `> 0` where no lower bound is written is the same. */
export interface Bounds {
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
}

/** The interval of a range: the narrowest, should it have more bounds than GitHub allows. */
export function boundsOf(range: Pick<VersionRange, 'comparators'>, scheme: VersionScheme): Bounds {
  return range.comparators
    .map(({ operator, version }): Bounds => {
      const bound = { version, inclusive: operator.endsWith('=') };
      return { lower: operator.startsWith('<') ? undefined : bound, upper: operator.startsWith('>') ? undefined : bound };
    })
    .reduce((one, other) => intersection(one, other, scheme), { lower: undefined, upper: undefined });
}

/** What two intervals have in common; it may be empty. */
export function intersection(a: Bounds, b: Bounds, scheme: VersionScheme): Bounds {
  return { lower: narrower(a.lower, b.lower, 1, scheme), upper: narrower(a.upper, b.upper, -1, scheme) };
}

/** The bound that leaves less: of two lower bounds (`side` 1) the higher, of two upper ones (-1) the lower. */
function narrower(a: Bound | undefined, b: Bound | undefined, side: 1 | -1, scheme: VersionScheme): Bound | undefined {
  if (!a || !b) return a ?? b;
  const difference = compareVersions(a.version, b.version, scheme) * side;
  if (difference !== 0) return difference > 0 ? a : b;
  return a.inclusive ? b : a;
}

/** Whether no version can lie in an interval: `>= 3.12, < 3.11`, `> 1, < 1`. */
export function isEmptyBounds({ lower, upper }: Bounds, scheme: VersionScheme): boolean {
  if (!lower || !upper) return false;
  const difference = compareVersions(lower.version, upper.version, scheme);
  return difference > 0 || (difference === 0 && !(lower.inclusive && upper.inclusive));
}

/** Whether a range contradicts itself, so that no version can be in it. */
export function isEmpty(range: Pick<VersionRange, 'comparators'>, scheme: VersionScheme): boolean {
  return isEmptyBounds(boundsOf(range, scheme), scheme);
}

/**
 * Whether a version lies in a range. It is a matter of order alone, as on GitHub: `< 3.14.0` holds 3.14.0rc1, and
 * `>= 3.14.0` does not. (The specifiers of PEP 440 leave pre-releases out of both; they are for choosing what to install.)
 * A text that is no version lies in no range.
 */
export function contains(range: Pick<VersionRange, 'comparators'>, version: string, scheme: VersionScheme): boolean {
  return isVersion(version, scheme) && placeOf(range, version, scheme) === 'inside';
}

/** Where a version lies: below the lower bound, inside, or above the upper bound. Of a contradictory range `above` is never wrong. */
export function placeOf(
  range: Pick<VersionRange, 'comparators'>,
  version: string,
  scheme: VersionScheme,
): 'below' | 'inside' | 'above' {
  const { lower, upper } = boundsOf(range, scheme);
  const fromLower = lower ? compareVersions(version, lower.version, scheme) : 1;
  if (fromLower < 0 || (fromLower === 0 && lower?.inclusive === false)) return 'below';
  const toUpper = upper ? compareVersions(version, upper.version, scheme) : -1;
  return toUpper > 0 || (toUpper === 0 && upper?.inclusive === false) ? 'above' : 'inside';
}

/** Whether some version can lie in both ranges. */
export function overlap(
  a: Pick<VersionRange, 'comparators'>,
  b: Pick<VersionRange, 'comparators'>,
  scheme: VersionScheme,
): boolean {
  return !isEmptyBounds(intersection(boundsOf(a, scheme), boundsOf(b, scheme), scheme), scheme);
}
