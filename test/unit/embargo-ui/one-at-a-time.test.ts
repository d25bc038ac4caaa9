import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { oneAtATime } from '../../../src/ui/embargo/one-at-a-time.ts';

/** Work that ends when it is told to. */
function work() {
  const ends: ((value: number) => void)[] = [];
  let running = 0;
  let most = 0;
  const ask = oneAtATime(async () => {
    most = Math.max(most, ++running);
    const value = await new Promise<number>((resolve) => ends.push(resolve));
    running--;
    return value;
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { ask, ends, turn, most: () => most };
}

describe('what is done one at a time', () => {
  it('is done once more for all who ask meanwhile, and never twice at once', async () => {
    const { ask, ends, turn, most } = work();
    const first = ask();
    const [second, third] = [ask(), ask()];
    await turn();
    assert.equal(ends.length, 1);
    ends[0]?.(1);
    await turn();
    assert.equal(ends.length, 2);
    ends[1]?.(2);
    assert.deepEqual(await Promise.all([first, second, third]), [1, 2, 2]);
    assert.deepEqual([ends.length, most()], [2, 1]);
  });

  it('begins anew after the end, also after one that failed', async () => {
    let count = 0;
    const ask = oneAtATime(() => (++count === 1 ? Promise.reject(new Error('no')) : Promise.resolve(count)));
    const first = ask();
    const second = ask();
    await assert.rejects(first);
    assert.equal(await second, 2);
    assert.equal(await ask(), 3);
  });
});
