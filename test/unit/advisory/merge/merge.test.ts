import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { AdvisoryContent } from '../../../../src/advisory/content.ts';
import { orderOf } from '../../../../src/advisory/merge/lists.ts';
import { merge } from '../../../../src/advisory/merge/merge.ts';
import { changedFields, sameField, sameScoring } from '../../../../src/advisory/merge/same.ts';
import { content, cpython } from './contents.ts';

const V3 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L';
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:L/VA:N/SC:H/SI:H/SA:H';
const credit = (login: string, type: string) => ({ login, type });

describe('merging of advisories', () => {
  it('takes from both sides, field by field, and says who changed what', () => {
    const base = content();
    const mine = content({ title: '[ACCEPTED] Something leaks', cwes: ['CWE-22'] });
    const theirs = content({ cveId: 'CVE-2026-10001', cwes: ['CWE-79'], teams: ['psrt'] });
    const { merged, conflicts, mineChanged, theirsChanged } = merge(base, mine, theirs);
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged, content({ title: mine.title, cveId: theirs.cveId, cwes: ['CWE-79', 'CWE-22'], teams: ['psrt'] }));
    assert.deepEqual(mineChanged, ['title', 'cwes']);
    assert.deepEqual(theirsChanged, ['cveId', 'cwes', 'teams']);
  });

  it('lets mine stand in a conflict until somebody chooses', () => {
    const [base, mine, theirs] = [content(), content({ title: 'A', cveId: 'CVE-1' }), content({ title: 'B', cveId: 'CVE-2' })];
    const first = merge(base, mine, theirs);
    assert.deepEqual(first.conflicts, [
      { field: 'title', base: base.title, mine: 'A', theirs: 'B' },
      { field: 'cveId', base: null, mine: 'CVE-1', theirs: 'CVE-2' },
    ]);
    assert.equal(first.merged.title, 'A');
    const asked: number[] = [];
    const chosen = merge(base, mine, theirs, ({ field }, index) => {
      asked.push(index);
      return field === 'title' ? 'theirs' : 'mine';
    });
    assert.deepEqual([chosen.merged.title, chosen.merged.cveId, asked], ['B', 'CVE-1', [0, 1]]);
  });

  it('keeps one credit a person, compared without case', () => {
    const base = content({ credits: [credit('rita', 'reporter'), credit('tess', 'coordinator')] });
    const mine = { ...base, credits: [credit('RITA', 'reporter'), credit('cole', 'coordinator')] };
    const theirs = { ...base, credits: [...base.credits, credit('sam', 'finder')] };
    assert.deepEqual(merge(base, mine, theirs).merged.credits, [
      credit('rita', 'reporter'),
      credit('sam', 'finder'),
      credit('cole', 'coordinator'),
    ]);
  });

  it('has a conflict where two change the type of one credit, or one takes it away', () => {
    const base = content({ credits: [credit('rita', 'reporter')] });
    const types = (mine: string | null, theirs: string | null) => {
      const list = (type: string | null) => ({ ...base, credits: type === null ? [] : [credit('Rita', type)] });
      return merge(base, list(mine), list(theirs)).conflicts.map((one) => [one.field, one.item, one.base, one.mine, one.theirs]);
    };
    assert.deepEqual(types('finder', 'analyst'), [['credits', 'Rita', 'reporter', 'finder', 'analyst']]);
    assert.deepEqual(types(null, 'analyst'), [['credits', 'Rita', 'reporter', null, 'analyst']]);
    assert.deepEqual(types('finder', null), [['credits', 'Rita', 'reporter', 'finder', null]]);
    assert.deepEqual(
      [types('finder', 'finder'), types(null, null), types(null, 'reporter'), types('tool', 'reporter')],
      [[], [], [], []],
    );
  });

  it('asks when both credit one person in different ways', () => {
    const add = (type: string) => content({ credits: [credit('cole', type)] });
    assert.equal(merge(content(), add('coordinator'), add('coordinator')).conflicts.length, 0);
    assert.equal(merge(content(), add('coordinator'), add('remediation_developer')).conflicts.length, 1);
  });

  it('takes severity and vector for one decision', () => {
    const score = (severity: string | null, cvss: string | null) => content({ severity, cvss });
    const [none, high, three, four] = [score(null, null), score('high', null), score('medium', V3), score(null, V4)];
    const of = ({ severity, cvss }: AdvisoryContent) => ({ severity, cvss });
    const both = (base: AdvisoryContent, mine: AdvisoryContent, theirs: AdvisoryContent) => {
      const { merged, conflicts } = merge(base, mine, theirs);
      return [of(merged), conflicts.map((one) => [one.field, one.base, one.mine, one.theirs])];
    };
    assert.deepEqual(both(none, high, none), [of(high), []]);
    assert.deepEqual(both(none, none, three), [of(three), []]);
    assert.deepEqual(both(three, four, three), [of(four), []]);
    assert.deepEqual(both(none, high, four), [of(high), [['cvss', null, 'high', V4]]]);
    assert.deepEqual(both(none, high, score('low', null)), [of(high), [['severity', null, 'high', 'low']]]);
    // A document with a vector has no word; GitHub has both. That is no change.
    assert.deepEqual(both(three, score(null, V3), three), [of(three), []]);
    assert.deepEqual(both(three, score(null, V3), score('low', V4)), [of(score('low', V4)), []]);
    assert.deepEqual(both(three, none, three), [of(none), []]);
  });

  it('merges sets without ever asking', () => {
    const base = content({ cwes: ['CWE-1', 'CWE-2'], users: ['ann', 'bob'], teams: ['psrt'] });
    const mine = { ...base, cwes: ['CWE-1', 'CWE-3'], users: ['ann'] };
    const theirs = { ...base, cwes: ['CWE-2', 'CWE-1'], users: ['Ann', 'bob', 'cid'], teams: [] };
    const { merged, conflicts } = merge(base, mine, theirs);
    assert.deepEqual([merged.cwes, merged.users, merged.teams, conflicts], [['CWE-1', 'CWE-3'], ['Ann', 'cid'], [], []]);
  });

  it('puts conflicts of the description beside the others', () => {
    const [base, mine, theirs] = [
      content({ description: 'a\nb' }),
      content({ description: 'a\nB' }),
      content({ description: 'a\nβ' }),
    ];
    assert.deepEqual(merge(base, mine, theirs).conflicts, [
      { field: 'description', item: 'line 2', base: ['b'], mine: ['B'], theirs: ['β'] },
    ]);
  });

  it('keeps an order that one side made, and adds what is new where it stood', () => {
    const order = (base: string, mine: string, theirs: string) => orderOf([...base], [...mine], [...theirs]).join('');
    assert.equal(order('abc', 'abc', 'cba'), 'cba');
    assert.equal(order('abc', 'cba', 'abc'), 'cba');
    assert.equal(order('abc', 'bac', 'cba'), 'cba');
    assert.equal(order('abc', 'axbc', 'abcy'), 'axbcy');
    assert.equal(order('abc', 'xabc', 'abc'), 'xabc');
    assert.equal(order('abc', 'abcxy', 'abcz'), 'abczxy');
    assert.equal(order('', 'xy', 'z'), 'zxy');
  });

  it('takes the order of collaborators for nothing, that of other lists for a change', () => {
    const a = content({
      users: ['ann', 'bob'],
      teams: ['x', 'y'],
      cwes: ['CWE-1', 'CWE-2'],
      credits: [credit('a', 'x'), credit('b', 'x')],
    });
    const b = content({
      users: ['bob', 'ANN'],
      teams: ['y', 'x'],
      cwes: ['CWE-2', 'CWE-1'],
      credits: [credit('b', 'x'), credit('a', 'x')],
    });
    assert.deepEqual(changedFields(a, b), ['cwes', 'credits']);
  });

  it('comes to the same from either side but for order, and to one side where only one changed', () => {
    const some = anyContent();
    const sets = (it: AdvisoryContent) => ({
      ...it,
      cwes: [...it.cwes].sort(),
      users: [...it.users].sort(),
      teams: [...it.teams].sort(),
      credits: it.credits.map((one) => JSON.stringify(one)).sort(),
      affected: it.affected.map((one) => JSON.stringify({ ...one, functions: [...one.functions].sort() })).sort(),
    });
    fc.assert(
      fc.property(some, some, some, (base, mine, theirs) => {
        const [here, there] = [merge(base, mine, theirs), merge(base, theirs, mine)];
        assert.equal(here.conflicts.length, there.conflicts.length);
        if (here.conflicts.length === 0) assert.deepEqual(sets(here.merged), sets(there.merged));
        assert.deepEqual(merge(base, base, theirs).merged, theirs);
        const own = merge(base, mine, base);
        assert.equal(own.conflicts.length, 0);
        assert.deepEqual(changedFields(own.merged, mine), []);
        for (const field of here.conflicts.map((one) => one.field)) {
          const score = field === 'cvss' || field === 'severity';
          const same = (side: AdvisoryContent) => (score ? sameScoring(base, side) : sameField(field, base, side));
          assert.ok(!same(mine) && !same(theirs), `${field} was not changed by both`);
        }
        const asTheirs = merge(base, mine, theirs, () => 'theirs');
        assert.deepEqual(asTheirs.conflicts, here.conflicts);
      }),
      { numRuns: 1500 },
    );
  });
});

