/** Reads against the official description: shapes in both API versions, routes, parameters. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkResponse } from './checks.ts';
import { DRAFT, LIST, PUBLISHED, TRIAGE, advisory, at, withSandbox, world } from './fixtures.ts';
import { isList, listOf, objectAt } from './json.ts';

const V2026 = { 'x-github-api-version': '2026-03-10' };

describe('sandbox reads', () => {
  it('answers what it offers in both API versions, true to the description', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      const paths = [
        '/user',
        '/users/rita',
        '/rate_limit',
        '/versions',
        '/repos/example/widget',
        '/repos/example/widget/branches',
        LIST,
        at(TRIAGE),
        at(DRAFT),
        at(PUBLISHED),
        at(TRIAGE, '/comments'),
        '/orgs/example/security-advisories',
        '/advisories',
        `/advisories/${PUBLISHED}`,
        '/orgs/example/teams/psrt/members',
        '/repos/example/widget/pulls',
        '/repos/example/widget/collaborators/sam/permission',
        '/repos/example/widget/private-vulnerability-reporting',
        '/repositories/701/security-advisories',
        '/organizations/501/security-advisories',
      ];
      for (const path of paths) {
        for (const headers of [{}, V2026]) {
          const { status, text } = await ask(`GET ${path}`, { as: 'ada', headers });
          assert.equal(status, 200, `${path} ${text.slice(0, 900)}`);
        }
      }
      assert.deepEqual(sandbox.violations, []);
    }));

  it('has cvss in 2022-11-28 only, and one of two places for a vector', () =>
    withSandbox({ scoreOf: () => 7.5 }, async ({ ask }) => {
      const old = await ask(`GET ${at(DRAFT)}`, { as: 'ada' });
      const fresh = await ask(`GET ${at(DRAFT)}`, { as: 'ada', headers: V2026 });
      assert.equal(objectAt(old.body, 'cvss').score, 7.5);
      assert.equal('cvss' in objectAt(fresh.body), false);
      assert.equal(objectAt(fresh.body, 'cvss_severities').cvss_v4, null);
      assert.equal(objectAt(fresh.body, 'cvss_severities', 'cvss_v3').score, 7.5);
      assert.equal(fresh.headers.get('x-github-api-version-selected'), '2026-03-10');
    }));

  it('fails loudly when its own answer breaks the description', async () => {
    const wrong = { ...world, advisories: [advisory(TRIAGE, { summary: 'x'.repeat(1025) })] };
    await assert.rejects(
      withSandbox({ world: wrong }, async ({ ask }) => {
        assert.equal((await ask(`GET ${at(TRIAGE)}`, { as: 'ada' })).status, 500);
      }),
      /broke the description[^]*summary/,
    );
    await withSandbox({ world: wrong, selfCheck: false }, async ({ ask }) => {
      assert.equal((await ask(`GET ${at(TRIAGE)}`, { as: 'ada' })).status, 200);
    });
    const stranger = { ...world, advisories: [advisory(TRIAGE, { author: 'nobody' })] };
    await assert.rejects(
      withSandbox({ world: stranger }, () => Promise.resolve()),
      /names nobody/,
    );
  });

  it('drops from other answers what 2026-03-10 retired', () =>
    withSandbox({}, async ({ ask }) => {
      for (const [path, field] of [
        ['/rate_limit', 'rate'],
        ['/repos/example/widget', 'has_downloads'],
      ] as const) {
        assert.equal(field in objectAt((await ask(`GET ${path}`, { as: 'ada' })).body), true, path);
        assert.equal(field in objectAt((await ask(`GET ${path}`, { as: 'ada', headers: V2026 })).body), false, path);
      }
    }));

  it('holds answers against the description, with the named overlays', () =>
    withSandbox({}, async ({ ask }) => {
      const route = 'GET /repos/{owner}/{repo}/security-advisories/{ghsa_id}';
      const { body } = await ask(`GET ${at(DRAFT)}`, { as: 'ada' });
      assert.deepEqual(checkResponse(route, 200, body, ['preview']), []);
      assert.match(checkResponse(route, 200, body, []).join(), /comments/);
      assert.match(checkResponse(route, 200, body, ['api2026', 'preview']).join(), /cvss/);
      assert.notDeepEqual(checkResponse(route, 200, { ...objectAt(body), state: 'open' }, ['preview']), []);
      assert.notDeepEqual(checkResponse(route, 201, body, ['preview']), []);
      assert.notDeepEqual(checkResponse('GET /nowhere', 200, {}, []), []);
    }));

  it('refuses other versions, unknown routes and bad parameters', () =>
    withSandbox({}, async ({ ask }) => {
      assert.equal((await ask(`GET ${LIST}`, { as: 'ada', headers: { 'x-github-api-version': '2021-01-01' } })).status, 400);
      assert.equal((await ask('GET /repos/example/widget/advisories', { as: 'ada' })).status, 404);
      assert.equal((await ask(`DELETE ${at(TRIAGE)}`, { as: 'ada' })).status, 404);
      for (const query of [
        'state=open',
        'state=withdrawn',
        'per_page=0',
        'per_page=101',
        'per_page=x',
        'sort=severity',
        'direction=up',
      ]) {
        assert.equal((await ask(`GET ${LIST}?${query}`, { as: 'ada' })).status, 400, query);
      }
      assert.equal((await ask('GET /advisories?severity=bad', { as: 'ada' })).status, 422);
      assert.equal((await ask(`GET ${LIST}?state=triage&labels=x`, { as: 'ada' })).status, 200);
    }));

  it('says what it does not offer', () =>
    withSandbox({}, async ({ ask }) => {
      for (const path of [
        '/repos/example/widget/tags',
        '/repos/example/widget/compare/a...b',
        '/search/code?q=x',
        '/advisories?published=2026-01-01',
      ]) {
        const { status, text } = await ask(`GET ${path}`, { as: 'ada' });
        assert.equal(status, 501, path);
        assert.match(text, /does not offer/);
      }
    }));

  it('filters by state, sorts, and finds ids and names in any case', () =>
    withSandbox({}, async ({ ask }) => {
      const ids = async (query: string): Promise<readonly unknown[]> =>
        listOf((await ask(`GET ${LIST}?${query}`, { as: 'ada' })).body).map((one) => objectAt(one).ghsa_id);
      assert.deepEqual(await ids('state=draft'), [DRAFT]);
      assert.equal((await ids('direction=asc'))[3], TRIAGE);
      assert.equal((await ids('sort=created'))[0], TRIAGE);
      assert.equal((await ids('sort=published'))[0], PUBLISHED);
      assert.equal(
        (await ask(`GET /repos/EXAMPLE/wIdget/security-advisories/${TRIAGE.toLowerCase()}`, { as: 'ada' })).status,
        200,
      );
    }));

  it('has in its public database what is published, and only that', () =>
    withSandbox({}, async ({ ask }) => {
      const { body } = await ask('GET /advisories');
      assert.deepEqual(
        listOf(body).map((one) => objectAt(one).ghsa_id),
        [PUBLISHED],
      );
      assert.equal((await ask(`GET /advisories/${DRAFT}`, { as: 'ada' })).status, 404);
      assert.deepEqual((await ask('GET /advisories?cve_id=CVE-2026-99999')).body, []);
      assert.ok(isList((await ask('GET /advisories?cve_id=cve-2026-10001&severity=low')).body));
    }));

  it('records requests', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      await ask(`GET ${LIST}?per_page=1`, { as: 'cole', headers: { 'if-none-match': '"x"' } });
      const [record] = sandbox.requests;
      assert.deepEqual(record, {
        method: 'GET',
        route: 'GET /repos/{owner}/{repo}/security-advisories',
        path: `${LIST}?per_page=1`,
        status: 200,
        who: 'cole',
        apiVersion: null,
        ifNoneMatch: '"x"',
        body: '',
        bodyBytes: 0,
        time: '2026-11-01T12:00:00Z',
      });
      sandbox.clearRequests();
      assert.equal(sandbox.requests.length, 0);
    }));
});
