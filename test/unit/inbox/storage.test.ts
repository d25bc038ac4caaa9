import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { DAY } from '../../../src/common/ports.ts';
import { Cache, type Kept } from '../../../src/inbox/cache.ts';
import { Lease } from '../../../src/inbox/lease.ts';
import { filesIn } from '../../../src/ui/storage.ts';
import { NOW, sample } from '../advisory/sample.ts';

/** A folder that is not there yet, in a temporary one that is removed afterwards. */
function inFolder(test: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const outer = await mkdtemp(join(tmpdir(), 'at-storage-'));
    try {
      await test(join(outer, 'deep', 'storage'));
    } finally {
      await rm(outer, { recursive: true, force: true });
    }
  };
}

function secretsIn(kept: Map<string, string>) {
  return {
    get: (name: string) => Promise.resolve(kept.get(name)),
    store: (name: string, value: string) => {
      kept.set(name, value);
      return Promise.resolve();
    },
    delete: (name: string) => {
      kept.delete(name);
      return Promise.resolve();
    },
  };
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe("files of the extension's own", () => {
  it(
    'make no folder by being read, listed or removed',
    inFolder(async (folder) => {
      const files = filesIn(folder);
      assert.deepEqual([await files.read('a'), await files.list()], [undefined, []]);
      await files.remove('a');
      await assert.rejects(stat(folder));
    }),
  );

  it(
    'are for their owner only',
    inFolder(async (folder) => {
      const files = filesIn(folder);
      await files.write('a', Buffer.from('x'));
      await files.claim('b');
      assert.deepEqual(
        [await modeOf(folder), await modeOf(join(folder, 'a')), await modeOf(join(folder, 'b'))],
        [0o700, 0o600, 0o600],
      );
      await chmod(join(folder, 'a'), 0o644);
      await files.write('a', Buffer.from('y'));
      assert.equal(await modeOf(join(folder, 'a')), 0o600);
    }),
  );

  it(
    'are replaced as a whole or not at all, and leave no parts',
    inFolder(async (folder) => {
      const files = filesIn(folder);
      const contents = Array.from({ length: 20 }, (_, index) => Buffer.alloc(50_000, index));
      await files.write('a', contents[0] ?? Buffer.alloc(0));
      const reads: Promise<Buffer | undefined>[] = [];
      await Promise.all(
        contents.map(async (content) => {
          await files.write('a', content);
          reads.push(files.read('a'));
        }),
      );
      for (const content of await Promise.all(reads)) assert.ok(content && contents.some((one) => one.equals(content)));
      assert.deepEqual(await readdir(folder), ['a']);
    }),
  );

  it(
    'leave nothing behind when a write fails',
    inFolder(async (folder) => {
      const files = filesIn(folder);
      await mkdir(join(folder, 'a', 'full'), { recursive: true });
      await assert.rejects(files.write('a', Buffer.from('x')));
      assert.deepEqual(await readdir(folder), ['a']);
    }),
  );

  it(
    'can be claimed by one of fifty',
    inFolder(async (folder) => {
      const claims = await Promise.all(Array.from({ length: 50 }, () => filesIn(folder).claim('one')));
      assert.equal(claims.filter((got) => got).length, 1);
      assert.equal(await filesIn(folder).claim('one'), false);
      await filesIn(folder).remove('one');
      assert.equal(await filesIn(folder).claim('one'), true);
    }),
  );

  it(
    'cannot be claimed where nothing can be written',
    inFolder(async (folder) => {
      await mkdir(join(folder, '..'), { recursive: true });
      await writeFile(folder, 'a file in place of the folder');
      assert.equal(await filesIn(folder).claim('one'), false);
    }),
  );

  it(
    'are listed with their times',
    inFolder(async (folder) => {
      const files = filesIn(folder);
      await files.write('a', Buffer.from('x'));
      await utimes(join(folder, 'a'), 1000, 2000);
      assert.deepEqual(await files.list(), [{ name: 'a', changedAt: 2_000_000 }]);
    }),
  );

  it(
    'are listed also when one of them cannot be looked at',
    inFolder(async (folder) => {
      const files = filesIn(folder);
      await files.write('a', Buffer.from('x'));
      // As when another window removes a file between the listing and the look at it.
      await symlink(join(folder, 'gone'), join(folder, 'b'));
      assert.ok((await files.list()).some(({ name }) => name === 'a'));
    }),
  );
});

describe('the lease', () => {
  it(
    'gives each thing to one window, under a name that tells nothing',
    inFolder(async (folder) => {
      const leases = Array.from({ length: 50 }, () => new Lease(filesIn(folder), () => NOW));
      assert.equal(
        (await Promise.all(leases.map((lease) => lease.take('arrived a/b#GHSA-2222')))).filter((got) => got).length,
        1,
      );
      assert.equal(await leases[0]?.take('arrived a/b#GHSA-3333'), true);
      const names = await readdir(folder);
      assert.equal(names.length, 2);
      for (const name of names) assert.match(name, /^lease-[0-9a-f]{32}$/);
    }),
  );

  it(
    'lasts thirty days, and leaves other files alone',
    inFolder(async (folder) => {
      const files = filesIn(folder);
      await files.write('inbox-x.sealed', Buffer.from('x'));
      const lease = new Lease(files, () => NOW);
      await lease.take('one');
      const name = (await readdir(folder)).find((one) => one.startsWith('lease-')) ?? '';
      for (const one of [name, 'inbox-x.sealed']) await utimes(join(folder, one), NOW / 1000, (NOW - 30 * DAY) / 1000);
      assert.equal(await lease.take('one'), false);
      for (const one of [name, 'inbox-x.sealed']) await utimes(join(folder, one), NOW / 1000, (NOW - 30 * DAY) / 1000 - 1);
      assert.equal(await lease.take('one'), true);
      await lease.clear();
      assert.deepEqual(await readdir(folder), ['inbox-x.sealed']);
    }),
  );
});

describe('the sealed lists', () => {
  const kept: Kept = {
    readAt: 7,
    pages: [{ url: undefined, etag: '"1"', next: undefined, items: [sample()] }],
    unseen: ['GHSA-2222-3333-4444'],
  };
  // What is undefined is not in JSON.
  const back = { version: 1, readAt: 7, pages: [{ etag: '"1"', items: [sample()] }], unseen: kept.unseen };

  it(
    'come back for their account and repository only',
    inFolder(async (folder) => {
      const cache = new Cache(filesIn(folder), secretsIn(new Map()));
      assert.equal(await cache.load('github.com cole', 'python/cpython'), 'absent');
      await cache.save('github.com cole', 'python/cpython', kept);
      assert.deepEqual(await cache.load('github.com cole', 'Python/CPython'), back);
      assert.equal(await cache.load('github.com tess', 'python/cpython'), 'absent');
      assert.equal(await cache.load('github.com cole', 'python/pip'), 'absent');
      const [name = ''] = await readdir(folder);
      assert.match(name, /^inbox-[0-9a-f]{24}\.sealed$/);
      assert.ok(!(await readFile(join(folder, name))).includes('GHSA'));
    }),
  );

  it(
    'do not open in the place of another one',
    inFolder(async (folder) => {
      const cache = new Cache(filesIn(folder), secretsIn(new Map()));
      await cache.save('cole', 'python/cpython', kept);
      const [one = ''] = await readdir(folder);
      await cache.save('tess', 'python/cpython', kept);
      const other = (await readdir(folder)).find((name) => name !== one) ?? '';
      await writeFile(join(folder, other), await readFile(join(folder, one)));
      assert.equal(await cache.load('tess', 'python/cpython'), 'unreadable');
    }),
  );

  it(
    'are unreadable without their key, or with one of another length, until they are saved anew',
    inFolder(async (folder) => {
      const secrets = new Map<string, string>();
      const cache = new Cache(filesIn(folder), secretsIn(secrets));
      await cache.save('cole', 'a/b', kept);
      const [name = ''] = [...secrets.keys()];
      for (const value of [undefined, '', 'AAAA', Buffer.alloc(32).toString('base64')]) {
        if (value === undefined) secrets.delete(name);
        else secrets.set(name, value);
        assert.equal(await cache.load('cole', 'a/b'), 'unreadable');
      }
      secrets.set(name, 'AAAA');
      await cache.save('cole', 'a/b', kept);
      assert.deepEqual(await cache.load('cole', 'a/b'), back);
    }),
  );

  it(
    'are unreadable in another shape',
    inFolder(async (folder) => {
      const cache = new Cache(filesIn(folder), secretsIn(new Map()));
      for (const shape of [
        { ...kept, version: 2 },
        { ...kept, pages: null },
        { ...kept, unseen: {} },
      ]) {
        await cache.save('cole', 'a/b', shape as unknown as Kept);
        assert.equal(await cache.load('cole', 'a/b'), 'unreadable', JSON.stringify(Object.keys(shape)));
      }
    }),
  );

  it(
    'go with their key, those of other accounts and parts of a write too; leases stay',
    inFolder(async (folder) => {
      const secrets = new Map<string, string>();
      const cache = new Cache(filesIn(folder), secretsIn(secrets));
      await cache.enter();
      await cache.save('cole', 'a/b', kept);
      await cache.save('tess', 'a/b', kept);
      await cache.save('tess', 'a/c', kept);
      await cache.forget('tess', 'a/c');
      assert.equal(await cache.load('tess', 'a/c'), 'absent');
      await writeFile(join(folder, '.inbox-x.sealed.0123'), 'cut off');
      await filesIn(folder).claim('lease-x');
      await cache.clear(false);
      assert.deepEqual(
        [(await readdir(folder)).sort(), secrets.size, await cache.isEntered()],
        [['lease-x', 'signed-in'], 0, true],
      );
      await cache.clear(true);
      assert.deepEqual([await readdir(folder), await cache.isEntered()], [['lease-x'], false]);
    }),
  );
});
