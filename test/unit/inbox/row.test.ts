import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Advisory } from '../../../src/advisory/model.ts';
import { DAY } from '../../../src/common/ports.ts';
import { coordinatorWords, rowOf, type RowStyle } from '../../../src/inbox/row.ts';
import { ago, coordinator, github, NOW, psrt, sample, situation } from '../advisory/sample.ts';

const cole = [coordinator('cole')];
const shown: RowStyle = { blurred: false, marks: true };
const row = (changes: Partial<Advisory>, style = shown, at = situation()) => rowOf(sample(changes), at, style);
const left = (days: number) => ({ createdAt: NOW + (days - 90) * DAY, updatedAt: ago(1) });
const complete: Partial<Advisory> = {
  state: 'draft',
  credits: cole,
  cvss4: { vector: 'x', score: 8 },
  cveId: 'CVE-2026-1',
  privateFork: { fullName: 'a/b', htmlUrl: null },
  cwes: [{ id: 'CWE-22', name: null }],
  vulnerabilities: [{ ecosystem: null, name: null, range: '<3', patched: null, functions: [] }],
};

const anyone = fc
  .record({
    state: fc.constantFrom('triage', 'draft', 'closed', 'withdrawn', 'published', 'unknown'),
    created: fc.option(fc.integer({ min: -10, max: 200 })),
    updated: fc.option(fc.integer({ min: -10, max: 200 })),
    tag: fc.constantFrom('', '[CLOSED] ', '[accept] '),
    who: fc.subarray(['cole', 'tess']),
    severity: fc.constantFrom(null, 'high', 'odd'),
    scored: fc.boolean(),
  })
  .map(({ state, created, updated, tag, who, severity, scored }) =>
    sample({
      state,
      title: `${tag}Quixotic title`,
      severity,
      createdAt: created === null ? null : ago(created),
      updatedAt: updated === null ? null : ago(updated),
      credits: who.map((login) => coordinator(login)),
      cvss4: scored ? { vector: 'x', score: 9 } : null,
    }),
  );

