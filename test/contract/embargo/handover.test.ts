import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { HandoverWorld, lines, NEWS, PUBLIC_MAIN } from './handover-world.ts';

describe('handing a fix over to the public', function () {
  this.timeout(120_000);
  const worlds: HandoverWorld[] = [];
  const make = async (name?: string, document?: string) => {
    const world = await HandoverWorld.make(name, document);
    worlds.push(world);
    return world;
  };
  afterEach(() => {
    for (const world of worlds.splice(0)) world.close();
  });

  it('makes one commit on the public branch, with a NEWS entry, and nothing else in an untidy clone', async () => {
    const world = await make(`odd ’name’ "q" ü $(x)`);
    world.fix();
    untidy(world);
    const before = new Map(world.everything());
    const had = world.objects();
    const { commit, publicBranch, base, already } = await world.done();
    assert.deepEqual([publicBranch, already], [PUBLIC_MAIN, false]);
    assert.equal(world.git('rev-parse', `${PUBLIC_MAIN}^`), base);
    assert.equal(base, world.git('rev-parse', 'origin/main'));
    assert.deepEqual(lines(world.git('diff', '--name-only', base, commit)), [
      'Lib/paths.py',
      world.git('diff', '--name-only', base, commit, '--', NEWS),
    ]);
    const after = new Map(world.everything());
    const changed = [...after].filter(([path, content]) => before.get(path) !== content).map(([path]) => path);
    const isObject = (path: string) => /^\.git\/objects\/[0-9a-f]{2}(?:\/[0-9a-f]{38})?$/.test(path);
    assert.deepEqual(
      changed.filter((path) => !isObject(path)),
      [`.git/refs/heads/${PUBLIC_MAIN}`],
    );
    assert.deepEqual(
      [...before.keys()].filter((path) => !after.has(path)),
      [],
    );
    const added = [...world.objects()].filter((id) => !had.has(id)).sort();
    const wanted = lines(world.git('rev-list', '--objects', '--no-object-names', commit, '--not', base)).filter(
      (id) => !had.has(id),
    );
    assert.deepEqual(added, [...wanted].sort());
    assert.deepEqual(
      readdirSync(world.workspace).filter((name) => name.startsWith('.handover')),
      [],
    );
  });

  it('gives no private object to the clone but files that are public now', async () => {
    const world = await make();
    world.fix('Check the path\n\nAs in GHSA-2345-6789-cfgh.');
    world.put({ 'Lib/secret.py': 'how to attack\n' }, 'Notes');
    world.forget('Lib/secret.py');
    world.product.commit(world.worktree(), 'No notes');
    const secret = world.privateObjects();
    const had = world.objects();
    const { commit, base } = await world.done({ accepted: [1, 2, 3, 4, 5, 6, 7, 8] });
    const isPublic = new Set(lines(world.git('ls-tree', '-r', '-t', '--format=%(objectname)', commit)));
    const given = [...world.objects()].filter((id) => !had.has(id) && secret.has(id));
    assert.ok(given.length > 0, 'the changed file is the same');
    assert.deepEqual(
      given.filter((id) => !isPublic.has(id)),
      [],
    );
    assert.ok(!world.objects().has(world.product.git(world.worktree(), 'rev-parse', 'HEAD')));
    assert.equal(world.git('rev-list', '--count', `${base}..${commit}`), '1');
    assert.ok(!world.git('log', '-1', '--format=%B', commit).includes('GHSA'));
  });

  it('is the same when it is asked for again', async () => {
    const world = await make();
    world.fix();
    const first = await world.done();
    const before = world.everything();
    const again = await world.done({ now: Date.UTC(2027, 0, 1) });
    assert.deepEqual([again.commit, again.already], [first.commit, true]);
    assert.deepEqual(world.everything(), before);
    assert.equal(again.checklist.length, first.checklist.length);
  });

  it('makes it once more after the person has thrown the branch away', async () => {
    const world = await make();
    world.fix();
    await world.done();
    world.git('branch', '-D', PUBLIC_MAIN);
    assert.equal((await world.done()).already, false);
    assert.ok(world.git('rev-parse', PUBLIC_MAIN));
  });

  it('carries modes, links, binary files, moved files and line ends over as they are', async () => {
    const world = await make();
    const tree = world.worktree();
    chmodSync(join(tree, 'Lib/paths.py'), 0o755);
    writeFileSync(join(tree, 'data.bin'), Buffer.from([0, 255, 10, 13, 0, 1, 2]));
    writeFileSync(join(tree, 'crlf.txt'), 'one\r\ntwo\r\n');
    symlinkSync('README', join(tree, 'link'));
    world.product.git(tree, 'mv', 'Doc/main.txt', 'Doc/moved “ü” name.txt');
    unlinkSync(join(tree, 'Doc/3.11.txt'));
    world.product.commit(tree, 'All kinds');
    const { commit } = await world.done();
    const listed = world.git('-c', 'core.quotePath=false', 'ls-tree', '-r', '--format=%(objectmode) %(path)', commit);
    const own = world.product.git(tree, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--format=%(objectmode) %(path)', 'HEAD');
    assert.deepEqual(
      lines(listed).filter((line) => !line.includes(NEWS)),
      lines(own),
    );
    assert.equal(world.show(commit, 'crlf.txt'), 'one\r\ntwo\r\n');
    assert.equal(world.git('rev-parse', `${commit}:data.bin`), world.product.git(tree, 'rev-parse', 'HEAD:data.bin'));
  });

  it('puts the fix on top of what the public has done since, also where the file has another name there', async () => {
    const world = await make();
    world.fix();
    const { product } = world;
    const side = join(product.root, 'other');
    product.git(product.root, 'clone', '--quiet', product.upstream, side);
    product.git(side, 'mv', 'Lib/paths.py', 'Lib/ways.py');
    product.write(side, 'README', 'A product with a past.\n');
    product.commit(side, 'Rename');
    product.git(side, 'push', '--quiet', 'origin', 'main');
    world.git('fetch', '--quiet', 'origin');
    const { commit, base } = await world.done();
    assert.equal(base, product.git(side, 'rev-parse', 'HEAD'));
    assert.match(world.show(commit, 'Lib/ways.py'), /^line 3, checked$/m);
    assert.equal(world.show(commit, 'README'), 'A product with a past.\n');
  });

  it('takes only the fix out of a branch into which the public one was merged', async () => {
    const world = await make();
    world.fix();
    world.product.publish('main', 'Lib/later.py', 'later\n');
    world.git('fetch', '--quiet', 'origin');
    await world.update();
    world.product.git(world.worktree(), 'merge', '--quiet', '--no-edit', 'refs/remotes/upstream/main');
    world.put({ 'Lib/more.py': 'more\n' }, 'More of it');
    // What came in by the merge goes on publicly: seen from before the merge, both sides would have made that file.
    world.product.publish('main', 'Lib/later.py', 'even later\n');
    world.git('fetch', '--quiet', 'origin');
    const plan = await world.planned();
    assert.deepEqual(
      plan.files.map(({ path }) => path).filter((path) => !path.startsWith(NEWS)),
      ['Lib/more.py', 'Lib/paths.py'],
    );
    assert.ok(!plan.message.includes('Public work') && !plan.message.includes('Merge'));
  });

  it('gives the NEWS entry of the private branch the public number and time, and makes no second one', async () => {
    const world = await make();
    world.fix();
    const entry = 'Misc/NEWS.d/next/Library/2026-01-02-03-04-05.gh-issue-1.aBcDe.rst';
    world.put({ [entry]: 'Paths are checked now.\n' });
    const plan = await world.planned();
    assert.deepEqual(plan.news, {
      path: `${NEWS}/2026-11-22-12-00-00.gh-issue-12345.aBcDe.rst`,
      from: entry,
      text: 'Paths are checked now.\n',
    });
    const { commit, base } = await world.done({ accepted: plan.lines.map(({ number }) => number) });
    const news = lines(world.git('diff', '--name-status', '--no-renames', base, commit, '--', 'Misc'));
    assert.deepEqual(news, [`A\t${NEWS}/2026-11-22-12-00-00.gh-issue-12345.aBcDe.rst`]);
  });

  it('makes another branch after the first, with its public pull request, message and NEWS entry', async () => {
    const world = await make();
    world.fix('Check the path');
    world.fix('Check the path (cherry picked)', '3.13');
    const first = await world.done({ news: 'Paths are checked.' });
    const sha = first.commit;
    const other = await world.done({ branch: '3.13', pr: 777, commit: sha, anyway: true });
    assert.equal(other.publicBranch, 'gh-12345-3.13');
    assert.equal(
      world.git('log', '-1', '--format=%B', other.commit).trim(),
      `[3.13] gh-12345: Check the path (GH-777)\n\n(cherry picked from commit ${sha})`,
    );
    const entry = (commit: string) => world.git('diff', '--name-only', `${commit}^`, commit, '--', NEWS);
    assert.equal(entry(other.commit), entry(sha));
    assert.equal(world.show(other.commit, entry(sha)), 'Paths are checked.\n');
    assert.equal(other.base, world.git('rev-parse', 'origin/3.13'));
  });

  it('hands over what a branch has of its own where the bot would pick another fix', async () => {
    const world = await make();
    world.fix();
    world.put({ 'Lib/paths.py': 'line 1\nline 3, checked otherwise\n' }, 'Check the path', '3.13');
    const first = await world.done();
    const words = first.checklist.map((one) => `${one.branch ?? ''} ${one.words}`);
    const OWN = '3.13 3.13 has a fix of its own: hand it over from here; the bot would pick main’s.';
    assert.ok(words.includes(OWN), words.join('\n'));
    assert.ok(!words.join('\n').includes('needs backport to 3.13'));
    const lead = { branch: '3.13', pr: 777, commit: first.commit };
    const plan = await world.planned(lead);
    assert.ok(plan.notes.some((note) => note.startsWith('3.13 has a fix of its own, which is handed over here')));
    const other = await world.done({ ...lead, accepted: plan.lines.map(({ number }) => number) });
    assert.match(world.show(other.commit, 'Lib/paths.py'), /checked otherwise/);
    const left = other.checklist.map((one) => one.words);
    assert.ok(left.includes('Push gh-12345-3.13 yourself and open its pull request for 3.13.'), left.join('\n'));
  });

  it('works from a linked worktree of a clone that borrows its objects', async () => {
    const world = await make();
    world.fix();
    const { product } = world;
    const borrower = join(product.root, 'borrower');
    product.git(product.root, 'clone', '--quiet', '--reference', world.clone, product.upstream, borrower);
    product.git(borrower, 'worktree', 'add', '--quiet', '-b', 'mine', join(product.root, 'linked'));
    const before = world.everything();
    const { commit } = await world.done({ repo: join(product.root, 'linked') });
    assert.equal(product.git(borrower, 'rev-parse', PUBLIC_MAIN), commit);
    assert.deepEqual(world.everything(), before, 'what is borrowed is not written to');
    product.git(borrower, 'fsck', '--strict', '--no-dangling');
  });

  it('works in a shallow clone, and in one with packed refs and packed objects', async () => {
    const world = await make();
    world.fix();
    const shallow = join(world.product.root, 'shallow');
    world.product.git(world.product.root, 'clone', '--quiet', '--depth=1', '--no-local', world.product.upstream, shallow);
    await world.done({ repo: shallow });
    assert.equal(world.product.git(shallow, 'rev-list', '--count', PUBLIC_MAIN), '2');
    world.git('gc', '--quiet');
    await world.change({ branches: (await world.manifest()).branches.map(({ public: _public, ...branch }) => branch) });
    await world.done();
    world.git('fsck', '--strict', '--no-dangling');
  });

  it('signs where the clone wants signed commits, and says so where it cannot', async () => {
    const world = await make();
    world.fix();
    const key = join(world.product.root, 'key');
    world.git('config', 'commit.gpgSign', 'true');
    world.git('config', 'gpg.format', 'ssh');
    world.git('config', 'user.signingKey', key);
    const failure = await world.refused();
    assert.equal(failure.kind, 'git-trouble');
    const signer = join(world.product.root, 'signer');
    writeFileSync(signer, '#!/bin/sh\nfor last; do :; done\necho "-----BEGIN SSH SIGNATURE-----" > "$last.sig"\n');
    chmodSync(signer, 0o755);
    writeFileSync(key, 'key');
    world.git('config', 'gpg.ssh.program', signer);
    const { commit } = await world.done();
    assert.match(world.git('cat-file', 'commit', commit), /^gpgsig -----BEGIN SSH SIGNATURE-----$/m);
  });
});

/** What lies about in a clone that somebody works in. */
function untidy(world: HandoverWorld): void {
  const { clone, product } = world;
  product.write(clone, 'Lib/paths.py', 'changed\n');
  product.write(clone, 'staged.txt', 'staged\n');
  world.git('add', 'staged.txt');
  world.git('stash', '--quiet');
  world.git('stash', 'apply', '--quiet', '--index');
  product.write(clone, 'untracked', 'x');
  world.git('worktree', 'add', '--quiet', '-b', 'mine', join(product.root, 'linked tree'));
  world.git('fetch', '--quiet', 'origin', '3.11');
  world.git('config', 'core.logAllRefUpdates', 'always');
  world.git('config', 'gc.auto', '1');
  mkdirSync(join(clone, '.git/hooks'), { recursive: true });
  for (const hook of ['reference-transaction', 'post-index-change', 'pre-commit', 'commit-msg', 'post-commit', 'pre-auto-gc']) {
    writeFileSync(join(clone, '.git/hooks', hook), `#!/bin/sh\ntouch "${product.root.replace(/["$]/g, '\\$&')}/hooked"\n`);
    chmodSync(join(clone, '.git/hooks', hook), 0o755);
  }
  assert.ok(!existsSync(join(product.root, 'hooked')));
}
