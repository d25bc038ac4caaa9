import type { AffectedItem } from '../../advisory/document/document.ts';
import type { Edit } from '../finding.ts';
import { replaceValue } from './edits.ts';

const MOST_ITEM = 4096;

/**
 * The edit that makes several items of one whose range holds several: each like the item, with one of the ranges. As many
 * patched versions as ranges are shared out in their order, else each item keeps what stands there.
 * @returns undefined for an item that does not stand on lines of its own
 */
export function splitItem(text: string, item: AffectedItem, ranges: readonly string[]): Edit | undefined {
  const { range, patched } = item;
  const start = text.lastIndexOf('\n', item.start - 1) + 1;
  const lead = text.slice(start, Math.min(item.start, start + 200));
  if (!range || lead.length !== item.start - start || !/^ *- +$/.test(lead)) return undefined;
  const trimmed = item.start + text.slice(item.start, item.end).trimEnd().length;
  const found = text.indexOf('\n', trimmed);
  const end = found < 0 ? text.length : found + 1;
  if (found < 0 || end - start > MOST_ITEM) return undefined;
  const versions = (patched?.value ?? '').split(/[,;\s|]+/).filter((version) => version !== '');
  const shared = patched && versions.length === ranges.length ? patched : undefined;
  const copies = ranges.map((words, index) => {
    const edits = [replaceValue(text, range, words), ...(shared ? [replaceValue(text, shared, versions[index] ?? '')] : [])];
    return edits.every((edit) => edit !== undefined) ? applied(text, start, end, edits) : undefined;
  });
  return copies.every((copy) => copy !== undefined) ? { start, end, text: copies.join('') } : undefined;
}

function applied(text: string, start: number, end: number, edits: readonly Edit[]): string {
  let out = '';
  let at = start;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at, end);
}
