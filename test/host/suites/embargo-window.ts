import assert from 'node:assert/strict';
import { access as reach, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { layoutOf } from '../../../src/embargo/layout.ts';
import { ME, requests, signInAs, UNPACK, until, wish } from '../desk.ts';
import { EmbargoDesk, manifestIn, Said, windowOf, windowsOpened } from '../embargo-desk.ts';
import { closeTabs, idOf, run, textOf } from '../writing-desk.ts';

const ID = idOf(UNPACK);

/** The window of an embargo workspace: its guard, its terminals, its branches, and what is done there. */
export function embargoWindow(): void {
  describe('an embargo window', () => {
    let access: TestAccess;
    let answers: Said;
    let desk: EmbargoDesk;
    let folder: string;
    let fork: string;
    let upstream: string;
    before(async () => {
      await closeTabs();
      access = await signInAs(ME);
      desk = await EmbargoDesk.open(`practice_${ME}`);
      const [front = ''] = (await textOf(UNPACK)).split('\n---\n');
      ({ folder, fork, upstream } = await desk.workspace(ID, `${front}\n---\n\nSeen at Lib/shutil.py:142 in Python 3.12.7.\n`));
    });
    beforeEach(() => {
      answers = new Said();
      access.answerWith(answers);
    });
    after(async () => {
      (await access.embargo.room()).leave();
      await desk.close();
      await closeTabs();
    });

    const inGuard = (...args: readonly string[]) => desk.git(layoutOf(folder).clone, 'config', ...args);
    const terminals = async () => (await access.embargo.room()).parts.terminals;
    const row = (name: string) => windowOf(access).matrix.rows?.find((one) => one.name === name);

    it('says that it is one, and that the guard holds; it asks GitHub nothing', async () => {
      assert.equal((await terminals()).get('GIT_ALLOW_PROTOCOL'), undefined);
      await wish({ wish: 'clear' });
      await access.embargo.enter(folder);
      const { item } = windowOf(access);
      assert.equal(item.text, `$(shield) EMBARGOED ${ID}`);
      assert.equal(item.spoken, `Under embargo: ${ID}. The guard holds: pushes reach the private fork and nothing else.`);
      assert.deepEqual(answers.asked, []);
      assert.deepEqual(await requests(), []);
    });

    it('puts the guard above all settings in its terminals, and keeps it there for no other window', async () => {
      const collection = await terminals();
      assert.equal(collection.persistent, false);
      assert.equal(collection.get('GIT_ALLOW_PROTOCOL')?.value, 'embargo');
      const seen = join(desk.folder, 'seen');
      const terminal = vscode.window.createTerminal({ name: 'guard', cwd: desk.folder, shellPath: '/bin/sh' });
      terminal.sendText(
        `git ls-remote ${process.env.ADVISORY_TRIAGE_SANDBOX ?? ''}/python-practice/cpython.git 2> ${seen}.part; mv ${seen}.part ${seen}`,
      );
      await until('git to answer', () =>
        reach(seen).then(
          () => true,
          () => false,
        ),
      );
      terminal.dispose();
      assert.match(await readFile(seen, 'utf8'), /embargo: refused/);
    });

    it('tells at once when the guard is loosened, and mends it', async () => {
      const { item } = windowOf(access);
      answers.press = (_, buttons) => buttons.find((button) => button === 'Mend');
      inGuard('remote.fork.pushurl', 'https://elsewhere.example/x.git');
      await until('the alarm', () => answers.asked.some((asked) => asked.includes('The guard is loosened')));
      assert.match(answers.asked[0] ?? '', /the git setting remote\.fork\.pushurl is not the guard's/);
      await until('it to be mended', () => item.text.startsWith('$(shield)'));
      assert.equal(inGuard('remote.fork.pushurl'), fork);
      await until('the good news', () => answers.asked.some((asked) => asked.includes('The guard holds')));
    });

    it('says so in the status bar while nobody mends it, and only once in a notification', async () => {
      const { item, guard } = windowOf(access);
      inGuard('http.https://elsewhere.example.proxy', 'http://proxy.example');
      await until('the status bar', () => item.text === `$(warning) GUARD LOOSENED ${ID}`);
      await guard.check();
      await guard.check();
      assert.equal(answers.asked.filter((asked) => asked.includes('loosened')).length, 1);
      await run('mendGuard');
      assert.equal(item.text, `$(shield) EMBARGOED ${ID}`);
    });

    it('shows on a click what holds, where pushes go, and what no workspace can switch off', async () => {
      await run('showGuard');
      const labels = answers.offered[0]?.map(({ label }) => label) ?? [];
      assert.equal(labels[0], '$(shield) The guard holds: pushes reach the private fork and nothing else.');
      assert.ok(labels.includes(`$(repo-push) Pushes go to ${fork}`), labels.join('\n'));
      assert.ok(labels.some((label) => label.includes('Settings Sync')));
    });

    it('has a row for each branch, which follows what is done by hand', async () => {
      assert.deepEqual(
        windowOf(access)
          .tree.getChildren()
          .map((node) => node.kind === 'branch' && node.branch),
        ['main', '3.13'],
      );
      assert.equal(row('main')?.state, 'untouched');
      const commit = await desk.fix(folder, 'main');
      await until('the row', () => row('main')?.state === 'applied');
      const [first] = windowOf(access).tree.getChildren();
      assert.ok(first);
      const item = windowOf(access).tree.getTreeItem(first);
      assert.equal(item.description, `fix applied · ${commit.slice(0, 10)}`);
      assert.equal(item.accessibilityInformation?.label, 'main: fix applied, 1 commit of the fix, not in the private fork.');
    });

    it('shows the branches as a table that needs no script', async () => {
      await run('showBranchMatrix');
      const html = windowOf(access).panel.html ?? '';
      assert.match(html, /<th scope="row">main<\/th><td>fix applied<\/td>/);
      assert.match(html, /<th scope="col">State<\/th>/);
      assert.match(html, /default-src 'none'/);
      assert.doesNotMatch(html, /<script|https?:/);
      await closeTabs();
    });

    it('opens the places of the report in the worktree, at the lines where they are there', async () => {
      answers.choose = (labels) => labels.find((label) => label === '3.13');
      await run('openWorktreePlaces');
      assert.deepEqual(answers.asked, ['Open the places in the worktree of']);
      const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
      assert.equal(editor.document.uri.fsPath, join(folder, '3.13', 'Lib', 'shutil.py'));
      // There it has moved since 3.12.7.
      assert.equal(editor.selection.start.line, 145);
      await closeTabs();
    });

    it('pushes to the fork what was shown, and nothing where the person says no', async () => {
      const [main] = windowOf(access).tree.getChildren();
      answers.confirmation = false;
      await run('pushToFork', main);
      assert.deepEqual(answers.asked, ['Push advisory-fix-1-main to the private fork?']);
      assert.throws(() => desk.git(fork, 'rev-parse', '--verify', 'refs/heads/advisory-fix-1-main'));
      answers.confirmation = true;
      await run('pushToFork', main);
      assert.equal(
        desk.git(fork, 'rev-parse', 'refs/heads/advisory-fix-1-main'),
        desk.git(join(folder, 'main'), 'rev-parse', 'HEAD'),
      );
      assert.equal(row('main')?.state, 'pushed');
      assert.equal(answers.asked.at(-1), `${ID}: main pushed to the private fork.`);
    });

    it('updates from the public: what has no work on it moves along', async () => {
      const tree = desk.git(upstream, 'rev-parse', 'refs/heads/3.13^{tree}');
      const parent = desk.git(upstream, 'rev-parse', 'refs/heads/3.13');
      const commit = desk.git(upstream, 'commit-tree', '-m', 'Public work', '-p', parent, tree);
      desk.git(upstream, 'update-ref', 'refs/heads/3.13', commit);
      await run('updateFromUpstream');
      assert.equal(answers.asked.at(-1), `${ID}: main is current; 3.13 has moved along.`);
      assert.equal(row('3.13')?.commit, commit);
      assert.equal(windowOf(access).item.text, `$(shield) EMBARGOED ${ID}`);
    });

    it('offers to settle what was interrupted', async () => {
      const manifest = await manifestIn(folder);
      const targets = [{ branch: '3.13', before: row('3.13')?.commit }];
      const running = { kind: 'backport', targets, commits: [row('main')?.commit] };
      await writeFile(layoutOf(folder).manifest, JSON.stringify({ ...manifest, running }));
      (await access.embargo.room()).leave();
      answers.press = (_, buttons) => buttons.find((button) => button === 'Settle');
      await access.embargo.enter(folder);
      await until('it to be settled', async () => (await manifestIn(folder)).running === undefined);
      assert.equal(answers.asked[0], `A backport of ${ID} was interrupted.`);
      await until('the words', () => answers.asked.includes(`${ID}: 3.13 is as it was before.`));
    });

    it('is removed with what would be lost shown, and becomes an ordinary one', async () => {
      await desk.fix(folder, 'main', 'Lib/more.py');
      let offered: readonly string[] = [];
      answers.verb = (verbs) => (offered = verbs)[0];
      await run('removeWorkspace');
      assert.match(answers.details.at(-1) ?? '', /Lost would be:\n• main: 1 commit that the fork has not/);
      assert.deepEqual(offered, ['Keep Workspace', 'Remove All the Same'], 'Enter would press what removes');
      await reach(folder);
      answers.verb = (verbs) => verbs.find((verb) => verb === 'Remove All the Same');
      const closed = await windowsOpened(() => run('removeWorkspace') as Promise<unknown>);
      assert.deepEqual(closed, [['workbench.action.closeFolder']]);
      await assert.rejects(reach(folder));
      assert.equal(access.embargo.window, undefined);
      assert.equal((await terminals()).get('GIT_ALLOW_PROTOCOL'), undefined);
      await run('pushToFork');
      assert.equal(answers.asked.at(-1), 'This is for the window of an embargo workspace. Open one first.');
    });
  });
}
