import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Result } from '../../../src/common/result.ts';
import type { EmbargoFailure } from '../../../src/embargo/failure.ts';
import { guardOf } from '../../../src/embargo/guarded.ts';
import { planStart, type StartOptions, type StartRequest } from '../../../src/embargo/start/plan.ts';
import { start, type Started } from '../../../src/embargo/start/start.ts';
import { assertUntouched, BRANCHES, everythingIn, ID, library, Product } from './product.ts';

async function make(product: Product, change: Partial<StartRequest> = {}, options: StartOptions = {}) {
  return product.asPerson(async (): Promise<Result<Started, EmbargoFailure>> => {
    const plan = await planStart(product.request(change), options);
    return plan.ok ? start(plan.value, options) : plan;
  });
}

async function refused(product: Product, change: Partial<StartRequest>): Promise<EmbargoFailure> {
  const before = everythingIn(product.root);
  const made = await make(product, change);
  assert.ok(!made.ok, 'it was made');
  assertUntouched(before, product.root);
  return made.failure;
}

function madeIn(made: Result<Started, EmbargoFailure>): Started {
  assert.ok(made.ok, made.ok ? '' : JSON.stringify(made.failure));
  return made.value;
}

describe('starting a fix', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(() => {
    product = new Product();
  });
  afterEach(() => {
    product.close();
  });

  it('makes a folder of its own with a worktree for every branch, each on its private branch', async () => {
    const { folder, manifest } = madeIn(await make(product));
    assert.equal(folder, product.workspace);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.equal(manifest.state, 'ready');
    for (const branch of BRANCHES) {
      const worktree = join(folder, branch);
      assert.equal(readFileSync(join(worktree, 'Lib/paths.py'), 'utf8'), library(branch));
      assert.equal(product.git(worktree, 'symbolic-ref', '--short', 'HEAD'), `advisory-fix-1-${branch}`);
      assert.equal(product.git(worktree, 'status', '--porcelain'), '');
      assert.equal(product.git(worktree, 'rev-parse', 'HEAD'), product.git(product.upstream, 'rev-parse', branch));
    }
    assert.ok(existsSync(join(folder, `${ID}.code-workspace`)));
    assert.ok(existsSync(join(folder, 'advisory', 'notes.md')));
  });

  it('leaves the clone as it was, to the byte, however untidy it is', async () => {
    product.write(product.clone, 'Lib/paths.py', 'changed\n');
    product.write(product.clone, 'staged.txt', 'staged\n');
    product.git(product.clone, 'add', 'staged.txt');
    product.write(product.clone, 'untracked.txt', 'untracked\n');
    product.write(product.clone, '.git/hooks/post-checkout', '#!/bin/sh\ntouch "$HOME/ran"\n');
    execFileSync('chmod', ['+x', join(product.clone, '.git/hooks/post-checkout')]);
    product.git(product.clone, 'worktree', 'add', '--quiet', '-b', 'other', join(product.root, 'other tree'));
    rmSync(join(product.root, 'home', 'ran'));
    product.publish('3.13', 'Lib/later.py', 'later\n');
    const before = everythingIn(product.clone);
    madeIn(await make(product));
    assertUntouched(before, product.clone);
    assert.ok(!existsSync(join(product.root, 'home', 'ran')));
  });

  it('borrows nothing: the clone may go', async () => {
    const { folder } = madeIn(await make(product));
    assert.ok(!existsSync(join(folder, 'clone.git', 'objects', 'info', 'alternates')));
    rmSync(product.clone, { recursive: true });
    product.git(join(folder, 'main'), 'fsck', '--connectivity-only');
  });

  it('takes what the clone borrows from another one', async () => {
    const borrower = join(product.root, 'borrower');
    product.git(product.root, 'clone', '--quiet', '--shared', product.clone, borrower);
    product.git(borrower, 'remote', 'set-url', 'origin', product.upstream);
    product.git(borrower, 'fetch', '--quiet');
    const { folder } = madeIn(await make(product, { repo: borrower }));
    rmSync(product.clone, { recursive: true });
    rmSync(borrower, { recursive: true });
    product.git(join(folder, '3.11'), 'fsck', '--connectivity-only');
  });

  it('starts from what is newest, and tells how far the clone is behind', async () => {
    const later = product.publish('3.13', 'Lib/later.py', 'later\n');
    const { manifest } = madeIn(await make(product));
    const [main, middle] = manifest.branches;
    assert.deepEqual([main?.from, main?.lag], ['clone', undefined]);
    assert.deepEqual([middle?.base, middle?.from, middle?.lag], [later, 'upstream', { commits: 1, days: 0 }]);
    assert.ok(existsSync(join(product.workspace, '3.13', 'Lib/later.py')));
  });

  it('takes the clone for newest where the public does not answer, and says so', async () => {
    rmSync(product.upstream, { recursive: true });
    const made = madeIn(await make(product));
    assert.equal(made.offline, true);
  });

  it('goes on with a private branch that the fork has already', async () => {
    const side = join(product.root, 'colleague');
    product.git(product.root, 'clone', '--quiet', '--branch', '3.11', product.fork, side);
    product.write(side, 'Lib/fix.py', 'fix\n');
    const commit = product.commit(side, 'Begin a fix');
    product.git(side, 'push', '--quiet', 'origin', 'HEAD:refs/heads/advisory-fix-1-3.11');
    const { manifest, folder } = madeIn(await make(product));
    const branch = manifest.branches.find(({ name }) => name === '3.11');
    assert.equal(branch?.continued, true);
    assert.equal(branch.base, product.git(product.upstream, 'rev-parse', '3.11'));
    assert.equal(product.git(join(folder, '3.11'), 'rev-parse', 'HEAD'), commit);
  });

  it('is made without a clone, from the public remote', async () => {
    const { repo: _, ...request } = product.request({ upstream: product.upstream });
    const made = await product.asPerson(async () => {
      const plan = await planStart(request);
      return plan.ok ? start(plan.value) : plan;
    });
    const { manifest } = madeIn(made);
    assert.deepEqual(
      manifest.branches.map(({ from }) => from),
      ['upstream', 'upstream', 'upstream'],
    );
  });

  it('completes a shallow and a partial clone from the public remote', async () => {
    for (const [name, how] of [
      ['shallow', ['--depth=1', '--no-single-branch']],
      ['partial', ['--filter=blob:none', '--no-checkout']],
    ] as const) {
      const repo = join(product.root, name);
      product.git(product.upstream, 'config', 'uploadpack.allowFilter', 'true');
      product.git(product.root, 'clone', '--quiet', ...how, `file://${product.upstream}`, repo);
      const before = everythingIn(repo);
      const { folder } = madeIn(await make(product, { repo, root: join(product.root, `for ${name}`) }));
      product.git(join(folder, 'main'), 'fsck', '--connectivity-only');
      assert.equal(product.git(join(folder, 'main'), 'rev-parse', '--is-shallow-repository'), 'false', name);
      assert.equal(product.git(join(folder, 'main'), 'rev-list', '--count', 'HEAD'), '4', name);
      assertUntouched(before, repo);
    }
  });

  it('makes worktrees of submodules and of pointers to large files as they stand', async () => {
    const side = join(product.root, 'side');
    product.git(product.root, 'clone', '--quiet', product.upstream, side);
    const module = join(product.root, 'module');
    product.git(product.root, 'clone', '--quiet', product.upstream, module);
    product.git(side, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, 'vendor');
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';
    product.write(side, '.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\n');
    product.write(side, 'large.bin', pointer);
    product.commit(side, 'Odd things');
    product.git(side, 'push', '--quiet', 'origin', 'main');
    product.git(product.clone, 'fetch', '--quiet');
    // A person who has the large-file tool: here one that ruins what it is given.
    writeFileSync(
      join(product.root, 'home', '.gitconfig'),
      '[user]\n\tname = Robin\n\temail = robin@example.org\n[filter "lfs"]\n\tsmudge = false\n\tclean = false\n\tprocess = false\n\trequired = true\n',
    );
    const { folder } = madeIn(await make(product));
    assert.equal(readFileSync(join(folder, 'main', 'large.bin'), 'utf8'), pointer);
    assert.equal(product.git(join(folder, 'main'), 'status', '--porcelain'), '');
  });

  it('works where paths have blanks, quotes and letters of other alphabets', async () => {
    const odd = new Product(`it's "quoted" Grüße 東京`);
    try {
      const { folder } = madeIn(await make(odd));
      assert.equal(readFileSync(join(folder, 'main', 'README'), 'utf8'), 'A product.\n');
      odd.fix();
      odd.git(join(folder, 'main'), 'push', '--quiet');
      assert.ok(odd.does(odd.fork, 'rev-parse', '--verify', 'refs/heads/advisory-fix-1-main'));
      assert.ok(!odd.does(join(folder, 'main'), 'push', odd.upstream, 'HEAD:refs/heads/leak'));
    } finally {
      odd.close();
    }
  });

  it('reaches the fork as the person’s git would, where an alias turns its address into another', async () => {
    const alias = `[user]\n\tname = Robin\n\temail = robin@example.org\n[url "${product.root}/"]\n\tinsteadOf = https://forge.example/\n`;
    writeFileSync(join(product.root, 'home', '.gitconfig'), alias);
    const { manifest, folder } = madeIn(await make(product, { fork: 'https://forge.example/fork.git' }));
    assert.equal(manifest.fork, product.fork);
    product.fix();
    product.git(join(folder, 'main'), 'push', '--quiet');
    assert.ok(product.does(product.fork, 'rev-parse', '--verify', 'refs/heads/advisory-fix-1-main'));
    const leak = ['push', 'https://forge.example/public.git', 'HEAD:refs/heads/leak'];
    assert.ok(!product.does(join(folder, 'main'), ...leak));
    assert.ok(product.does(product.clone, ...leak));
  });

  it('gives every branch a private one of its own, whatever the process calls them', async () => {
    const { manifest } = madeIn(await make(product, { privateBranch: 'fix' }));
    assert.deepEqual(
      manifest.branches.map((branch) => branch.private),
      ['fix-main', 'fix-3.13', 'fix-3.11'],
    );
  });

  it('is guarded from its first moment on', async () => {
    const { folder, manifest } = madeIn(await make(product));
    const guard = await product.asPerson(() => guardOf({ folder, manifest }));
    assert.deepEqual(guard, { ok: true, value: [] });
    product.fix();
    const before = everythingIn(product.upstream);
    const main = join(folder, 'main');
    for (const target of [product.upstream, `file://${product.upstream}`, '../../../public.git'])
      assert.ok(!product.does(main, 'push', '--no-verify', target, 'HEAD:refs/heads/leak'), target);
    assertUntouched(before, product.upstream);
    product.git(main, 'push', '--quiet');
    assert.equal(product.git(product.fork, 'rev-parse', 'advisory-fix-1-main'), product.git(main, 'rev-parse', 'HEAD'));
  });

  it('leaves nothing when it is cancelled', async () => {
    for (const kind of ['objects', 'worktrees', 'papers'] as const) {
      const stop = new AbortController();
      const made = await make(
        product,
        {},
        {
          signal: stop.signal,
          onStep: (step) => {
            if (step.kind === kind) stop.abort();
          },
        },
      );
      assert.deepEqual(made, { ok: false, failure: { kind: 'cancelled' } });
      assert.ok(!existsSync(product.workspace));
    }
  });

  it('is refused, before anything is made, for what cannot be', async () => {
    const inside = join(product.clone, 'inside');
    symlinkSync(product.root, join(product.root, 'link'));
    const shallow = join(product.root, 'shallow');
    product.git(product.root, 'clone', '--quiet', '--depth=1', `file://${product.upstream}`, shallow);
    product.git(shallow, 'remote', 'set-url', 'origin', join(product.root, 'gone.git'));
    mkdirSync(join(product.root, 'full', ID), { recursive: true });
    writeFileSync(join(product.root, 'full', ID, 'mine.txt'), 'mine\n');
    const cases: readonly (readonly [Partial<StartRequest>, EmbargoFailure])[] = [
      [{ advisory: 'GHSA-1111' }, { kind: 'bad-id' }],
      [{ advisory: '../GHSA-2345-6789-cfgh' }, { kind: 'bad-id' }],
      [{ branches: [] }, { kind: 'no-branches' }],
      [{ branches: [{ name: 'main' }, { name: '2.7' }] }, { kind: 'branches-missing', names: ['2.7'] }],
      [{ branches: [{ name: '--upload-pack=x' }] }, { kind: 'branches-missing', names: ['--upload-pack=x'] }],
      [{ fork: join(product.root, 'no-fork.git') }, { kind: 'fork-missing', trouble: 'not-there' }],
      [{ fork: 'https://user:secret@example.org/fork.git' }, { kind: 'fork-address', why: 'credentials' }],
      [{ fork: product.upstream }, { kind: 'fork-is-public', remote: 'origin' }],
      [{ fork: `file://${product.upstream}/` }, { kind: 'fork-is-public', remote: 'origin' }],
      [{ root: 'relative' }, { kind: 'target-not-absolute' }],
      [{ root: inside }, { kind: 'target-in-repository' }],
      [{ root: join(product.root, 'link') }, { kind: 'target-is-link' }],
      [{ root: join(product.root, 'full') }, { kind: 'target-not-empty' }],
      [{ root: join(product.root, 'home', '.gitconfig') }, { kind: 'target-not-writable' }],
      [{ repo: join(product.root, 'home') }, { kind: 'not-a-clone' }],
      [
        { repo: shallow, branches: [{ name: 'main' }] },
        { kind: 'incomplete-clone', how: 'shallow' },
      ],
    ];
    for (const [change, failure] of cases) assert.deepEqual(await refused(product, change), failure, JSON.stringify(change));
  });

  it('is refused a second time, and says where the first one is', async () => {
    madeIn(await make(product));
    assert.deepEqual(await refused(product, {}), { kind: 'workspace-exists', folder: product.workspace, state: 'ready' });
  });

  it('does not make it once more by a plan from before it was there', async () => {
    const plan = await product.asPerson(() => planStart(product.request()));
    assert.ok(plan.ok);
    madeIn(await make(product));
    product.fix();
    writeFileSync(join(product.workspace, '3.11', 'README'), 'mine\n');
    const before = everythingIn(product.workspace);
    const again = await product.asPerson(() => start(plan.value));
    assert.deepEqual(again, { ok: false, failure: { kind: 'workspace-exists', folder: product.workspace, state: 'ready' } });
    assertUntouched(before, product.workspace);
  });

  it('takes packs whatever they are called, as git’s own upkeep calls them', async () => {
    const packs = join(product.clone, '.git', 'objects', 'pack');
    product.git(product.clone, 'repack', '-q', '-a', '-d');
    for (const name of readdirSync(packs)) renameSync(join(packs, name), join(packs, name.replace(/^pack-/, 'loose-')));
    madeIn(await make(product));
    product.git(join(product.workspace, 'main'), 'fsck', '--connectivity-only');
  });

  it('does not take the public repository for the fork, by whatever address', async () => {
    product.git(product.clone, 'remote', 'set-url', 'origin', '../public.git');
    product.publish('main', 'Lib/later.py', 'later\n');
    symlinkSync(product.upstream, join(product.root, 'looks-private.git'));
    for (const fork of [product.upstream, join(product.root, 'looks-private.git'), `file://${product.upstream}`])
      assert.deepEqual(await refused(product, { fork }), { kind: 'fork-is-public', remote: 'origin' }, fork);
  });

  it('is refused with a git that is too old', async () => {
    const old = join(product.root, 'old-git');
    writeFileSync(
      old,
      '#!/bin/sh\nfor word; do case $word in version) echo git version 2.30.2; exit;; esac; done\nexec git "$@"\n',
      { mode: 0o755 },
    );
    const made = await make(product, {}, { gitPath: old });
    assert.deepEqual(made, { ok: false, failure: { kind: 'git-too-old', has: '2.30', needs: '2.39' } });
  });
});
