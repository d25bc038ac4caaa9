/** JSON as a type, and the few ways in which the sandbox reads it. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Whether a JSON value is an object (not a list, not null). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object at a path of names inside a value; an empty object where there is none. */
export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  let here: Json | undefined = value;
  for (const name of path) here = isObject(here) ? here[name] : undefined;
  return isObject(here) ? here : {};
}

/** The list of one property; an empty list where there is none. */
export function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The texts among a list's items. */
export function texts(value: Json | undefined): readonly string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string');
}

/** A text property, or an empty text. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A text property, or null. */
export function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Parses JSON text; throws SyntaxError as JSON.parse does. */
export function parse(source: string): Json {
  return JSON.parse(source) as Json;
}

/** RFC 7396 merge patch, the form in which the API description states what a later version changes. */
export function mergePatch(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, mergePatch(result.get(name) ?? {}, value));
  }
  return Object.fromEntries(result);
}