const PLAIN = { noNullPrototype: true } as const;

function anyContent(): fc.Arbitrary<AdvisoryContent> {
  const item = fc
    .record({
      name: fc.constantFrom('cpython', 'pip'),
      range: fc.constantFrom(null, '< 1', '< 2', '< 3'),
      patched: fc.constantFrom(null, '1', '2'),
    })
    .map(({ name, range, patched }) => cpython(range, patched, { name }));
  return fc
    .record({
      title: fc.constantFrom('A', 'B', 'C'),
      description: fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 5 }).map((lines) => lines.join('\n').replace(/\n+$/, '')),
      cveId: fc.constantFrom(null, 'CVE-2026-1'),
      scoring: fc.constantFrom({ severity: null, cvss: null }, { severity: 'high', cvss: null }, { severity: 'low', cvss: V3 }),
      cwes: fc.uniqueArray(fc.constantFrom('CWE-1', 'CWE-2', 'CWE-3')),
      affected: fc.array(item, { maxLength: 4 }),
      credits: fc.uniqueArray(
        fc.record({ login: fc.constantFrom('ann', 'bob', 'cid'), type: fc.constantFrom('finder', 'coordinator') }, PLAIN),
        { selector: ({ login }) => login },
      ),
      users: fc.uniqueArray(fc.constantFrom('ann', 'bob', 'cid')),
      teams: fc.uniqueArray(fc.constantFrom('psrt', 'security')),
    })
    .map(({ scoring, ...rest }) => ({ ...rest, ...scoring }));
}
