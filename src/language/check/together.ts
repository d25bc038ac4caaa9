import { boundsOf, formatRange, overlap } from '../../advisory/ranges/range.ts';
import { compareVersions } from '../../advisory/ranges/versions.ts';
import { shown, type Checked } from './findings.ts';
import { remove } from './fixes.ts';
import type { ItemRange } from './ranges.ts';

/** The ranges of one package against each other: each version is in one item, with the patched version that is meant for it. */
export function checkTogether(checked: Checked, items: readonly ItemRange[]): void {
  const groups = new Map<string, ItemRange[]>();
  for (const one of items) {
    const name = (one.item.package?.value ?? '').toLowerCase();
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  for (const group of groups.values()) overlaps(checked, withoutDoubles(checked, group));
}

function withoutDoubles({ document, findings }: Checked, group: readonly ItemRange[]): readonly ItemRange[] {
  const seen = new Set<string>();
  return group.filter((one) => {
    const key = formatRange(one.range);
    if (!seen.has(key)) {
      seen.add(key);
      return true;
    }
    if (findings.isFull('duplicate')) return false;
    findings.add('duplicate', 'warning', one.at, 'This range of the same package stands here twice.', {
      fixes: [remove(document.text, one.item)],
      tags: 'unnecessary',
    });
    return false;
  });
}

/** In the order of their lower bounds a range overlaps an earlier one if it does the one that reaches furthest. */
function overlaps({ findings }: Checked, group: readonly ItemRange[]): void {
  let widest: ItemRange | undefined;
  for (const one of group.toSorted(byLower)) {
    if (widest && overlap(widest.range, one.range, one.scheme)) {
      const [first, second] = widest.at.start < one.at.start ? [widest, one] : [one, widest];
      const words = `Some versions are in this range and in “${shown(first.range.text)}” of the same package: which patched version is meant for them?`;
      findings.add('range-overlap', 'warning', second.at, words);
    }
    if (!widest || reachesFurther(one, widest)) widest = one;
  }
}

function byLower(a: ItemRange, b: ItemRange): number {
  const [one, other] = [boundsOf(a.range, a.scheme).lower, boundsOf(b.range, b.scheme).lower];
  if (!one || !other) return Number(one !== undefined) - Number(other !== undefined);
  return compareVersions(one.version, other.version, a.scheme) || Number(other.inclusive) - Number(one.inclusive);
}

function reachesFurther(a: ItemRange, b: ItemRange): boolean {
  const [one, other] = [boundsOf(a.range, a.scheme).upper, boundsOf(b.range, b.scheme).upper];
  if (!one || !other) return other !== undefined;
  const difference = compareVersions(one.version, other.version, a.scheme);
  return difference > 0 || (difference === 0 && one.inclusive && !other.inclusive);
}
