import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { Repository } from '../../../src/git/repository.ts';
import type { RepositoryName } from '../../../src/advisory/model.ts';
import { findPlaces } from '../../../src/places/find/find.ts';
import { placesOf } from '../../../src/places/report.ts';
import { reason, type FoundPlace, type Resolution } from '../../../src/places/place.ts';
import { found as madePlace } from '../../../src/places/find/found.ts';
import { Ground, PlaceCache } from '../../../src/places/ground.ts';
import { resolvePath } from '../../../src/places/resolve/path.ts';
import { psrt } from '../advisory/sample.ts';
import { commit, makeRepository, type Made } from '../git/made.ts';

const ABOUT: RepositoryName = 'python/cpython';
const WEB = `https://github.com/${ABOUT}/blob`;
const numbered = (count: number, end = '\n') => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join(end) + end;

describe('places in a clone', () => {
  let made: Made;
  let repository: Repository;
  let old = '';
  let main = '';
  before(() => {
    made = makeRepository();
    const files = {
      'Lib/tarfile.py': ['100644', numbered(30)],
      'Lib/json/tool.py': ['100644', numbered(5)],
      'Lib/venv/tool.py': ['100644', `${numbered(4)}    quoted = here()\n`],
      'Lib/crlf.py': ['100644', numbered(9, '\r\n')],
      'Lib/stars.py': ['100644', 'first\n    *rest, last = parts\n'],
      README: ['100644', 'read me'],
      'empty.py': ['100644', ''],
      'Modules/a/twin.c': ['100644', numbered(3)],
      'Modules/b/twin.c': ['100644', numbered(3)],
      'Mac/Python Launcher/é.m': ['100644', numbered(3)],
      'Doc/link.rst': ['120000', '../../../etc/passwd'],
      'Modules/vendored.c': ['160000', ''],
      'data.bin.c': ['100644', Buffer.from([1, 0, 2, 10])],
      'Tools/Case.py': ['100644', numbered(3)],
      'Tools/case.py': ['100644', numbered(3)],
    } as const;
    old = commit(made, { 'Lib/tarfile.py': ['100644', numbered(10)], 'Lib/gone.py': ['100644', numbered(2)] }, [
      'refs/tags/v3.13.1',
      'refs/remotes/origin/3.13',
    ]);
    main = commit(made, files, [
      'refs/heads/main',
      'refs/remotes/origin/main',
      'refs/remotes/origin/fix/one',
      'refs/remotes/origin/20260122',
    ]);
    commit(made, { 'a.c': ['100644', numbered(2)] }, ['refs/heads/local', 'refs/remotes/upstream/topic']);
    repository = new Repository(made.folder);
  });
  after(() => {
    repository.dispose();
    made.remove();
  });

  const look = async (found: FoundPlace, about = ABOUT, exact = true): Promise<Resolution> => {
    const ground = new Ground({
      about,
      repository,
      process: psrt,
      hosts: ['github.com'],
      affected: [{ revision: main, name: 'main', from: 'chosen', said: '3.15', exact, note: null }],
      cache: new PlaceCache(),
    });
    const context = { text: found.text, foreignNames: new Set<string>(), fallback: [] };
    return (await resolvePath(found, ground, context)).resolution;
  };
  const resolve = async (text: string, about = ABOUT, exact = true): Promise<Resolution> => {
    const [found] = findPlaces(text);
    assert.ok(found, `no place in ${text}`);
    return look(found, about, exact);
  };
  const where = async (text: string) => {
    const it = await resolve(text);
    return 'resolved' in it
      ? [it.resolved.path, it.resolved.line, it.resolved.endLine, it.resolved.certainty]
      : it.unresolved.why;
  };

  it('are found by links at the revision that they name', async () => {
    for (const [name, revision] of [
      ['v3.13.1', old],
      ['3.13', old],
      ['main', main],
      ['refs/heads/main', main],
    ] as const) {
      const it = await resolve(`${WEB}/${name}/Lib/tarfile.py#L3-L5`);
      assert.ok('resolved' in it);
      assert.deepEqual(it.resolved, {
        revision,
        revisionName: name.replace('refs/heads/', ''),
        path: 'Lib/tarfile.py',
        line: 3,
        endLine: 5,
        symbol: null,
        certainty: name === 'v3.13.1' ? 'exact' : 'likely',
        note: name === 'v3.13.1' ? null : `${name.replace('refs/heads/', '')} may have moved on since the report.`,
      });
    }
    const byId = await resolve(`${WEB}/${old}/Lib/gone.py`);
    assert.ok('resolved' in byId && byId.resolved.revisionName === old.slice(0, 10) && byId.resolved.line === null);
  });

  it('are found on branches with slashes, of upstream, and local ones last', async () => {
    assert.deepEqual(await where(`${WEB}/fix/one/Lib/json/tool.py#L2`), ['Lib/json/tool.py', 2, null, 'likely']);
    assert.deepEqual(await where(`${WEB}/topic/a.c#L2`), ['a.c', 2, null, 'likely']);
    assert.deepEqual(await where(`${WEB}/local/a.c#L2`), ['a.c', 2, null, 'likely']);
    assert.equal(await where(`${WEB}/fix/two/Lib/json/tool.py`), 'unknown-revision');
  });

  it("are found on a branch whose name could be a commit's", async () => {
    assert.deepEqual(await where(`${WEB}/20260122/Lib/tarfile.py#L3`), ['Lib/tarfile.py', 3, null, 'likely']);
  });

  it('are found with blanks and letters beyond ASCII in their names', async () => {
    assert.deepEqual(await where(`${WEB}/main/Mac/Python%20Launcher/%C3%A9.m#L3`), [
      'Mac/Python Launcher/é.m',
      3,
      null,
      'likely',
    ]);
    assert.deepEqual(await where('File "Mac/Python Launcher/é.m", line 2'), ['Mac/Python Launcher/é.m', 2, null, 'exact']);
    assert.deepEqual(await where(`${WEB}/main/README#L1`), ['README', 1, null, 'likely']);
  });

  it('are not looked for at what is no name of a revision', async () => {
    for (const name of ['HEAD@%7B1%7D', '--upload-pack=x', '-x', 'a..b', 'main~1', 'main%5E', ':%2Fx', 'nothing']) {
      const [found] = findPlaces(`${WEB}/${name}/Lib/tarfile.py#L1`);
      if (found) assert.equal(await where(`${WEB}/${name}/Lib/tarfile.py#L1`), 'unknown-revision', name);
    }
    const link = { host: 'github.com', repository: ABOUT, segments: ['--upload-pack=x', 'Lib', 'tarfile.py'] };
    const it = await look(madePlace('x', 0, 1, 'permalink', { path: 'Lib/tarfile.py', line: 1, link }));
    assert.ok('unresolved' in it && it.unresolved.why === 'unknown-revision');
  });

  it("are in another repository where host or name is another's", async () => {
    assert.deepEqual(await where(`${WEB}/main/README`.replace('python/cpython', 'Python/CPython')), [
      'README',
      null,
      null,
      'likely',
    ]);
    assert.deepEqual(await where(`${WEB}/main/README`.replace('cpython', 'cpython-ghsa-2222-3333-4444')), [
      'README',
      null,
      null,
      'likely',
    ]);
    for (const address of [
      'https://github.com/python/pip/blob/main/README',
      'https://github.com@evil.example/python/cpython/blob/main/README',
      'https://evil.example/python/cpython/blob/main/README',
      'https://github.com/python/cpython-ghsa-1111-3333-4444/blob/main/README',
    ]) {
      assert.equal(await where(address), address.startsWith('https://github.com/') ? 'other-repository' : 'other-host', address);
    }
  });

  it('lead nowhere by a link, a submodule, bytes, or a line that is not there', async () => {
    for (const [text, why] of [
      ['Doc/link.rst:1', 'not-text'],
      [`${WEB}/main/Doc/link.rst#L1`, 'not-text'],
      ['Modules/vendored.c:1', 'not-text'],
      ['data.bin.c:1', 'not-text'],
      ['Lib/tarfile.py:31', 'no-such-line'],
      ['empty.py:1', 'no-such-line'],
      [`${WEB}/v3.13.1/Lib/tarfile.py#L11`, 'no-such-line'],
      [`${WEB}/main/Lib/gone.py#L1`, 'no-such-file'],
      ['Lib/nothing.py:1', 'no-such-file'],
      ['/home/me/poc.py:1', 'no-such-file'],
      ['/tmp/tarfile.py:1', 'no-such-file'],
      ['../../etc/a.py:1', 'no-such-file'],
      ['Lib/../Lib/tarfile.py:3', 'no-such-file'],
      ['/usr/lib/python3.13/site-packages/x.py:1', 'foreign'],
    ] as const)
      assert.equal(await where(text), why, text);
    assert.equal((await where('Lib/tarfile.py:30-99'))[2], 30);
  });

  it('are found by installed paths, by the end of a path, and by name', async () => {
    for (const text of [
      '/usr/lib/python3.13/tarfile.py:3',
      'C:\\Python313\\Lib\\tarfile.py:3',
      '/home/me/src/cpython/Lib/tarfile.py:3',
      'tarfile.py:3',
      './Lib/tarfile.py:3',
      '../Lib/tarfile.py:3',
      'lib/TARFILE.py:3',
      'File "/usr/lib64/python3.13/tarfile.py", line 3',
    ]) {
      const [path, line] = await where(text);
      assert.deepEqual([path, line], ['Lib/tarfile.py', 3], text);
    }
    assert.deepEqual(await where('json/tool.py:1'), ['Lib/json/tool.py', 1, null, 'likely']);
  });

  it('are ambiguous where two files may be meant, unless one has the quoted line', async () => {
    assert.equal(await where('tool.py:2'), 'no-such-file', 'a bare name alone is nothing to rely on');
    const it = await resolve('twin.c:2');
    assert.ok('resolved' in it && it.resolved.certainty === 'ambiguous');
    assert.deepEqual(
      it.candidates.map(({ path }) => path),
      ['Modules/a/twin.c', 'Modules/b/twin.c'],
    );
    assert.deepEqual((await where('File "tool.py", line 5, in f\n    quoted = here()\n'))[0], 'Lib/venv/tool.py');
  });

  it('are the file of just that case where two differ in case only', async () => {
    assert.deepEqual(await where('Tools/case.py:2'), ['Tools/case.py', 2, null, 'exact']);
  });

  it('follow the quoted line where the number is off, and say so', async () => {
    const it = await resolve('File "/usr/lib/python3.13/venv/tool.py", line 1, in f\n    quoted = here()\n');
    assert.ok('resolved' in it);
    assert.deepEqual([it.resolved.line, it.resolved.certainty], [5, 'likely']);
    assert.match(it.resolved.note ?? '', /says line 1/);
  });

  it('never open the reported number where what is quoted is not in the file', async () => {
    const lost = await resolve('File "Lib/tarfile.py", line 3, in f\n    nowhere()\n');
    assert.ok('resolved' in lost);
    assert.deepEqual([lost.resolved.path, lost.resolved.line], ['Lib/tarfile.py', null]);
    assert.match(lost.resolved.note ?? '', /says line 3; what it quotes is not in this file/);
  });

  it('never open the reported number in the file of another version', async () => {
    const other = await resolve('Lib/tarfile.py:3', ABOUT, false);
    assert.ok('resolved' in other);
    assert.deepEqual([other.resolved.path, other.resolved.line, other.resolved.certainty], ['Lib/tarfile.py', null, 'likely']);
    assert.match(other.resolved.note ?? '', /line 3 of 3\.15/);
    const quoting = await resolve('File "Lib/venv/tool.py", line 2, in f\n    quoted = here()\n', ABOUT, false);
    assert.ok('resolved' in quoting);
    assert.equal(quoting.resolved.line, 5);
  });

  it('take line ends of both kinds for the same line', async () => {
    assert.deepEqual(await where('File "Lib/crlf.py", line 9, in f\n    line 9\n'), ['Lib/crlf.py', 9, null, 'exact']);
    assert.equal(await where('Lib/crlf.py:10'), 'no-such-line');
  });

  it('take a quoted line that begins with a star for what it is', async () => {
    assert.deepEqual(await where('File "Lib/stars.py", line 2, in f\n    *rest, last = parts\n'), [
      'Lib/stars.py',
      2,
      null,
      'exact',
    ]);
  });

  it('take the affected revision from the report, the ranges, or the default branch', async () => {
    const affected = async (report: string, range: string | null = null) => {
      const { affected: found } = await placesOf(
        { repository: ABOUT, vulnerabilities: [{ ecosystem: null, name: null, range, patched: null, functions: [] }] },
        report,
        repository,
        psrt,
        ['github.com'],
      );
      const [it] = found;
      return it && [it.name, it.from, it.revision === old, it.exact];
    };
    assert.deepEqual(await affected('Python 3.13.1'), ['v3.13.1', 'report', true, true]);
    assert.deepEqual(await affected('Python 3.13.9'), ['3.13', 'report', true, false]);
    assert.deepEqual(await affected('/usr/lib/python3.13/tarfile.py:3'), ['3.13', 'report', true, false]);
    assert.deepEqual(await affected(`commit ${old.slice(0, 12)}`), [old.slice(0, 10), 'report', true, true]);
    assert.deepEqual(await affected('no version', '>= 3.9, <= 3.13.1'), ['v3.13.1', 'range', true, true]);
    assert.deepEqual(await affected('no version'), ['origin/main', 'default', false, false]);
    assert.deepEqual(await affected('Python 3.9.1'), ['v3.13.1', 'report', true, false]);
  });

  it('are told without a clone, too', async () => {
    const { places, affected } = await placesOf(
      { repository: ABOUT, vulnerabilities: [] },
      'Lib/a.py:1 and Lib/b.py:2',
      undefined,
      psrt,
      [],
    );
    assert.deepEqual(
      [affected, places.map(({ resolution }) => 'unresolved' in resolution && resolution.unresolved.why)],
      [[], ['no-clone', 'no-clone']],
    );
  });
});

describe('reasons', () => {
  it('are sentences', () => {
    for (const it of [
      { why: 'no-clone' },
      { why: 'other-repository', repository: 'a/b' },
      { why: 'unknown-revision', revision: 'x' },
      { why: 'no-such-file', path: 'a', revisionName: 'x' },
      { why: 'no-such-line', path: 'a', revisionName: 'x', lines: 3 },
      { why: 'not-text', path: 'a' },
      { why: 'foreign', folder: 'x' },
      { why: 'not-defined', revisionName: 'x' },
      { why: 'git', kind: 'x' },
    ] as const)
      assert.match(reason(it), /^\S.* .*\.$/);
  });
});
