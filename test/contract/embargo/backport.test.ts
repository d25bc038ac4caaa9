import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { undoPick } from '../../../src/embargo/backport/undo.ts';
import { readManifest, writeManifest } from '../../../src/embargo/manifest.ts';
import { pushToFork } from '../../../src/embargo/push.ts';
import { resumeBackport } from '../../../src/embargo/resume.ts';
import { updateFromUpstream } from '../../../src/embargo/update.ts';
import { assertUntouched, everythingIn, Product } from './product.ts';
import { bring, brought, startedIn, states } from './started.ts';

describe('backporting a fix', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(async () => {
    product = new Product();
    await startedIn(product);
  });
  afterEach(() => {
    product.close();
  });

  it('brings it onto the others, with its author and message, and leaves their own lines', async () => {
    const worktree = join(product.workspace, 'main');
    writeFileSync(join(worktree, 'Lib/one.py'), 'one\n');
    product.git(worktree, 'add', '--all');
    product.git(
      worktree,
      'commit',
      '--quiet',
      '--author=Ä. Reporter <a@example.org>',
      '--date=2020-01-02T03:04:05+06:00',
      '-m',
      'One\n\nWith a body – ünïcode',
    );
    product.fix();
    const done = await brought(product, ['3.13', '3.11']);
    assert.deepEqual(
      done.map(({ branch, kind }) => [branch, kind]),
      [
        ['3.13', 'applied'],
        ['3.11', 'applied'],
      ],
    );
    for (const branch of ['3.13', '3.11']) {
      const other = join(product.workspace, branch);
      assert.equal(product.git(other, 'status', '--porcelain'), '');
      assert.match(readFileSync(join(other, 'Lib/paths.py'), 'utf8'), /^line 3, checked$/m);
      assert.match(readFileSync(join(other, 'Lib/paths.py'), 'utf8'), new RegExp(`^version of ${branch}$`, 'm'));
      for (const at of ['HEAD', 'HEAD~1'])
        assert.equal(
          product.git(other, 'log', '-1', '--format=%an %ae %ad%n%B', at),
          product.git(worktree, 'log', '-1', '--format=%an %ae %ad%n%B', at),
        );
      assert.equal(product.git(other, 'rev-parse', 'HEAD~2'), product.git(product.upstream, 'rev-parse', branch));
    }
    assert.deepEqual(await states(product), ['applied', 'applied', 'applied']);
  });

  it('tries it without touching a worktree', async () => {
    product.fix();
    const before = everythingIn(join(product.workspace, '3.11'));
    assert.deepEqual(await brought(product, ['3.11'], true), [{ branch: '3.11', kind: 'would-apply', commits: 1 }]);
    assertUntouched(before, join(product.workspace, '3.11'));
    assert.deepEqual(await states(product), ['applied', 'untouched', 'untouched']);
  });

  it('knows what is there already', async () => {
    product.fix();
    await brought(product, ['3.13']);
    assert.deepEqual(await brought(product, ['3.13']), [{ branch: '3.13', kind: 'already-there' }]);
    const worktree = join(product.workspace, 'main');
    writeFileSync(join(worktree, 'Lib/more.py'), 'more\n');
    product.commit(worktree, 'More');
    const [done] = await brought(product, ['3.13']);
    assert.ok(done?.kind === 'applied');
    assert.equal(done.commits, 1);
  });

  it('leaves a conflict in its worktree, as git does, and brings the others on', async () => {
    product.fix('main', 20);
    const worktree = join(product.workspace, '3.11');
    const path = join(worktree, 'Lib/paths.py');
    writeFileSync(path, readFileSync(path, 'utf8').replace('line 20\n', 'line 20 of old\n'));
    product.commit(worktree, 'Older code');
    assert.deepEqual(await brought(product, ['3.13', '3.11'], true), [
      { branch: '3.13', kind: 'would-apply', commits: 1 },
      { branch: '3.11', kind: 'would-conflict', files: ['Lib/paths.py'] },
    ]);
    const [fine, left] = await brought(product, ['3.13', '3.11']);
    assert.equal(fine?.kind, 'applied');
    assert.deepEqual(left, { branch: '3.11', kind: 'conflict', files: ['Lib/paths.py'] });
    assert.match(readFileSync(path, 'utf8'), /^<{7} /m);
    assert.deepEqual(await states(product), ['applied', 'applied', 'conflict']);
    // The others may not be mixed with one that waits.
    assert.deepEqual(await brought(product, ['3.11']), [{ branch: '3.11', kind: 'unfinished' }]);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/<{7}[^]*>{7}[^\n]*\n/, 'line 20, checked of old\n'));
    product.git(worktree, 'add', '--all');
    product.git(worktree, '-c', 'core.editor=true', 'cherry-pick', '--continue');
    assert.deepEqual(await states(product), ['applied', 'applied', 'differs']);
  });

  it('does not touch files with changes of one’s own, and says so', async () => {
    product.fix();
    const path = join(product.workspace, '3.13', 'Lib/paths.py');
    writeFileSync(path, 'mine\n');
    writeFileSync(join(product.workspace, '3.11', 'Lib/new.py'), 'mine, too\n');
    writeFileSync(join(product.workspace, '3.11', 'README'), 'and mine\n');
    // Trying tells it already.
    for (const dryRun of [true, false])
      assert.deepEqual(await brought(product, ['3.13', '3.11'], dryRun), [
        { branch: '3.13', kind: 'in-the-way' },
        { branch: '3.11', kind: 'in-the-way' },
      ]);
    assert.equal(readFileSync(path, 'utf8'), 'mine\n');
    assert.equal(readFileSync(join(product.workspace, '3.11', 'Lib/new.py'), 'utf8'), 'mine, too\n');
    assert.deepEqual(await states(product), ['applied', 'untouched', 'untouched']);
    // What the fix does not touch is in nobody's way.
    product.git(join(product.workspace, '3.11'), 'clean', '--quiet', '-f', 'Lib');
    assert.equal((await brought(product, ['3.11'], true))[0]?.kind, 'would-apply');
    assert.equal((await brought(product, ['3.11']))[0]?.kind, 'applied');
    assert.equal(readFileSync(join(product.workspace, '3.11', 'README'), 'utf8'), 'and mine\n');
  });

  it('refuses what it cannot bring', async () => {
    const kinds = async (to: readonly string[]) => {
      const done = await bring(product, to);
      return done.ok ? 'done' : done.failure.kind;
    };
    assert.equal(await kinds(['3.13']), 'nothing-to-backport');
    product.fix();
    assert.equal(await kinds(['main']), 'nothing-to-backport');
    assert.equal(await kinds(['3.13', '2.7']), 'branch-not-here');
    const worktree = join(product.workspace, 'main');
    product.git(worktree, 'checkout', '--quiet', '-b', 'side', 'HEAD~1');
    product.write(worktree, 'Lib/side.py', 'side\n');
    product.commit(worktree, 'Side');
    product.git(worktree, 'checkout', '--quiet', 'advisory-fix-1-main');
    product.git(worktree, 'merge', '--quiet', '--no-edit', 'side');
    assert.equal(await kinds(['3.13']), 'merge-in-fix');
  });

  it('settles what was interrupted: half of it is taken back, the person’s own stays', async () => {
    product.fix();
    const worktree = join(product.workspace, '3.11');
    const before = product.git(worktree, 'rev-parse', 'HEAD');
    const [done] = await brought(product, ['3.11']);
    assert.ok(done?.kind === 'applied');
    writeFileSync(join(worktree, 'README'), 'mine\n');
    // As if the machine had gone down after the files were written and before the branch moved.
    product.git(worktree, 'update-ref', 'refs/heads/advisory-fix-1-3.11', before);
    writeFileSync(join(product.workspace, 'clone.git', 'worktrees', '3.11', 'index.lock'), '');
    const manifest = await readManifest(product.workspace);
    assert.ok(manifest.ok);
    await writeManifest(product.workspace, {
      ...manifest.value,
      running: {
        kind: 'backport',
        targets: [{ branch: '3.11', before }],
        commits: [product.git(join(product.workspace, 'main'), 'rev-parse', 'HEAD')],
      },
    });
    const refused = await bring(product, ['3.13']);
    assert.deepEqual(refused, { ok: false, failure: { kind: 'unfinished', branches: ['3.11'] } });
    const settled = await product.asPerson(() => resumeBackport(product.workspace));
    assert.deepEqual(settled, { ok: true, value: [{ branch: '3.11', kind: 'taken-back' }] });
    assert.equal(product.git(worktree, 'status', '--porcelain'), ' M README');
    assert.ok(!existsSync(join(worktree, 'Lib/new.py')));
    assert.equal((await brought(product, ['3.11']))[0]?.kind, 'applied');
  });

  it('takes nothing back that somebody has written in the place of a new file', async () => {
    product.fix();
    const worktree = join(product.workspace, '3.11');
    const before = product.git(worktree, 'rev-parse', 'HEAD');
    const after = product.git(join(product.workspace, 'main'), 'rev-parse', 'HEAD');
    writeFileSync(join(worktree, 'Lib/new.py'), 'mine\n');
    await product.asPerson(() => undoPick(worktree, 'advisory-fix-1-3.11', before, after, {}));
    assert.equal(readFileSync(join(worktree, 'Lib/new.py'), 'utf8'), 'mine\n');
  });

  it('says in the matrix what is pushed, and what is not any more', async () => {
    product.fix();
    const pushed = await product.asPerson(() => pushToFork(product.workspace, ['main']));
    assert.deepEqual(pushed, { ok: true, value: [{ branch: 'main' }] });
    assert.deepEqual(await states(product), ['pushed', 'untouched', 'untouched']);
    writeFileSync(join(product.workspace, 'main', 'Lib/more.py'), 'more\n');
    product.commit(join(product.workspace, 'main'), 'More');
    assert.deepEqual(await states(product), ['applied', 'untouched', 'untouched']);
  });

  it('does not push over what somebody else has pushed', async () => {
    product.fix();
    const side = join(product.root, 'colleague');
    product.git(product.root, 'clone', '--quiet', product.fork, side);
    product.write(side, 'Lib/theirs.py', 'theirs\n');
    const theirs = product.commit(side, 'Theirs');
    product.git(side, 'push', '--quiet', 'origin', 'HEAD:refs/heads/advisory-fix-1-main');
    const pushed = await product.asPerson(() => pushToFork(product.workspace, ['main']));
    assert.ok(pushed.ok);
    const [one] = pushed.value;
    assert.ok(one?.failure?.kind === 'git-trouble');
    assert.equal(one.failure.trouble, 'behind');
    assert.equal(product.git(product.fork, 'rev-parse', 'advisory-fix-1-main'), theirs);
  });

  it('follows the public: branches without work move, the others say how far they are behind', async () => {
    product.fix();
    const later = product.publish('3.13', 'Lib/later.py', 'later\n');
    product.publish('main', 'Lib/later.py', 'later\n');
    const updated = await product.asPerson(() => updateFromUpstream(product.workspace));
    assert.deepEqual(updated, {
      ok: true,
      value: [
        { branch: 'main', kind: 'behind', behind: 1 },
        { branch: '3.13', kind: 'moved', behind: 0 },
        { branch: '3.11', kind: 'current', behind: 0 },
      ],
    });
    assert.equal(product.git(join(product.workspace, '3.13'), 'rev-parse', 'HEAD'), later);
    assert.equal(product.git(join(product.workspace, '3.13'), 'status', '--porcelain'), '');
    // Rebased by hand, the fix counts from the new base.
    product.git(join(product.workspace, 'main'), 'rebase', '--quiet', 'refs/remotes/upstream/main');
    await product.asPerson(() => updateFromUpstream(product.workspace));
    assert.deepEqual(
      (await brought(product, ['3.11'])).map(({ kind }) => kind),
      ['applied'],
    );
  });
});
