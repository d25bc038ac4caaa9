import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { clocksOf, finishedAt } from '../../../src/advisory/clocks.ts';
import { DAY } from '../../../src/common/ports.ts';
import type { Advisory } from '../../../src/advisory/model.ts';
import { ago, coordinator, github, NOW, psrt, sample } from './sample.ts';

const clocks = (changes: Partial<Advisory>, process = psrt, now = NOW) => clocksOf(sample(changes), process, now);

describe('clocks', () => {
  it('count whole days', () => {
    for (const [since, days] of [
      [0, 0],
      [1, 0],
      [DAY - 1, 0],
      [DAY, 1],
      [2 * DAY - 1, 1],
      [2 * DAY, 2],
      [-1, 0],
      [-400 * DAY, 0],
    ] as const) {
      const it = clocks({ createdAt: NOW - since, updatedAt: NOW - since });
      assert.deepEqual([it.age, it.unassignedAtLeast, it.unchangedFor], [days, days, days], `${since} ms`);
    }
  });

  it('do not depend on the time of the year: a day is a day in UTC', () => {
    // Clocks in Europe and North America are set back between these days.
    for (const month of [2, 9, 10]) {
      const start = Date.UTC(2026, month, 1);
      for (let day = 0; day <= 31; day++)
        assert.equal(clocks({ createdAt: start, updatedAt: start }, psrt, start + day * DAY).age, day);
    }
  });

  it('have the deadline 90 days after the report, near from 14 days, urgent from 7, over at 0', () => {
    const deadline = (left: number) => clocks({ createdAt: NOW + left - 90 * DAY }).deadline;
    const cases = [
      [90 * DAY, 90, 'none'],
      [14 * DAY + 1, 15, 'none'],
      [14 * DAY, 14, 'near'],
      [13 * DAY + 1, 14, 'near'],
      [7 * DAY + 1, 8, 'near'],
      [7 * DAY, 7, 'urgent'],
      [DAY, 1, 'urgent'],
      [1, 1, 'urgent'],
      [0, 0, 'over'],
      [-1, 0, 'over'],
      [-DAY + 1, 0, 'over'],
      [-DAY, -1, 'over'],
      [-DAY - 1, -1, 'over'],
      [-30 * DAY, -30, 'over'],
    ] as const;
    for (const [left, days, urgency] of cases)
      assert.deepEqual(deadline(left), { at: NOW + left, daysLeft: days, urgency }, `${left} ms`);
    assert.deepEqual(deadline(14 * DAY), clocks({ createdAt: NOW - 76 * DAY }, github).deadline);
  });

  it('only get more urgent as time goes by', () => {
    const order = ['none', 'near', 'urgent', 'over'];
    fc.assert(
      fc.property(fc.integer({ min: -100 * DAY, max: 100 * DAY }), fc.nat(40 * DAY), (since, later) => {
        const [one, two] = [
          clocks({ createdAt: NOW + since }).deadline,
          clocks({ createdAt: NOW + since }, psrt, NOW + later).deadline,
        ];
        assert.ok(one && two && order.indexOf(one.urgency) <= order.indexOf(two.urgency) && one.daysLeft >= two.daysLeft);
        assert.ok(!Object.is(two.daysLeft, -0));
      }),
    );
  });

  it("call it late without a coordinator from the process's day on", () => {
    for (const [process, limit] of [
      [psrt, 3],
      [github, 7],
    ] as const) {
      assert.equal(clocks({ updatedAt: ago(limit) + 1 }, process).unassignedLate, false);
      assert.equal(clocks({ updatedAt: ago(limit) }, process).unassignedLate, true);
      const taken = clocks({ updatedAt: ago(99), credits: [coordinator('cole', 'declined')] }, process);
      assert.deepEqual([taken.unassignedAtLeast, taken.unassignedLate], [null, false]);
      assert.equal(
        clocks({ updatedAt: ago(99), credits: [{ login: 'rita', type: 'reporter', state: null }] }, process).unassignedLate,
        true,
      );
    }
  });

  it("take the report's day where GitHub tells no change", () => {
    const it = clocks({ createdAt: ago(5), updatedAt: null });
    assert.deepEqual([it.unassignedAtLeast, it.unassignedLate, it.unchangedFor, it.idle], [5, true, null, false]);
  });

  it('call it idle from the thirtieth day on', () => {
    assert.equal(clocks({ updatedAt: ago(30) + 1 }).idle, false);
    assert.equal(clocks({ updatedAt: ago(30) }).idle, true);
  });

  it('stand still without dates', () => {
    assert.deepEqual(clocks({ createdAt: null, updatedAt: null }), {
      age: null,
      unassignedAtLeast: null,
      unassignedLate: false,
      unchangedFor: null,
      idle: false,
      deadline: null,
    });
  });

  it('stand still in a process that has none', () => {
    const it = clocks({ createdAt: ago(400), updatedAt: ago(400) }, { ...psrt, clocks: {} });
    assert.deepEqual([it.age, it.unassignedLate, it.idle, it.deadline], [400, false, false, null]);
  });

  it('end when it is finished', () => {
    const it = clocks({ state: 'closed', createdAt: ago(100), updatedAt: ago(1), closedAt: ago(90) });
    assert.deepEqual(it, {
      age: 10,
      unassignedAtLeast: null,
      unassignedLate: false,
      unchangedFor: null,
      idle: false,
      deadline: null,
    });
    assert.equal(clocks({ state: 'closed', createdAt: ago(100) }).age, 100);
    assert.equal(clocks({ state: 'closed', createdAt: ago(1), closedAt: ago(2) }).age, 0);
  });

  it('know when it was finished', () => {
    assert.equal(finishedAt(sample({ closedAt: 1, withdrawnAt: 2, publishedAt: 3 })), 1);
    assert.equal(finishedAt(sample({ withdrawnAt: 2, publishedAt: 3 })), 2);
    assert.equal(finishedAt(sample({ publishedAt: 3 })), 3);
    assert.equal(finishedAt(sample()), null);
  });
});
