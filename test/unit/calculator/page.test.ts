import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SAY_AFTER_MS } from '../../../src/ui/panels/calculator/announcer.ts';
import type { ToPage } from '../../../src/ui/panels/calculator/messages.ts';
import { start } from '../../../src/ui/panels/calculator/start.ts';
import { HandTimers } from '../../contract/hand-timers.ts';
import { FakePage, type FakePart } from './fake-page.ts';
import { FOUR, other, subject, THREE } from './sample.ts';

const A = FOUR.replace('AV:N', 'AV:A');

function must<T>(it: T | undefined): T {
  assert.notEqual(it, undefined);
  return it as T;
}

/** The calculator's page, what it has told the host, and what it keeps. */
class Stage {
  readonly page = new FakePage();
  readonly timers = new HandTimers();
  readonly sent: unknown[] = [];
  kept: unknown;
  readonly #remove = this.page.install();

  start(kept?: unknown): this {
    this.kept = kept;
    const host = {
      postMessage: (it: unknown) => {
        this.sent.push(it);
      },
      getState: () => this.kept,
      setState: (it: unknown) => {
        this.kept = JSON.parse(JSON.stringify(it));
      },
    };
    start(this.page.main, host, this.timers);
    return this;
  }
  tell(message: ToPage): this {
    this.page.window.fire('message', { data: message });
    return this;
  }
  end(): void {
    this.#remove();
  }

  get all(): readonly FakePart[] {
    return this.page.main.all();
  }
  find(is: (it: FakePart) => boolean): FakePart {
    return must(this.all.find(is));
  }
  id(id: string): FakePart {
    return this.find((it) => it.id === id);
  }
  row(version: string, metric: string): FakePart {
    return this.find((it) => it.getAttribute('aria-labelledby') === `m-${version.replace('.', '-')}-${metric}`);
  }
  radio(version: string, metric: string, value: string): FakePart {
    return must(
      this.row(version, metric)
        .all()
        .find((it) => it.tag === 'input' && it.getAttribute('value') === value),
    );
  }
  /** As a browser does it: the others of the row go out. */
  choose(version: string, metric: string, value: string): void {
    for (const it of this.row(version, metric).all()) it.checked = false;
    const radio = this.radio(version, metric, value);
    radio.checked = true;
    radio.fire('click');
  }
  button(words: string): FakePart {
    return this.find((it) => it.tag === 'button' && it.textContent === words);
  }
  get said(): string {
    this.timers.pass(SAY_AFTER_MS);
    return this.find((it) => it.getAttribute('aria-live') !== null).textContent;
  }
}

