/** Waiting for a private fork, and having it made. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { awaitFork, type AwaitForkOptions, type ForkWait } from '../../../src/github/await-fork.ts';
import { startFork } from '../../../src/github/start-fork.ts';
import { DRAFT, REPOSITORY, TRIAGE, withSandbox, type Bench } from '../../sandbox/fixtures.ts';
import { clientFor } from '../client.ts';
import { ADVISORY, FORK, REPO } from './fork-bench.ts';

const DRAFTED = { repository: REPOSITORY, ghsaId: DRAFT } as const;

/** Waits as `login`; time passes by itself, and `meanwhile` is done before each question but the first. */
async function waiting(
  bench: Bench,
  login: string,
  more: Partial<AwaitForkOptions> = {},
  meanwhile?: (count: number) => unknown,
) {
  const { gateway, timers } = clientFor(bench, login);
  const began = bench.now;
  const waits: ForkWait[] = [];
  const onWait = (wait: ForkWait) => {
    waits.push(wait);
    queueMicrotask(() => {
      void Promise.resolve(meanwhile?.(waits.length)).then(() => {
        bench.now += wait.next;
        timers.pass(wait.next);
      });
    });
  };
  const outcome = await awaitFork(gateway, DRAFTED, { timers, clock: () => bench.now, onWait, ...more });
  return { outcome, waits, took: bench.now - began, left: timers.next };
}

const make = (bench: Bench) => clientFor(bench, 'ada').gateway.createFork(REPOSITORY, DRAFT);

describe('waiting for a private fork', () => {
  it('asks at growing intervals until it is there', () =>
    withSandbox({ forkDelayMs: 100_000 }, async (bench) => {
      await make(bench);
      const { outcome, waits, left } = await waiting(bench, 'tess');
      assert.ok(outcome.kind === 'ready');
      assert.deepEqual([outcome.fork.fullName, outcome.fork.cloneUrl], [FORK, `${bench.sandbox.url}/${FORK}.git`]);
      assert.deepEqual(
        waits.map(({ state, next }) => [state, Math.round(next)]),
        [5000, 7500, 11250, 16875, 25313, 30000, 30000].map((next) => ['not-ready', next]),
      );
      assert.equal(left, undefined);
    }));

  it('takes no time where it is there already', () =>
    withSandbox({}, async (bench) => {
      await make(bench);
      const { outcome, waits } = await waiting(bench, 'tess');
      assert.deepEqual([outcome.kind, waits], ['ready', []]);
    }));

  it('sees one that the team’s bot makes meanwhile', () =>
    withSandbox({}, async (bench) => {
      const { outcome, waits } = await waiting(bench, 'tess', {}, (count) =>
        count === 3 ? bench.sandbox.pressBot() : undefined,
      );
      assert.deepEqual([outcome.kind, waits.map(({ state }) => state)], ['ready', ['none', 'none', 'none']]);
    }));

  it('ends after the time that it was given, with a last look', () =>
    withSandbox({ forkDelayMs: 300_000 }, async (bench) => {
      const none = await waiting(bench, 'tess', { most: 60_000 });
      assert.deepEqual([none.outcome, none.took], [{ kind: 'still-none' }, 60_000]);
      await make(bench);
      const late = await waiting(bench, 'tess', { most: 240_000 });
      assert.deepEqual([late.outcome, late.took], [{ kind: 'timed-out' }, 240_000]);
      assert.equal((await waiting(bench, 'tess', { most: 60_000 })).outcome.kind, 'ready');
    }));

  it('waits through passing trouble, and tells of it where it lasts', () =>
    withSandbox({}, async (bench) => {
      await make(bench);
      bench.sandbox.faults.add({ kind: 'drop-after-commit', route: `GET ${ADVISORY}` });
      bench.sandbox.faults.add({ kind: 'status', status: 502, route: `GET ${REPO}` });
      const passed = await waiting(bench, 'tess');
      assert.deepEqual([passed.outcome.kind, passed.waits.map(({ state }) => state)], ['ready', ['unknown', 'unknown']]);
      bench.sandbox.faults.add({ kind: 'status', status: 502, route: 'GET', count: 99 });
      const { outcome } = await waiting(bench, 'tess', { most: 60_000 });
      assert.equal(outcome.kind === 'failed' && outcome.failure.kind, 'server-error');
    }));

  it('asks nothing before GitHub may be asked again, and does not wait in vain', () =>
    withSandbox({}, async (bench) => {
      await make(bench);
      bench.sandbox.faults.add({ kind: 'secondary-limit', retryAfter: 90, route: 'GET' });
      const before = bench.sandbox.requests.length;
      const { outcome, waits } = await waiting(bench, 'tess');
      assert.deepEqual(
        [outcome.kind, waits.map(({ next }) => next), bench.sandbox.requests.length - before],
        ['ready', [90_000], 3],
      );
      bench.sandbox.faults.add({ kind: 'secondary-limit', retryAfter: 900, route: 'GET' });
      const longer = await waiting(bench, 'tess');
      assert.deepEqual([longer.outcome.kind === 'failed' && longer.outcome.failure.kind, longer.took], ['rate-limited', 0]);
    }));

  it('ends at once where asking again cannot help', () =>
    withSandbox({}, async (bench) => {
      await make(bench);
      const stranger = await waiting(bench, 'sam');
      assert.deepEqual([stranger.outcome.kind === 'failed' && stranger.outcome.failure.kind, stranger.took], ['not-found', 0]);
      bench.sandbox.faults.add({ kind: 'extra-field', field: 'private', value: false, route: `GET ${REPO}` });
      const open = await waiting(bench, 'tess');
      assert.deepEqual([open.outcome.kind === 'failed' && open.outcome.failure.kind, open.took], ['malformed', 0]);
    }));

  it('can be cancelled while it waits and while it asks, and leaves no timer', () =>
    withSandbox({ forkDelayMs: 300_000 }, async (bench) => {
      await make(bench);
      const stop = new AbortController();
      const { gateway, timers } = clientFor(bench, 'tess');
      const clock = () => bench.now;
      const onWait = () => {
        queueMicrotask(() => {
          stop.abort();
        });
      };
      const waited = await awaitFork(gateway, DRAFTED, { timers, clock, signal: stop.signal, onWait });
      assert.deepEqual([waited.kind, timers.next], ['cancelled', undefined]);
      bench.sandbox.faults.add({ kind: 'hold', route: 'GET' });
      const other = new AbortController();
      const asking = awaitFork(gateway, DRAFTED, { timers, clock, signal: other.signal });
      await bench.sandbox.faults.whenHeld(1);
      other.abort();
      assert.deepEqual([(await asking).kind, timers.next], ['cancelled', undefined]);
      const sent = bench.sandbox.requests.length;
      assert.equal((await awaitFork(gateway, DRAFTED, { timers, clock, signal: other.signal })).kind, 'cancelled');
      assert.equal(bench.sandbox.requests.length, sent);
    }));
});

