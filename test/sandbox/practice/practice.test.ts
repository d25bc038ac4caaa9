import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { WorldAdvisory } from '../world.ts';
import { practiceCommits } from './commits.ts';
import { expectations } from './expectations.ts';
import { longestDescription } from './long.ts';
import { people, practisingLogin } from './people.ts';
import { fillReport, reportNames, reportText } from './reports.ts';
import {
  binaryPath,
  escapingSymlinkPath,
  gitEnvironment,
  makePracticeRepository,
  otherRepositories,
  submoduleCommit,
  submodulePath,
  symlinkPath,
  type PracticeRepositoryName,
} from './repository.ts';
import { practiceWorld } from './world.ts';

const now = Date.parse('2026-09-01T12:00:00Z');
const day = 24 * 60 * 60 * 1000;
const world = practiceWorld(now, { gitSource: () => undefined });
const { advisories } = world;
const open = advisories.filter(({ state }) => state === 'triage' || state === 'draft');
const age = (advisory: WorldAdvisory): number => (now - Date.parse(advisory.createdAt)) / day;
const coordinators = (advisory: WorldAdvisory): string[] =>
  advisory.credits.filter(({ type }) => type === 'coordinator').map(({ login }) => login.toLowerCase());
const unassigned = (advisory: WorldAdvisory): boolean => coordinators(advisory).length === 0;
const some = (what: string, test: (advisory: WorldAdvisory) => boolean, least = 1): void => {
  assert.ok(advisories.filter(test).length >= least, `${what}: at least ${least}`);
};

