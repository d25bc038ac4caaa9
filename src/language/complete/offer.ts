import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import type { LanguageContext } from '../context.ts';
import type { Completion } from './completion.ts';
import { fill, type Slot } from '../front/slot.ts';
import type { ValuePlace } from '../front/place.ts';
import type { Dict } from '../front/tree.ts';

/** What the values of a key are worked out from. */
export interface ValueRequest {
  readonly document: AdvisoryDocument;
  readonly offset: number;
  readonly place: ValuePlace;
  readonly outline: Dict;
  readonly context: LanguageContext;
}

export type { Completion } from './completion.ts';

/** Everything about a completion but what a slot tells. */
export type Offer = Omit<Completion, 'edit' | 'label' | 'sort'> & { readonly label?: string };

/** Puts a value into a slot. @param order place among the others */
export function offer(slot: Slot, value: string, order: number, more: Offer): Completion {
  return { label: value, ...more, edit: fill(slot, value), sort: sortOf(order) };
}

/** A number as a text that sorts like it. */
export function sortOf(order: number): string {
  return String(order).padStart(5, '0');
}

/** Values without doubles; the first of several that differ in case only stays. */
export function distinct(values: readonly (string | null | undefined)[], without: readonly string[] = []): readonly string[] {
  const seen = new Set(without.map((value) => value.toLowerCase()));
  return values.filter((value): value is string => {
    if (value === null || value === undefined || value === '' || seen.has(value.toLowerCase())) return false;
    seen.add(value.toLowerCase());
    return true;
  });
}
