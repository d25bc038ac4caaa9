import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Repository } from '../../../../src/git/repository.ts';
import { CarryCache } from '../../../../src/places/carry/carry-cache.ts';
import { sinceWhen, type SinceOptions } from '../../../../src/places/carry/since.ts';
import { compareVersions, seriesOf } from '../../../../src/places/versions.ts';
import { commit, makeRepository, type Made } from '../../git/made.ts';

const bad = 'def load(data):\n    return eval(data)  # takes anything\n\n\ndef save(data):\n    return repr(data)\n';
const good = bad.replace('eval(data)  # takes anything', 'literal(data)');
const none = 'def save(data):\n    return repr(data)\n';

describe('since when', () => {
  let made: Made;
  let repository: Repository;
  beforeEach(() => {
    made = makeRepository();
    repository = new Repository(made.folder);
  });
  afterEach(() => {
    repository.dispose();
    made.remove();
  });

  /** Releases by version with the content of one file, in the order of versions; what was found for a place at one of them. */
  async function since(contents: Readonly<Record<string, string>>, at: string, options: SinceOptions = {}) {
    const releases = Object.entries(contents).map(([version, content]) => ({
      name: `v${version}`,
      version,
      revision: commit(made, { 'a.py': ['100644', content], version: ['100644', version] }, [`refs/tags/v${version}`]),
    }));
    releases.sort((a, b) => compareVersions(a.version, b.version));
    const revision = releases.find(({ version }) => version === at)?.revision ?? '';
    const place = { revision, path: 'a.py', line: 2, endLine: 2 };
    return sinceWhen(repository, [place], releases, new CarryCache(), options);
  }

  async function told(contents: Readonly<Record<string, string>>, at: string) {
    const found = await since(contents, at);
    assert.ok(found.ok);
    return found.value;
  }

  it('proposes the range from the first release that has the place', async () => {
    const found = await told(
      { '3.8.0': none, '3.9.0': none, '3.9.2': `# new\n${bad}`, '3.10.0': bad, '3.11.0': `${bad}\n`, '3.11.1': good },
      '3.11.0',
    );
    assert.equal(found.first, '3.9.2');
    assert.equal(found.range, '>= 3.9.2, <= 3.11.0');
    assert.deepEqual(found.ranges, ['>= 3.9.2, <= 3.11.0']);
    assert.equal(found.note, null);
  });

  it('knows that release lines are parallel', async () => {
    const contents = {
      '3.11.0': none,
      '3.12.0a1': bad,
      '3.12.0': bad,
      '3.12.8': bad,
      '3.12.9': good,
      '3.12.10': good,
      '3.13.0a1': bad,
      '3.13.0': bad,
      '3.13.5': bad,
    };
    const found = await told(contents, '3.13.5');
    assert.equal(found.first, '3.12.0a1');
    assert.equal(found.range, '>= 3.13.0a1, <= 3.13.5');
    assert.deepEqual(found.ranges, ['>= 3.12.0a1, <= 3.12.8', '>= 3.13.0a1, <= 3.13.5']);
    assert.match(found.note ?? '', />= 3\.12\.0a1, <= 3\.12\.8/);
  });

  it('finds an older line to which the code was brought later', async () => {
    const found = await told(
      { '3.10.0': none, '3.11.0': none, '3.11.3': none, '3.11.4': bad, '3.12.0': bad, '3.12.1': bad },
      '3.12.1',
    );
    assert.deepEqual([found.first, ...found.ranges], ['3.11.4', '>= 3.11.4, <= 3.12.1']);
  });

  it('names a single release', async () => {
    assert.equal((await told({ '1.0': none, '1.1': bad, '1.2': good }, '1.1')).range, '= 1.1');
  });

  it('says so when no release has the place', async () => {
    const found = await sinceWhen(repository, [], [], new CarryCache());
    assert.ok(found.ok && found.value.range === null && found.value.note !== null);
    const revision = commit(made, { 'a.py': ['100644', bad] }, ['refs/heads/main']);
    const place = { revision, path: 'a.py', line: 2, endLine: 2 };
    const other = commit(made, { 'a.py': ['100644', none] }, ['refs/tags/v1']);
    const lost = await sinceWhen(repository, [place], [{ name: 'v1', version: '1', revision: other }], new CarryCache());
    assert.ok(lost.ok && lost.value.range === null && lost.value.note !== null);
  });

  it('reads nothing for releases with the same file, tells how far it is, and stops when told to', async () => {
    const contents = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`1.0.${at}`, bad]));
    let reads = 0;
    const { blob } = repository;
    repository.blob = (id) => {
      reads++;
      return blob.call(repository, id);
    };
    const progress: number[] = [];
    const found = await since(contents, '1.0.11', { onProgress: (done) => progress.push(done) });
    assert.ok(found.ok);
    assert.equal(found.value.range, '>= 1.0.0, <= 1.0.11');
    assert.equal(reads, 0);
    assert.equal(progress.at(-1), 12);
    assert.deepEqual(await since(contents, '1.0.11', { signal: AbortSignal.abort() }), {
      ok: false,
      failure: { kind: 'cancelled' },
    });
  });
});

describe('versions', () => {
  it('are in order', () => {
    const order = [
      '1',
      '3.9.2',
      '3.10.0',
      '3.14.0.dev1',
      '3.14.0a1',
      '3.14.0a7',
      '3.14.0b1',
      '3.14.0rc1',
      '3.14.0',
      '3.14.0.post1',
      '3.14.1',
      '4.0',
    ];
    order.forEach((a, x) =>
      order.forEach((b, y) => assert.equal(Math.sign(compareVersions(a, b)), Math.sign(x - y), `${a} ${b}`)),
    );
    assert.equal(compareVersions('3.14', 'v3.14.0'), 0);
    assert.equal(compareVersions('1.0c1', '1.0rc1'), 0);
  });

  it('compare whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) =>
        assert.equal(Math.sign(compareVersions(a, b)), -Math.sign(compareVersions(b, a)) + 0),
      ),
    );
  });

  it('have a series', () => {
    assert.deepEqual(['3.13.0rc1', 'v3.9', '7'].map(seriesOf), ['3.13', '3.9', '7']);
  });
});