describe('rows', () => {
  it('mark the deadline in two characters', () => {
    for (const [days, mark, urgency] of [
      [15, undefined, 'none'],
      [14, '14', 'near'],
      [10, '10', 'near'],
      [9, '9d', 'near'],
      [7, '7d', 'urgent'],
      [1, '1d', 'urgent'],
      [0, '!!', 'over'],
      [-40, '!!', 'over'],
    ] as const) {
      const it = row({ ...left(days), credits: cole });
      assert.deepEqual([it.mark, it.urgency], [mark, urgency], `${days} days`);
      assert.equal(row({ ...left(days), credits: cole }, { blurred: false, marks: false }).mark, undefined);
    }
  });

  it('mark what nobody has taken for too long', () => {
    for (const [days, mark] of [
      [2, undefined],
      [3, '≥3'],
      [9, '≥9'],
      [10, '≥9'],
      [60, '≥9'],
    ] as const)
      assert.equal(row({ createdAt: ago(days), updatedAt: ago(days) }).mark, mark, `${days} days`);
  });

  it('have a mark of two characters at most in any process', () => {
    for (const warnDays of [9, 10, 99, 100, 3650]) {
      const process = { ...psrt, clocks: { ...psrt.clocks, finishDays: 3650, warnDays, urgentDays: warnDays } };
      const it = row({ createdAt: NOW - (3650 - warnDays) * DAY, credits: cole }, shown, situation(process));
      assert.equal(it.urgency, 'urgent');
      assert.ok([...(it.mark ?? '')].length <= 2, `${warnDays} days: ${it.mark ?? ''}`);
    }
  });

  it('tell one number of days at most beside a mark', () => {
    fc.assert(
      fc.property(anyone, fc.constantFrom(psrt, github), (advisory, process) => {
        const it = rowOf(advisory, situation(process), shown);
        const days = /\d+ d\b|\b\d+ days?\b/;
        if (it.mark !== undefined) assert.doesNotMatch(it.description, days);
        assert.ok((it.description.match(/\d+ d\b/g) ?? []).length <= 1);
      }),
    );
  });

  it('tell the clock in words where the view shows no marks', () => {
    const words = (changes: Partial<Advisory>) => row(changes, { blurred: false, marks: false }).description;
    assert.equal(words({ ...left(7), credits: cole }), '7 d left');
    assert.equal(words({ ...left(-3), credits: cole }), '3 d over');
    assert.equal(words({ ...left(0), credits: cole }), 'over');
    assert.equal(words({ createdAt: ago(5), updatedAt: ago(5) }), '≥ 5 d unassigned');
  });

  it('say the one thing that matters most', () => {
    const cases: readonly (readonly [Partial<Advisory>, string])[] = [
      [{ title: '[ACCEPTED] x', ...left(1) }, 'waiting for bot: accept'],
      [{ createdAt: ago(0), updatedAt: ago(0) }, 'unassigned'],
      [{}, '≥ 1 d unassigned'],
      [{ ...left(5) }, 'unassigned'],
      [{ state: 'draft', credits: cole }, 'CVSS 4.0 wanted'],
      [{ credits: cole }, '1 d old'],
      [{ credits: cole, createdAt: ago(0) }, 'today'],
      [{ credits: cole, ...left(5) }, 'triage'],
      [{ ...complete, createdAt: ago(40), updatedAt: ago(30) }, 'no change for 30 d'],
      [{ credits: cole, createdAt: null, updatedAt: null }, 'triage'],
      [{ state: 'closed', title: '[INVALID] x', closedAt: NOW }, 'invalid · 2026-11-22'],
      [{ state: 'closed' }, 'closed'],
      [{ state: 'withdrawn', withdrawnAt: ago(1) }, 'withdrawn · 2026-11-21'],
    ];
    for (const [changes, description] of cases) assert.equal(row(changes).description, description, JSON.stringify(changes));
  });

  it('say that an advisory is new', () => {
    const it = row({}, shown, situation(psrt, { isNew: () => true }));
    assert.match(it.description, /^new · /);
    assert.match(it.spoken, /^New\. Something leaks, triage, no severity yet, /);
  });

  it('are sentences for a screen reader', () => {
    assert.equal(
      row({ ...left(7), credits: cole, severity: 'high' }).spoken,
      'Something leaks, triage, high severity, 7 days left, triage, in python/cpython',
    );
    assert.equal(
      row({ ...left(-1), credits: cole }).spoken,
      'Something leaks, triage, no severity yet, 1 day past the deadline, triage, in python/cpython',
    );
    assert.equal(
      row({ title: '[CLOSED] x' }).spoken,
      'x, triage, no severity yet, waiting for the bot to close, in python/cpython',
    );
  });

  it('never show the title, nor a tag, when they are blurred', () => {
    fc.assert(
      fc.property(anyone, fc.boolean(), fc.boolean(), fc.constantFrom(psrt, github), (advisory, marks, isNew, process) => {
        const it = rowOf(advisory, situation(process, { isNew: () => isNew }), { blurred: true, marks });
        assert.equal(it.label, advisory.ghsaId);
        assert.doesNotMatch(JSON.stringify(it), /quixotic|\[CLOSED|\[accept/i);
      }),
    );
  });

  it('show the id where no title is left', () => {
    for (const title of ['', '[CLOSED]', '\u200b']) assert.equal(row({ title }).label, 'GHSA-2222-3333-4444');
  });

  it('have a shape for each state', () => {
    assert.deepEqual(
      ['triage', 'draft', 'closed', 'published', 'withdrawn', 'odd'].map((state) => row({ state }).shape),
      ['triage', 'draft', 'finished', 'finished', 'finished', 'unknown'],
    );
  });

  it('never throw, whatever dates an advisory has', () => {
    const date = fc.option(fc.oneof(fc.constantFrom(-8.64e15, 8.64e15, 0), fc.integer({ min: -8.64e15, max: 8.64e15 })));
    fc.assert(
      fc.property(anyone, date, date, date, (advisory, createdAt, updatedAt, closedAt) => {
        rowOf({ ...advisory, createdAt, updatedAt, closedAt }, situation(), shown);
      }),
      { examples: [[sample(), 8.64e15, null, null]] },
    );
  });

  it('tell in the tooltip what is known, without the title', () => {
    const facts = new Map(
      row({ ...left(7), severity: 'high', cvss4: { vector: 'CVSS:4.0/AV:N', score: 8.7 }, author: null }).facts,
    );
    assert.equal(facts.get('Severity'), 'high · 8.7 · CVSS:4.0/AV:N');
    assert.equal(facts.get('Deadline'), '2026-11-29 (7 days left)');
    assert.equal(facts.get('Coordinator'), 'nobody');
    assert.equal(facts.get('Reporter'), 'not told');
    assert.equal(facts.get('Next'), 'Find a coordinator');
    assert.ok(![...facts.values()].join().includes('leaks'));
  });
});

describe('who coordinates', () => {
  it('is told with the acceptance where it is not given', () => {
    const it = sample({
      credits: [coordinator('Cole', 'pending'), coordinator('tess', 'declined'), coordinator('x'), coordinator('y', null)],
    });
    assert.equal(coordinatorWords(it, 'cole'), 'Cole (you), credit pending; tess, credit declined; x; y');
    assert.equal(coordinatorWords(sample(), 'cole'), 'nobody');
  });
});
