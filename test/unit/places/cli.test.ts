import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { PlacesJson } from '../../../src/places/json.ts';
import { commit, makeRepository, type Made } from '../git/made.ts';

const cli = join(import.meta.dirname, '..', '..', '..', 'src', 'cli.ts');

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

const CODE = 'import os\n\n\ndef unpack(name):\n    base = os.path.join(root, name)\n    return base\n';

describe('the command line', function () {
  // A process each.
  this.timeout(60_000);
  let made: Made;
  let folder = '';
  let report = '';
  before(() => {
    made = makeRepository();
    const python = { 'Include/Python.h': ['100644', ''], 'Lib/os.py': ['100644', 'import posixpath as path\n'] } as const;
    commit(made, { ...python, 'Lib/shutil.py': ['100644', CODE] }, ['refs/tags/v3.13.1', 'refs/heads/3.13']);
    commit(made, { ...python, 'Lib/shutil.py': ['100644', `"""New."""\n${CODE}`], 'Doc/x.rst': ['120000', '/etc/passwd'] }, [
      'refs/heads/main',
      'refs/heads/3.15',
      'refs/tags/v3.15.0',
    ]);
    commit(made, python, ['refs/heads/3.11', 'refs/tags/v3.11.0']);
    made.git(['symbolic-ref', 'HEAD', 'refs/heads/main']);
    folder = mkdtempSync(join(tmpdir(), 'at-cli-'));
    report = join(folder, 'report.md');
    writeFileSync(
      report,
      'Python 3.13.1 is affected.\n\n  File "/usr/lib/python3.13/shutil.py", line 5, in unpack\n    base = os.path.join(root, name)\n\n`shutil.unpack()` and /tmp/poc/evil.py:3\n',
    );
  });
  after(() => {
    made.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints the places of a report, where they are on branches, and since when', async () => {
    const { code, out, err } = await run(
      'places',
      report,
      '--repo',
      made.folder,
      '--carry',
      'main,3.13,3.11',
      '--since',
      '--json',
    );
    assert.deepEqual([code, err], [0, '']);
    const json = JSON.parse(out) as PlacesJson;
    assert.equal(json.revisionName, 'v3.13.1');
    const [frame, symbol] = json.places;
    assert.deepEqual(
      [frame?.kind, frame?.path, frame?.line, frame?.symbol, frame?.revision, frame?.resolved.line, frame?.resolved.certainty],
      ['traceback', 'Lib/shutil.py', 5, 'unpack', '3.13.1', 5, 'exact'],
    );
    const carried = Object.entries(frame?.carried ?? {}).map(([name, { status, line }]) => [name, status, line]);
    assert.deepEqual(carried, [
      ['main', 'moved', 6],
      ['3.13', 'same', 5],
      ['3.11', 'gone', null],
    ]);
    assert.deepEqual([symbol?.kind, symbol?.symbol, symbol?.resolved.line], ['symbol', 'shutil.unpack', 4]);
    assert.deepEqual(
      json.unresolved.map(({ text, why }) => [text, why]),
      [['/tmp/poc/evil.py:3', 'There is no /tmp/poc/evil.py at v3.13.1.']],
    );
    const answers = Object.entries(json.branches ?? {}).map(([name, { answer }]) => [name, answer]);
    assert.deepEqual(answers, [
      ['main', 'affected'],
      ['3.13', 'affected'],
      ['3.11', 'not-affected'],
    ]);
    assert.equal(json.since?.first, '3.13.1');
    assert.equal(json.since.range, '>= 3.13.1, <= 3.15.0');
  });

  it('looks at the revision that is named', async () => {
    const { out } = await run('places', report, '--repo', made.folder, '--at', 'main', '--json');
    const json = JSON.parse(out) as PlacesJson;
    assert.deepEqual([json.revisionName, json.places[0]?.line, json.places[0]?.resolved.line], ['main', 5, 6]);
  });

  it('prints a table for people, and SARIF that holds nothing of the text', async () => {
    const table = await run('places', report, '--repo', made.folder);
    assert.match(table.out, /^Looked up at v3\.13\.1\n\nLib\/shutil\.py:5 at v3\.13\.1 {2}← traceback/);
    const sarif = await run('places', report, '--repo', made.folder, '--sarif');
    const log = JSON.parse(sarif.out) as { version: string; runs: { results: unknown[] }[] };
    assert.deepEqual([log.version, log.runs[0]?.results.length], ['2.1.0', 2]);
    assert.ok(!/is affected|evil/.test(sarif.out));
  });

  it('says of a partial clone that its files cannot be read', async () => {
    const partial = join(folder, 'partial');
    made.git(['config', 'uploadpack.allowFilter', 'true']);
    made.git(['clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${made.folder}`, partial]);
    const { code, out } = await run('places', report, '--repo', partial, '--json');
    assert.equal(code, 0);
    const json = JSON.parse(out) as PlacesJson;
    assert.ok(json.unresolved.some(({ why }) => why.startsWith('Git could not read it')));
  });

  it('reads a bare, a shallow and a half rebased repository', async () => {
    const bare = join(folder, 'bare');
    made.git(['clone', '--quiet', '--bare', made.folder, bare]);
    const shallow = join(folder, 'shallow');
    made.git(['clone', '--quiet', '--depth=1', '--no-single-branch', '--branch', '3.13', `file://${made.folder}`, shallow]);
    mkdirSync(join(shallow, '.git', 'rebase-merge'));
    writeFileSync(join(shallow, '.git', 'rebase-merge', 'head-name'), 'refs/heads/3.13\n');
    for (const repo of [bare, shallow]) {
      const { code, out } = await run('places', report, '--repo', repo, '--json');
      assert.equal(code, 0, repo);
      assert.equal((JSON.parse(out) as PlacesJson).places[0]?.resolved.path, 'Lib/shutil.py', repo);
    }
  });

  it('refuses what it cannot use in one line, and ends with 2', async () => {
    const binary = join(folder, 'binary');
    writeFileSync(binary, Buffer.from([1, 0, 2]));
    for (const [args, words] of [
      [['places', join(folder, 'none.md'), '--repo', made.folder], /cannot be read/],
      [['places', folder, '--repo', made.folder], /cannot be read/],
      [['places', binary, '--repo', made.folder], /no text file/],
      [['places', report, '--repo', folder], /no git repository/],
      [['places', report, '--repo', join(folder, 'nowhere')], /no git repository/],
      [['places', report, '--repo', made.folder, '--at', 'v9.9.9'], /no revision "v9\.9\.9"/],
      [['places', report, '--repo', made.folder, '--at=--upload-pack=x'], /no revision/],
      [['places', report, '--repo', made.folder, '--carry', 'main,nothing'], /no revision "nothing"/],
      [['places', report, '--repo', made.folder, '--repository', 'nonsense'], /OWNER\/NAME/],
      [['places', report], /--repo DIR/],
      [['places'], /REPORT\.md/],
      [['other', report], /REPORT\.md/],
      [['places', report, '--repo', made.folder, '--colour'], /colour/],
    ] as const) {
      const { code, out, err } = await run(...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, words);
      assert.equal(err.trim().split('\n').length, 1, err);
    }
  });

  it('takes any text for a report', async () => {
    const hostile = join(folder, 'hostile.md');
    writeFileSync(
      hostile,
      [
        '\uFEFFDoc/x.rst:1 ../../etc/passwd:1 Lib/../../x.py:3 Lib/shutil.py:1000000000000',
        `${'a'.repeat(10_000)}.py:3 -n.py:1 --help.py:2 Lib/shut\u0456l.py:5 \u202EsilLib/shutil.py:5`,
        'https://github.com/python/cpython/blob/--upload-pack=x/Lib/shutil.py#L1\r\n\0x'.replace('\0', ''),
        '\uD800 Lib/shutil.py:6',
      ].join('\n'),
    );
    const { code, out, err } = await run('places', hostile, '--repo', made.folder, '--json');
    assert.deepEqual([code, err], [0, '']);
    const json = JSON.parse(out) as PlacesJson;
    for (const { path } of json.places) assert.equal(path, 'Lib/shutil.py');
    assert.ok(json.unresolved.some(({ why }) => why.includes('no text file')));
  });
});
