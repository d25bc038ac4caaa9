import { Octokit } from '@octokit/rest';
import type { Clock, Timers } from '../common/ports.ts';
import { fail, ok, type Result } from '../common/result.ts';
import { classify, type Answer } from './classify.ts';
import type { Failure } from './failure.ts';

/** The same shape as the ambient `fetch`; looked up at call time, because VS Code replaces it (proxy, certificates). */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface SenderOptions {
  /** API base without a trailing slash, `https://api.github.com` but in tests. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  /** The token, asked for at each request so that a renewed one is used; undefined when signed out. */
  readonly token: () => Promise<string | undefined>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A request without an answer after so many milliseconds is given up. */
  readonly timeoutMs?: number;
}

export interface Reading {
  /** Route template, with `{owner}` and the like: it stands in logs, so nothing may be filled in. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** A page's own address, used to the letter in place of the filled route. */
  readonly url?: string;
  readonly etag?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A request that changes something. */
export interface Writing {
  readonly method: 'PATCH' | 'POST';
  /** Route template, as for reading. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Absent: the route takes none. */
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

/** API version that this client speaks: it has `cvss_severities` only (GitHub REST changelog, 2026-03-12). */
export const API_VERSION = '2026-03-10';
const TIMEOUT_MS = 30_000;
/** GitHub asks to wait at least a minute where it names no time (REST rate-limit documentation). */
const LEAST_WAIT_MS = 60_000;

/** Sends requests, each once, and turns whatever happens into an answer or a failure. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #octokit: Octokit;
  #pausedUntil = 0;
  #tokenExpiry: number | undefined;
  #scopes: readonly string[] | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    const silent = () => undefined;
    this.#octokit = new Octokit({
      baseUrl: options.baseUrl,
      userAgent: 'advisory-triage',
      // Octokit's own log would write whole requests, tokens aside.
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
  }

  /** The scopes that GitHub last said the token has; undefined for a token without scopes, or before any answer. */
  get scopes(): readonly string[] | undefined {
    return this.#scopes;
  }

  /** Until when nothing is sent because GitHub said so; 0 when nothing holds it back. */
  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  /**
   * Sends one GET. A 304 is an answer with `notModified`. Nothing is repeated: the caller's own rhythm does that.
   */
  read(reading: Reading): Promise<Result<Answer, Failure>> {
    return this.#paused(this.#send({ method: 'GET', ...reading }));
  }

  /**
   * Sends one request that changes something, once. Whatever leaves open whether GitHub has carried it out (no answer,
   * a broken connection, being cancelled on the way, 5xx) comes back with `mayBeDone`: then GitHub has to be asked what
   * it holds.
   */
  async write(writing: Writing): Promise<Result<Answer, Failure>> {
    const outcome = await this.#paused(this.#send(writing));
    if (outcome.ok || outcome.failure.kind !== 'server-error') return outcome;
    return fail({ ...outcome.failure, mayBeDone: true });
  }

  async #paused(sending: Promise<Result<Answer, Failure>>): Promise<Result<Answer, Failure>> {
    const outcome = await sending;
    if (!outcome.ok && outcome.failure.kind === 'rate-limited') this.#pausedUntil = outcome.failure.until;
    return outcome;
  }

