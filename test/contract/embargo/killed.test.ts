import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { embargo, type Moment } from './killer.ts';
import { assertUntouched, BRANCHES, everythingIn, ID, library, Product } from './product.ts';
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
    // One that nobody kills, to know what there is to be killed.
    await startedIn(product);
    product.fix();
    const { calls } = await embargo(product, backport);
    await fine(['remove', product.workspace, '--force'], 'remove');
    for (let at = 0; at < MOMENTS; at++) {
      await startedIn(product);
      product.fix();
      const when = moment(calls, at);
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

  it('while it backports and meets a conflict, is settled, and done again comes to its end', async () => {
    many();
    const others = BRANCHES.filter((name) => name !== 'main');
    const backport = ['backport', product.workspace, '--from', 'main', '--to', others.join(','), '--json'];
    const at = (branch: string) => join(product.workspace, branch);
    let calls = 0;
    for (let round = -1; round < MOMENTS; round++) {
      await startedIn(product);
      change('main', 'fixed', round % 2 === 0);
      change('3.11', 'in other words', false);
      const before = new Map(others.map((name) => [name, product.git(at(name), 'rev-parse', 'HEAD')]));
      if (round < 0) {
        // One that nobody kills, to know what there is to be killed.
        const whole = await embargo(product, backport);
        assert.ok(whole.status === 1 && whole.out.includes('"conflict"'), whole.out);
        calls = whole.calls;
      } else {
        const when = { ...moment(calls / 2, round), after: Math.floor(random() * 60) };
        const late = { ...when, call: when.call + Math.floor(calls / 2) };
        const what = `killed ${JSON.stringify(late)}`;
        await killed(backport, late);
        await settled(what, before);
      }
      await fine(['remove', product.workspace, '--force'], 'remove');
    }
  });

  /** The one has a whole conflict or is as it was before; the other was done or is as it was before. */
  async function settled(what: string, before: ReadonlyMap<string, string>): Promise<void> {
    const at = join(product.workspace, '3.11');
    const { status, out } = await embargo(product, ['status', product.workspace, '--resume', '--json']);
    assert.equal(status, 0, `${what}: ${out}`);
    assert.equal(product.git(join(product.workspace, '3.13'), 'status', '--porcelain'), '', what);
    const isWaiting = product.does(at, 'rev-parse', '--verify', '--quiet', 'CHERRY_PICK_HEAD');
    const changes = product.git(at, 'status', '--porcelain');
    if (isWaiting) {
      assert.match(changes, /^UU /m, what);
      assert.doesNotMatch(changes, /^.[^ U]/m, what);
      product.git(at, 'cherry-pick', '--abort');
    }
    assert.equal(product.git(at, 'status', '--porcelain'), '', what);
    assert.equal(product.git(at, 'rev-parse', 'HEAD'), before.get('3.11'), what);
    assert.equal(product.git(at, 'symbolic-ref', '--short', 'HEAD'), 'advisory-fix-1-3.11', what);
    assert.match(product.git(at, 'status'), /nothing to commit/, what);
    assert.doesNotMatch(product.git(at, 'status'), /cherry-pick/, what);
  }

  /** Many files, so that there is time to be killed in. */
  function many(): void {
    const side = join(product.root, 'many');
    product.git(product.root, 'clone', '--quiet', product.upstream, side);
    for (const branch of BRANCHES) {
      product.git(side, 'checkout', '--quiet', branch);
      for (let at = 0; at < 200; at++) product.write(side, `Lib/many/${at}.py`, library(`file ${at}`));
      product.commit(side, 'Many');
      product.git(side, 'push', '--quiet', 'origin', branch);
    }
    product.git(product.clone, 'fetch', '--quiet');
  }

  /** Changes every file of a worktree; in two commits the first of which meets nothing. */
  function change(branch: string, words: string, inTwo: boolean): void {
    const worktree = join(product.workspace, branch);
    const edit = (from: string, to: string) => {
      for (let at = 0; at < 200; at++) {
        const path = join(worktree, `Lib/many/${at}.py`);
        writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
      }
    };
    if (inTwo) {
      edit('line 33\n', 'line 33, first\n');
      product.commit(worktree, 'First');
    }
    edit('line 3\n', `line 3, ${words}\n`);
    product.commit(worktree, 'Second');
  }

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
