import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { AdvisoryContent } from '../../../src/advisory/content.ts';
import type { Advisory } from '../../../src/advisory/model.ts';
import { DAY } from '../../../src/common/ports.ts';
import { claimsOf, holds } from '../../../src/sending/claims.ts';
import { acknowledge, joinLedgers, lostIn, note, prune, restore, type Ledger } from '../../../src/sending/ledger.ts';
import { readJson, writeJson } from '../../../src/common/plain-json.ts';
import { content, cpython } from '../advisory/merge/contents.ts';
import { NOW, sample } from '../advisory/sample.ts';

const credit = (login: string, type: string) => ({ login, type });

/** An advisory as GitHub would hold a content. */
function held(it: AdvisoryContent, more: Partial<Advisory> = {}): Advisory {
  const { cvss } = it;
  return sample({
    title: it.title,
    description: it.description,
    cveId: it.cveId,
    severity: it.severity,
    cvss3: cvss?.startsWith('CVSS:3') ? { vector: cvss, score: null } : null,
    cvss4: cvss?.startsWith('CVSS:4') ? { vector: cvss, score: null } : null,
    cwes: it.cwes.map((id) => ({ id, name: null })),
    vulnerabilities: it.affected,
    credits: it.credits.map((one) => ({ ...one, state: null })),
    collaboratingUsers: it.users,
    collaboratingTeams: it.teams,
    ...more,
  });
}

const told = (ledger: Ledger, now: AdvisoryContent) => lostIn(ledger, held(now)).map(({ words }) => words);

