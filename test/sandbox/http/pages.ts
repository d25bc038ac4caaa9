/** Pages of a list: GitHub's opaque cursors and its Link header. */

import { refuse } from './reply.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly number: number;
  readonly link: string | null;
}

type Key = readonly [string, number];

const before = (a: Key, b: Key): boolean => (a[0] === b[0] ? a[1] < b[1] : a[0] < b[0]);

/** A cursor; padded so that it always holds characters that a URL must escape, as GitHub's do. */
function cursorFor(key: Key): string {
  let text = `cursor:v2:${JSON.stringify(key)}`;
  while (text.length % 3 !== 1) text += ' ';
  return Buffer.from(text, 'latin1').toString('base64');
}

/** Reads a cursor back; anything else, such as a cursor that was percent-encoded twice, is refused. */
function keyOf(cursor: string): Key {
  const invalid = refuse(400, 'Invalid cursor.');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(cursor)) throw invalid;
  const text = Buffer.from(cursor, 'base64').toString('latin1');
  const [, value, number] = /^cursor:v2:\["([^"]*)",(\d+)\] *$/.exec(text) ?? [];
  if (value === undefined || number === undefined || cursorFor([value, Number(number)]) !== cursor) throw invalid;
  return [value, Number(number)];
}

export interface CursorQuery {
  readonly after: string | null;
  readonly before: string | null;
  readonly descending: boolean;
  /** What the request asked for; links repeat it. */
  readonly perPage: number;
  /** What the sandbox gives at most; smaller in tests with few items. */
  readonly limit: number;
}

/**
 * One page of a list by cursors.
 * @param all the whole list in any order
 * @param keyFor what an item is sorted by, unique through its number
 * @param address where the links point, without query: the `/repositories/{id}/…` form
 * @param query the request's query, repeated in the links
 */
export function pageByCursor<Item>(
  all: readonly Item[],
  keyFor: (item: Item) => Key,
  asked: CursorQuery,
  address: string,
  query: URLSearchParams,
): Page<Item> {
  const size = Math.min(asked.perPage, asked.limit);
  const precedes = (a: Key, b: Key): boolean => (asked.descending ? before(b, a) : before(a, b));
  const sorted = [...all].sort((a, b) => (precedes(keyFor(a), keyFor(b)) ? -1 : 1));
  let start = 0;
  let end = size;
  if (asked.after !== null) {
    const key = keyOf(asked.after);
    start = sorted.findIndex((item) => precedes(key, keyFor(item)));
    if (start < 0) start = sorted.length;
    end = start + size;
  } else if (asked.before !== null) {
    const key = keyOf(asked.before);
    end = sorted.filter((item) => precedes(keyFor(item), key)).length;
    start = Math.max(0, end - size);
  }
  const items = sorted.slice(start, end);
  const [first] = items;
  const last = items.at(-1);
  const links: string[] = [];
  if (last !== undefined && end < sorted.length) links.push(link(address, query, { after: cursorFor(keyFor(last)) }, 'next'));
  if (first !== undefined && start > 0)
    links.push(link(address, query, { before: cursorFor(keyFor(first)) }, 'prev'), link(address, query, {}, 'first'));
  return { items, number: Math.floor(start / size) + 1, link: links.length > 0 ? links.join(', ') : null };
}

function link(address: string, query: URLSearchParams, cursor: Readonly<Record<string, string>>, rel: string): string {
  const copy = new URLSearchParams(query);
  for (const name of ['after', 'before', 'page']) copy.delete(name);
  for (const [name, value] of Object.entries(cursor)) copy.set(name, value);
  const text = copy.toString();
  return `<${address}${text === '' ? '' : '?'}${text}>; rel="${rel}"`;
}

/** One page of a list by page numbers, as GitHub's older operations count. */
export function pageByNumber<Item>(
  all: readonly Item[],
  page: number,
  perPage: number,
  address: string,
  query: URLSearchParams,
): Page<Item> {
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const links: string[] = [];
  const to = (number: number, rel: string): void => {
    links.push(link(address, query, { page: String(number) }, rel));
  };
  if (page > 1) to(page - 1, 'prev');
  if (page < last) {
    to(page + 1, 'next');
    to(last, 'last');
  }
  if (page > 1) to(1, 'first');
  return {
    items: all.slice((page - 1) * perPage, page * perPage),
    number: page,
    link: links.length > 0 ? links.join(', ') : null,
  };
}
