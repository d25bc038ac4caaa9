/** Pages, conditional requests, limits, redirects. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LIST, TRIAGE, advisory, at, withSandbox } from './fixtures.ts';
import type { Bench } from './fixtures.ts';
import { listOf, objectAt } from './json.ts';

const linkOf = (header: string | null, rel: string): string | null =>
  new RegExp(`<([^>]+)>; rel="${rel}"`).exec(header ?? '')?.[1] ?? null;

function many({ sandbox }: Bench, count: number): void {
  for (let index = 0; index < count; index++) {
    sandbox.state.addAdvisory(
      advisory(sandbox.state.freshGhsaId(), { createdAt: `2026-09-${String((index % 9) + 1).padStart(2, '0')}T00:00:00Z` }),
    );
  }
}

async function walk({ ask }: Bench, start: string, rel: string): Promise<readonly (readonly unknown[])[]> {
  const pages: (readonly unknown[])[] = [];
  for (let address: string | null = start; address !== null;) {
    const answer: Awaited<ReturnType<typeof ask>> = await ask(`GET ${address}`, { as: 'ada' });
    assert.equal(answer.status, 200, answer.text);
    pages.push(listOf(answer.body).map((one) => objectAt(one).ghsa_id));
    address = linkOf(answer.headers.get('link'), rel);
  }
  return pages;
}

describe('sandbox transport', () => {
  it('pages by cursor, each advisory once, there and back', () =>
    withSandbox({}, async (bench) => {
      many(bench, 21);
      const pages = await walk(bench, `${LIST}?per_page=4`, 'next');
      assert.deepEqual(
        pages.map((one) => one.length),
        [4, 4, 4, 4, 4, 4, 1],
      );
      assert.equal(new Set(pages.flat()).size, 25);
      const whole = await bench.ask(`GET ${LIST}?per_page=100`, { as: 'ada' });
      assert.deepEqual(
        pages.flat(),
        listOf(whole.body).map((one) => objectAt(one).ghsa_id),
      );
      assert.equal(whole.headers.get('link'), null);
      const second = await bench.ask(
        `GET ${linkOf((await bench.ask(`GET ${LIST}?per_page=4`, { as: 'ada' })).headers.get('link'), 'next')}`,
        { as: 'ada' },
      );
      const back = await bench.ask(`GET ${linkOf(second.headers.get('link'), 'prev')}`, { as: 'ada' });
      assert.deepEqual(
        listOf(back.body).map((one) => objectAt(one).ghsa_id),
        pages[0],
      );
    }));

  it('links to the form by id with an encoded cursor that must go back as it is', () =>
    withSandbox({ pageSizeLimit: 2 }, async (bench) => {
      const { headers } = await bench.ask(`GET ${LIST}?per_page=100&state=triage`, { as: 'ada' });
      assert.equal(headers.get('link'), null);
      many(bench, 3);
      const next =
        linkOf((await bench.ask(`GET ${LIST}?per_page=100&state=triage`, { as: 'ada' })).headers.get('link'), 'next') ?? '';
      assert.match(
        next,
        new RegExp(
          `^${bench.sandbox.url}/repositories/701/security-advisories\\?per_page=100&state=triage&after=[A-Za-z0-9%]+%3D$`,
        ),
      );
      assert.equal((await bench.ask(`GET ${next}`, { as: 'ada' })).status, 200);
      assert.equal((await bench.ask(`GET ${next.replaceAll('%', '%25')}`, { as: 'ada' })).status, 400, 'encoded twice');
      assert.equal((await bench.ask(`GET ${next.replaceAll('%3D', '')}`, { as: 'ada' })).status, 400, 'cut short');
      assert.equal((await bench.ask(`GET ${LIST}?after=rubbish`, { as: 'ada' })).status, 400);
      assert.equal((await bench.ask('GET /repositories/99/security-advisories', { as: 'ada' })).status, 404);
    }));

  it('keeps its place when something is added on an earlier page', () =>
    withSandbox({}, async (bench) => {
      many(bench, 6);
      const first = await bench.ask(`GET ${LIST}?per_page=4`, { as: 'ada' });
      bench.sandbox.state.addAdvisory(advisory(bench.sandbox.state.freshGhsaId(), { createdAt: '2026-10-30T00:00:00Z' }));
      const rest = await walk(bench, linkOf(first.headers.get('link'), 'next') ?? '', 'next');
      const seen = [...listOf(first.body).map((one) => objectAt(one).ghsa_id), ...rest.flat()];
      assert.equal(new Set(seen).size, seen.length);
    }));

  it('answers 304 to the same token, address and version only, and does not count it', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      const first = await ask(`GET ${LIST}`, { as: 'ada' });
      const etag = first.headers.get('etag') ?? '';
      assert.match(etag, /^W\/"[0-9a-f]{64}"$/);
      assert.equal(first.headers.get('x-ratelimit-used'), '1');
      const again = await ask(`GET ${LIST}`, { as: 'ada', headers: { 'if-none-match': etag } });
      assert.deepEqual(
        [again.status, again.text, again.headers.get('x-ratelimit-used'), again.headers.get('etag')],
        [304, '', '1', etag],
      );
      assert.equal((await ask(`GET ${LIST}`, { as: 'cole', headers: { 'if-none-match': etag } })).status, 200);
      const theirs = (await ask('GET /versions', { as: 'ada' })).headers.get('etag') ?? '';
      assert.equal(
        (await ask('GET /versions', { as: 'cole', headers: { 'if-none-match': theirs } })).status,
        200,
        'the same body, another token',
      );
      assert.equal((await ask(`GET ${LIST}?per_page=30`, { as: 'ada', headers: { 'if-none-match': etag } })).status, 200);
      assert.equal(
        (await ask(`GET ${LIST}`, { as: 'ada', headers: { 'if-none-match': etag, 'x-github-api-version': '2026-03-10' } }))
          .status,
        200,
      );
      sandbox.state.edit(TRIAGE, (one) => {
        one.summary = 'changed';
      });
      assert.equal((await ask(`GET ${LIST}`, { as: 'ada', headers: { 'if-none-match': etag } })).status, 200);
    }));

  it('keeps an account of requests and refuses when it is used up', () =>
    withSandbox({ rateLimit: 2 }, async (bench) => {
      const first = await bench.ask('GET /user', { as: 'ada' });
      assert.equal(first.headers.get('x-ratelimit-remaining'), '1');
      await bench.ask('GET /rate_limit', { as: 'ada' });
      assert.equal((await bench.ask('GET /user', { as: 'ada' })).status, 200);
      const over = await bench.ask('GET /user', { as: 'ada' });
      assert.deepEqual([over.status, over.headers.get('x-ratelimit-remaining')], [403, '0']);
      assert.match(over.text, /API rate limit exceeded/);
      assert.equal(Number(over.headers.get('x-ratelimit-reset')) * 1000, bench.now + 3_600_000);
      const state = await bench.ask('GET /rate_limit', { as: 'ada' });
      assert.equal(objectAt(state.body, 'resources', 'core').remaining, 0);
      assert.equal((await bench.ask('GET /user', { as: 'cole' })).status, 200);
      bench.now += 3_600_000;
      assert.equal((await bench.ask('GET /user', { as: 'ada' })).status, 200);
      assert.equal((await bench.ask('GET /versions')).headers.get('x-ratelimit-limit'), '60');
    }));

  it('dates and numbers every answer', () =>
    withSandbox({}, async ({ ask }) => {
      const one = await ask('GET /nowhere', { as: 'ada' });
      const two = await ask(`GET ${at(TRIAGE)}`, { as: 'ada' });
      assert.equal(one.headers.get('date'), 'Sun, 01 Nov 2026 12:00:00 GMT');
      assert.notEqual(one.headers.get('x-github-request-id'), two.headers.get('x-github-request-id'));
      assert.ok(two.headers.get('x-github-request-id'));
    }));

  it('shows the way to a renamed repository, and no way to a deleted one', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      sandbox.state.renameRepository('example/widget', 'sprocket');
      const moved = await ask(`GET ${at(TRIAGE)}?x=1`, { as: 'ada' });
      assert.deepEqual(
        [moved.status, moved.headers.get('location')],
        [301, `${sandbox.url}/repositories/701/security-advisories/${TRIAGE}?x=1`],
      );
      assert.equal((await ask(`GET ${moved.headers.get('location') ?? ''}`, { as: 'ada' })).status, 200);
      assert.equal((await ask(`PATCH ${at(TRIAGE)}`, { as: 'ada', body: {} })).status, 307);
      sandbox.state.deleteRepository('example/sprocket');
      assert.equal((await ask(`GET ${at(TRIAGE)}`, { as: 'ada' })).status, 404);
      assert.equal((await ask('GET /repositories/701', { as: 'ada' })).status, 404);
    }));
});
