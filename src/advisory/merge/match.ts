import { addTo } from '../../common/groups.ts';
import type { Vulnerability } from '../model.ts';
import { packageKey } from './same.ts';

/** An item of one list and the same one in another, by their places. */
export interface ItemMatch {
  readonly from: number;
  readonly to: number;
}

/** What two items have in common, the surest first; of an item that shows nothing (undefined) a sign tells nothing. */
type Sign = (name: string, range: string, patched: string, functions: string) => readonly string[] | undefined;

const EQUAL: Sign = (...all) => all;
const SIGNS: readonly Sign[] = [
  (name, range, patched) => (range === '' && patched === '' ? undefined : [name, range, patched]),
  (name, range, _, functions) => [name, range, functions],
  (name, _, patched, functions) => [name, patched, functions],
  (name, range) => (range === '' ? undefined : [name, range]),
  (name, _, patched) => (patched === '' ? undefined : [name, patched]),
];
/** For two people who each add an item for the same range. */
const BY_RANGE: readonly Sign[] = [SIGNS[0] ?? EQUAL, SIGNS[3] ?? EQUAL];

/**
 * The items of two lists that are certainly the same: of one package, and equal in so much that no other item of either
 * list comes into question. Items have no identity at GitHub, and several may be of one package (a range for each
 * branch), so that others stay without a partner.
 * @param how `added`: both lists are of new items, which are the same only with the same range
 */
export function matchItems(
  from: readonly Vulnerability[],
  to: readonly Vulnerability[],
  how: 'changed' | 'added' = 'changed',
): readonly ItemMatch[] {
  const found: ItemMatch[] = [];
  let [left, right] = [from.map((_, at) => at), to.map((_, at) => at)];
  for (const sign of [EQUAL, ...(how === 'added' ? BY_RANGE : SIGNS)]) {
    const [here, there] = [grouped(sign, from, left), grouped(sign, to, right)];
    const [taken, given] = [new Set<number>(), new Set<number>()];
    for (const [key, places] of here) {
      const others = there.get(key) ?? [];
      // Items that are equal in everything may be paired as they come; others only where there is one of a kind.
      if (sign !== EQUAL && (places.length > 1 || others.length > 1)) continue;
      places.slice(0, others.length).forEach((place, at) => {
        const other = others[at];
        if (other === undefined) return;
        found.push({ from: place, to: other });
        taken.add(place);
        given.add(other);
      });
    }
    left = left.filter((at) => !taken.has(at));
    right = right.filter((at) => !given.has(at));
  }
  return found;
}

function grouped(sign: Sign, items: readonly Vulnerability[], places: readonly number[]): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const at of places) {
    const item = items[at];
    const shown = item && sign(packageKey(item), item.range ?? '', item.patched ?? '', JSON.stringify(item.functions));
    if (!shown) continue;
    addTo(groups, JSON.stringify(shown), at);
  }
  return groups;
}

/** The matches, and for words also the items that are alike in nothing but package and order. */
export function pairItems(from: readonly Vulnerability[], to: readonly Vulnerability[]): readonly ItemMatch[] {
  const sure = matchItems(from, to);
  const [old, fresh] = [new Set(sure.map((one) => one.from)), new Set(sure.map((one) => one.to))];
  const waiting = new Map<string, number[]>();
  for (let at = to.length - 1; at >= 0; at--) {
    const item = to[at];
    if (!item || fresh.has(at)) continue;
    addTo(waiting, packageKey(item), at);
  }
  const guesses = from.flatMap((item, at): readonly ItemMatch[] => {
    const partner = old.has(at) ? undefined : waiting.get(packageKey(item))?.pop();
    return partner === undefined ? [] : [{ from: at, to: partner }];
  });
  return [...sure, ...guesses];
}
