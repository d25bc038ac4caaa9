import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { handoverWords } from '../../../src/embargo/handover/handover.ts';
import { psrt } from '../../unit/advisory/sample.ts';
import { HandoverWorld, PUBLIC_MAIN } from './handover-world.ts';

describe('a hand-over into clones of all kinds', function () {
  this.timeout(120_000);
  let world: HandoverWorld;
  beforeEach(async () => {
    world = await HandoverWorld.make();
  });
  afterEach(() => {
    world.close();
  });

  it('reads where the clone keeps the public branches as its refspecs say', async () => {
    world.fix();
    world.git('config', '--replace-all', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/up/b/*');
    world.git('fetch', '--quiet', 'origin');
    world.git('update-ref', '-d', 'refs/remotes/origin/main');
    assert.equal((await world.done()).base, world.git('rev-parse', 'up/b/main'));
  });

  it('is refused for one that is bare or a mirror, or that does not fetch the branch', async () => {
    world.fix();
    const { product } = world;
    for (const how of ['bare', 'mirror']) {
      const repo = join(product.root, `${how}.git`);
      product.git(product.root, 'clone', '--quiet', `--${how}`, product.upstream, repo);
      assert.deepEqual(await world.refused({ repo }), { kind: 'bare-clone', remote: 'origin' }, how);
      product.git(repo, 'fetch', '--quiet', 'origin');
      assert.deepEqual(await world.refused({ repo }), { kind: 'bare-clone', remote: 'origin' }, how);
    }
    const narrow = join(product.root, 'narrow');
    product.git(product.root, 'clone', '--quiet', '--single-branch', '--branch=3.13', `file://${product.upstream}`, narrow);
    product.git(narrow, 'remote', 'set-url', 'origin', product.upstream);
    const failure = await world.refused({ repo: narrow });
    assert.match(handoverWords(failure), /git remote set-branches --add origin main/);
    product.git(narrow, 'remote', 'set-branches', '--add', 'origin', 'main');
    product.git(narrow, 'fetch', '--quiet', 'origin');
    await world.done({ repo: narrow });
  });

  it('is refused where another branch of the clone is in the way of the name', async () => {
    world.fix();
    world.git('branch', `${PUBLIC_MAIN}/mine`, 'origin/main');
    const failure = await world.refused();
    assert.deepEqual(failure, { kind: 'branch-clash', publicBranch: PUBLIC_MAIN, other: `${PUBLIC_MAIN}/mine` });
    assert.match(handoverWords(failure), /Rename or delete it/);
    world.git('branch', '-D', `${PUBLIC_MAIN}/mine`);
    world.git('branch', 'fix', 'origin/main');
    const process = { ...psrt, handover: { ...psrt.handover, branch: 'fix/{issue}/{branch}' } };
    assert.deepEqual(await world.refused({ process }), { kind: 'branch-clash', publicBranch: 'fix/12345/main', other: 'fix' });
  });

  it('is refused where the clone belongs to somebody else, with what to do', async () => {
    world.fix();
    // Git's own way to try it without another user.
    const gitPath = join(world.product.root, 'git-of-others');
    writeFileSync(gitPath, '#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec git "$@"\n', { mode: 0o755 });
    const failure = await world.refused({}, { gitPath });
    assert.equal(failure.kind, 'foreign-clone');
    assert.match(handoverWords(failure), /safe\.directory/);
    assert.ok((await world.refused({ repo: world.product.root }, { gitPath })).kind === 'no-clone');
  });

  it('is refused where the clone cannot be written to, before anything is begun', () => {
    world.fix();
    const objects = join(world.clone, '.git/objects');
    const { status, out } = asNobody(world, objects);
    assert.equal(status, 1, out);
    assert.match(out, /"refused":"clone-read-only"/);
    assert.deepEqual(world.git('for-each-ref', 'refs/heads/gh-*'), '');
  });
});

/** Hands over by the command line, as a user who may not write into a folder of the clone. */
function asNobody({ product, workspace, clone }: HandoverWorld, folder: string): { status: number | null; out: string } {
  // Root may write everywhere.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    execFileSync('chmod', ['755', dirname(product.root)]);
    execFileSync('chown', ['-R', '65534', dirname(product.root)]);
  }
  chmodSync(folder, 0o555);
  try {
    const cli = join(import.meta.dirname, '..', '..', '..', 'src', 'cli.ts');
    const args = ['embargo', 'handover', workspace, '--branch', 'main', '--issue', '12345', '--repo', clone, '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      env: product.environment,
      encoding: 'utf8',
      ...(isRoot ? { uid: 65534 } : {}),
    });
    return { status, out: stdout + stderr };
  } finally {
    chmodSync(folder, 0o755);
    if (isRoot) execFileSync('chown', ['-R', '0', dirname(product.root)]);
  }
}
