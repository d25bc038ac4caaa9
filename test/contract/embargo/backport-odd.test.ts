import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readManifest } from '../../../src/embargo/manifest.ts';
import { resumeBackport } from '../../../src/embargo/resume.ts';
import { updateFromUpstream } from '../../../src/embargo/update.ts';
import { Product } from './product.ts';
import { bring, brought, startedIn, states } from './started.ts';

describe('backporting where a worktree is not as it was made', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(async () => {
    product = new Product();
    await startedIn(product);
  });
  afterEach(() => {
    product.close();
  });

  const at = (branch: string, path = '') => join(product.workspace, branch, path);
  it('takes back only what it wrote, when one branch could not be moved', async () => {
    product.fix();
    // In the way: changes of the person's own in a file of the fix, and an empty new file of theirs.
    writeFileSync(at('3.13', 'Lib/paths.py'), 'mine\n');
    writeFileSync(at('3.13', 'Lib/new.py'), '');
    writeFileSync(join(product.workspace, 'clone.git', 'refs', 'heads', 'advisory-fix-1-3.11.lock'), '');
    const done = await bring(product, ['3.13', '3.11']);
    assert.ok(!done.ok);
    const settled = await product.asPerson(() => resumeBackport(product.workspace));
    assert.ok(settled.ok);
    assert.equal(readFileSync(at('3.13', 'Lib/paths.py'), 'utf8'), 'mine\n');
    assert.ok(existsSync(at('3.13', 'Lib/new.py')));
    assert.equal(product.git(at('3.11'), 'status', '--porcelain'), '');
    assert.equal((await brought(product, ['3.11']))[0]?.kind, 'applied');
  });

  it('leaves a conflict that was resolved and not yet continued', async () => {
    product.fix('main', 20);
    writeFileSync(
      at('3.11', 'Lib/paths.py'),
      readFileSync(at('3.11', 'Lib/paths.py'), 'utf8').replace('line 20\n', 'line twenty\n'),
    );
    product.commit(at('3.11'), 'Other words');
    writeFileSync(join(product.workspace, 'clone.git', 'refs', 'heads', 'advisory-fix-1-3.13.lock'), '');
    assert.ok(!(await bring(product, ['3.13', '3.11'])).ok);
    writeFileSync(at('3.11', 'Lib/paths.py'), 'resolved\n');
    product.git(at('3.11'), 'add', '--all');
    const settled = await product.asPerson(() => resumeBackport(product.workspace));
    assert.deepEqual(settled.ok && settled.value.find(({ branch }) => branch === '3.11'), { branch: '3.11', kind: 'conflict' });
    assert.equal(readFileSync(at('3.11', 'Lib/paths.py'), 'utf8'), 'resolved\n');
    product.git(at('3.11'), '-c', 'core.editor=true', 'cherry-pick', '--continue');
  });

  it('brings the fix alone after it was put on top of public work', async () => {
    product.fix();
    product.publish('main', 'Lib/feature.py', 'a feature of main only\n');
    await product.asPerson(() => updateFromUpstream(product.workspace));
    product.git(at('main'), 'rebase', '--quiet', 'refs/remotes/upstream/main');
    const [done] = await brought(product, ['3.13']);
    assert.ok(done?.kind === 'applied');
    assert.equal(done.commits, 1);
    assert.ok(!existsSync(at('3.13', 'Lib/feature.py')));
    const manifest = await readManifest(product.workspace);
    assert.ok(manifest.ok);
    assert.deepEqual(await states(product), ['applied', 'applied', 'untouched']);
  });

  it('touches no worktree that stands on another branch, or is gone', async () => {
    product.fix();
    product.git(at('3.13'), 'checkout', '--quiet', '-b', 'experiment');
    const experiment = product.git(at('3.13'), 'rev-parse', 'HEAD');
    product.git(join(product.workspace, 'clone.git'), 'worktree', 'remove', '--force', at('3.11'));
    for (const dryRun of [true, false])
      assert.deepEqual(await brought(product, ['3.13', '3.11'], dryRun), [
        { branch: '3.13', kind: 'astray' },
        { branch: '3.11', kind: 'astray' },
      ]);
    assert.equal(product.git(at('3.13'), 'status', '--porcelain'), '');
    assert.equal(product.git(at('3.13'), 'rev-parse', 'HEAD'), experiment);
    assert.deepEqual(await states(product), ['applied', 'astray', 'unreadable']);
    const updated = await product.asPerson(() => updateFromUpstream(product.workspace));
    assert.deepEqual(updated.ok && updated.value.map(({ kind }) => kind), ['current', 'astray', 'astray']);
  });

  it('leaves a conflict that can be continued, also where a part of the fix is there already', async () => {
    product.write(at('main'), 'Lib/first.py', 'first\n');
    product.commit(at('main'), 'First');
    product.fix('main', 20);
    assert.equal((await brought(product, ['3.11'], true))[0]?.kind, 'would-apply');
    product.write(at('3.11'), 'Lib/first.py', 'first\n');
    product.write(
      at('3.11'),
      'Lib/paths.py',
      readFileSync(at('3.11', 'Lib/paths.py'), 'utf8').replace('line 20\n', 'line twenty\n'),
    );
    product.commit(at('3.11'), 'First, in other words');
    assert.deepEqual(await brought(product, ['3.11']), [{ branch: '3.11', kind: 'conflict', files: ['Lib/paths.py'] }]);
    product.write(at('3.11'), 'Lib/paths.py', 'resolved\n');
    product.git(at('3.11'), 'add', '--all');
    product.git(at('3.11'), '-c', 'core.editor=true', 'cherry-pick', '--continue');
    assert.equal(product.git(at('3.11'), 'status', '--porcelain'), '');
  });

  it('lets the product’s own merge driver have its say', async () => {
    const attributes = 'Lib/paths.py merge=union\n';
    for (const branch of ['main', '3.11']) {
      product.write(at(branch), '.gitattributes', attributes);
      product.write(at(branch), 'Lib/paths.py', `${readFileSync(at(branch, 'Lib/paths.py'), 'utf8')}last of ${branch}\n`);
      product.commit(at(branch), 'Attributes');
    }
    const [done] = await brought(product, ['3.11']);
    assert.equal(done?.kind, 'applied');
    assert.match(readFileSync(at('3.11', 'Lib/paths.py'), 'utf8'), /last of 3\.11\nlast of main\n$/);
    assert.equal(product.git(at('3.11'), 'status', '--porcelain'), '');
  });

  it('is followed by the public’s branches that are left, when one is gone there', async () => {
    product.publish('main', 'Lib/later.py', 'later\n');
    product.git(product.upstream, 'branch', '-D', '3.13');
    const updated = await product.asPerson(() => updateFromUpstream(product.workspace));
    assert.deepEqual(updated.ok && updated.value.map(({ kind }) => kind), ['moved', 'gone', 'current']);
  });

  it('leaves `git fetch fork` to work before every branch is there', () => {
    product.fix();
    product.git(at('main'), 'push', '--quiet');
    product.git(at('3.13'), 'fetch', '--quiet', 'fork');
    assert.ok(product.does(at('3.13'), 'rev-parse', '--verify', 'refs/remotes/fork/advisory-fix-1-main'));
  });
});
