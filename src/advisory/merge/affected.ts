import type { Vulnerability } from '../model.ts';
import { keyed, mergeKeyed, orderOf, type Sides } from './lists.ts';
import { packageKey, sameItem, sameList, sameValue } from './same.ts';

/** A part of an item that can be changed by itself. */
export type Part = 'range' | 'patched' | 'functions';

/** Both sides changed one item, or one part of it, in different ways. Without a part it is the whole item; null: taken away. */
export type ItemConflict =
  | {
      readonly item: string;
      readonly part: 'range' | 'patched';
      readonly base: string | null;
      readonly mine: string | null;
      readonly theirs: string | null;
    }
  | {
      readonly item: string;
      readonly part?: never;
      readonly base: Vulnerability | null;
      readonly mine: Vulnerability | null;
      readonly theirs: Vulnerability | null;
    };

type Ask = (conflict: ItemConflict) => 'mine' | 'theirs';

/**
 * Merges two changed lists of affected packages. Several items may be of one package (a range for each branch), so items
 * are matched first; those that agree in nothing but their place are merged as a whole only.
 * @param ask told of each conflict; answers which side stands
 */
export function mergeAffected(
  base: readonly Vulnerability[],
  mine: readonly Vulnerability[],
  theirs: readonly Vulnerability[],
  ask: Ask,
): readonly Vulnerability[] {
  const { ids, guessed } = identify(base, mine, theirs);
  const merged = new Map<string, Vulnerability>();
  const at = (items: readonly Vulnerability[], names: readonly string[]) => new Map(names.map((id, index) => [id, items[index]]));
  const [old, own, other] = [at(base, ids.base), at(mine, ids.mine), at(theirs, ids.theirs)];
  for (const id of orderOf(ids.base, ids.mine, ids.theirs)) {
    const item = mergeItem({ base: old.get(id), mine: own.get(id), theirs: other.get(id) }, guessed.has(id), ask);
    if (item) merged.set(id, item);
  }
  return [...merged.values()];
}

interface Identified {
  readonly ids: { readonly base: readonly string[]; readonly mine: readonly string[]; readonly theirs: readonly string[] };
  /** Ids of items that were matched by their place only. */
  readonly guessed: ReadonlySet<string>;
}

/** Gives items of the three lists that are one and the same the same id. */
function identify(base: readonly Vulnerability[], mine: readonly Vulnerability[], theirs: readonly Vulnerability[]): Identified {
  const guessed = new Set<string>();
  const named = (items: readonly Vulnerability[], side: string) => {
    const names: string[] = items.map((_, at) => `${side}${at}`);
    for (const { from, to, guess } of matchItems(base, items)) {
      names[to] = `base${from}`;
      if (guess) guessed.add(`base${from}`);
    }
    return names;
  };
  const [own, other] = [named(mine, 'mine'), named(theirs, 'theirs')];
  const news = (names: readonly string[]) => names.flatMap((name, at) => (name.startsWith('base') ? [] : [at]));
  const [newOwn, newOther] = [news(own), news(other)];
  const items = (list: readonly Vulnerability[], places: readonly number[]) => places.flatMap((at) => list[at] ?? []);
  // What both added is one item where it is the same, or at least for the same range.
  for (const { from, to, guess } of matchItems(items(mine, newOwn), items(theirs, newOther), ['all', 'versions', 'range'])) {
    const [ownAt, otherAt] = [newOwn[from], newOther[to]];
    if (!guess && ownAt !== undefined && otherAt !== undefined) other[otherAt] = own[ownAt] ?? '';
  }
  return { ids: { base: base.map((_, at) => `base${at}`), mine: own, theirs: other }, guessed };
}

interface ItemMatch {
  readonly from: number;
  readonly to: number;
  /** Nothing but package and place says that it is the same item. */
  readonly guess: boolean;
}

type Sign = 'all' | 'versions' | 'range' | 'patched' | 'place';
const SIGNS: readonly Sign[] = ['all', 'versions', 'range', 'patched', 'place'];

/**
 * Finds the same items in two lists: of one package, and equal in as much as possible; each item once.
 * @param signs by what items may be told, the surest first
 */
export function matchItems(
  from: readonly Vulnerability[],
  to: readonly Vulnerability[],
  signs: readonly Sign[] = SIGNS,
): readonly ItemMatch[] {
  const found: ItemMatch[] = [];
  const alone = onlyOnes(from, to);
  let [left, right] = [from.map((_, at) => at), to.map((_, at) => at)];
  for (const sign of signs) {
    const waiting = waitingBy(sign, to, right);
    const taken = new Set<number>();
    left = left.filter((at) => {
      const key = signKey(sign, from[at]);
      const partner = key === undefined ? undefined : waiting.get(key)?.pop();
      if (partner === undefined) return true;
      taken.add(partner);
      found.push({ from: at, to: partner, guess: sign === 'place' && !alone.has(key ?? '') });
      return false;
    });
    right = right.filter((at) => !taken.has(at));
  }
  return found;
}

