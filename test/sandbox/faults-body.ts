/** Faults inside an answer's body: the ways in which real data leaves its schema. */

import type { Reply } from './http/reply.ts';
import { isList, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';

export type BodyFault =
  | { readonly kind: 'missing-field'; readonly field: string }
  /** A value that the description does not list. */
  | { readonly kind: 'unknown-enum'; readonly field: string; readonly value?: string }
  | { readonly kind: 'extra-field'; readonly field: string; readonly value?: Json }
  /** Every property is null but the ones that identify. */
  | { readonly kind: 'null-everywhere'; readonly keep?: readonly string[] }
  /** Every number is a text. */
  | { readonly kind: 'numeric-strings' }
  | { readonly kind: 'huge-description'; readonly bytes?: number };

const MEGABYTE = 1024 * 1024;

function numbersAsTexts(value: Json): Json {
  if (typeof value === 'number') return String(value);
  if (isList(value)) return value.map(numbersAsTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, numbersAsTexts(inner)]));
}

function change(fault: BodyFault, item: JsonObject): JsonObject {
  switch (fault.kind) {
    case 'missing-field':
      return Object.fromEntries(Object.entries(item).filter(([name]) => name !== fault.field));
    case 'unknown-enum':
      return { ...item, [fault.field]: fault.value ?? 'never_heard_of' };
    case 'extra-field':
      return { ...item, [fault.field]: fault.value ?? 'new' };
    case 'null-everywhere': {
      const keep = fault.keep ?? ['ghsa_id'];
      return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, keep.includes(name) ? value : null]));
    }
    case 'numeric-strings':
      return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, numbersAsTexts(value)]));
    case 'huge-description':
      return { ...item, description: 'A'.repeat(fault.bytes ?? MEGABYTE) };
  }
}

/**
 * The body of a successful answer with a fault in it: in the object, or in every object of a list.
 * @returns null for an answer that the fault does not concern
 */
export function mangle(fault: { readonly kind: string }, reply: Reply): Json | null {
  if (reply.status >= 300 || reply.body === undefined || !isBodyFault(fault)) return null;
  if (isList(reply.body)) return reply.body.map((item) => (isObject(item) ? change(fault, item) : item));
  return isObject(reply.body) ? change(fault, reply.body) : null;
}

const KINDS: readonly string[] = [
  'missing-field',
  'unknown-enum',
  'extra-field',
  'null-everywhere',
  'numeric-strings',
  'huge-description',
];

function isBodyFault(fault: { readonly kind: string }): fault is BodyFault {
  return KINDS.includes(fault.kind);
}
