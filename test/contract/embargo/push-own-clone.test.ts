import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { mendGuard } from '../../../src/embargo/guarded.ts';
import { writeManifest } from '../../../src/embargo/manifest.ts';
import { pushToFork } from '../../../src/embargo/push.ts';
import { assertUntouched, everythingIn, Product } from './product.ts';
import { startedIn } from './started.ts';

describe('a push from a workspace whose fork is the person’s own clone', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(() => {
    product = new Product();
  });
  afterEach(() => {
    product.close();
  });

  it('is refused, and puts nothing there', async () => {
    const { folder, manifest } = await startedIn(product);
    product.fix();
    const moved = { folder, manifest: { ...manifest, fork: product.clone } };
    await writeManifest(folder, moved.manifest);
    const mended = await product.asPerson(() => mendGuard(moved));
    assert.ok(mended.ok, JSON.stringify(mended));
    const before = everythingIn(product.clone);
    const pushed = await product.asPerson(() => pushToFork(folder, ['main']));
    assert.deepEqual(pushed, { ok: false, failure: { kind: 'fork-folder', why: 'own-clone' } });
    assertUntouched(before, product.clone);
  });
});
