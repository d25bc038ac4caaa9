import { changedParts, type Part } from '../advisory/merge/affected.ts';
import { matchItems } from '../advisory/merge/match.ts';
import { packageKey, sameItem, samePackage, sameValue } from '../advisory/merge/same.ts';
import type { Vulnerability } from '../advisory/model.ts';

/**
 * An affected item that was added (`before` is null) or changed. `copies`: how many items of what was sent are so.
 * `exact`: it had a twin before, so that only an item that is equal in everything counts.
 */
export interface ItemClaim {
  readonly kind: 'item';
  readonly field: 'affected';
  readonly before: Vulnerability | null;
  readonly sent: Vulnerability;
  readonly copies: number;
  readonly exact?: true;
}

/** Affected items of one package that were taken away; the lists are those of the package, before and as sent. */
export interface DroppedClaim {
  readonly kind: 'dropped';
  readonly field: 'affected';
  /** Their places in `before`. */
  readonly gone: readonly number[];
  readonly before: readonly Vulnerability[];
  readonly sent: readonly Vulnerability[];
}

/** What became of the affected items, item by item; what cannot be matched for certain went and came. */
export function itemClaims(
  before: readonly Vulnerability[],
  sent: readonly Vulnerability[],
): readonly (ItemClaim | DroppedClaim)[] {
  const matches = matchItems(before, sent);
  const [old, fresh] = [new Set(matches.map(({ from }) => from)), new Set(matches.map(({ to }) => to))];
  const claim = (one: Vulnerability | null, other: Vulnerability): readonly ItemClaim[] => {
    const parts = { before: one, sent: other };
    const exact = copiesIn(parts, before) >= copiesIn(parts, sent) ? { exact: true as const } : {};
    const made: ItemClaim = {
      kind: 'item',
      field: 'affected',
      ...parts,
      copies: copiesIn({ ...parts, ...exact }, sent),
      ...exact,
    };
    // What was so before cannot be seen to be lost.
    return copiesIn(made, before) >= made.copies ? [] : [made];
  };
  // What went comes first: while it is there it may be taken for what came in its place.
  return [
    ...droppedClaims(before, sent, old),
    ...matches.flatMap(({ from, to }) => {
      const [one, other] = [before[from], sent[to]];
      return one && other && changedParts(one, other).length > 0 ? claim(one, other) : [];
    }),
    ...sent.flatMap((item, at) => (fresh.has(at) ? [] : claim(null, item))),
  ];
}

function droppedClaims(
  before: readonly Vulnerability[],
  sent: readonly Vulnerability[],
  kept: ReadonlySet<number>,
): readonly DroppedClaim[] {
  const packages = new Map<string, { gone: number[]; before: Vulnerability[]; sent: Vulnerability[] }>();
  before.forEach((item, at) => {
    const known = packages.get(packageKey(item)) ?? { gone: [], before: [], sent: [] };
    packages.set(packageKey(item), known);
    if (!kept.has(at)) known.gone.push(known.before.length);
    known.before.push(item);
  });
  for (const item of sent) packages.get(packageKey(item))?.sent.push(item);
  return [...packages.values()].flatMap((one) => (one.gone.length > 0 ? [{ kind: 'dropped', field: 'affected', ...one }] : []));
}

/** How many items are as an added or changed one was sent: in the parts that were changed. */
export function copiesIn(
  { before, sent, exact }: Pick<ItemClaim, 'before' | 'sent' | 'exact'>,
  items: readonly Vulnerability[],
): number {
  if (exact) return items.filter((item) => sameItem(inOrder(item), inOrder(sent))).length;
  const parts: readonly Part[] = before ? changedParts(before, sent) : ['range', 'patched', 'functions'];
  const siblings = items.filter((item) => samePackage(item, sent));
  const named = sameValue(sent.range, null) ? [] : siblings.filter(({ range }) => sameValue(range, sent.range));
  // An item is known by its range; only where others have changed that, any item of the package may be it.
  return (named.length > 0 ? named : siblings).filter((item) => parts.every((part) => hasPart(part, before, sent, item))).length;
}

function inOrder(item: Vulnerability): Vulnerability {
  return { ...item, functions: [...item.functions].sort() };
}

