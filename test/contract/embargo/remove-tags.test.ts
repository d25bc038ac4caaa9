import assert from 'node:assert/strict';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Lost } from '../../../src/embargo/failure.ts';
import { lostBy } from '../../../src/embargo/remove.ts';
import { lostWords } from '../../../src/embargo/words.ts';
import { findWorkspace } from '../../../src/embargo/workspace.ts';
import { embargo } from './killer.ts';
import { Product } from './product.ts';
import { startedIn } from './started.ts';

const TAG = 'v3.15.0b1';

describe('what a removal would lose', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(() => {
    product = new Product();
  });
  afterEach(() => {
    product.close();
  });

  const lost = async (): Promise<readonly Lost[]> => {
    const workspace = await findWorkspace(product.workspace);
    assert.ok(workspace.ok);
    const found = await product.asPerson(() => lostBy(workspace.value));
    assert.ok(found.ok, found.ok ? '' : JSON.stringify(found.failure));
    return found.value;
  };

  /** A release of the public: a commit that no branch has, by a tag. */
  function release(): void {
    const side = join(product.root, 'release');
    product.git(product.root, 'clone', '--quiet', product.upstream, side);
    product.write(side, 'VERSION', TAG);
    product.commit(side, 'Release');
    product.git(side, 'tag', '--annotate', '--message', 'Release', TAG);
    product.git(side, 'push', '--quiet', 'origin', TAG);
    product.git(side, 'push', '--quiet', product.fork, TAG);
    rmSync(side, { recursive: true });
  }

  const main = () => join(product.workspace, 'main');

  /** What a plain `git pull` does: a tag comes along where its objects are there. */
  function pullTags(): void {
    product.git(main(), 'pull', '--quiet', '--tags', 'fork', 'main');
    assert.ok(product.does(main(), 'rev-parse', '--verify', `refs/tags/${TAG}`));
  }

  it('is no tag that the person’s clone has too, with no remote there', async () => {
    release();
    product.git(product.clone, 'fetch', '--quiet', '--tags');
    await startedIn(product);
    pullTags();
    renameSync(product.fork, join(product.root, 'gone.git'));
    renameSync(product.upstream, join(product.root, 'offline.git'));
    assert.deepEqual(await lost(), []);
    product.git(main(), 'checkout', '--quiet', TAG);
    assert.deepEqual(await lost(), [], 'nor by a HEAD that stands on it');
  });

  it('is no tag that the fork or the public has', async () => {
    await startedIn(product);
    release();
    pullTags();
    assert.deepEqual(await lost(), []);
    product.git(product.fork, 'tag', '--delete', TAG);
    assert.deepEqual(await lost(), [], 'the public has it');
    product.git(product.upstream, 'tag', '--delete', TAG);
    assert.deepEqual(await lost(), [{ branch: `tags/${TAG}`, commits: 1, files: 0 }]);
  });

  it('is a tag that others have of another commit, and work that stands on a public tag', async () => {
    release();
    await startedIn(product);
    pullTags();
    product.git(main(), 'checkout', '--quiet', '-b', 'on-release', TAG);
    product.write(main(), 'Lib/work.py', 'work\n');
    product.commit(main(), 'Work');
    product.git(main(), 'checkout', '--quiet', 'advisory-fix-1-main');
    assert.deepEqual(await lost(), [{ branch: 'on-release', commits: 1, files: 0 }]);
    product.git(main(), 'tag', '--force', TAG, 'on-release');
    product.git(main(), 'branch', '--quiet', '-D', 'on-release');
    assert.deepEqual(await lost(), [{ branch: `tags/${TAG}`, commits: 2, files: 0 }]);
  });

  it('names the first few of a person’s own files, and says how many more there are', async () => {
    await startedIn(product);
    for (const name of ['poc.py', 'a.txt']) writeFileSync(join(product.workspace, 'advisory', name), 'mine\n');
    assert.deepEqual((await lost()).map(lostWords), ['files of yours: 2 changed files (advisory/a.txt, advisory/poc.py)']);
    for (const at of [1, 2, 3, 4]) writeFileSync(join(product.workspace, `todo\n${at}`), 'mine\n');
    assert.deepEqual((await lost()).map(lostWords), [
      'files of yours: 6 changed files (advisory/a.txt, advisory/poc.py, todo?1, todo?2, todo?3, 1 more)',
    ]);
    const { status, out } = await embargo(product, ['remove', product.workspace]);
    assert.equal(status, 1);
    assert.match(out, /files of yours: 6 changed files \(advisory\/a\.txt,/);
    assert.ok(existsSync(product.workspace));
  });
});
