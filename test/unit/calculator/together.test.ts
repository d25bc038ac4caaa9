import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Emitter } from '../../../src/common/events.ts';
import { Bridge } from '../../../src/ui/panels/calculator/bridge.ts';
import type { Subject, ToPage } from '../../../src/ui/panels/calculator/messages.ts';
import { START, step, type Action, type State } from '../../../src/ui/panels/calculator/model.ts';
import { missingOf, vectorOf } from '../../../src/ui/panels/calculator/sheet.ts';
import { HandTimers } from '../../contract/hand-timers.ts';
import { version, vector } from './actions.ts';
import { choose, FOUR, THREE } from './sample.ts';

const NAMES = ['GHSA-2222-3333-4444', 'GHSA-5555-6666-7777'] as const;
type Name = (typeof NAMES)[number];

/** Two documents, the page and the bridge; what goes between them is on its way until it is delivered. */
class Together {
  readonly documents: Record<Name, string> = { 'GHSA-2222-3333-4444': FOUR, 'GHSA-5555-6666-7777': THREE };
  readonly timers = new HandTimers();
  state: State = START;
  #front: Name = NAMES[0];
  readonly #events = new Emitter<Subject | undefined>();
  readonly #toPage: ToPage[] = [];
  readonly #toHost: unknown[] = [];
  readonly #applying: (() => void)[] = [];
  /** Every write, with what the page had last asked for in that document. */
  readonly wrong: string[] = [];
  readonly #asked: Record<string, string[]> = {};
  readonly #bridge = new Bridge({
    timers: this.timers,
    live: true,
    port: { onDidChangeVector: this.#events.on, current: () => this.current(), apply: (text) => this.#apply(text) },
    send: (message) => {
      this.#toPage.push(message);
    },
    copy: () => Promise.resolve(),
  });

  constructor() {
    this.#bridge.receive({ kind: 'ready' });
  }

  current(): Subject {
    return { name: this.#front, text: this.documents[this.#front], wanted: '4.0' };
  }

  edit(text: string): void {
    this.documents[this.#front] = text;
    this.#events.fire(this.current());
  }

  turn(name: Name): void {
    this.#front = name;
    this.#events.fire(this.current());
  }

  act(action: Action): void {
    const next = step(this.state, action);
    this.state = next.state;
    this.#toHost.push(...next.messages);
    for (const it of next.messages) if ('name' in it) (this.#asked[it.name] ??= []).push(it.vector);
  }

  /** Delivers what is on its way, and ends the write that is under way. */
  async deliver(): Promise<void> {
    for (let round = 0; round < 6; round++) {
      for (const message of this.#toPage.splice(0)) this.act({ kind: 'told', message });
      for (const message of this.#toHost.splice(0)) this.#bridge.receive(message);
      for (const end of this.#applying.splice(0)) end();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    }
  }

  async #apply(text: string): Promise<boolean> {
    const name = this.#front;
    if (this.#asked[name]?.includes(text) !== true) this.wrong.push(`${text} in ${name}`);
    await new Promise<void>((resolve) => this.#applying.push(resolve));
    this.documents[name] = text;
    if (this.#front === name) this.#events.fire(this.current());
    return true;
  }
}

type Doing = (it: Together) => void | Promise<void>;

const value = fc.constantFrom(
  ['AV', 'N'],
  ['AV', 'A'],
  ['AV', 'L'],
  ['PR', 'H'],
  ['UI', 'P'],
  ['E', 'P'],
  ['AT', 'P'],
  ['SC', 'L'],
);
const choosing: fc.Arbitrary<Doing> = value.map(
  ([metric = '', chosen = '']) =>
    (it) =>
      it.act(choose(metric, chosen)),
);
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 6, arbitrary: choosing },
  fc.constant<Doing>((it) => it.deliver()),
  fc.nat(200).map(
    (ms): Doing =>
      (it) =>
        it.timers.pass(ms),
  ),
  vector.map(
    (text): Doing =>
      (it) =>
        it.edit(text),
  ),
  version.map(
    (shown): Doing =>
      (it) =>
        it.act({ kind: 'show', version: shown }),
  ),
  fc.constantFrom(...NAMES).map(
    (name): Doing =>
      (it) =>
        it.turn(name),
  ),
);

/** Lets everything come to rest. */
async function rest(it: Together): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await it.deliver();
    it.timers.pass(1000);
  }
  await it.deliver();
}

describe('the page, the bridge and the document together', () => {
  it('come to rest with the page knowing what the document has, and no advisory has got what was meant for another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { maxLength: 30 }), async (all) => {
        const it = new Together();
        for (const one of all) await one(it);
        await rest(it);
        assert.deepEqual(it.state.subject, it.current());
        assert.deepEqual(it.wrong, []);
        assert.equal(it.state.waiting, undefined, 'every write has been answered');
      }),
      { numRuns: 200 },
    );
  });

  it('come to rest with the last choice in the document, however quick the choices before were', async () => {
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(doing, { maxLength: 20 }),
        fc.array(choosing, { minLength: 1, maxLength: 6 }),
        async (all, then) => {
          const it = new Together();
          for (const one of all) await one(it);
          await rest(it);
          for (const one of then) await one(it);
          const chosen = vectorOf(it.state.sheet);
          await rest(it);
          assert.equal(vectorOf(it.state.sheet), chosen, 'nothing that came back has undone it');
          if (missingOf(it.state.sheet).length > 0) return;
          whole++;
          assert.equal(it.current().text, chosen);
          assert.equal(it.state.dirty, false);
        },
      ),
      { numRuns: 200 },
    );
    assert.ok(whole > 50);
  });
});
