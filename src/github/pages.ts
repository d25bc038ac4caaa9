import { fail, ok, type Result } from '../common/result.ts';
import { malformed } from './classify.ts';
import type { Failure } from './failure.ts';
import { isOwn, type Reading, type Sender } from './send.ts';

/** One page of a list as it was last read. `items` are what `read` made of it. */
export interface Page<T> {
  readonly url: string | undefined;
  readonly etag: string | undefined;
  readonly next: string | undefined;
  readonly items: readonly T[];
}

/** A list read to its end, or as far as was enough. */
export interface Pages<T> {
  readonly pages: readonly Page<T>[];
  /** Whether GitHub said of every page that nothing has changed since `previous`. */
  readonly unchanged: boolean;
}

export interface ListRequest<T> {
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly baseUrl: string;
  /** Reads one element; undefined: it cannot be told what it is. */
  readonly read: (json: unknown) => T | undefined;
  readonly previous?: readonly Page<T>[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether what was read is enough; absent: only the whole list is. */
  readonly enough?: (pages: readonly Page<T>[]) => boolean;
}

/** 100 advisories a page: no repository comes near this; a list that does is endless. */
const MOST_PAGES = 200;

/**
 * Reads a list to its end, page by page, each page with its own ETag. `next` addresses are used to the letter (their
 * cursors are encoded already) and only within the API. One failed page fails the whole: half a list is never a list.
 */
export async function readPages<T>(sender: Sender, request: ListRequest<T>): Promise<Result<Pages<T>, Failure>> {
  const { route } = request;
  const pages: Page<T>[] = [];
  const seen = new Set<string>();
  let unchanged = request.previous !== undefined;
  let url: string | undefined;
  for (;;) {
    const known = request.previous?.find((page) => page.url === url);
    const page = await readPage(sender, request, url, known);
    if (!page.ok) return page;
    pages.push(page.value);
    unchanged &&= page.value === known;
    const next = page.value.next;
    if (next === undefined || request.enough?.(pages) === true)
      return ok({ pages, unchanged: unchanged && pages.length === request.previous?.length });
    if (!isOwn(next, request.baseUrl)) return fail({ kind: 'foreign-link', route });
    if (seen.has(next) || pages.length >= MOST_PAGES) return fail({ kind: 'endless-list', route });
    seen.add(next);
    url = next;
  }
}

async function readPage<T>(
  sender: Sender,
  request: ListRequest<T>,
  url: string | undefined,
  known: Page<T> | undefined,
): Promise<Result<Page<T>, Failure>> {
  const { route } = request;
  const reading: Reading = {
    route,
    parameters: request.parameters,
    signal: request.signal,
    etag: known?.etag,
    ...(url === undefined ? {} : { url }),
  };
  const answer = await sender.read(reading);
  if (!answer.ok) return answer;
  if (answer.value.status === 304) {
    return known ? ok(known) : fail(malformed(answer.value, route, 'not-a-list'));
  }
  const { data, headers } = answer.value;
  if (typeof data === 'string' || data === undefined) return fail(malformed(answer.value, route, 'not-json'));
  if (!Array.isArray(data)) return fail(malformed(answer.value, route, 'not-a-list'));
  const items = data.map(request.read);
  if (!items.every((item): item is NonNullable<typeof item> => item !== undefined)) {
    return fail(malformed(answer.value, route, 'unreadable-entry'));
  }
  const next = nextOf(String(headers.link ?? ''));
  if (next === false) return fail(malformed(answer.value, route, 'bad-link'));
  const etag = headers.etag;
  return ok({ url, etag: etag === undefined ? undefined : String(etag), next, items: items });
}

/** The address of the next page in a `Link` header (RFC 8288), taken as it stands; false where a next has no address. */
export function nextOf(link: string): string | undefined | false {
  for (const part of link.split(/,(?=\s*<)/)) {
    if (!/;\s*rel\s*=\s*(?:next\b|"(?:[^"]*\s)?next(?:\s[^"]*)?")/i.test(part)) continue;
    return /<([^<>\s]+)>/.exec(part)?.[1] ?? false;
  }
  return undefined;
}
