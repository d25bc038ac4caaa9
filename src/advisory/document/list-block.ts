import { itemText, scalarText, type FrontItem, type FrontValue } from './front.ts';
import type { FrontEntry, Value } from './yaml.ts';

/** One entry of a block list as it stands: from the start of its line to the start of the next entry's. */
interface Chunk {
  readonly start: number;
  readonly text: string;
  readonly node: Value;
}

/**
 * A list of the front matter written anew: entries that stay keep their text and their comments, entries that changed
 * keep the lines of the fields that did not.
 * @returns undefined where the list is not written one entry a line, each behind a dash
 */
export function newListBlock(text: string, entry: FrontEntry, value: Exclude<FrontValue, string>): string | undefined {
  if (entry.node.kind !== 'list' || entry.node.items.length === 0 || value.length === 0) return undefined;
  const chunks = chunksOf(text, entry, entry.node.items);
  if (!chunks) return undefined;
  const first = chunks[0];
  if (!first) return undefined;
  const indent = /^[ ]*/.exec(first.text)?.[0] ?? '';
  const left = [...chunks];
  // Entries that stay take their chunk first, so that a changed one does not take it from them.
  const stay = value.map((item) => take(left, (chunk) => asKey(chunk.node) === asKey(item)));
  const parts = value.map((item, index) => {
    const kept = stay[index];
    if (kept) return whole(kept.text);
    const old = typeof item === 'string' ? undefined : take(left, (chunk) => nameOf(chunk.node) === nameOf(item));
    return (old && typeof item !== 'string' ? changed(old, item) : undefined) ?? indented(itemText(item), indent);
  });
  return text.slice(entry.block.start, first.start) + parts.join('');
}

function chunksOf(text: string, entry: FrontEntry, items: readonly Value[]): Chunk[] | undefined {
  const starts = items.map(({ start }) => text.lastIndexOf('\n', start - 1) + 1);
  const chunks: Chunk[] = [];
  for (const [index, node] of items.entries()) {
    const start = starts[index] ?? 0;
    if (!/^ *- +$/.test(text.slice(start, node.start)) || start <= entry.key.start) return undefined;
    chunks.push({ start, text: text.slice(start, starts[index + 1] ?? entry.block.end), node });
  }
  return chunks;
}

function take(left: Chunk[], fits: (chunk: Chunk) => boolean): Chunk | undefined {
  const at = left.findIndex(fits);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

/** The fields of an entry that differ, put in their places; undefined where a field comes, goes, or is a list that differs. */
function changed(chunk: Chunk, item: FrontItem): string | undefined {
  if (chunk.node.kind !== 'map') return undefined;
  const entries = chunk.node.entries.filter(({ value }) => value.kind !== 'nothing');
  if (entries.length !== Object.keys(item).length || entries.some(({ key }) => !Object.hasOwn(item, key.value))) return undefined;
  let { text } = chunk;
  for (const { key, value } of [...entries].reverse()) {
    const wanted = item[key.value] ?? '';
    if (asKey(value) === asKey(wanted)) continue;
    if (value.kind !== 'text' || typeof wanted !== 'string') return undefined;
    if (text.slice(value.start - chunk.start, value.end - chunk.start).includes('\n')) return undefined;
    text = text.slice(0, value.start - chunk.start) + scalarText(wanted) + text.slice(value.end - chunk.start);
  }
  return whole(text);
}

/** What makes two entries say the same, whatever the order of their fields. */
function asKey(item: Value | string | readonly string[] | FrontItem): string {
  return JSON.stringify(plain(item));
}

function plain(item: Value | string | readonly string[] | FrontItem): unknown {
  if (typeof item === 'string') return item;
  if (Array.isArray(item)) return item;
  const node = item as Value | FrontItem;
  if (!isValue(node)) return sortedFields(Object.entries(node));
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'nothing':
      return null;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return sortedFields(
        node.entries.filter(({ value }) => value.kind !== 'nothing').map(({ key, value }) => [key.value, plain(value)]),
      );
  }
}

function sortedFields(fields: readonly (readonly [string, unknown])[]): unknown {
  return fields.filter(([, value]) => !(Array.isArray(value) && value.length === 0)).sort(([a], [b]) => (a < b ? -1 : 1));
}

function isValue(item: Value | FrontItem): item is Value {
  return typeof item.start === 'number';
}

/** What an entry is about: whose credit, which package. */
function nameOf(item: Value | FrontItem): string | undefined {
  const field = (name: string) => {
    if (!isValue(item)) return typeof item[name] === 'string' ? item[name] : undefined;
    const value = item.kind === 'map' ? item.entries.find(({ key }) => key.value === name)?.value : undefined;
    return value?.kind === 'text' ? value.text : undefined;
  };
  return field('login') ?? field('package');
}

/** A last entry of a text without a line end gets one. */
function whole(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function indented(text: string, indent: string): string {
  // Not by a pattern: to one of those a line also ends at U+2028.
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}
