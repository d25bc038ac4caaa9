/** Who may do what: the table of roles, tokens, locks. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CLOSED, DRAFT, LIST, PUBLISHED, TRIAGE, at, withSandbox } from './fixtures.ts';
import { listOf, objectAt } from './json.ts';
import type { Json } from './json.ts';

const ids = (body: Json): readonly unknown[] => listOf(body).map((one) => objectAt(one).ghsa_id);

describe('sandbox authority', () => {
  it('lists to each what they may see', () =>
    withSandbox({}, async ({ ask }) => {
      const seen: Readonly<Record<string, readonly string[]>> = {
        ada: [TRIAGE, DRAFT, PUBLISHED, CLOSED],
        cole: [TRIAGE, PUBLISHED, CLOSED],
        tess: [DRAFT, PUBLISHED],
        rita: [TRIAGE, DRAFT, CLOSED, PUBLISHED],
        sam: [PUBLISHED],
        bare: [PUBLISHED],
      };
      for (const [as, expected] of Object.entries(seen)) {
        const { status, body } = await ask(`GET ${LIST}`, { as });
        assert.equal(status, 200);
        assert.deepEqual([...ids(body)].sort(), [...expected].sort(), as);
      }
      assert.deepEqual(ids((await ask(`GET ${LIST}`)).body), [PUBLISHED]);
      assert.equal((await ask('GET /repos/example/nothing/security-advisories', { as: 'ada' })).status, 404);
    }));

  it('gives one advisory to its people and 404 to others', () =>
    withSandbox({}, async ({ ask }) => {
      for (const as of ['ada', 'cole', 'rita']) assert.equal((await ask(`GET ${at(TRIAGE)}`, { as })).status, 200, as);
      for (const as of ['tess', 'sam', 'bare']) assert.equal((await ask(`GET ${at(TRIAGE)}`, { as })).status, 404, as);
      assert.equal((await ask(`GET ${at(TRIAGE)}`)).status, 404);
      assert.equal((await ask(`GET ${at(PUBLISHED)}`)).status, 200);
    }));

  it('hides from the public who works on a published advisory and who has not accepted a credit', () =>
    withSandbox({}, async ({ ask }) => {
      const publicly = objectAt((await ask(`GET ${at(PUBLISHED)}`, { as: 'sam' })).body);
      assert.deepEqual(
        [publicly.collaborating_users, publicly.private_fork, publicly.credits],
        [null, null, [{ login: 'rita', type: 'finder' }]],
      );
      const inside = objectAt((await ask(`GET ${at(PUBLISHED)}`, { as: 'cole' })).body);
      assert.equal(listOf(inside.collaborating_users).length, 1);
      assert.equal(listOf(inside.credits).length, 2);
    }));

  it('lets collaborators and the reporter edit, but not decide', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      for (const as of ['cole', 'rita']) {
        assert.equal(
          (
            await ask(`PATCH ${at(TRIAGE)}`, {
              as,
              body: { summary: `[ACCEPTED] by ${as}`, cve_id: 'CVE-2026-1234', cwe_ids: ['CWE-125'] },
            })
          ).status,
          200,
          as,
        );
        for (const body of [{ state: 'draft' }, { state: 'closed', summary: 'x' }])
          assert.equal((await ask(`PATCH ${at(TRIAGE)}`, { as, body })).status, 403);
        for (const body of [{ collaborating_users: ['sam'] }, { collaborating_teams: [] }]) {
          const answer = await ask(`PATCH ${at(TRIAGE)}`, { as, body });
          assert.deepEqual(
            [answer.status, objectAt(answer.body).message],
            [403, 'Cannot update advisory collaborators unless you have administrative/security management rights.'],
          );
        }
        assert.equal((await ask(`POST ${at(TRIAGE, '/forks')}`, { as })).status, 403);
        assert.equal((await ask(`POST ${at(TRIAGE, '/cve')}`, { as })).status, 403);
        assert.equal(
          (await ask(`POST ${LIST}`, { as, body: { summary: 's', description: 'd', vulnerabilities: [] } })).status,
          403,
        );
      }
      assert.equal(sandbox.state.advisory(TRIAGE).state, 'triage');
      assert.equal(sandbox.state.advisory(TRIAGE).summary, '[ACCEPTED] by rita');
    }));

  it('keeps strangers out of every write', () =>
    withSandbox({}, async ({ ask }) => {
      for (const what of [
        `PATCH ${at(TRIAGE)}`,
        `POST ${at(TRIAGE, '/forks')}`,
        `POST ${at(TRIAGE, '/cve')}`,
        `POST ${at(TRIAGE, '/comments')}`,
      ]) {
        assert.equal((await ask(what, { as: 'sam', body: { body: 'x' } })).status, 404, what);
        assert.equal((await ask(what, { body: {} })).status, 401, what);
      }
      assert.equal((await ask(`PATCH ${at(PUBLISHED)}`, { as: 'sam', body: { summary: 'x' } })).status, 403);
      assert.equal(
        (await ask(`POST ${LIST}`, { as: 'sam', body: { summary: 's', description: 'd', vulnerabilities: [] } })).status,
        403,
      );
    }));

  it('lets nobody but admins and commenters at a locked advisory', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      sandbox.state.lock(TRIAGE, true);
      assert.equal((await ask(`PATCH ${at(TRIAGE)}`, { as: 'cole', body: { summary: 'x' } })).status, 403);
      assert.equal((await ask(`PATCH ${at(TRIAGE)}`, { as: 'rita', body: { description: 'x' } })).status, 403);
      assert.equal((await ask(`POST ${at(TRIAGE, '/comments')}`, { as: 'cole', body: { body: 'x' } })).status, 201);
      assert.equal((await ask(`PATCH ${at(TRIAGE)}`, { as: 'ada', body: { summary: 'x' } })).status, 200);
      sandbox.state.lock(TRIAGE, false);
      assert.equal((await ask(`PATCH ${at(TRIAGE)}`, { as: 'cole', body: { summary: 'x' } })).status, 200);
    }));

  it('tells tokens apart', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      const wrong = await ask('GET /user', { token: 'nonsense' });
      assert.deepEqual([wrong.status, objectAt(wrong.body).message], [401, 'Bad credentials']);
      assert.equal((await ask(`GET ${LIST}`, { as: 'late' })).status, 401);
      const none = await ask('GET /user');
      assert.deepEqual([none.status, objectAt(none.body).message], [401, 'Requires authentication']);
      sandbox.state.setToken('cole', 'revoked');
      assert.equal((await ask('GET /user', { as: 'cole' })).status, 401);
      sandbox.state.setToken('cole', 'good');
      const good = await ask(`GET ${LIST}`, { as: 'cole' });
      assert.equal(good.headers.get('x-oauth-scopes'), 'repo');
      assert.match(good.headers.get('x-accepted-oauth-scopes') ?? '', /repository_advisories:read/);
      assert.equal(
        (await ask('GET /user', { headers: { authorization: `Basic ${Buffer.from('x:ghp_cole').toString('base64')}` } })).status,
        200,
      );
      assert.equal((await ask('GET /user', { headers: { authorization: 'ghp_cole' } })).status, 401);
    }));

  it('refuses a token that single sign-on does not know', () =>
    withSandbox({}, async ({ ask }) => {
      const blocked = await ask(`GET ${at(TRIAGE)}`, { as: 'blocked' });
      assert.equal(blocked.status, 403);
      assert.match(blocked.headers.get('x-github-sso') ?? '', /^required; url=http/);
      assert.equal((await ask('GET /user', { as: 'blocked' })).status, 200);
    }));

  it('wants a scope that reaches advisories', () =>
    withSandbox({}, async ({ ask }) => {
      assert.equal((await ask(`PATCH ${at(TRIAGE)}`, { as: 'bare', body: { summary: 'x' } })).status, 404);
      assert.equal((await ask(`PATCH ${at(PUBLISHED)}`, { as: 'bare', body: { summary: 'x' } })).status, 403);
      assert.equal((await ask(`GET ${LIST}`, { as: 'bare' })).headers.get('x-oauth-scopes'), 'read:user');
    }));

  it('gives the organisation list to owners only', () =>
    withSandbox({}, async ({ ask }) => {
      assert.equal(ids((await ask('GET /orgs/example/security-advisories', { as: 'ada' })).body).length, 4);
      for (const as of ['cole', 'tess', 'sam'])
        assert.equal((await ask('GET /orgs/example/security-advisories', { as })).status, 404, as);
      assert.equal((await ask('GET /orgs/example/security-advisories')).status, 401);
      assert.equal((await ask('GET /orgs/other/security-advisories', { as: 'ada' })).status, 404);
    }));

  it('wants a user agent', () =>
    withSandbox({}, async ({ ask }) => {
      assert.equal((await ask('GET /user', { as: 'ada', headers: { 'user-agent': '' } })).status, 403);
    }));
});
