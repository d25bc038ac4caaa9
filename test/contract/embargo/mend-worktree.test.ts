import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { matrixOf } from '../../../src/embargo/matrix.ts';
import { refreshFork } from '../../../src/embargo/push.ts';
import { LostWorktree, OWN } from './guard-lost.ts';
import { everythingIn } from './product.ts';

const REMOVED = 'git worktree remove';

/** Ways in which the worktree gets lost. */
const SHAPES: Readonly<Record<string, (lost: LostWorktree) => void>> = {
  'the folder was deleted': ({ place }) => {
    rmSync(place, { recursive: true });
  },
  [REMOVED]: (lost) => {
    lost.product.git(lost.clone(), 'worktree', 'remove', '--force', lost.place);
  },
  'git worktree prune, after the folder was deleted': (lost) => {
    rmSync(lost.place, { recursive: true });
    lost.product.git(lost.clone(), 'worktree', 'prune');
  },
  'git worktree remove, and an empty folder instead': (lost) => {
    lost.product.git(lost.clone(), 'worktree', 'remove', '--force', lost.place);
    mkdirSync(lost.place);
  },
};

/** What may lie in its place instead. */
const OTHERS: Readonly<Record<string, (lost: LostWorktree) => void>> = {
  'a folder with files': ({ place }) => {
    mkdirSync(place);
    writeFileSync(join(place, 'mine.txt'), 'mine\n');
  },
  'a file': ({ place }) => {
    writeFileSync(place, 'mine\n');
  },
  'a link that leads nowhere': ({ place }) => {
    symlinkSync('/nowhere/at/all', place);
  },
  "somebody else's repository": ({ place, product }) => {
    product.git(product.root, 'clone', '--quiet', product.upstream, place);
  },
};

describe('a worktree that is gone', function () {
  this.timeout(60_000);
  let lost: LostWorktree;
  beforeEach(() => {
    lost = new LostWorktree();
  });
  afterEach(() => {
    lost.close();
  });

  for (const [shape, lose] of Object.entries(SHAPES)) {
    for (const paths of ['whole', 'relative'] as const) {
      it(`holds nobody up, and is made again on its branch by ${paths} paths: ${shape}`, async function () {
        if (paths === 'relative' && !lost.nameRelatively()) this.skip();
        const commit = await lost.begin();
        const link = readFileSync(join(lost.place, '.git'), 'utf8');
        assert.equal(link.startsWith('gitdir: ../clone.git'), paths === 'relative');
        const before = lost.lasting();
        lose(lost);
        assert.deepEqual(await lost.check(), ['worktree 3.13 gone']);
        await lost.assertPushed('main', '3.13');
        assert.equal(lost.product.git(lost.product.fork, 'rev-parse', OWN), commit);
        assert.deepEqual(await lost.mended(), { remade: ['3.13'], kept: [] });
        assert.deepEqual(await lost.check(), []);
        assert.deepEqual(lost.lasting(), before);
        assert.equal(lost.product.git(lost.place, 'status', '--porcelain'), '');
        const rows = await lost.product.asPerson(async () => matrixOf(await lost.opened()));
        assert.equal(rows.find(({ name }) => name === '3.13')?.state, 'pushed');
        lost.assertWorks(commit);
      });
    }
  }

  for (const paths of ['whole', 'relative'] as const) {
    it(`keeps what lies in a folder of which the clone knows no more, by ${paths} paths`, async function () {
      if (paths === 'relative' && !lost.nameRelatively()) this.skip();
      await lost.begin();
      const { product, place } = lost;
      const aside = join(product.root, 'aside');
      renameSync(place, aside);
      product.git(lost.clone(), 'worktree', 'prune');
      renameSync(aside, place);
      writeFileSync(join(place, 'README'), 'half a thought\n');
      writeFileSync(join(place, 'new.txt'), 'new\n');
      rmSync(join(place, 'Doc', '3.11.txt'));
      const before = [...everythingIn(place)];
      assert.deepEqual(await lost.check(), ['worktree 3.13 unregistered']);
      await lost.assertPushed('main');
      assert.deepEqual(await lost.mended(), { remade: ['3.13'], kept: [] });
      assert.deepEqual(await lost.check(), []);
      assert.deepEqual([...everythingIn(place)], before);
      const status = product.git(place, 'status', '--porcelain');
      assert.deepEqual(status.split('\n'), [' D Doc/3.11.txt', ' M README', '?? new.txt']);
      lost.assertWorks();
    });
  }

  for (const [what, take] of Object.entries(OTHERS)) {
    it(`leaves ${what} alone in its place, and pushes nothing meanwhile`, async () => {
      const commit = await lost.begin();
      rmSync(lost.place, { recursive: true });
      take(lost);
      const before = lost.lasting();
      assert.deepEqual(await lost.check(), ['worktree 3.13 foreign']);
      const refused = await lost.push('main');
      assert.ok(!refused.ok && refused.failure.kind === 'guard-loosened');
      assert.deepEqual(await lost.mended(), { remade: [], kept: [] });
      assert.deepEqual(lost.lasting(), before);
      assert.deepEqual(await lost.check(), ['worktree 3.13 foreign']);
      renameSync(lost.place, join(lost.product.root, 'taken-away'));
      await lost.mended();
      assert.deepEqual(await lost.check(), []);
      lost.assertWorks(commit);
    });
  }

  for (const from of ['the fork', 'its base'] as const) {
    it(`is made from ${from} where its branch is gone, too`, async () => {
      const commit = await lost.begin();
      const { base } = (await lost.opened()).manifest.branches.find(({ name }) => name === '3.13') ?? assert.fail();
      if (from === 'the fork') await lost.assertPushed('3.13');
      lost.product.git(lost.clone(), 'worktree', 'remove', '--force', lost.place);
      lost.product.git(lost.clone(), 'branch', '--quiet', '-D', OWN);
      await lost.mended();
      assert.deepEqual(await lost.check(), []);
      lost.assertWorks(from === 'the fork' ? commit : base);
    });
  }

  it('is made again together with all others', async () => {
    await lost.begin();
    for (const name of ['main', '3.13', '3.11']) rmSync(join(lost.product.workspace, name), { recursive: true });
    assert.deepEqual(await lost.check(), ['worktree main gone', 'worktree 3.13 gone', 'worktree 3.11 gone']);
    await lost.assertPushed('main');
    const got = await lost.product.asPerson(() => refreshFork(lost.product.workspace));
    assert.ok(got.ok, JSON.stringify(got));
    assert.deepEqual(await lost.mended(), { remade: ['main', '3.13', '3.11'], kept: [] });
    assert.deepEqual(await lost.check(), []);
  });
});
