import { boundsOf, formatRange, isEmpty, overlap, type Comparator } from './sets.ts';
import { compareVersions, isExact, isVersion, type VersionScheme } from './versions.ts';

/** Phrases about one version that leave no doubt. The text has single spaces. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^(?:all )?(?:versions? )?(?:before|prior to|earlier than|older than|lower than|less than|below) (\S+)$/i, '<'],
  [/^(?:all )?(?:versions? )?up to and including (\S+)$/i, '<='],
  [/^(?:versions? )?(\S+) (?:and|or) (?:earlier|below|older|prior|lower|before)$/i, '<='],
  [/^(?:versions? )?(\S+) (?:and|or) (?:later|above|newer|higher|up|onwards)$/i, '>='],
];
const EVERYTHING = /^(?:\*|all|any|(?:all|any) versions?)$/i;

/** The range that a phrase surely means: `before 3.12.9`, `3.12.8 and earlier`, `*`. undefined where there is any doubt. */
export function meaningOf(text: string, scheme: VersionScheme): string | undefined {
  const phrase = text.trim().replace(/\s+/g, ' ');
  if (EVERYTHING.test(phrase)) return '>= 0';
  for (const [form, operator] of PHRASES) {
    const version = form.exec(phrase)?.[1]?.replace(/^v(?=\d)/i, '');
    if (version === undefined || !isVersion(version, scheme)) continue;
    // `3.12 and earlier` may mean all of 3.12.
    return operator === '<=' && !isExact(version) ? undefined : `${operator} ${version}`;
  }
  return undefined;
}

const MOST_PARTS = 50;

/**
 * The ranges that a text with several means, each written right, lowest first. undefined where there is doubt: two bounds
 * of a kind without one of the other between them, or ranges that contradict themselves or overlap.
 */
export function partsOf(groups: readonly (readonly Comparator[])[], scheme: VersionScheme): readonly string[] | undefined {
  const ranges = groups.flatMap(split).map((comparators) => ({ comparators }));
  if (ranges.length < 2 || ranges.length > MOST_PARTS) return undefined;
  const sorted = ranges.toSorted((a, b) => compareLower(a.comparators, b.comparators, scheme));
  for (const [at, range] of sorted.entries()) {
    const next = sorted[at + 1];
    if (isEmpty(range, scheme) || (next && overlap(range, next, scheme))) return undefined;
  }
  return sorted.map(formatRange);
}

/** One list of bounds as ranges: a lower bound takes the upper one behind it. */
function split(group: readonly Comparator[]): readonly (readonly Comparator[])[] {
  const parts: Comparator[][] = [];
  for (const one of group) {
    const last = parts.at(-1);
    if (one.operator.startsWith('<') && last?.length === 1 && last[0]?.operator.startsWith('>')) last.push(one);
    else parts.push([one]);
  }
  return parts;
}

function compareLower(a: readonly Comparator[], b: readonly Comparator[], scheme: VersionScheme): number {
  const [one, two] = [boundsOf({ comparators: a }, scheme).lower, boundsOf({ comparators: b }, scheme).lower];
  if (!one || !two) return Number(one !== undefined) - Number(two !== undefined);
  return compareVersions(one.version, two.version, scheme);
}
