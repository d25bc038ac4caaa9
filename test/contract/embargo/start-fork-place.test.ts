import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EmbargoFailure } from '../../../src/embargo/failure.ts';
import { embargoWords } from '../../../src/embargo/words.ts';
import { isBeingMade, planStart, type StartRequest } from '../../../src/embargo/start/plan.ts';
import { resumeStart, start } from '../../../src/embargo/start/start.ts';
import { writeManifest } from '../../../src/embargo/manifest.ts';
import { assertUntouched, everythingIn, ID, Product } from './product.ts';
import { startedIn } from './started.ts';

describe('what a fix is not started with as its private fork', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(() => {
    product = new Product();
  });
  afterEach(() => {
    product.close();
  });

  async function refused(fork: string, change: Partial<StartRequest> = {}): Promise<EmbargoFailure> {
    const before = everythingIn(product.root);
    const plan = await product.asPerson(() => planStart(product.request({ fork, ...change })));
    assert.ok(!plan.ok, `${fork} was taken`);
    assertUntouched(before, product.root);
    return plan.failure;
  }

  const settings = (text: string) => {
    appendFileSync(join(product.root, 'home', '.gitconfig'), text);
  };

  it('the person’s own clone, by whatever address', async () => {
    const spaced = join(product.root, 'my repo');
    product.git(product.root, 'clone', '--quiet', product.upstream, spaced);
    const link = join(product.root, 'fork-link');
    symlinkSync(spaced, link);
    const tree = join(product.root, 'tree');
    product.git(spaced, 'worktree', 'add', '--quiet', '-b', 'other', tree);
    mkdirSync(join(spaced, 'Lib', 'deep'), { recursive: true });
    for (const fork of [spaced, `${spaced}/`, join(spaced, '.git'), link, `file://${link}`, `file://${link}/.git`, tree])
      for (const repo of [spaced, join(spaced, 'Lib', 'deep'), tree])
        assert.deepEqual(await refused(fork, { repo }), { kind: 'fork-folder', why: 'own-clone' }, `${fork} of ${repo}`);
  });

  it('the person’s own clone where that is bare', async () => {
    const bare = join(product.root, 'mine.git');
    product.git(product.root, 'clone', '--quiet', '--mirror', product.upstream, bare);
    for (const fork of [bare, join(product.root, 'mine'), pathToFileURL(bare).href])
      assert.deepEqual(await refused(fork, { repo: bare }), { kind: 'fork-folder', why: 'own-clone' }, fork);
  });

  it('what a remote of the clone pushes to', async () => {
    product.git(product.clone, 'remote', 'set-url', '--push', 'origin', product.fork);
    assert.deepEqual(await refused(product.fork), { kind: 'fork-is-public', remote: 'origin' });
    product.git(product.clone, 'config', '--unset', 'remote.origin.pushurl');
    product.git(product.clone, 'config', 'remote.web.pushurl', 'https://forge.example/fork.git');
    assert.deepEqual(await refused('ssh://git@forge.example/fork.git'), { kind: 'fork-is-public', remote: 'web' });
  });

  it('is not refused for being a remote of the clone already, where its name is that of the private fork', async () => {
    const fork = `ssh://git@127.0.0.1:9/fork-${ID.toLowerCase()}.git`;
    product.git(product.clone, 'remote', 'add', 'private', fork);
    assert.equal((await refused(fork)).kind, 'fork-missing');
  });

  it('what a remote has as its second address', async () => {
    product.git(product.clone, 'remote', 'set-url', '--add', 'origin', product.fork);
    assert.deepEqual(await refused(product.fork), { kind: 'fork-is-public', remote: 'origin' });
  });

  it('what aliases make of an address of a remote', async () => {
    product.git(product.clone, 'remote', 'add', 'alias', 'public:');
    for (const way of ['insteadOf', 'pushInsteadOf']) {
      product.git(product.clone, 'config', `url.${product.fork}.${way}`, 'public:');
      assert.deepEqual(await refused(product.fork), { kind: 'fork-is-public', remote: 'alias' }, way);
      product.git(product.clone, 'config', '--unset', `url.${product.fork}.${way}`);
    }
  });

  it('an address that an alias for pushing turns into the public one', async () => {
    settings(`[url "${product.upstream}"]\n\tpushInsteadOf = ${product.fork}\n`);
    assert.deepEqual(await refused(product.fork), { kind: 'fork-is-public', remote: 'origin' });
  });

  it('a public remote that is a folder with a working tree, by the path of its .git', async () => {
    const shared = join(product.root, 'shared');
    product.git(product.root, 'clone', '--quiet', product.upstream, shared);
    product.git(product.clone, 'remote', 'add', 'shared', shared);
    assert.deepEqual(await refused(join(shared, '.git')), { kind: 'fork-is-public', remote: 'shared' });
  });

  it('any folder with a working tree', async () => {
    const other = join(product.root, 'other');
    product.git(product.root, 'clone', '--quiet', product.upstream, other);
    for (const fork of [other, join(other, '.git')])
      assert.deepEqual(await refused(fork), { kind: 'fork-folder', why: 'working-tree' }, fork);
  });

  it('a folder among the workspaces', async () => {
    mkdirSync(product.workspaces);
    const among = join(product.workspaces, 'fork.git');
    product.git(product.root, 'clone', '--quiet', '--bare', product.fork, among);
    symlinkSync(among, join(product.root, 'outside.git'));
    for (const fork of [among, join(product.root, 'outside.git')])
      assert.deepEqual(await refused(fork), { kind: 'fork-folder', why: 'workspaces' }, fork);
  });

  it('is said in words that name no option', () => {
    for (const why of ['own-clone', 'working-tree', 'workspaces'] as const)
      assert.match(embargoWords({ kind: 'fork-folder', why }), /private fork\.$/);
  });

  it('but a bare folder beside is taken, also one whose name is the beginning of another’s', async () => {
    const near = `${product.workspaces}-fork.git`;
    product.git(product.root, 'clone', '--quiet', '--bare', product.fork, near);
    await startedIn(product, { fork: near });
    assert.ok(readFileSync(join(product.workspace, 'embargo.json'), 'utf8').includes(near));
  });
});