describe('having a private fork made', () => {
  const starting = async (bench: Bench, login: string, answer = true, ghsaId = DRAFT, signal?: AbortSignal) => {
    const { gateway } = clientFor(bench, login);
    let shown = 0;
    const decide = () => {
      shown++;
      return Promise.resolve(answer);
    };
    return { outcome: await startFork({ repository: REPOSITORY, ghsaId }, { gateway, decide, signal }), shown };
  };
  const posts = (bench: Bench) => bench.sandbox.requests.filter(({ method }) => method === 'POST').length;

  it('shows it first and sends it once', () =>
    withSandbox({ forkDelayMs: 60_000 }, async (bench) => {
      const { outcome, shown } = await starting(bench, 'ada');
      assert.deepEqual([outcome.kind === 'made' && outcome.fork.fullName, shown, posts(bench)], [FORK, 1, 1]);
      const again = await starting(bench, 'ada');
      assert.deepEqual(again, { outcome: { kind: 'there', fork: { state: 'not-ready', fullName: FORK } }, shown: 0 });
      assert.equal(posts(bench), 1);
    }));

  it('sends nothing after a no, or when the person has gone', () =>
    withSandbox({}, async (bench) => {
      assert.equal((await starting(bench, 'ada', false)).outcome.kind, 'declined');
      assert.equal((await starting(bench, 'ada', true, DRAFT, AbortSignal.abort())).outcome.kind, 'declined');
      assert.equal(posts(bench), 0);
    }));

  it('says that others have to do it, where this person may not', () =>
    withSandbox({}, async (bench) => {
      assert.equal((await starting(bench, 'tess')).outcome.kind, 'not-allowed');
      assert.equal((await starting(bench, 'cole', true, TRIAGE)).outcome.kind, 'not-allowed');
      const { outcome } = await starting(bench, 'sam');
      assert.equal(outcome.kind === 'refused' && outcome.failure.kind, 'not-found');
    }));

  it('finds the one that somebody else had made in between', () =>
    withSandbox({}, async (bench) => {
      const write = () => {
        const advisory = bench.sandbox.state.advisory(DRAFT);
        bench.sandbox.state.addFork(advisory, 0);
      };
      bench.sandbox.faults.add({ kind: 'second-writer', write, route: 'POST' });
      const { outcome } = await starting(bench, 'ada');
      assert.equal(outcome.kind === 'there' && outcome.fork.state, 'ready');
    }));

  it('looks into the advisory when no answer comes, and sends nothing twice', () =>
    withSandbox({}, async (bench) => {
      bench.sandbox.faults.add({ kind: 'status', status: 502, route: 'POST' });
      const undone = (await starting(bench, 'ada')).outcome;
      assert.deepEqual(undone.kind === 'unknown' && [undone.failure.mayBeDone, undone.isRead], [true, true]);
      bench.sandbox.faults.add({ kind: 'drop-after-commit', route: 'POST' });
      assert.equal((await starting(bench, 'ada')).outcome.kind, 'there');
      assert.equal(posts(bench), 2);
    }));

  it('does not claim that it may be offered again where the advisory cannot be read', () =>
    withSandbox({}, async (bench) => {
      const write = () => {
        bench.sandbox.faults.add({ kind: 'status', status: 502, route: 'GET' });
      };
      bench.sandbox.faults.add({ kind: 'second-writer', write, route: 'POST' });
      bench.sandbox.faults.add({ kind: 'drop-after-commit', route: 'POST' });
      const { outcome } = await starting(bench, 'ada');
      assert.deepEqual(outcome.kind === 'unknown' && outcome.isRead, false);
    }));

  it('keeps what is refused for another reason apart', () =>
    withSandbox({}, async (bench) => {
      bench.sandbox.state.edit(DRAFT, (one) => {
        one.state = 'closed';
      });
      const { outcome } = await starting(bench, 'ada');
      assert.equal(outcome.kind === 'refused' && outcome.failure.status, 422);
    }));
});
