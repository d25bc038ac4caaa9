import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ignoredIn, ignoredWords } from '../../../src/embargo/ignored.ts';
import { readManifest, writeManifest } from '../../../src/embargo/manifest.ts';
import { removeWorkspace } from '../../../src/embargo/remove.ts';
import { findWorkspace } from '../../../src/embargo/workspace.ts';
import { embargo } from './killer.ts';
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
          { branch: 'files of yours', commits: 0, files: 1, paths: ['advisory/notes.md'] },
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
    const manifest = await readManifest(product.workspace);
    assert.ok(manifest.ok);
    await writeManifest(product.workspace, { ...manifest.value, state: 'removing' });
    renameSync(product.workspace, join(product.workspaces, `.removing-${ID}-0011aabb`));
    assert.deepEqual(await remove(), { ok: true, value: undefined });
    assert.deepEqual(readdirSync(product.workspaces), []);
  });

  it('touches no folder of somebody else’s, whatever it is called', async () => {
    for (const name of ['.removing-things', `.removing-${ID}-0011aabb`]) {
      mkdirSync(join(product.workspaces, name));
      writeFileSync(join(product.workspaces, name, 'mine.txt'), 'mine\n');
    }
    assert.deepEqual(await remove(), { ok: true, value: undefined });
    const again = await remove(true, product.workspaces);
    assert.ok(!again.ok);
    for (const name of ['.removing-things', `.removing-${ID}-0011aabb`])
      assert.ok(existsSync(join(product.workspaces, name, 'mine.txt')), name);
  });

  it('is refused where git cannot tell what would be lost', async () => {
    product.fix();
    renameSync(join(product.workspace, 'main'), join(product.workspace, 'moved'));
    assert.deepEqual(await remove(), { ok: false, failure: { kind: 'work-unreadable', branches: ['main'] } });
    renameSync(join(product.workspace, 'moved'), join(product.workspace, 'main'));
    writeFileSync(join(product.workspace, 'clone.git', 'config'), '[core\n');
    const broken = await remove();
    assert.ok(!broken.ok && broken.failure.kind === 'work-unreadable');
    assert.ok(existsSync(join(product.workspace, 'main', 'Lib/new.py')));
  });

  it('counts what no branch has: a HEAD without one, a tag, a stash, files of one’s own', async () => {
    const main = join(product.workspace, 'main');
    product.git(main, 'checkout', '--quiet', '--detach');
    product.write(main, 'Lib/trial.py', 'trial\n');
    product.commit(main, 'Trial');
    const other = join(product.workspace, '3.13');
    product.write(other, 'Lib/tagged.py', 'tagged\n');
    product.git(other, 'checkout', '--quiet', '--detach');
    product.commit(other, 'Tagged');
    product.git(other, 'tag', 'kept');
    product.git(other, 'checkout', '--quiet', 'advisory-fix-1-3.13');
    writeFileSync(join(product.workspace, '3.11', 'README'), 'mine\n');
    product.git(join(product.workspace, '3.11'), 'stash');
    writeFileSync(join(product.workspace, 'advisory', 'poc.py'), 'poc\n');
    writeFileSync(join(product.workspace, 'todo.txt'), 'todo\n');
    const refused = await remove();
    assert.ok(!refused.ok && refused.failure.kind === 'unpushed');
    const told = new Map(refused.failure.lost.map(({ branch, commits, files }) => [branch, commits + files]));
    assert.equal(told.get('main (HEAD)'), 1);
    assert.equal(told.get('tags/kept'), 1);
    assert.ok((told.get('stash') ?? 0) >= 1);
    assert.equal(told.get('files of yours'), 2);
  });

  describe('in which there is what git ignores', () => {
    const ignored = async (most?: number) => {
      const workspace = await findWorkspace(product.workspace);
      assert.ok(workspace.ok);
      return product.asPerson(() => ignoredIn(workspace.value, {}, most));
    };
    beforeEach(() => {
      const main = join(product.workspace, 'main');
      product.write(main, '.gitignore', 'build/\n*.o\nnotes.txt\n');
      product.commit(main, 'Ignore');
      product.git(main, 'push', '--quiet');
      for (let at = 0; at < 30; at++) product.write(main, `build/deep/${at % 3}/${at}.py`, 'x'.repeat(10_000));
      product.write(main, 'Lib/one.o', 'x');
      product.write(main, 'notes.txt', 'to remember\n');
    });

    it('tells it by worktree, and is not refused for it', async () => {
      assert.deepEqual(await ignored(), [{ branch: 'main', files: 32, bytes: 300_013, isMore: false }]);
      const { status, out } = await embargo(product, ['remove', product.workspace]);
      assert.equal(status, 0, out);
      assert.match(out, /^Removed\.\nWhat git ignores went with it: main: 32 ignored files \(0\.3 MB\)\.$/m);
      assert.deepEqual(readdirSync(product.workspaces), []);
    });

    it('is refused for what git does not ignore, and tells both', async () => {
      writeFileSync(join(product.workspace, 'main', 'mine.txt'), 'mine\n');
      const { status, out } = await embargo(product, ['remove', product.workspace]);
      assert.equal(status, 1);
      assert.match(out, /would lose main: 1 changed file\b[^]*What git ignores would go, too: main: 32 ignored files/);
      assert.ok(existsSync(join(product.workspace, 'main', 'notes.txt')));
    });

    it('counts no further than somebody wants to know, and follows no link', async () => {
      symlinkSync(product.clone, join(product.workspace, 'main', 'build', 'link'));
      assert.equal((await ignored())[0]?.files, 33);
      assert.equal((await ignored(33))[0]?.isMore, false);
      const [some] = await ignored(10);
      assert.ok(some?.isMore);
      assert.equal(ignoredWords(some), 'main: more than 10 ignored files');
      assert.equal(ignoredWords({ branch: 'main', files: 1, bytes: 3, isMore: false }), 'main: 1 ignored file (under 0.1 MB)');
      const large = { branch: 'main', files: 20_000, bytes: 12_345_678, isMore: false };
      assert.equal(ignoredWords(large), 'main: 20000 ignored files (12 MB)');
    });

    it('counts a worktree that was added inside, and none that lies elsewhere', async () => {
      const clone = join(product.workspace, 'clone.git');
      for (const [place, name] of [
        [product.workspace, 'extra'],
        [product.root, 'elsewhere'],
      ] as const) {
        const path = join(place, name);
        product.git(clone, 'worktree', 'add', '--quiet', '--detach', path, 'advisory-fix-1-main');
        product.write(path, 'two.o', 'x');
      }
      assert.deepEqual(
        (await ignored()).map(({ branch, files }) => [branch, files]),
        [
          ['main', 32],
          ['extra', 1],
        ],
      );
    });
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
