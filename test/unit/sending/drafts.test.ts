import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DAY } from '../../../src/common/ports.ts';
import { note } from '../../../src/sending/ledger.ts';
import { content, cpython } from '../advisory/merge/contents.ts';
import { NOW } from '../advisory/sample.ts';
import { base, KEY, Machine, OWNER, theirs, value } from './machine.ts';

describe('drafts', () => {
  it('come back in another window as they were saved', async () => {
    const machine = new Machine();
    const ledger = note(undefined, base, { ...base, title: 'x' }, NOW);
    const strange = content({ affected: [cpython('< 1', null, { extra: { weight: 2n ** 64n } })] });
    const saved = value(await machine.window().save(OWNER, KEY, { text: 'one', base: strange, ledger }, 0));
    assert.deepEqual(saved, {
      key: KEY,
      owner: OWNER,
      text: 'one',
      base: strange,
      readAt: NOW,
      savedAt: NOW,
      revision: 1,
      ledger,
      unreadable: 0,
    });
    assert.deepEqual(value(await machine.window().load(OWNER, KEY)), saved);
    assert.equal(value(await machine.window().load('github.com tess', KEY)), undefined);
    assert.equal(value(await machine.window().load('', 'draft/one')), undefined);
    assert.equal(value(await machine.window().load(OWNER, KEY.toUpperCase()))?.text, 'one');
  });

  it('lie sealed, under names that tell nothing', async () => {
    const machine = new Machine();
    await machine.window().save(OWNER, KEY, { text: 'Words that must stay here', base }, 0);
    for (const [name, content] of machine.files.kept) {
      assert.match(name, /^draft-(?:key-1|[0-9a-f]{24}-00000001\.sealed)$/);
      assert.ok(!/Words|leaks|GHSA|cole/.test(content.toString('latin1')));
    }
    assert.deepEqual([...machine.secrets.kept.keys()], ['advisoryTriage.draftKey']);
  });

  it('keep what is not given: the ledger, and when the base was read', async () => {
    const machine = new Machine();
    const window = machine.window();
    const ledger = note(undefined, base, { ...base, title: 'x' }, NOW);
    value(await window.save(OWNER, KEY, { text: 'one', base, ledger }, 0));
    machine.now += 5;
    const next = value(await window.save(OWNER, KEY, { text: 'two', base }, 1));
    assert.deepEqual([next.readAt, next.savedAt, next.ledger, next.revision], [NOW, NOW + 5, ledger, 2]);
    const other = value(await window.save(OWNER, KEY, { text: 'two', base: content({ title: 'x' }), ledger: undefined }, 2));
    assert.deepEqual([other.readAt, other.ledger], [NOW + 5, undefined]);
    assert.equal(value(await window.save(OWNER, KEY, { text: 'two', base: other.base, ledger: undefined }, 3)).revision, 3);
  });

  it('of one’s own are there for nobody and for anybody', async () => {
    const machine = new Machine();
    value(await machine.window().save('', 'draft/one', { text: 'one', base: null }, 0));
    value(await machine.window().save(OWNER, KEY, { text: 'two', base }, 0));
    machine.now += 1;
    assert.deepEqual(await machine.window().list(''), [{ key: 'draft/one', savedAt: NOW, revision: 1 }]);
    assert.deepEqual(
      (await machine.window().list(OWNER)).map(({ key }) => key),
      [KEY],
    );
    assert.equal(value(await machine.window().load('', 'draft/one'))?.readAt, null);
  });

  it('tell one of two windows that the other one has saved', async () => {
    const machine = new Machine();
    const [one, other] = [machine.window(), machine.window()];
    value(await one.save(OWNER, KEY, { text: 'one', base }, 0));
    assert.equal(theirs(await other.save(OWNER, KEY, { text: 'mine', base }, 0)).text, 'one');
    value(await one.save(OWNER, KEY, { text: 'one more', base }, 1));
    const { text, revision } = theirs(await other.save(OWNER, KEY, { text: 'mine', base }, 1));
    assert.deepEqual([text, revision], ['one more', 2]);
    assert.equal(value(await other.save(OWNER, KEY, { text: 'both', base }, 2)).revision, 3);
    assert.deepEqual(
      (await one.history(OWNER, KEY)).map((earlier) => earlier.text),
      ['one more', 'one'],
    );
  });

  it('let exactly one of many windows go on from a revision, and lose none of their texts', async () => {
    for (let round = 0; round < 20; round++) {
      const machine = new Machine();
      value(await machine.window().save(OWNER, KEY, { text: 'start', base }, 0));
      const all = await Promise.all(
        Array.from({ length: 8 }, (_, index) => machine.window().save(OWNER, KEY, { text: `window ${index}`, base }, 1)),
      );
      assert.equal(all.filter(({ ok }) => ok).length, 1);
      const won = all.findIndex(({ ok }) => ok);
      assert.equal(value(await machine.window().load(OWNER, KEY))?.text, `window ${won}`);
      for (const [index, result] of all.entries()) if (index !== won) assert.equal(theirs(result).text, `window ${won}`);
    }
  });

  it('lose no text when a window stands still between its claim and its writing', async () => {
    const machine = new Machine();
    value(await machine.window().save(OWNER, KEY, { text: 'start', base }, 0));
    let goOn: () => void = () => undefined;
    const still = new Promise<void>((resolve) => (goOn = resolve));
    machine.files.beforeWrite = () => {
      machine.files.beforeWrite = undefined;
      return still;
    };
    const slow = machine.window().save(OWNER, KEY, { text: 'slow', base }, 1);
    while (machine.revisions().length < 2) await new Promise((resolve) => setImmediate(resolve));
    const quick = value(await machine.window().save(OWNER, KEY, { text: 'quick', base }, 1));
    assert.deepEqual([quick.revision, machine.revisions()], [3, [1, 2, 3]]);
    goOn();
    assert.equal(theirs(await slow).text, 'quick');
    assert.equal(value(await machine.window().load(OWNER, KEY))?.text, 'quick');
    assert.deepEqual(
      (await machine.window().history(OWNER, KEY)).map(({ text }) => text),
      ['slow', 'start'],
    );
  });

  it('go on after a window that died between its claim and its writing', async () => {
    const machine = new Machine();
    value(await machine.window().save(OWNER, KEY, { text: 'start', base }, 0));
    const [name = ''] = machine.files.names(/-00000001\.sealed$/);
    await machine.files.claim(name.replace('00000001', '00000002'));
    assert.equal(value(await machine.window().load(OWNER, KEY))?.text, 'start');
    assert.equal(value(await machine.window().save(OWNER, KEY, { text: 'on', base }, 1)).revision, 3);
  });

  it('say that they were not kept where nothing can be written, and leave nothing half made', async () => {
    const machine = new Machine();
    machine.files.broken = /sealed$/;
    const failed = await machine.window().save(OWNER, KEY, { text: 'one', base }, 0);
    assert.deepEqual(failed, { ok: false, failure: { kind: 'not-kept' } });
    assert.deepEqual(machine.revisions(), []);
    machine.files.broken = /^claim /;
    assert.deepEqual(await machine.window().save(OWNER, KEY, { text: 'one', base }, 0), failed);
    machine.files.broken = undefined;
    assert.equal(value(await machine.window().save(OWNER, KEY, { text: 'one', base }, 0)).revision, 1);
  });

  it('have the last 20 texts before the newest, newest first', async () => {
    const machine = new Machine();
    const window = machine.window();
    for (let number = 0; number < 30; number++) {
      machine.now = NOW + number;
      value(
        await window.save(
          OWNER,
          KEY,
          { text: `text ${Math.floor(number / 2)}`, base, ledger: { entries: [] }, readAt: number },
          number,
        ),
      );
    }
    const history = await machine.window().history(OWNER, KEY);
    assert.deepEqual(
      history.map(({ text }) => text),
      Array.from({ length: 10 }, (_, at) => `text ${13 - at}`),
    );
    assert.deepEqual(history[0], { text: 'text 13', base, savedAt: NOW + 27, revision: 28 });
    // And one for the minute before.
    assert.equal(machine.revisions().length, 22);
  });

  it('can be brought back for 30 days after they were removed, and go then', async () => {
    const machine = new Machine();
    const window = machine.window();
    value(await window.save(OWNER, KEY, { text: 'one', base }, 0));
    value(await window.save(OWNER, KEY, { text: 'two', base }, 1));
    value(await window.remove(OWNER, KEY));
    assert.equal(value(await machine.window().load(OWNER, KEY)), undefined);
    assert.deepEqual([await window.list(OWNER), (await window.removed(OWNER)).map(({ key }) => key)], [[], [KEY]]);
    assert.deepEqual(
      (await window.history(OWNER, KEY)).map(({ text }) => text),
      ['two', 'one'],
    );
    machine.now += 30 * DAY;
    assert.equal((await window.removed(OWNER)).length, 1);
    const back = await machine.window().bringBack(OWNER, KEY);
    assert.ok(back);
    assert.equal(value(back).text, 'two');
    assert.equal(await window.bringBack(OWNER, KEY), undefined);
    value(await window.remove(OWNER, KEY));
    value(await window.remove(OWNER, KEY));
    machine.now += 30 * DAY + 1;
    assert.deepEqual(await window.removed(OWNER), []);
    assert.deepEqual(machine.revisions(), []);
  });

  it('that were removed in one window go on in the other that still writes', async () => {
    const machine = new Machine();
    const [one, other] = [machine.window(), machine.window()];
    value(await one.save(OWNER, KEY, { text: 'one', base }, 0));
    value(await one.remove(OWNER, KEY));
    assert.equal(value(await other.save(OWNER, KEY, { text: 'two', base }, 1)).revision, 3);
    assert.equal(value(await one.load(OWNER, KEY))?.text, 'two');
  });
});
