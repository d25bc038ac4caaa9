import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { mergeText, textChanges } from '../../../../src/advisory/merge/text.ts';
import { assertLinear } from '../../places/growth.ts';

const lines = (...some: readonly string[]): string => some.join('\n');

describe('merging of texts', () => {
  const base = lines('one', 'two', 'three', 'four', 'five');

  it('takes what one side changed', () => {
    assert.deepEqual(mergeText(base, lines('one', '2', 'three', 'four', 'five'), lines('one', 'two', 'three', 'four', '5')), {
      text: lines('one', '2', 'three', 'four', '5'),
      conflicts: [],
    });
  });

  it('takes lines that come and lines that go', () => {
    const mine = lines('zero', 'one', 'two', 'four', 'five');
    const theirs = lines('one', 'two', 'three', 'four', 'five', 'six');
    assert.deepEqual(mergeText(base, mine, theirs), { text: lines('zero', 'one', 'two', 'four', 'five', 'six'), conflicts: [] });
  });

  it('takes the same change once', () => {
    const both = lines('one', 'TWO', 'three', 'four', 'five');
    assert.deepEqual(mergeText(base, both, lines(both, 'six')), { text: lines(both, 'six'), conflicts: [] });
  });

  it('shows each place at which both wrote something else, and lets choose there', () => {
    const mine = lines('one', 'mine 2', 'three', 'four', 'mine 5');
    const theirs = lines('one', 'theirs 2', 'three', 'four', 'theirs 5');
    const { text, conflicts } = mergeText(base, mine, theirs);
    assert.equal(text, mine);
    assert.deepEqual(conflicts, [
      { line: 2, base: ['two'], mine: ['mine 2'], theirs: ['theirs 2'] },
      { line: 5, base: ['five'], mine: ['mine 5'], theirs: ['theirs 5'] },
    ]);
    const chosen = mergeText(base, mine, theirs, ({ line }) => (line === 2 ? 'theirs' : 'mine'));
    assert.equal(chosen.text, lines('one', 'theirs 2', 'three', 'four', 'mine 5'));
  });

  it('has a conflict where one took away what the other changed, or both added something', () => {
    assert.equal(
      mergeText(base, lines('one', 'three', 'four', 'five'), lines('one', '2', 'three', 'four', 'five')).conflicts.length,
      1,
    );
    assert.equal(mergeText(base, lines(base, 'mine'), lines(base, 'theirs')).conflicts.length, 1);
    assert.equal(mergeText('', 'mine', 'theirs').conflicts.length, 1);
    assert.equal(mergeText(base, '', lines(base, 'six')).conflicts.length, 1);
  });

  it("keeps GitHub's line ends, whatever the editor writes", () => {
    const theirs = 'one\r\ntwo\r\nthree\r\n';
    assert.deepEqual(mergeText('one\ntwo\nthree', 'one\n2\nthree', theirs), { text: 'one\r\n2\r\nthree\r\n', conflicts: [] });
    assert.equal(mergeText('one\ntwo', 'one\ntwo\n', 'one\r\ntwo').text, 'one\r\ntwo');
    assert.equal(mergeText('one', 'one\ntwo', 'one').text, 'one\ntwo');
    assert.equal(mergeText('one', 'one\r\ntwo', 'one').text, 'one\r\ntwo');
    // Each line that stays keeps its own end; new ones get the commoner.
    assert.equal(mergeText('a\nb\nc\nd', 'a\nb\nx\nc\nd', 'a\nb\r\nc\r\nd').text, 'a\nb\r\nx\r\nc\r\nd');
  });

  it('takes a change of nothing but line ends for none', () => {
    const theirs = 'one\r\ntwo\r\n\r\n';
    for (const mine of ['one\ntwo', 'one\r\ntwo\n', 'one\ntwo\n\n\n'])
      assert.equal(mergeText('one\ntwo', mine, theirs).text, theirs);
  });

  it('keeps every line that somebody wrote, and brings back none that somebody took away', () => {
    // An independent account: each line of the base is named by its place, each new one by who wrote it and where.
    const edits = fc.array(fc.constantFrom('keep', 'keep', 'keep', 'drop', 'change', 'insert'), { maxLength: 30 });
    const side = (name: string, plan: readonly string[], old: readonly string[]) =>
      old.flatMap((line, at) => {
        const what = plan[at] ?? 'keep';
        if (what === 'drop') return [];
        if (what === 'change') return [`${name} ${at}`];
        return what === 'insert' ? [line, `${name} after ${at}`] : [line];
      });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), edits, edits, fc.boolean(), (count, mineEdits, theirEdits, blanks) => {
        const old = Array.from({ length: count }, (_, at) => (blanks && at % 2 === 1 ? '' : `line ${at}`));
        const [mine, theirs] = [side('mine', mineEdits, old), side('theirs', theirEdits, old)];
        const { text, conflicts } = mergeText(lines(...old), lines(...mine), lines(...theirs));
        const merged = text.split('\n');
        const contested = new Set(conflicts.flatMap((one) => [...one.base, ...one.mine, ...one.theirs]));
        for (const line of [...mine, ...theirs]) {
          const isNew = line.startsWith('mine') || line.startsWith('theirs');
          if (isNew && !contested.has(line)) assert.ok(merged.includes(line), `${line} is lost`);
        }
        for (const line of old.filter((one) => one !== '' && !contested.has(one))) {
          const stays = mine.includes(line) && theirs.includes(line);
          assert.equal(merged.includes(line), stays, `${line} ${stays ? 'is lost' : 'is back'}`);
        }
        assert.equal(
          merged.filter((line) => line.startsWith('mine') || line.startsWith('theirs')).length,
          new Set(merged.filter((line) => line.startsWith('mine') || line.startsWith('theirs'))).size,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('comes to one side where only one side changed, and to the same text from either side', () => {
    const some = fc.array(fc.constantFrom('a', 'b', 'c', '', '  '), { maxLength: 12 }).map((parts) => parts.join('\n'));
    const plain = (text: string) => text.replace(/\n+$/, '');
    fc.assert(
      fc.property(some, some, some, (old, mine, theirs) => {
        assert.equal(plain(mergeText(old, mine, old).text), plain(mine));
        assert.equal(mergeText(old, old, theirs).text, theirs);
        const [here, there] = [mergeText(old, mine, theirs), mergeText(old, theirs, mine)];
        assert.equal(here.conflicts.length, there.conflicts.length);
        if (here.conflicts.length === 0) assert.equal(plain(here.text), plain(there.text));
      }),
      { numRuns: 2000 },
    );
  });

  it('tells the lines that go and come, so that they make the one text of the other', () => {
    assert.deepEqual(textChanges('a\nb\nc', 'a\nB\nc\nd'), [
      { removed: ['b'], added: ['B'] },
      { removed: [], added: ['d'] },
    ]);
    assert.deepEqual(textChanges('a\r\nb', 'a\nb\n'), []);
    const some = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(some, some, (from, to) => {
        const changes = textChanges(lines(...from), lines(...to));
        const count = (of: 'removed' | 'added') => changes.reduce((sum, one) => sum + one[of].length, 0);
        assert.equal(from.length - count('removed') + count('added'), to.length);
        assert.equal(changes.length === 0, from.join() === to.join());
      }),
    );
  });

  it('finds few changes in a text of few changes, however often its lines come again', () => {
    const old = Array.from({ length: 400 }, (_, at) => ['```', '', `    step ${at % 7}`, 'end'][at % 4] ?? '');
    const fresh = [...old.slice(0, 101), 'new', ...old.slice(101, 300), ...old.slice(301)];
    const changes = textChanges(lines(...old), lines(...fresh));
    assert.equal(changes.flatMap(({ removed, added }) => [...removed, ...added]).length, 2);
  });

  it('takes time with the length of a hostile text, not with its square', () => {
    const turned = (text: string) => text.split('\n').reverse().join('\n');
    for (const piece of ['\n', 'a\nb\n', '\r', '\r\n', 'a\n\n\n', 'x y z\n'])
      assertLinear('merge', piece, (text) => mergeText(text, `${turned(text)}\nmine`, `theirs\n${text.slice(1)}`));
    const numbered = Array.from({ length: 9000 }, (_, at) => String((at * 7919) % 9001)).join('\n');
    assert.equal(mergeText(numbered, turned(numbered), `${numbered}\nx`).conflicts.length > 0, true);
  });
});
