import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { fetchCommit, isSide } from '../../../src/git/fetch.ts';
import { Repository } from '../../../src/git/repository.ts';
import { commit, makeRepository, type Made } from './made.ts';

/** Every file below a folder with its size and time. */
function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .sort();
}

describe('a clone', () => {
  let made: Made;
  let revision = '';
  let repository: Repository;
  before(() => {
    made = makeRepository();
    revision = commit(
      made,
      {
        'Modules/a.c': ['100644', 'int\nfind_me(void)\n{\n}\n'],
        'Lib/b.py': ['100644', 'def find_me():\n    pass\n'],
        'Lib/-n.py': ['100644', 'x = "find_me"\n'],
        'Doc/ü ñ.c': ['100644', 'find_me();\r\n'],
        'data.c': ['100644', Buffer.from('find_me\0')],
      },
      ['refs/heads/main'],
    );
    repository = new Repository(made.folder);
  });
  after(() => {
    repository.dispose();
    made.remove();
  });

  it('is searched for fixed texts and for expressions, in files of some names', async () => {
    const fixed = await repository.grep(revision, { fixed: ['find_me('] }, ['*.c', '*.py']);
    assert.ok(fixed.ok);
    assert.deepEqual(
      fixed.value.map(({ path, line, text }) => [path, line, text.trim()]),
      [
        ['Doc/ü ñ.c', 1, 'find_me();'],
        ['Lib/b.py', 1, 'def find_me():'],
        ['Modules/a.c', 2, 'find_me(void)'],
      ],
    );
    const expression = await repository.grep(revision, { expression: '^(find_me|other)[ ]*\\(' }, ['*.c']);
    assert.ok(expression.ok);
    assert.deepEqual(
      expression.value.map(({ path }) => path),
      ['Doc/ü ñ.c', 'Modules/a.c'],
    );
  });

  it('says nothing for what is nowhere, and fails for what is no revision or no expression', async () => {
    assert.deepEqual(await repository.grep(revision, { fixed: ['nowhere at all'] }, []), { ok: true, value: [] });
    assert.ok(!(await repository.grep('--open-files-in-pager=touch x', { fixed: ['a'] }, [])).ok);
    assert.ok(!(await repository.grep(revision, { expression: 'a(' }, [])).ok);
  });

  it('finds what looks like an option as text', async () => {
    const found = await repository.grep(revision, { fixed: ['--help', 'x = '] }, ['*.py']);
    assert.deepEqual(found.ok && found.value.map(({ path }) => path), ['Lib/-n.py']);
  });

  it('tells who last changed a line, and nothing of a path or a revision that is none', async () => {
    const changes = await repository.blame(revision, 'Lib/-n.py', 1, 1);
    assert.ok(changes.ok);
    assert.deepEqual(
      changes.value.map(({ author, mail, commit: id, lines }) => [author, mail, id, lines]),
      [['A', 'a@example.org', revision, 1]],
    );
    assert.ok(!(await repository.blame('main', 'Lib/b.py', 1, 1)).ok, 'only a commit id is handed to git');
    assert.ok(!(await repository.blame(revision, 'Lib/none.py', 1, 1)).ok);
    assert.ok(!(await repository.blame(revision, 'Lib/b.py', 900, 901)).ok);
  });
});

describe('a partial clone', () => {
  it('fails for what is not there, at once, and still gives what is', async () => {
    const made = makeRepository();
    const folder = mkdtempSync(join(tmpdir(), 'at-partial-'));
    try {
      const revision = commit(made, { 'a.py': ['100644', 'one\n'], 'b.py': ['100644', 'two\n'] }, ['refs/heads/main']);
      made.git(['config', 'uploadpack.allowFilter', 'true']);
      const clone = join(folder, 'clone');
      made.git(['clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${made.folder}`, clone]);
      const before = listing(clone);
      const repository = new Repository(clone);
      const read = await Promise.all([
        repository.file(revision, 'a.py'),
        repository.commit(revision),
        repository.file(revision, 'b.py'),
        repository.tree(revision),
      ]);
      assert.deepEqual(
        read.map(({ ok }) => ok),
        [false, true, false, true],
      );
      repository.dispose();
      assert.deepEqual(listing(clone), before, 'nothing was fetched');
    } finally {
      made.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('fetching a missing commit', () => {
  it('leaves the clone byte for byte as it is, and reads through a folder of our own', async () => {
    const [clone, remote] = [makeRepository(), makeRepository()];
    const folder = mkdtempSync(join(tmpdir(), 'at-side-'));
    try {
      const here = commit(clone, { 'a.py': ['100644', 'old\n'] }, ['refs/heads/main']);
      const there = commit(remote, { 'a.py': ['100644', 'new\n'] }, ['refs/heads/main']);
      const before = listing(clone.folder);
      const side = join(folder, 'side');
      assert.equal(isSide(side), false);
      assert.deepEqual(await fetchCommit(side, clone.folder, `file://${remote.folder}`, there), { ok: true, value: undefined });
      assert.equal(isSide(side), true);
      const repository = new Repository(clone.folder, {}, side);
      const [fetched, own] = [await repository.file(there, 'a.py'), await repository.file(here, 'a.py')];
      assert.deepEqual([fetched.ok && fetched.value.toString(), own.ok && own.value.toString()], ['new\n', 'old\n']);
      assert.ok((await repository.tree(there)).ok && (await repository.commit('main')).ok);
      repository.dispose();
      assert.deepEqual(listing(clone.folder), before);
    } finally {
      clone.remove();
      remote.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('takes no address that runs a program, no short id, and says that it failed', async () => {
    const clone = makeRepository();
    const folder = mkdtempSync(join(tmpdir(), 'at-side-'));
    const mark = join(folder, 'ran');
    try {
      commit(clone, { 'a.py': ['100644', 'old\n'] }, ['refs/heads/main']);
      const id = 'a'.repeat(40);
      for (const url of [`ext::sh -c touch% ${mark}`, '--upload-pack=touch', `file://${folder}/none`]) {
        const fetched = await fetchCommit(join(folder, 'side'), clone.folder, url, id);
        assert.equal(fetched.ok, false, url);
      }
      assert.equal((await fetchCommit(join(folder, 'side'), clone.folder, 'https://example.org/x', 'abc1234')).ok, false);
      assert.equal(existsSync(mark), false);
    } finally {
      clone.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
