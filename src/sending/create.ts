import { createBody } from '../advisory/body.ts';
import { contentOf, EMPTY_CONTENT, type AdvisoryContent } from '../advisory/content.ts';
import { changesOf, type Change } from '../advisory/changes.ts';
import { sameText } from '../advisory/merge/same.ts';
import { sameLogin, type Advisory, type RepositoryName } from '../advisory/model.ts';
import type { Failure, Gateway } from '../github/gateway.ts';
import { claimsOf } from './claims.ts';
import { lostAmong, type Lost } from './ledger.ts';

export interface CreateRequest {
  readonly repository: RepositoryName;
  readonly content: AdvisoryContent;
  /** The login of whoever sends. */
  readonly me: string;
}

/** What a person decides on before something is made. */
export interface CreatePlan {
  readonly repository: RepositoryName;
  readonly changes: readonly Change[];
  /** Fields that GitHub does not take in this way; they can be sent afterwards. */
  readonly left: readonly Change[];
  readonly warnings: readonly string[];
}

export interface CreatePorts {
  readonly gateway: Pick<Gateway, 'createAdvisory' | 'listAdvisories'>;
  readonly decide: (plan: CreatePlan) => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

export type CreateOutcome =
  /** `lost`: what GitHub does not hold as it was sent. */
  | { readonly kind: 'created'; readonly held: Advisory; readonly lost: readonly Lost[] }
  | { readonly kind: 'declined' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /**
   * Whether it was made cannot be told; it was not sent again. `found` are advisories of this person with this title and
   * text; undefined where the list could not be read, and then nothing may be offered again.
   */
  | { readonly kind: 'unknown'; readonly failure: Failure; readonly found?: readonly Advisory[] };

/** The one way in which an advisory is made at GitHub: shown first, sent once; without an answer the list is read. */
export async function create(request: CreateRequest, ports: CreatePorts): Promise<CreateOutcome> {
  const { repository, content } = request;
  if (!(await ports.decide(planOf(request))) || ports.signal?.aborted) return { kind: 'declined' };
  const { gateway, signal } = ports;
  const made = await gateway.createAdvisory(repository, createBody(content), signal);
  if (made.ok) {
    const held = made.value;
    return { kind: 'created', held, lost: lostAmong(claimsOf(EMPTY_CONTENT, sendable(content)), contentOf(held)) };
  }
  const { failure } = made;
  if (!failure.mayBeDone) return failure.kind === 'cancelled' ? { kind: 'declined' } : { kind: 'refused', failure };
  // Being cancelled no longer helps: it has to be known whether there is one now.
  const list = await gateway.listAdvisories(repository);
  if (!list.ok) return { kind: 'unknown', failure };
  const all = list.value.pages.flatMap(({ items }) => items);
  return { kind: 'unknown', failure, found: all.filter((one) => isLike(one, request)) };
}

function isLike(advisory: Advisory, { content, me }: CreateRequest): boolean {
  const mine = advisory.author !== null && sameLogin(advisory.author, me);
  return mine && advisory.title === content.title && sameText(advisory.description ?? '', content.description);
}

function planOf({ repository, content }: CreateRequest): CreatePlan {
  const taken = sendable(content);
  return {
    repository,
    changes: changesOf(EMPTY_CONTENT, taken),
    left: changesOf(taken, content),
    warnings: ['Only administrators and security managers may make a draft.'],
  };
}

/** What GitHub takes when an advisory is made: all but collaborators. */
function sendable(content: AdvisoryContent): AdvisoryContent {
  const { users, teams } = EMPTY_CONTENT;
  return { ...content, users, teams };
}
