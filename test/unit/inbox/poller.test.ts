import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Poller } from '../../../src/inbox/poller.ts';
import { HandTimers } from '../../contract/hand-timers.ts';

const MINUTE = 60_000;
interface Outcome {
  readonly well: boolean;
  readonly notBefore: number;
}
const well: Outcome = { well: true, notBefore: 0 };
const ill: Outcome = { well: false, notBefore: 0 };

/** A poller whose clock goes with its timers, and whose refreshes end when the test says so. */
function bench(interval = 5 * MINUTE, focused = true) {
  const timers = new HandTimers();
  let now = 1_000_000;
  const ends: ((outcome: Outcome) => void)[] = [];
  const options = { interval, asked: 0 };
  const poller = new Poller(
    {
      clock: () => now,
      timers,
      interval: () => options.interval,
      refresh: () => {
        options.asked++;
        return new Promise<Outcome>((resolve) => ends.push(resolve));
      },
    },
    focused,
  );
  return {
    poller,
    timers,
    options,
    now: () => now,
    pass: (ms: number) => {
      now += ms;
      timers.pass(ms);
    },
    /** Ends the refresh that is under way. */
    end: async (outcome: Outcome) => {
      ends.shift()?.(outcome);
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

describe('the rhythm', () => {
  it('plans nothing before a view is looked at, then asks at once and every five minutes', async () => {
    const it = bench();
    it.pass(60 * MINUTE);
    assert.deepEqual([it.timers.next, it.poller.nextAt, it.options.asked], [undefined, undefined, 0]);
    it.poller.watch();
    it.pass(0);
    assert.equal(it.options.asked, 1);
    for (let round = 2; round < 5; round++) {
      await it.end(well);
      assert.deepEqual([it.timers.next, it.poller.nextAt], [5 * MINUTE, it.now() + 5 * MINUTE]);
      it.pass(5 * MINUTE - 1);
      assert.equal(it.options.asked, round - 1);
      it.pass(1);
      assert.equal(it.options.asked, round);
    }
  });

  it('never has two refreshes at once', () => {
    const it = bench();
    it.poller.watch();
    it.pass(0);
    it.poller.setFocused(false);
    it.poller.setFocused(true);
    it.poller.watch();
    it.pass(60 * MINUTE);
    assert.deepEqual([it.options.asked, it.timers.next], [1, undefined]);
  });

  it('rests without the focus, and makes up for it when the focus comes back', async () => {
    const it = bench(5 * MINUTE, false);
    it.poller.watch();
    it.pass(MINUTE);
    assert.equal(it.options.asked, 0);
    it.poller.setFocused(true);
    it.pass(0);
    await it.end(well);
    it.poller.setFocused(false);
    it.pass(2 * MINUTE);
    it.poller.setFocused(true);
    assert.equal(it.timers.next, 3 * MINUTE);
    it.poller.setFocused(false);
    it.pass(60 * MINUTE);
    assert.equal(it.options.asked, 1);
    it.poller.setFocused(true);
    assert.equal(it.timers.next, 0);
  });

  it('waits twice as long after each failure, an hour at most, and starts anew when all is well', async () => {
    const it = bench();
    it.poller.watch();
    it.pass(0);
    for (const minutes of [10, 20, 40, 60, 60, 60]) {
      await it.end(ill);
      assert.equal(it.timers.next, minutes * MINUTE);
      it.pass(minutes * MINUTE);
    }
    await it.end(well);
    assert.equal(it.timers.next, 5 * MINUTE);
  });

  it('never waits less than its interval, also where that is longer than an hour', () => {
    const it = bench(1440 * MINUTE);
    it.poller.watch();
    for (let round = 0; round < 100; round++) {
      it.poller.noted(ill);
      assert.equal(it.timers.next, 1440 * MINUTE);
    }
  });

  it('asks not before GitHub allows, also when the focus comes and goes', async () => {
    const it = bench();
    it.poller.watch();
    it.pass(0);
    await it.end({ well: true, notBefore: it.now() + 7 * MINUTE });
    assert.equal(it.timers.next, 7 * MINUTE);
    it.poller.setFocused(false);
    it.poller.setFocused(true);
    assert.equal(it.timers.next, 7 * MINUTE);
    it.poller.noted({ well: true, notBefore: it.now() + MINUTE });
    assert.equal(it.timers.next, 5 * MINUTE);
  });

  it('starts anew from a refresh that somebody asked for', async () => {
    const it = bench();
    it.poller.watch();
    it.pass(0);
    await it.end(well);
    it.pass(4 * MINUTE);
    it.poller.noted(well);
    assert.equal(it.timers.next, 5 * MINUTE);
  });

  it('takes a new interval from the next refresh on', () => {
    const it = bench();
    it.poller.watch();
    it.options.interval = MINUTE;
    it.poller.noted(well);
    assert.equal(it.timers.next, MINUTE);
  });

  it('rests after sign-out, and asks at once after the next sign-in', async () => {
    const it = bench();
    it.poller.watch();
    it.pass(0);
    await it.end(ill);
    it.poller.rest();
    assert.deepEqual([it.timers.next, it.poller.nextAt], [undefined, undefined]);
    it.poller.setFocused(true);
    assert.equal(it.timers.next, undefined);
    it.poller.watch();
    assert.equal(it.timers.next, 0);
    it.pass(0);
    await it.end(ill);
    assert.equal(it.timers.next, 10 * MINUTE);
  });

  it('is over when it is disposed of', async () => {
    const it = bench();
    it.poller.watch();
    it.pass(0);
    it.poller.dispose();
    await it.end(well);
    it.poller.setFocused(true);
    assert.equal(it.timers.next, undefined);
  });

  it('asks for no timer that is longer than a timer can be', () => {
    const it = bench();
    it.poller.watch();
    it.poller.noted({ well: false, notBefore: it.now() + 2 ** 40 });
    const next = it.timers.next ?? 0;
    assert.ok(next > 0 && next <= 2 ** 31 - 1, `${next} ms: setTimeout makes one millisecond of it`);
  });
});

/** Runs `test` while promises that nobody waits for may fail; tells what they failed with. */
async function withLooseEnds(test: () => Promise<void>): Promise<readonly unknown[]> {
  const others = process.rawListeners('unhandledRejection');
  const failures: unknown[] = [];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (failure) => failures.push(failure));
  try {
    await test();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other as NodeJS.UnhandledRejectionListener);
  }
  return failures;
}

describe('the rhythm when a refresh breaks', () => {
  it('takes it for a failure, and does not ask again at once', async () => {
    const timers = new HandTimers();
    const failures = await withLooseEnds(async () => {
      const poller = new Poller(
        { clock: () => 0, timers, interval: () => MINUTE, refresh: () => Promise.reject(new Error('no key')) },
        true,
      );
      poller.watch();
      timers.pass(0);
      await new Promise((resolve) => setImmediate(resolve));
    });
    assert.equal(timers.next, 2 * MINUTE);
    assert.deepEqual(failures, []);
  });
});
