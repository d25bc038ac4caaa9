import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  handoverWords,
  type HandoverDone,
  type HandoverFailure,
  type HandoverRequest,
} from '../../../src/embargo/handover/handover.ts';
import type { StartRequest } from '../../../src/embargo/start/plan.ts';
import { everythingIn, library, type Product } from './product.ts';
import { HandoverWorld, lines, NEWS, PUBLIC_MAIN } from './handover-world.ts';

describe('a hand-over into a clone that has not everything', function () {
  this.timeout(120_000);
  let world: HandoverWorld;
  let repo: string;
  let gitPath: string;
  let log: string;

  /** A world with a git that writes down whatever is said to a server. */
  async function make(prepare: (product: Product) => Partial<StartRequest> = () => ({})): Promise<void> {
    world = await HandoverWorld.make('product', undefined, (product) => {
      repo = join(product.root, 'incomplete');
      log = join(product.root, 'packets');
      gitPath = join(product.root, 'git-that-tells');
      writeFileSync(gitPath, `#!/bin/sh\nGIT_TRACE_PACKET='${log}' exec git "$@"\n`, { mode: 0o755 });
      product.git(product.upstream, 'config', 'uploadpack.allowFilter', 'true');
      return prepare(product);
    });
  }

  beforeEach(() => make());
  afterEach(() => {
    world.close();
  });

  /** The person's clone, by `file://` so that git does not take all there is. */
  function cloneWith(...how: readonly string[]): void {
    cloneIn(world.product, ...how);
  }

  function cloneIn(product: Product, ...how: readonly string[]): void {
    rmSync(repo, { recursive: true, force: true });
    product.git(product.root, 'clone', '--quiet', ...how, `file://${product.upstream}`, repo);
    product.git(repo, 'remote', 'set-url', 'origin', product.upstream);
  }

  /** The public goes on in the file of the fix; the clone has heard of it. */
  function goOn(): void {
    world.product.publish('main', 'Lib/paths.py', library('main').replace('line 38\n', 'line 38, public\n'));
    if (existsSync(repo)) world.product.git(repo, 'fetch', '--quiet', 'origin');
  }

  const asked = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  const objectsIn = (folder: string) =>
    lines(world.product.git(folder, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)'));
  /** No server was told of anything that it has not. */
  function assertNothingTold(secret: ReadonlySet<string>, known: ReadonlySet<string>): void {
    const told = lines(asked()).flatMap((line) => /(?:want|have|shallow) ([0-9a-f]{40})/.exec(line)?.[1] ?? []);
    const unknown = told.filter((id) => !known.has(id));
    assert.deepEqual(unknown, []);
    for (const id of secret) assert.ok(!asked().includes(id), 'a private id was told');
  }

  /** It is made; nothing came into the clone but what is public, and git's own upkeep has nothing against it. */
  async function done(change: Partial<HandoverRequest> = {}): Promise<HandoverDone> {
    const { product } = world;
    const [secret, known] = [world.privateObjects(), new Set(objectsIn(product.upstream))];
    const found = [...everythingIn(repo)];
    const planned = await world.plan({ repo, ...change }, { gitPath });
    assert.ok(planned.ok, planned.ok ? '' : handoverWords(planned.failure));
    assert.deepEqual([...everythingIn(repo)], found);
    const own = new Set(objectsIn(repo));
    const made = await world.do({ repo, ...change }, { gitPath });
    assert.ok(made.ok, made.ok ? '' : handoverWords(made.failure));
    assertNothingTold(secret, known);
    const { commit, base, publicBranch } = made.value;
    const rest = (all: typeof found) => all.filter(([path]) => !path.startsWith('.git/objects') && !path.endsWith(publicBranch));
    assert.deepEqual(rest([...everythingIn(repo)]), rest(found));
    const parts = new Set(lines(product.git(repo, 'rev-list', '--objects', '--no-object-names', commit, '--not', base)));
    const came = objectsIn(repo).filter((id) => !own.has(id));
    assert.deepEqual(
      came.filter((id) => !parts.has(id)),
      [],
    );
    product.git(repo, 'fsck', '--strict', '--no-dangling');
    product.git(repo, 'gc', '--quiet', '--prune=now');
    assert.equal(product.git(repo, 'rev-parse', publicBranch), commit);
    return made.value;
  }

  /** A refusal because of what the clone lacks, which leaves it as it was. */
  async function refused(upstream = world.product.upstream): Promise<HandoverFailure> {
    const [secret, known] = [world.privateObjects(), new Set(objectsIn(upstream))];
    const found = [...everythingIn(repo)];
    const made = await world.do({ repo }, { gitPath });
    assert.ok(!made.ok, 'it was done');
    assert.deepEqual([...everythingIn(repo)], found);
    assertNothingTold(secret, known);
    assert.equal((await world.manifest()).running, undefined);
    return made.failure;
  }

  it('could tell a server of an id, which would be seen', () => {
    cloneWith('--filter=blob:none');
    world.fix();
    const [id = ''] = world.privateObjects();
    world.product.does(repo, '-c', `alias.ask=!${gitPath} cat-file -e ${id}`, 'ask');
    assert.throws(() => {
      assertNothingTold(new Set([id]), new Set());
    });
  });

  it('asks nobody where the workspace has what a partial clone lacks, or it is not needed', async () => {
    cloneWith('--filter=blob:none', '--no-checkout');
    world.fix();
    for (const path of ['Lib/other.py', 'other.txt', `${NEWS}/other.rst`]) world.product.publish('main', path, 'other\n');
    world.product.git(repo, 'fetch', '--quiet', 'origin');
    const { commit } = await done();
    assert.equal(asked(), '');
    assert.match(world.product.git(repo, 'show', `${commit}:Lib/paths.py`), /line 3, checked/);
    assert.equal(world.product.git(repo, 'show', `${commit}:Lib/other.py`), 'other');
  });

  it('brings the public branch into the workspace where a partial clone lacks what the fix meets, once', async () => {
    cloneWith('--filter=blob:none');
    world.fix();
    goOn();
    const { commit, base } = await done();
    assert.match(world.product.git(repo, 'show', `${commit}:Lib/paths.py`), /line 3, checked\n[^]*line 38, public/);
    const wanted = lines(asked()).flatMap((line) => /fetch> want ([0-9a-f]{40})/.exec(line)?.[1] ?? []);
    assert.deepEqual(wanted, [base]);
  });

  it('follows a file that has moved publicly, in a partial clone, too', async () => {
    cloneWith('--filter=blob:none', '--no-checkout');
    world.fix();
    const { product } = world;
    const side = join(product.root, 'mover');
    product.git(product.root, 'clone', '--quiet', product.upstream, side);
    product.git(side, 'mv', 'Lib/paths.py', 'Lib/ways.py');
    writeFileSync(join(side, 'Lib/ways.py'), library('main').replace('line 38\n', 'line 38, public\n'));
    product.commit(side, 'Move');
    product.git(side, 'push', '--quiet', 'origin', 'main');
    product.git(repo, 'fetch', '--quiet', 'origin');
    const { commit } = await done();
    assert.match(product.git(repo, 'show', `${commit}:Lib/ways.py`), /line 3, checked\n[^]*line 38, public/);
  });

  it('gives what was public long ago and a partial clone never had', async () => {
    const { product } = world;
    cloneWith('--filter=blob:none', '--no-checkout');
    world.put({ 'Lib/paths.py': library('old') }, 'Back to what it was');
    const { commit } = await done();
    assert.equal(asked(), '');
    assert.equal(product.git(repo, 'show', `${commit}:Lib/paths.py`), library('old').trimEnd());
  });

  it('is refused where what is lacking cannot be had, and done once it can', async () => {
    cloneWith('--filter=blob:none');
    world.fix();
    goOn();
    const { upstream } = world.product;
    const away = `${upstream}.away`;
    renameSync(upstream, away);
    const failure = await refused(away);
    assert.deepEqual(failure, { kind: 'incomplete-clone', how: 'partial', branch: 'main', remote: 'origin' });
    assert.match(handoverWords(failure), /partial, and lacks files of origin\/main[^]*Go online/);
    renameSync(away, upstream);
    await done();
  });

  it('is refused by a clone without folders, which is told how to get them', async () => {
    cloneWith('--filter=tree:0', '--no-checkout');
    world.fix();
    const failure = await refused();
    assert.deepEqual(failure, { kind: 'incomplete-clone', how: 'no-folders', branch: 'main', remote: 'origin' });
    const [, told = ''] = /run git (ls-tree [^ ]+ [^ ]+) there/.exec(handoverWords(failure)) ?? [];
    assert.equal(asked(), '');
    world.product.git(repo, ...told.split(' '));
    await done();
  });

  it('needs no history of a shallow clone, whatever the public has done since', async () => {
    world.fix();
    cloneWith('--depth=1', '--no-single-branch');
    const early = await done();
    assert.equal(early.base, world.product.git(world.product.upstream, 'rev-parse', 'main'));
    await world.change({ branches: (await world.manifest()).branches.map(({ public: _public, ...branch }) => branch) });
    goOn();
    cloneWith('--depth=1', '--no-single-branch');
    const { commit } = await done();
    assert.match(world.product.git(repo, 'show', `${commit}:Lib/paths.py`), /line 3, checked\n[^]*line 38, public/);
    assert.equal(asked(), '');
  });

  it('takes for the fix in a shallow clone what is not public, also where the public was merged into it', async () => {
    const { product } = world;
    world.fix();
    world.product.publish('main', 'Lib/other.py', 'first\n');
    await world.update();
    product.git(world.worktree(), 'merge', '--quiet', '--no-edit', 'refs/remotes/upstream/main');
    world.product.publish('main', 'Lib/other.py', 'second\n');
    cloneWith('--depth=1', '--no-single-branch');
    const { commit, base } = await done();
    assert.deepEqual(
      lines(product.git(repo, 'diff', '--name-only', base, commit)).filter((path) => !path.startsWith(NEWS)),
      ['Lib/paths.py'],
    );
    assert.equal(product.git(repo, 'show', `${commit}:Lib/other.py`), 'second');
  });

  it('finds in the workspace what a shallow clone has cut off', async () => {
    const { product } = world;
    product.git(world.worktree(), 'reset', '--quiet', '--hard', 'refs/remotes/upstream/main~1');
    world.fix();
    cloneWith('--depth=1', '--no-single-branch');
    const { commit } = await done();
    assert.match(product.git(repo, 'show', `${commit}:Lib/paths.py`), /line 3, checked\n[^]*version of main/);
    assert.equal(asked(), '');
  });

  it('says that it cannot see the NEWS entry of the branch that went first, and takes it once the workspace has it', async () => {
    const { product } = world;
    cloneWith('--filter=blob:none', '--no-checkout');
    world.fix();
    world.fix('Check the path', '3.13');
    const first = await done();
    // Merged with other words, as a review may end.
    product.git(repo, 'push', '--quiet', 'origin', PUBLIC_MAIN);
    const side = join(product.root, 'merger');
    product.git(product.root, 'clone', '--quiet', product.upstream, side);
    product.git(side, 'merge', '--quiet', '--squash', `origin/${PUBLIC_MAIN}`);
    const [path = ''] = lines(product.git(side, 'ls-files', NEWS));
    writeFileSync(join(side, path), 'In other words.\n');
    const commit = product.commit(side, 'Check the path');
    product.git(side, 'push', '--quiet', 'origin', 'main');
    product.git(repo, 'fetch', '--quiet', 'origin');
    const follow = { repo, branch: '3.13', pr: 7, commit, anyway: true };
    const before = await world.planned(follow);
    assert.ok(before.notes.some((note) => note.includes('does not have the NEWS entry')));
    assert.notEqual(before.news?.text, 'In other words.\n');
    await world.update();
    const { notes } = await world.planned(follow);
    assert.ok(!notes.some((note) => note.includes('NEWS entry')), notes.join());
    const second = await done(follow);
    assert.equal(product.git(repo, 'show', `${second.commit}:${path}`), 'In other words.');
    assert.notEqual(second.commit, first.commit);
  });

  it('is the same where the workspace was made from it', async () => {
    for (const how of ['--filter=blob:none', '--depth=1']) {
      world.close();
      await make((product) => {
        cloneIn(product, how, '--no-single-branch');
        return { repo };
      });
      world.fix();
      goOn();
      await done();
    }
  });
});
