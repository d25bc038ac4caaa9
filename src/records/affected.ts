import type { Vulnerability } from '../advisory/model.ts';
import {
  boundsOf,
  contains,
  isEmpty,
  parsePatched,
  readRange,
  type Bounds,
  type VersionRange,
} from '../advisory/ranges/range.ts';
import { compareVersions, schemeFor, type VersionScheme } from '../advisory/ranges/versions.ts';
import { ecosystemOf, type Ecosystem } from './ecosystems.ts';
import type { Gaps } from './gaps.ts';
import type { ProductFacts } from './product.ts';
import type { RecordSource } from './source.ts';

/** Affected versions without a gap: everything between two bounds, of which one or both may be open. */
export interface AffectedRange extends Bounds {
  /** Where it is one version only. */
  readonly exact: string | undefined;
  readonly range: VersionRange;
}

/** One product or package with everything that the advisory says of it. */
export interface AffectedPackage {
  /** undefined: the repository's product itself, which is in no collection of packages. */
  readonly ecosystem: Ecosystem | undefined;
  readonly name: string;
  readonly scheme: VersionScheme;
  readonly versionType: string;
  /** From the lowest to the highest, each once. */
  readonly ranges: readonly AffectedRange[];
  /** Patched versions that lie in no affected range. */
  readonly patched: readonly string[];
  readonly functions: readonly string[];
}

/**
 * What is affected, by package: the items of one package are put together. All items outside GitHub's collections of
 * packages are the repository's product, whatever name stands in them. An item whose range cannot be read would make a
 * record say too little, so it is asked for.
 */
export function affectedPackages({ advisory }: RecordSource, product: ProductFacts, gaps: Gaps): readonly AffectedPackage[] {
  if (advisory.vulnerabilities.length === 0) gaps.need('affected', 'the affected versions');
  const groups = new Map<string, Item[]>();
  for (const [at, item] of advisory.vulnerabilities.entries()) {
    const key = ecosystemOf(item.ecosystem) ? `${item.ecosystem ?? ''}/${(item.name ?? '').toLowerCase()}` : '';
    const group = groups.get(key);
    if (group) group.push({ item, at });
    else groups.set(key, [{ item, at }]);
  }
  return [...groups.values()].map((items) => packageOf(items, product, gaps));
}

interface Item {
  readonly item: Vulnerability;
  /** Its place in the advisory. */
  readonly at: number;
}

function packageOf(items: readonly Item[], product: ProductFacts, gaps: Gaps): AffectedPackage {
  const first = items[0]?.item;
  const ecosystem = ecosystemOf(first?.ecosystem ?? null);
  const own = (first?.name ?? '').trim();
  if (ecosystem && own === '') gaps.need('affected', 'the name of the affected package');
  const versionType = (ecosystem ? ecosystem.versionType : product.versionType) ?? 'custom';
  const scheme = schemeFor(first?.ecosystem === 'pip' ? 'pip' : null, versionType === 'python');
  const ranges = items.flatMap(({ item, at }) => rangeOf(item, at, scheme, gaps) ?? []);
  const patched = items.flatMap(({ item, at }) => patchedOf(item, at, scheme, gaps));
  const sound = patched.filter((version) => !ranges.some(({ range }) => contains(range, version, scheme)));
  if (sound.length < patched.length) gaps.note('patched', 'a patched version outside the affected range: left out');
  return {
    ecosystem,
    name: ecosystem ? own : product.isKnown || own === '' ? product.product : own,
    scheme,
    versionType,
    ranges: unique(ranges, ({ exact, lower, upper }) => JSON.stringify([exact, lower, upper])).sort(byLower(scheme)),
    patched: unique(sound, (version) => version).sort((a, b) => compareVersions(a, b, scheme)),
    functions: unique(
      items.flatMap(({ item }) => item.functions.map((name) => name.trim())).filter((name) => name !== ''),
      (name) => name,
    ),
  };
}

function rangeOf(item: Vulnerability, at: number, scheme: VersionScheme, gaps: Gaps): AffectedRange | undefined {
  const text = (item.range ?? '').trim();
  const which = `item ${at + 1} of what is affected`;
  if (text === '') {
    gaps.need('affected', `the affected versions in ${which}`);
    return undefined;
  }
  const parsed = readRange(text, scheme);
  if (!parsed.ok) {
    gaps.need('affected', `a range of versions that can be read in ${which}`);
    return undefined;
  }
  if (isEmpty(parsed.value, scheme)) {
    gaps.need('affected', `a range that holds some version in ${which}`);
    return undefined;
  }
  const { lower, upper } = boundsOf(parsed.value, scheme);
  if (upper === undefined && (item.patched ?? '').trim() !== '')
    gaps.note('affected', `an upper bound in ${which}: there is a patched version, yet all later ones are said to be affected`);
  const isOne = lower && upper && compareVersions(lower.version, upper.version, scheme) === 0;
  return { exact: isOne ? lower.version : undefined, lower, upper, range: parsed.value };
}

function patchedOf(item: Vulnerability, at: number, scheme: VersionScheme, gaps: Gaps): readonly string[] {
  const text = (item.patched ?? '').trim();
  if (text === '') return [];
  const parsed = parsePatched(text, scheme);
  if (parsed.ok) return parsed.value.map(({ version }) => version);
  gaps.note('patched', `a patched version that can be read in item ${at + 1} of what is affected: left out`);
  return [];
}

/** What has no lower bound comes first. */
function byLower(scheme: VersionScheme) {
  const start = ({ lower }: AffectedRange) => lower?.version;
  return (one: AffectedRange, other: AffectedRange): number => {
    const [a, b] = [start(one), start(other)];
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
    return compareVersions(a, b, scheme);
  };
}

function unique<T>(list: readonly T[], key: (one: T) => string): T[] {
  return [...new Map(list.map((one) => [key(one), one])).values()];
}
