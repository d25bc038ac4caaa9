import assert from 'node:assert/strict';
import { firstAnswer } from '../../../../src/places/carry/affected.ts';
import { Lru } from '../../../../src/common/lru.ts';

const of = (...statuses: readonly ('same' | 'moved' | 'changed' | 'gone')[]) =>
  firstAnswer(statuses.map((status, at) => ({ status, path: status === 'gone' ? null : `Lib/${at}.py` })));

describe('the first answer for a branch', () => {
  it('is affected when all places are there', () => {
    assert.equal(of('same').answer, 'affected');
    assert.deepEqual(of('same', 'moved', 'same'), {
      answer: 'affected',
      reasons: ['All 3 places are there as at the affected version, 1 of them in another spot.'],
    });
  });

  it('is not affected when all are gone', () => {
    assert.deepEqual(of('gone', 'gone'), { answer: 'not-affected', reasons: ['All 2 places are not there.'] });
  });

  it('is unclear otherwise, and says why', () => {
    assert.deepEqual(of(), { answer: 'unclear', reasons: ['No place of the report leads into the code.'] });
    assert.deepEqual(of('changed').reasons, ['The place is changed: Lib/0.py.']);
    assert.deepEqual(of('same', 'changed', 'changed', 'gone'), {
      answer: 'unclear',
      reasons: ['1 of 4 places is unchanged.', '2 of 4 places are changed: Lib/1.py, Lib/2.py.', '1 of 4 places is gone.'],
    });
    assert.match(of(...Array<'changed'>(9).fill('changed')).reasons[0] ?? '', /Lib\/4\.py and 4 more\.$/);
  });
});

describe('the values used last', () => {
  it('are kept up to a weight', () => {
    const kept = new Lru<string>(10);
    kept.set('a', 'A', 4);
    kept.set('b', 'B', 4);
    assert.equal(kept.get('a'), 'A');
    kept.set('c', 'C', 4);
    assert.deepEqual([kept.get('a'), kept.get('b'), kept.get('c')], ['A', undefined, 'C']);
    kept.set('a', 'AA', 1);
    kept.set('d', 'D', 5);
    assert.equal(kept.size, 3);
    kept.set('e', 'E', 11);
    assert.equal(kept.get('e'), undefined);
    kept.delete('a');
    kept.delete('a');
    assert.equal(kept.size, 2);
  });
});
