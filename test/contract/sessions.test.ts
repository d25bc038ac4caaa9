import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Session } from '../../src/inbox/inbox.ts';
import { Cache } from '../../src/inbox/cache.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import { Lease } from '../../src/inbox/lease.ts';
import { advisory, REPOSITORY, withSandbox, type Bench } from '../sandbox/fixtures.ts';
import { clientFor } from './client.ts';
import { HandTimers } from './hand-timers.ts';
import { openInbox, withMachine, type Machine } from './window.ts';

const FRESH = 'GHSA-cccc-ffff-gggg';

function here(test: (bench: Bench, machine: Machine) => Promise<void>): () => Promise<void> {
  return () => withMachine((machine) => withSandbox({}, (bench) => test(bench, machine)));
}

function session(bench: Bench, login: string): Session {
  return { login, host: 'sandbox', gateway: clientFor(bench, login).gateway };
}

/** An inbox whose session is restored when the test says so. */
function slowInbox(
  bench: Bench,
  machine: Machine,
  prepare = () => Promise.resolve(),
): { readonly inbox: Inbox; restore(found: Session | undefined): void; fail(): void } {
  let settle: { resolve(found: Session | undefined): void; reject(error: Error): void } | undefined;
  const restored = new Promise<Session | undefined>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const inbox = new Inbox({
    clock: () => bench.now,
    timers: new HandTimers(),
    log: () => undefined,
    focused: true,
    cache: new Cache(machine.files, machine.secrets),
    lease: new Lease(machine.files, () => bench.now),
    repositories: () => [REPOSITORY],
    intervalMs: () => 300_000,
    keepOnDisk: () => true,
    prepare,
    restoreSession: () => restored,
  });
  return { inbox, restore: (found) => settle?.resolve(found), fail: () => settle?.reject(new Error('locked')) };
}

describe('who is signed in', () => {
  it(
    'signs out for good while it is still being found out who is signed in',
    here(async (bench, machine) => {
      const { inbox, restore } = slowInbox(bench, machine);
      const looking = inbox.look();
      await inbox.signOut();
      restore(session(bench, 'cole'));
      await looking;
      assert.equal(inbox.state.phase, 'signed-out');
      assert.equal(inbox.state.session, undefined);
      await inbox.refresh();
      assert.equal(bench.sandbox.requests.length, 0);
    }),
  );

  it(
    'takes who signs in, not who is found to have been signed in before',
    here(async (bench, machine) => {
      for (const late of [undefined, session(bench, 'cole')]) {
        const { inbox, restore } = slowInbox(bench, machine);
        const looking = inbox.look();
        await inbox.signedIn(session(bench, 'ada'));
        restore(late);
        await looking;
        await inbox.refresh();
        assert.equal(inbox.state.session?.login, 'ada');
        assert.equal(inbox.state.phase, 'open');
        assert.equal(inbox.store.all().length, 4);
      }
    }),
  );

  it(
    'offers signing in when the last session cannot be restored',
    here(async (bench, machine) => {
      const { inbox, fail } = slowInbox(bench, machine);
      const looking = inbox.look();
      fail();
      await looking;
      assert.equal(inbox.state.phase, 'signed-out');
      await inbox.signedIn(session(bench, 'cole'));
      assert.equal(inbox.state.phase, 'open');
    }),
  );

  it(
    'reads the processes before anything is shown, also where nobody had looked at a view',
    here(async (bench, machine) => {
      const order: string[] = [];
      const { inbox } = slowInbox(bench, machine, () => {
        order.push('prepared');
        return Promise.resolve();
      });
      inbox.onDidChangeState(({ phase }) => order.push(phase));
      await inbox.signedIn(session(bench, 'cole'));
      assert.ok(order.includes('prepared') && order.indexOf('prepared') < order.indexOf('open'));
    }),
  );

  it(
    'opens although the kept list cannot be read at all',
    here(async (bench, machine) => {
      const locked = { ...machine, secrets: { ...machine.secrets, get: () => Promise.reject(new Error('locked')) } };
      const { inbox } = openInbox(bench, locked, 'cole');
      await inbox.look();
      assert.equal(inbox.state.phase, 'open');
      await inbox.refresh();
      assert.ok(inbox.store.all().length > 0);
    }),
  );

  it(
    'works on a disk that takes no file, and keeps nothing',
    here(async (bench, machine) => {
      const refusing = {
        ...machine,
        files: { ...machine.files, claim: () => Promise.resolve(false), write: () => Promise.reject(new Error('read-only')) },
      };
      const { inbox } = openInbox(bench, refusing, 'cole');
      await inbox.refresh();
      assert.equal(inbox.state.phase, 'open');
      assert.ok(inbox.store.all().length > 0);
      assert.deepEqual(await machine.files.list(), []);
    }),
  );

  it(
    'follows when another window signs out, and keeps nothing again',
    here(async (bench, machine) => {
      const one = openInbox(bench, machine, 'cole');
      const two = openInbox(bench, machine, 'cole');
      await one.inbox.refresh();
      await two.inbox.refresh();
      await one.inbox.signOut();
      bench.sandbox.state.addAdvisory(advisory(FRESH, { collaboratingUsers: ['cole'] }));
      bench.sandbox.clearRequests();
      await two.inbox.refresh();
      assert.equal(two.inbox.state.phase, 'signed-out');
      assert.deepEqual(two.inbox.store.all(), []);
      assert.equal(bench.sandbox.requests.length, 0);
      assert.deepEqual(await machine.files.list(), []);
      assert.equal(machine.secrets.kept.size, 0);
    }),
  );

  it(
    'mixes no two accounts when another one signs in during a refresh',
    here(async (bench, machine) => {
      const { inbox } = openInbox(bench, machine, 'ada');
      await inbox.look();
      bench.sandbox.faults.add({ kind: 'hold' });
      const running = inbox.refresh();
      await bench.sandbox.faults.whenHeld(1);
      const changing = inbox.signedIn(session(bench, 'sam'));
      bench.sandbox.faults.release();
      await Promise.all([running, changing]);
      await inbox.refresh();
      assert.equal(inbox.state.session?.login, 'sam');
      assert.equal(inbox.store.all().length, 1);
    }),
  );
});

describe('windows with different lists', () => {
  it(
    "do not undo each other's work",
    here(async (bench, machine) => {
      const one = openInbox(bench, machine, 'cole');
      const two = openInbox(bench, machine, 'cole');
      two.repositories = ['example/gadget'];
      await one.inbox.refresh();
      await two.inbox.refresh();
      const next = openInbox(bench, machine, 'cole');
      await next.inbox.look();
      assert.equal(next.inbox.store.all().length, one.inbox.store.all().length);
    }),
  );

  it(
    'read a repository anew whose name is spelled in other letters',
    here(async (bench, machine) => {
      const opened = openInbox(bench, machine, 'cole');
      await opened.inbox.refresh();
      const count = opened.inbox.store.all().length;
      opened.repositories = ['Example/Widget'];
      await opened.inbox.repositoriesChanged();
      bench.sandbox.state.addAdvisory(advisory(FRESH, { collaboratingUsers: ['cole'] }));
      await opened.inbox.refresh();
      assert.equal(opened.inbox.store.all().length, count + 1);
      const next = openInbox(bench, machine, 'cole');
      next.repositories = ['example/widget'];
      await next.inbox.look();
      const [first] = next.inbox.store.all();
      assert.ok(first && next.inbox.store.get(`example/widget#${first.ghsaId}`));
    }),
  );
});