/** The items that are not matched yet by what a sign says of them, the first one last. */
function waitingBy(sign: Sign, items: readonly Vulnerability[], left: readonly number[]): ReadonlyMap<string, number[]> {
  const waiting = new Map<string, number[]>();
  for (const at of [...left].reverse()) {
    const key = signKey(sign, items[at]);
    if (key === undefined) continue;
    const others = waiting.get(key);
    if (others) others.push(at);
    else waiting.set(key, [at]);
  }
  return waiting;
}

/** Packages of which both lists have exactly one item: there is no doubt which is which. */
function onlyOnes(from: readonly Vulnerability[], to: readonly Vulnerability[]): ReadonlySet<string> {
  const once = (items: readonly Vulnerability[]) => {
    const times = new Map<string, number>();
    for (const item of items) times.set(packageKey(item), (times.get(packageKey(item)) ?? 0) + 1);
    return new Set([...times].flatMap(([name, count]) => (count === 1 ? [name] : [])));
  };
  const others = once(to);
  return new Set([...once(from)].filter((name) => others.has(name)));
}

/** What two items must have in common for a sign; undefined where the item has nothing to show. */
function signKey(sign: Sign, item: Vulnerability | undefined): string | undefined {
  if (!item) return undefined;
  const [name, range, patched] = [packageKey(item), item.range ?? '', item.patched ?? ''];
  switch (sign) {
    case 'all':
      return JSON.stringify([name, range, patched, item.functions]);
    case 'versions':
      return range === '' && patched === '' ? undefined : JSON.stringify([name, range, patched]);
    case 'range':
      return range === '' ? undefined : JSON.stringify([name, range]);
    case 'patched':
      return patched === '' ? undefined : JSON.stringify([name, patched]);
    case 'place':
      return name;
  }
}

function mergeItem(sides: Sides<Vulnerability>, guessed: boolean, ask: Ask): Vulnerability | undefined {
  const { base, mine, theirs } = sides;
  if (same(mine, theirs) || same(mine, base)) return theirs;
  if (same(theirs, base)) return mine && withExtra(mine, theirs);
  if (!mine || !theirs || (base && guessed)) {
    const conflict = { item: itemName(base ?? mine ?? theirs), base: base ?? null, mine: mine ?? null, theirs: theirs ?? null };
    return ask(conflict) === 'mine' ? mine && withExtra(mine, theirs) : theirs;
  }
  const part = (name: 'range' | 'patched'): string | null => {
    const [old, own, other] = [base?.[name] ?? null, mine[name], theirs[name]];
    if (sameValue(own, other) || (base && sameValue(own, old))) return other;
    if (base && sameValue(other, old)) return own;
    return ask({ item: itemName(base ?? theirs), part: name, base: old, mine: own, theirs: other }) === 'mine' ? own : other;
  };
  return {
    ...theirs,
    range: part('range'),
    patched: part('patched'),
    functions: mergeFunctions(base?.functions ?? [], mine.functions, theirs.functions),
  };
}

/** Both may add functions to one item: they are names in a set. */
function mergeFunctions(base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] {
  const names = (list: readonly string[]) => keyed(list, (name) => name);
  return [
    ...mergeKeyed(
      names(base),
      names(mine),
      names(theirs),
      () => true,
      () => undefined,
    ).values(),
  ];
}

/** What this project does not know in an item is GitHub's, whatever a person did to the rest. */
function withExtra(item: Vulnerability, held: Vulnerability | undefined): Vulnerability {
  return held?.extra === undefined ? item : { ...item, extra: held.extra };
}

function same(a: Vulnerability | undefined, b: Vulnerability | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameItem(a, b));
}

/** An item as a person tells it apart from its neighbours: package and range. */
export function itemName(item: Vulnerability | undefined): string {
  if (!item) return '';
  const name = item.ecosystem === null && item.name === null ? 'no package' : packageName(item);
  return item.range === null || item.range === '' ? name : `${name} ${item.range}`;
}

/** `ecosystem/name`, as a document has it. */
export function packageName(item: Vulnerability): string {
  return `${item.ecosystem ?? ''}/${item.name ?? ''}`;
}

/** Which parts of an item differ. */
export function changedParts(from: Vulnerability, to: Vulnerability): readonly Part[] {
  const parts: Part[] = [];
  if (!sameValue(from.range, to.range)) parts.push('range');
  if (!sameValue(from.patched, to.patched)) parts.push('patched');
  if (!sameList(from.functions, to.functions)) parts.push('functions');
  return parts;
}