describe("the calculator's page", () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage().start();
  });
  afterEach(() => {
    stage.end();
  });
  const open = () => stage.tell({ kind: 'vector', ...subject });

  it('calls the host when it is there, and when it comes into sight again', () => {
    assert.deepEqual(stage.sent, [{ kind: 'ready' }]);
    stage.page.root.fire('visibilitychange');
    assert.equal(stage.sent.length, 2);
    stage.page.visibilityState = 'hidden';
    stage.page.root.fire('visibilitychange');
    assert.equal(stage.sent.length, 2);
  });

  it('checks the values of the vector that it is told, and explains them', () => {
    open();
    assert.equal(stage.radio('4.0', 'AV', 'N').checked, true);
    assert.equal(stage.radio('4.0', 'AV', 'P').checked, false);
    const seen = stage
      .row('4.0', 'AV')
      .all()
      .filter((it) => it.className === 'sentence' && it.seen);
    assert.deepEqual(
      seen.map((it) => it.id),
      ['m-4-0-AV-N'],
    );
    assert.equal(stage.find((it) => it.className === 'number').textContent, '8.7');
    assert.equal(stage.find((it) => it.className === 'word').textContent, 'High');
    assert.equal(stage.id('vector').value, FOUR);
  });

  it('is made once: whatever happens, no element of it is made anew', () => {
    open();
    const { made } = stage.page;
    const before = stage.all.filter((it) => it.className !== 'notes' && it.parent?.parent?.className !== 'notes');
    for (const value of ['A', 'L', 'P', 'N']) stage.choose('4.0', 'AV', value);
    stage.id('vector').value = 'broken';
    stage.id('vector').fire('input');
    assert.equal(stage.page.made, made);
    stage.tell({ kind: 'vector', ...other }).tell({ kind: 'nothing' });
    const after = new Set(stage.all);
    for (const it of before) assert.ok(after.has(it));
  });

  it('tells the host of a choice, shows it everywhere, and says the new score once things are quiet', () => {
    open();
    stage.choose('4.0', 'AV', 'A');
    assert.deepEqual(stage.sent.at(-1), { kind: 'changed', name: subject.name, vector: A });
    assert.equal(stage.id('vector').value, A);
    assert.equal(stage.find((it) => it.className === 'reached').getAttribute('stroke-dasharray'), '71 100');
    const live = stage.find((it) => it.getAttribute('aria-live') !== null);
    stage.timers.pass(SAY_AFTER_MS - 1);
    assert.equal(live.textContent, '');
    stage.timers.pass(1);
    assert.equal(live.textContent, '7.1 High');
  });

  it('says nothing while it is being filled', () => {
    open();
    assert.equal(stage.said, '');
  });

  it('leaves the choices alone while a text is malformed, says what is wrong, and shows where', () => {
    open();
    const field = stage.id('vector');
    field.value = 'CVSS:4.0/AV:Q';
    field.fire('input');
    assert.equal(stage.radio('4.0', 'AV', 'N').checked, true);
    assert.equal(field.getAttribute('aria-invalid'), 'true');
    assert.match(stage.id('failure').textContent, /AV \(Attack Vector\) has no value/);
    assert.ok(stage.id('failure').seen);
    stage.button('Show Where').fire('click');
    assert.deepEqual([stage.page.focused, field.selection], [field, [12, 13]]);
    assert.equal(stage.button('Apply').getAttribute('aria-disabled'), 'true');
    field.fire('keydown', { key: 'Escape' });
    assert.deepEqual([field.value, field.getAttribute('aria-invalid'), stage.id('failure').seen], [FOUR, null, false]);
  });

  it('shows one version at a time, and goes between them by the arrow keys', () => {
    open();
    const [four, three] = [stage.id('tab-4-0'), stage.id('tab-3-1')];
    const shown = () => [stage.id('panel-4-0').seen, stage.id('panel-3-1').seen, four.tabIndex, three.tabIndex];
    assert.deepEqual(shown(), [true, false, 0, -1]);
    const list = stage.find((it) => it.getAttribute('role') === 'tablist');
    list.fire('keydown', { key: 'ArrowRight' });
    assert.deepEqual(shown(), [false, true, -1, 0]);
    assert.equal(stage.page.focused, three);
    list.fire('keydown', { key: 'ArrowRight' });
    assert.equal(stage.page.focused, four);
    list.fire('keydown', { key: 'ArrowLeft' });
    list.fire('keydown', { key: 'Home' });
    assert.deepEqual(shown(), [true, false, 0, -1]);
    list.fire('keydown', { key: 'x' });
    assert.deepEqual(shown(), [true, false, 0, -1]);
    assert.equal(stage.sent.length, 1, 'nothing is written by looking');
  });

  it('marks what is still to be chosen in the name of its row, and leads there', () => {
    stage.tell({ kind: 'vector', ...subject, text: THREE });
    stage.id('tab-4-0').fire('click');
    assert.match(stage.id('m-4-0-AT').textContent, /to choose$/);
    assert.match(stage.id('m-4-0-AV').textContent, /carried over$/);
    stage.button('Go to the Next Open Metric').fire('click');
    assert.equal(stage.page.focused, stage.radio('4.0', 'AT', 'N'));
  });

  it('remembers which groups were opened, and takes its own opening for nobody’s', () => {
    open();
    const threat = stage.find((it) => it.tag === 'details');
    threat.open = true;
    threat.fire('toggle');
    stage.choose('4.0', 'AV', 'A');
    assert.equal(threat.open, true);
    stage.tell({ kind: 'written', name: subject.name, vector: A, ok: true });
    stage.tell({ kind: 'vector', ...subject, text: `${FOUR}/U:Red` });
    const folds = stage.all.filter(({ tag }) => tag === 'details');
    assert.equal(folds.filter((it) => it.open).length, 2, 'Supplemental has opened by itself');
    for (const it of folds) it.fire('toggle');
    assert.deepEqual((stage.kept as { folds: object }).folds, { '4.0 Threat': true });
  });

  it('goes on where it was after it was taken down', () => {
    open();
    stage.choose('4.0', 'AV', 'A');
    const { kept } = stage;
    stage.end();
    stage = new Stage().start(kept);
    assert.equal(stage.id('vector').value, A);
    stage.tell({ kind: 'vector', ...subject });
    assert.equal(stage.id('vector').value, A);
  });

  it('applies and copies by its buttons, and applies by Ctrl+Enter', () => {
    open();
    const box = stage.id('live');
    box.checked = false;
    box.fire('change');
    assert.deepEqual(stage.sent.at(-1), { kind: 'live', on: false });
    stage.button('Apply').fire('click');
    assert.deepEqual(stage.sent.at(-1), { kind: 'live', on: false }, 'there is nothing to apply');
    stage.choose('4.0', 'AV', 'A');
    stage.button('Apply').fire('click');
    assert.deepEqual(stage.sent.at(-1), { kind: 'apply', name: subject.name, vector: A });
    stage.button('Copy').fire('click');
    assert.deepEqual(stage.sent.at(-1), { kind: 'copy', vector: A });
    for (const key of [{ ctrlKey: true }, { metaKey: true }]) {
      const before = stage.sent.length;
      stage.page.root.fire('keydown', { key: 'Enter', ...key });
      assert.deepEqual(stage.sent.slice(before), [{ kind: 'apply', name: subject.name, vector: A }]);
    }
    stage.page.root.fire('keydown', { key: 'Enter' });
    assert.equal(stage.sent.length, 7);
  });

  it('takes the document’s vector by a button that is there only then, and keeps the focus', () => {
    open();
    assert.equal(stage.button("Take the Document's Vector").seen, false);
    stage.tell({ kind: 'live', on: false });
    stage.choose('4.0', 'AV', 'A');
    const take = stage.button("Take the Document's Vector");
    assert.equal(take.seen, true);
    take.fire('click');
    assert.deepEqual([stage.id('vector').value, take.seen, stage.page.focused], [FOUR, false, stage.id('vector')]);
  });

  it('leaves alone what is no message', () => {
    for (const data of [undefined, null, 'x', { kind: 'ready' }]) stage.page.window.fire('message', { data });
    assert.equal(stage.sent.length, 1);
  });
});

