import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { DAY } from '../../../src/common/ports.ts';
import { worthKeeping } from '../../../src/sending/thinning.ts';
import { NOW } from '../advisory/sample.ts';
import { base, KEY, Machine, OWNER, value } from './machine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Savings every other second of an afternoon, each followed by a thinning, as it happens. */
function typed(hours: number): readonly { readonly revision: number; readonly savedAt: number }[] {
  let kept: { revision: number; savedAt: number }[] = [];
  for (let revision = 1; revision <= (hours * HOUR) / 2000; revision++) {
    const savedAt = NOW + revision * 2000;
    const staying = worthKeeping(kept, savedAt);
    kept = [{ revision, savedAt }, ...kept.filter((one) => staying.has(one.revision))];
  }
  return kept;
}

describe('earlier texts', () => {
  it('are there for every minute of the last hour and for every hour before it', () => {
    const ages = typed(5).map(({ savedAt }) => NOW + 5 * HOUR - savedAt);
    for (let minute = 1; minute < 59; minute++)
      assert.ok(
        ages.some((age) => age >= minute * MINUTE && age < (minute + 2) * MINUTE),
        `minute ${minute}`,
      );
    for (let hour = 1; hour < 4; hour++)
      assert.ok(
        ages.some((age) => age >= hour * HOUR && age < (hour + 2) * HOUR),
        `hour ${hour}`,
      );
    assert.ok(ages.length < 80, `${ages.length} are kept`);
  });

  it('are never many, and none is older than thirty days', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 * DAY }), { maxLength: 500 }), (ages) => {
        const savings = ages.sort((a, b) => a - b).map((age, at) => ({ revision: ages.length - at, savedAt: NOW - age }));
        const kept = worthKeeping(savings, NOW);
        assert.ok(kept.size <= 61 + 25 + 31);
        for (const { revision, savedAt } of savings) if (NOW - savedAt >= 30 * DAY) assert.ok(!kept.has(revision));
      }),
    );
  });

  it('of days ago can be gone back to after much was written', async () => {
    const machine = new Machine();
    const window = machine.window();
    let revision = 0;
    const save = async (text: string) => {
      value(await window.save(OWNER, KEY, { text, base }, revision));
      revision++;
    };
    await save('of Monday');
    machine.now += DAY;
    await save('of Tuesday');
    machine.now += DAY;
    for (let at = 0; at < 40; at++) {
      machine.now += 2000;
      await save(`today ${at}`);
    }
    const texts = (await machine.window().history(OWNER, KEY)).map(({ text }) => text);
    assert.deepEqual(texts.slice(-2), ['of Tuesday', 'of Monday']);
    assert.ok(texts.length >= 22 && texts.length <= 25, String(texts.length));
  });
});
