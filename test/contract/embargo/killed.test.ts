import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { embargo, type Moment } from './killer.ts';
import { assertUntouched, BRANCHES, everythingIn, ID, Product } from './product.ts';
import { startedIn } from './started.ts';

/** How many moments each of the operations is killed at. */
const MOMENTS = Number(process.env.ADVISORY_TRIAGE_KILLS ?? '6');
const SEED = Number(process.env.ADVISORY_TRIAGE_SEED ?? String(Date.now() % 1_000_000));

describe(`an operation that is killed (ADVISORY_TRIAGE_SEED=${SEED})`, function () {
  this.timeout(30 * 60_000);
  let product: Product;
  beforeEach(() => {
    product = new Product();
  });
  afterEach(() => {
    product.close();
  });

  const random = randomFrom(SEED);
  const moment = (calls: number, at: number): Moment => ({
    call: 1 + Math.floor(random() * calls),
    after: Math.floor(random() * 40),
    whom: at % 3 === 2 ? 'program' : 'all',
  });
  const START = () => [
    'start',
    ...['--repo', product.clone, '--advisory', ID, '--fork', product.fork, '--into', product.workspaces],
    ...['--branches', BRANCHES.join(','), '--repository', 'python/cpython', '--json'],
  ];

  let hits = 0;
  async function killed(args: readonly string[], when: Moment): Promise<void> {
    const { status } = await embargo(product, args, when);
    if (status === null) hits++;
  }
  beforeEach(() => {
    hits = 0;
  });
  // A kill that always comes too late would show nothing.
  afterEach(() => {
    assert.ok(hits * 3 >= MOMENTS, `only ${hits} of ${MOMENTS} were hit`);
  });

  async function fine(args: readonly string[], what: string): Promise<void> {
    const { status, out } = await embargo(product, args);
    assert.equal(status, 0, `${what}: ${out}`);
  }

  function assertWhole(what: string): void {
    for (const branch of BRANCHES) {
      const worktree = join(product.workspace, branch);
      assert.equal(product.git(worktree, 'status', '--porcelain'), '', what);
      assert.equal(product.git(worktree, 'symbolic-ref', '--short', 'HEAD'), `advisory-fix-1-${branch}`, what);
    }
  }

  it('while it makes a workspace, is gone on with or removed, and the clone is as it was', async () => {
    const { calls } = await embargo(product, START());
    await fine(['remove', product.workspace], 'remove');
    product.publish('3.13', 'Lib/later.py', 'later\n');
    const before = everythingIn(product.clone);
    for (let at = 0; at < MOMENTS; at++) {
      const when = moment(calls, at);
      const what = `killed ${JSON.stringify(when)}`;
      await killed(START(), when);
      assertUntouched(before, product.clone);
      if (at % 2 === 0) {
        await resume(what);
        assertWhole(what);
        await fine(['status', product.workspace], what);
      }
      // Killed before anything was there, there is nothing to remove.
      const removed = await embargo(product, ['remove', product.workspace]);
      assert.ok(removed.status === 0 || removed.out.includes('no embargo workspace'), `${what}: ${removed.out}`);
      assert.ok(!existsSync(product.workspace), what);
      assertUntouched(before, product.clone);
    }
  });

  async function resume(what: string): Promise<void> {
    const { status, out } = await embargo(product, [...START(), '--resume']);
    // Killed at its very end, it had been done.
    assert.ok(status === 0 || out.includes('"workspace-exists"'), `${what}: ${out}`);
  }

  it('while it backports, is settled, and done again comes to its end', async () => {
    const others = BRANCHES.filter((name) => name !== 'main');
    const backport = ['backport', product.workspace, '--from', 'main', '--to', others.join(','), '--json'];
    const before = everythingIn(product.clone);
    for (let at = 0; at < MOMENTS; at++) {
      await startedIn(product);
      product.fix();
      const { calls } = await embargo(product, [...backport, '--dry-run']);
      // The trial is half of it; the rest is files and branches.
      const when = moment(calls * 2, at);
      const what = `killed ${JSON.stringify(when)}`;
      await killed(backport, when);
      await fine(['status', product.workspace, '--resume'], what);
      assertWhole(what);
      await fine(backport, what);
      assertWhole(what);
      for (const branch of others)
        assert.equal(
          product.git(join(product.workspace, branch), 'log', '--format=%s', `refs/remotes/upstream/${branch}..HEAD`),
          'Check the path',
          what,
        );
      await fine(['remove', product.workspace, '--force'], what);
      assertUntouched(before, product.clone);
    }
  });

  it('while it hands over, is settled, and the clone has the public branch or is as it was', async () => {
    const before = everythingIn(product.clone);
    await startedIn(product);
    product.fix();
    for (let at = 0; at < MOMENTS; at++) {
      const handover = [
        'handover',
        product.workspace,
        '--branch',
        'main',
        '--issue',
        String(100 + at),
        '--repo',
        product.clone,
        '--json',
      ];
      const { calls } = at === 0 ? await embargo(product, [...handover, '--dry-run']) : { calls: 40 };
      const when = moment(Math.max(calls, 30), at);
      const what = `killed ${JSON.stringify(when)}`;
      await killed(handover, when);
      await fine(['status', product.workspace, '--resume'], what);
      const publics = product.git(product.clone, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n');
      if (publics.length === 1) assertUntouched(before, product.clone);
      await fine(handover, what);
      const [branch] = product
        .git(product.clone, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/gh-*', 'refs/heads/fix-*')
        .split('\n');
      assert.ok(branch, what);
      assert.equal(
        product.git(product.clone, 'log', '--format=%P', '-1', branch),
        product.git(product.upstream, 'rev-parse', 'main'),
        what,
      );
      product.git(product.clone, 'update-ref', '-d', `refs/heads/${branch}`);
      product.git(product.clone, '-c', 'gc.reflogExpire=now', 'prune', '--expire=now');
      assertUntouched(before, product.clone);
    }
  });

  it('while it removes, is removed whole by asking again', async () => {
    const before = everythingIn(product.clone);
    await startedIn(product);
    const { calls } = await embargo(product, ['remove', product.workspace]);
    for (let at = 0; at < MOMENTS; at++) {
      await startedIn(product);
      // The last calls stand for more: after them files go.
      const { call, ...when } = moment(calls, at);
      const late = { ...when, call: at % 2 === 0 ? calls : call };
      await killed(['remove', product.workspace], late);
      const again = await embargo(product, ['remove', product.workspace, '--force']);
      assert.ok(again.status === 0 || again.out.includes('no embargo workspace'), again.out);
      assert.deepEqual(readdirSync(product.workspaces), [], JSON.stringify(late));
      assertUntouched(before, product.clone);
    }
  });
});

/** Numbers from 0 to 1 that a seed gives again (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
