import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { embargo } from './killer.ts';
import { BRANCHES, ID, Product } from './product.ts';

describe('embargo from the command line', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(() => {
    product = new Product();
  });
  afterEach(() => {
    product.close();
  });

  const start = (...more: readonly string[]) =>
    embargo(product, [
      'start',
      ...['--repo', product.clone, '--advisory', ID, '--fork', product.fork, '--into', product.workspaces],
      ...['--branches', BRANCHES.join(','), '--repository', 'python/cpython', ...more],
    ]);

  async function json(
    ...args: readonly string[]
  ): Promise<{ readonly status: number | null; readonly said: Record<string, unknown> }> {
    const { status, out } = await embargo(product, [...args, '--json']);
    return { status, said: JSON.parse(out) as Record<string, unknown> };
  }

  it('goes the whole way: start, fix, backport, push, hand over, remove', async () => {
    assert.equal((await start('--json')).status, 0);
    product.fix();
    const tried = await json('backport', product.workspace, '--from', 'main', '--to', '3.13,3.11', '--dry-run');
    assert.equal(tried.status, 0);
    const done = await json('backport', product.workspace, '--from', 'main', '--to', '3.13,3.11');
    assert.equal(done.status, 0);
    const pushed = await json('push', product.workspace);
    assert.deepEqual(pushed.said, { branches: BRANCHES.map((branch) => ({ branch, pushed: true })) });
    for (const branch of BRANCHES)
      assert.ok(product.does(product.fork, 'rev-parse', '--verify', `refs/heads/advisory-fix-1-${branch}`));
    const handed = await json('handover', product.workspace, '--branch', 'main', '--issue', '12345', '--repo', product.clone);
    assert.equal(handed.status, 0, JSON.stringify(handed.said));
    const { publicBranch } = handed.said as { readonly publicBranch: string };
    assert.equal(product.git(product.clone, 'log', '-1', '--format=%s', publicBranch), 'gh-12345: Check the path');
    const status = await json('status', product.workspaces);
    const { branches } = status.said as { readonly branches: readonly { readonly state: string }[] };
    assert.deepEqual(
      branches.map(({ state }) => state),
      ['public', 'pushed', 'pushed'],
    );
    assert.equal((await json('remove', product.workspace)).status, 0);
    assert.equal((await json('status', product.workspace)).status, 1);
  });

  it('ends with 1 and the reason where something is refused', async () => {
    assert.equal((await start()).status, 0);
    const again = await start('--json');
    assert.equal(again.status, 1);
    assert.deepEqual((JSON.parse(again.out) as { readonly refused: string }).refused, 'workspace-exists');
    const nothing = await embargo(product, ['backport', product.workspace, '--from', 'main', '--to', '3.13']);
    assert.equal(nothing.status, 1);
    assert.match(nothing.out, /^There is nothing to backport/);
    product.fix();
    const lost = await json('remove', product.workspace);
    assert.equal(lost.status, 1);
    assert.deepEqual(lost.said.lost, [{ branch: 'main', commits: 1, files: 0 }]);
    const path = join(product.workspace, '3.11', 'Lib/paths.py');
    writeFileSync(path, readFileSync(path, 'utf8').replace('line 3\n', 'line three\n'));
    product.commit(join(product.workspace, '3.11'), 'Other words');
    assert.equal((await json('backport', product.workspace, '--from', 'main', '--to', '3.11')).status, 1);
  });

  it('ends with 1 while the guard is loosened, until it is mended', async () => {
    assert.equal((await start()).status, 0);
    product.git(join(product.workspace, 'main'), 'config', 'protocol.allow', 'always');
    const loosened = await json('status', product.workspace);
    assert.equal(loosened.status, 1);
    assert.deepEqual(loosened.said.guard, { holds: false, loosened: [{ kind: 'setting', what: 'protocol.allow' }] });
    product.fix();
    const refused = await json('push', product.workspace);
    assert.deepEqual([refused.status, refused.said.refused], [1, 'guard-loosened']);
    assert.equal((await json('status', product.workspace, '--mend')).status, 0);
    assert.equal((await json('push', product.workspace)).status, 0);
  });

  it('ends with 2 where it is not said right', async () => {
    for (const args of [
      [],
      ['begin'],
      ['start', '--advisory', ID],
      ['status'],
      ['status', 'one', 'two'],
      ['status', product.root, '--force'],
      ['backport', product.root],
      ['handover', product.root, '--branch', 'main', '--repo', product.clone, '--issue', 'twelve'],
      ['remove', product.root, '--unknown'],
    ]) {
      const { status, out } = await embargo(product, args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(out.trim().split('\n').length, 1, out);
    }
  });

  it('says nothing of what a commit’s message or the fork’s server says', async () => {
    assert.equal((await start()).status, 0);
    product.write(join(product.workspace, 'main'), 'Lib/new.py', 'new\n');
    product.commit(join(product.workspace, 'main'), 'Palimpsest of secrets');
    product.write(product.fork, 'hooks/pre-receive', '#!/bin/sh\necho "quagga refuses" >&2\nexit 1\n');
    product.git(product.fork, 'config', 'core.hooksPath', join(product.fork, 'hooks'));
    chmodSync(join(product.fork, 'hooks/pre-receive'), 0o755);
    const { status, out } = await embargo(product, ['push', product.workspace, '--branches', 'main']);
    assert.equal(status, 1);
    assert.doesNotMatch(out, /palimpsest|quagga/i);
  });
});
