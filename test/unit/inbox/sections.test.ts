import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { keyOf, type Advisory } from '../../../src/advisory/model.ts';
import { arrange, type Arrangement } from '../../../src/inbox/sections.ts';
import { ago, coordinator, idOf, sample, situation } from '../advisory/sample.ts';

const plain: Arrangement = { sort: 'deadline', filter: '', groupByRepository: false, queries: [] };
const look = (advisories: readonly Advisory[], changes: Partial<Arrangement> = {}) =>
  arrange(advisories, { ...plain, ...changes }, situation());

const anything = fc
  .uniqueArray(
    fc.record({
      number: fc.nat(7999),
      state: fc.constantFrom('triage', 'draft', 'closed', 'published', 'withdrawn', 'unknown', 'strange'),
      who: fc.subarray(['cole', 'COLE', 'tess']),
      repository: fc.constantFrom<Advisory['repository'][]>('python/cpython', 'python/pip', 'a/b'),
      days: fc.option(fc.nat(200)),
      severity: fc.constantFrom(null, 'low', 'high'),
    }),
    { selector: ({ number }) => number, maxLength: 30 },
  )
  .map((specs) =>
    specs.map(({ number, state, who, repository, days, severity }) =>
      sample({
        ghsaId: idOf(number),
        state,
        repository,
        severity,
        createdAt: days === null ? null : ago(days),
        updatedAt: days === null ? null : ago(days),
        credits: who.map((login) => coordinator(login)),
      }),
    ),
  );

describe('sections', () => {
  it('hold each advisory exactly once, whatever its state', () => {
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom('deadline', 'age', 'severity', 'updated'),
        fc.boolean(),
        (advisories, sort, groupByRepository) => {
          const sections = look(advisories, { sort, groupByRepository });
          assert.deepEqual(
            sections.map(({ id }) => id),
            ['mine', 'unassigned', 'open', 'finished'],
          );
          assert.deepEqual(sections.flatMap(({ keys }) => keys).sort(), advisories.map(keyOf).sort());
        },
      ),
    );
  });

  it('do not depend on the order in which GitHub tells the advisories', () => {
    fc.assert(
      fc.property(
        anything.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          assert.deepEqual(look(shuffled), look(all));
        },
      ),
    );
  });

  it("are there also when they are empty, in their order, with the person's own between", () => {
    const sections = look([], {
      queries: [
        { label: 'Late', query: 'is:late' },
        { label: 'Odd', query: 'shoe:size' },
      ],
    });
    assert.deepEqual(
      sections.map(({ id, label }) => [id, label]),
      [
        ['mine', 'Mine'],
        ['unassigned', 'Unassigned'],
        ['query:0', 'Late'],
        ['query:1', 'Odd'],
        ['open', 'Open'],
        ['finished', 'Finished'],
      ],
    );
    assert.deepEqual(
      sections.map(({ problems }) => problems.length),
      [0, 0, 0, 1, 0, 0],
    );
  });

  it('show what fits the filter, and only that', () => {
    fc.assert(
      fc.property(anything, (advisories) => {
        const kept = new Set(look(advisories, { filter: ' severity:high ' }).flatMap(({ keys }) => keys));
        assert.deepEqual(
          [...kept].sort(),
          advisories
            .filter(({ severity }) => severity === 'high')
            .map(keyOf)
            .sort(),
        );
      }),
    );
    assert.equal(look([sample()], { filter: '   ' }).flatMap(({ keys }) => keys).length, 1);
    assert.deepEqual(
      look([sample()], { filter: 'severity:high', queries: [{ label: 'All', query: '' }] }).flatMap(({ keys }) => keys),
      [],
    );
  });

  it('are sorted as the query says, else as the filter says, else as the view says', () => {
    const [old, young] = [
      sample({ ghsaId: idOf(1), createdAt: ago(80), severity: 'low' }),
      sample({ ghsaId: idOf(2), severity: 'high' }),
    ];
    const first = (changes: Partial<Arrangement>, id: string) =>
      look([old, young], changes).find((section) => section.id === id)?.keys[0];
    const queries = [
      { label: 'x', query: 'sort:age' },
      { label: 'y', query: '' },
    ];
    assert.equal(first({ sort: 'severity' }, 'unassigned'), keyOf(young));
    assert.equal(first({ sort: 'severity', filter: 'sort:age' }, 'unassigned'), keyOf(old));
    assert.equal(first({ sort: 'severity', queries }, 'query:0'), keyOf(old));
    assert.equal(first({ sort: 'severity', queries }, 'query:1'), keyOf(young));
    assert.equal(first({ sort: 'age', filter: 'sort:severity', queries }, 'query:0'), keyOf(old));
  });

  it('are cut into repositories without losing a row or its order', () => {
    fc.assert(
      fc.property(anything, (advisories) => {
        for (const { keys, groups } of look(advisories, { groupByRepository: true })) {
          assert.ok(groups);
          assert.equal(new Set(groups.map(({ repository }) => repository)).size, groups.length);
          assert.deepEqual(groups.flatMap((group) => group.keys).sort(), [...keys].sort());
          for (const group of groups)
            assert.deepEqual(
              group.keys,
              keys.filter((key) => key.startsWith(`${group.repository}#`)),
            );
          const first = groups.map((group) => keys.indexOf(group.keys[0] ?? 'a/b#'));
          assert.deepEqual(
            first,
            [...first].sort((a, b) => a - b),
          );
        }
      }),
    );
    assert.ok(look([sample()]).every((section) => section.groups === undefined));
  });
});
