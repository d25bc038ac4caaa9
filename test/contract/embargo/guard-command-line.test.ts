import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { embargo } from './killer.ts';
import { Product } from './product.ts';
import { startedIn } from './started.ts';

/** What a branch's row says beside its name and state. */
interface Row {
  readonly name: string;
  readonly state: string;
  readonly commits: number;
  readonly reason?: string;
}

describe('embargo from the command line, where the clone or the guard is not what it was', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(async () => {
    product = new Product();
    await startedIn(product);
    product.fix();
    product.fix('3.13');
  });
  afterEach(() => {
    product.close();
  });

  const clone = () => join(product.workspace, 'clone.git');
  const say = (what: string, ...more: readonly string[]) => embargo(product, [what, product.workspace, ...more]);
  const json = async (what: string, ...more: readonly string[]) => {
    const { status, out } = await say(what, ...more, '--json');
    return { status, said: JSON.parse(out) as Record<string, unknown> };
  };

  it('says that the clone’s settings are broken and how to mend them, instead of that there is nothing to push', async () => {
    appendFileSync(join(clone(), 'config'), '[x\n');
    const push = await say('push');
    assert.equal(push.status, 1);
    assert.match(push.out, /clone\.git\/config cannot be read/);
    assert.match(push.out, /embargo status --mend/);
    assert.doesNotMatch(push.out, /nothing to push/i);
    assert.equal((await json('push')).said.refused, 'guard-loosened');
    const status = await say('status');
    assert.equal(status.status, 1);
    assert.match(status.out, /clone\.git\/config cannot be read.*--mend/);
    assert.match(status.out, /^main\tunreadable\t.*settings of the clone/m);
    const { branches } = (await json('status')).said as { readonly branches: readonly Row[] };
    for (const { state, reason } of branches) {
      assert.equal(state, 'unreadable');
      assert.match(reason ?? '', /settings of the clone/);
    }
    assert.equal((await say('status', '--mend')).status, 0);
    assert.equal((await say('push')).status, 0);
  });

  it('says that the clone is gone, and that no mending brings it back', async () => {
    renameSync(clone(), join(product.root, 'away.git'));
    for (const what of ['push', 'status']) {
      const { status, out } = await say(what);
      assert.equal(status, 1);
      assert.match(out, /Git gives no settings for clone\.git/);
      assert.doesNotMatch(out, /nothing to push|Mend it/i);
    }
    assert.equal((await say('status', '--mend')).status, 1);
  });

  it('names the branch that cannot be read, and why, and pushes the others', async () => {
    writeFileSync(join(clone(), 'refs', 'heads', 'advisory-fix-1-3.13'), 'no commit\n');
    const push = await say('push');
    assert.equal(push.status, 1);
    assert.match(push.out, /^main: pushed to the fork$/m);
    assert.match(push.out, /^3\.13: not pushed\. Git cannot read/m);
    assert.ok(product.does(product.fork, 'rev-parse', '--verify', 'refs/heads/advisory-fix-1-main'));
    rmSync(join(clone(), 'refs', 'heads', 'advisory-fix-1-main'));
    const none = await say('push');
    assert.equal(none.status, 1);
    assert.doesNotMatch(none.out, /nothing to push/i);
    assert.match(none.out, /^main: not pushed\. /m);
    const status = await say('status');
    assert.equal(status.status, 1);
    assert.match(status.out, /^3\.13\tunreadable\tGit cannot read/m);
  });

  it('pushes a branch whose worktree is gone, tells of it, and makes it again', async () => {
    rmSync(join(product.workspace, '3.13'), { recursive: true });
    const push = await json('push');
    assert.deepEqual([push.status, push.said], [0, { branches: ['main', '3.13'].map((branch) => ({ branch, pushed: true })) }]);
    // Nothing was done there.
    rmSync(join(product.workspace, '3.11'), { recursive: true });
    assert.deepEqual((await json('push')).said, push.said);
    const status = await say('status');
    assert.equal(status.status, 1);
    assert.match(status.out, /^The guard holds\.$/m);
    assert.match(status.out, /^The worktree 3\.13 is gone: its folder was deleted\. .*--mend/m);
    assert.match(status.out, /^3\.13\tunreadable\tIts worktree is gone.*1 commits/m);
    const { guard, branches } = (await json('status')).said as { readonly guard: unknown; readonly branches: readonly Row[] };
    assert.deepEqual(guard, { holds: true, loosened: ['3.13', '3.11'].map((what) => ({ kind: 'worktree', what, how: 'gone' })) });
    assert.equal(branches.find(({ name }) => name === '3.13')?.commits, 1);
    const mended = await say('status', '--mend');
    assert.equal(mended.status, 0, mended.out);
    assert.match(mended.out, /^Made the worktree of 3\.13 again\.$/m);
    assert.ok(readFileSync(join(product.workspace, '3.13', 'Lib/new.py')).length > 0);
  });

  it('tells under which name commits were kept that no branch had', async () => {
    const worktree = join(product.workspace, '3.13');
    product.git(worktree, 'checkout', '--quiet', '--detach');
    product.write(worktree, 'more.txt', 'more\n');
    product.commit(worktree, 'On no branch');
    rmSync(worktree, { recursive: true });
    assert.match(
      (await say('status', '--mend')).out,
      /^Commits that only a lost worktree had are kept on the branch advisory-fix-1-3\.13-found\.$/m,
    );
  });

  it('says what to do about a folder in the place of a worktree, and about a variable', async () => {
    rmSync(join(product.workspace, '3.13'), { recursive: true });
    product.write(join(product.workspace, '3.13'), 'mine.txt', 'mine\n');
    const { status, out } = await say('push');
    assert.equal(status, 1);
    assert.match(out, /Something else lies where the worktree 3\.13 was.*Take it away, then mend/);
    const shown = await say('status');
    assert.match(shown.out, /Something else lies where the worktree 3\.13 was/);
    rmSync(join(product.workspace, '3.13'), { recursive: true });
    product.environment.GIT_ALLOW_PROTOCOL = 'file';
    assert.match((await say('status')).out, /GIT_ALLOW_PROTOCOL.*without it/);
  });

  it('does not speak of branches where the workspace is not whole', async () => {
    const file = join(product.workspace, 'embargo.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"ready"', '"making"'));
    assert.match((await say('push')).out, /its making was interrupted/);
  });

  it('still says that there is nothing to push where there is nothing', async () => {
    for (const branch of ['main', '3.13']) product.git(join(product.workspace, branch), 'reset', '--quiet', '--hard', 'HEAD~');
    const { status, out } = await say('push');
    assert.equal(status, 1);
    assert.match(out, /^There is nothing to push/);
  });
});
