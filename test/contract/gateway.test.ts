import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { API_VERSION } from '../../src/github/send.ts';
import type { Failure } from '../../src/github/failure.ts';
import type { Result } from '../../src/common/result.ts';
import { advisory, DRAFT, PUBLISHED, REPOSITORY, TRIAGE, withSandbox, world } from '../sandbox/fixtures.ts';
import type { Fault } from '../sandbox/faults.ts';
import type { SandboxOptions } from '../sandbox/sandbox.ts';
import { clientFor } from './client.ts';

const LIST = 'GET /repos/{owner}/{repo}/security-advisories';
const SECRET = 'Words that must stay here';

/** 25 advisories, three pages of ten. */
const many = (): Partial<SandboxOptions> => ({
  pageSizeLimit: 10,
  world: {
    ...world,
    advisories: Array.from({ length: 25 }, (_, index) =>
      advisory(`GHSA-2222-3333-${'23456789cfghjmpqrvwx'.charAt(index % 20)}${'2345'.charAt(Math.floor(index / 20))}22`, {
        summary: SECRET,
        collaboratingUsers: ['cole'],
        createdAt: new Date(Date.UTC(2026, 8, 1, index)).toISOString(),
      }),
    ),
  },
});

function value<T>(result: Result<T, Failure>): T {
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.failure));
  return result.value;
}

function kind(result: Result<unknown, Failure>): string {
  return result.ok ? 'ok' : result.failure.kind;
}

