/** What comes of sending when answers are lost, late or broken, and when others write at the same moment. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DRAFT, withSandbox } from '../sandbox/fixtures.ts';
import { assertKind, deskFor, ONE } from './sending-bench.ts';

const credit = (login: string, type: string) => ({ login, type });

describe('sending in doubt', () => {
  it('is refused, and nothing is lost, when a token goes or the repository does', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      bench.sandbox.faults.add({ kind: 'not-found', route: 'PATCH' });
      assert.equal(assertKind(await desk.send({ title: 'Mine' }), 'refused').failure.kind, 'not-found');
      const decide = () => {
        bench.sandbox.state.setToken('tess', 'revoked');
        return true;
      };
      assert.equal(assertKind(await desk.send({ title: 'Mine' }, { decide }), 'unverified').failure.kind, 'token-refused');
    }));

  for (const [what, fault] of [
    ['the connection breaks after it was carried out', { kind: 'drop-after-commit' }],
    ['a 502 hides that it was carried out', { kind: 'status', status: 502, committed: true }],
    ['a web page comes in place of the answer', { kind: 'html' }],
    ['the answer is cut off', { kind: 'short-body' }],
    ['the answer stops in the middle', { kind: 'cut-json' }],
  ] as const) {
    it(`finds out that it was sent when ${what}, and sends once`, () =>
      withSandbox({}, async (bench) => {
        const desk = await deskFor(bench, 'tess');
        bench.sandbox.faults.add({ ...fault, route: `PATCH ${ONE}` });
        const { held } = assertKind(await desk.send({ title: 'Mine' }), 'sent');
        assert.equal(held.title, 'Mine');
        assert.equal(desk.bodies().length, 1);
      }));
  }

  it('says that it does not know when nothing of it is there, and sends once', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      bench.sandbox.faults.add({ kind: 'status', status: 503, route: 'PATCH' });
      const { failure, held, sent } = assertKind(await desk.send({ title: 'Mine' }), 'unknown');
      assert.deepEqual([failure.kind, failure.mayBeDone, held?.title], ['server-error', true, desk.base.title]);
      assert.equal(sent.after.title, 'Mine');
      assert.deepEqual(desk.wire(), ['GET 200', 'GET 200', 'PATCH 503', 'GET 200']);
    }));

  it('says so as well when GitHub cannot be asked afterwards', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const decide = () => {
        bench.sandbox.faults.add({
          kind: 'second-writer',
          route: 'PATCH',
          write: () => bench.sandbox.faults.add({ kind: 'status', status: 500, route: 'GET' }),
        });
        bench.sandbox.faults.add({ kind: 'drop-after-commit', route: 'PATCH' });
        return true;
      };
      const outcome = assertKind(await desk.send({ title: 'Mine' }, { decide }), 'unknown');
      assert.deepEqual([outcome.held, outcome.failure.kind, desk.bodies().length], [undefined, 'offline', 1]);
    }));

  it('does not take a request that never left for one that may have been carried out', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const signal = new AbortController();
      const body = { summary: 'x' };
      signal.abort();
      const cancelled = await desk.gateway.updateAdvisory('example/widget', DRAFT, body, signal.signal);
      assert.ok(!cancelled.ok && cancelled.failure.kind === 'cancelled' && cancelled.failure.mayBeDone === undefined);
      await bench.sandbox.close();
      const refused = await desk.gateway.updateAdvisory('example/widget', DRAFT, body);
      assert.ok(!refused.ok && refused.failure.kind === 'offline');
      assert.equal(refused.failure.mayBeDone, undefined, 'nobody listened');
    }));

  it('waits for an answer so long and no longer; what GitHub does later is found by the next sending', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess', DRAFT, 5000);
      bench.sandbox.faults.add({ kind: 'hold', route: 'PATCH' });
      const sending = desk.send({ title: 'Mine' });
      await bench.sandbox.faults.whenHeld(1);
      desk.timers.pass(5001);
      const { failure, held } = assertKind(await sending, 'unknown');
      assert.deepEqual([failure.kind, failure.mayBeDone, held?.title], ['timed-out', true, desk.base.title]);
      bench.sandbox.faults.release();
      while (bench.sandbox.state.advisory(DRAFT).summary !== 'Mine') await new Promise((resolve) => setImmediate(resolve));
      assertKind(await desk.send({ title: 'Mine' }), 'nothing-to-send');
    }));

  it('asks GitHub what it holds when it is cancelled on the way', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const stop = new AbortController();
      bench.sandbox.faults.add({ kind: 'hold', route: 'PATCH' });
      const sending = desk.send({ title: 'Mine' }, { signal: stop.signal });
      await bench.sandbox.faults.whenHeld(1);
      stop.abort();
      const { failure, held } = assertKind(await sending, 'unknown');
      assert.deepEqual([failure.kind, held?.title], ['cancelled', desk.base.title]);
    }));

  it('tells what somebody else wrote over at the same moment, item by item', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const write = () => {
        bench.sandbox.state.edit(DRAFT, (one) => {
          one.credits = [{ login: 'sam', type: 'coordinator', state: 'pending' }];
          one.cweIds = ['CWE-125'];
        });
      };
      const decide = () => {
        // Right after our request and before we read back.
        bench.sandbox.faults.add({
          kind: 'second-writer',
          route: 'PATCH',
          write: () => bench.sandbox.faults.add({ kind: 'second-writer', route: 'GET', write }),
        });
        return true;
      };
      const outcome = await desk.send(
        { title: 'Mine', credits: [...desk.base.credits, credit('cole', 'finder')], cwes: ['CWE-125', 'CWE-20'] },
        { decide },
      );
      const { lost, held } = assertKind(outcome, 'sent-but-changed');
      assert.deepEqual(
        lost.map(({ field, item, words }) => [field, item, words]),
        [
          ['cwes', 'CWE-20', 'CWE: CWE-20 is gone'],
          ['credits', 'cole', 'credits: cole (finder) is gone'],
        ],
      );
      assert.equal(held.title, 'Mine');
    }));

  it('does not take an old copy for what GitHub holds after a write', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      bench.now += 5000;
      const old = bench.sandbox.state.advisory(DRAFT);
      const stale = { field: 'summary', value: old.summary } as const;
      const decide = () => {
        const late = () => {
          bench.sandbox.faults.add({ kind: 'extra-field', route: 'GET', ...stale });
          bench.sandbox.faults.add({ kind: 'extra-field', route: 'GET', field: 'updated_at', value: '2026-10-01T00:00:00Z' });
        };
        bench.sandbox.faults.add({ kind: 'second-writer', route: 'PATCH', write: late });
        return true;
      };
      assert.equal(assertKind(await desk.send({ title: 'Mine' }, { decide }), 'sent').held.title, 'Mine');
    }));

  it('follows a repository that was renamed, and writes nowhere else', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      bench.sandbox.state.renameRepository('example/widget', 'widget-two');
      assertKind(await desk.send({ title: 'Mine' }), 'sent');
      assert.equal(bench.sandbox.state.advisory(DRAFT).summary, 'Mine');
      assert.ok(desk.asked.every((url) => url.startsWith(bench.sandbox.url)));
    }));

  it("says none of the advisory's words in the log", () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const secret = 'Words that must stay here';
      bench.sandbox.state.edit(DRAFT, (one) => {
        one.summary = secret;
      });
      for (const change of [{ credits: [credit(secret, 'finder')] }, { users: [secret] }, { description: secret, cveId: secret }])
        assertKind(await desk.send(change), 'refused');
      bench.sandbox.faults.add({ kind: 'status', status: 500, route: 'PATCH' });
      assertKind(await desk.send({ description: secret }), 'unknown');
      assert.equal(desk.log.length, 4);
      assert.ok(!/Words|example|GHSA/.test(desk.log.join('\n')), desk.log.join('\n'));
    }));
});
