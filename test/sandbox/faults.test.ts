/** Every way in which the sandbox goes wrong on purpose, and that it goes right again afterwards. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DRAFT, LIST, TRIAGE, at, withSandbox } from './fixtures.ts';
import type { Answer, Bench } from './fixtures.ts';
import type { Fault } from './faults.ts';
import { listOf, objectAt, text } from './json.ts';

const GET = 'GET /repos/{owner}/{repo}/security-advisories/{ghsa_id}';
const PATCH = 'PATCH /repos/{owner}/{repo}/security-advisories/{ghsa_id}';
const ALL = 'GET /repos/{owner}/{repo}/security-advisories';

/** The answer to a GET of one advisory while a fault is on; afterwards the next answer must be right. */
async function once({ ask, sandbox }: Bench, fault: Fault, path = at(DRAFT)): Promise<Answer> {
  sandbox.faults.add(fault);
  const broken = await ask(`GET ${path}`, { as: 'ada' });
  const right = await ask(`GET ${path}`, { as: 'ada' });
  assert.equal(right.status, 200);
  assert.notEqual(right.body, null);
  assert.deepEqual(sandbox.faults.active, []);
  return broken;
}

describe('sandbox faults', () => {
  it('answers 502 once or often, only where told, without doing the work', () =>
    withSandbox({}, async (bench) => {
      assert.equal((await once(bench, { kind: 'status', status: 502 })).status, 502);
      bench.sandbox.faults.add({ kind: 'status', status: 502, route: PATCH, count: 2 });
      assert.equal((await bench.ask(`GET ${at(DRAFT)}`, { as: 'ada' })).status, 200);
      for (const expected of [502, 502, 200]) {
        const answer = await bench.ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { summary: `after ${expected}` } });
        assert.equal(answer.status, expected);
        assert.equal(bench.sandbox.state.advisory(DRAFT).summary, expected === 200 ? 'after 200' : `Report ${DRAFT}`);
      }
      assert.equal((await once(bench, { kind: 'status', status: 500, route: /^GET .*ghsa_id/ })).status, 500);
    }));

  it('can answer 502 though the work is done', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      sandbox.faults.add({ kind: 'status', status: 502, committed: true, route: 'PATCH' });
      assert.equal((await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { summary: 'done' } })).status, 502);
      assert.equal(sandbox.state.advisory(DRAFT).summary, 'done');
    }));

  it('drops the connection after the work is done', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      sandbox.faults.add({ kind: 'drop-after-commit', route: 'POST' });
      await assert.rejects(ask(`POST ${at(TRIAGE, '/comments')}`, { as: 'ada', body: { body: 'once' } }));
      assert.equal(sandbox.state.advisory(TRIAGE).comments.filter((one) => one.body === 'once').length, 1);
      assert.equal(sandbox.requests.at(-1)?.status, 0);
    }));

  it('fails one page of a list', () =>
    withSandbox({ pageSizeLimit: 2 }, async ({ ask, sandbox }) => {
      sandbox.faults.add({ kind: 'page', page: 2, route: ALL });
      const first = await ask(`GET ${LIST}`, { as: 'ada' });
      assert.equal(first.status, 200);
      const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      assert.equal((await ask(`GET ${next}`, { as: 'ada' })).status, 409);
      sandbox.faults.add({ kind: 'page', page: 2, status: 500 });
      assert.equal((await ask(`GET ${next}`, { as: 'ada' })).status, 500);
      assert.equal((await ask(`GET ${next}`, { as: 'ada' })).status, 200);
    }));

  it('points the next link elsewhere, or in a circle', () =>
    withSandbox({ pageSizeLimit: 2 }, async ({ ask, sandbox }) => {
      sandbox.faults.add({ kind: 'foreign-next', origin: 'http://127.0.0.2:9' });
      assert.match(
        (await ask(`GET ${LIST}`, { as: 'ada' })).headers.get('link') ?? '',
        /^<http:\/\/127\.0\.0\.2:9\/repositories\/701\/.*after=[^>]+>; rel="next"/,
      );
      sandbox.faults.add({ kind: 'repeated-cursor', count: 2 });
      const { headers } = await ask(`GET ${LIST}?per_page=2`, { as: 'ada' });
      assert.equal(headers.get('link'), `<${sandbox.url}${LIST}?per_page=2>; rel="next"`);
    }));

  it('breaks the shape of what it sends, for one and for many', () =>
    withSandbox({ scoreOf: () => 7.5 }, async (bench) => {
      const body = async (fault: Fault, path?: string): Promise<unknown> => (await once(bench, fault, path)).body;
      const one = async (fault: Fault): Promise<ReturnType<typeof objectAt>> => objectAt((await once(bench, fault)).body);
      assert.equal('credits' in (await one({ kind: 'missing-field', field: 'credits' })), false);
      assert.equal((await one({ kind: 'unknown-enum', field: 'state' })).state, 'never_heard_of');
      assert.equal((await one({ kind: 'extra-field', field: 'triaged_by', value: 7 })).triaged_by, 7);
      const nulls = await one({ kind: 'null-everywhere' });
      assert.deepEqual(
        Object.entries(nulls).filter(([, value]) => value !== null),
        [['ghsa_id', DRAFT]],
      );
      assert.equal(objectAt(await one({ kind: 'numeric-strings' }), 'cvss_severities', 'cvss_v3').score, '7.5');
      assert.equal(text((await one({ kind: 'huge-description' })).description).length, 1024 * 1024);
      const list = await body({ kind: 'missing-field', field: 'summary' }, LIST);
      assert.ok(Array.isArray(list) && list.length === 4);
      assert.ok(list.every((item) => !('summary' in item)));
    }));

  it('sends a web page, or JSON that stops', () =>
    withSandbox({}, async (bench) => {
      const page = await once(bench, { kind: 'html' });
      assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
      assert.equal((await once(bench, { kind: 'html', status: 503 })).status, 503);
      const cut = await once(bench, { kind: 'cut-json' });
      assert.equal(cut.status, 200);
      assert.throws(() => {
        JSON.parse(cut.text);
      });
      bench.sandbox.faults.add({ kind: 'short-body', route: GET });
      await assert.rejects(bench.ask(`GET ${at(DRAFT)}`, { as: 'ada' }));
      assert.equal((await bench.ask(`GET ${at(DRAFT)}`, { as: 'ada' })).status, 200);
    }));

  it('has another time than everybody else', () =>
    withSandbox({}, async (bench) => {
      const answer = await once(bench, { kind: 'clock-skew', ms: -3_600_000 });
      assert.equal(answer.headers.get('date'), 'Sun, 01 Nov 2026 11:00:00 GMT');
    }));

  it('limits rates', () =>
    withSandbox({}, async (bench) => {
      const primary = await once(bench, { kind: 'primary-limit', status: 429, retryAfter: 30 });
      assert.deepEqual(
        [primary.status, primary.headers.get('x-ratelimit-remaining'), primary.headers.get('retry-after')],
        [429, '0', '30'],
      );
      assert.equal(primary.headers.get('x-ratelimit-reset'), String((bench.now + 3_600_000) / 1000));
      const secondary = await once(bench, { kind: 'secondary-limit', retryAfter: 90 });
      assert.deepEqual([secondary.status, secondary.headers.get('retry-after')], [403, '90']);
      assert.match(secondary.text, /secondary rate limit/);
    }));

  it('holds a request until it is released', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      sandbox.faults.add({ kind: 'hold', route: 'PATCH' });
      const held = ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { summary: 'late' } });
      await sandbox.faults.whenHeld(1);
      assert.notEqual(sandbox.state.advisory(DRAFT).summary, 'late');
      assert.equal((await ask(`GET ${at(DRAFT)}`, { as: 'ada' })).status, 200);
      sandbox.faults.release();
      assert.equal((await held).status, 200);
      assert.equal(sandbox.state.advisory(DRAFT).summary, 'late');
    }));

  it('lets somebody write between a read and a write', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      sandbox.faults.add({
        kind: 'second-writer',
        route: PATCH,
        write: () => {
          sandbox.state.edit(DRAFT, (one) => {
            one.description = 'theirs';
            one.credits = [];
          });
        },
      });
      assert.equal(objectAt((await ask(`GET ${at(DRAFT)}`, { as: 'tess' })).body).description, 'Text.');
      const answer = objectAt((await ask(`PATCH ${at(DRAFT)}`, { as: 'tess', body: { summary: 'mine' } })).body);
      assert.deepEqual([answer.summary, answer.description, listOf(answer.credits).length], ['mine', 'theirs', 0]);
    }));

  it('loses a repository for a moment, and switches off', () =>
    withSandbox({}, async (bench) => {
      assert.equal((await once(bench, { kind: 'not-found', route: GET })).status, 404);
      const off = bench.sandbox.faults.add({ kind: 'not-found', count: 99 });
      assert.equal((await bench.ask(`GET ${LIST}`, { as: 'ada' })).status, 404);
      off();
      assert.equal((await bench.ask(`GET ${LIST}`, { as: 'ada' })).status, 200);
    }));

  it('refuses connections once closed', async () => {
    let url = '';
    await withSandbox({}, ({ sandbox }) => {
      url = sandbox.url;
      return Promise.resolve();
    });
    await assert.rejects(fetch(`${url}/versions`));
  });
});
