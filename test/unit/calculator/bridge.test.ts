import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Emitter } from '../../../src/common/events.ts';
import { Bridge, WRITE_AFTER_MS } from '../../../src/ui/panels/calculator/bridge.ts';
import type { Subject, ToPage } from '../../../src/ui/panels/calculator/messages.ts';
import { HandTimers } from '../../contract/hand-timers.ts';
import { FOUR, other, subject } from './sample.ts';

const A = FOUR.replace('AV:N', 'AV:A');
const L = FOUR.replace('AV:N', 'AV:L');

/** A page and a document with the bridge between; writes end when the test says so, if it wants to. */
function stage({ live = true, hold = false } = {}) {
  const timers = new HandTimers();
  const sent: ToPage[] = [];
  const writes: string[] = [];
  const copies: string[] = [];
  const events = new Emitter<Subject | undefined>();
  const held: ((ok: boolean) => void)[] = [];
  let current: Subject | undefined = subject;
  const turn = (it: Subject | undefined) => {
    current = it;
    events.fire(it);
  };
  const bridge = new Bridge({
    timers,
    live,
    port: {
      onDidChangeVector: events.on,
      current: () => current,
      apply: async (vector) => {
        writes.push(vector);
        const done = hold ? await new Promise<boolean>((resolve) => held.push(resolve)) : true;
        if (done && current) turn({ ...current, text: vector });
        return done;
      },
    },
    send: (message) => {
      sent.push(message);
    },
    copy: (text) => {
      copies.push(text);
      return Promise.resolve();
    },
  });
  return { bridge, timers, sent, writes, copies, held, turn };
}

const settled = async () => {
  for (let round = 0; round < 10; round++) await Promise.resolve();
};
const changed = (vector: string, name = subject.name) => ({ kind: 'changed', name, vector });

