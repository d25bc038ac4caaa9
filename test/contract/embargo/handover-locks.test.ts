import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { embargo } from './killer.ts';
import { handoverWords, resumeHandover } from '../../../src/embargo/handover/handover.ts';
import { lockWords } from '../../../src/embargo/handover/locks.ts';
import { gitsIn } from '../../../src/git/running.ts';
import { HandoverWorld, PUBLIC_MAIN } from './handover-world.ts';

describe('a hand-over into a clone in which git was killed', function () {
  this.timeout(60_000);
  let world: HandoverWorld;
  let lock: string;
  beforeEach(async () => {
    world = await HandoverWorld.make();
    world.fix();
    lock = join(world.clone, '.git/refs/heads', `${PUBLIC_MAIN}.lock`);
  });
  afterEach(() => {
    world.close();
  });

  const AT = Date.UTC(2026, 1, 3, 4, 5);
  function leave(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    utimesSync(file, AT / 1000, AT / 1000);
  }
  const gits = process.platform === 'linux' ? [] : undefined;

  it('is refused before anything is made, and names the lock', async () => {
    leave(lock);
    const plan = await world.plan();
    assert.ok(!plan.ok);
    const failure = await world.refused();
    assert.deepEqual(failure, plan.failure);
    assert.deepEqual(failure, { kind: 'clone-locked', files: [lock], since: AT, gits });
    const words = handoverWords(failure);
    assert.ok(words.includes(JSON.stringify(lock)) && words.includes('2026-02-03 04:05 UTC'), words);
    assert.match(words, /No git is at work there, as far as can be seen.*delete that file yourself/);
    assert.ok(existsSync(lock));
    rmSync(lock);
    await world.done();
  });

  it('stays begun where the lock came in its midst, and is completed once that is gone', async () => {
    const gitPath = join(world.product.root, 'git-that-dies');
    // As a kill in the midst of making the branch leaves it: all objects, a lock, and nobody who goes on.
    const script = `case " $* " in *" update-ref refs/heads/"*) : > '${lock}'; touch -d @${AT / 1000} '${lock}'; kill -9 $PPID; exit 1;; esac\nexec git "$@"`;
    writeFileSync(gitPath, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(import.meta.dirname, 'handover-process.ts'),
        world.workspace,
        world.clone,
        gitPath,
      ],
      { env: world.product.environment, stdio: 'ignore' },
    );
    const [, signal] = (await once(child, 'close')) as [unknown, string];
    assert.equal(signal, 'SIGKILL');
    assert.ok(existsSync(lock));
    const before = world.everything();
    for (const again of [() => world.product.asPerson(() => resumeHandover(world.workspace)), () => world.do()]) {
      const resumed = await again();
      assert.ok(!resumed.ok);
      assert.deepEqual(resumed.failure, { kind: 'clone-locked', files: [lock], since: AT, gits });
      assert.deepEqual(world.everything(), before);
      assert.equal((await world.manifest()).running?.kind, 'handover');
    }
    const told = await embargo(world.product, ['status', world.workspace, '--resume']);
    assert.equal(told.status, 1);
    assert.ok(told.out.includes(JSON.stringify(lock)), told.out);
    rmSync(lock);
    assert.equal((await embargo(world.product, ['status', world.workspace, '--resume'])).status, 0);
    assert.equal(world.git('rev-parse', PUBLIC_MAIN), (await world.manifest()).branches[0]?.public?.commit);
    assert.deepEqual(
      readdirSync(world.workspace).filter((name) => name.startsWith('.handover')),
      [],
    );
  });

  it('takes everything back where the lock comes after it was looked for', async () => {
    const gitPath = join(world.product.root, 'git-with-company');
    const script = `case " $* " in *" update-ref refs/heads/"*) : > '${lock}';; esac\nexec git "$@"`;
    writeFileSync(gitPath, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const before = world.everything();
    const done = await world.do({}, { gitPath });
    assert.ok(!done.ok && done.failure.kind === 'clone-locked');
    rmSync(lock);
    assert.deepEqual(world.everything(), before);
    assert.equal((await world.manifest()).running, undefined);
  });

  it('names the lock of packed refs where git stops at it', async () => {
    const packed = join(world.clone, '.git/packed-refs.lock');
    leave(packed);
    // Making a branch needs it not, with files as refs.
    await world.done();
    assert.ok(existsSync(packed));
    assert.match(lockWords({ files: [lock, packed], since: AT, gits: [] }), /Git’s locks ".*", ".*packed-refs.lock" are/);
  });

  it('says which git is at work there, and where that cannot be seen', async function () {
    assert.match(lockWords({ files: [lock], since: AT, gits: undefined }), /cannot be seen on this system.*delete that file/);
    if (process.platform !== 'linux') this.skip();
    leave(lock);
    const folder = realpathSync(world.clone);
    const alive = spawn('git', ['-C', folder, 'update-ref', '--stdin'], { env: world.product.environment });
    const idle = spawn('git', ['-C', folder, 'cat-file', '--batch'], { env: world.product.environment });
    try {
      while (((await gitsIn([folder])) ?? []).length < 2);
      const failure = await world.refused();
      assert.ok(failure.kind === 'clone-locked');
      assert.deepEqual(failure.gits, [alive.pid]);
      const words = handoverWords(failure);
      assert.ok(words.includes(`process ${alive.pid}`) && words.includes('Wait until it has ended'), words);
      assert.doesNotMatch(words, /delete/);
    } finally {
      alive.stdin.end();
      idle.stdin.end();
      await Promise.all([once(alive, 'close'), once(idle, 'close')]);
    }
  });
});
