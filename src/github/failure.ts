/**
 * Why a request to GitHub gave nothing. `requestId`, `status` and `route` (a template, never a filled path) are all that
 * may be logged (law 3).
 */
export type Failure = FailureKind & {
  readonly route: string;
  readonly status?: number;
  readonly requestId?: string;
  /** A request that writes had left: GitHub may have carried it out, now or later. It is not sent again by itself. */
  readonly mayBeDone?: true;
};

/** Fields of an advisory by GitHub's names. A refusal may name them; nothing else of its words is kept. */
export const WRITTEN_FIELDS = [
  'summary',
  'description',
  'cve_id',
  'vulnerabilities',
  'cwe_ids',
  'credits',
  'severity',
  'cvss_vector_string',
  'state',
  'collaborating_users',
  'collaborating_teams',
] as const;
export type WrittenField = (typeof WRITTEN_FIELDS)[number];

export type FailureKind =
  | { readonly kind: 'signed-out' }
  /** No answer at all: no network, a refused connection, a dropped socket. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' }
  /** 401 after the expiry that GitHub had told before. */
  | { readonly kind: 'token-expired' }
  /** 401: revoked, expired or mistyped; GitHub does not say which. */
  | { readonly kind: 'token-refused' }
  /** The organisation wants single sign-on for this token. `url` is GitHub's page for it. */
  | { readonly kind: 'sso'; readonly url: string | undefined }
  /** `until` is milliseconds since the epoch. */
  | { readonly kind: 'rate-limited'; readonly until: number }
  /** 403: `needs` are the scopes that GitHub names and the token lacks; empty where it names none. */
  | { readonly kind: 'forbidden'; readonly needs: readonly string[] }
  /** 404: there is no such thing, or this account may not see it. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'gone' }
  /** Any other status from 400; `fields` are those that GitHub names in a refusal of a body (422). */
  | { readonly kind: 'refused'; readonly fields?: readonly WrittenField[] }
  | { readonly kind: 'server-error' }
  /** An answer that is not what the API describes. */
  | {
      readonly kind: 'malformed';
      /** `not-private`: a private fork that is public, or no fork. */
      readonly what: 'not-json' | 'not-a-list' | 'not-an-object' | 'unreadable-entry' | 'bad-link' | 'not-private';
    }
  /** A `next` link or a redirect that leads somewhere else; the token was not sent there. */
  | { readonly kind: 'foreign-link' }
  /** A list that does not end, or that comes back to a page already read. */
  | { readonly kind: 'endless-list' };

/** There is an open pull request for the same head and base: GitHub takes no second one. */
export interface PullExists {
  readonly kind: 'pull-exists';
  readonly number: number;
  readonly htmlUrl: string | null;
  readonly route: string;
  readonly status?: number;
  readonly requestId?: string;
}

/** Whether trying again later may help without anybody doing anything. */
export function isPassing(failure: Failure): boolean {
  switch (failure.kind) {
    case 'offline':
    case 'timed-out':
    case 'rate-limited':
    case 'server-error':
    case 'cancelled':
    case 'endless-list':
    case 'foreign-link':
      return true;
    case 'malformed':
      return failure.what !== 'not-private';
    default:
      return false;
  }
}

/** Whether the failure concerns the account as a whole rather than one repository. */
export function concernsAccount(failure: Failure): boolean {
  return ['signed-out', 'token-expired', 'token-refused', 'offline', 'rate-limited'].includes(failure.kind);
}

/** One line for the log: nothing in it but kind, status, request id and route template. */
export function logLine(failure: Failure | PullExists): string {
  return [failure.kind, failure.status, failure.route, failure.requestId].filter((part) => part !== undefined).join(' ');
}
