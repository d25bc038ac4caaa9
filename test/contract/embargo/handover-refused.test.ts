import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  handoverWords,
  type HandoverFailure,
  type HandoverOptions,
  type HandoverRequest,
} from '../../../src/embargo/handover/handover.ts';
import { github } from '../../unit/advisory/sample.ts';
import { HandoverWorld, PUBLIC_MAIN } from './handover-world.ts';

const SHA = 'a'.repeat(40);

describe('a hand-over is refused, and the clone stays as it is', function () {
  this.timeout(120_000);
  let world: HandoverWorld;
  beforeEach(async () => {
    world = await HandoverWorld.make();
  });
  afterEach(() => {
    world.close();
  });

  /** Refused for a reason that can be told. */
  async function kindOf(change: Partial<HandoverRequest> = {}): Promise<HandoverFailure['kind']> {
    const failure = await world.refused(change);
    const words = handoverWords(failure);
    assert.match(words, /^[A-Z].*\S$/s);
    assert.ok(!words.includes('undefined'), words);
    assert.deepEqual(
      readdirSync(world.workspace).filter((name) => name.startsWith('.handover') || name.endsWith('.lock')),
      [],
    );
    assert.equal((await world.manifest()).running, undefined);
    return failure.kind;
  }

  it('for requests that make no sense', async () => {
    world.fix();
    assert.equal(await kindOf({ issue: 0 }), 'bad-request');
    assert.equal(await kindOf({ issue: 1.5 }), 'bad-request');
    assert.equal(await kindOf({ pr: -1 }), 'bad-request');
    assert.equal(await kindOf({ commit: 'abc1234' }), 'bad-request');
    assert.equal(await kindOf({ message: '\nbody' }), 'bad-request');
    assert.equal(await kindOf({ news: ' \n' }), 'bad-request');
    assert.equal(await kindOf({ branch: '2.7' }), 'no-branch');
    assert.equal(await kindOf({ repo: world.product.root }), 'no-clone');
    assert.equal(await kindOf({ repo: join(world.product.root, 'nowhere') }), 'no-clone');
  });

  it('where there is nothing to hand over', async () => {
    assert.equal(await kindOf(), 'no-fix');
    world.fix();
    world.product.publish('main', 'Lib/paths.py', world.product.git(world.worktree(), 'show', 'HEAD:Lib/paths.py') + '\n');
    world.git('fetch', '--quiet', 'origin');
    assert.equal(await kindOf(), 'already-public');
  });

  it('where the fix does not apply to what the clone has', async () => {
    world.fix();
    const text = world.product.git(world.worktree(), 'show', 'HEAD:Lib/paths.py').replace('line 3, checked', 'line 3, otherwise');
    world.product.publish('main', 'Lib/paths.py', `${text}\n`);
    assert.ok((await world.plan()).ok, 'nothing was fetched');
    world.git('fetch', '--quiet', 'origin');
    const failure = await world.refused();
    assert.ok(failure.kind === 'does-not-apply');
    assert.deepEqual(failure.files, ['Lib/paths.py']);
    assert.match(handoverWords(failure), /git fetch origin/);
  });

  it('where the clone has no public remote, or not this branch of it', async () => {
    world.fix();
    world.git('remote', 'set-url', 'origin', world.product.fork);
    assert.equal(await kindOf(), 'no-public-remote');
    world.git('remote', 'set-url', 'origin', world.product.upstream);
    world.git('update-ref', '-d', 'refs/remotes/origin/main');
    assert.equal(await kindOf(), 'no-public-branch');
  });

  it('where the public branch is there, checked out, or about to be born', async () => {
    world.fix();
    world.git('branch', PUBLIC_MAIN, 'origin/main');
    assert.equal(await kindOf(), 'branch-exists');
    world.git('branch', '-D', PUBLIC_MAIN);
    world.git('symbolic-ref', 'HEAD', `refs/heads/${PUBLIC_MAIN}`);
    assert.equal(await kindOf(), 'branch-in-use');
  });

  it('where the private branch has moved on since', async () => {
    world.fix();
    await world.done();
    world.put({ 'Lib/more.py': 'more\n' });
    assert.equal(await kindOf(), 'moved-on');
    world.git('checkout', '--quiet', PUBLIC_MAIN);
    world.git('commit', '--quiet', '--allow-empty', '--message', 'mine');
    assert.equal(await kindOf(), 'branch-exists');
  });

  it('for another branch before the first, without its pull request, or where the bot makes it', async () => {
    world.fix();
    world.fix('Check the path', '3.13');
    assert.equal(await kindOf({ branch: '3.13' }), 'bot-makes-it');
    assert.equal(await kindOf({ branch: '3.13', anyway: true }), 'first-branch-first');
    assert.equal(await kindOf({ branch: '3.13', process: github }), 'first-branch-first');
    await world.done();
    assert.equal(await kindOf({ branch: '3.13', anyway: true, pr: 7 }), 'pull-request-wanted');
    const own = world.product.git(world.worktree(), 'rev-parse', 'HEAD');
    assert.equal(await kindOf({ branch: '3.13', anyway: true, pr: 7, commit: own }), 'private-commit');
    const plan = await world.planned({ branch: '3.13', anyway: true, pr: 7, commit: SHA });
    assert.ok(plan.notes.some((note) => note.includes('does not have the public commit')));
  });

  it('where something private is left, told by place and kind', async () => {
    const cases: readonly (readonly [Partial<HandoverRequest>, string])[] = [
      [{ message: 'Fix GHSA-2345-6789-cfgh' }, 'advisory-id'],
      [{ message: 'Fix\n\nghsa 2345\n6789 cfgh' }, 'advisory-id'],
      [{ message: 'Fix (CVE\u20112026\u201112345)' }, 'cve-id'],
      [{ message: 'Fix\n\nReplaces branch advisory-fix-1.' }, 'private-branch'],
      [{ message: `Fix\n\nfrom ${world.product.fork}` }, 'fork'],
      [{ message: 'Merge advisory-fix-1-main' }, 'private-branch'],
      [{ message: 'Thanks, Rita\nReporter' }, 'name'],
      [{ message: 'See discord.com/channels/1' }, 'internal'],
      [{ message: `Fix with ghp_${'a'.repeat(36)}` }, 'token'],
      [{ message: 'Fix', news: 'Found by Rita Reporter.' }, 'name'],
    ];
    world.fix();
    const report = { texts: ['x'], people: ['Rita Reporter'], cve: 'CVE-2026-12345' };
    const accepted = [1, 2, 3, 4, 5];
    for (const [change, kind] of cases) {
      const failure = await world.refused({ report, accepted, ...change });
      assert.ok(failure.kind === 'left-over', `${kind}: ${failure.kind}`);
      assert.ok(
        failure.findings.some((finding) => finding.kind === kind),
        `${kind}: ${JSON.stringify(failure.findings)}`,
      );
      assert.doesNotMatch(handoverWords(failure), /6789|rita|ghp_|channels/i);
    }
  });

  it('where something private is left in a new line or the name of a new file', async () => {
    world.fix();
    world.put({ 'Lib/test_x.py': 'a = 1\n# from %47HSA-2345-\n# 6789-cfgh\n' });
    const failure = await world.refused();
    assert.ok(failure.kind === 'left-over');
    assert.deepEqual(failure.findings, [{ kind: 'advisory-id', where: 'file', file: 'Lib/test_x.py', line: 2 }]);
    world.put({ 'Lib/test_x.py': 'a = 1\n', 'Lib/CVE-2026-12345.bin': '\0x' });
    const named = await world.refused({ report: { texts: [], people: [], cve: 'CVE-2026-12345' } });
    assert.ok(named.kind === 'left-over');
    assert.deepEqual(
      named.findings.map(({ kind, where, file }) => [kind, where, file]),
      [['cve-id', 'path', undefined]],
    );
    assert.ok(!handoverWords(named).includes('2026'));
  });

  it('where a private commit is named that was amended away, or that only the fork has', async () => {
    const amended = world.fix();
    world.product.git(world.worktree(), 'commit', '--quiet', '--amend', '--message', 'Check the path');
    const { product } = world;
    const side = join(product.root, 'colleague');
    product.git(product.root, 'clone', '--quiet', product.fork, side);
    product.git(side, 'commit', '--quiet', '--allow-empty', '--message', 'Theirs');
    const theirs = product.git(side, 'rev-parse', 'HEAD');
    product.git(side, 'push', '--quiet', 'origin', 'HEAD:refs/heads/advisory-fix-1-main');
    assert.ok(
      product.does(
        world.worktree(),
        'fetch',
        '--quiet',
        'fork',
        '+refs/heads/advisory-fix-1-main:refs/remotes/fork/advisory-fix-1-main',
      ),
    );
    for (const id of [amended, theirs, amended.slice(0, 9)]) {
      const failure = await world.refused({ message: `Fix\n\nThis replaces ${id}.` });
      assert.ok(failure.kind === 'left-over', id);
      assert.deepEqual(failure.findings, [{ kind: 'private-commit', where: 'message', line: 3 }]);
    }
    const base = world.git('rev-parse', 'origin/main');
    await world.done({ message: `Fix\n\nThis follows ${base}.` });
  });

  it('where something private is left in what git does not take for text', async () => {
    const report = { texts: ['x'], people: ['janedoe'] };
    world.fix();
    const said = `found by janedoe, see ${world.product.fork}`;
    const wide = Buffer.from(`\ufefffine\n${said}\n`, 'utf16le');
    const files = {
      'n16.txt': wide,
      'n16be.txt': Buffer.from(wide).swap16(),
      'nobom.txt': Buffer.from(said, 'utf16le'),
      'x.bin': Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(said)]),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(world.worktree(), name), content);
    world.product.commit(world.worktree(), 'fixup! data');
    const failure = await world.refused({ report });
    assert.ok(failure.kind === 'left-over');
    assert.deepEqual(
      failure.findings.map(({ kind, file, line }) => `${file ?? ''}:${line ?? ''} ${kind}`).sort(),
      ['n16.txt:2', 'n16be.txt:2', 'nobom.txt:', 'x.bin:'].flatMap((place) => [`${place} fork`, `${place} name`]).sort(),
    );
  });

  it('but not for what was public in the file before', async () => {
    world.product.publish('main', 'History', 'Fixed CVE-2007-4559.\nThanks, Rita Reporter.\n');
    world.git('fetch', '--quiet', 'origin');
    await world.update();
    world.put({ History: 'More.\nFixed CVE-2007-4559.\nThanks, Rita Reporter.\n' });
    await world.done({ report: { texts: [], people: ['Rita Reporter'] }, accepted: [1, 2, 3] });
  });

  it('where somebody else is at work in the workspace, or nothing is known of the person', async () => {
    world.fix();
    await world.change({ running: { kind: 'backport', targets: [], commits: [] } });
    const failure = await world.refused();
    assert.equal(failure.kind, 'busy');
    const { running: _running, ...idle } = await world.manifest();
    writeFileSync(join(world.workspace, 'embargo.json'), JSON.stringify(idle));
    const home = join(world.product.root, 'home', '.gitconfig');
    writeFileSync(home, '[user]\n\tuseConfigOnly = true\n');
    assert.match(handoverWords(await world.refused()), /user\.name/);
  });

  it('when it is cancelled, at whatever step', async () => {
    world.fix();
    for (const step of ['reading', 'merging', 'checking', 'writing'] as const) {
      const stop = new AbortController();
      const failure = await world.refused(
        {},
        {
          signal: stop.signal,
          onStep: (one) => {
            if (one === step) stop.abort();
          },
        },
      );
      assert.equal(failure.kind, 'cancelled', step);
    }
    assert.ok(!existsSync(join(world.clone, '.git/refs/heads', PUBLIC_MAIN)));
  });

  it('takes back what it gave where the branch cannot be made', async () => {
    world.fix();
    // A lock that somebody has left: objects come in, the branch cannot.
    const lock = join(world.clone, '.git/refs/heads', `${PUBLIC_MAIN}.lock`);
    writeFileSync(lock, '');
    assert.match(handoverWords(await world.refused()), /lock/);
  });

  it('but what could not be written down at the end is found again', async () => {
    world.fix();
    const manifest = join(world.workspace, 'embargo.json');
    const options: HandoverOptions = {
      onStep: (step) => {
        if (step !== 'recording') return;
        renameSync(manifest, `${manifest}.aside`);
        mkdirSync(manifest);
      },
    };
    const failed = await world.do({}, options);
    assert.ok(!failed.ok && failed.failure.kind === 'workspace-unreadable');
    rmdirSync(manifest);
    renameSync(`${manifest}.aside`, manifest);
    const done = await world.done();
    assert.deepEqual([done.already, done.commit], [true, world.git('rev-parse', PUBLIC_MAIN)]);
  });
});
