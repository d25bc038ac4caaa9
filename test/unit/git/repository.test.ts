import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { isPlainRef, Repository } from '../../../src/git/repository.ts';
import { gitEnvironment, runGit } from '../../../src/git/run.ts';
import { workingFile } from '../../../src/git/working-file.ts';
import { commit, makeRepository, type Made } from './made.ts';

const big = 'a line of a large file\n'.repeat(60_000);
const refused = [
  '',
  '-x',
  '--upload-pack=x',
  'HEAD@{1}',
  'main@{upstream}',
  '@{-1}',
  'a..b',
  'a...b',
  'main~1',
  'main^',
  'main^{tree}',
  ':/files',
  'main:a.py',
  'a b',
  'a\tb',
  'a\nb',
  'a\0b',
  '\x7f',
  'a*',
  'a?',
  'a[b',
  'a\\b',
  '.hidden',
  'a/.b',
  'a//b',
  '/a',
  'a/',
  'a.lock',
  'x'.repeat(256),
  '\u00a0',
  'a\u2003b',
  '\ufeffmain',
];

describe('names of revisions', () => {
  it('are names and nothing else', () => {
    for (const name of ['main', 'v3.13.1', 'fix/one/two', 'refs/tags/v1', 'abc1234', 'é', 'a-b', 'a@b', 'HEAD'])
      assert.ok(isPlainRef(name), name);
    for (const name of refused) assert.ok(!isPlainRef(name), JSON.stringify(name));
  });

  it('never look like an option, a range or a path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        if (isPlainRef(name)) assert.doesNotMatch(name, /^-|\.\.|[:~^\s]|@\{/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a clone', () => {
  let made: Made;
  let repository: Repository;
  let first = '';
  before(() => {
    made = makeRepository();
    first = commit(
      made,
      {
        'Lib/a.py': ['100644', 'one\n'],
        'Lib/sub/a.py': ['100644', 'two\n'],
        tool: ['100755', '#!/bin/sh\n'],
        link: ['120000', 'Lib/a.py'],
        vendored: ['160000', ''],
        'with space/é 漢.py': ['100644', 'three\n'],
        'big.txt': ['100644', big],
        empty: ['100644', ''],
        'tab\there': ['100644', 'x'],
      },
      ['refs/heads/main', 'refs/heads/fix/one', 'refs/remotes/origin/main'],
    );
    made.git(['tag', '-a', 'v1', '-m', 'v1', first]);
    made.git(['remote', 'add', 'origin', 'git@github.com:python/cpython.git']);
    repository = new Repository(made.folder);
  });
  after(() => {
    repository.dispose();
    made.remove();
  });

  it('tells commits by name, tags peeled, and refuses what is no name', async () => {
    for (const name of ['main', 'fix/one', 'refs/remotes/origin/main', 'v1', 'refs/tags/v1', 'HEAD', first, first.slice(0, 8)])
      assert.deepEqual(await repository.commit(name), { ok: true, value: first }, name);
    for (const name of [...refused, 'nothing', 'refs/heads/nothing', '0'.repeat(40)])
      assert.deepEqual(await repository.commit(name), { ok: false, failure: { kind: 'no-such-object' } }, JSON.stringify(name));
    assert.ok(!(await repository.commit(made.git(['rev-parse', 'main^{tree}']))).ok);
  });

  it('lists refs and remotes', async () => {
    const refs = await repository.refs();
    assert.ok(refs.ok);
    assert.deepEqual(
      [...refs.value],
      [
        ['refs/heads/fix/one', first],
        ['refs/heads/main', first],
        ['refs/remotes/origin/main', first],
        ['refs/tags/v1', first],
      ],
    );
    assert.deepEqual(await repository.remotes(), {
      ok: true,
      value: [{ name: 'origin', url: 'git@github.com:python/cpython.git' }],
    });
    assert.ok((await repository.top()).ok);
  });

  it('lists the files of a tree with their modes, once for all who ask', async () => {
    const tree = await repository.tree(first);
    assert.ok(tree.ok);
    assert.deepEqual(Object.fromEntries([...tree.value.files].map(([path, { mode }]) => [path, mode])), {
      'Lib/a.py': '100644',
      'Lib/sub/a.py': '100644',
      tool: '100755',
      link: '120000',
      vendored: '160000',
      'with space/é 漢.py': '100644',
      'big.txt': '100644',
      empty: '100644',
      'tab\there': '100644',
    });
    assert.deepEqual(tree.value.byName.get('a.py'), ['Lib/a.py', 'Lib/sub/a.py']);
    assert.equal(repository.tree(first), repository.tree(first));
    assert.equal((await repository.tree('0'.repeat(40))).ok, false);
    assert.equal((await repository.tree('--help')).ok, false);
  });

  it('reads files to the byte, many at once, in any order', async () => {
    const wanted = [
      ['Lib/a.py', 'one\n'],
      ['big.txt', big],
      ['empty', ''],
      ['with space/é 漢.py', 'three\n'],
      ['tab\there', 'x'],
      ['Lib/sub/a.py', 'two\n'],
    ] as const;
    const all = await Promise.all(
      [...wanted, ...wanted, ...wanted].map(async ([path, content]) => [await repository.file(first, path), content] as const),
    );
    for (const [result, content] of all) assert.ok(result.ok && result.value.toString('utf8') === content);
  });

  it('reads a link as the words that it holds, and follows it nowhere', async () => {
    const link = await repository.file(first, 'link');
    assert.ok(link.ok && link.value.toString() === 'Lib/a.py');
    for (const path of ['link/a.py', 'vendored', 'Lib', '', 'nothing', '/etc/passwd', 'Lib/a.py\nHEAD', 'a\0b']) {
      assert.deepEqual(
        await repository.file(first, path),
        { ok: false, failure: { kind: 'no-such-object' } },
        JSON.stringify(path),
      );
    }
    assert.ok((await repository.file(first, 'Lib/a.py')).ok, 'it goes on after a miss');
  });

  it('misses a path that climbs out, and still answers who asked at the same time', async () => {
    const [out, real] = await Promise.all([repository.file(first, '../outside'), repository.file(first, 'Lib/a.py')]);
    assert.ok(real.ok);
    assert.deepEqual(out, { ok: false, failure: { kind: 'no-such-object' } });
  });

  it('goes on after its reader was ended', async () => {
    const own = new Repository(made.folder);
    const cut = own.file(first, 'big.txt');
    own.dispose();
    assert.deepEqual(await cut, { ok: false, failure: { kind: 'cancelled' } });
    assert.ok((await own.file(first, 'Lib/a.py')).ok);
    own.dispose();
  });

  it('is not changed by being read', async () => {
    const before = made.git(['for-each-ref']) + readdirSync(join(made.folder, '.git')).join();
    await repository.remotes();
    await repository.refs();
    assert.equal(made.git(['for-each-ref']) + readdirSync(join(made.folder, '.git')).join(), before);
  });
});

describe('git itself', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'at-run-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('fails with a kind, whatever is wrong', async () => {
    const kind = async (args: readonly string[], options = {}, where = folder) => {
      const out = await runGit(where, args, options);
      return out.ok ? 'ok' : out.failure.kind;
    };
    assert.equal(await kind(['status']), 'not-a-repository');
    assert.equal(await kind(['no-such-command']), 'git-failed');
    assert.equal(await kind(['version'], { gitPath: '/nowhere/git' }), 'git-missing');
    assert.equal(await kind(['version'], {}, join(folder, 'nowhere')), 'not-a-repository');
    assert.equal(await kind(['help', '-a'], { mostBytes: 10 }), 'too-large');
    assert.equal(await kind(['version'], { signal: AbortSignal.abort() }), 'cancelled');
    assert.equal(await kind(['version']), 'ok');
    const reader = new Repository(folder, { gitPath: '/nowhere/git' });
    assert.deepEqual(await reader.file('a', 'b'), { ok: false, failure: { kind: 'git-missing' } });
  });

  it('is not led elsewhere by the environment', () => {
    const names = [
      'GIT_DIR',
      'GIT_WORK_TREE',
      'GIT_INDEX_FILE',
      'GIT_OBJECT_DIRECTORY',
      'GIT_NAMESPACE',
      'GIT_COMMON_DIR',
      'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    ];
    const kept = names.map((name) => [name, process.env[name]] as const);
    try {
      for (const name of names) process.env[name] = '/elsewhere';
      const environment = gitEnvironment();
      assert.deepEqual(
        names.filter((name) => environment[name] !== undefined),
        [],
      );
      assert.deepEqual([environment.GIT_TERMINAL_PROMPT, environment.GIT_OPTIONAL_LOCKS], ['0', '0']);
    } finally {
      for (const [name, value] of kept) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  });

  it('is asked for a file of the working tree only where that is the very content, inside', async () => {
    const top = join(folder, 'top');
    mkdirSync(join(top, 'in'), { recursive: true });
    mkdirSync(join(folder, 'topside'));
    const content = Buffer.from('x = 1\n');
    for (const file of [join(top, 'in', 'a.py'), join(folder, 'outside.py'), join(folder, 'topside', 'b.py')])
      writeFileSync(file, content);
    symlinkSync(join(folder, 'outside.py'), join(top, 'link.py'));
    symlinkSync(join(folder, 'topside'), join(top, 'out'));
    symlinkSync(join(top, 'in'), join(top, 'within'));
    assert.equal(await workingFile(top, 'in/a.py', content), join(top, 'in', 'a.py'));
    assert.ok(await workingFile(top, 'within/a.py', content));
    for (const path of ['link.py', 'out/b.py', '../outside.py', 'in', 'nothing'])
      assert.equal(await workingFile(top, path, content), undefined, path);
    for (const other of ['x = 2\n', 'x = 1\r\n', ''])
      assert.equal(await workingFile(top, 'in/a.py', Buffer.from(other)), undefined);
  });
});
