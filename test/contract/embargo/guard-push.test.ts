import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EmbargoFailure } from '../../../src/embargo/failure.ts';
import { guardOf, mendGuard } from '../../../src/embargo/guarded.ts';
import { readManifest, writeManifest } from '../../../src/embargo/manifest.ts';
import { pushToFork, refreshFork } from '../../../src/embargo/push.ts';
import { embargoWords } from '../../../src/embargo/words.ts';
import { Product } from './product.ts';
import { startedIn } from './started.ts';

describe('a push that the fork does not take', function () {
  this.timeout(60_000);
  let product: Product;
  beforeEach(async () => {
    product = new Product();
    await startedIn(product);
    product.fix();
  });
  afterEach(() => {
    product.close();
  });

  const push = async (): Promise<EmbargoFailure | undefined> => {
    const done = await product.asPerson(() => pushToFork(product.workspace, ['main']));
    return done.ok ? done.value[0]?.failure : done.failure;
  };
  const words = (failure: EmbargoFailure | undefined) => (failure ? embargoWords(failure) : 'none');
  const hook = (name: string, script: string) => {
    product.write(product.fork, `hooks/${name}`, `#!/bin/sh\n${script}\n`);
    product.git(product.fork, 'config', 'core.hooksPath', join(product.fork, 'hooks'));
    chmodSync(join(product.fork, 'hooks', name), 0o755);
  };
  /** Gives the workspace another fork, guarded. */
  const leadTo = async (fork: string) => {
    const manifest = await readManifest(product.workspace);
    assert.ok(manifest.ok);
    const workspace = { folder: product.workspace, manifest: { ...manifest.value, fork } };
    assert.ok((await writeManifest(product.workspace, workspace.manifest)).ok);
    const mended = await product.asPerson(() => mendGuard(workspace));
    assert.ok(mended.ok);
    assert.deepEqual(await product.asPerson(() => guardOf(workspace, {}, {})), { ok: true, value: [] });
  };

  for (const [name, script] of [
    ['pre-receive', 'echo quagga >&2; exit 1'],
    ['update', 'exit 1'],
  ] as const) {
    it(`says that a rule of the fork refuses the branch: ${name}`, async () => {
      hook(name, script);
      const failure = await push();
      assert.deepEqual(failure, { kind: 'fork-refused', by: 'rule' });
      assert.match(words(failure), /rule or a hook of the private fork/);
      assert.doesNotMatch(words(failure), /quagga/);
    });
  }

  it('says that the fork could not store it', async () => {
    // A lock that a git which was killed has left there.
    product.write(product.fork, 'refs/heads/advisory-fix-1-main.lock', '');
    const failure = await push();
    assert.deepEqual(failure, { kind: 'fork-refused', by: 'trouble' });
    assert.match(words(failure), /could not store/);
  });

  it('says that somebody else has pushed, whether their commits are known here or not', async () => {
    assert.equal(await push(), undefined);
    const behind = { kind: 'git-trouble', trouble: 'behind', status: 1 } as const;
    const side = join(product.root, 'side');
    product.git(product.root, 'clone', '--quiet', '--branch', 'advisory-fix-1-main', product.fork, side);
    product.write(side, 'theirs.txt', 'theirs\n');
    product.commit(side, 'Theirs');
    product.git(side, 'push', '--quiet');
    product.write(join(product.workspace, 'main'), 'mine.txt', 'mine\n');
    product.commit(join(product.workspace, 'main'), 'Mine');
    assert.deepEqual(await push(), behind);
    assert.ok((await product.asPerson(() => refreshFork(product.workspace))).ok);
    assert.deepEqual(await push(), behind);
  });

  it('says that the private branch is gone', async () => {
    const worktree = join(product.workspace, 'main');
    product.git(worktree, 'checkout', '--quiet', '--detach');
    product.git(worktree, 'branch', '--quiet', '-D', 'advisory-fix-1-main');
    const failure = await push();
    assert.deepEqual(failure, { kind: 'branch-gone', private: 'advisory-fix-1-main' });
    assert.match(words(failure), /no branch advisory-fix-1-main any more/);
  });

  it('says that the fork is gone', async () => {
    rmSync(product.fork, { recursive: true });
    const gone = { kind: 'fork-trouble', trouble: 'not-there' } as const;
    assert.deepEqual(await push(), gone);
    assert.match(words(gone), /takes it away when the advisory is published or closed/);
    assert.deepEqual(await product.asPerson(() => refreshFork(product.workspace)), { ok: false, failure: gone });
  });

  for (const [status, trouble, said] of [
    [401, 'not-allowed', /does not let you in/],
    [403, 'not-allowed', /does not let you in/],
    [404, 'not-there', /not there/],
    [503, 'unreachable', /cannot be reached/],
  ] as const) {
    it(`says what is so where the fork's server answers ${status}`, async () => {
      const server = createServer((_, answer) => {
        answer.writeHead(status, status === 401 ? { 'WWW-Authenticate': 'Basic realm="fork"' } : {}).end('quagga');
      });
      const port = await new Promise<number>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : 0);
        });
      });
      try {
        await leadTo(`http://127.0.0.1:${port}/team/fork.git`);
        const failure = await push();
        assert.deepEqual(failure, { kind: 'fork-trouble', trouble });
        assert.match(words(failure), said);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });
  }

  it('says that a key is not let in, instead of waiting', async () => {
    const ssh = join(product.root, 'ssh');
    writeFileSync(ssh, '#!/bin/sh\necho "git@host.example: Permission denied (publickey)." >&2\nexit 255\n', { mode: 0o755 });
    const config = join(product.root, 'home', '.gitconfig');
    writeFileSync(config, `[user]\n\tname = R\n\temail = r@example.org\n[core]\n\tsshCommand = ${ssh}\n`);
    await leadTo('git@host.example:team/fork.git');
    assert.deepEqual(await push(), { kind: 'fork-trouble', trouble: 'not-allowed' });
  });

  it('says nothing with an option of the command line, and ends in a sentence', () => {
    const failures: readonly EmbargoFailure[] = [
      { kind: 'fork-refused', by: 'rule' },
      { kind: 'fork-refused', by: 'trouble' },
      { kind: 'branch-gone', private: 'advisory-fix-1-main' },
      ...(['not-allowed', 'not-there', 'unreachable'] as const).map((trouble) => ({ kind: 'fork-trouble', trouble }) as const),
      ...(['clone-broken', 'clone-unreadable', 'workspace-moved', 'worktree-gone', 'worktree-taken'] as const).map(
        (kind) => ({ kind }) as const,
      ),
      { kind: 'branch-unreadable' },
      ...(['locked', 'disk-full', 'unreachable', 'not-allowed', 'not-there', 'refused', 'behind', 'in-the-way'] as const).map(
        (trouble) => ({ kind: 'git-trouble', trouble, status: 1 }) as const,
      ),
      ...(['not-written', 'identity', 'signing', 'other'] as const).map(
        (trouble) => ({ kind: 'git-trouble', trouble, status: 1 }) as const,
      ),
    ];
    for (const failure of failures) {
      // What has happened, and what to do.
      assert.match(words(failure), /^[A-Z][^\n`]*[.!] [A-Z][^\n`]*\.$/, JSON.stringify(failure));
      assert.doesNotMatch(words(failure), / --|\bembargo (?:start|status|remove)\b/);
    }
  });
});
