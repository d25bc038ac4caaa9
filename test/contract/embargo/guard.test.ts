import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { readFork } from '../../../src/embargo/guard/fork.ts';
import { checkGuard, passFor, readFacts, setGuard, TO_FORK } from '../../../src/embargo/guard/guard.ts';
import { mendClone } from '../../../src/embargo/guard/mend.ts';
import type { GuardFacts } from '../../../src/embargo/guard/settings.ts';
import { makeWorld, type Scheme, type Trial, type World } from './leaks-world.ts';

describe('the guard of an embargo clone', () => {
  let world: World;
  let number = 0;
  before(async () => {
    world = await makeWorld();
  });
  after(() => world.close());

  const made = (scheme: Scheme, config = '') => world.prepare(`guard-${++number}`, scheme, config, true);
  const factsOf = (trial: Trial): GuardFacts => {
    assert.ok(trial.facts);
    return trial.facts;
  };
  const check = (trial: Trial, environment: Record<string, string> = {}) =>
    checkGuard(trial.git, trial.gitDir, [join(trial.gitDir, '..', 'main')], trial.fork, factsOf(trial), environment);
  const mend = async (trial: Trial) => {
    const facts = await readFacts(trial.git, trial.gitDir, factsOf(trial).folder);
    const done = await setGuard(trial.git, trial.gitDir, trial.fork, facts);
    assert.ok(done.ok);
  };

  it('holds once it is set, and setting it again writes no setting', async () => {
    const trial = await made('file');
    assert.deepEqual(await check(trial), []);
    const config = join(trial.gitDir, 'config');
    const [text, { ino }] = [readFileSync(config, 'utf8'), statSync(config)];
    await mend(trial);
    assert.equal(readFileSync(config, 'utf8'), text);
    assert.equal(statSync(config).ino, ino);
  });

  const loosenings: readonly (readonly [name: string, script: string, what: string])[] = [
    ['a protocol', 'git config protocol.https.allow always', 'protocol.https.allow'],
    ['a protocol that git does not know', 'git config protocol.odd.allow always', 'protocol.odd.allow'],
    ['the general protocol', 'git config --unset protocol.allow', 'protocol.allow'],
    ['the catch-all', 'git config --unset url.embargo::.insteadOf', 'url.embargo::.insteadof'],
    ['an alias', 'git config url.https://public.example/.insteadOf pub:', 'url.https://public.example/.insteadof'],
    ['the pushurl of the fork', 'git remote set-url --push fork https://public.example/x', 'remote.fork.pushurl'],
    ['one more pushurl of the fork', 'git remote set-url --add --push fork https://public.example/x', 'remote.fork.pushurl'],
    ['where pushes go', 'git config remote.pushDefault origin', 'remote.pushdefault'],
    ['the proxy', "git config http.proxy ''", 'http.proxy'],
    ['a proxy for an address', "git config http.https://public.example/.proxy ''", 'http.https://public.example/.proxy'],
    ['a proxy for a remote', "git config remote.origin.proxy ''", 'remote.origin.proxy'],
    ['the header', "git config --add http.extraHeader ''", 'http.extraheader'],
    ['ssh', 'git config core.sshCommand ssh', 'core.sshcommand'],
    ['the hooks', 'git config core.hooksPath .git/hooks', 'core.hookspath'],
    ['the gate', "git config alias.remote-embargo '!true'", 'alias.remote-embargo'],
    ['what is hidden', "git config --add transfer.hideRefs '!refs/heads'", 'transfer.hiderefs'],
    ['a helper of a remote', 'git config remote.origin.vcs http', 'remote.origin.vcs'],
    ['an include', 'echo > {HERE}/more; git config include.path {HERE}/more', 'include.path'],
    [
      'settings of one worktree',
      'git config extensions.worktreeConfig true; git config --worktree core.hooksPath /dev/null',
      'core.hookspath',
    ],
  ];
  for (const [name, script, what] of loosenings) {
    it(`says that ${name} was changed, and mends it`, async () => {
      const trial = await made('https');
      const done = await trial.run(script);
      assert.equal(done.status, 0, done.said);
      assert.deepEqual(await check(trial), [{ kind: 'setting', what }]);
      await mend(trial);
      assert.deepEqual(await check(trial), []);
      const { status, said } = await trial.run('git push fork private');
      assert.equal(status, 0, said);
    });
  }

  it('says what of its programs is missing, different or cannot be run, and mends it', async () => {
    const trial = await made('ssh');
    const { folder } = factsOf(trial);
    rmSync(join(folder, 'refuse'));
    writeFileSync(join(folder, 'gate'), '#!/bin/sh\n');
    chmodSync(join(folder, 'hooks', 'pre-push'), 0o600);
    assert.deepEqual(await check(trial), [
      { kind: 'file', what: 'refuse' },
      { kind: 'file', what: 'gate' },
      { kind: 'mode', what: 'hooks/pre-push' },
    ]);
    await mend(trial);
    assert.deepEqual(await check(trial), []);
  });

  it('refuses everything when its folder is gone', async () => {
    const trial = await made('http');
    rmSync(factsOf(trial).folder, { recursive: true });
    const state = trial.publicState();
    for (const push of ['origin', 'fork', '--no-verify origin'])
      assert.notEqual((await trial.run(`git push ${push} private`)).status, 0);
    assert.equal(trial.publicState(), state);
  });

  it('says when submodules could be set up, and mends it', async () => {
    const trial = await made('file');
    rmSync(join(trial.gitDir, 'worktrees', 'main', 'modules'));
    assert.deepEqual(await check(trial), [{ kind: 'modules', what: 'worktrees/main/modules' }]);
    await mend(trial);
    assert.deepEqual(await check(trial), []);
  });

  it('says when a worktree is no worktree of the clone any more', async () => {
    const trial = await made('file');
    await trial.run('rm .git && git init -q');
    assert.deepEqual(await check(trial), [{ kind: 'worktree', what: 'main', how: 'foreign' }]);
  });

  it("says when the person's own settings have come to stand above it, and mends that", async () => {
    const trial = await made('https');
    await trial.run("git config --global http.https://public.example/.proxy ''; git config --global protocol.odd.allow always");
    const found = await check(trial);
    assert.deepEqual(
      new Set(found.map(({ what }) => what)),
      new Set(['http.https://public.example/.proxy', 'protocol.odd.allow']),
    );
    await mend(trial);
    const facts = await readFacts(trial.git, trial.gitDir, factsOf(trial).folder);
    assert.deepEqual(await checkGuard(trial.git, trial.gitDir, [], trial.fork, facts, {}), []);
  });

  it('says which variables stand above settings, and takes its own for none', async () => {
    const trial = await made('file');
    const loose = { GIT_ALLOW_PROTOCOL: 'https', GIT_CONFIG_COUNT: '1', GIT_DIR: '/x' };
    assert.deepEqual(
      (await check(trial, loose)).map(({ kind, what }) => `${kind} ${what}`),
      ['environment GIT_ALLOW_PROTOCOL', 'environment GIT_CONFIG_COUNT', 'environment GIT_DIR'],
    );
    assert.deepEqual(await check(trial, trial.terminal), []);
  });

  for (const scheme of ['file', 'http', 'https', 'ssh'] as const) {
    it(`lets a push to the fork through by ${scheme}: plain, by its address, forced, from the clone, of 4 MB`, async function () {
      assert.ok(world.schemes.includes(scheme), 'https is not tried here: openssl is wanted on the path, for its certificate');
      const trial = await made(scheme);
      const script = [
        'git push',
        'git push {FORK} private:a',
        'git push --force fork HEAD:b',
        'git -C {WS}/clone.git push fork private:c',
        'head -c 4000000 /dev/urandom > big && git add big && git commit -qm big && git push -q fork HEAD:d',
        'git fetch -q fork d && git ls-remote --exit-code fork d',
        'git push fork --delete a',
      ];
      for (const line of script) {
        const { status, said } = await trial.run(line);
        assert.equal(status, 0, `${line}: ${said}`);
      }
    });

    it(`lets a push to the fork through in a terminal of the window, by ${scheme}`, async function () {
      assert.ok(world.schemes.includes(scheme), 'https is not tried here: openssl is wanted on the path, for its certificate');
      const trial = await made(scheme);
      const { status, said } = await trial.run('git push fork private', trial.terminal);
      assert.equal(status, 0, said);
      assert.notEqual((await trial.run('cd {OTHER} && git ls-remote {P}', trial.terminal)).status, 0);
      assert.ok(trial.forkHas('private'));
    });

    it(`fetches by ${scheme} with a pass, and does not push with it`, async function () {
      assert.ok(world.schemes.includes(scheme), 'https is not tried here: openssl is wanted on the path, for its certificate');
      const trial = await made(scheme);
      const url = scheme === 'file' ? join(trial.gitDir, '..', '..', 'public.git') : world.words(`guard-${number}`, scheme).P;
      assert.ok(url !== undefined);
      const { protocols, variables } = await passFor(trial.git, world.folder, url, {});
      const environment = { ...variables, GIT_ALLOW_PROTOCOL: protocols };
      assert.equal((await trial.run('git fetch -q origin main')).status !== 0, true);
      const fetched = await trial.run(`git fetch -q ${url} main`, environment);
      assert.equal(fetched.status, 0, fetched.said);
      const state = trial.publicState();
      assert.notEqual((await trial.run(`git push ${url} private`, environment)).status, 0);
      assert.equal(trial.publicState(), state);
    });
  }

  it('lets our own git to the fork and nowhere else', async () => {
    const trial = await made('http');
    const environment = { ...TO_FORK.variables, GIT_ALLOW_PROTOCOL: TO_FORK.protocols };
    const { status, said } = await trial.run('git push fork private', environment);
    assert.equal(status, 0, said);
    assert.notEqual((await trial.run('git push origin private', environment)).status, 0);
  });

  for (const scheme of ['file', 'http', 'https', 'ssh'] as const) {
    it(`lets it there from the clone itself, where a worktree is gone, by ${scheme}`, async function () {
      assert.ok(world.schemes.includes(scheme), 'https is not tried here: openssl is wanted on the path, for its certificate');
      const trial = await made(scheme, '[safe]\n\tbareRepository = explicit\n');
      const environment = { ...TO_FORK.variables, GIT_ALLOW_PROTOCOL: TO_FORK.protocols, GIT_DIR: trial.gitDir };
      const state = trial.publicState();
      // The terminal stands in the worktree.
      const push = (where: string) =>
        trial.run(`cd {WS}/clone.git && rm -rf {WS}/main && git push ${where} private`, environment);
      const { status, said } = await push('fork');
      assert.equal(status, 0, said);
      assert.ok(trial.forkHas('private'));
      mkdirSync(join(trial.gitDir, '..', 'main'));
      assert.match((await push('{P}')).said, /embargo: refused/);
      assert.equal(trial.publicState(), state);
    });
  }

  for (const [name, ssh] of [
    ['does not let anybody in', 'echo Permission denied >&2; exit 255; :'],
    ['ends in the midst', 'printf 0032ab; exit 255; :'],
    ['says nothing and is content', 'exit 0; :'],
  ] as const) {
    it(`does not wait for an ssh that ${name}`, async () => {
      const trial = await made('ssh', `[core]\n\tsshCommand = "${ssh}"\n`);
      for (const command of ['push fork private', 'fetch fork', 'ls-remote fork']) {
        const { status, said } = await trial.run(`timeout 20 git ${command} </dev/null`);
        assert.notEqual(status, 0);
        assert.notEqual(status, 124, `${command} hangs: ${said}`);
      }
    });
  }

  for (const scheme of ['file', 'ssh', 'http'] as const) {
    it(`says nothing of its own where git has nothing to push, by ${scheme}`, async () => {
      const trial = await made(scheme);
      const { status, said } = await trial.run('git push fork refs/heads/nothing:refs/heads/nothing');
      assert.equal(status, 1);
      assert.doesNotMatch(said, /embargo: refused/);
    });
  }

  it('does not wait for a fork that is gone', async () => {
    const trial = await made('file');
    const { status, said } = await trial.run('rm -rf {FORK} && timeout 20 git push fork private');
    assert.equal(status, 128, said);
    assert.match(said, /does not appear to be a git repository/);
  });

  it('says the refusal in words, without the address', async () => {
    const trial = await made('https');
    const { said } = await trial.run('git push https://me:secret@public.example/x private');
    assert.match(said, /embargo: refused/);
    assert.doesNotMatch(said, /secret/);
  });

  it("asks the person's own credential helper for the fork, and sends their own header and by their own proxy", async () => {
    const helper = '[credential]\n\thelper = "!f() { echo username=me; echo password=secret; }; f"\n';
    const asked = await made('http', helper);
    writeFileSync(join(asked.gitDir, '..', '..', 'fork.git', 'locked'), 'authorization');
    const first = await asked.run('git push fork private');
    assert.equal(first.status, 0, first.said);
    const own = await made('http', '[http "{BASE}"]\n\textraHeader = "X-Own: 1"\n');
    writeFileSync(join(own.gitDir, '..', '..', 'fork.git', 'locked'), 'x-own');
    const second = await own.run('git push fork private');
    assert.equal(second.status, 0, second.said);
  });

  for (const [name, config, variables] of [
    ['settings', '[http]\n\tproxy = {PROXY}\n', {}],
    ['variables', '', { http_proxy: '{PROXY}' }],
  ] as const) {
    it(`reaches the fork by the proxy of the person's ${name}`, async () => {
      const proxy = new URL(world.words('x', 'http').P ?? '').origin;
      const trial = await made('http', config.replace('{PROXY}', proxy));
      // A host that is not there: only a proxy can answer for it.
      const fork = readFork(`http://fork.invalid/guard-${number}/fork.git`);
      assert.ok(fork.ok);
      const done = await setGuard(trial.git, trial.gitDir, fork.value, factsOf(trial));
      assert.ok(done.ok);
      const filled = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, value.replace('{PROXY}', proxy)]));
      const { status, said } = await trial.run('git push fork private', filled);
      assert.equal(status, 0, said);
      assert.ok(trial.forkHas('private'));
    });
  }

  for (const scheme of ['file', 'http', 'ssh'] as const) {
    it(`works in a folder with an odd name, by ${scheme}`, async () => {
      const trial = await made(scheme);
      const odd = join(dirname(dirname(trial.gitDir)), `it's 100% "odd" $HOME`);
      mkdirSync(odd);
      renameSync(join(trial.gitDir, '..'), join(odd, 'ws'));
      const gitDir = join(odd, 'ws', 'clone.git');
      const guard = join(odd, 'ws', 'guard');
      const before = trial.publicState();
      const inClone = 'cd "$(find {HERE} -maxdepth 1 -name \'it*\')/ws/clone.git"';
      for (const to of ['{P}', 'fork']) assert.notEqual((await trial.run(`${inClone} && git push ${to} private`)).status, 0);
      assert.equal(trial.publicState(), before, 'a moved workspace lets nothing out before it is mended');
      const mended = await mendClone(trial.git, gitDir, [join(odd, 'ws', 'main')], trial.fork, guard);
      assert.ok(mended.ok);
      const facts = await readFacts(trial.git, gitDir, guard);
      assert.deepEqual(await checkGuard(trial.git, gitDir, [join(odd, 'ws', 'main')], trial.fork, facts, {}), []);
      const at = 'cd "$(find {HERE} -maxdepth 1 -name \'it*\')/ws/main"';
      mkdirSync(join(trial.gitDir, '..', 'main'), { recursive: true });
      const { status, said } = await trial.run(`${at} && git push fork private`);
      assert.equal(status, 0, said);
      const state = trial.publicState();
      assert.match((await trial.run(`${at} && git push {P} private`)).said, /embargo: refused/);
      assert.equal(trial.publicState(), state);
    });
  }

  it('gives no branch to whoever asks the clone, and takes none', async () => {
    const trial = await made('file');
    const listed = await trial.run('cd {OTHER} && git ls-remote {WS}/clone.git && git ls-remote {WS}/main');
    assert.deepEqual(listed, { status: 0, said: '' });
    assert.notEqual((await trial.run('cd {OTHER} && git push {WS}/clone.git main:refs/heads/x')).status, 0);
  });
});
