import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { calendarSource, readCalendar, withCalendar, type Calendar } from '../../../src/process/calendar.ts';
import { branchStatus, supportedBranches, type Branch, type Process } from '../../../src/process/process.ts';
import { readProcess } from '../../../src/process/read.ts';
import { github, psrt } from '../advisory/sample.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const TODAY = '2026-11-22';
const MAIN = {
  branch: 'main',
  pep: 826,
  status: 'feature',
  first_release: '2027-10',
  end_of_life: '2032-10',
  release_manager: 'A',
};

const line = (branch: string, status: string, first: unknown = '2024-10-07', end: unknown = '2029-10') => ({
  branch,
  status,
  first_release: first,
  end_of_life: end,
});

function calendarOf(json: object, retrievedAt = NOW): Calendar {
  const read = readCalendar(json, retrievedAt);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

/** The branch that PSRT's process has of one line in the calendar. */
function branchFor(version: string, entry: object, retrievedAt = NOW): Branch {
  const process = withCalendar(psrt, calendarOf({ '9.9': MAIN, [version]: entry }, retrievedAt));
  const branch = process.branches?.list.find((one) => one.version === version);
  assert.ok(branch);
  return branch;
}

const why = (json: unknown) => {
  const read = readCalendar(json, NOW);
  return read.ok ? 'ok' : read.failure.why;
};

describe('a release calendar', () => {
  it('gives names, versions, states and days, newest first', () => {
    assert.deepEqual(
      calendarOf({
        '3.9': line('3.9', 'end-of-life', '2020-10-05', '2025-10-31'),
        '3.16': MAIN,
        '3.13': line('3.13', 'security'),
      }),
      {
        retrievedAt: NOW,
        entries: [
          { name: 'main', version: '3.16', status: 'feature', firstRelease: '2027-10', endOfLife: '2032-10' },
          { name: '3.13', version: '3.13', status: 'security', firstRelease: '2024-10-07', endOfLife: '2029-10' },
          { name: '3.9', version: '3.9', status: 'end-of-life', firstRelease: '2020-10-05', endOfLife: '2025-10-31' },
        ],
      },
    );
  });

  it('is refused whole where it makes no sense', () => {
    for (const json of [null, undefined, 'x', 5, [], [MAIN]]) assert.equal(why(json), 'not-an-object');
    for (const json of [{}, { note: 'moved' }, { metadata: {}, releases: {} }, { '__proto__.1': MAIN }])
      assert.equal(why(json), 'empty');
    assert.equal(why(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`3.${index}`, MAIN]))), 'too-many');
    assert.equal(why({ '3.13': line('3.13', 'bugfix') }), 'no-feature-branch');
    assert.equal(why({ '3.16': MAIN, '3.15': { ...MAIN } }), 'name-twice');
    for (const entry of [
      null,
      'main',
      [],
      {},
      line('3.13', ''),
      line('', 'security'),
      line('--upload-pack=x', 'bugfix'),
      line('a/../b', 'bugfix'),
      line('x'.repeat(101), 'bugfix'),
      { ...line('3.13', 'bugfix'), status: 5 },
      { ...line('3.13', 'bugfix'), branch: null },
    ])
      assert.equal(why({ '3.16': MAIN, '3.13': entry }), 'unreadable-entry', JSON.stringify(entry));
  });

  it('may know more than is asked of it', () => {
    const json = {
      '3.16': { ...MAIN, more: [1] },
      '3.17': { ...MAIN, status: 'planned' },
      '1.6': line('', 'end-of-life'),
      about: null,
    };
    assert.deepEqual(
      calendarOf(json).entries.map(({ name, version }) => [name, version]),
      [['main', '3.16']],
    );
    assert.equal(why({ '4': MAIN }), 'ok');
  });

  it('has no days that are none', () => {
    for (const day of [
      '2026-02-30',
      '2026-13',
      '2026-00',
      '2026',
      'TBD',
      '',
      20261001,
      null,
      '2026-10-01T00:00:00Z',
      '+012026-10',
    ]) {
      const [, entry] = calendarOf({ '3.16': MAIN, '3.13': line('3.13', 'bugfix', day, day) }).entries;
      assert.deepEqual(entry, { name: '3.13', version: '3.13', status: 'bugfix' }, String(day));
    }
  });
});