describe('what a screen reader finds', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage().start().tell({ kind: 'vector', ...subject });
  });
  afterEach(() => {
    stage.end();
  });

  it('is one live region', () => {
    const live = stage.all.filter((it) => it.getAttribute('aria-live') !== null || it.getAttribute('role') === 'alert');
    assert.deepEqual(
      live.map((it) => it.getAttribute('aria-live')),
      ['polite'],
    );
  });

  it('has ids that stand once, and every name and description that is pointed to is there', () => {
    const ids = stage.all.map(({ id }) => id).filter((id) => id !== '');
    assert.equal(new Set(ids).size, ids.length);
    const pointers = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'];
    const pointed = stage.all.flatMap((it) => pointers.flatMap((name) => it.getAttribute(name) ?? []));
    assert.ok(pointed.length > 200);
    for (const id of pointed) assert.ok(ids.includes(id), id);
  });

  it('has a name and a description for each row and each value', () => {
    const rows = stage.all.filter((it) => it.getAttribute('role') === 'radiogroup');
    assert.equal(rows.length, 32 + 22);
    for (const row of rows) {
      assert.notEqual(stage.id(row.getAttribute('aria-labelledby') ?? '').textContent, '');
      assert.notEqual(stage.id(row.getAttribute('aria-describedby') ?? '').textContent, '');
      const radios = row.all().filter((it) => it.type === 'radio');
      assert.ok(radios.length > 1);
      assert.equal(new Set(radios.map(({ name }) => name)).size, 1, 'one row is one group of the keyboard');
      for (const radio of radios) {
        assert.equal(radio.parent?.tag, 'label');
        assert.notEqual(stage.id(radio.getAttribute('aria-describedby') ?? '').textContent, '');
      }
    }
    const names = rows.map((row) => row.all().find((it) => it.type === 'radio')?.name);
    assert.equal(new Set(names).size, rows.length, 'no two rows are one group');
  });

  it('is no drawing: the gauge is left out, and the number and word are text', () => {
    const gauge = stage.find((it) => it.tag === 'svg');
    assert.equal(gauge.getAttribute('aria-hidden'), 'true');
    assert.match(stage.find((it) => it.className === 'figure').textContent, /^8\.7 High$/);
  });

  it('has a heading for the page and one for each group', () => {
    assert.equal(stage.all.filter(({ tag }) => tag === 'h1').length, 1);
    for (const it of stage.all.filter(({ tag }) => tag === 'section' || tag === 'details'))
      assert.ok(it.getAttribute('aria-label') !== null || it.all().some(({ tag }) => tag === 'h2'));
  });
});
