import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { backport } from '../../../src/embargo/backport/backport.ts';
import { readManifest, writeManifest } from '../../../src/embargo/manifest.ts';
import { removeWorkspace } from '../../../src/embargo/remove.ts';
import { resumeBackport, type Resumed } from '../../../src/embargo/resume.ts';
import { isStill } from '../../../src/embargo/still-working.ts';
import { gitsIn } from '../../../src/git/running.ts';
import { Product } from './product.ts';
import { bring, brought, startedIn } from './started.ts';

/** Longer than a page of memory, by which a writing is cut off. */
const LONG = Array.from({ length: 2000 }, (_, at) => `line ${at} of a long file`).join('\n');

describe('a conflict that was left half-way', function () {
  this.timeout(60_000);
  let product: Product;
  let before: string;
  let commits: readonly string[];
  beforeEach(async () => {
    product = new Product();
    for (const branch of ['main', '3.13', '3.11']) product.publish(branch, 'Lib/long.py', LONG);
    product.git(product.clone, 'fetch', '--quiet');
    await startedIn(product);
    // Of two commits the first meets nothing.
    product.write(at('main'), 'Lib/first.py', 'first\n');
    edit('main', 'line 1999 of', 'the last of');
    const first = product.commit(at('main'), 'First');
    edit('main', 'line 900 of', 'checked, line 900 of');
    product.write(at('main'), 'Lib/second.py', 'second\n');
    commits = [first, product.commit(at('main'), 'Second')];
    edit('3.11', 'line 900 of', 'in other words, line 900 of');
    before = product.commit(at('3.11'), 'Other words');
  });
  afterEach(() => {
    product.close();
  });

  const at = (branch: string, path = '') => join(product.workspace, branch, path);
  const inGit = (name: string) => join(product.workspace, 'clone.git', 'worktrees', '3.11', name);
  const now = () => product.git(at('3.11'), 'status', '--porcelain');
  const text = () => readFileSync(at('3.11', 'Lib/long.py'), 'utf8');

  function edit(branch: string, from: string, to: string): void {
    writeFileSync(at(branch, 'Lib/long.py'), readFileSync(at(branch, 'Lib/long.py'), 'utf8').replace(from, to));
  }

  /** The whole conflict, and the note that it was going on, as a kill leaves it. */
  async function conflict(): Promise<void> {
    copyFileSync(inGit('index'), inGit('index.before'));
    assert.equal((await brought(product, ['3.11']))[0]?.kind, 'conflict');
    assert.equal(now(), 'UU Lib/long.py\nA  Lib/second.py');
    const manifest = await readManifest(product.workspace);
    assert.ok(manifest.ok);
    const running = { kind: 'backport' as const, targets: [{ branch: '3.11', before }], commits };
    await writeManifest(product.workspace, { ...manifest.value, running });
  }

  async function resumed(): Promise<Resumed | undefined> {
    const settled = await product.asPerson(() => resumeBackport(product.workspace));
    assert.ok(settled.ok, JSON.stringify(settled));
    const manifest = await readManifest(product.workspace);
    assert.ok(manifest.ok && manifest.value.running === undefined);
    assert.deepEqual(
      readdirSync(product.workspace).filter((name) => name.startsWith('.gone-')),
      [],
    );
    return settled.value[0];
  }

  /** The branch is as if nothing had been tried, and it can be tried again. */
  async function assertBack(kept: readonly string[] = []): Promise<void> {
    assert.deepEqual(await resumed(), { branch: '3.11', kind: 'taken-back', kept });
    if (kept.length > 0) return;
    assert.equal(now(), '');
    assert.equal(product.git(at('3.11'), 'rev-parse', 'HEAD'), before);
    assert.equal(product.git(at('3.11'), 'symbolic-ref', '--short', 'HEAD'), 'advisory-fix-1-3.11');
    assert.doesNotMatch(product.git(at('3.11'), 'status'), /cherry-pick|merg/i);
    for (const name of ['index.lock', 'CHERRY_PICK_HEAD', 'MERGE_MSG', 'sequencer']) assert.ok(!existsSync(inGit(name)), name);
    assert.equal((await brought(product, ['3.11']))[0]?.kind, 'conflict');
    product.git(at('3.11'), 'cherry-pick', '--abort');
    assert.equal(now(), '');
  }

  it('stays where it had come to its end', async () => {
    await conflict();
    const was = text();
    assert.deepEqual(await resumed(), { branch: '3.11', kind: 'conflict' });
    assert.equal(text(), was);
    product.git(at('3.11'), 'cherry-pick', '--abort');
    assert.equal(product.git(at('3.11'), 'rev-parse', 'HEAD'), before);
  });

  it('is taken back where git had not yet noted that it waits', async () => {
    await conflict();
    rmSync(inGit('CHERRY_PICK_HEAD'));
    await assertBack();
  });

  it('is taken back where the files were written, and the index not', async () => {
    await conflict();
    rmSync(inGit('CHERRY_PICK_HEAD'));
    rmSync(inGit('index'));
    copyFileSync(inGit('index.before'), inGit('index'));
    writeFileSync(inGit('index.lock'), '');
    await assertBack();
  });

  it('is taken back where a file was half written, and another one had gone to be written anew', async () => {
    await conflict();
    rmSync(inGit('CHERRY_PICK_HEAD'));
    copyFileSync(inGit('index.before'), inGit('index'));
    writeFileSync(inGit('index.lock'), '');
    truncateSync(at('3.11', 'Lib/long.py'), 8192);
    rmSync(at('3.11', 'Lib/second.py'));
    await assertBack();
  });

  it('is taken back between two commits of the fix', async () => {
    await conflict();
    cpSync(inGit('sequencer'), inGit('kept'), { recursive: true });
    product.git(at('3.11'), 'reset', '--quiet', '--hard');
    rmSync(inGit('sequencer'), { recursive: true, force: true });
    renameSync(inGit('kept'), inGit('sequencer'));
    assert.notEqual(product.git(at('3.11'), 'rev-parse', 'HEAD'), before);
    assert.ok(!existsSync(inGit('CHERRY_PICK_HEAD')));
    await assertBack();
  });

  it('is taken back where a commit of the fix was picked and not yet committed', async () => {
    await conflict();
    product.git(at('3.11'), 'reset', '--quiet', '--hard');
    product.git(at('3.11'), 'reset', '--quiet', '--soft', before);
    product.git(at('3.11'), 'update-ref', 'CHERRY_PICK_HEAD', commits[0] ?? '');
    assert.equal(now(), 'A  Lib/first.py\nM  Lib/long.py');
    await assertBack();
  });

  it('is taken back whatever form the person wants conflicts in', async () => {
    product.git(at('3.11'), 'config', 'merge.conflictStyle', 'zdiff3');
    await conflict();
    assert.match(text(), /^\|{7} parent of /m);
    rmSync(inGit('CHERRY_PICK_HEAD'));
    await assertBack();
  });

  it('keeps what somebody has changed since, and says which files', async () => {
    await conflict();
    rmSync(inGit('CHERRY_PICK_HEAD'));
    writeFileSync(at('3.11', 'Lib/long.py'), 'resolved by hand\n');
    await assertBack(['Lib/long.py']);
    assert.equal(text(), 'resolved by hand\n');
    assert.equal(now(), ' M Lib/long.py');
  });

  it('is a person’s where they have gone on: a commit, another cherry-pick, a rebase', async () => {
    await conflict();
    rmSync(inGit('CHERRY_PICK_HEAD'));
    rmSync(inGit('sequencer'), { recursive: true });
    product.git(at('3.11'), 'add', '--all');
    const own = product.commit(at('3.11'), 'Mine');
    assert.deepEqual(await resumed(), { branch: '3.11', kind: 'was-done' });
    assert.equal(product.git(at('3.11'), 'rev-parse', 'HEAD'), own);
    product.git(at('3.11'), 'reset', '--quiet', '--hard', before);
    await conflict();
    product.git(at('3.11'), 'cherry-pick', '--abort');
    const other = product.git(at('3.13'), 'rev-parse', 'HEAD');
    product.does(at('3.11'), 'cherry-pick', '--no-commit', other);
    product.git(at('3.11'), 'update-ref', 'CHERRY_PICK_HEAD', other);
    const was = now();
    assert.deepEqual(await resumed(), { branch: '3.11', kind: 'conflict' });
    assert.equal(now(), was);
  });

  it('is settled, too, where git alone was killed', async () => {
    const gitPath = join(product.root, 'git-that-dies');
    const die = `case " $* " in *" cherry-pick "*) git "$@" > /dev/null 2>&1; rm '${inGit('CHERRY_PICK_HEAD')}'; touch '${inGit('index.lock')}'; kill -9 $$;; esac\nexec git "$@"`;
    writeFileSync(gitPath, `#!/bin/sh\n${die}\n`, { mode: 0o755 });
    const request = { workspace: product.workspace, from: 'main', to: ['3.13', '3.11'] };
    const done = await product.asPerson(() => backport(request, { gitPath }));
    assert.ok(done.ok);
    assert.deepEqual(
      done.value.map(({ kind }) => kind),
      ['applied', 'failed'],
    );
    assert.deepEqual(await bring(product, ['3.11']), { ok: false, failure: { kind: 'unfinished', branches: ['3.11'] } });
    await assertBack();
  });

  it('is not touched while a git that has outlived its program is at work', async function () {
    if (process.platform !== 'linux') this.skip();
    await conflict();
    rmSync(inGit('CHERRY_PICK_HEAD'));
    const was = now();
    const folder = realpathSync(product.workspace);
    const clone = join(folder, 'clone.git');
    const alive = spawn('git', ['-C', at('3.11'), 'update-ref', '--stdin'], { env: product.environment });
    while (((await gitsIn([folder])) ?? []).length === 0);
    assert.deepEqual(await product.asPerson(() => resumeBackport(product.workspace, { patience: 0 })), {
      ok: false,
      failure: { kind: 'git-trouble', trouble: 'locked', status: null },
    });
    assert.equal(now(), was);
    const settled = isStill(folder, clone);
    alive.stdin.end();
    assert.equal(await settled, true);
    await assertBack();
  });

  it('is removed with its workspace', async () => {
    await conflict();
    rmSync(inGit('CHERRY_PICK_HEAD'));
    writeFileSync(inGit('index.lock'), '');
    const refused = await product.asPerson(() => removeWorkspace(product.workspace, false));
    assert.ok(!refused.ok && refused.failure.kind === 'unpushed');
    assert.ok((await product.asPerson(() => removeWorkspace(product.workspace, true))).ok);
    assert.deepEqual(readdirSync(product.workspaces), []);
  });
});
