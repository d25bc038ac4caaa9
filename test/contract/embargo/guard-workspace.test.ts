import assert from 'node:assert/strict';
import { appendFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { guardOf, mendGuard } from '../../../src/embargo/guarded.ts';
import { pushToFork } from '../../../src/embargo/push.ts';
import { readyWorkspace } from '../../../src/embargo/workspace.ts';
import { ID, Product } from './product.ts';
import { startedIn } from './started.ts';

describe('the guard of a workspace', () => {
  let product: Product;
  beforeEach(async () => {
    product = new Product();
    await startedIn(product);
    product.fix();
  });
  afterEach(() => {
    product.close();
  });

  const opened = async (folder = product.workspace) => {
    const found = await readyWorkspace(folder);
    assert.ok(found.ok);
    return found.value;
  };
  const push = (folder = product.workspace) => product.asPerson(() => pushToFork(folder, ['main']));
  const mend = async (folder = product.workspace) => {
    const workspace = await opened(folder);
    const [mended, guard] = await product.asPerson(async () => [await mendGuard(workspace), await guardOf(workspace)] as const);
    assert.ok(mended.ok, JSON.stringify(mended));
    assert.deepEqual(guard, { ok: true, value: [] });
  };

  it('refuses a push from a workspace that was moved, in one word, until it is mended', async () => {
    const moved = join(product.root, 'moved');
    renameSync(product.workspaces, moved);
    const folder = join(moved, ID);
    assert.deepEqual(await push(folder), { ok: false, failure: { kind: 'guard-loosened', what: ['the workspace was moved'] } });
    await mend(folder);
    assert.deepEqual(await push(folder), { ok: true, value: [{ branch: 'main' }] });
  });

  it('writes settings that cannot be read anew, with those by which branches follow the fork', async () => {
    const clone = join(product.workspace, 'clone.git');
    const followed = () => product.git(clone, 'config', '--get-regexp', '^(branch|remote\\.fork)\\.');
    const before = followed().split('\n').sort();
    appendFileSync(join(clone, 'config'), '[x\n');
    assert.deepEqual(await push(), { ok: false, failure: { kind: 'guard-loosened', what: ['clone.git/config cannot be read'] } });
    await mend();
    assert.deepEqual(followed().split('\n').sort(), before);
    assert.deepEqual(await push(), { ok: true, value: [{ branch: 'main' }] });
  });

  it('says what to do about what mending does not bring back', async () => {
    rmSync(join(product.workspace, '3.13'), { recursive: true });
    product.write(product.workspace, '3.13', 'mine\n');
    const refused = await push();
    assert.ok(!refused.ok && refused.failure.kind === 'guard-loosened');
    assert.deepEqual(refused.failure.what, ['something else lies where the worktree 3.13 was']);
    assert.match(refused.failure.remedies?.join() ?? '', /Take it away, then mend/);
  });

  it('is mended without being loosened before, and nothing in the clone changes', async () => {
    const config = () => product.git(join(product.workspace, 'clone.git'), 'config', '--local', '--list');
    const before = config();
    await mend();
    assert.equal(config(), before);
  });
});