describe('practice world', () => {
  it('has unique, well-formed ids', () => {
    const ids = advisories.map(({ ghsaId }) => ghsaId);
    for (const id of ids) assert.match(id, /^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.length >= 34);
    assert.equal(new Set(people.map(({ id }) => id)).size, people.length);
    for (const { login, token } of people) assert.equal(token, `practice_${login}`);
  });

  it('has every state, and dates that fit', () => {
    const states = new Set(advisories.map(({ state }) => state));
    assert.deepEqual([...states].sort(), ['closed', 'draft', 'published', 'triage', 'withdrawn']);
    for (const advisory of advisories) {
      const { ghsaId, createdAt, updatedAt, comments } = advisory;
      assert.ok(createdAt <= updatedAt && updatedAt <= new Date(now).toISOString(), ghsaId);
      assert.equal(advisory.closedAt !== null, advisory.state === 'closed', ghsaId);
      assert.equal(advisory.withdrawnAt !== null, advisory.state === 'withdrawn', ghsaId);
      for (const comment of comments) assert.ok(createdAt <= comment.createdAt && comment.createdAt <= updatedAt, ghsaId);
    }
  });

  it('has every stage of the clocks', () => {
    const triage = open.filter(({ state }) => state === 'triage');
    for (const days of [0.1, 1, 3, 5]) {
      assert.ok(
        triage.some((advisory) => unassigned(advisory) && Math.abs(age(advisory) - days) < 1e-6),
        `unassigned ${days}`,
      );
    }
    assert.ok(triage.filter(unassigned).length >= 5);
    for (const days of [-1, 1, 6, 7, 13, 14, 40]) {
      assert.ok(
        open.some((advisory) => Math.abs(90 - age(advisory) - days) < 1e-6),
        `deadline in ${days}`,
      );
    }
    assert.ok(
      open.some((advisory) => (now - Date.parse(advisory.updatedAt)) / day >= 25),
      'idle',
    );
  });

  it('has advisories of the practising user in each form', () => {
    const own = advisories
      .flatMap(({ credits }) => credits)
      .filter((credit) => credit.type === 'coordinator' && credit.login.toLowerCase() === practisingLogin);
    assert.ok(own.length >= 6);
    assert.deepEqual(new Set(own.map(({ state }) => state)), new Set(['accepted', 'pending', 'declined']));
    assert.ok(own.some(({ login }) => login !== practisingLogin));
    some(
      'two coordinators',
      (advisory) => coordinators(advisory).length === 2 && coordinators(advisory).includes(practisingLogin),
    );
    for (const { admins } of world.repositories) assert.ok(!admins.includes(practisingLogin));
  });

  it('has every tag, right and kind of content', () => {
    for (const tag of ['COMPLETED', 'INVALID', 'DUPLICATE', 'CLOSED']) {
      some(`closed as ${tag}`, ({ state, summary }) => state === 'closed' && summary.includes(`[${tag}]`));
    }
    some('closed without a tag', ({ state, summary }) => state === 'closed' && !summary.includes('['));
    some('accepted, waiting for the bot', ({ state, summary }) => state === 'triage' && summary.startsWith('[ACCEPTED]'));
    some('closed, waiting for the bot', ({ state, summary }) => state === 'draft' && summary.startsWith('[CLOSED]'));
    some('v4', ({ cvssVector }) => cvssVector?.startsWith('CVSS:4.0/') ?? false);
    some('v3', ({ cvssVector }) => cvssVector?.startsWith('CVSS:3.1/') ?? false);
    some('no vector', ({ cvssVector }) => cvssVector === null);
    some('locked', ({ locked }) => locked === true);
    some('author gone', ({ author }) => author === null);
    some('no text', ({ description }) => description === null);
    some('private fork', ({ state, hasPrivateFork }) => state === 'draft' && hasPrivateFork);
    some('draft without a fork', ({ state, hasPrivateFork }) => state === 'draft' && !hasPrivateFork);
    some('draft without a CVE id', ({ state, cveId }) => state === 'draft' && cveId === null);
    some('begun by a maintainer', ({ submissionAccepted }) => submissionAccepted === null);
    some('confidential comments', ({ comments }) => comments.some(({ confidential }) => confidential), 3);
    some('several comments', ({ comments }) => comments.length > 2);
    for (const repository of world.repositories)
      some(repository.name, (advisory) => advisory.repository.endsWith(`/${repository.name}`), 2);
    const tokenStates = new Set(people.map(({ tokenState }) => tokenState));
    assert.deepEqual(tokenStates, new Set(['good', 'expired', 'revoked', 'sso-blocked']));
    assert.ok(people.some(({ scopes }) => !scopes.includes('repo')));
    const named = new Set(world.advisories.flatMap(({ cweIds }) => cweIds));
    for (const id of named) assert.ok(world.cweNames[id], id);
    const known = new Set(people.map(({ login }) => login));
    for (const { author, credits, collaboratingUsers, comments, ghsaId } of advisories) {
      const logins = [
        ...credits.map(({ login }) => login.toLowerCase()),
        ...collaboratingUsers,
        ...comments.map((comment) => comment.author),
      ];
      for (const login of author === null ? logins : [...logins, author]) assert.ok(known.has(login), `${ghsaId}: ${login}`);
    }
  });

  it('moves with its clock and with the web origin', () => {
    const later = practiceWorld(now + day, { gitSource: (name) => `/repositories/${name}` }, 'http://127.0.0.1:8080');
    assert.equal(Date.parse(later.advisories[0]?.createdAt ?? '') - Date.parse(advisories[0]?.createdAt ?? ''), day);
    assert.equal(later.repositories[0]?.gitSource, '/repositories/python-practice/cpython');
    assert.ok(later.advisories.some(({ description }) => description?.includes('http://127.0.0.1:8080/python-practice/')));
  });
});