  async #send(
    sending: (Reading & { readonly method: 'GET'; readonly body?: never }) | Writing,
  ): Promise<Result<Answer, Failure>> {
    const { route, method, signal } = sending;
    const { clock } = this.#options;
    if (signal?.aborted) return fail({ kind: 'cancelled', route });
    if (clock() < this.#pausedUntil) return fail({ kind: 'rate-limited', until: this.#pausedUntil, route });
    // A locked keyring counts as being signed out: signing in is the way on.
    const token = await this.#options.token().catch(() => undefined);
    if (token === undefined) return fail({ kind: 'signed-out', route });
    const limit = new AbortController();
    const travel = { left: false, foreign: false };
    const stopTimer = this.#options.timers.after(this.#options.timeoutMs ?? TIMEOUT_MS, () => {
      limit.abort();
    });
    try {
      const raw = await this.#octokit.request(`${method} ${route}`, {
        ...sending.parameters,
        ...(sending.body === undefined ? {} : { data: sending.body }),
        headers: {
          accept: 'application/vnd.github+json',
          'x-github-api-version': API_VERSION,
          authorization: `Bearer ${token}`,
          ...(sending.method !== 'GET' || sending.etag === undefined ? {} : { 'if-none-match': sending.etag }),
        },
        request: {
          fetch: (filled: string, init: RequestInit) =>
            this.#follow((sending.method === 'GET' ? sending.url : undefined) ?? filled, init, travel),
          redirect: 'manual',
          signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
        },
      });
      return this.#judge(route, { status: raw.status, headers: raw.headers, data: raw.data as unknown });
    } catch (thrown) {
      const response = responseOf(thrown);
      if (response) return this.#judge(route, response);
      const open = method !== 'GET' && travel.left ? { mayBeDone: true as const } : {};
      if (signal?.aborted) return fail({ kind: 'cancelled', route, ...open });
      if (limit.signal.aborted) return fail({ kind: 'timed-out', route, ...open });
      return fail({ kind: travel.foreign ? 'foreign-link' : 'offline', route, ...open });
    } finally {
      stopTimer();
    }
  }

  #judge(route: string, raw: Answer): Result<Answer, Failure> {
    const scopes = raw.headers['x-oauth-scopes'];
    if (scopes !== undefined) this.#scopes = words(String(scopes));
    const expiry = Date.parse(
      String(raw.headers['github-authentication-token-expiration'] ?? '')
        .replace(' UTC', 'Z')
        .replace(' ', 'T'),
    );
    if (!Number.isNaN(expiry)) this.#tokenExpiry = expiry;
    const failure = classify(raw, {
      route,
      now: this.#options.clock(),
      leastWaitMs: LEAST_WAIT_MS,
      tokenExpiry: this.#tokenExpiry,
    });
    return failure ? fail(failure) : ok(raw);
  }

  /**
   * Follows a redirect of a renamed repository, but only within the API's own origin: a token must not travel further.
   */
  async #follow(url: string, init: RequestInit, travel: Travel): Promise<Response> {
    let at = url;
    for (let step = 0; step < 4; step++) {
      travel.left = init.signal?.aborted !== true;
      const response = await this.#options
        .fetch(at, { ...init, redirect: 'manual', cache: 'no-store' })
        .catch((error: unknown) => {
          if (neverLeft(error)) travel.left = false;
          throw error;
        });
      const location = response.headers.get('location');
      if (![301, 302, 307, 308].includes(response.status) || location === null) return response;
      // What is sent elsewhere has not been carried out here.
      travel.left = false;
      const next = URL.canParse(location, at) ? new URL(location, at) : undefined;
      if (!next || !isOwn(next.href, this.#options.baseUrl)) break;
      at = next.href;
    }
    // Octokit wraps what is thrown here, so it is told apart by this mark.
    travel.foreign = true;
    throw new Error('a redirect was not followed');
  }
}

/** How far a request has come. */
interface Travel {
  /** It may have reached GitHub and have been carried out. */
  left: boolean;
  /** A redirect leads elsewhere. */
  foreign: boolean;
}

const NO_CONNECTION = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** Whether `fetch` failed before there was a connection (codes of Node's network and of undici). */
function neverLeft(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null) return false;
  return 'code' in cause && NO_CONNECTION.includes(String(cause.code));
}

/** Whether an address belongs to the API: same origin, and a repository's path below the base. */
export function isOwn(url: string, baseUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const it = new URL(url);
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  if (it.origin !== base.origin || it.username !== '' || it.password !== '') return false;
  return [`${prefix}/repos/`, `${prefix}/repositories/`].some((start) => it.pathname.startsWith(start));
}

/** Octokit throws for 304 and for every status from 400; only errors with a response are GitHub's own. */
function responseOf(thrown: unknown): Answer | undefined {
  let error: unknown = thrown;
  if (typeof error !== 'object' || error === null || !('response' in error)) return undefined;
  error = error.response;
  if (typeof error !== 'object' || error === null || !('status' in error) || typeof error.status !== 'number') return undefined;
  const headers = 'headers' in error && typeof error.headers === 'object' && error.headers !== null ? error.headers : {};
  return { status: error.status, headers: headers as Answer['headers'], data: 'data' in error ? error.data : undefined };
}

function words(list: string): readonly string[] {
  return list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
