import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { COOKIES, ME, signInAs, until, wish } from '../desk.ts';
import { EmbargoDesk, manifestIn, Said, windowOf } from '../embargo-desk.ts';
import { change, FILE, fixingWorkspace } from '../fixing-desk.ts';
import { closeTabs, idOf, run, textOf, written } from '../writing-desk.ts';

const ID = idOf(COOKIES);
/** Five words of a comment stand in it. */
const MESSAGE = 'Check the name\n\nWe would refuse control characters in names, as cookies do.';

/** From a fix on one branch to a pull request in the fork: backports, conflicts, tests. */
export function embargoFixing(): void {
  describe('a fix in an embargo window', () => {
    let access: TestAccess;
    let answers: Said;
    let desk: EmbargoDesk;
    let folder: string;
    before(async () => {
      await closeTabs();
      access = await signInAs(ME);
      desk = await EmbargoDesk.open(`practice_${ME}`);
      folder = await fixingWorkspace(desk, ID, await textOf(COOKIES), access);
      access.answerWith(new Said());
      await access.embargo.enter(folder);
      await wish({ wish: 'clear' });
    });
    beforeEach(() => {
      answers = new Said();
      access.answerWith(answers);
    });
    afterEach(closeTabs);
    after(async () => {
      (await access.embargo.room()).leave();
      await desk.close();
    });

    const worktree = (branch: string) => join(folder, branch);
    const row = (branch: string) => windowOf(access).matrix.rows?.find(({ name }) => name === branch);
    const node = (branch: string) =>
      windowOf(access)
        .tree.getChildren()
        .find((one) => one.kind === 'branch' && one.branch === branch);
    const head = (branch: string) => desk.git(worktree(branch), 'rev-parse', 'HEAD');
    const setCommand = (command: string | undefined) =>
      vscode.workspace.getConfiguration('advisoryTriage').update('embargo.verify', command, vscode.ConfigurationTarget.Global);

    describe('is backported', () => {
      it('from nowhere, where there is none', async () => {
        await run('backport');
        assert.deepEqual(answers.asked, ['There is nothing to backport: commit the fix on its branch first.']);
      });

      it('after it was tried on each branch; nothing is done where the person gives up', async () => {
        await change(desk, worktree('main'), 'import os.path', MESSAGE);
        await change(desk, worktree('3.12'), 'import os as old', 'Older code');
        answers.choose = (labels) => labels.find((label) => label === 'main');
        answers.tick = () => false;
        const before = [head('3.13'), head('3.12')];
        await run('backport');
        assert.deepEqual(answers.asked, ['Backport the fix of which branch?', 'Backport the fix of main to which branches?']);
        assert.deepEqual(
          answers.offered[1]?.map(({ label, description, detail, picked }) => [label, description, detail, picked]),
          [
            ['3.13', 'would apply (1 commit)', undefined, true],
            ['3.12', 'would conflict in 1 file · not known whether affected', FILE, false],
          ],
        );
        assert.deepEqual([head('3.13'), head('3.12')], before);
        assert.equal((await manifestIn(folder)).running, undefined);
      });

      it('onto those that are untouched and affected, from the row of the fix', async () => {
        await run('backport', node('main'));
        assert.equal(answers.asked.at(-1), `${ID}: 3.13 has the fix.`);
        await until('the row', () => row('3.13')?.state === 'applied');
        assert.match(await readFile(join(worktree('3.13'), FILE), 'utf8'), /^import os\.path$/m);
      });

      it('with a conflict opened in the worktree in which it is, which the branches know and forget by themselves', async () => {
        answers.tick = ({ label }) => label === '3.12';
        await run('backport', node('main'));
        assert.equal(answers.asked.at(-1), `${ID}: 3.12 is in conflict in 1 file: resolve it there and commit.`);
        const path = join(worktree('3.12'), FILE);
        const opened = () =>
          vscode.window.tabGroups.activeTabGroup.activeTab?.input as { readonly result?: vscode.Uri; readonly uri?: vscode.Uri };
        assert.equal((opened().result ?? opened().uri)?.fsPath, path);
        await until('the row', () => row('3.12')?.state === 'conflict');
        await closeTabs();
        const below = node('3.12');
        const [file] = windowOf(access).tree.getChildren(below);
        await run('openConflict', file);
        assert.equal((opened().result ?? opened().uri)?.fsPath, path);
        await closeTabs();

        answers.asked.length = 0;
        answers.press = (_, buttons) => buttons.find((button) => button === 'Open Conflict…');
        await run('backport', node('main'));
        assert.match(answers.asked.at(-1) ?? '', /3\.12 has a merge, a rebase or an earlier backport that waits to be finished/);
        assert.equal((opened().result ?? opened().uri)?.fsPath, path);
        await closeTabs();

        await writeFile(path, (await readFile(path, 'utf8')).replace(/<{7}[^]*>{7}[^\n]*\n/, 'import os.path as old\n'));
        desk.git(worktree('3.12'), 'add', '--all');
        desk.git(worktree('3.12'), '-c', 'core.editor=true', 'cherry-pick', '--continue');
        await until('the row', () => row('3.12')?.state === 'differs');
        await run('openConflict');
        assert.equal(answers.asked.at(-1), 'No file is in conflict.');
      });

      it('not over changes of the person’s own, which are shown', async () => {
        await change(desk, worktree('main'), 'import os.path, sys', 'More of it');
        await change(desk, worktree('3.13'), 'import mine');
        answers.press = (_, buttons) => buttons.find((button) => button === 'Show Changes');
        answers.tick = ({ label }) => label === '3.13';
        const before = head('3.13');
        await run('backport', node('main'));
        assert.match(answers.asked.at(-1) ?? '', /3\.13 has changes of yours in files of the fix: commit or stash them/);
        assert.equal(head('3.13'), before);
        desk.git(worktree('3.13'), 'checkout', '--', FILE);
      });
    });

    describe('is verified', () => {
      after(() => setCommand(undefined));

      it('by nothing, where the person has set no command', async () => {
        await run('verify');
        assert.match(answers.asked[0] ?? '', /^There is no command that verifies a branch\./);
        assert.equal(answers.asked.length, 1);
      });

      it('by no command that a workspace sets', async () => {
        const opened = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
        const settings = join(opened, '.vscode', 'settings.json');
        const ruler = () => vscode.workspace.getConfiguration('editor').get<readonly number[]>('rulers')?.[0];
        await mkdir(dirname(settings), { recursive: true });
        const theirs = { 'editor.rulers': [77], 'advisoryTriage.embargo.verify': 'touch set-by-workspace' };
        await writeFile(settings, JSON.stringify(theirs));
        // Once what a workspace may set counts, what it may not would, too.
        await until('the workspace’s settings', () => ruler() === 77);
        await run('verify');
        assert.match(answers.asked[0] ?? '', /^There is no command that verifies a branch\./);
        await rm(dirname(settings), { recursive: true });
        await until('the end of them', () => ruler() !== 77);
      });

      it('by the command that was shown in full, and not by one that was declined', async () => {
        await setCommand(`grep -q '^import os.path, sys$' ${FILE}`);
        answers.confirmation = false;
        await run('verify');
        assert.deepEqual(answers.asked, ['Run this command in the worktrees?']);
        assert.match(answers.shown[0] ?? '', /^grep -q '\^import os\.path, sys\$' Lib\/shutil\.py\n/);
        assert.equal(row('main')?.tested, undefined);
        answers.confirmation = true;
        answers.tick = ({ label }) => label !== '3.12';
        await run('verify');
        assert.equal(answers.asked.at(-1), `${ID}: main passed; 3.13 failed (1).`);
        const { branches } = await manifestIn(folder);
        assert.deepEqual(
          branches.map(({ tested }) => tested && [tested.commit, tested.passed]),
          [[head('main'), true], [head('3.13'), false], undefined],
        );
        assert.deepEqual([row('main')?.state, row('3.13')?.state], ['tested', 'failed']);
      });

      it('without the question the second time, and with no note where files are in no commit', async () => {
        await change(desk, worktree('3.13'), 'import os.path, sys');
        await run('verify', node('3.13'));
        assert.deepEqual(answers.asked, [`${ID}: 3.13 passed, with changes that are in no commit, so that is not noted.`]);
        assert.equal((await manifestIn(folder)).branches[1]?.tested?.passed, false);
        desk.git(worktree('3.13'), 'checkout', '--', FILE);
      });

      it('with no note where its files change meanwhile', async () => {
        await setCommand('touch made-by-tests');
        await run('verify', node('3.13'));
        assert.match(answers.asked.at(-1) ?? '', /3\.13 passed, and its files changed meanwhile, so that is not noted/);
        assert.equal((await manifestIn(folder)).branches[1]?.tested?.passed, false);
        desk.git(worktree('3.13'), 'clean', '--quiet', '--force');
      });
    });

    describe('gets a pull request in the fork', () => {
      const sheet = () => vscode.window.activeTextEditor?.document.getText() ?? '';

      it('not before it is pushed', async () => {
        await run('openPullRequest');
        assert.deepEqual(answers.asked, ['The fork does not have this fix as it is here yet. Push it first.']);
      });

      it('with words from its commits, which are nowhere where the person gives up', async () => {
        await run('pushToFork', node('main'));
        await wish({ wish: 'clear' });
        answers.asked.length = 0;
        await run('openPullRequest', node('main'));
        assert.deepEqual(answers.asked, ['Pull request for main in the private fork']);
        answers.inputs.push('Check names');
        await run('openPullRequest', node('main'));
        assert.match(sheet(), /^──── Title ────\nCheck names\n──── Text ────\nWe would refuse control characters/);
        assert.match(sheet(), /\* More of it\n/);
        assert.match(sheet(), /Into {2}main\n/);
        answers.confirmation = false;
        await run('openPullRequest', vscode.window.activeTextEditor?.document.uri);
        assert.match(
          answers.shown.at(-1) ?? '',
          /^Check names\n\nFrom advisory-fix-1-main into main of \S+, .*\n\nEverybody on the advisory sees it/,
        );
        assert.deepEqual(await written(), []);
      });

      it('once, with the words as they stand in the document', async () => {
        await wish({ wish: 'clear' });
        answers.inputs.push('Check names');
        await run('openPullRequest', node('main'));
        const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
        await editor.edit((edit) => {
          edit.insert(new vscode.Position(1, 'Check names'.length), ' well');
        });
        await until('it to be saved', () => !editor.document.isDirty);
        await run('openPullRequest', editor.document.uri);
        assert.match(answers.asked.at(-1) ?? '', /: pull request \d+ is open\.$/);
        assert.deepEqual(await written(), [['POST', ['base', 'body', 'head', 'title']]]);
        const fork = (await manifestIn(folder)).fork
          .split('/')
          .slice(-2)
          .join('/')
          .replace(/\.git$/, '');
        const pulls = await access.inbox.state.session?.gateway.pullsOf(fork as 'a/b');
        assert.deepEqual(pulls?.ok === true && pulls.value.pages[0]?.items.map(({ title, head: from }) => [title, from]), [
          ['Check names well', 'advisory-fix-1-main'],
        ]);
        await until('its tab to go', () => vscode.window.activeTextEditor === undefined);
      });

      it('not a second time: the one that is there is named', async () => {
        await wish({ wish: 'clear' });
        answers.inputs.push('Check names again');
        await run('openPullRequest', node('main'));
        await run('openPullRequest', vscode.window.activeTextEditor?.document.uri);
        assert.match(answers.asked.at(-1) ?? '', /was open for this branch already; nothing was sent/);
        assert.deepEqual(await written(), []);
      });
    });
  });
}
