import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { checkGuard, loosenedName, readFacts, setGuard } from '../../../src/embargo/guard/guard.ts';
import { mendClone } from '../../../src/embargo/guard/mend.ts';
import { makeWorld, type Scheme, type Trial, type World } from './leaks-world.ts';
import { everythingIn } from './product.ts';

describe('a guard whose clone or workspace is not what it was', () => {
  let world: World;
  let number = 0;
  before(async () => {
    world = await makeWorld();
  });
  after(() => world.close());

  const made = (config = '', scheme: Scheme = 'file') => world.prepare(`mend-${++number}`, scheme, config, true);
  const placeOf = (trial: Trial) => dirname(trial.gitDir);
  const check = async (trial: Trial, place = placeOf(trial), worktrees: readonly string[] = ['main']) => {
    const gitDir = join(place, 'clone.git');
    const facts = await readFacts(trial.git, gitDir, join(place, 'guard'));
    const folders = worktrees.map((name) => join(place, name));
    return (await checkGuard(trial.git, gitDir, folders, trial.fork, facts, {})).map(({ kind, what }) => `${kind} ${what}`);
  };
  const mend = async (trial: Trial, place = placeOf(trial)) => {
    const done = await mendClone(trial.git, join(place, 'clone.git'), [join(place, 'main')], trial.fork, join(place, 'guard'));
    assert.ok(done.ok, JSON.stringify(done));
    return done.value;
  };
  const pushes = async (trial: Trial, place = placeOf(trial)) => {
    // A terminal begins there.
    mkdirSync(join(placeOf(trial), 'main'), { recursive: true });
    const { status, said } = await trial.run(`cd '${place}/main' && git push fork private`);
    assert.equal(status, 0, said);
    const state = trial.publicState();
    assert.match((await trial.run(`cd '${place}/main' && git push {P} private`)).said, /embargo: refused/);
    assert.equal(trial.publicState(), state);
  };
  /** As a newer git makes them with `worktree.useRelativePaths`. */
  const makeRelative = (trial: Trial) => {
    const [folder, entry] = [join(placeOf(trial), 'main'), join(trial.gitDir, 'worktrees', 'main')];
    writeFileSync(join(folder, '.git'), `gitdir: ${relative(folder, entry)}\n`);
    writeFileSync(join(entry, 'gitdir'), `${relative(entry, folder)}/.git\n`);
  };

  it('takes worktrees with relative paths for what they are, also after a move', async () => {
    const trial = await made();
    makeRelative(trial);
    assert.deepEqual(await check(trial), []);
    await pushes(trial);
    const place = join(dirname(placeOf(trial)), 'elsewhere');
    renameSync(placeOf(trial), place);
    assert.deepEqual(await check(trial, place), ['moved elsewhere']);
    const link = readFileSync(join(place, 'main', '.git'), 'utf8');
    await mend(trial, place);
    assert.deepEqual(await check(trial, place), []);
    assert.equal(readFileSync(join(place, 'main', '.git'), 'utf8'), link);
    await pushes(trial, place);
  });

  it('sees that the clone does not lead back to a worktree, and mends it', async () => {
    const trial = await made();
    writeFileSync(join(trial.gitDir, 'worktrees', 'main', 'gitdir'), '/nowhere/main/.git\n');
    assert.deepEqual(await check(trial), ['moved ws']);
    await mend(trial);
    assert.deepEqual(await check(trial), []);
  });

  for (const scheme of ['file', 'http', 'https', 'ssh'] as const) {
    it(`works where the person wants bare repositories to be named, by ${scheme}`, async function () {
      assert.ok(world.schemes.includes(scheme), 'https is not tried here: openssl is wanted on the path, for its certificate');
      const trial = await made('[safe]\n\tbareRepository = explicit\n', scheme);
      assert.deepEqual(await check(trial), []);
      await pushes(trial);
      await trial.run('git config --file {WS}/clone.git/config --unset protocol.allow');
      assert.deepEqual(await check(trial), ['setting protocol.allow']);
      await mend(trial);
      assert.deepEqual(await check(trial), []);
    });
  }

  it('says in one thing that git gives no settings, and names no setting then', async () => {
    const trial = await made();
    appendFileSync(join(dirname(placeOf(trial)), 'home', '.gitconfig'), '[x\n');
    assert.deepEqual(await check(trial), ['unreadable clone.git']);
  });

  it('does not take a clone that is gone for one whose settings are', async () => {
    const trial = await made();
    rmSync(trial.gitDir, { recursive: true });
    assert.deepEqual(await check(trial), ['unreadable clone.git']);
  });

  it('says in one thing that a workspace was moved, and mends it with the worktrees that the person has added', async () => {
    const trial = await made();
    assert.equal((await trial.run('git worktree add -q {HERE}/extra -b extra main')).status, 0);
    await mend(trial);
    const place = join(dirname(placeOf(trial)), 'it is "moved" $HOME');
    renameSync(placeOf(trial), place);
    assert.deepEqual(await check(trial, place), [`moved ${basename(place)}`]);
    await mend(trial, place);
    assert.deepEqual(await check(trial, place), []);
    await pushes(trial, place);
    const { status, said } = await trial.run('cd {HERE}/extra && git status && git push fork extra');
    assert.equal(status, 0, said);
  });

  it('says what else is loosened in a moved workspace', async () => {
    const trial = await made();
    await trial.run('git config protocol.allow always');
    rmSync(join(placeOf(trial), 'guard', 'refuse'));
    const place = join(dirname(placeOf(trial)), 'elsewhere');
    renameSync(placeOf(trial), place);
    assert.deepEqual(await check(trial, place), ['setting protocol.allow', 'moved elsewhere', 'file refuse']);
  });

  it('makes a copy of a workspace its own, and leaves the original as it is', async () => {
    const trial = await made();
    const place = join(dirname(placeOf(trial)), 'copy');
    cpSync(placeOf(trial), place, { recursive: true });
    const before = everythingIn(placeOf(trial));
    assert.deepEqual(await check(trial, place), ['moved copy']);
    await mend(trial, place);
    assert.deepEqual(await check(trial, place), []);
    assert.deepEqual([...everythingIn(placeOf(trial))], [...before]);
    await pushes(trial, place);
    assert.deepEqual(await check(trial), []);
  });

  it("takes nobody else's worktree for its own", async () => {
    const trial = await made();
    const theirs = await trial.run(
      'git clone -q --bare {PATH} {HERE}/their/clone.git && rm -r {WS}/main && git -C {HERE}/their/clone.git worktree add -q {WS}/main',
    );
    assert.equal(theirs.status, 0, theirs.said);
    const before = readFileSync(join(placeOf(trial), 'main', '.git'), 'utf8');
    assert.deepEqual(await check(trial), ['worktree main']);
    await mend(trial);
    assert.equal(readFileSync(join(placeOf(trial), 'main', '.git'), 'utf8'), before);
    assert.deepEqual(await check(trial), ['worktree main']);
  });

  it('says a worktree that is gone once', async () => {
    const trial = await made();
    rmSync(join(placeOf(trial), 'main'), { recursive: true });
    assert.deepEqual(await check(trial), ['worktree main']);
    assert.equal(loosenedName({ kind: 'worktree', what: 'main' }), 'worktree main');
  });

  for (const [name, content] of [
    ['cannot be parsed', '[core]\n\tbare = true\n[x\n'],
    ['is empty', ''],
    ['is gone', undefined],
  ] as const) {
    it(`says that the clone's file of settings ${name}, and writes a new one`, async () => {
      const trial = await made('[protocol "odd"]\n\tallow = always\n');
      const config = join(trial.gitDir, 'config');
      if (content === undefined) rmSync(config);
      else writeFileSync(config, content);
      assert.deepEqual(await check(trial), ['config-broken clone.git/config']);
      assert.deepEqual(await mend(trial), { config: true });
      assert.deepEqual(await check(trial), []);
      if (content !== undefined) assert.equal(readFileSync(`${config}.broken`, 'utf8'), content);
      assert.equal(
        (await trial.run('git status && git log -1 && git -C {WS}/clone.git rev-parse --is-bare-repository')).status,
        0,
      );
      await pushes(trial);
      assert.deepEqual(await mend(trial), { config: false });
    });
  }

  it('keeps every broken file of settings', async () => {
    const trial = await made();
    for (const content of ['[one\n', '[two\n']) {
      writeFileSync(join(trial.gitDir, 'config'), content);
      await mend(trial);
    }
    assert.equal(readFileSync(join(trial.gitDir, 'config.broken'), 'utf8'), '[one\n');
    assert.equal(readFileSync(join(trial.gitDir, 'config.broken-2'), 'utf8'), '[two\n');
  });

  it('says that a lock was left beside the settings, and mends them when it is gone', async () => {
    const trial = await made();
    await trial.run('git config protocol.allow always');
    writeFileSync(join(trial.gitDir, 'config.lock'), '');
    const [place, guard] = [placeOf(trial), join(placeOf(trial), 'guard')];
    const done = await mendClone(trial.git, trial.gitDir, [join(place, 'main')], trial.fork, guard);
    assert.ok(!done.ok && done.failure.kind === 'git-trouble');
    assert.equal(done.failure.trouble, 'locked');
    rmSync(join(trial.gitDir, 'config.lock'));
    await mend(trial);
    assert.deepEqual(await check(trial), []);
  });

  it('takes what a broken include is in away', async () => {
    const trial = await made();
    await trial.run("echo '[x' > {HERE}/more; git config include.path {HERE}/more");
    assert.deepEqual(await check(trial), ['setting include.path']);
    await mend(trial);
    assert.deepEqual(await check(trial), []);
    await pushes(trial);
  });

  for (const [name, options, key] of [
    ['ids of 64 digits', '--object-format=sha256', 'extensions.objectformat=sha256'],
    ['a table of refs', '--ref-format=reftable', 'extensions.refstorage=reftable'],
  ] as const) {
    for (const stored of ['loose', 'packed']) {
      it(`finds ${name} on the disk, with objects ${stored}`, async function () {
        const trial = await made();
        const place = join(dirname(placeOf(trial)), 'odd');
        const gitDir = join(place, 'clone.git');
        const script = [
          `git init -q --bare --template= ${options} ${gitDir}`,
          `commit=$(git -C ${gitDir} commit-tree $(git -C ${gitDir} mktree </dev/null) -m x)`,
          `git -C ${gitDir} worktree add -q -b private ../main $commit`,
          stored === 'packed' ? `git -C ${gitDir} gc -q --prune=now` : 'true',
        ];
        // An older git has only one way to keep refs.
        if ((await trial.run(`git init -q ${options} {HERE}/probe`)).status !== 0) this.skip();
        mkdirSync(place);
        const begun = await trial.run(script.join(' && '));
        assert.equal(begun.status, 0, begun.said);
        writeFileSync(join(gitDir, 'config'), '[x\n');
        await mend(trial, place);
        const seen = await trial.run(`cd ${place}/main && git status && git rev-parse HEAD && git config --list`);
        assert.equal(seen.status, 0, seen.said);
        assert.ok(seen.said.includes(key), seen.said);
        assert.deepEqual(await check(trial, place), []);
      });
    }
  }

  it("pushes to the fork although the person's own settings sign pushes and give them options", async () => {
    const trial = await made('[push]\n\tgpgSign = true\n\tpushOption = ci.skip\n');
    await pushes(trial);
    assert.ok(trial.forkHas('private'));
  });

  it('mends a guard that holds without a change', async () => {
    const trial = await made();
    const before = everythingIn(trial.gitDir);
    assert.deepEqual(await mend(trial), { config: false });
    assert.deepEqual([...everythingIn(trial.gitDir)], [...before]);
    const facts = await readFacts(trial.git, trial.gitDir, join(placeOf(trial), 'guard'));
    assert.ok((await setGuard(trial.git, trial.gitDir, trial.fork, facts)).ok);
  });
});
