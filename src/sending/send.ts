import { patchBody, type UpdateBody, type WritableState } from '../advisory/body.ts';
import { contentOf, type AdvisoryContent } from '../advisory/content.ts';
import { changedFields } from '../advisory/merge/same.ts';
import type { Merge } from '../advisory/merge/merge.ts';
import { sameRepository, type Advisory, type RepositoryName } from '../advisory/model.ts';
import type { Clock } from '../common/ports.ts';
import { fail, ok, type Result } from '../common/result.ts';
import type { Failure, Gateway } from '../github/gateway.ts';
import { claimsOf, holds, type Claim } from './claims.ts';
import { lostAmong, type Lost } from './ledger.ts';
import { isSamePlan, planOf, type SendPlan, type Wish } from './plan.ts';

export type { Audience, SendPlan } from './plan.ts';

/** Shows a person the plan and asks; false: nothing is to be written. */
export type Decision = (plan: SendPlan) => Promise<boolean>;

export interface SendRequest extends Wish {
  readonly repository: RepositoryName;
  readonly ghsaId: string;
}

export interface SendPorts {
  readonly gateway: Pick<Gateway, 'advisory' | 'updateAdvisory'>;
  readonly decide: Decision;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** What a request was to make of what; the ledger takes note of it. */
export interface Sent {
  /** What GitHub held right before. */
  readonly before: AdvisoryContent;
  /** What was asked for, after the merge. */
  readonly after: AdvisoryContent;
  readonly state?: WritableState | undefined;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
}

export type SendOutcome =
  /** GitHub has it, and holds it as it was sent. */
  | { readonly kind: 'sent'; readonly held: Advisory; readonly sent: Sent }
  /** GitHub has taken it, but holds something else: somebody wrote at the same time, or GitHub made something else of it. */
  | { readonly kind: 'sent-but-changed'; readonly held: Advisory; readonly sent: Sent; readonly lost: readonly Lost[] }
  /** GitHub holds all of it already. */
  | { readonly kind: 'nothing-to-send'; readonly held: Advisory }
  /** Others changed the same things in another way. Nothing was written. */
  | { readonly kind: 'conflict'; readonly merge: Merge; readonly theirs: Advisory }
  | { readonly kind: 'declined' }
  /** GitHub has said no. Nothing was written. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly theirs: Advisory; readonly body: UpdateBody }
  /** What GitHub holds could not be read, so nothing was written. */
  | { readonly kind: 'unverified'; readonly failure: Failure }
  /** Whether it was written cannot be told; it was not sent again. `held` is what GitHub holds, without the change. */
  | { readonly kind: 'unknown'; readonly failure: Failure; readonly sent: Sent; readonly held?: Advisory };

/**
 * The one way in which an advisory is changed at GitHub: read afresh, merge, show, and once a person has agreed read
 * again, send only what changed, read back, compare. If what GitHub holds has changed while the person thought, so that
 * something else would be sent or somebody else would see it, the person is asked anew. Nothing is ever sent twice:
 * after a request without an answer GitHub is read, and what it holds tells.
 *
 * GitHub has no condition for a write, so that somebody's change between the second reading and the request is lost;
 * see the ledger for how that person is told.
 */
export async function send(request: SendRequest, ports: SendPorts): Promise<SendOutcome> {
  let shown: SendPlan | undefined;
  for (;;) {
    const read = await readAfresh(request, ports, ports.signal);
    if (!read.ok) return { kind: 'unverified', failure: read.failure };
    const plan = planOf(request, read.value);
    if (plan.merge.conflicts.length > 0) return { kind: 'conflict', merge: plan.merge, theirs: plan.theirs };
    if (plan.changes.length === 0) return { kind: 'nothing-to-send', held: plan.theirs };
    if (shown && isSamePlan(shown, plan)) return write(request, plan, ports);
    if (!(await ports.decide(plan)) || ports.signal?.aborted) return { kind: 'declined' };
    shown = plan;
  }
}

async function write(request: SendRequest, plan: SendPlan, ports: SendPorts): Promise<SendOutcome> {
  const { theirs } = plan;
  const before = contentOf(theirs);
  const after = plan.merge.merged;
  const state = request.state === theirs.state ? undefined : request.state;
  const body = patchBody(before, after, theirs, { state, unknown: request.withoutUnknown !== true });
  const sent: Sent = { before, after, at: ports.clock(), ...(state === undefined ? {} : { state }) };
  const claims = [...claimsOf(before, after), ...(state === undefined ? [] : [stateClaim(state)])];
  const answer = await ports.gateway.updateAdvisory(request.repository, request.ghsaId, body, ports.signal);
  if (!answer.ok && !answer.failure.mayBeDone) {
    if (answer.failure.kind === 'cancelled') return { kind: 'declined' };
    return { kind: 'refused', failure: answer.failure, theirs, body };
  }
  // From here on being cancelled no longer helps: it has to be known what GitHub holds.
  const back = await readAfresh(request, ports, undefined);
  if (!answer.ok) return judgeUnanswered(answer.failure, back.ok ? back.value : undefined, claims, sent);
  return judge(back.ok ? newer(back.value, answer.value) : answer.value, claims, sent);
}

/** GitHub's copies may lag behind: a reading that is older than the answer to the request is not what it holds now. */
function newer(back: Advisory, answer: Advisory): Advisory {
  return back.updatedAt !== null && answer.updatedAt !== null && back.updatedAt < answer.updatedAt ? answer : back;
}

function judge(held: Advisory, claims: readonly Claim[], sent: Sent): SendOutcome {
  const lost = lostAmong(claims, { ...contentOf(held), state: held.state });
  return lost.length === 0 ? { kind: 'sent', held, sent } : { kind: 'sent-but-changed', held, sent, lost };
}

/** A request is carried out whole or not at all: if any of it is there, it was. */
function judgeUnanswered(failure: Failure, held: Advisory | undefined, claims: readonly Claim[], sent: Sent): SendOutcome {
  if (!held) return { kind: 'unknown', failure, sent };
  const now = { ...contentOf(held), state: held.state };
  const seen = claims.length === 0 ? changedFields(now, sent.after).length === 0 : claims.some((claim) => holds(claim, now));
  return seen ? judge(held, claims, sent) : { kind: 'unknown', failure, sent, held };
}

function stateClaim(state: WritableState): Claim {
  return { kind: 'state', field: 'state', sent: state };
}

/** What GitHub holds now, of this advisory and no other. */
async function readAfresh(
  { repository, ghsaId }: SendRequest,
  { gateway }: SendPorts,
  signal: AbortSignal | undefined,
): Promise<Result<Advisory, Failure>> {
  const read = await gateway.advisory(repository, ghsaId, signal);
  if (!read.ok) return read;
  const { value } = read;
  const asked = sameRepository(value.repository, repository) && value.ghsaId.toLowerCase() === ghsaId.toLowerCase();
  return asked ? ok(value) : fail({ kind: 'malformed', what: 'unreadable-entry', route: 'GET advisory' });
}
