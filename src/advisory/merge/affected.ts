import { addTo } from '../../common/groups.ts';
import type { Vulnerability } from '../model.ts';
import { mergeSet, orderOf, type Sides } from './lists.ts';
import { matchItems } from './match.ts';
import { packageKey, sameInOrder, sameItem, sameList, sameValue } from './same.ts';

/** A part of an item that can be changed by itself. */
export type Part = 'range' | 'patched' | 'functions';

/** What two people made of one thing in different ways. */
interface Differing<T> {
  readonly item: string;
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

/** Of a part of one item; of a whole item (null: taken away); or of several items of a package that cannot be told apart. */
export type ItemConflict =
  | (Differing<string | null> & { readonly part: 'range' | 'patched' })
  | (Differing<Vulnerability | null> & { readonly part?: never })
  | (Differing<readonly Vulnerability[]> & { readonly part?: never });

type Side = 'mine' | 'theirs';
type Ask = (conflict: ItemConflict) => Side;

/**
 * Merges two changed lists of affected packages. Several items may be of one package (a range for each branch), and
 * nothing but what they say tells them apart. Where that does not tell which item somebody changed, the items in
 * question stand as one side has them: if both sides touched them, a person has to choose; parts are never mixed.
 * @param ask told of each conflict; answers which side stands
 */
export function mergeAffected(
  base: readonly Vulnerability[],
  mine: readonly Vulnerability[],
  theirs: readonly Vulnerability[],
  ask: Ask,
): readonly Vulnerability[] {
  const lists = identified(base, mine, theirs);
  const chosen = chooseForUncertain(lists, ask);
  const merged: Vulnerability[] = [];
  for (const id of orderOf([...lists.base.keys()], [...lists.mine.keys()], [...lists.theirs.keys()])) {
    const sides = { base: lists.base.get(id), mine: lists.mine.get(id), theirs: lists.theirs.get(id) };
    const side = chosen.get(id);
    const item = side === undefined ? mergeItem(sides, ask) : side === 'mine' ? own(sides) : sides.theirs;
    if (item) merged.push(item);
  }
  return merged;
}

type Items = ReadonlyMap<string, Vulnerability>;
type Lists = Readonly<Record<'base' | 'mine' | 'theirs', Items>>;

/** The three lists with names for their items: what is one and the same item has the same name. */
function identified(base: readonly Vulnerability[], mine: readonly Vulnerability[], theirs: readonly Vulnerability[]): Lists {
  const named = (items: readonly Vulnerability[], side: string): string[] => {
    const names = items.map((_, at) => `${side}${at}`);
    for (const { from, to } of matchItems(base, items)) names[to] = `base${from}`;
    return names;
  };
  const names = { mine: named(mine, 'mine'), theirs: named(theirs, 'theirs') };
  const added = (list: readonly string[]) => list.flatMap((name, at) => (name.startsWith('base') ? [] : [at]));
  const [newMine, newTheirs] = [added(names.mine), added(names.theirs)];
  const items = (list: readonly Vulnerability[], places: readonly number[]) => places.flatMap((at) => list[at] ?? []);
  // What both added is one item where it is the same, or for the same range.
  for (const { from, to } of matchItems(items(mine, newMine), items(theirs, newTheirs), 'added')) {
    const [mineAt, theirsAt] = [newMine[from], newTheirs[to]];
    if (mineAt !== undefined && theirsAt !== undefined) names.theirs[theirsAt] = names.mine[mineAt] ?? '';
  }
  const map = (list: readonly Vulnerability[], of: readonly string[]): Items =>
    new Map(list.map((item, at) => [of[at] ?? '', item]));
  return {
    base: new Map(base.map((item, at) => [`base${at}`, item])),
    mine: map(mine, names.mine),
    theirs: map(theirs, names.theirs),
  };
}

/** Asks for the items that cannot be told apart. @returns for each of them the side whose version stands */
function chooseForUncertain(lists: Lists, ask: Ask): ReadonlyMap<string, Side> {
  const chosen = new Map<string, Side>();
  const uncertain = { mine: uncertainOn('mine', lists), theirs: uncertainOn('theirs', lists) };
  for (const name of new Set([...uncertain.mine.keys(), ...uncertain.theirs.keys()])) {
    const [here, there] = [uncertain.mine.get(name) ?? [], uncertain.theirs.get(name) ?? []];
    if (!isContested(here, 'theirs', lists) && !isContested(there, 'mine', lists)) continue;
    const ids = new Set([...here, ...there]);
    const of = (side: keyof Lists) => [...lists[side]].flatMap(([id, item]) => (ids.has(id) ? [item] : []));
    const sides = { base: of('base'), mine: of('mine'), theirs: of('theirs') };
    const alike = sameInOrder(sides.mine, sides.theirs, sameItem);
    const [first] = [...sides.base, ...sides.theirs];
    const side = alike ? 'theirs' : ask({ item: first ? packageName(first) : '', ...sides });
    for (const id of ids) chosen.set(id, side);
  }
  return chosen;
}

/**
 * The items of which it cannot be told what a side made of them, by package: base items that are no longer there, where
 * the side has items that were not there before.
 */
function uncertainOn(side: Side, lists: Lists): ReadonlyMap<string, readonly string[]> {
  const only = (here: Items, there: Items) => {
    const names = new Map<string, string[]>();
    for (const [id, item] of here) if (!there.has(id)) addTo(names, packageKey(item), id);
    return names;
  };
  const [gone, come] = [only(lists.base, lists[side]), only(lists[side], lists.base)];
  return new Map(
    [...gone].flatMap(([name, ids]) => (come.has(name) ? [[name, [...ids, ...(come.get(name) ?? [])]] as const] : [])),
  );
}

/** Whether the other side changed, or took away, any of these base items. */
function isContested(ids: readonly string[], other: Side, lists: Lists): boolean {
  return ids.some((id) => lists.base.has(id) && !same(lists.base.get(id), lists[other].get(id)));
}

function mergeItem(sides: Sides<Vulnerability>, ask: Ask): Vulnerability | undefined {
  const { base, mine, theirs } = sides;
  if (same(mine, theirs) || same(mine, base)) return theirs;
  if (same(theirs, base)) return own(sides);
  if (!mine || !theirs) {
    const conflict = { item: itemName(base), base: base ?? null, mine: mine ?? null, theirs: theirs ?? null };
    return ask(conflict) === 'mine' ? own(sides) : theirs;
  }
  const part = (name: 'range' | 'patched'): string | null => {
    const [old, here, there] = [base?.[name] ?? null, mine[name], theirs[name]];
    if (sameValue(here, there) || (base && sameValue(here, old))) return there;
    if (base && sameValue(there, old)) return here;
    return ask({ item: itemName(base ?? theirs), part: name, base: old, mine: here, theirs: there }) === 'mine' ? here : there;
  };
  return {
    ...theirs,
    range: part('range'),
    patched: part('patched'),
    // Both may add functions to one item.
    functions: mergeSet(base?.functions ?? [], mine.functions, theirs.functions, (name) => name),
  };
}

/** Mine as it stands; but what this project does not know in an item is GitHub's, whatever a person did to the rest. */
function own({ mine, theirs }: Sides<Vulnerability>): Vulnerability | undefined {
  return mine && theirs?.extra !== undefined ? { ...mine, extra: theirs.extra } : mine;
}

function same(a: Vulnerability | undefined, b: Vulnerability | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameItem(a, b));
}

/** An item as a person tells it apart from its neighbours: package and range. */
export function itemName(item: Vulnerability | undefined): string {
  if (!item) return '';
  return item.range === null || item.range === '' ? packageName(item) : `${packageName(item)} ${item.range}`;
}

/** `ecosystem/name`, as a document has it. */
function packageName(item: Vulnerability): string {
  return item.ecosystem === null && item.name === null ? 'no package' : `${item.ecosystem ?? ''}/${item.name ?? ''}`;
}

/** Which parts of an item differ. */
export function changedParts(from: Vulnerability, to: Vulnerability): readonly Part[] {
  const parts: Part[] = [];
  if (!sameValue(from.range, to.range)) parts.push('range');
  if (!sameValue(from.patched, to.patched)) parts.push('patched');
  if (!sameList(from.functions, to.functions)) parts.push('functions');
  return parts;
}