function hasPart(part: Part, before: Vulnerability | null, sent: Vulnerability, item: Vulnerability): boolean {
  if (part !== 'functions') return sameValue(item[part], sent[part]);
  const [old, fresh, now] = [new Set(before?.functions), new Set(sent.functions), new Set(item.functions)];
  return (
    [...fresh].every((name) => old.has(name) || now.has(name)) && [...old].every((name) => fresh.has(name) || !now.has(name))
  );
}

/** An item that was taken away and stands in a list again, and whether it certainly is that item. */
export interface Returned {
  readonly item: Vulnerability;
  readonly at: number;
  readonly certain: boolean;
}

/**
 * Looks for items that were taken away: for those that are certainly there; else for one that comes from neither list
 * for certain and has something in common with them, because others may have changed it meanwhile. That may be a new
 * item by chance: better told in vain than not at all.
 */
export function returned({ gone, before, sent }: DroppedClaim, now: readonly Vulnerability[]): readonly Returned[] {
  const one = before[0];
  const places = now.flatMap((item, at) => (one && samePackage(item, one) ? [at] : []));
  const items = places.flatMap((at) => now[at] ?? []);
  const [fromSent, fromBefore] = [matchItems(sent, items), matchItems(before, items)];
  const isEqual = (a: Vulnerability | undefined, b: Vulnerability | undefined) => a && b && changedParts(a, b).length === 0;
  const kept = new Set(fromSent.filter(({ from, to }) => isEqual(sent[from], items[to])).map(({ to }) => to));
  const away = new Set(gone);
  const back = fromBefore.flatMap(({ from, to }): readonly Returned[] => {
    const [item, there] = [before[from], items[to]];
    if (!item || !there || !away.has(from) || kept.has(to)) return [];
    return [{ item, at: places[to] ?? 0, certain: sameItem(item, there) || sharesVersion(item, there) }];
  });
  const [known, found] = [new Set([...fromSent, ...fromBefore].map(({ to }) => to)), new Set(back.map(({ item }) => item))];
  const siblings = new Set(sent.flatMap(({ functions }) => functions));
  const open = items.flatMap((item, at) => (known.has(at) ? [] : [{ item, at: places[at] ?? 0 }]));
  const alike = gone.flatMap((from): readonly Returned[] => {
    const item = before[from];
    if (!item || found.has(item) || open.length === 0) return [];
    const own = item.functions.filter((name) => !siblings.has(name));
    const other = open.find((candidate) => isAlike(item, own, candidate.item));
    return other ? [{ item, at: other.at, certain: false }] : [];
  });
  return [...back, ...alike];
}

function sharesVersion(gone: Vulnerability, item: Vulnerability): boolean {
  const parts = ['range', 'patched'] as const;
  return parts.some((part) => !sameValue(gone[part], null) && sameValue(gone[part], item[part]));
}

/** @param own the functions by which the item that went is told from the ones that stayed */
function isAlike(gone: Vulnerability, own: readonly string[], item: Vulnerability): boolean {
  if (sharesVersion(gone, item)) return true;
  if (own.length > 0) return own.some((name) => item.functions.includes(name));
  return sameValue(gone.patched, null) && sameValue(item.patched, null);
}

/** The list with an added or changed item as it was sent; what others changed in other parts of it stays. */
export function withItem(items: readonly Vulnerability[], { before, sent }: ItemClaim): readonly Vulnerability[] {
  const at = before ? matchItems([before], items)[0]?.to : undefined;
  const target = at === undefined ? undefined : items[at];
  if (!before || !target) return [...items, sent];
  const changed = changedParts(before, sent);
  const [old, fresh, there] = [new Set(before.functions), new Set(sent.functions), new Set(target.functions)];
  const functions = [
    ...target.functions.filter((name) => fresh.has(name) || !old.has(name)),
    ...sent.functions.filter((name) => !old.has(name) && !there.has(name)),
  ];
  const again: Vulnerability = {
    ...target,
    ...(changed.includes('range') ? { range: sent.range } : {}),
    ...(changed.includes('patched') ? { patched: sent.patched } : {}),
    ...(changed.includes('functions') ? { functions } : {}),
  };
  return items.map((item, index) => (index === at ? again : item));
}