describe('the bridge', () => {
  it('tells nothing before the page is there, then everything', () => {
    const { bridge, sent, turn } = stage({ live: false });
    bridge.show('4.0');
    turn(other);
    assert.equal(sent.length, 0);
    bridge.receive({ kind: 'ready' });
    assert.deepEqual(
      [...sent],
      [
        { kind: 'live', on: false },
        { kind: 'vector', ...other },
        { kind: 'version', version: '4.0' },
      ],
    );
    turn(undefined);
    assert.deepEqual(sent.at(-1), { kind: 'nothing' });
    bridge.receive({ kind: 'ready' });
    assert.equal(sent.filter(({ kind }) => kind === 'version').length, 1, 'a version is shown once');
  });

  it('tells a page that is out of sight nothing, until it calls again', () => {
    const { bridge, sent, turn } = stage();
    bridge.receive({ kind: 'ready' });
    bridge.rest();
    const before = sent.length;
    turn(other);
    bridge.show('3.1');
    assert.equal(sent.length, before);
    bridge.receive({ kind: 'ready' });
    assert.deepEqual(sent.slice(before + 1), [
      { kind: 'vector', ...other },
      { kind: 'version', version: '3.1' },
    ]);
  });

  it('writes the last of some quick choices, once', async () => {
    const { bridge, timers, writes, sent } = stage();
    bridge.receive({ kind: 'ready' });
    bridge.receive(changed(A));
    timers.pass(WRITE_AFTER_MS - 1);
    bridge.receive(changed(L));
    timers.pass(WRITE_AFTER_MS - 1);
    assert.deepEqual(writes, []);
    timers.pass(1);
    await settled();
    assert.deepEqual(writes, [L]);
    assert.deepEqual(sent.at(-1), { kind: 'written', name: subject.name, vector: L, ok: true });
    assert.deepEqual(sent.at(-2), { kind: 'vector', ...subject, text: L });
  });

  it('writes no choice while that is switched off, and what is applied at once', async () => {
    const { bridge, timers, writes } = stage();
    bridge.receive({ kind: 'live', on: false });
    assert.equal(bridge.live, false);
    bridge.receive(changed(A));
    timers.pass(10_000);
    assert.deepEqual(writes, []);
    bridge.receive({ kind: 'apply', name: subject.name, vector: L });
    await settled();
    assert.deepEqual(writes, [L]);
    assert.equal(timers.next, undefined);
  });

  it('never writes what is not a whole vector', async () => {
    const { bridge, timers, writes, copies } = stage();
    for (const vector of ['', 'CVSS:4.0/AV:N', `${FOUR}/`, `${FOUR}\nid: x`]) {
      bridge.receive(changed(vector));
      bridge.receive({ kind: 'apply', name: subject.name, vector });
      bridge.receive({ kind: 'copy', vector });
    }
    timers.pass(10_000);
    await settled();
    assert.deepEqual([writes, copies], [[], []]);
  });

  it('never writes what was chosen for one advisory to another', async () => {
    const { bridge, timers, writes, sent, turn } = stage();
    bridge.receive({ kind: 'ready' });
    bridge.receive(changed(A));
    turn(other);
    timers.pass(WRITE_AFTER_MS);
    await settled();
    assert.deepEqual(writes, []);
    assert.deepEqual(sent.at(-1), { kind: 'written', name: subject.name, vector: A, ok: false });
    turn(undefined);
    bridge.receive({ kind: 'apply', name: subject.name, vector: A });
    await settled();
    assert.deepEqual(writes, []);
  });

  it('has one write under way at a time, and the last wish counts', async () => {
    const { bridge, writes, held, sent } = stage({ hold: true });
    bridge.receive({ kind: 'ready' });
    const apply = (vector: string) => {
      bridge.receive({ kind: 'apply', name: subject.name, vector });
    };
    apply(A);
    apply(FOUR);
    apply(L);
    await settled();
    assert.deepEqual(writes, [A]);
    held[0]?.(true);
    await settled();
    assert.deepEqual(writes, [A, L]);
    held[1]?.(false);
    await settled();
    const ends = sent.flatMap((it) => (it.kind === 'written' ? [[it.vector, it.ok]] : []));
    assert.deepEqual(ends, [
      [A, true],
      [L, false],
    ]);
  });

  it('makes no edit of what the document has', async () => {
    const { bridge, writes, sent } = stage();
    bridge.receive({ kind: 'ready' });
    bridge.receive({ kind: 'apply', name: subject.name, vector: FOUR });
    await settled();
    assert.deepEqual(writes, []);
    assert.deepEqual(sent.at(-1), { kind: 'written', name: subject.name, vector: FOUR, ok: true });
  });

  it('takes a write that breaks off for one that failed', async () => {
    const sent: ToPage[] = [];
    const bridge = new Bridge({
      timers: new HandTimers(),
      live: true,
      port: {
        onDidChangeVector: new Emitter<Subject | undefined>().on,
        current: () => subject,
        apply: () => Promise.reject(new Error('no editor')),
      },
      send: (message) => {
        sent.push(message);
      },
      copy: () => Promise.resolve(),
    });
    bridge.receive({ kind: 'apply', name: subject.name, vector: A });
    await settled();
    assert.deepEqual(sent, [{ kind: 'written', name: subject.name, vector: A, ok: false }]);
  });

  it('writes what was chosen last when the page is closed, and then tells and does nothing more', async () => {
    const { bridge, timers, writes, sent, turn } = stage();
    bridge.receive({ kind: 'ready' });
    bridge.receive(changed(A));
    const before = sent.length;
    bridge.close();
    await settled();
    assert.deepEqual(writes, [A]);
    bridge.receive(changed(L));
    turn(other);
    timers.pass(10_000);
    await settled();
    assert.deepEqual([writes, sent.length], [[A], before]);
  });

  it('copies a vector and says so', async () => {
    const { bridge, copies, sent } = stage();
    bridge.receive({ kind: 'copy', vector: A });
    await settled();
    assert.deepEqual([copies, sent], [[A], [{ kind: 'copied' }]]);
  });

  it('leaves alone what is no message', async () => {
    const { bridge, sent, writes } = stage();
    for (const it of [undefined, null, 'ready', { kind: 'vector' }, { kind: 'changed', name: 1, vector: A }]) bridge.receive(it);
    await settled();
    assert.deepEqual([sent, writes], [[], []]);
  });
});