describe('a workspace that another process is making', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(async () => {
    product = new Product();
    const { folder, manifest } = await startedIn(product);
    await writeManifest(folder, { ...manifest, state: 'making' });
  });
  afterEach(() => {
    product.close();
  });

  const plan = () => product.asPerson(() => planStart(product.request()));
  const held = (pid: number) => {
    writeFileSync(join(product.workspace, 'embargo.lock'), `${pid} ${Date.now()} x`);
  };

  it('is told as being made, and not as interrupted', async () => {
    const begun = await plan();
    assert.deepEqual(begun, { ok: false, failure: { kind: 'workspace-exists', folder: product.workspace, state: 'making' } });
    held(process.ppid);
    const before = everythingIn(product.workspace);
    const failure: EmbargoFailure = { kind: 'being-made', folder: product.workspace };
    assert.deepEqual(await plan(), { ok: false, failure });
    assert.equal(await isBeingMade(product.workspace), true);
    const gone = await product.asPerson(() => resumeStart(product.workspace, product.request()));
    assert.deepEqual(gone, { ok: false, failure });
    assertUntouched(before, product.workspace);
    assert.match(embargoWords(failure), new RegExp(`being made by another window or process: .*${ID}\\.`));
  });

  it('is interrupted once that process is gone', async () => {
    held(4194303);
    assert.equal(await isBeingMade(product.workspace), false);
    const begun = await plan();
    assert.ok(!begun.ok && begun.failure.kind === 'workspace-exists');
  });

  it('is told so too where it was begun after the plan was made', async () => {
    const other = new Product();
    try {
      const made = await other.asPerson(() => planStart(other.request()));
      assert.ok(made.ok);
      mkdirSync(other.workspace, { recursive: true });
      writeFileSync(join(other.workspace, 'embargo.lock'), `${process.ppid} ${Date.now()} x`);
      const begun = await other.asPerson(() => start(made.value));
      assert.deepEqual(begun, { ok: false, failure: { kind: 'being-made', folder: other.workspace } });
    } finally {
      other.close();
    }
  });
});
