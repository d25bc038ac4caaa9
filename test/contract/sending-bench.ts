/** One person who sends to the sandbox: what they are asked, what goes over the wire, what other people do meanwhile. */
import assert from 'node:assert/strict';
import { contentOf, type AdvisoryContent } from '../../src/advisory/content.ts';
import type { Advisory } from '../../src/advisory/model.ts';
import type { Result } from '../../src/common/result.ts';
import { send, type SendOutcome, type SendPlan, type SendRequest } from '../../src/sending/send.ts';
import { writeJson } from '../../src/common/plain-json.ts';
import { DRAFT, REPOSITORY, type Bench } from '../sandbox/fixtures.ts';
import { parse, type Json } from '../sandbox/json.ts';
import { clientFor, type Client } from './client.ts';

export const ONE = '/repos/{owner}/{repo}/security-advisories/{ghsa_id}';

export function valueOf<T, F>(result: Result<T, F>): T {
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.failure));
  return result.value;
}

export interface Desk extends Client {
  readonly held: Advisory;
  readonly base: AdvisoryContent;
  /** The plans that were shown. */
  readonly plans: SendPlan[];
  /** Sends what `change` makes of what was read first. */
  readonly send: (
    change: Partial<AdvisoryContent>,
    more?: Partial<SendRequest> & {
      readonly signal?: AbortSignal;
      readonly decide?: (plan: SendPlan) => boolean | Promise<boolean>;
    },
  ) => Promise<SendOutcome>;
  /** `METHOD status` of what was asked since the first reading. */
  readonly wire: () => readonly string[];
  /** The bodies of the writes. */
  readonly bodies: () => readonly Json[];
}

/** Reads an advisory as `login` and gives what is needed to send to it. */
export async function deskFor(bench: Bench, login: string, ghsaId = DRAFT, timeoutMs?: number): Promise<Desk> {
  const client = clientFor(bench, login, timeoutMs === undefined ? {} : { timeoutMs });
  const held = valueOf(await client.gateway.advisory(REPOSITORY, ghsaId));
  const base = contentOf(held);
  const plans: SendPlan[] = [];
  bench.sandbox.clearRequests();
  return {
    ...client,
    held,
    base,
    plans,
    send: (change, { signal, decide, ...more } = {}) =>
      send(
        { repository: REPOSITORY, ghsaId, base, mine: { ...base, ...change }, me: login, ...more },
        {
          gateway: client.gateway,
          clock: () => bench.now,
          signal,
          decide: async (plan) => {
            plans.push(plan);
            return (await decide?.(plan)) ?? true;
          },
        },
      ),
    wire: () => bench.sandbox.requests.map(({ method, status }) => `${method} ${status}`),
    bodies: () => bench.sandbox.requests.filter(({ method }) => method !== 'GET').map(({ body }) => parse(body)),
  };
}

export function assertKind<K extends SendOutcome['kind']>(outcome: SendOutcome, kind: K): Extract<SendOutcome, { kind: K }> {
  assert.equal(outcome.kind, kind, writeJson(outcome).slice(0, 400));
  return outcome as Extract<SendOutcome, { kind: K }>;
}