describe('practice reports', () => {
  it('are as long as is allowed and leave no placeholder', () => {
    const long = reportText('long-log').length;
    assert.ok(long <= longestDescription && long > longestDescription - 200);
    for (const name of reportNames) {
      const text = reportText(name);
      assert.ok(text.length <= longestDescription, name);
      assert.doesNotMatch(text, /\{\{/, name);
    }
  });

  it('are all expected and all used', () => {
    assert.deepEqual(expectations.map(({ report }) => report).sort(), [...reportNames].sort());
    const used = new Set(advisories.map(({ description }) => description));
    for (const name of reportNames) assert.ok(used.has(reportText(name)), name);
  });

  it('hold every expected text', () => {
    for (const { report, found, nowhere } of expectations) {
      const text = reportText(report);
      for (const place of [...found, ...nowhere]) assert.ok(text.includes(fillReport(place.text)), `${report}: ${place.text}`);
    }
  });
});

describe('practice repository', function () {
  this.timeout(30_000);
  const root = mkdtempSync(path.join(os.tmpdir(), 'practice-'));
  const dirs = new Map<PracticeRepositoryName, string>();
  const git = (name: PracticeRepositoryName, ...args: string[]): string =>
    execFileSync('git', args, {
      cwd: dirs.get(name),
      env: gitEnvironment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 26,
    });
  const show = (revision: string, file: string): string => git('cpython', 'cat-file', 'blob', `${revision}:${file}`);
  const has = (revision: string, file: string): boolean => git('cpython', 'ls-tree', revision, '--', file) !== '';

  before(async () => {
    for (const repository of ['cpython', ...otherRepositories] as const) {
      const made = await makePracticeRepository(path.join(root, repository), { repository });
      dirs.set(repository, made.dir);
    }
  });
  after(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('is the same each time', async () => {
    const again = await makePracticeRepository(path.join(root, 'again'), { bare: true });
    assert.deepEqual(again.commits, practiceCommits);
    git('cpython', 'fsck', '--strict');
  });

  it('has a history', () => {
    const lines = git('cpython', 'log', '--branches', '--format=%an').trim().split('\n');
    assert.ok(lines.length >= 40);
    assert.ok(new Set(lines).size >= 5);
    const blame = git('cpython', 'blame', '--line-porcelain', 'main', '--', 'Lib/tarfile.py');
    const distinct = (pattern: RegExp): number => new Set(blame.match(pattern)).size;
    assert.ok(distinct(/^[0-9a-f]{40}(?= )/gm) >= 5);
    assert.ok(distinct(/^author .*$/gm) >= 3);
    assert.equal(git('cpython', 'tag', '--contains', 'main~1'), '');
    // No step of the history is empty.
    assert.doesNotMatch(git('cpython', 'log', '--branches', '--format=@%H', '--name-only'), /@\w+\n+(@|$)/);
  });

  it('has code that stays, moves, changes, vanishes, is renamed and is split', () => {
    const lineOf = (revision: string, file: string, text: string): number =>
      show(revision, file)
        .split('\n')
        .findIndex((line) => line.includes(text)) + 1;
    assert.equal(show('3.11', 'Lib/html/__init__.py'), show('main', 'Lib/html/__init__.py'));
    assert.notEqual(
      lineOf('3.11', 'Lib/webbrowser.py', 'class Konqueror'),
      lineOf('main', 'Lib/webbrowser.py', 'class Konqueror'),
    );
    assert.notEqual(lineOf('v3.11.0', 'Lib/tarfile.py', 'def next'), lineOf('v3.13.1', 'Lib/tarfile.py', 'def next'));
    assert.match(show('v3.13.1', 'Lib/http/client.py'), /data = self\.fp\.read\(amt\)\n {8}if len/);
    assert.doesNotMatch(show('3.15', 'Lib/http/client.py'), /data = self\.fp\.read\(amt\)\n {8}if len/);
    assert.equal(lineOf('3.11', 'Lib/asyncio/selector_events.py', 'def writelines'), 0);
    assert.notEqual(lineOf('3.12', 'Lib/asyncio/selector_events.py', 'def writelines'), 0);
    assert.ok(has('3.12', 'Lib/cgi.py') && !has('3.13', 'Lib/cgi.py'));
    assert.ok(has('3.11', 'Python/ceval_gil.h') && has('3.12', 'Python/ceval_gil.c') && !has('3.12', 'Python/ceval_gil.h'));
    assert.ok(has('3.11', 'Lib/zipfile.py') && !has('3.12', 'Lib/zipfile.py') && has('3.12', 'Lib/zipfile/_path/__init__.py'));
    assert.ok(!has('3.13', 'Modules/_remote_debugging/module.c') && has('3.14', 'Modules/_remote_debugging/module.c'));
    assert.match(show('v3.13.1', 'Include/patchlevel.h'), /"3\.13\.1"/);
    assert.match(show('3.13', 'Include/patchlevel.h'), /"3\.13\.1\+"/);
  });

  it('has files of every odd kind', () => {
    const mode = (file: string): string => git('cpython', 'ls-tree', '3.12', '--', file).split(/\s/)[0] ?? '';
    assert.equal(mode(symlinkPath), '120000');
    assert.equal(mode(escapingSymlinkPath), '120000');
    assert.equal(mode(submodulePath), '160000');
    assert.ok(git('cpython', 'ls-tree', 'main', '--', submodulePath).includes(submoduleCommit));
    assert.ok(show('main', binaryPath).includes('\0'));
    assert.doesNotMatch(show('main', 'PCbuild/build.bat'), /[^\r]\n/);
    assert.match(show('main', 'Lib/test/módulo_größe.py'), /漢字/);
    assert.ok(has('main', 'Mac/Resources/Python Launcher notes.txt'));
    assert.equal(git('cpython', 'status', '--porcelain'), '');
  });

  it('has every place that the reports name, and the line they quote', () => {
    for (const { report, repository, version, found } of expectations) {
      for (const place of found) {
        const revision = fillReport(place.at ?? version ?? '');
        const label = `${report}: ${place.text}`;
        assert.notEqual(revision, '', label);
        if (place.line === undefined && place.definedAt === undefined) {
          assert.notEqual(git(repository, 'ls-tree', revision, '--', place.path), '', label);
          continue;
        }
        const lines = git(repository, 'cat-file', 'blob', `${revision}:${place.path}`).split(/\r?\n/);
        const line = lines[(place.line ?? place.definedAt ?? 0) - 1] ?? '';
        assert.ok(place.source !== undefined && line.includes(place.source), `${label}: ${line}`);
        if (place.endLine !== undefined) {
          const end = lines[place.endLine - 1] ?? '';
          assert.ok(place.endSource !== undefined && end.includes(place.endSource), `${label}: ${end}`);
        }
        const name = place.definedAt === undefined ? undefined : place.symbol?.split('.').at(-1);
        if (name !== undefined) assert.ok(line.includes(name), `${label}: ${line}`);
      }
    }
  });

  it('quotes tracebacks as the sources read', () => {
    let quoted = 0;
    for (const { report, repository, version, found } of expectations) {
      const lines = reportText(report).split('\n');
      for (const place of found) {
        if (place.kind !== 'traceback' || place.line === undefined) continue;
        const at = lines.findIndex((line) => line.includes(fillReport(place.text)));
        const source = git(repository, 'cat-file', 'blob', `${place.at ?? version ?? ''}:${place.path}`).split('\n')[
          place.line - 1
        ];
        assert.equal(lines[at + 1]?.replace(/^[>\s]+/, ''), source?.trim(), `${report}: ${place.text}`);
        quoted++;
      }
    }
    assert.ok(quoted >= 20);
  });

  it('lacks what is said to be gone', () => {
    const gone: [string, string][] = [
      ['v3.13.1', 'Lib/cgi.py'],
      ['v3.13.1', 'Python/generated_cases.c.h'],
      ['main', 'Lib/a.py'],
    ];
    for (const [revision, file] of gone) assert.ok(!has(revision, file), file);
    assert.doesNotMatch(show('v3.13.1', 'Lib/webbrowser.py'), /class MacOSX\b/);
    assert.throws(() => git('cpython', 'rev-parse', '--verify', '--quiet', '--end-of-options', 'v3.13.99'));
    assert.ok(show('3.13', 'Lib/zipfile/__init__.py').split('\n').length < 9412);
  });
});
