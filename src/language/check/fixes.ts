import type { Located, Span } from '../../advisory/document/document.ts';
import type { Fix } from '../finding.ts';
import { removeItem, replaceValue } from './edits.ts';
import { shown } from './findings.ts';

/**
 * The fix that puts another value in the place of one.
 * @param value undefined where it is not known what was meant
 * @returns undefined, too, where the form of the value is the writer's
 */
export function changeTo(
  text: string,
  at: Located<string>,
  value: string | undefined,
  { title = `Change to ${shown(value ?? '')}`, preferred = true }: { readonly title?: string; readonly preferred?: boolean } = {},
): Fix | undefined {
  const edit = value === undefined ? undefined : replaceValue(text, at, value);
  return edit && { title, edits: [edit], ...(preferred ? { preferred } : {}) };
}

/** The fix that takes an item out of a list. */
export function remove(text: string, item: Span, title = 'Remove the second', preferred = true): Fix | undefined {
  const edit = removeItem(text, item);
  return edit && { title, edits: [edit], ...(preferred ? { preferred } : {}) };
}