describe('a process with a release calendar', () => {
  it('says where the calendar is, if it says so at all', () => {
    assert.equal(calendarSource(psrt), 'https://peps.python.org/api/release-cycle.json');
    assert.equal(calendarSource(github), undefined);
  });

  it('has the branches of the calendar, its day, and all else as it was', () => {
    const process = withCalendar(psrt, calendarOf({ '3.17': MAIN, '3.16': line('3.16', 'prerelease', '2027-10-01', '2032-10') }));
    assert.deepEqual(process.branches?.list, [
      { name: 'main', version: '3.17', endOfLife: '2032-10-31' },
      { name: '3.16', version: '3.16', firstRelease: '2027-10-01', endOfLife: '2032-10-31' },
    ]);
    assert.deepEqual({ ...process, asOf: psrt.asOf, branches: psrt.branches }, psrt);
    assert.equal(process.asOf, TODAY);
    assert.deepEqual(process.branches.cveStatuses, psrt.branches?.cveStatuses);
  });

  it('stays as it is where it has no branches, or is younger than the calendar', () => {
    const calendar = calendarOf({ '3.16': MAIN });
    assert.equal(withCalendar(github, calendar), github);
    const young: Process = { ...psrt, asOf: '2026-11-23' };
    assert.equal(withCalendar(young, calendar), young);
    assert.equal(withCalendar({ ...young, asOf: TODAY }, calendar).branches?.list.length, 1);
  });

  it('takes a month for its own day in it, else for the month’s last day', () => {
    assert.equal(branchFor('3.13', line('3.13', 'security', '2024-10-07', '2029-10')).endOfLife, '2029-10-31');
    assert.equal(
      branchFor('3.10', line('3.10', 'security', '2021-10-04', '2026-10'), Date.parse('2026-09-20')).endOfLife,
      '2026-10-01',
    );
    assert.equal(branchFor('3.30', line('3.30', 'bugfix', '2020-01-01', '2028-02')).endOfLife, '2028-02-29');
  });

  it('believes the state where a day contradicts it', () => {
    const known = (version: string) => psrt.branches?.list.find((one) => one.version === version);
    // Its end has come by the process's own day, but not by the calendar's month.
    assert.equal(
      branchFor('3.10', line('3.10', 'security', '2021-10-04', '2026-10'), Date.parse('2026-10-15')).endOfLife,
      '2026-10-31',
    );
    assert.equal('endOfLife' in branchFor('3.10', line('3.10', 'security', '2021-10-04', '2026-10')), false);
    assert.equal(branchFor('3.12', line('3.12', 'end-of-life', '2023-10-02', '2028-10')).endOfLife, TODAY);
    assert.equal('bugfixUntil' in branchFor('3.12', line('3.12', 'bugfix', '2023-10-02', '2028-10')), false);
    assert.equal(branchFor('3.12', line('3.12', 'security')).bugfixUntil, known('3.12')?.bugfixUntil);
    assert.equal(branchFor('3.14', line('3.14', 'security', '2025-10-07')).bugfixUntil, TODAY);
    assert.equal(branchFor('3.14', line('3.14', 'bugfix', '2025-10-07')).bugfixUntil, known('3.14')?.bugfixUntil);
    assert.equal(branchFor('3.15', line('3.15', 'prerelease', '2026-10-01')).firstRelease, '2026-11-23');
    assert.equal(branchFor('3.15', line('3.15', 'bugfix', '2026-12')).firstRelease, TODAY);
  });

  it('lets the days decide where nobody knows the state', () => {
    const status = (version: string, entry: object) => branchStatus(branchFor(version, entry), NOW);
    assert.equal(status('3.14', line('3.14', 'legacy', '2025-10-07', '2030-10')), 'bugfix');
    assert.equal(status('3.13', line('3.13', 'legacy', '2024-10-07', '2029-10')), 'security');
    assert.equal(status('3.9', line('3.9', 'legacy', '2020-10-05', '2025-10-31')), 'end-of-life');
    assert.equal(status('3.20', line('3.20', 'candidate', '2027-01-04')), 'prerelease');
    const process = withCalendar(psrt, calendarOf({ '3.16': { ...MAIN, status: 'features' } }));
    assert.deepEqual(
      supportedBranches(process, NOW).map(({ name, status: now }) => [name, now]),
      [['main', 'feature']],
    );
  });

  const day = fc.oneof(
    fc
      .date({ min: new Date('2009-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    fc
      .date({ min: new Date('2025-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 7)),
    fc.constantFrom('', null, 'soon'),
  );
  const known = fc.constantFrom('prerelease', 'bugfix', 'security', 'end-of-life');
  const versions = fc.constantFrom('3.15', '3.14', '3.13', '3.12', '3.11', '3.10', '3.9', '3.30');

  it('has on its day every state that the calendar gives, whatever the days, and is a sound process', () => {
    const when = fc.integer({ min: Date.UTC(2026, 7, 23), max: Date.UTC(2032, 0, 1) });
    fc.assert(
      fc.property(versions, known, day, day, when, (version, status, first, end, retrievedAt) => {
        const calendar = calendarOf({ '9.9': MAIN, [version]: line(version, status, first, end) }, retrievedAt);
        const process = withCalendar(psrt, calendar);
        const branch = process.branches?.list.find((one) => one.version === version);
        assert.ok(branch);
        assert.equal(branchStatus(branch, retrievedAt), status);
        assert.equal(readProcess(JSON.stringify(process)).ok, true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never stumbles over any JSON', () => {
    const entry = fc.record({
      branch: fc.anything(),
      status: fc.anything(),
      first_release: fc.anything(),
      end_of_life: fc.anything(),
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('3.1', '3.2', 'x', '__proto__', 'constructor'), fc.oneof(fc.anything(), entry)),
        (json) => {
          const read = readCalendar({ ...json, '3.16': MAIN }, NOW);
          if (read.ok) withCalendar(psrt, read.value);
        },
      ),
    );
  });
});
