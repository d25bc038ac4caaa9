import { WRITTEN_FIELDS, type Failure, type WrittenField } from './failure.ts';

/** What came back: the status, the headers in lower case, the parsed body (a string where it was no JSON). */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

interface Circumstances {
  readonly route: string;
  readonly now: number;
  readonly leastWaitMs: number;
  readonly tokenExpiry: number | undefined;
}

/**
 * Tells what an answer's status and headers mean (GitHub REST documentation: rate limits, troubleshooting, SSO).
 * @returns undefined for an answer that can be used: 2xx, 304
 */
export function classify(answer: Answer, where: Circumstances): Failure | undefined {
  const { status } = answer;
  const meta = metaOf(answer, where.route);
  if ((status >= 200 && status < 300) || status === 304) return undefined;
  if (status === 401) {
    const expired = where.tokenExpiry !== undefined && where.tokenExpiry <= where.now;
    return { kind: expired ? 'token-expired' : 'token-refused', ...meta };
  }
  const until = waitUntil(answer, where);
  if ((status === 403 || status === 429) && until !== undefined) return { kind: 'rate-limited', until, ...meta };
  if (status === 403) {
    const sso = header(answer, 'x-github-sso');
    if (sso?.startsWith('required')) return { kind: 'sso', url: ssoUrl(sso), ...meta };
    return { kind: 'forbidden', needs: missingScopes(answer), ...meta };
  }
  if (status === 404) return { kind: 'not-found', ...meta };
  if (status === 410) return { kind: 'gone', ...meta };
  if (status >= 500) return { kind: 'server-error', ...meta };
  const fields = status === 422 ? refusedFields(answer.data) : [];
  return { kind: 'refused', ...(fields.length === 0 ? {} : { fields }), ...meta };
}

/** A message longer than this is not GitHub's. */
const LONGEST_MESSAGE = 4096;

/**
 * The fields of an advisory that a refusal names: in `errors[].field` (`credits.0.login`), else by name in its message.
 * Only names of the list come out, never anything else that stands there (law 3).
 */
function refusedFields(data: unknown): readonly WrittenField[] {
  const it = typeof data === 'object' && data !== null ? (data as { readonly errors?: unknown; readonly message?: unknown }) : {};
  const named = (Array.isArray(it.errors) ? (it.errors as readonly unknown[]) : []).map((error) =>
    typeof error === 'object' && error !== null && 'field' in error ? String(error.field).split('.')[0] : undefined,
  );
  const found = WRITTEN_FIELDS.filter((field) => named.includes(field));
  if (found.length > 0 || typeof it.message !== 'string' || it.message.length > LONGEST_MESSAGE) return found;
  const words = new Set(it.message.toLowerCase().match(/[a-z_]+/g));
  return WRITTEN_FIELDS.filter((field) => words.has(field));
}

/** An answer that came well but is not what the API describes. */
export function malformed(answer: Answer, route: string, what: Extract<Failure, { kind: 'malformed' }>['what']): Failure {
  return { kind: 'malformed', what, ...metaOf(answer, route) };
}

function metaOf(answer: Answer, route: string): { readonly route: string; readonly status: number; readonly requestId?: string } {
  const id = header(answer, 'x-github-request-id');
  return { route, status: answer.status, ...(id === undefined ? {} : { requestId: id }) };
}

/** GitHub's limits are counted by the hour; a longer wait is somebody's mistake, and it is only asked once more. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * When GitHub may be asked again, where an answer says that a limit has been reached. `retry-after` counts from now;
 * `x-ratelimit-reset` is GitHub's clock, so it is taken relative to GitHub's own `date` (clocks differ).
 */
function waitUntil(answer: Answer, where: Circumstances): number | undefined {
  const after = header(answer, 'retry-after');
  if (after !== undefined) {
    const seconds = Number(after);
    return (
      where.now +
      (Number.isFinite(seconds) && seconds >= 0 ? Math.min(Math.max(1, seconds) * 1000, LONGEST_WAIT_MS) : where.leastWaitMs)
    );
  }
  if (header(answer, 'x-ratelimit-remaining') === '0') {
    const reset = Number(header(answer, 'x-ratelimit-reset')) * 1000;
    const theirs = Date.parse(header(answer, 'date') ?? '');
    const wait = reset - (Number.isNaN(theirs) ? where.now : theirs);
    return where.now + (Number.isFinite(wait) && wait > 0 ? Math.min(wait, LONGEST_WAIT_MS) : where.leastWaitMs);
  }
  return answer.status === 429 ? where.now + where.leastWaitMs : undefined;
}

function header(answer: Answer, name: string): string | undefined {
  const value = answer.headers[name];
  return value === undefined ? undefined : String(value);
}

/** `required; url=https://github.com/orgs/…/sso?authorization_request=…`; only a GitHub-like https page is offered. */
function ssoUrl(value: string): string | undefined {
  const url = /url=(\S+)/.exec(value)?.[1];
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : undefined;
}

function missingScopes(answer: Answer): string[] {
  const words = (name: string) =>
    (header(answer, name) ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  const accepted = words('x-accepted-oauth-scopes');
  const held = new Set(words('x-oauth-scopes'));
  return accepted.some((scope) => held.has(scope)) ? [] : accepted;
}