describe('the gateway against the sandbox', () => {
  it('says whose token it is, and asks in one API version', () =>
    withSandbox({}, async (bench) => {
      const account = value(await clientFor(bench, 'cole').gateway.account());
      assert.equal(account.login, 'cole');
      assert.deepEqual(account.scopes, ['repo']);
      assert.equal(bench.sandbox.requests[0]?.apiVersion, API_VERSION);
    }));

  it('lists what an account may see, and no more', () =>
    withSandbox({}, async (bench) => {
      const ids = async (login: string) =>
        value(await clientFor(bench, login).gateway.listAdvisories(REPOSITORY))
          .pages.flatMap(({ items }) => items.map(({ ghsaId }) => ghsaId))
          .sort();
      assert.deepEqual(await ids('sam'), [PUBLISHED]);
      assert.ok((await ids('cole')).includes(TRIAGE));
      assert.ok(!(await ids('cole')).includes(DRAFT));
      assert.equal((await ids('ada')).length, 4);
    }));

  it('reads every page, to the letter of its links', () =>
    withSandbox(many(), async (bench) => {
      const pages = value(await clientFor(bench, 'cole').gateway.listAdvisories(REPOSITORY));
      assert.equal(pages.pages.length, 3);
      assert.equal(new Set(pages.pages.flatMap(({ items }) => items.map(({ ghsaId }) => ghsaId))).size, 25);
      assert.match(bench.sandbox.requests[1]?.path ?? '', /^\/repositories\/701\/security-advisories\?/);
    }));

  it('asks again with one ETag a page, and gets no bodies', () =>
    withSandbox(many(), async (bench) => {
      const { gateway } = clientFor(bench, 'cole');
      const first = value(await gateway.listAdvisories(REPOSITORY));
      bench.sandbox.clearRequests();
      const second = value(await gateway.listAdvisories(REPOSITORY, first.pages));
      assert.equal(second.unchanged, true);
      assert.deepEqual(
        bench.sandbox.requests.map(({ status }) => status),
        [304, 304, 304],
      );
      assert.deepEqual(second.pages, first.pages);
    }));

  it('sees a change on a later page', () =>
    withSandbox(many(), async (bench) => {
      const { gateway } = clientFor(bench, 'cole');
      const first = value(await gateway.listAdvisories(REPOSITORY));
      const last = first.pages[2]?.items[0]?.ghsaId ?? '';
      bench.sandbox.state.edit(last, (one) => {
        one.summary = 'Changed';
      });
      const second = value(await gateway.listAdvisories(REPOSITORY, first.pages));
      assert.equal(second.unchanged, false);
      assert.ok(second.pages.flatMap(({ items }) => items).some(({ title }) => title === 'Changed'));
    }));

  it('reads comments where GitHub gives them out, and says where it does not', () =>
    withSandbox({}, async (bench) => {
      const { gateway } = clientFor(bench, 'cole');
      const comments = value(await gateway.listComments(REPOSITORY, TRIAGE)).pages.flatMap(({ items }) => items);
      assert.deepEqual(
        comments.map(({ author, body }) => [author, body]),
        [['rita', 'Any news?']],
      );
      bench.sandbox.setComments(false);
      assert.equal(kind(await gateway.listComments(REPOSITORY, TRIAGE)), 'not-found');
    }));

  it('reads one advisory afresh', () =>
    withSandbox({}, async (bench) => {
      const one = value(await clientFor(bench, 'tess').gateway.advisory(REPOSITORY, DRAFT));
      assert.equal(one.cvss3?.vector, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N');
      assert.deepEqual(one.credits, [
        { login: 'rita', type: 'reporter', state: 'accepted' },
        { login: 'tess', type: 'coordinator', state: 'pending' },
      ]);
      assert.equal(kind(await clientFor(bench, 'sam').gateway.advisory(REPOSITORY, DRAFT)), 'not-found');
    }));

  for (const [who, token, expected] of [
    ['nobody', undefined, 'signed-out'],
    ['a wrong token', 'ghp_nonsense', 'token-refused'],
    ['an expired token', 'ghp_late', 'token-refused'],
    ['a token that single sign-on blocks', 'ghp_blocked', 'sso'],
  ] as const) {
    it(`knows ${who}`, () =>
      withSandbox({}, async (bench) => {
        assert.equal(kind(await clientFor(bench, '', { token }).gateway.listAdvisories(REPOSITORY)), expected);
      }));
  }

  it('tells an expired token from a refused one where GitHub has named its end', () =>
    withSandbox({}, async (bench) => {
      const answers = [
        new Response('{"login":"cole"}', {
          headers: { 'content-type': 'application/json', 'github-authentication-token-expiration': '2026-11-01 12:00:01 UTC' },
        }),
        new Response('{}', { status: 401, headers: { 'content-type': 'application/json' } }),
      ];
      const { Gateway } = await import('../../src/github/gateway.ts');
      const gateway = new Gateway({
        baseUrl: 'http://127.0.0.1:1',
        token: () => Promise.resolve('t'),
        clock: () => bench.now,
        timers: clientFor(bench, 'cole').timers,
        log: () => undefined,
        fetch: () => Promise.resolve(answers.shift() ?? new Response(null, { status: 500 })),
      });
      value(await gateway.account());
      bench.now += 2000;
      assert.equal(kind(await gateway.account()), 'token-expired');
    }));

  const broken: readonly (readonly [string, Fault, string])[] = [
    ['a web page in place of JSON', { kind: 'html', route: LIST }, 'malformed'],
    ['a web page that says 503', { kind: 'html', status: 503, route: LIST }, 'server-error'],
    ['a body that is cut off', { kind: 'short-body', route: LIST }, 'malformed'],
    ['JSON that stops in the middle', { kind: 'cut-json', route: LIST }, 'malformed'],
    ['a 502', { kind: 'status', status: 502, route: LIST }, 'server-error'],
    ['a connection that breaks', { kind: 'drop-after-commit', route: LIST }, 'offline'],
    ['a list that fails on page 3', { kind: 'page', page: 3 }, 'refused'],
    ['a list that fails on page 2 with 502', { kind: 'page', page: 2, status: 502 }, 'server-error'],
    ['a next link to another host', { kind: 'foreign-next', count: 9 }, 'foreign-link'],
    ['a list that comes back to itself', { kind: 'repeated-cursor', count: 99 }, 'endless-list'],
    ['a repository that is gone', { kind: 'not-found' }, 'not-found'],
  ];
  for (const [what, fault, expected] of broken) {
    it(`fails as a whole on ${what}, and logs none of its words`, () =>
      withSandbox(many(), async (bench) => {
        const { gateway, log, asked } = clientFor(bench, 'cole');
        bench.sandbox.faults.add(fault);
        assert.equal(kind(await gateway.listAdvisories(REPOSITORY)), expected);
        assert.equal(log.length, 1);
        assert.ok(!log.join().includes(SECRET) && !log.join().includes('example'), log.join());
        assert.ok(
          asked.every((url) => url.startsWith(bench.sandbox.url)),
          'the token went to another host',
        );
      }));
  }

  for (const fault of [
    { kind: 'missing-field' },
    { kind: 'null-everywhere' },
    { kind: 'unknown-enum' },
    { kind: 'extra-field' },
    { kind: 'numeric-strings' },
    { kind: 'huge-description' },
  ] as const) {
    it(`keeps every advisory when GitHub sends ${fault.kind}`, () =>
      withSandbox({ ...many(), selfCheck: false }, async (bench) => {
        bench.sandbox.faults.add({ ...fault, count: 99 } as Fault);
        const pages = value(await clientFor(bench, 'cole').gateway.listAdvisories(REPOSITORY));
        assert.equal(pages.pages.flatMap(({ items }) => items).length, 25);
      }));
  }

  it('follows a renamed repository within the API', () =>
    withSandbox({}, async (bench) => {
      bench.sandbox.state.renameRepository('example/widget', 'widget-two');
      const pages = value(await clientFor(bench, 'cole').gateway.listAdvisories(REPOSITORY));
      assert.ok(pages.pages.flatMap(({ items }) => items).some(({ ghsaId }) => ghsaId === TRIAGE));
    }));

  it("waits as long as GitHub says, sends nothing meanwhile, and takes GitHub's clock for GitHub's time", () =>
    withSandbox({}, async (bench) => {
      const { gateway, asked } = clientFor(bench, 'cole');
      bench.sandbox.faults.add({ kind: 'secondary-limit', retryAfter: 90 });
      const result = await gateway.listAdvisories(REPOSITORY);
      assert.ok(!result.ok && result.failure.kind === 'rate-limited');
      assert.equal(result.failure.until, bench.now + 90_000);
      const sent = asked.length;
      assert.equal(kind(await gateway.listAdvisories(REPOSITORY)), 'rate-limited');
      assert.equal(asked.length, sent);
      bench.now += 90_000;
      assert.equal(kind(await gateway.listAdvisories(REPOSITORY)), 'ok');
    }));

  it('does not wait for hours when the clocks differ', () =>
    withSandbox({}, async (bench) => {
      const { gateway } = clientFor(bench, 'cole');
      bench.sandbox.faults.add({ kind: 'clock-skew', ms: 5 * 3_600_000 });
      bench.sandbox.faults.add({ kind: 'primary-limit' });
      const result = await gateway.listAdvisories(REPOSITORY);
      assert.ok(!result.ok && result.failure.kind === 'rate-limited');
      assert.ok(result.failure.until > bench.now && result.failure.until <= bench.now + 3_600_000);
    }));

  it('gives up when it is told to, and when nothing comes', () =>
    withSandbox({}, async (bench) => {
      const stop = new AbortController();
      const { gateway, timers } = clientFor(bench, 'cole', { timeoutMs: 5000 });
      bench.sandbox.faults.add({ kind: 'hold', count: 2 });
      const cancelled = gateway.listAdvisories(REPOSITORY, undefined, stop.signal);
      await bench.sandbox.faults.whenHeld(1);
      stop.abort();
      assert.equal(kind(await cancelled), 'cancelled');
      const slow = gateway.listAdvisories(REPOSITORY);
      await bench.sandbox.faults.whenHeld(2);
      timers.pass(5001);
      assert.equal(kind(await slow), 'timed-out');
    }));

  it('is offline when nobody listens', () =>
    withSandbox({}, async (bench) => {
      const { gateway } = clientFor(bench, 'cole');
      await bench.sandbox.close();
      assert.equal(kind(await gateway.listAdvisories(REPOSITORY)), 'offline');
    }));

  it('knows a token that can see nothing private, for GitHub gives it an empty list', () =>
    withSandbox({}, async (bench) => {
      const { gateway } = clientFor(bench, 'bare');
      assert.equal(gateway.lacksScope, false);
      value(await gateway.listAdvisories(REPOSITORY));
      assert.equal(gateway.lacksScope, true);
      const good = clientFor(bench, 'cole').gateway;
      value(await good.listAdvisories(REPOSITORY));
      assert.equal(good.lacksScope, false);
    }));

  it('gives no advisory to a token without the scope', () =>
    withSandbox({}, async (bench) => {
      const result = await clientFor(bench, 'bare').gateway.advisory(REPOSITORY, TRIAGE);
      assert.ok(!result.ok);
      // GitHub hides what a token may not see: without the scope an unpublished advisory is not there.
      assert.ok(['not-found', 'forbidden'].includes(result.failure.kind));
    }));
});
