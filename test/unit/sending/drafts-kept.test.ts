import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Drafts } from '../../../src/sending/drafts.ts';
import { filesIn } from '../../../src/ui/storage.ts';
import { NOW } from '../advisory/sample.ts';
import { hurried, MemorySecrets } from './files.ts';
import { base, KEY, Machine, OWNER, theirs, value } from './machine.ts';

describe('drafts that cannot be opened', () => {
  it('are kept and told, and open again when their key comes back', async () => {
    const machine = new Machine();
    value(await machine.window().save(OWNER, KEY, { text: 'one', base }, 0));
    const key = machine.secrets.kept.get('advisoryTriage.draftKey') ?? '';
    machine.secrets.kept.clear();
    assert.deepEqual(await machine.window().load(OWNER, KEY), { ok: false, failure: { kind: 'unreadable' } });
    assert.deepEqual([await machine.window().list(OWNER), await machine.window().unreadable()], [[], 1]);
    // What is saved meanwhile gets a key of another name, so that the first one is not written over.
    assert.equal(value(await machine.window().save(OWNER, KEY, { text: 'two', base }, 0)).revision, 2);
    assert.deepEqual([...machine.secrets.kept.keys()], ['advisoryTriage.draftKey.2']);
    machine.secrets.kept.set('advisoryTriage.draftKey', key);
    assert.deepEqual(
      (await machine.window().history(OWNER, KEY)).map(({ text }) => text),
      ['one'],
    );
    assert.equal(await machine.window().unreadable(), 0);
  });

  it('are kept when they are damaged; the newest that can be opened counts', async () => {
    const machine = new Machine();
    const window = machine.window();
    for (let number = 0; number < 3; number++) value(await window.save(OWNER, KEY, { text: `text ${number}`, base }, number));
    const [, , last = ''] = machine.files.names(/sealed$/);
    machine.files.kept.set(last, Buffer.from('damaged'));
    const loaded = value(await machine.window().load(OWNER, KEY));
    assert.deepEqual([loaded?.text, loaded?.unreadable], ['text 1', 1]);
    for (let number = 0; number < 25; number++)
      value(await machine.window().save(OWNER, KEY, { text: `more ${number}`, base }, number === 0 ? 2 : number + 3));
    assert.equal(machine.files.kept.get(last)?.toString(), 'damaged');
  });

  it('are not opened in the place of others', async () => {
    const machine = new Machine();
    value(await machine.window().save(OWNER, KEY, { text: 'one', base }, 0));
    value(await machine.window().save('github.com tess', KEY, { text: 'two', base }, 0));
    const [a = '', b = ''] = machine.files.names(/sealed$/);
    const [one, two] = [machine.files.kept.get(a), machine.files.kept.get(b)];
    assert.ok(one && two);
    machine.files.kept.set(a, two);
    machine.files.kept.set(b, one);
    machine.files.kept.set(a.replace('00000001', '00000002'), one);
    assert.equal(await machine.window().unreadable(), 2);
  });

  it('are not made where the key chain does not answer', async () => {
    const machine = new Machine();
    machine.secrets.locked = true;
    assert.deepEqual(await machine.window().save(OWNER, KEY, { text: 'one', base }, 0), {
      ok: false,
      failure: { kind: 'not-kept' },
    });
    assert.deepEqual([...machine.files.kept.keys()], []);
    machine.secrets.locked = false;
    value(await machine.window().save(OWNER, KEY, { text: 'one', base }, 0));
    machine.secrets.locked = true;
    assert.deepEqual(await machine.window().save(OWNER, KEY, { text: 'two', base }, 1), {
      ok: false,
      failure: { kind: 'not-kept' },
    });
    machine.secrets.locked = false;
    assert.equal(value(await machine.window().save(OWNER, KEY, { text: 'two', base }, 1)).revision, 2);
    assert.deepEqual([...machine.secrets.kept.keys()], ['advisoryTriage.draftKey']);
  });

  it('have one key, however many windows make the first', async () => {
    const machine = new Machine();
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) => machine.window().save(OWNER, `draft/${index}`, { text: 'x', base: null }, 0)),
    );
    assert.ok(all.every(({ ok }) => ok));
    assert.deepEqual([...machine.secrets.kept.keys()], ['advisoryTriage.draftKey']);
    assert.equal((await machine.window().list(OWNER)).length, 8);
  });

  it('do no harm to others, whatever bytes stand in a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 100 }), async (bytes) => {
        const machine = new Machine();
        value(await machine.window().save(OWNER, KEY, { text: 'one', base }, 0));
        value(await machine.window().save(OWNER, 'draft/x', { text: 'x', base: null }, 0));
        const [name = ''] = machine.files.names(/sealed$/);
        machine.files.kept.set(name, Buffer.from(bytes));
        assert.equal((await machine.window().list(OWNER)).length + (await machine.window().unreadable()), 2);
      }),
      { numRuns: 30 },
    );
  });
});

describe('drafts on a disk', () => {
  it('are saved by several windows at once, one after the other in the end, with every text kept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'at-drafts-'));
    try {
      const secrets = new MemorySecrets();
      const drafts = () => new Drafts({ files: filesIn(folder), secrets, clock: () => NOW, timers: hurried });
      const windows = Array.from({ length: 4 }, drafts);
      await Promise.all(
        windows.map(async (window, index) => {
          let [revision, text] = [0, ''];
          for (let number = 0; number < 3;) {
            const saved = await window.save(OWNER, KEY, { text: `${text}${index}:${number} `, base }, revision);
            if (saved.ok) {
              ({ revision, text } = saved.value);
              number++;
            } else ({ revision, text } = theirs(saved));
          }
        }),
      );
      const { text = '', revision } = value(await drafts().load(OWNER, KEY)) ?? {};
      assert.equal(revision, 12);
      assert.deepEqual(
        text.trim().split(' ').sort(),
        [0, 1, 2, 3].flatMap((index) => [0, 1, 2].map((number) => `${index}:${number}`)),
      );
      assert.equal((await readdir(folder)).filter((name) => name.endsWith('.sealed')).length, 12);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
