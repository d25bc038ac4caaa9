/** A list whose items are known by a key: one item a key. */
export type Keyed<T> = ReadonlyMap<string, T>;

/** One item as three sides have it; undefined where a side has none. */
export interface Sides<T> {
  readonly base: T | undefined;
  readonly mine: T | undefined;
  readonly theirs: T | undefined;
}

/** The items of a list by their keys; of several with one key the first. */
export function keyed<T>(items: readonly T[], keyOf: (item: T) => string): Keyed<T> {
  const found = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!found.has(key)) found.set(key, item);
  }
  return found;
}

/**
 * Merges two changed lists item by item: what one side added, changed or took away is so, what both changed is asked for.
 * @param same whether two items with one key say the same
 * @param conflict what stands where both sides changed one item in different ways; undefined: no item
 * @returns the items by their keys, in the order of `theirs`, or of `mine` where only mine is in another order than base
 */
export function mergeKeyed<T>(
  base: Keyed<T>,
  mine: Keyed<T>,
  theirs: Keyed<T>,
  same: (a: T, b: T) => boolean,
  conflict: (key: string, sides: Sides<T>) => T | undefined,
): Keyed<T> {
  const equal = (a: T | undefined, b: T | undefined) => a === b || (a !== undefined && b !== undefined && same(a, b));
  const merged = new Map<string, T>();
  for (const key of orderOf([...base.keys()], [...mine.keys()], [...theirs.keys()])) {
    const sides: Sides<T> = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) };
    const asTheirs = equal(sides.mine, sides.theirs) || equal(sides.mine, sides.base);
    const item = asTheirs ? sides.theirs : equal(sides.theirs, sides.base) ? sides.mine : conflict(key, sides);
    if (item !== undefined) merged.set(key, item);
  }
  return merged;
}

/**
 * Merges two changed sets that have an order. There is nothing in an item that two could change, so there are no conflicts.
 * @param keyOf by what an item is known
 */
export function mergeSet(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  keyOf: (item: string) => string,
): readonly string[] {
  const [old, own, other] = [keyed(base, keyOf), keyed(mine, keyOf), keyed(theirs, keyOf)];
  const merged = mergeKeyed(
    old,
    own,
    other,
    () => true,
    () => undefined,
  );
  return [...merged.values()];
}

/**
 * All keys of two lists in one order: that of `theirs`, or that of `mine` where mine alone was put in another order.
 * What only the other list has stands behind the item that it stands behind there; what it has at its end, at the end.
 */
export function orderOf(base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] {
  const byMine = isReordered(base, mine) && !isReordered(base, theirs);
  const [lead, other] = byMine ? [mine, theirs] : [theirs, mine];
  const leading = new Set(lead);
  const behind = new Map<string | undefined, string[]>();
  let last: string | undefined;
  let pending: string[] = [];
  for (const key of other) {
    if (!leading.has(key)) {
      pending.push(key);
      continue;
    }
    if (pending.length > 0) behind.set(last, [...(behind.get(last) ?? []), ...pending]);
    [last, pending] = [key, []];
  }
  const first = behind.get(undefined) ?? [];
  return [...first, ...lead.flatMap((key) => [key, ...(behind.get(key) ?? [])]), ...pending];
}

/** Whether the items that both lists have stand in another order. */
function isReordered(base: readonly string[], changed: readonly string[]): boolean {
  const places = new Map(base.map((key, at) => [key, at]));
  let last = -1;
  for (const key of changed) {
    const at = places.get(key);
    if (at === undefined) continue;
    if (at < last) return true;
    last = at;
  }
  return false;
}
