import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { classify, malformed, type Answer } from '../../../src/github/classify.ts';
import { concernsAccount, isPassing, logLine, type Failure } from '../../../src/github/failure.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const SECONDS = NOW / 1000;
const meaning = (status: number, headers: Answer['headers'] = {}, tokenExpiry?: number) =>
  classify(
    { status, headers, data: { message: 'Words of GitHub' } },
    { route: '/x/{y}', now: NOW, leastWaitMs: MINUTE, tokenExpiry },
  );

describe('what an answer means', () => {
  for (const status of [200, 201, 204, 206, 299, 304])
    it(`${status} can be used`, () => assert.equal(meaning(status, { 'x-ratelimit-remaining': '0' }), undefined));

  for (const [status, kind] of [
    [400, 'refused'],
    [401, 'token-refused'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'refused'],
    [410, 'gone'],
    [422, 'refused'],
    [301, 'refused'],
    [418, 'refused'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [502, 'server-error'],
    [503, 'server-error'],
    [599, 'server-error'],
  ] as const) {
    it(`${status} is ${kind}`, () => {
      const failure = meaning(status, { 'x-github-request-id': 'AB:12' });
      assert.deepEqual([failure?.kind, failure?.status, failure?.route, failure?.requestId], [kind, status, '/x/{y}', 'AB:12']);
      assert.ok(!JSON.stringify(failure).includes('Words'));
    });
  }

  it('tells an expired token from a refused one at the very moment', () => {
    assert.deepEqual(
      [NOW - 1, NOW, NOW + 1, undefined].map((expiry) => meaning(401, {}, expiry)?.kind),
      ['token-expired', 'token-expired', 'token-refused', 'token-refused'],
    );
  });

  it('knows until when to wait', () => {
    const until = (status: number, headers: Answer['headers']) => {
      const it = meaning(status, headers);
      return it?.kind === 'rate-limited' ? it.until - NOW : it?.kind;
    };
    const cases: readonly (readonly [number, Answer['headers'], number | string])[] = [
      [403, { 'retry-after': '90' }, 90_000],
      [429, { 'retry-after': 5 }, 5000],
      [403, { 'retry-after': '0' }, 1000],
      [429, { 'retry-after': 'Sun, 22 Nov 2026 12:05:00 GMT' }, MINUTE],
      [429, { 'retry-after': '-5' }, MINUTE],
      [429, { 'retry-after': 'soon' }, MINUTE],
      [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SECONDS + 600) }, 600_000],
      [
        403,
        { 'x-ratelimit-remaining': 0, 'x-ratelimit-reset': SECONDS + 600, date: new Date(NOW + 300_000).toUTCString() },
        300_000,
      ],
      [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SECONDS + 99_999) }, 3_600_000],
      [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SECONDS - 5) }, MINUTE],
      [403, { 'x-ratelimit-remaining': '0' }, MINUTE],
      [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'x', date: 'x' }, MINUTE],
      [403, { 'retry-after': '7', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SECONDS + 600) }, 7000],
      [403, { 'x-ratelimit-remaining': '1' }, 'forbidden'],
      [429, {}, MINUTE],
      [404, { 'retry-after': '7' }, 'not-found'],
      [503, { 'retry-after': '7' }, 'server-error'],
    ];
    for (const [status, headers, expected] of cases)
      assert.equal(until(status, headers), expected, `${status} ${JSON.stringify(headers)}`);
  });

  it('knows single sign-on, and offers no page that is not https', () => {
    const url = (value: string) => {
      const it = meaning(403, { 'x-github-sso': value });
      return it?.kind === 'sso' ? it.url : it?.kind;
    };
    assert.equal(
      url('required; url=https://github.com/orgs/x/sso?authorization_request=A'),
      'https://github.com/orgs/x/sso?authorization_request=A',
    );
    for (const value of ['required', 'required; url=http://github.com/', 'required; url=javascript:alert(1)', 'required; url=x'])
      assert.equal(url(value), undefined, value);
    assert.equal(url('partial-results; organizations=1'), 'forbidden');
  });

  it('names the scopes that a token lacks', () => {
    const needs = (accepted?: string, held?: string) => {
      const it = meaning(403, { 'x-accepted-oauth-scopes': accepted, 'x-oauth-scopes': held });
      return it?.kind === 'forbidden' ? it.needs : it?.kind;
    };
    assert.deepEqual(
      [needs('repo, security_events', 'gist'), needs('repo', 'repo, gist'), needs(), needs('', 'gist'), needs('repo')],
      [['repo', 'security_events'], [], [], [], ['repo']],
    );
  });

  it('never waits longer than words can say', () => {
    const it = meaning(429, { 'retry-after': '1e300' });
    assert.ok(it?.kind === 'rate-limited' && !Number.isNaN(new Date(it.until).getTime()), 'it is no time at all');
  });

  it('never throws', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(undefined));
    const headers = fc.record(
      {
        'retry-after': value,
        'x-ratelimit-remaining': fc.constantFrom('0', '1'),
        'x-ratelimit-reset': value,
        date: value,
        'x-github-sso': value,
        'x-oauth-scopes': value,
        'x-accepted-oauth-scopes': value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), headers, (status, some) => {
        const it = meaning(status, some);
        if (it?.kind === 'rate-limited') assert.ok(it.until > NOW);
      }),
    );
  });

  it('is told in the log by kind, status, route and request, and nothing else', () => {
    assert.equal(
      logLine(malformed({ status: 200, headers: { 'x-github-request-id': 'AB:12' }, data: 'a secret' }, '/x/{y}', 'not-json')),
      'malformed 200 /x/{y} AB:12',
    );
    assert.equal(logLine({ kind: 'offline', route: '/x/{y}' }), 'offline /x/{y}');
    assert.equal(logLine({ kind: 'sso', url: 'https://github.com/orgs/secret', route: '/x', status: 403 }), 'sso 403 /x');
  });

  it('passes by itself, or does not; concerns the account, or one repository', () => {
    const failure = (kind: Exclude<Failure['kind'], 'sso' | 'rate-limited' | 'forbidden' | 'malformed'>): Failure => ({
      kind,
      route: '',
    });
    for (const kind of ['offline', 'timed-out', 'server-error', 'cancelled', 'endless-list', 'foreign-link'] as const)
      assert.ok(isPassing(failure(kind)), kind);
    for (const kind of ['signed-out', 'token-expired', 'token-refused', 'not-found', 'gone', 'refused'] as const)
      assert.ok(!isPassing(failure(kind)), kind);
    assert.ok(
      isPassing({ kind: 'rate-limited', until: 1, route: '' }) && !isPassing({ kind: 'forbidden', needs: [], route: '' }),
    );
    for (const kind of ['signed-out', 'token-expired', 'token-refused', 'offline'] as const)
      assert.ok(concernsAccount(failure(kind)), kind);
    for (const kind of ['not-found', 'gone', 'server-error', 'refused', 'timed-out'] as const)
      assert.ok(!concernsAccount(failure(kind)), kind);
  });
});
