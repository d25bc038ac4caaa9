import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { mergeAffected, type ItemConflict } from '../../../../src/advisory/merge/affected.ts';
import { matchItems } from '../../../../src/advisory/merge/match.ts';
import type { Vulnerability } from '../../../../src/advisory/model.ts';
import { cpython } from './contents.ts';

function merged(base: readonly Vulnerability[], mine: readonly Vulnerability[], theirs: readonly Vulnerability[]) {
  const conflicts: ItemConflict[] = [];
  const items = mergeAffected(base, mine, theirs, (conflict) => {
    conflicts.push(conflict);
    return 'mine';
  });
  return { items, conflicts };
}

describe('merging of affected packages', () => {
  const twelve = cpython('>= 3.12.0, < 3.12.9', '3.12.9');
  const thirteen = cpython('>= 3.13.0, < 3.13.2', '3.13.2');
  const eleven = cpython('< 3.11.12', '3.11.12');
  const branches = [thirteen, twelve, eleven];

  it('tells the ranges of one package apart', () => {
    const mine = [thirteen, { ...twelve, patched: '3.12.10' }, eleven];
    const theirs = [{ ...thirteen, range: '>= 3.13.0, < 3.13.3' }, twelve, { ...eleven, functions: ['tarfile.open'] }];
    assert.deepEqual(merged(branches, mine, theirs), { items: [theirs[0], mine[1], theirs[2]], conflicts: [] });
  });

  it('puts together what two changed in one item', () => {
    const mine = [{ ...twelve, patched: '3.12.10', functions: ['a'] }];
    const theirs = [{ ...twelve, range: '>= 3.12.0, < 3.12.10', functions: ['b'] }];
    const { items, conflicts } = merged([twelve], mine, theirs);
    assert.deepEqual(conflicts, []);
    assert.deepEqual(items, [cpython('>= 3.12.0, < 3.12.10', '3.12.10', { functions: ['b', 'a'] })]);
  });

  it('has a conflict in the part that two changed in different ways', () => {
    const { items, conflicts } = merged([twelve], [{ ...twelve, patched: '3.12.10' }], [{ ...twelve, patched: '3.12.11' }]);
    assert.deepEqual(conflicts, [
      { item: 'other/cpython >= 3.12.0, < 3.12.9', part: 'patched', base: '3.12.9', mine: '3.12.10', theirs: '3.12.11' },
    ]);
    assert.equal(items[0]?.patched, '3.12.10');
  });

  it('has a conflict where one took away what the other changed', () => {
    const changed = { ...twelve, functions: ['f'] };
    const away = merged([twelve], [], [changed]);
    assert.deepEqual(
      [away.items, away.conflicts.length, away.conflicts[0]?.mine, away.conflicts[0]?.theirs],
      [[], 1, null, changed],
    );
    const back = merged([twelve], [changed], []);
    assert.deepEqual([back.items, back.conflicts.length], [[changed], 1]);
    assert.deepEqual(merged(branches, [thirteen, eleven], branches), { items: [thirteen, eleven], conflicts: [] });
    assert.deepEqual(merged(branches, branches, [thirteen, eleven]), { items: [thirteen, eleven], conflicts: [] });
  });

  it('never mixes parts of items that agree in nothing but their package', () => {
    // Mine took one range away and wrote another; theirs added a function to the one that went.
    const mine = [thirteen, cpython('< 3.9', '3.9'), eleven];
    const theirs = [thirteen, { ...twelve, functions: ['f'] }, eleven];
    const { items, conflicts } = merged(branches, mine, theirs);
    assert.equal(conflicts.length, 1);
    assert.deepEqual(items, mine);
    assert.equal(conflicts[0]?.part, undefined);
  });

  it('asks where it cannot be told which item somebody changed, if the other one touched any of them', () => {
    const [first, second] = [cpython('>= 3.13, < 3.13.2'), cpython('>= 3.12, < 3.12.9')];
    // Theirs took one away and changed the range of one: nobody can tell which.
    const theirs = [cpython('< 4'), eleven];
    for (const mine of [
      [first, eleven],
      [second, eleven],
      [{ ...first, patched: '3.13.2' }, second, eleven],
    ]) {
      const { items, conflicts } = merged([first, second, eleven], mine, theirs);
      assert.deepEqual(conflicts, [
        { item: 'other/cpython', base: [first, second], mine: mine.filter((item) => item !== eleven), theirs: [cpython('< 4')] },
      ]);
      assert.deepEqual(items, mine);
      assert.deepEqual(
        mergeAffected([first, second, eleven], mine, theirs, () => 'theirs'),
        theirs,
      );
    }
    assert.deepEqual(merged([first, second, eleven], [first, second], theirs), { items: [cpython('< 4')], conflicts: [] });
    assert.deepEqual(merged([first, second], theirs, theirs), { items: theirs, conflicts: [] });
  });

  it('takes what both added once, and asks where they differ', () => {
    const added = cpython('< 3.10.5', '3.10.5');
    assert.deepEqual(merged([twelve], [twelve, added], [twelve, added]), { items: [twelve, added], conflicts: [] });
    const other = merged([twelve], [twelve, added], [twelve, { ...added, patched: '3.10.6' }]);
    assert.deepEqual(
      other.conflicts.map(({ part, base }) => [part, base]),
      [['patched', null]],
    );
    const ten = cpython('< 3.10');
    assert.deepEqual(merged([twelve], [twelve, added], [twelve, ten]), { items: [twelve, ten, added], conflicts: [] });
  });

  it("keeps GitHub's order, or the one that only this person made", () => {
    const turned = [eleven, twelve, thirteen];
    const added = cpython('< 3.10.5', '3.10.5');
    assert.deepEqual(merged(branches, turned, branches).items, turned);
    assert.deepEqual(merged(branches, branches, turned).items, turned);
    assert.deepEqual(merged(branches, [thirteen, added, twelve, eleven], turned).items, [eleven, twelve, thirteen, added]);
    assert.deepEqual(merged(branches, turned, [...branches, added]).items, [...turned, added]);
  });

  it("carries what this project does not know in GitHub's item, whatever a person did to the rest", () => {
    const held = { ...twelve, extra: { kind: 'library', size: 2n } };
    const { items } = merged([held], [{ ...twelve, patched: '4' }], [held]);
    assert.deepEqual(items, [{ ...held, patched: '4' }]);
    const later = { ...held, extra: { kind: 'program' } };
    assert.deepEqual(merged([held], [{ ...held, patched: '4' }], [later]).items, [{ ...later, patched: '4' }]);
    assert.deepEqual(merged([held], [held], [later]).items, [later]);
    assert.deepEqual(merged([], [held], []).items, [held]);
  });

  it('takes nothing and an empty text for the same', () => {
    const empty = cpython('< 2', '');
    assert.deepEqual(merged([empty], [cpython('< 2')], [empty]), { items: [empty], conflicts: [] });
    assert.deepEqual(merged([empty], [cpython('< 3')], [empty]).items, [cpython('< 3')]);
  });

  it('matches each item once, the surest first', () => {
    const some = fc.array(
      fc.record({
        ecosystem: fc.constantFrom('other', 'pip'),
        name: fc.constantFrom('a', 'b'),
        range: fc.constantFrom(null, '< 1', '< 2'),
        patched: fc.constantFrom(null, '1', '2'),
        functions: fc.constantFrom([], ['f']),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(some, some, (from, to) => {
        const matches = matchItems(from, to);
        assert.equal(new Set(matches.map((one) => one.from)).size, matches.length);
        assert.equal(new Set(matches.map((one) => one.to)).size, matches.length);
        assert.deepEqual(
          matchItems(from, from)
            .map((one) => JSON.stringify(from[one.from]) === JSON.stringify(from[one.to]))
            .includes(false),
          false,
        );
        assert.deepEqual(merged(from, from, to).items, to);
        assert.deepEqual(merged(from, to, from).items.length, to.length);
        assert.deepEqual(merged(from, to, to).conflicts, []);
      }),
      { numRuns: 1000 },
    );
  });
});
