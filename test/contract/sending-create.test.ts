/** What is looked up for writing, and how an advisory is made, against the sandbox. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { EMPTY_CONTENT, type AdvisoryContent } from '../../src/advisory/content.ts';
import { create, type CreatePlan } from '../../src/sending/create.ts';
import { REPOSITORY, withSandbox, type Bench } from '../sandbox/fixtures.ts';
import { clientFor } from './client.ts';
import { valueOf } from './sending-bench.ts';

const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:L/VA:N/SC:H/SI:H/SA:H';
const content: AdvisoryContent = {
  ...EMPTY_CONTENT,
  title: 'Something leaks',
  description: 'It leaks.',
  severity: 'high',
  cvss: V4,
  cveId: 'CVE-2026-10001',
  cwes: ['CWE-22'],
  affected: [{ ecosystem: 'other', name: 'cpython', range: '< 3.15', patched: null, functions: ['f'] }],
  credits: [{ login: 'rita', type: 'reporter' }],
  users: ['cole'],
};

describe('what is looked up for writing', () => {
  it('says who may administer, and says nothing where GitHub does not', () =>
    withSandbox({}, async (bench) => {
      const admin = async (login: string) => valueOf(await clientFor(bench, login).gateway.permissions(REPOSITORY)).admin;
      assert.deepEqual([await admin('ada'), await admin('cole')], [true, false]);
      bench.sandbox.faults.add({ kind: 'extra-field', field: 'permissions', value: null });
      assert.equal(await admin('ada'), undefined);
      const gone = await clientFor(bench, 'ada').gateway.permissions('example/nothing');
      assert.equal(gone.ok ? '' : gone.failure.kind, 'not-found');
    }));

  it('knows whether there is an account, and asks for no other address', () =>
    withSandbox({}, async (bench) => {
      const { gateway, log, asked } = clientFor(bench, 'cole');
      const exists = async (login: string) => valueOf(await gateway.user(login));
      assert.deepEqual([await exists('Rita'), await exists('ghost')], [true, false]);
      const sent = asked.length;
      for (const login of ['', '.', '../user', 'a/b', 'a?b', '-a', 'a b', 'x'.repeat(200)])
        assert.equal(await exists(login), false, login);
      assert.deepEqual([asked.length, log], [sent, []]);
      bench.sandbox.faults.add({ kind: 'status', status: 502 });
      const failed = await gateway.user('rita');
      assert.deepEqual([failed.ok, log], [false, ['server-error 502 /users/{username} 5A4D:B0C5:000003']]);
    }));

  it('reads a public issue, and says what is a pull request', () =>
    withSandbox({}, async (bench) => {
      const { gateway } = clientFor(bench, 'cole');
      await bench.ask('POST /repos/example/widget/issues', { as: 'sam', body: { title: 'It leaks', body: 'Here:\r\n1' } });
      await bench.ask('POST /repos/example/widget/issues', { as: 'sam', body: { title: 'No words' } });
      assert.deepEqual(valueOf(await gateway.issue(REPOSITORY, 1)), {
        number: 1,
        title: 'It leaks',
        body: 'Here:\r\n1',
        author: 'sam',
        isPullRequest: false,
      });
      assert.equal(valueOf(await gateway.issue(REPOSITORY, 2)).body, '');
      const missing = await gateway.issue(REPOSITORY, 9);
      assert.equal(missing.ok ? '' : missing.failure.kind, 'not-found');
      bench.sandbox.faults.add({ kind: 'null-everywhere', keep: ['title', 'number'] });
      assert.deepEqual(valueOf(await gateway.issue(REPOSITORY, 1)), {
        number: 1,
        title: 'It leaks',
        body: '',
        author: null,
        isPullRequest: false,
      });
    }));
});

describe('making an advisory', () => {
  const making = async (bench: Bench, login: string, answer: boolean, signal?: AbortSignal) => {
    const plans: CreatePlan[] = [];
    const { gateway } = clientFor(bench, login);
    const decide = (plan: CreatePlan) => {
      plans.push(plan);
      return Promise.resolve(answer);
    };
    return { plans, outcome: await create({ repository: REPOSITORY, content, me: login }, { gateway, decide, signal }) };
  };
  const posts = (bench: Bench) => bench.sandbox.requests.filter(({ method }) => method === 'POST').length;

  it('shows it first, sends it once, and says what GitHub does not take in this way', () =>
    withSandbox({}, async (bench) => {
      const draft = await making(bench, 'ada', true);
      assert.ok(draft.outcome.kind === 'created');
      const { held } = draft.outcome;
      assert.deepEqual(
        [held.state, held.title, held.cvss4?.vector, held.cveId, held.vulnerabilities],
        ['draft', content.title, V4, content.cveId, content.affected],
      );
      assert.deepEqual([draft.outcome.lost, draft.plans[0]?.left.map(({ words }) => words)], [[], ['collaborators: + cole']]);
      assert.equal(posts(bench), 1);
    }));

  it('makes nothing when the person says no, has gone, or may not', () =>
    withSandbox({}, async (bench) => {
      const before = bench.sandbox.state.advisories.length;
      assert.equal((await making(bench, 'ada', false)).outcome.kind, 'declined');
      assert.equal((await making(bench, 'ada', true, AbortSignal.abort())).outcome.kind, 'declined');
      assert.equal(posts(bench), 0);
      const { outcome } = await making(bench, 'cole', true);
      assert.ok(outcome.kind === 'refused' && outcome.failure.kind === 'forbidden');
      assert.equal(bench.sandbox.state.advisories.length, before);
    }));

  it('looks into the list when no answer comes, and sends nothing twice', () =>
    withSandbox({}, async (bench) => {
      bench.sandbox.faults.add({ kind: 'drop-after-commit', route: 'POST' });
      const made = (await making(bench, 'ada', true)).outcome;
      assert.ok(made.kind === 'unknown' && made.failure.mayBeDone === true);
      assert.deepEqual(
        made.found?.map(({ title, author }) => [title, author]),
        [[content.title, 'ada']],
      );
      assert.equal(posts(bench), 1);
      bench.sandbox.faults.add({ kind: 'status', status: 502, route: 'POST' });
      bench.sandbox.faults.add({ kind: 'status', status: 502, route: 'GET' });
      const unseen = (await making(bench, 'ada', true)).outcome;
      assert.ok(unseen.kind === 'unknown' && unseen.found === undefined);
      assert.equal(posts(bench), 2);
    }));

  it('finds none where none was made', () =>
    withSandbox({}, async (bench) => {
      bench.sandbox.faults.add({ kind: 'status', status: 502, route: 'POST' });
      const { outcome } = await making(bench, 'ada', true);
      assert.deepEqual(outcome.kind === 'unknown' && outcome.found, []);
    }));
});
