import type { Clock, Timers } from '../common/ports.ts';
import { fail, ok, type Result } from '../common/result.ts';
import { MOST_CALENDAR_BYTES, readCalendar, type Calendar, type CalendarFailure } from '../process/calendar.ts';
import type { Fetch } from './send.ts';

export interface CalendarOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly signal?: AbortSignal | undefined;
  /** An answer that has not ended after so many milliseconds is given up. */
  readonly timeoutMs?: number;
}

/** Why there is no calendar. Nothing of the answer stands in it. */
export type CalendarTrouble =
  /** The address is not https (or http on this machine), or it has credentials in it. Nothing was asked. */
  | { readonly kind: 'bad-address' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' }
  /** Another status than 200. */
  | { readonly kind: 'refused'; readonly status: number }
  /** A redirect to another origin, or one that does not end; it was not followed. */
  | { readonly kind: 'foreign-link' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-json' }
  | CalendarFailure;

const TIMEOUT_MS = 15_000;
const MOST_REDIRECTS = 3;

/**
 * Reads a product's release calendar. It is a plain GET with no token, no cookie and nothing about anybody's work in it;
 * redirects are followed within the origin only.
 * @param url what the process names as the source of its branches (`calendarSource`), and no other address
 */
export async function readReleaseCalendar(
  fetch: Fetch,
  url: string,
  { clock, timers, signal, timeoutMs = TIMEOUT_MS }: CalendarOptions,
): Promise<Result<Calendar, CalendarTrouble>> {
  if (!mayBeAsked(url)) return fail({ kind: 'bad-address' });
  if (signal?.aborted) return fail({ kind: 'cancelled' });
  const limit = new AbortController();
  const stopTimer = timers.after(timeoutMs, () => {
    limit.abort();
  });
  try {
    const response = await follow(fetch, url, signal ? AbortSignal.any([signal, limit.signal]) : limit.signal);
    if (!response.ok) return response;
    const text = await readText(response.value);
    if (!text.ok) return text;
    return readCalendar(JSON.parse(text.value), clock());
  } catch (error) {
    if (signal?.aborted) return fail({ kind: 'cancelled' });
    if (limit.signal.aborted) return fail({ kind: 'timed-out' });
    return fail({ kind: error instanceof SyntaxError ? 'not-json' : 'offline' });
  } finally {
    stopTimer();
    // Whatever has not been read is not wanted any more.
    limit.abort();
  }
}

/** https anywhere; http on this machine only, as for another API in place of GitHub's. */
function mayBeAsked(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
}

async function follow(fetch: Fetch, url: string, signal: AbortSignal): Promise<Result<Response, CalendarTrouble>> {
  const { origin } = new URL(url);
  let at = url;
  for (let step = 0; step <= MOST_REDIRECTS; step++) {
    const response = await fetch(at, {
      signal,
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      headers: { accept: 'application/json' },
    });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null)
      return response.status === 200 ? ok(response) : fail({ kind: 'refused', status: response.status });
    const next = URL.canParse(location, at) ? new URL(location, at) : undefined;
    if (next?.origin !== origin || !mayBeAsked(next.href)) break;
    at = next.href;
  }
  return fail({ kind: 'foreign-link' });
}

/** The body as UTF-8, as far as it is small enough; what is sent packed counts unpacked. */
async function readText(response: Response): Promise<Result<string, CalendarTrouble>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part: { readonly done: boolean; readonly value?: Uint8Array } | undefined = await reader?.read();
    if (part?.value === undefined || part.done) break;
    size += part.value.byteLength;
    if (size > MOST_CALENDAR_BYTES) return fail({ kind: 'too-large' });
    parts.push(part.value);
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)));
  } catch {
    return fail({ kind: 'not-json' });
  }
}
