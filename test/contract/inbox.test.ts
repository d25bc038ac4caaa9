import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { advisory, REPOSITORY, TRIAGE, withSandbox, type Bench } from '../sandbox/fixtures.ts';
import { clientFor } from './client.ts';
import { openInbox, withMachine, type Machine } from './window.ts';

const FRESH = 'GHSA-cccc-ffff-gggg';
const fresh = () => advisory(FRESH, { collaboratingUsers: ['cole'], summary: 'Words that must stay here' });

function here(test: (bench: Bench, machine: Machine) => Promise<void>): () => Promise<void> {
  return () => withMachine((machine) => withSandbox({}, (bench) => test(bench, machine)));
}

/** Names of the sealed files of a machine. */
async function sealed(machine: Machine): Promise<string[]> {
  return (await machine.files.list()).map(({ name }) => name).filter((name) => name.endsWith('.sealed'));
}

/** Lets what was started by a timer come to its end: every step of it is a promise or an answer of the sandbox. */
async function until(what: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!what()) {
    if (Date.now() > end) throw new Error('it never came to it');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the inbox', () => {
  it(
    'does nothing at all before a view is looked at',
    here(async (bench, machine) => {
      const { inbox, timers } = openInbox(bench, machine, 'cole');
      timers.pass(3_600_000);
      assert.equal(inbox.state.phase, 'resting');
      assert.equal(bench.sandbox.requests.length, 0);
      assert.equal(timers.next, undefined);
      assert.deepEqual(await machine.files.list(), []);
    }),
  );

  it(
    'reads at the first look, then in its rhythm, and only in a focused window',
    here(async (bench, machine) => {
      const { inbox, timers } = openInbox(bench, machine, 'cole', false);
      await inbox.look();
      assert.equal(timers.next, undefined);
      inbox.setFocused(true);
      timers.pass(0);
      await until(() => inbox.store.isKnown(REPOSITORY) && !inbox.state.refreshing && timers.next !== undefined);
      assert.equal(timers.next, 300_000);
      inbox.setFocused(false);
      assert.equal(timers.next, undefined);
      inbox.setFocused(true);
      assert.equal(timers.next, 300_000);
      inbox.dispose();
    }),
  );

  it(
    'waits longer after each failure, and not before GitHub allows',
    here(async (bench, machine) => {
      const { inbox, timers } = openInbox(bench, machine, 'cole');
      bench.sandbox.faults.add({ kind: 'status', status: 502, count: 2 });
      await inbox.look();
      timers.pass(0);
      await until(() => timers.next === 600_000);
      bench.now += 600_000;
      timers.pass(600_000);
      await until(() => timers.next === 1_200_000);
      bench.sandbox.faults.add({ kind: 'secondary-limit', retryAfter: 5400 });
      bench.now += 1_200_000;
      timers.pass(1_200_000);
      await until(() => timers.next === 3_600_000);
      assert.equal(inbox.state.trouble?.kind, 'rate-limited');
      inbox.dispose();
    }),
  );

  it(
    'shows the sealed list at once, also offline, and uses its ETags',
    here(async (bench, machine) => {
      const first = openInbox(bench, machine, 'cole');
      await first.inbox.look();
      await first.inbox.refresh();
      const readAt = first.inbox.store.status(REPOSITORY)?.readAt;
      bench.now += 1000;
      bench.sandbox.clearRequests();
      const second = openInbox(bench, machine, 'cole');
      await second.inbox.look();
      assert.equal(bench.sandbox.requests.length, 0);
      assert.deepEqual(second.inbox.store.all(), first.inbox.store.all());
      assert.equal(second.inbox.state.asOf, readAt);
      await second.inbox.refresh();
      assert.deepEqual(
        bench.sandbox.requests.map(({ status }) => status),
        [304],
      );
      await bench.sandbox.close();
      const third = openInbox(bench, machine, 'cole');
      await third.inbox.look();
      await third.inbox.refresh();
      assert.equal(third.inbox.store.all().length, first.inbox.store.all().length);
      assert.equal(third.inbox.state.trouble?.kind, 'offline');
      assert.equal(third.inbox.state.asOf, readAt);
    }),
  );

  it(
    'keeps nothing readable on disk',
    here(async (bench, machine) => {
      bench.sandbox.state.addAdvisory(fresh());
      const { inbox } = openInbox(bench, machine, 'cole');
      await inbox.refresh();
      const folder = join(machine.folder, 'storage');
      const names = await readdir(folder);
      assert.deepEqual(names.map((name) => name.replace(/[0-9a-f]{24}/, '…')).sort(), ['inbox-….sealed', 'signed-in']);
      for (const name of names) {
        const content = (await readFile(join(folder, name))).toString('latin1') + name;
        for (const word of ['Words that', 'GHSA', 'example', 'widget', 'cole']) assert.ok(!content.includes(word), word);
      }
    }),
  );

  for (const [what, spoil] of [
    ['cut off', (content: Buffer) => content.subarray(0, content.length / 2)],
    [
      'altered by one bit',
      (content: Buffer) => {
        const copy = Buffer.from(content);
        copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
        return copy;
      },
    ],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('{"repositories":[]}')],
  ] as const) {
    it(
      `reads afresh, and says so, when the kept list is ${what}`,
      here(async (bench, machine) => {
        const before = openInbox(bench, machine, 'cole');
        await before.inbox.refresh();
        const [name = ''] = await sealed(machine);
        const file = join(machine.folder, 'storage', name);
        await writeFile(file, spoil(await readFile(file)));
        const { inbox } = openInbox(bench, machine, 'cole');
        await inbox.look();
        assert.equal(inbox.state.keptUnreadable, true);
        assert.deepEqual(inbox.store.all(), []);
        await inbox.refresh();
        assert.equal(inbox.state.keptUnreadable, false);
        assert.equal(inbox.store.all().length, before.inbox.store.all().length);
      }),
    );
  }

  it(
    'never shows the list of another account',
    here(async (bench, machine) => {
      const ada = openInbox(bench, machine, 'ada');
      await ada.inbox.refresh();
      const sam = openInbox(bench, machine, 'sam');
      await sam.inbox.look();
      assert.deepEqual(sam.inbox.store.all(), []);
      const [name = ''] = await sealed(machine);
      await sam.inbox.refresh();
      const other = (await sealed(machine)).find((one) => one !== name) ?? '';
      await writeFile(join(machine.folder, 'storage', other), await readFile(join(machine.folder, 'storage', name)));
      const again = openInbox(bench, machine, 'sam');
      await again.inbox.look();
      assert.equal(again.inbox.state.keptUnreadable, true);
      assert.deepEqual(again.inbox.store.all(), []);
    }),
  );

  it(
    'keeps the last good list through every failure, and says what is not fresh',
    here(async (bench, machine) => {
      const { inbox } = openInbox(bench, machine, 'cole');
      await inbox.refresh();
      const good = inbox.store.all();
      for (const fault of [
        { kind: 'html' },
        { kind: 'cut-json' },
        { kind: 'foreign-next' },
        { kind: 'not-found' },
        { kind: 'short-body' },
      ] as const) {
        bench.sandbox.state.edit(TRIAGE, (one) => {
          one.summary = `${one.summary}.`;
        });
        bench.now += 1000;
        bench.sandbox.faults.add(fault);
        await inbox.refresh();
        const status = inbox.store.status(REPOSITORY);
        if (fault.kind !== 'foreign-next') {
          assert.notEqual(status?.failure, null, fault.kind);
          assert.deepEqual(inbox.store.all(), good);
        }
        bench.sandbox.faults.clear();
        await inbox.refresh();
        assert.equal(inbox.store.status(REPOSITORY)?.failure, null);
        assert.notDeepEqual(inbox.store.all(), good);
        good.splice(0, good.length, ...inbox.store.all());
      }
    }),
  );

  it(
    'reads the others when one repository is wrong',
    here(async (bench, machine) => {
      const opened = openInbox(bench, machine, 'cole');
      opened.repositories = [REPOSITORY, 'example/nothing-here'];
      await opened.inbox.refresh();
      assert.equal(opened.inbox.store.status('example/nothing-here')?.failure?.kind, 'not-found');
      assert.equal(opened.inbox.store.status(REPOSITORY)?.failure, null);
      assert.equal(opened.inbox.state.trouble, undefined);
    }),
  );

  it(
    'removes everything at sign-out',
    here(async (bench, machine) => {
      const { inbox, timers } = openInbox(bench, machine, 'cole');
      await inbox.refresh();
      bench.sandbox.state.addAdvisory(fresh());
      await inbox.refresh();
      assert.ok((await machine.files.list()).length >= 2);
      await inbox.signOut();
      assert.deepEqual(await machine.files.list(), []);
      assert.equal(machine.secrets.kept.size, 0);
      assert.deepEqual(inbox.store.all(), []);
      assert.equal(inbox.state.phase, 'signed-out');
      assert.equal(timers.next, undefined);
    }),
  );

  it(
    'writes nothing in memory mode, and removes what was there',
    here(async (bench, machine) => {
      const opened = openInbox(bench, machine, 'cole');
      await opened.inbox.refresh();
      assert.equal((await sealed(machine)).length, 1);
      opened.keepOnDisk = false;
      await opened.inbox.cacheModeChanged();
      assert.deepEqual(await sealed(machine), []);
      assert.equal(machine.secrets.kept.size, 0);
      bench.sandbox.state.addAdvisory(fresh());
      await opened.inbox.refresh();
      assert.deepEqual(await sealed(machine), []);
    }),
  );

  it(
    'removes what an earlier window kept when it starts in memory mode',
    here(async (bench, machine) => {
      await openInbox(bench, machine, 'cole').inbox.refresh();
      const opened = openInbox(bench, machine, 'cole');
      opened.keepOnDisk = false;
      await opened.inbox.look();
      assert.deepEqual(await sealed(machine), []);
      assert.equal(machine.secrets.kept.size, 0);
    }),
  );

  it(
    'reads a repository anew that was taken off the list and put on it again',
    here(async (bench, machine) => {
      const opened = openInbox(bench, machine, 'cole');
      await opened.inbox.refresh();
      const before = opened.inbox.store.all().length;
      assert.ok(before > 0);
      opened.repositories = [];
      await opened.inbox.repositoriesChanged();
      assert.equal(opened.inbox.store.all().length, 0);
      opened.repositories = [REPOSITORY];
      await opened.inbox.repositoriesChanged();
      assert.equal(opened.inbox.store.all().length, before);
    }),
  );

  it(
    'is not disturbed by a second refresh, nor by sign-out in the middle of one',
    here(async (bench, machine) => {
      const { inbox } = openInbox(bench, machine, 'cole');
      await inbox.look();
      bench.sandbox.faults.add({ kind: 'hold' });
      const both = [inbox.refresh(), inbox.refresh()];
      await bench.sandbox.faults.whenHeld(1);
      assert.equal(inbox.state.refreshing, true);
      const out = inbox.signOut();
      bench.sandbox.faults.release();
      await Promise.all([...both, out]);
      assert.equal(bench.sandbox.requests.length, 1);
      assert.deepEqual(inbox.store.all(), []);
      assert.deepEqual(await machine.files.list(), []);
    }),
  );

  it(
    'gives up a refresh when asked, and keeps what it knew',
    here(async (bench, machine) => {
      const { inbox } = openInbox(bench, machine, 'cole');
      await inbox.refresh();
      bench.sandbox.faults.add({ kind: 'hold' });
      const running = inbox.refresh();
      await bench.sandbox.faults.whenHeld(1);
      inbox.cancel();
      await running;
      assert.ok(inbox.store.all().length > 0);
      assert.equal(inbox.store.status(REPOSITORY)?.failure, null);
      bench.sandbox.faults.release();
    }),
  );

  it(
    'goes on when a sealed list cannot be written',
    here(async (bench, machine) => {
      const opened = openInbox(
        bench,
        { ...machine, files: { ...machine.files, write: () => Promise.reject(new Error('disk full')) } },
        'cole',
      );
      await opened.inbox.refresh();
      assert.ok(opened.inbox.store.all().length > 0);
      assert.deepEqual(opened.log, ['the sealed list could not be written']);
    }),
  );

  it(
    'takes the words of one account for all lists',
    here(async (bench, machine) => {
      const { inbox } = openInbox(bench, machine, 'late');
      await inbox.refresh();
      assert.equal(inbox.state.trouble?.kind, 'token-refused');
      assert.equal(clientFor(bench, 'late').gateway.pausedUntil, 0);
    }),
  );
});
