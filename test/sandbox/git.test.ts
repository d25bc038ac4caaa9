/** Git over HTTP, private forks, pull requests and issues: with the real `git`. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { DRAFT, LIST, TRIAGE, at, withSandbox, world } from './fixtures.ts';
import { gitEnvironment } from './git-host.ts';
import { listOf, objectAt, text } from './json.ts';
import type { World } from './world.ts';

const run = promisify(execFile);
/** Text that does not compress below git's post buffer, so that its push is sent in chunks. */
const bulk = Array.from({ length: 6000 }, (_, index) => createHash('sha256').update(String(index)).digest('hex')).join('\n');
const FORK = `widget-${DRAFT.toLowerCase()}`;

describe('sandbox git', () => {
  let folder = '';
  let ours: World = world;
  let clones = 0;

  const git = async (...args: readonly string[]): Promise<string> => {
    const who = [
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@example.invalid',
      '-c',
      'commit.gpgsign=false',
      '-c',
      'http.postBuffer=65536',
    ];
    return (await run('git', [...who, ...args], { env: gitEnvironment(folder) })).stdout.trim();
  };
  const fresh = (): string => join(folder, `clone-${++clones}`);
  const as = (login: string, url: string): string => url.replace('http://', `http://x-access-token:ghp_${login}@`);

  async function commit(where: string, branch: string, name: string, text: string): Promise<void> {
    await git('-C', where, 'checkout', '--quiet', '-B', branch);
    await writeFile(join(where, name), text);
    await git('-C', where, 'add', '--all');
    await git('-C', where, 'commit', '--quiet', '--message', name);
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
    const source = join(folder, 'source');
    await git('init', '--quiet', '--initial-branch=main', source);
    await commit(source, 'main', 'a.c', 'int a;\n');
    await git('-C', source, 'tag', 'v1');
    await commit(source, '1.x', 'b.c', 'int b;\n');
    ours = { ...world, repositories: world.repositories.map((one) => (one.id === 701 ? { ...one, gitSource: source } : one)) };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('lets everybody clone what is public, and admins push', () =>
    withSandbox({ world: ours }, async ({ sandbox, ask }) => {
      const url = sandbox.gitUrl('example', 'widget');
      const clone = fresh();
      await git('clone', '--quiet', url, clone);
      assert.equal(await git('-C', clone, 'branch', '--remotes', '--list', 'origin/1.x'), 'origin/1.x');
      assert.equal(await git('-C', clone, 'tag'), 'v1');
      await commit(clone, 'fix', 'big.txt', bulk);
      await assert.rejects(git('-C', clone, 'push', '--quiet', url, 'fix'), /could not read Username|Authentication/);
      await assert.rejects(git('-C', clone, 'push', '--quiet', as('sam', url), 'fix'), /403/);
      await assert.rejects(git('-C', clone, 'push', '--quiet', as('nobody', url), 'fix'), /Authentication failed|401/);
      await git('-C', clone, 'push', '--quiet', as('ada', url), 'fix');
      const branches = await ask('GET /repos/example/widget/branches', { as: 'sam' });
      assert.deepEqual(
        listOf(branches.body).map((one) => objectAt(one).name),
        ['1.x', 'fix', 'main'],
      );
      assert.equal(sandbox.requests.find((one) => one.route.includes('.git'))?.status, 200);
    }));

  it('starts a private fork that answers after a while, to its people only', () =>
    withSandbox({ world: ours, forkDelayMs: 60_000 }, async (bench) => {
      const { ask, sandbox } = bench;
      assert.equal((await ask(`POST ${at(DRAFT, '/forks')}`, { as: 'tess' })).status, 403);
      const made = await ask(`POST ${at(DRAFT, '/forks')}`, { as: 'ada' });
      assert.equal(made.status, 202, made.text);
      const name = text(objectAt(made.body).full_name);
      assert.equal(name, `example/${FORK}`);
      assert.equal((await ask(`POST ${at(DRAFT, '/forks')}`, { as: 'ada' })).status, 422);
      const advisory = await ask(`GET ${at(DRAFT)}`, { as: 'tess' });
      assert.equal(objectAt(advisory.body, 'private_fork').full_name, name);
      assert.equal((await ask(`GET /repos/${name}`, { as: 'ada' })).status, 404);
      await assert.rejects(git('ls-remote', as('ada', sandbox.gitUrl('example', FORK))), /not found/);
      bench.now += 60_000;
      const ready = await ask(`GET /repos/${name}`, { as: 'tess' });
      assert.equal(ready.status, 200);
      assert.deepEqual(objectAt(ready.body, 'permissions'), {
        admin: false,
        maintain: false,
        push: true,
        triage: true,
        pull: true,
      });
      assert.equal(objectAt(ready.body, 'parent').full_name, 'example/Widget');
      assert.equal(objectAt(ready.body).clone_url, sandbox.gitUrl('example', FORK));
      assert.equal((await ask(`GET /repos/${name}`, { as: 'cole' })).status, 404);
      assert.equal((await ask(`GET /repos/${name}`)).status, 404);
      const url = sandbox.gitUrl('example', FORK);
      assert.match(await git('ls-remote', '--heads', as('tess', url)), /refs\/heads\/1\.x\n.*refs\/heads\/main$/);
      await assert.rejects(git('ls-remote', as('cole', url)), /not found/);
      await assert.rejects(git('ls-remote', url), /could not read Username/);
    }));

  it('takes a fix on a private fork and its pull request, and nothing of it reaches the public', () =>
    withSandbox({ world: ours }, async ({ ask, sandbox }) => {
      await ask(`POST ${at(DRAFT, '/forks')}`, { as: 'ada' });
      const clone = fresh();
      await git('clone', '--quiet', as('tess', sandbox.gitUrl('example', FORK)), clone);
      await commit(clone, 'fix-main', 'fix.c', 'int fixed;\n');
      await git('-C', clone, 'push', '--quiet', 'origin', 'fix-main');
      const pulls = `/repos/example/${FORK}/pulls`;
      for (const body of [
        { title: 'Fix', head: 'nowhere', base: 'main' },
        { title: 'Fix', head: 'main', base: 'main' },
        { head: 'fix-main', base: 'main' },
        { title: 'Fix', head: 'fix-main' },
      ]) {
        assert.equal((await ask(`POST ${pulls}`, { as: 'tess', body })).status, 422, JSON.stringify(body));
      }
      const made = await ask(`POST ${pulls}`, {
        as: 'tess',
        body: { title: 'Fix', head: 'example:fix-main', base: 'main', body: 'B' },
      });
      assert.equal(made.status, 201, made.text.slice(0, 600));
      assert.deepEqual(
        [objectAt(made.body).commits, objectAt(made.body).additions, objectAt(made.body).changed_files],
        [1, 1, 1],
      );
      assert.equal(
        (await ask(`POST ${pulls}`, { as: 'tess', body: { title: 'Fix', head: 'fix-main', base: 'main' } })).status,
        422,
      );
      const listed = await ask(`GET ${pulls}`, { as: 'tess', headers: { 'x-github-api-version': '2026-03-10' } });
      assert.equal(objectAt(listOf(listed.body)[0], 'head').sha, await git('-C', clone, 'rev-parse', 'HEAD'));
      assert.equal('merge_commit_sha' in objectAt(listOf(listed.body)[0]), false);
      assert.equal((await ask(`GET ${pulls}/1`, { as: 'tess' })).status, 200);
      assert.equal((await ask(`GET ${pulls}`, { as: 'cole' })).status, 404);
      assert.doesNotMatch(await git('ls-remote', sandbox.gitUrl('example', 'widget')), /fix-main/);
      assert.equal((await ask(`POST /repos/example/${FORK}/issues`, { as: 'tess', body: { title: 'x' } })).status, 410);
    }));

  it('gives a fork from the start its own copy', () =>
    withSandbox(
      {
        world: {
          ...ours,
          advisories: ours.advisories.map((one) => (one.ghsaId === TRIAGE ? { ...one, hasPrivateFork: true } : one)),
        },
      },
      async ({ sandbox }) => {
        const clone = fresh();
        await git('clone', '--quiet', as('ada', sandbox.gitUrl('example', 'widget')), clone);
        await commit(clone, 'later', 'c.c', 'int c;\n');
        await git('-C', clone, 'push', '--quiet', 'origin', 'later');
        const heads = await git('ls-remote', '--heads', as('cole', sandbox.gitUrl('example', `widget-${TRIAGE.toLowerCase()}`)));
        assert.match(heads, /refs\/heads\/main/);
        assert.doesNotMatch(heads, /later/);
        await assert.rejects(
          git('ls-remote', as('bare', sandbox.gitUrl('example', `widget-${TRIAGE.toLowerCase()}`))),
          /not found/,
          'a collaborator without the scope',
        );
      },
    ));

  it('starts a fork with a report or a draft that asks for one', () =>
    withSandbox({ world: ours }, async ({ ask }) => {
      const made = await ask(`POST ${LIST}/reports`, {
        as: 'sam',
        body: { summary: 's', description: 'd', start_private_fork: true },
      });
      const fork = text(objectAt(made.body, 'private_fork').full_name);
      assert.match(fork, /^example\/widget-ghsa-/);
      assert.equal((await ask(`GET /repos/${fork}`, { as: 'sam' })).status, 200);
    }));

  it('opens public issues, without labels from those who may not set them', () =>
    withSandbox({}, async ({ ask }) => {
      const body = { title: 'Crash', body: 'b', labels: ['type-security'], assignees: ['cole'] };
      const made = await ask('POST /repos/example/widget/issues', { as: 'sam', body });
      assert.equal(made.status, 201, made.text);
      assert.deepEqual([objectAt(made.body).labels, objectAt(made.body).number], [[], 1]);
      assert.deepEqual(objectAt((await ask('POST /repos/example/widget/issues', { as: 'ada', body })).body).labels, [
        'type-security',
      ]);
      assert.equal((await ask('POST /repos/example/widget/issues', { body })).status, 401);
      assert.equal((await ask('POST /repos/example/widget/issues', { as: 'sam', body: {} })).status, 422);
    }));

  it('fails on purpose, and removes only the folder that it made', async () => {
    const kept = join(folder, 'kept');
    await withSandbox({ world: ours, gitRoot: kept }, async ({ sandbox }) => {
      const url = sandbox.gitUrl('example', 'widget');
      sandbox.faults.add({ kind: 'status', status: 503, route: '/{owner}/{repo}.git' });
      await assert.rejects(git('ls-remote', url), /503/);
      assert.match(await git('ls-remote', url), /refs\/heads\/main/);
    });
    await access(join(kept, '701.git', 'HEAD'));
  });
});