describe('the ledger', () => {
  const before = content({ credits: [credit('rita', 'reporter')], cwes: ['CWE-20'], users: ['ann'] });
  const sent = content({
    title: 'Better',
    credits: [credit('rita', 'reporter'), credit('cole', 'coordinator')],
    cwes: ['CWE-22'],
    users: ['ann', 'bob'],
    description: 'It leaks.\nA lot.',
  });
  const ledger = note(undefined, before, sent, NOW);

  it('tells nothing while all is as it was sent, whatever others add', () => {
    assert.deepEqual(told(ledger, sent), []);
    const more = {
      ...sent,
      cveId: 'CVE-1',
      credits: [credit('Cole', 'coordinator'), credit('sam', 'finder')],
      cwes: ['CWE-79', 'cwe-22'],
      description: 'First.\r\nIt leaks.\r\nA lot.\r\nMore.',
    };
    assert.deepEqual(told(ledger, more), []);
  });

  it('tells each thing that is no longer as it was sent, in words and with its item', () => {
    assert.deepEqual(
      lostIn(ledger, held(before)).map(({ field, item, words }) => [field, item, words]),
      [
        ['title', undefined, 'title: Better was sent, now there is Something leaks'],
        ['cwes', 'CWE-22', 'CWE: CWE-22 is gone'],
        ['cwes', 'CWE-20', 'CWE: CWE-20 is back'],
        ['users', 'bob', 'collaborators: bob is gone'],
        ['credits', 'cole', 'credits: cole (coordinator) is gone'],
        ['description', undefined, 'description: lines that were sent are gone or changed'],
      ],
    );
    const other = { ...sent, credits: [credit('cole', 'finder')] };
    assert.deepEqual(told(ledger, other), ['credits: cole: coordinator was sent, now finder']);
  });

  it('tells once, and forgets after 30 days', () => {
    const lost = lostIn(ledger, held(before));
    const after = acknowledge(ledger, lost.slice(1));
    assert.deepEqual(told(after, before), ['title: Better was sent, now there is Something leaks']);
    assert.deepEqual(told(acknowledge(after, lost), before), []);
    assert.equal(prune(ledger, NOW + 30 * DAY).entries.length, ledger.entries.length);
    assert.equal(prune(ledger, NOW + 30 * DAY + 1).entries.length, 0);
    assert.deepEqual(told(note(ledger, sent, sent, NOW + 31 * DAY), before), []);
  });

  it('puts what was lost back, and nothing else', () => {
    const now = { ...before, cveId: 'CVE-1', credits: [credit('sam', 'finder')], description: 'It leaks.\nBy others.' };
    const again = restore(now, lostIn(ledger, held(now)));
    assert.deepEqual(again, {
      ...now,
      title: 'Better',
      cwes: ['CWE-22'],
      users: ['ann', 'bob'],
      credits: [credit('sam', 'finder'), credit('cole', 'coordinator')],
      description: 'It leaks.\nBy others.\nA lot.',
    });
    assert.deepEqual(told(ledger, again), []);
    const [title] = lostIn(ledger, held(now));
    assert.ok(title);
    assert.deepEqual(restore(now, title), { ...now, title: 'Better' });
  });

  it('lets the next sending of the same person take the place of the last', () => {
    const next = note(ledger, sent, { ...sent, title: 'Best', credits: [credit('cole', 'tool')], description: 'Else.' }, NOW + 1);
    const now = { ...sent, title: 'Best', credits: [credit('cole', 'tool')], description: 'Else.' };
    assert.deepEqual(told(next, now), []);
    assert.deepEqual(told(next, { ...now, title: 'Better' }), ['title: Best was sent, now there is Better']);
    assert.deepEqual(told(next, { ...now, cwes: [] }), ['CWE: CWE-22 is gone']);
  });

  it('still tells what others had taken before the next sending', () => {
    const others = { ...sent, credits: [credit('rita', 'reporter')], description: 'It leaks.' };
    const next = note(ledger, others, { ...others, title: 'Best' }, NOW + 1);
    assert.deepEqual(told(next, { ...others, title: 'Best' }), [
      'credits: cole (coordinator) is gone',
      'description: lines that were sent are gone or changed',
    ]);
  });

  it('does not judge by a reading that is older than the one after the request', () => {
    const seen = note(undefined, before, sent, NOW, NOW);
    assert.deepEqual(lostIn(seen, held(before, { updatedAt: NOW - 1 })), []);
    assert.equal(lostIn(seen, held(before, { updatedAt: NOW })).length, 6);
    assert.equal(lostIn(seen, held(before, { updatedAt: null })).length, 6);
  });

  it('joins what two windows know, and what one of them has told', () => {
    const other = note(undefined, sent, { ...sent, cveId: 'CVE-1' }, NOW + 1);
    const silent = acknowledge(ledger, lostIn(ledger, held(before)).slice(0, 5));
    for (const joined of [joinLedgers(joinLedgers(ledger, silent), other), joinLedgers(other, joinLedgers(silent, ledger))]) {
      assert.ok(joined);
      assert.deepEqual(told(joined, before), [
        'description: lines that were sent are gone or changed',
        'CVE id: CVE-1 was sent, now there is nothing',
      ]);
    }
    assert.equal(joinLedgers(undefined, undefined), undefined);
    assert.equal(joinLedgers(ledger, undefined), ledger);
  });

  it('is plain data, also with numbers that JSON has no form for', () => {
    const strange = note(ledger, sent, { ...sent, affected: [cpython('< 1', null, { extra: { weight: 2n ** 70n } })] }, NOW);
    assert.deepEqual(readJson(writeJson(strange)), strange);
    const lost = lostIn(strange, held(sent));
    assert.deepEqual(lostIn(acknowledge(strange, lost), held(sent)), []);
  });

  it('takes the score for one thing', () => {
    const V3 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L';
    const [word, vector] = [content({ severity: 'high' }), content({ cvss: V3 })];
    const set = note(undefined, word, vector, NOW);
    assert.deepEqual(
      [told(set, { ...vector, severity: 'medium' }), told(set, word)],
      [[], [`CVSS: ${V3} was sent, now there is high`]],
    );
    const taken = note(undefined, { ...vector, severity: 'medium' }, content(), NOW);
    assert.deepEqual(told(taken, content({ severity: 'medium' })), []);
    assert.equal(told(taken, vector).length, 1);
  });
});

