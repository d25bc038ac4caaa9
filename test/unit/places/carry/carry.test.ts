import assert from 'node:assert/strict';
import { Repository } from '../../../../src/git/repository.ts';
import { CarryCache } from '../../../../src/places/carry/carry-cache.ts';
import { carryPlace, carryPlaces, carryToAll, type CarryFrom, type CarryOptions } from '../../../../src/places/carry/carry.ts';
import { commit, makeRepository, type Files, type Made } from '../../git/made.ts';

const file = (content: string | Buffer) => ['100644', content] as const;

/** A module of functions that each have lines of their own. */
function module(...names: readonly string[]): string {
  const functions = names.map(
    (name) => `def ${name}(values, limit):
    """Adds up what ${name} is given."""
    total_of_${name} = 0
    for value in values:
        if value > limit:
            raise ValueError("${name} takes no such value")
        total_of_${name} += value
    return total_of_${name}
`,
  );
  return ['import os\n', ...functions].join('\n\n');
}

const line = (text: string, part: string) => text.split('\n').findIndex((one) => one.includes(part)) + 1;

describe('carrying places over revisions', () => {
  let made: Made;
  let repository: Repository;
  let cache: CarryCache;
  beforeEach(() => {
    made = makeRepository();
    repository = new Repository(made.folder);
    cache = new CarryCache();
  });
  afterEach(() => {
    repository.dispose();
    made.remove();
  });

  const commits = (old: Files, fresh: Files) =>
    [commit(made, old, ['refs/heads/old']), commit(made, fresh, ['refs/heads/new'])] as const;

  async function carry(old: Files, fresh: Files, place: Omit<CarryFrom, 'revision'>, options: CarryOptions = {}) {
    const [from, to] = commits(old, fresh);
    const carried = await carryPlace(repository, { ...place, revision: from }, to, cache, options);
    assert.ok(carried.ok);
    return carried.value;
  }

  const at = (path: string, text: string, part: string) => ({ path, line: line(text, part), endLine: null });
  const both = module('alpha', 'beta', 'gamma', 'delta');

  it('says same without reading a file that is unchanged', async () => {
    const [from, to] = commits({ 'a.py': file(both) }, { 'a.py': file(both), 'b.py': file('') });
    let reads = 0;
    const { blob } = repository;
    repository.blob = (id) => {
      reads++;
      return blob.call(repository, id);
    };
    const carried = await carryPlace(repository, { revision: from, path: 'a.py', line: 3, endLine: 4 }, to, cache);
    assert.deepEqual(carried, { ok: true, value: { path: 'a.py', line: 3, endLine: 4, status: 'same', note: null } });
    assert.equal(reads, 0);
  });

  it('shows both sides of what changed', async () => {
    const fresh = both.replace('raise ValueError("beta takes no such value")', 'raise TypeError("beta takes no such value")');
    const carried = await carry({ 'a.py': file(both) }, { 'a.py': file(fresh) }, at('a.py', both, '"beta takes'));
    assert.equal(carried.status, 'changed');
    assert.equal(carried.line, line(both, '"beta takes'));
    assert.equal(carried.difference?.old.line, line(both, 'def beta'));
    assert.equal(carried.difference.old.lines.length, 8);
    assert.ok(carried.difference.new.lines.some((one) => one.includes('TypeError')));
  });

  it('finds the file again under another name', async () => {
    const old = { 'Lib/zip.py': file(both), 'Lib/other.py': file(module('other')) };
    const grown = both.replace('import os\n', 'import os\nimport sys\n');
    for (const path of ['Lib/zip/__init__.py', 'Lib/zip/_core.py', 'Lib/tools/zip.py', 'Lib/_zip.py']) {
      const carried = await carry(old, { [path]: file(grown), 'Lib/other.py': file('') }, at('Lib/zip.py', both, '"beta takes'));
      assert.equal(carried.status, 'moved', path);
      assert.equal(carried.path, path);
      assert.equal(carried.line, line(grown, '"beta takes'));
    }
    const merged = await carry(
      { 'Lib/zip/__init__.py': file(both) },
      { 'Lib/zip.py': file(grown) },
      at('Lib/zip/__init__.py', both, '"beta takes'),
    );
    assert.equal(merged.path, 'Lib/zip.py');
  });

  it('finds a folder again that was renamed, among files of the same name', async () => {
    const old = { 'src/a/util.py': file(both), 'src/b/util.py': file(module('other', 'another')) };
    const fresh = { 'lib/a/util.py': file(`\n${both}`), 'lib/b/util.py': file(module('other', 'another')) };
    assert.equal((await carry(old, fresh, at('src/a/util.py', both, '"beta takes'))).path, 'lib/a/util.py');
    assert.equal((await carry(old, fresh, { path: 'src/b/util.py', line: 4, endLine: null })).path, 'lib/b/util.py');
  });

  it('finds a function that moved to another file while its own is still there', async () => {
    const [old, rest, target] = [both, module('alpha', 'delta', 'gamma'), module('one', 'beta', 'two')];
    const files = { 'a.py': file(old), 'deep/b.py': file(module('one', 'two')), 'c.py': file(module('three')) };
    const carried = await carry(
      files,
      { 'a.py': file(rest), 'deep/b.py': file(target), 'c.py': file(module('three')) },
      at('a.py', old, '"beta takes'),
    );
    assert.deepEqual(carried, {
      path: 'deep/b.py',
      line: line(target, '"beta takes'),
      endLine: line(target, '"beta takes'),
      status: 'moved',
      note: 'It is in deep/b.py now.',
    });
  });

  it('does not take a twin that stood there before for what moved', async () => {
    const twin = module('one', 'beta');
    const old = { 'a.py': file(both), 'b.py': file(twin) };
    const carried = await carry(
      old,
      { 'a.py': file(module('alpha', 'gamma', 'delta')), 'b.py': file(`${twin}\n# more\n`) },
      at('a.py', both, '"beta takes'),
    );
    assert.equal(carried.status, 'gone');
  });

  it('asks for the symbol when the lines are gone', async () => {
    const fresh = both.replace(/ {4}total_of_beta = 0[^]*?return total_of_beta\n/, '');
    const place = { ...at('a.py', both, '"beta takes'), symbol: 'beta' };
    const files = [{ 'a.py': file(both) }, { 'a.py': file(fresh) }] as const;
    assert.equal((await carry(...files, place)).status, 'gone');
    const findSymbol = (lines: readonly string[]) => ({ line: lines.indexOf('def beta(values, limit):') + 1, endLine: 15 });
    const carried = await carry(...files, place, { findSymbol });
    assert.equal(carried.status, 'changed');
    assert.equal(carried.line, line(both, 'def beta'));
    assert.match(carried.note ?? '', /beta is defined/);
  });

  it('carries a file as a whole', async () => {
    const whole = { path: 'a.py', line: null, endLine: null };
    const old = { 'a.py': file(both) };
    const status = async (fresh: Files) => {
      const carried = await carry(old, fresh, whole);
      return `${carried.status} ${carried.path}`;
    };
    assert.equal(await status({ 'a.py': file(both), 'b.py': file('') }), 'same a.py');
    assert.equal(await status({ 'a.py': file('') }), 'changed a.py');
    assert.equal(await status({ 'b/c.py': file(both) }), 'moved b/c.py');
    assert.equal(await status({ 'a/__init__.py': file(`${both}\n`) }), 'changed a/__init__.py');
    assert.equal(await status({ 'b/c.py': file(`${both}# more\n`) }), 'changed b/c.py');
    assert.equal(await status({ 'b/c.py': file('import os\n') }), 'gone null');
  });

  it('has nothing for what is no text, no file or no line', async () => {
    const binary = Buffer.from([1, 0, 2, 10, 3]);
    const old: Files = { 'a.bin': file(binary), 'a.py': file(both), link: ['120000', 'a.py'], empty: file('') };
    const fresh: Files = {
      'a.bin': file(Buffer.from([1, 0, 3])),
      'a.py': file(binary),
      link: ['120000', 'b.py'],
      empty: file('x\n'),
    };
    for (const path of ['a.bin', 'a.py', 'link', 'empty', 'nowhere.py', '../a.py', '']) {
      const carried = await carry(old, fresh, { path, line: 1, endLine: null });
      assert.equal(carried.status, 'gone', path);
      assert.equal(carried.line, null);
      assert.ok((carried.note ?? '') !== '', path);
    }
    const beyond = await carry(old, { 'a.py': file(`${both}\n`) }, { path: 'a.py', line: 999, endLine: null });
    assert.match(beyond.note ?? '', /had only/);
  });

  it('reads and compares each pair of files once', async () => {
    const fresh = `# head\n${both}`;
    const [from, to] = commits({ 'a.py': file(both) }, { 'a.py': file(fresh) });
    let reads = 0;
    const { blob } = repository;
    repository.blob = (id) => {
      reads++;
      return blob.call(repository, id);
    };
    const froms = [2, 5, 9, 12].map((at) => ({ revision: from, path: 'a.py', line: at, endLine: null }));
    for (let round = 0; round < 2; round++) {
      const carried = await carryPlaces(repository, froms, to, cache);
      assert.ok(carried.ok);
      assert.deepEqual(
        carried.value.map((one) => one.line),
        [3, 6, 10, 13],
      );
    }
    assert.equal(reads, 2);
  });

  it('carries to several revisions and tells how far it is', async () => {
    const [from, to] = commits({ 'a.py': file(both) }, { 'a.py': file(`# head\n${both}`) });
    const gone = commit(made, { 'b.py': file('x = 1\n') }, ['refs/heads/gone']);
    const told: string[] = [];
    const onProgress = (done: number, all: number) => told.push(`${done}/${all}`);
    const place = { revision: from, path: 'a.py', line: 12, endLine: null };
    const carried = await carryToAll(repository, [place], [to, gone, from], cache, { onProgress });
    assert.ok(carried.ok);
    assert.deepEqual(
      carried.value.map(([one]) => one?.status),
      ['moved', 'gone', 'same'],
    );
    assert.deepEqual(told, ['1/3', '2/3', '3/3']);
  });

  it('stops when it is told to, and says when a revision is not there', async () => {
    const [from, to] = commits({ 'a.py': file(both) }, { 'a.py': file('') });
    const place = { revision: from, path: 'a.py', line: 12, endLine: null };
    const stopped = await carryPlace(repository, place, to, cache, { signal: AbortSignal.abort() });
    assert.deepEqual(stopped, { ok: false, failure: { kind: 'cancelled' } });
    const nowhere = await carryPlace(repository, place, '0'.repeat(40), cache);
    assert.equal(nowhere.ok, false);
    assert.equal((await carryPlace(repository, { ...place, revision: '0'.repeat(40) }, to, cache)).ok, false);
  });
});
