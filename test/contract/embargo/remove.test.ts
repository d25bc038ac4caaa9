import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readManifest, writeManifest } from '../../../src/embargo/manifest.ts';
import { removeWorkspace } from '../../../src/embargo/remove.ts';
import { assertUntouched, everythingIn, ID, Product } from './product.ts';
import { startedIn } from './started.ts';

describe('removing a workspace', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(async () => {
    product = new Product();
    await startedIn(product);
  });
  afterEach(() => {
    product.close();
  });

  const remove = (force = false, folder = product.workspace) => product.asPerson(() => removeWorkspace(folder, force));

  it('leaves nothing of it, and the clone as it was', async () => {
    const before = everythingIn(product.clone);
    assert.deepEqual(await remove(), { ok: true, value: undefined });
    assert.deepEqual(readdirSync(product.workspaces), []);
    assertUntouched(before, product.clone);
  });

  it('is refused while something would be lost, and says what', async () => {
    product.fix();
    writeFileSync(join(product.workspace, '3.11', 'README'), 'mine\n');
    writeFileSync(join(product.workspace, '3.11', 'new.txt'), 'mine\n');
    writeFileSync(join(product.workspace, 'advisory', 'notes.md'), 'to remember\n');
    product.git(join(product.workspace, '3.13'), 'checkout', '--quiet', '-b', 'trial');
    product.write(join(product.workspace, '3.13'), 'trial.txt', 'trial\n');
    product.commit(join(product.workspace, '3.13'), 'Trial');
    product.git(join(product.workspace, '3.13'), 'checkout', '--quiet', 'advisory-fix-1-3.13');
    assert.deepEqual(await remove(), {
      ok: false,
      failure: {
        kind: 'unpushed',
        lost: [
          { branch: 'main', commits: 1, files: 0 },
          { branch: '3.11', commits: 0, files: 2 },
          { branch: 'trial', commits: 1, files: 0 },
          { branch: 'notes', commits: 0, files: 1 },
        ],
      },
    });
    assert.ok(existsSync(join(product.workspace, 'main', 'Lib/new.py')));
    assert.deepEqual(await remove(true), { ok: true, value: undefined });
    assert.deepEqual(readdirSync(product.workspaces), []);
  });

  it('asks nothing where all was pushed', async () => {
    product.fix();
    product.git(join(product.workspace, 'main'), 'push', '--quiet');
    assert.deepEqual(await remove(), { ok: true, value: undefined });
  });

  it('is finished by asking again', async () => {
    const aside = join(product.workspaces, `.removing-${ID}-0011aabb`);
    mkdirSync(aside);
    writeFileSync(join(aside, 'left.txt'), 'left\n');
    assert.deepEqual(await remove(), { ok: true, value: undefined });
    assert.deepEqual(readdirSync(product.workspaces), []);
    const manifest = await readManifest(product.workspace);
    assert.ok(!manifest.ok);
  });

  it('goes on where it had begun, without asking what would be lost', async () => {
    product.fix();
    const manifest = await readManifest(product.workspace);
    assert.ok(manifest.ok);
    await writeManifest(product.workspace, { ...manifest.value, state: 'removing' });
    assert.deepEqual(await remove(), { ok: true, value: undefined });
  });

  it('follows no link out of it', async () => {
    const outside = join(product.root, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'precious.txt'), 'precious\n');
    symlinkSync(outside, join(product.workspace, 'main', 'link'));
    assert.deepEqual(await remove(true), { ok: true, value: undefined });
    assert.ok(existsSync(join(outside, 'precious.txt')));
  });

  it('removes nothing that is no workspace', async () => {
    const before = everythingIn(product.clone);
    for (const folder of [product.clone, join(product.root, 'nowhere'), product.root]) {
      const done = await remove(true, folder);
      assert.ok(!done.ok);
      assert.equal(done.failure.kind, 'no-workspace');
    }
    assertUntouched(before, product.clone);
  });
});
