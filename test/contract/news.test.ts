import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AdvisoryKey } from '../../src/advisory/model.ts';
import { advisory, REPOSITORY, TRIAGE, withSandbox, type Bench } from '../sandbox/fixtures.ts';
import { openInbox, withMachine, type Machine } from './window.ts';

const FRESH = 'GHSA-cccc-ffff-gggg';
const KEY: AdvisoryKey = `${REPOSITORY}#${TRIAGE}`;
const fresh = () => advisory(FRESH, { collaboratingUsers: ['cole'], summary: 'Words that must stay here' });

function here(test: (bench: Bench, machine: Machine) => Promise<void>): () => Promise<void> {
  return () => withMachine((machine) => withSandbox({}, (bench) => test(bench, machine)));
}

describe('what is new', () => {
  it(
    'tells of a new report once on a machine, in one window of several',
    here(async (bench, machine) => {
      const windows = [openInbox(bench, machine, 'cole'), openInbox(bench, machine, 'cole'), openInbox(bench, machine, 'cole')];
      for (const { inbox } of windows) await inbox.refresh();
      assert.deepEqual(
        windows.flatMap(({ arrived }) => arrived),
        [],
      );
      bench.sandbox.state.addAdvisory(fresh());
      await Promise.all(windows.map(({ inbox }) => inbox.refresh()));
      assert.deepEqual(
        windows.flatMap(({ arrived }) => arrived),
        [[`${REPOSITORY}#${FRESH}`]],
      );
      for (const { inbox } of windows) assert.equal(inbox.unseenCount, 1);
      const names = (await machine.files.list()).map(({ name }) => name).join();
      assert.ok(!names.includes('GHSA') && !names.includes(FRESH.slice(5)));
    }),
  );

  it(
    'calls nothing new in a repository that was never read before',
    here(async (bench, machine) => {
      const { inbox, arrived } = openInbox(bench, machine, 'cole');
      await inbox.refresh();
      assert.equal(inbox.unseenCount, 0);
      assert.deepEqual(arrived, []);
    }),
  );

  it(
    "calls an advisory new that comes to this person's name",
    here(async (bench, machine) => {
      const { inbox } = openInbox(bench, machine, 'cole');
      await inbox.refresh();
      bench.sandbox.state.edit(TRIAGE, (one) => {
        one.credits.push({ login: 'cole', type: 'coordinator', state: 'pending' });
      });
      await inbox.refresh();
      assert.equal(inbox.isUnseen(KEY), true);
      await inbox.seen([KEY]);
      assert.equal(inbox.unseenCount, 0);
      const next = openInbox(bench, machine, 'cole');
      await next.inbox.look();
      assert.equal(next.inbox.unseenCount, 0);
    }),
  );

  it(
    'remembers since when nobody has taken an advisory, whoever else changes it',
    here(async (bench, machine) => {
      const { inbox } = openInbox(bench, machine, 'cole');
      await inbox.refresh();
      const since = inbox.store.unassignedSince(KEY);
      assert.equal(since, inbox.store.get(KEY)?.updatedAt);
      bench.now += 5 * 86_400_000;
      bench.sandbox.state.edit(TRIAGE, (one) => {
        one.summary = 'The bot was here';
      });
      await inbox.refresh();
      assert.notEqual(inbox.store.get(KEY)?.updatedAt, since);
      assert.equal(inbox.store.unassignedSince(KEY), since);
      const next = openInbox(bench, machine, 'cole');
      await next.inbox.look();
      assert.equal(next.inbox.store.unassignedSince(KEY), since);
      bench.sandbox.state.edit(TRIAGE, (one) => {
        one.credits.push({ login: 'tess', type: 'coordinator', state: 'pending' });
      });
      await inbox.refresh();
      assert.equal(inbox.store.unassignedSince(KEY), undefined);
    }),
  );
});
