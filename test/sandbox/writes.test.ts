/** Writes: the official examples, and the rules beyond the schema. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CLOSED, DRAFT, LIST, PUBLISHED, TRIAGE, at, withSandbox } from './fixtures.ts';
import type { Answer } from './fixtures.ts';
import { isObject, listOf, objectAt, text } from './json.ts';
import type { Json } from './json.ts';
import { exampleBodies } from './spec.ts';
import { isVector, severityOf } from './rules/vector.ts';

const message = (answer: Answer): string => text(objectAt(answer.body).message);
const V3 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L';
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:L/VA:N/SC:H/SI:H/SA:H';

/** The official examples credit people of GitHub's own world; here they are people of ours. */
function withOurPeople(value: Json): Json {
  const names: Readonly<Record<string, string>> = { monalisa: 'rita', octocat: 'sam', monauser: 'sam' };
  if (Array.isArray(value)) return value.map(withOurPeople);
  if (typeof value === 'string') return names[value] ?? value;
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withOurPeople(inner)])) : value;
}

describe('sandbox writes', () => {
  it('accepts every official create and report example', () =>
    withSandbox({}, async ({ ask }) => {
      const creates = exampleBodies('security-advisories/create-repository-advisory');
      assert.equal(creates.size, 3);
      for (const [name, body] of creates) {
        const made = await ask(`POST ${LIST}`, { as: 'ada', body: withOurPeople(body) });
        assert.equal(made.status, 201, `${name} ${made.text}`);
        assert.equal(objectAt(made.body).state, 'draft');
        assert.equal(objectAt(made.body).submission, null);
      }
      for (const [name, body] of exampleBodies('security-advisories/create-private-vulnerability-report')) {
        const made = await ask(`POST ${LIST}/reports`, { as: 'sam', body });
        assert.equal(made.status, 201, `${name} ${made.text}`);
        assert.equal(objectAt(made.body).state, 'triage');
        assert.deepEqual(objectAt(made.body).submission, { accepted: false });
        assert.equal(objectAt(made.body, 'author').login, 'sam');
        assert.match(text(objectAt(made.body).ghsa_id), /^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/);
      }
    }));

  it('answers every official update example as GitHub says', () =>
    withSandbox({}, async ({ ask }) => {
      const examples = exampleBodies('security-advisories/update-repository-advisory');
      const send = (name: string, id: string): Promise<Answer> =>
        ask(`PATCH ${at(id)}`, { as: 'ada', body: withOurPeople(examples.get(name) ?? null) });
      assert.equal(examples.size, 5);
      assert.equal((await send('add_credit', DRAFT)).status, 200);
      const list = await send('update_vvrs', DRAFT);
      assert.equal(list.status, 422, 'a bare list is not a body, though the description prints one');
      const transition = await send('invalid_state_transition', PUBLISHED);
      assert.deepEqual([transition.status, message(transition)], [422, 'Invalid state transition from `published` to `draft`.']);
      const severity = await send('update_severity_with_cvss_set', DRAFT);
      assert.deepEqual([severity.status, message(severity)], [422, 'Cannot update severity value when CVSS is set.']);
      assert.equal((await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { cvss_vector_string: null } })).status, 200);
      const published = await send('default', DRAFT);
      assert.equal(published.status, 200);
      assert.equal(objectAt(published.body, 'publisher').login, 'ada');
      assert.equal(objectAt(published.body).severity, 'critical');
    }));

  it('refuses bodies outside the schema, whole', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      const before = { ...sandbox.state.advisory(DRAFT) };
      const bad: readonly Json[] = [
        { surprise: 1 },
        { summary: 'x'.repeat(1025) },
        { description: 'x'.repeat(65536) },
        { summary: null },
        { state: 'triage' },
        { state: 'withdrawn' },
        { vulnerabilities: null },
        { vulnerabilities: [{}] },
        { vulnerabilities: [{ package: { ecosystem: 'deb' } }] },
        { severity: 'unknown' },
        { credits: [{ login: 'rita' }] },
        { credits: [{ login: 'rita', type: 'boss' }] },
        { cwe_ids: [125] },
        { summary: 'good', cve_id: 5 },
      ];
      for (const body of bad) {
        const answer = await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body });
        assert.equal(answer.status, 422, JSON.stringify(body).slice(0, 80));
        assert.ok(listOf(objectAt(answer.body).errors).length > 0);
        assert.equal(typeof objectAt(answer.body).documentation_url, 'string');
      }
      assert.equal((await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', raw: '{"summary":' })).status, 400);
      assert.equal((await ask(`POST ${LIST}`, { as: 'ada', body: { summary: 'x', description: 'y' } })).status, 422);
      assert.equal(
        (await ask(`POST ${LIST}/reports`, { as: 'sam', body: { summary: 'x', description: 'y', credits: [] } })).status,
        422,
      );
      assert.deepEqual(sandbox.state.advisory(DRAFT), before);
      assert.equal(sandbox.state.advisories.length, 4);
    }));

  it('changes nothing when one part of a body is refused', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      const before = structuredClone(sandbox.state.advisory(DRAFT));
      for (const bad of [
        { state: 'draft', cvss_vector_string: 'CVSS:9' },
        { credits: [{ login: 'ghost', type: 'finder' }] },
        { cve_id: 'CVE-1' },
        { cwe_ids: ['125'] },
      ]) {
        assert.equal((await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { summary: 'New', ...bad } })).status, 422);
      }
      assert.deepEqual(structuredClone(sandbox.state.advisory(DRAFT)), before);
      const made = await ask(`POST ${LIST}`, {
        as: 'ada',
        body: { summary: 'x', description: 'y', vulnerabilities: [], cve_id: 'nonsense' },
      });
      assert.equal(made.status, 422);
      assert.equal(sandbox.state.advisories.length, 4);
    }));

  it('replaces lists whole and leaves absent fields alone', () =>
    withSandbox({}, async (bench) => {
      bench.now += 5000;
      const answer = await bench.ask(`PATCH ${at(DRAFT)}`, {
        as: 'ada',
        body: {
          credits: [{ login: 'Sam', type: 'finder' }],
          cwe_ids: [],
          collaborating_teams: ['psrt'],
          collaborating_users: ['cole'],
        },
      });
      const body = objectAt(answer.body);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(body.credits, [{ login: 'sam', type: 'finder' }]);
      assert.deepEqual(body.cwe_ids, []);
      assert.deepEqual(
        listOf(body.collaborating_teams).map((one) => objectAt(one).slug),
        ['psrt'],
      );
      assert.equal(listOf(body.vulnerabilities).length, 1);
      assert.equal(body.summary, `Report ${DRAFT}`);
      assert.equal(body.updated_at, '2026-11-01T12:00:05Z');
    }));

  it('names unknown people and teams in its refusal', () =>
    withSandbox({}, async ({ ask }) => {
      const users = await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { collaborating_users: ['cole', 'ghost'] } });
      assert.deepEqual([users.status, message(users)], [422, "User 'ghost' not found, collaborating_users cannot be modified"]);
      const empty = await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { collaborating_users: [''] } });
      assert.equal(message(empty), "User '' not found, collaborating_users cannot be modified");
      assert.equal((await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { collaborating_teams: ['nobody'] } })).status, 422);
    }));

  it('keeps one credit a person, and the answers of those that stay', () =>
    withSandbox({}, async ({ ask }) => {
      const answer = await ask(`PATCH ${at(DRAFT)}`, {
        as: 'tess',
        body: {
          credits: [
            { login: 'rita', type: 'reporter' },
            { login: 'tess', type: 'coordinator' },
            { login: 'sam', type: 'finder' },
            { login: 'tess', type: 'remediation_developer' },
          ],
        },
      });
      const details = listOf(objectAt(answer.body).credits_detailed)
        .map((one) => objectAt(one))
        .map((one) => [objectAt(one, 'user').login, one.type, one.state]);
      assert.deepEqual(details, [
        ['rita', 'reporter', 'accepted'],
        ['sam', 'finder', 'pending'],
        ['tess', 'remediation_developer', 'accepted'],
      ]);
      const changed = await ask(`PATCH ${at(DRAFT)}`, { as: 'tess', body: { credits: [{ login: 'rita', type: 'finder' }] } });
      assert.equal(objectAt(listOf(objectAt(changed.body).credits_detailed)[0]).state, 'pending');
    }));

  it('moves states by the table and no other way', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      const allowed = [
        'triage>draft',
        'triage>closed',
        'draft>closed',
        'draft>published',
        'draft>draft',
        'closed>closed',
        'published>published',
      ];
      for (const from of ['triage', 'draft', 'published', 'closed', 'withdrawn'] as const) {
        for (const to of ['draft', 'closed', 'published']) {
          sandbox.state.edit(DRAFT, (one) => {
            one.state = from;
            one.cvssVector = null;
            one.submissionAccepted = false;
          });
          const answer = await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { state: to } });
          assert.equal(answer.status, allowed.includes(`${from}>${to}`) ? 200 : 422, `${from}>${to}`);
          if (answer.status === 422) assert.equal(message(answer), `Invalid state transition from \`${from}\` to \`${to}\`.`);
          if (from === 'triage' && to === 'draft') assert.deepEqual(objectAt(answer.body).submission, { accepted: true });
          if (answer.status === 200 && to === 'closed' && from !== 'closed')
            assert.equal(objectAt(answer.body).closed_at, '2026-11-01T12:00:00Z');
        }
      }
    }));

  it('holds one vector and drops the other', () =>
    withSandbox({ scoreOf: (vector) => (vector === V4 ? 8.6 : null) }, async ({ ask }) => {
      const four = objectAt((await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { cvss_vector_string: V4 } })).body);
      assert.deepEqual(four.cvss_severities, { cvss_v3: null, cvss_v4: { vector_string: V4, score: 8.6 } });
      assert.equal(four.severity, 'high');
      const three = objectAt((await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { cvss_vector_string: V3 } })).body);
      assert.deepEqual(three.cvss_severities, { cvss_v3: { vector_string: V3, score: null }, cvss_v4: null });
      for (const body of [
        { severity: 'low' },
        { severity: 'low', cvss_vector_string: V3 },
        { cvss_vector_string: 'high' },
        { cvss_vector_string: `${V3}/` },
      ]) {
        assert.equal((await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body })).status, 422, JSON.stringify(body));
      }
      assert.equal(
        (await ask(`PATCH ${at(DRAFT)}`, { as: 'ada', body: { cvss_vector_string: null, severity: 'low' } })).status,
        200,
      );
    }));

  it('knows a vector from a text', () => {
    for (const good of [V3, V4, `${V4}/E:A/U:Red`, `${V3}/E:P/MAV:X`, V3.replace('3.1', '3.0')]) assert.ok(isVector(good), good);
    for (const bad of [
      '',
      'CVSS:3.1',
      V3.slice(9),
      `${V3}/A:L`,
      `${V3}/Q:L`,
      V3.replace('/A:L', ''),
      V3.replace('AV:N', 'AV:Z'),
      V3.replace('3.1', '2.0'),
      V4.replace('AV:N/AC:L', 'AC:L/AV:N'),
      `${V4}/E:A/E:A`,
      V4.replace('/SA:H', ''),
      `${V4}/U:Re`,
      V4.toLowerCase(),
      `${V3}\n`,
    ])
      assert.equal(isVector(bad), false, bad);
    assert.deepEqual([9, 7, 4, 0.1, 0].map(severityOf), ['critical', 'high', 'medium', 'low', null]);
  });

  it('takes a CVE request and brings the id later', () =>
    withSandbox({ cveDelayMs: 60_000 }, async (bench) => {
      const asked = await bench.ask(`POST ${at(DRAFT, '/cve')}`, { as: 'ada' });
      assert.deepEqual([asked.status, asked.body], [202, {}]);
      const cve = async (): Promise<Json | undefined> =>
        objectAt((await bench.ask(`GET ${at(DRAFT)}`, { as: 'ada' })).body).cve_id;
      assert.equal(await cve(), null);
      assert.equal((await bench.ask(`POST ${at(DRAFT, '/cve')}`, { as: 'ada' })).status, 422);
      bench.now += 60_000;
      assert.equal(await cve(), 'CVE-2026-90001');
      assert.equal((await bench.ask(`POST ${at(CLOSED, '/cve')}`, { as: 'ada' })).status, 422);
    }));

  it('switches private reporting', () =>
    withSandbox({}, async ({ ask }) => {
      const path = '/repos/example/widget/private-vulnerability-reporting';
      assert.equal((await ask(`DELETE ${path}`, { as: 'cole' })).status, 403);
      assert.equal((await ask(`DELETE ${path}`, { as: 'ada' })).status, 204);
      assert.deepEqual((await ask(`GET ${path}`)).body, { enabled: false });
      assert.equal((await ask(`POST ${LIST}/reports`, { as: 'sam', body: { summary: 'x', description: 'y' } })).status, 403);
      assert.equal((await ask(`PUT ${path}`, { as: 'ada' })).status, 204);
      assert.equal((await ask(`POST ${LIST}/reports`, { as: 'sam', body: { summary: 'x', description: 'y' } })).status, 201);
      assert.equal((await ask(`GET ${at(TRIAGE)}`, { as: 'sam' })).status, 404);
    }));
});