describe('the ledger of affected packages', () => {
  const [twelve, eleven] = [cpython('>= 3.12, < 3.12.9', '3.12.9'), cpython('< 3.11.12', '3.11.12')];
  const items = (...affected: AdvisoryContent['affected']) => content({ affected });
  const lost = (from: AdvisoryContent, to: AdvisoryContent, now: AdvisoryContent) => told(note(undefined, from, to, NOW), now);

  it('follows a change through the changes of others', () => {
    const sent = items({ ...twelve, patched: '3.12.10' }, eleven);
    assert.deepEqual(
      lost(items(twelve, eleven), sent, items(eleven, { ...twelve, patched: '3.12.10', functions: ['f'], range: '< 4' })),
      [],
    );
    assert.deepEqual(lost(items(twelve, eleven), sent, items(twelve, eleven)), [
      'affected: other/cpython >= 3.12, < 3.12.9 is not as it was sent',
    ]);
    assert.deepEqual(lost(items(twelve), items(twelve, eleven), items(twelve)), [
      'affected: other/cpython < 3.11.12 is not as it was sent',
    ]);
  });

  it('counts items that are alike', () => {
    const bare = cpython('< 1');
    assert.deepEqual(lost(items(bare), items(bare, bare), items(bare, bare)), []);
    assert.equal(lost(items(bare), items(bare, bare), items(bare)).length, 1);
  });

  it('knows what was taken away when it comes back, also when others have changed it', () => {
    const away = (now: AdvisoryContent) => lost(items(twelve, eleven), items(eleven), now);
    assert.deepEqual(away(items(eleven)), []);
    assert.deepEqual(away(items({ ...eleven, patched: '3.11.13' })), []);
    assert.deepEqual(away(items(eleven, cpython('< 3.10', '3.10.2'))), []);
    assert.deepEqual(away(items(twelve, eleven)), ['affected: other/cpython >= 3.12, < 3.12.9 is back']);
    assert.deepEqual(away(items({ ...twelve, patched: '3.12.10' }, eleven)), [
      'affected: other/cpython >= 3.12, < 3.12.9 is back',
    ]);
    const named = { ...twelve, functions: ['f'] };
    const other = { ...named, range: '< 3.12.10', patched: '3.12.10' };
    assert.deepEqual(lost(items(named, eleven), items(eleven), items(other, eleven)), [
      'affected: other/cpython >= 3.12, < 3.12.9 may be back in another form',
    ]);
  });

  it('takes away again only what is certainly what was taken away', () => {
    const ledger = note(undefined, items(twelve, eleven), items(eleven), NOW);
    const back = (now: AdvisoryContent) => restore(now, lostIn(ledger, held(now))).affected;
    assert.deepEqual(back(items(eleven, { ...twelve, patched: '3.12.10' })), [eleven]);
    const bare = note(undefined, items(cpython('< 1'), eleven), items(eleven), NOW);
    const fresh = items(eleven, cpython('< 2'));
    assert.deepEqual(restore(fresh, lostIn(bare, held(fresh))), fresh);
  });

  it('makes a change once more in an item that others have changed', () => {
    const ledger = note(undefined, items(twelve), items({ ...twelve, patched: '4', functions: ['a', 'b'] }), NOW);
    const now = items({ ...twelve, functions: ['c'] });
    assert.deepEqual(restore(now, lostIn(ledger, held(now))).affected, [{ ...twelve, patched: '4', functions: ['c', 'a', 'b'] }]);
    const gone = items();
    assert.deepEqual(restore(gone, lostIn(ledger, held(gone))).affected, [{ ...twelve, patched: '4', functions: ['a', 'b'] }]);
  });
});

function unordered(it: AdvisoryContent) {
  const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
  const affected = sorted(it.affected.map((one) => ({ ...one, functions: [...one.functions].sort() })));
  return { ...it, cwes: sorted(it.cwes), users: sorted(it.users), credits: sorted(it.credits), affected };
}

describe('what is claimed', () => {
  it('holds in what was sent, does not in what was there before, and comes back whole', () => {
    const some = fc
      .record(
        {
          title: fc.constantFrom('A', 'B'),
          cveId: fc.constantFrom(null, 'CVE-1', 'CVE-2'),
          severity: fc.constantFrom(null, 'high'),
          cwes: fc.uniqueArray(fc.constantFrom('CWE-1', 'CWE-2', 'CWE-3')),
          users: fc.uniqueArray(fc.constantFrom('ann', 'bob')),
          credits: fc.uniqueArray(
            fc.record(
              { login: fc.constantFrom('ann', 'bob'), type: fc.constantFrom('tool', 'finder') },
              { noNullPrototype: true },
            ),
            { selector: ({ login }) => login },
          ),
          // The ranges of one list differ, as those of branches do.
          affected: fc.uniqueArray(
            fc
              .tuple(fc.constantFrom('< 1', '< 2', '< 3', '< 4'), fc.constantFrom('1', '2', null), fc.subarray(['f', 'g']))
              .map(([range, patched, functions]) => cpython(range, patched, { functions })),
            { maxLength: 4, selector: ({ range }) => range },
          ),
          description: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }).map((lines) => lines.join('\n')),
        },
        { requiredKeys: [], noNullPrototype: true },
      )
      .map((changes) => content(changes));
    fc.assert(
      fc.property(some, some, some, (before, sent, now) => {
        for (const claim of claimsOf(before, sent)) {
          assert.ok(holds(claim, sent), `${writeJson(claim)} does not hold in what was sent`);
          assert.ok(!holds(claim, before), `${writeJson(claim)} holds before it is sent`);
        }
        const ledger = note(undefined, before, sent, NOW);
        // Where all of it was written over, all of it comes back.
        const all = restore(before, lostIn(ledger, held(before)));
        assert.deepEqual(unordered(all), unordered(sent));
        assert.deepEqual(lostIn(ledger, held(all)), []);
        // Whatever others wrote, what has a name of its own is there again.
        const again = restore(now, lostIn(ledger, held(now)));
        const open = lostIn(ledger, held(again)).filter(({ field }) => field !== 'affected' && field !== 'description');
        assert.deepEqual(open, []);
      }),
      { numRuns: 2000 },
    );
  });
});
