import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { fail, ok } from '../../../src/common/result.ts';
import { guardRunner } from '../../../src/embargo/guard/guard.ts';
import { remakeWorktree } from '../../../src/embargo/guard/remake.ts';
import { LostWorktree, OWN } from './guard-lost.ts';
import { ID, type Product } from './product.ts';

describe('a worktree that is made again', function () {
  this.timeout(60_000);
  let lost: LostWorktree;
  let product: Product;
  let commit: string;
  beforeEach(async () => {
    lost = new LostWorktree();
    ({ product } = lost);
    commit = await lost.begin();
  });
  afterEach(() => {
    lost.close();
  });

  const lose = () => {
    rmSync(lost.place, { recursive: true });
  };
  const moved = () => {
    const folder = join(product.root, 'moved', ID);
    mkdirSync(dirname(folder));
    renameSync(product.workspace, folder);
    return folder;
  };
  const headIn = (workspace: string) => product.git(join(workspace, '3.13'), 'rev-parse', 'HEAD');

  it('does not come beside another one that stands on its branch', async () => {
    product.git(lost.clone(), 'worktree', 'remove', '--force', lost.place);
    const other = join(product.root, 'other');
    product.git(lost.clone(), 'worktree', 'add', '--quiet', other, OWN);
    assert.deepEqual(await lost.mended(), { remade: [], kept: [] });
    assert.deepEqual(await lost.check(), ['worktree 3.13 elsewhere']);
    assert.ok(!existsSync(lost.place));
    await lost.assertPushed('main');
    product.git(other, 'checkout', '--quiet', '--detach');
    await lost.mended();
    assert.deepEqual(await lost.check(), []);
    assert.equal(product.git(other, 'rev-parse', 'HEAD'), commit);
  });

  it('leaves the person another worktree that is out of reach', async () => {
    const other = join(product.root, 'other');
    product.git(lost.clone(), 'worktree', 'add', '--quiet', '-b', 'mine', other, OWN);
    renameSync(other, `${other}-away`);
    lose();
    await lost.mended();
    renameSync(`${other}-away`, other);
    assert.equal(product.git(other, 'symbolic-ref', 'HEAD'), 'refs/heads/mine');
  });

  it('loses no commit that only it had', async () => {
    const workApart = (file: string) => {
      product.git(lost.place, 'checkout', '--quiet', '--detach');
      product.write(lost.place, file, `${file}\n`);
      return product.commit(lost.place, 'On no branch');
    };
    const first = workApart('one.txt');
    lose();
    assert.deepEqual(await lost.mended(), { remade: ['3.13'], kept: [`${OWN}-found`] });
    assert.equal(product.git(lost.clone(), 'rev-parse', `refs/heads/${OWN}-found`), first);
    lost.assertWorks(commit);
    workApart('two.txt');
    lose();
    assert.deepEqual(await lost.mended(), { remade: ['3.13'], kept: [`${OWN}-found-2`] });
  });

  it('comes into a copy of the workspace, and the original stays as it is', async () => {
    const copy = join(product.root, 'copied', ID);
    cpSync(product.workspace, copy, { recursive: true });
    rmSync(join(copy, '3.13'), { recursive: true });
    const original = lost.lasting();
    await lost.mended(copy);
    assert.deepEqual(await lost.check(copy), []);
    assert.equal(headIn(copy), commit);
    assert.deepEqual(lost.lasting(), original);
  });

  it('comes into a workspace that was moved', async () => {
    lose();
    const folder = moved();
    await lost.mended(folder);
    assert.deepEqual(await lost.check(folder), []);
    assert.equal(headIn(folder), commit);
  });

  it('comes into a workspace whose settings were broken', async () => {
    lose();
    appendFileSync(join(lost.clone(), 'config'), '[x\n');
    await lost.mended();
    assert.deepEqual(await lost.check(), []);
    lost.assertWorks(commit);
  });

  it('keeps its files where the workspace was moved and the clone knows it no more', async () => {
    rmSync(join(lost.clone(), 'worktrees', '3.13'), { recursive: true });
    const folder = moved();
    writeFileSync(join(folder, '3.13', 'README'), 'half a thought\n');
    await lost.mended(folder);
    assert.deepEqual(await lost.check(folder), []);
    assert.equal(product.git(join(folder, '3.13'), 'status', '--porcelain'), ' M README');
  });

  it('is not there by halves where making it fails, and is made by the next time', async () => {
    lose();
    const before = lost.lasting();
    const run = guardRunner();
    const trouble = { kind: 'git-trouble', trouble: 'disk-full', status: 128 } as const;
    const failing: typeof run = (folder, args) => (args.includes('--hard') ? Promise.resolve(fail(trouble)) : run(folder, args));
    const wanted = { folder: lost.place, branch: OWN, starts: [commit] };
    const remake = (runner: typeof run) => product.asPerson(() => remakeWorktree(runner, lost.clone(), wanted));
    assert.deepEqual(await remake(failing), fail(trouble));
    const entry = join('clone.git', 'worktrees', '3.13');
    assert.deepEqual(
      lost.lasting(),
      before.filter(([path]) => !path.startsWith(entry)),
    );
    assert.deepEqual(await lost.check(), ['worktree 3.13 gone']);
    assert.deepEqual(await remake(run), ok({ isMade: true, kept: undefined }));
  });

  it('takes the place of what a killed mending has left', async () => {
    lose();
    product.git(lost.clone(), 'worktree', 'prune');
    const half = join(product.workspace, '.gone-0123456789ab');
    product.git(lost.clone(), 'worktree', 'add', '--quiet', '--no-checkout', join(half, '3.13'), OWN);
    assert.ok((await lost.check()).includes('worktree 3.13 gone'));
    await lost.mended();
    assert.deepEqual(await lost.check(), []);
    lost.assertWorks(commit);
    assert.ok(!existsSync(half));
    assert.deepEqual(readdirSync(join(lost.clone(), 'worktrees')).sort(), ['3.11', '3.13', 'main']);
  });

  it('leaves nothing of a mending that was killed at its very end', async () => {
    const left = join(product.workspace, '.gone-0123456789ab');
    mkdirSync(join(left, '3.13'), { recursive: true });
    assert.deepEqual(await lost.mended(), { remade: [], kept: [] });
    assert.ok(!existsSync(left));
  });

  it('waits for whoever works in the workspace', async () => {
    lose();
    const lock = join(product.workspace, 'embargo.lock');
    writeFileSync(lock, `${process.pid} ${Date.now()} 0123456789ab`);
    assert.deepEqual(await lost.mend(), fail({ kind: 'busy' }));
    assert.ok(!existsSync(lost.place));
    rmSync(lock);
    await lost.mended();
    assert.ok(lstatSync(lost.place).isDirectory());
  });
});
