/** The team's bot, and the sandbox's own switches over HTTP. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DRAFT, LIST, TRIAGE, advisory, at, withSandbox } from './fixtures.ts';
import type { Answer } from './fixtures.ts';
import { botDefaults } from './bot.ts';
import { listOf, objectAt, text } from './json.ts';
import type { Json } from './json.ts';

describe('sandbox bot', () => {
  it('accepts, forks, reserves and adds the team, and leaves the title', () =>
    withSandbox({ bot: { cveRepositories: ['example/widget'] } }, async (bench) => {
      const { ask, sandbox } = bench;
      await ask(`PATCH ${at(TRIAGE)}`, { as: 'cole', body: { summary: 'Read [accepted] here' } });
      bench.now += 1000;
      const report = await sandbox.pressBot();
      assert.deepEqual(
        report.actions.filter((one) => one.ghsaId === TRIAGE).map((one) => one.action),
        ['accepted', 'fork started', 'CVE reserved', 'team added'],
      );
      const after = objectAt((await ask(`GET ${at(TRIAGE)}`, { as: 'cole' })).body);
      assert.deepEqual(
        [after.state, after.summary, after.submission, after.cve_id, after.updated_at],
        ['draft', 'Read [accepted] here', { accepted: true }, 'CVE-2026-90001', '2026-11-01T12:00:01Z'],
      );
      const draft = objectAt((await ask(`GET ${at(DRAFT)}`, { as: 'ada' })).body);
      assert.deepEqual(
        listOf(draft.collaborating_teams).map((one) => objectAt(one).slug),
        ['response', 'psrt'],
      );
      assert.notEqual(draft.private_fork, null);
      assert.deepEqual((await sandbox.pressBot()).actions, []);
    }));

  it('closes by tag, which wins over accepting, and knows every tag in any case', () =>
    withSandbox({}, async ({ sandbox }) => {
      const tags = ['CLOSE', 'CLOSED', 'complete', 'COMPLETED', 'NotPlanned', 'INVALID', 'DUPLICATE'];
      const made = tags.map((tag) =>
        sandbox.state.addAdvisory(advisory(sandbox.state.freshGhsaId(), { summary: `[ACCEPTED] a [${tag}] b` })),
      );
      const idle = ['CLOSED', '[CLOSED', '[REJECTED]', '[ACCEPTS]'].map((summary) =>
        sandbox.state.addAdvisory(advisory(sandbox.state.freshGhsaId(), { summary })),
      );
      await sandbox.pressBot();
      assert.deepEqual(
        made.map((one) => [one.state, one.closedAt, one.forkId, one.collaboratingTeams]),
        tags.map(() => ['closed', '2026-11-01T12:00:00Z', null, []]),
      );
      assert.deepEqual(
        idle.map((one) => one.state),
        ['triage', 'triage', 'triage', 'triage'],
      );
    }));

  it('reserves ids for named repositories only, and takes its tags as data', () =>
    withSandbox({}, async ({ sandbox }) => {
      assert.equal(
        (await sandbox.pressBot({ team: null })).actions.some(
          (one) => one.action === 'CVE reserved' || one.action === 'team added',
        ),
        false,
      );
      sandbox.state.edit(TRIAGE, (one) => {
        one.summary = 'please <OK>';
      });
      assert.deepEqual((await sandbox.pressBot({ repositories: ['example/gadget'] })).actions, []);
      await sandbox.pressBot({ ...botDefaults, accept: /<OK>/ });
      assert.equal(sandbox.state.advisory(TRIAGE).state, 'draft');
    }));
});

describe('sandbox switches', () => {
  const post = (
    ask: (what: string, how: { body: Json; headers?: Record<string, string> }) => Promise<Answer>,
    path: string,
    body: Json,
  ): Promise<Answer> => ask(`POST /_sandbox/${path}`, { body, headers: { 'x-sandbox': '1' } });

  it('answers only to the marked POST', () =>
    withSandbox({}, async ({ ask }) => {
      const help = await ask('GET /_sandbox/');
      assert.match(help.text, /_sandbox\/bot/);
      assert.match(help.headers.get('content-type') ?? '', /text\/plain/);
      assert.equal((await ask('POST /_sandbox/bot', { body: {} })).status, 403);
      assert.equal((await ask('GET /_sandbox/bot', { headers: { 'x-sandbox': '1' } })).status, 405);
      assert.equal((await post(ask, 'nothing', {})).status, 404);
      assert.equal((await post(ask, 'bot', [])).status, 400);
    }));

  it('presses the bot, files a report, sets a token', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      const filed = await post(ask, 'report', { summary: '[ACCEPTED] new', repository: 'example/widget' });
      assert.equal(filed.status, 201, filed.text);
      const id = text(objectAt(filed.body).ghsa_id);
      const listed = await ask(`GET ${LIST}?state=triage`, { as: 'ada' });
      assert.ok(listOf(listed.body).some((one) => objectAt(one).ghsa_id === id));
      const pressed = await post(ask, 'bot', {});
      assert.ok(listOf(objectAt(pressed.body).actions).length > 0);
      assert.equal(sandbox.state.advisory(id).state, 'draft');
      assert.equal((await post(ask, 'token', { login: 'cole', state: 'expired' })).status, 200);
      assert.equal((await ask('GET /user', { as: 'cole' })).status, 401);
      assert.equal((await post(ask, 'token', { login: 'cole', state: 'tired' })).status, 422);
      assert.equal((await post(ask, 'report', { repository: 'example/none', login: 'nobody' })).status, 422);
    }));

  it('sets every fault that it names, and clears them', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      const help = (await ask('GET /_sandbox/')).text;
      const names = [...(/Faults: ([^.]+)\./s.exec(help)?.[1] ?? '').matchAll(/([a-z0-9-]+)(?: \{[^}]*\})?(?:,|$)/g)].map(
        (one) => one[1] ?? '',
      );
      assert.equal(names.length, 21);
      for (const name of names) {
        const answer = await post(ask, 'faults', {
          name,
          field: 'summary',
          ghsaId: DRAFT,
          summary: 'theirs',
          route: 'GET /user',
          count: 3,
        });
        assert.equal(answer.status, 200, name);
      }
      assert.equal(sandbox.faults.active.length, 21);
      assert.equal((await post(ask, 'faults', { name: 'gremlin' })).status, 422);
      await post(ask, 'faults', { clear: true });
      assert.equal(sandbox.faults.active.length, 0);
      await post(ask, 'faults', { name: 'bad-gateway', route: 'GET /user' });
      assert.equal((await ask('GET /user', { as: 'ada' })).status, 502);
    }));
});
