/** The one way in which an advisory is changed at GitHub, against the sandbox: every outcome. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { contentOf } from '../../src/advisory/content.ts';
import type { Vulnerability } from '../../src/advisory/model.ts';
import { psrt } from '../unit/advisory/sample.ts';
import { CLOSED, DRAFT, PUBLISHED, TRIAGE, withSandbox, world } from '../sandbox/fixtures.ts';
import { Gateway } from '../../src/github/gateway.ts';
import { send } from '../../src/sending/send.ts';
import { HandTimers } from './hand-timers.ts';
import { assertKind, deskFor, valueOf } from './sending-bench.ts';

const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:L/VA:N/SC:H/SI:H/SA:H';
const credit = (login: string, type: string) => ({ login, type });

describe('sending an advisory', () => {
  it('reads, shows, reads again, sends what changed, and reads back', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const outcome = await desk.send({
        title: 'Better',
        credits: [...desk.base.credits, credit('cole', 'remediation_developer')],
      });
      const { held, sent } = assertKind(outcome, 'sent');
      assert.deepEqual(desk.wire(), ['GET 200', 'GET 200', 'PATCH 200', 'GET 200']);
      assert.deepEqual(desk.bodies(), [
        {
          summary: 'Better',
          credits: [
            { login: 'rita', type: 'reporter' },
            { login: 'tess', type: 'coordinator' },
            { login: 'cole', type: 'remediation_developer' },
          ],
        },
      ]);
      assert.deepEqual(
        desk.plans.map((plan) => [plan.changes.map(({ words }) => words), plan.warnings]),
        [[['title: “Report GHSA-5555-6666-7777” → “Better”', 'credits: + cole (remediation_developer)'], []]],
      );
      assert.equal(held.title, 'Better');
      assert.deepEqual([sent.before, sent.after], [desk.base, contentOf(held)]);
      assert.equal(sent.at, bench.now);
    }));

  it("puts other people's changes together with its own", () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      bench.sandbox.state.edit(DRAFT, (one) => {
        one.summary = 'By another';
        one.credits.push({ login: 'sam', type: 'finder', state: 'pending' });
        one.description = 'Text.\r\nMore.\r\n';
      });
      const outcome = await desk.send({
        description: 'Before.\nText.',
        credits: [credit('rita', 'reporter'), credit('cole', 'coordinator')],
      });
      assertKind(outcome, 'sent');
      const now = bench.sandbox.state.advisory(DRAFT);
      assert.equal(now.summary, 'By another');
      assert.equal(now.description, 'Before.\r\nText.\r\nMore.\r\n');
      assert.deepEqual(
        now.credits.map(({ login, type }) => [login, type]),
        [
          ['rita', 'reporter'],
          ['sam', 'finder'],
          ['cole', 'coordinator'],
        ],
      );
      assert.deepEqual(desk.plans[0]?.warnings, ['tess is no longer coordinator.']);
    }));

  it('sends nothing where there is nothing to send', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      bench.sandbox.state.edit(DRAFT, (one) => {
        one.summary = 'Better';
      });
      assertKind(await desk.send({ title: 'Better' }), 'nothing-to-send');
      assertKind(await desk.send({ description: 'Text.\r\n', severity: null }), 'nothing-to-send');
      assert.deepEqual([desk.plans.length, desk.bodies()], [0, []]);
    }));

  it('stops at a conflict before anybody is asked', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      bench.sandbox.state.edit(DRAFT, (one) => {
        one.summary = 'By another';
      });
      const { merge, theirs } = assertKind(await desk.send({ title: 'Mine', cwes: [] }), 'conflict');
      assert.deepEqual(merge.conflicts, [{ field: 'title', base: desk.base.title, mine: 'Mine', theirs: 'By another' }]);
      assert.equal(theirs.title, 'By another');
      assert.deepEqual([desk.plans.length, desk.wire()], [0, ['GET 200']]);
    }));

  it('stops at a conflict that came while the person thought', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const decide = () => {
        bench.sandbox.state.edit(DRAFT, (one) => {
          one.summary = 'By another';
        });
        return true;
      };
      assertKind(await desk.send({ title: 'Mine' }, { decide }), 'conflict');
      assert.deepEqual([desk.plans.length, desk.wire()], [1, ['GET 200', 'GET 200']]);
    }));

  it('asks anew when something else would be sent, or somebody else would see it', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const changes: (() => void)[] = [
        // Nobody has to be asked about what others changed elsewhere…
        () => bench.sandbox.state.edit(DRAFT, (one) => (one.summary = 'By another')),
      ];
      const decide = () => {
        changes.shift()?.();
        return true;
      };
      assertKind(await desk.send({ cwes: ['CWE-79'] }, { decide }), 'sent');
      assert.deepEqual([desk.plans.length, bench.sandbox.state.advisory(DRAFT).summary], [1, 'By another']);

      const again = await deskFor(bench, 'tess');
      changes.push(
        // … but about who will see it, and about what they share of one's own change.
        () => bench.sandbox.state.edit(DRAFT, (one) => one.collaboratingUsers.push('sam')),
        () => bench.sandbox.state.edit(DRAFT, (one) => one.cweIds.push('CWE-20')),
      );
      assertKind(await again.send({ cwes: ['CWE-79', 'CWE-20', 'CWE-22'] }, { decide }), 'sent');
      assert.deepEqual(
        again.plans.map((plan) => [plan.changes.map(({ words }) => words), plan.audience.users]),
        [
          [['CWE: + CWE-20, + CWE-22'], []],
          [['CWE: + CWE-20, + CWE-22'], ['sam']],
          [['CWE: + CWE-22'], ['sam']],
        ],
      );
      assert.deepEqual(bench.sandbox.state.advisory(DRAFT).cweIds, ['CWE-79', 'CWE-20', 'CWE-22']);
    }));

  it('writes nothing when the person says no, or has gone', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      assertKind(await desk.send({ title: 'Mine' }, { decide: () => false }), 'declined');
      const stop = new AbortController();
      const leaving = () => {
        stop.abort();
        return true;
      };
      assertKind(await desk.send({ title: 'Mine' }, { decide: leaving, signal: stop.signal }), 'declined');
      assert.deepEqual(desk.bodies(), []);
    }));

  it('writes nothing where what GitHub holds cannot be read', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      bench.sandbox.faults.add({ kind: 'status', status: 502 });
      assert.equal(assertKind(await desk.send({ title: 'Mine' }), 'unverified').failure.kind, 'server-error');
      const decide = () => {
        bench.sandbox.faults.add({ kind: 'cut-json' });
        return true;
      };
      assert.equal(assertKind(await desk.send({ title: 'Mine' }, { decide }), 'unverified').failure.kind, 'malformed');
      bench.sandbox.faults.add({ kind: 'extra-field', field: 'ghsa_id', value: CLOSED });
      assert.equal(assertKind(await desk.send({ title: 'Mine' }), 'unverified').failure.kind, 'malformed');
      const stop = new AbortController();
      stop.abort();
      assert.equal(
        assertKind(await desk.send({ title: 'Mine' }, { signal: stop.signal }), 'unverified').failure.kind,
        'cancelled',
      );
      assert.deepEqual(desk.bodies(), []);
    }));

  it('says what GitHub refuses: a locked advisory, a right, a person, a severity beside a vector', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const refused = async (change: Parameters<typeof desk.send>[0]) => {
        const { failure } = assertKind(await desk.send(change), 'refused');
        return [failure.kind, failure.status, failure.kind === 'refused' ? failure.fields : undefined, failure.mayBeDone];
      };
      assert.deepEqual(await refused({ users: ['sam'] }), ['forbidden', 403, undefined, undefined]);
      assert.deepEqual(await refused({ credits: [credit('ghost', 'finder')] }), ['refused', 422, ['credits'], undefined]);
      assert.deepEqual(await refused({ cwes: ['125'] }), ['refused', 422, ['cwe_ids'], undefined]);
      assert.deepEqual(await refused({ title: 'x'.repeat(1025), cveId: 'CVE-1' }), ['refused', 422, ['summary'], undefined]);
      bench.sandbox.state.lock(DRAFT, true);
      assert.deepEqual(await refused({ title: 'Mine' }), ['forbidden', 403, undefined, undefined]);
      bench.sandbox.state.lock(DRAFT, false);
      bench.sandbox.faults.add({ kind: 'secondary-limit', route: 'PATCH' });
      assert.deepEqual(await refused({ title: 'Mine' }), ['rate-limited', 403, undefined, undefined]);
      assert.equal(desk.bodies().length, 6);
      assert.equal(bench.sandbox.state.advisory(DRAFT).summary, desk.base.title);
    }));

  it('changes a state for those who may, and says what GitHub says to others', () =>
    withSandbox({}, async (bench) => {
      const admin = await deskFor(bench, 'ada', TRIAGE);
      const other = await deskFor(bench, 'cole', TRIAGE);
      assert.equal(assertKind(await other.send({}, { state: 'draft' }), 'refused').failure.kind, 'forbidden');
      const { held } = assertKind(await admin.send({}, { state: 'draft' }), 'sent');
      assert.deepEqual(
        [held.state, held.submissionAccepted, admin.plans[0]?.changes],
        ['draft', true, [{ field: 'state', words: 'state: triage → draft' }]],
      );
      assert.deepEqual(admin.bodies().at(-1), { state: 'draft' });
      assertKind(await admin.send({}, { state: 'draft' }), 'nothing-to-send');
      bench.sandbox.state.edit(TRIAGE, (one) => {
        one.state = 'closed';
      });
      const refused = assertKind(await admin.send({}, { state: 'draft' }), 'refused');
      assert.deepEqual(
        [refused.failure.kind === 'refused' && refused.failure.fields, refused.theirs.state],
        [['state'], 'closed'],
      );
    }));

  it('goes from a vector to a word and to another vector in one request', () =>
    withSandbox({}, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      assertKind(await desk.send({ cvss: null, severity: 'low' }), 'sent');
      assert.deepEqual(desk.bodies(), [{ cvss_vector_string: null, severity: 'low' }]);
      const again = await deskFor(bench, 'tess');
      assertKind(await again.send({ cvss: V4, severity: null }), 'sent');
      assert.deepEqual(again.bodies(), [{ cvss_vector_string: V4 }]);
      const last = await deskFor(bench, 'tess');
      assertKind(await last.send({ cvss: null, severity: null }), 'sent');
      assert.deepEqual(last.bodies(), [{ cvss_vector_string: null }]);
    }));

  it('says that a published advisory is read by everybody, and asks the bot of a title for what it does', () =>
    withSandbox({}, async (bench) => {
      const published = await deskFor(bench, 'ada', PUBLISHED);
      assertKind(await published.send({ title: 'Mine' }), 'sent');
      assert.equal(published.plans[0]?.audience.everybody, true);
      assert.match(published.plans[0].warnings.join(), /public/);
      const desk = await deskFor(bench, 'cole', TRIAGE);
      assertKind(await desk.send({ title: `[CLOSED] ${desk.base.title}` }, { process: psrt }), 'sent');
      assert.deepEqual(desk.plans[0]?.warnings, ["The tag [CLOSED] in the title asks the team's bot to close."]);
    }));

  it('keeps what this project does not know in an affected package', () =>
    withSandbox({ tomorrow: true, world: tomorrow() }, async (bench) => {
      const desk = await deskFor(bench, 'tess');
      const [item] = desk.base.affected;
      assert.ok(item);
      assert.deepEqual(item.extra, { reach: { deep: [1, 2] } });
      const mine: Vulnerability[] = [
        { ...item, patched: '3' },
        { ecosystem: 'pip', name: 'gadget', range: '< 1', patched: null, functions: [] },
      ];
      const { held } = assertKind(await desk.send({ affected: mine }), 'sent');
      assert.deepEqual(held.vulnerabilities, mine);
      assert.match(desk.plans[0]?.warnings.join() ?? '', /more fields .* sent back as they came/);
    }));

  it('sends whole numbers back as they came, also those that JavaScript has no number for', () =>
    withSandbox({}, async (bench) => {
      const text = JSON.stringify({ ghsa_id: DRAFT, vulnerabilities: [{ package: { ecosystem: 'pip', name: 'x' }, weight: 0 }] });
      const answer = text.replace('"weight":0', '"weight":12345678901234567890');
      const bodies: string[] = [];
      const gateway = new Gateway({
        baseUrl: bench.sandbox.url,
        fetch: (_, init) => {
          if (typeof init.body === 'string') bodies.push(init.body);
          return Promise.resolve(new Response(answer, { headers: { 'content-type': 'application/json' } }));
        },
        token: () => Promise.resolve('t'),
        clock: () => bench.now,
        timers: new HandTimers(),
        log: () => undefined,
      });
      const base = contentOf(valueOf(await gateway.advisory('example/widget', DRAFT)));
      const affected = base.affected.map((item) => ({ ...item, range: '< 2' }));
      const request = { repository: 'example/widget', ghsaId: DRAFT, base, mine: { ...base, affected } } as const;
      assertKind(await send(request, { gateway, decide: () => Promise.resolve(true), clock: () => 0 }), 'sent-but-changed');
      assert.match(bodies[0] ?? '', /"weight":12345678901234567890[,}]/);
    }));

  it('lets the person leave it out where GitHub refuses it', () =>
    withSandbox({ selfCheck: false }, async (bench) => {
      const read = {
        package: { ecosystem: 'pip', name: 'widget' },
        vulnerable_version_range: '< 2',
        patched_versions: '2',
        vulnerable_functions: ['f'],
        read_only: 1,
      };
      bench.sandbox.faults.add({ kind: 'extra-field', route: 'GET', field: 'vulnerabilities', value: [read], count: 3 });
      const desk = await deskFor(bench, 'tess');
      const mine = desk.base.affected.map((item) => ({ ...item, patched: '3' }));
      const { failure } = assertKind(await desk.send({ affected: mine }), 'refused');
      assert.deepEqual(failure.kind === 'refused' && failure.fields, ['vulnerabilities']);
      bench.sandbox.faults.add({ kind: 'extra-field', route: 'GET', field: 'vulnerabilities', value: [read], count: 2 });
      assertKind(await desk.send({ affected: mine }, { withoutUnknown: true }), 'sent');
      assert.match(desk.plans.at(-1)?.warnings.join() ?? '', /left out/);
      assert.equal(bench.sandbox.state.advisory(DRAFT).vulnerabilities[0]?.patchedVersions, '3');
    }));
});

/** A GitHub whose affected packages have a field that nobody knows yet. */
function tomorrow(): typeof world {
  const more = { reach: { deep: [1, 2] } };
  return {
    ...world,
    advisories: world.advisories.map((one) =>
      one.ghsaId !== DRAFT ? one : { ...one, vulnerabilities: one.vulnerabilities.map((item) => ({ ...item, more })) },
    ),
  };
}
