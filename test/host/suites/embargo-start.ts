import assert from 'node:assert/strict';
import { access as reach, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { caseRow, COOKIES, CPYTHON, ME, signInAs, UNPACK, until, wish } from '../desk.ts';
import { cloneFolder, EmbargoDesk, freshDraft, manifestIn, Said, sent, windowsOpened } from '../embargo-desk.ts';
import { closeTabs, idOf, run, textOf } from '../writing-desk.ts';

const ID = idOf(UNPACK);
const PROFILING = `${CPYTHON}#GHSA-x5q3-m3mf-q5h5` as const;
const REASON = /^[a-z]+ · (?:affected: the code is there|to check: .+|not affected: the code is not there|not looked up)/;

/** How a fix is begun: what is asked, what is shown before, what is made, and what is offered where it is there already. */
export function embargoStart(): void {
  describe('a fix', () => {
    let access: TestAccess;
    let answers: Said;
    let desk: EmbargoDesk;
    const answer = (): Said => {
      answers = new Said();
      access.answerWith(answers);
      return answers;
    };
    before(async () => {
      await closeTabs();
      access = await signInAs(ME);
      desk = await EmbargoDesk.open(`practice_${ME}`);
    });
    beforeEach(async () => {
      answer();
      await wish({ wish: 'clear' });
    });
    after(async () => {
      await desk.close();
      await signInAs(ME);
    });

    it('asks for the branches and says of each why it may need one, with those that are affected ticked', async () => {
      answers.tick = () => false;
      await run('startFix', UNPACK);
      assert.deepEqual(answers.asked, [`Fix ${ID} on which branches?`, 'No branch was chosen, so nothing was made.']);
      // Another one is about what came with 3.14.
      await run('startFix', PROFILING);
      const [all, some] = answers.offered.map((offered) =>
        offered.filter(({ label }) => ['main', '3.14', '3.11'].includes(label)).map(({ label, picked }) => [label, picked]),
      );
      const ticked = (last: boolean) => [
        ['main', true],
        ['3.14', true],
        ['3.11', last],
      ];
      assert.deepEqual([all, some], [ticked(true), ticked(false)]);
      // Which status a branch has is a matter of the day.
      for (const { description = '', picked } of answers.offered.flat()) {
        assert.match(description, REASON);
        assert.equal(picked, description.includes(' · affected'));
      }
    });

    it('is not begun where the person says no to what will be made; nothing is left', async () => {
      answers.confirmation = false;
      await run('startFix', UNPACK);
      assert.equal(answers.asked.at(-1), `Make an embargo workspace for ${ID}?`);
      const shown = answers.shown.at(-1) ?? '';
      assert.match(shown, new RegExp(`Pushes from there can reach http://127\\.0\\.0\\.1:\\d+/\\S+\\.git and nothing else\\.`));
      assert.match(shown, /VS Code asks whether you trust the new folder: programs of the project run in it/);
      await assert.rejects(reach(join(desk.root, ID)));
    });

    it('gets a workspace with the advisory beside the code, and is opened in a window of its own', async () => {
      const before = desk.git(cloneFolder(), 'for-each-ref');
      answers.press = (_, buttons) => buttons.find((button) => button === 'Open Workspace');
      const opened = await windowsOpened(() => run('startFix', UNPACK) as Promise<unknown>);
      const folder = join(desk.root, ID);
      assert.deepEqual(
        opened.map(([command, uri, how]) => [command, (uri as vscode.Uri).fsPath, how]),
        [['vscode.openFolder', join(folder, `${ID}.code-workspace`), { forceNewWindow: true }]],
      );
      const { state, branches, fork, repository } = await manifestIn(folder);
      assert.equal(state, 'ready');
      assert.equal(repository, 'python-practice/cpython');
      assert.doesNotMatch(fork, /@|practice_/);
      const names = branches.map(({ name, affected }) => [name, affected]);
      assert.ok(names.length > 1 && names.every(([, affected]) => affected === true), JSON.stringify(names));
      for (const { folder: worktree, private: own } of branches)
        assert.equal(desk.git(join(folder, worktree), 'symbolic-ref', '--short', 'HEAD'), own);
      assert.equal(await readFile(join(folder, 'advisory', `${ID}.advisory.md`), 'utf8'), await textOf(UNPACK));
      // Nothing was written to GitHub, and the person's clone is as it was.
      assert.deepEqual(await sent(), []);
      assert.equal(desk.git(cloneFolder(), 'for-each-ref'), before);
    });

    it('that is there already is offered to be opened', async () => {
      await run('startFix', UNPACK);
      assert.deepEqual(answers.asked, [`There is a workspace for this advisory already: ${join(desk.root, ID)}.`]);
      answer().choose = (labels) => labels.find((label) => label === ID);
      const opened = await windowsOpened(() => run('openWorkspace') as Promise<unknown>);
      assert.equal(opened.length, 1);
    });

    it('shows in the case how far each branch is', async () => {
      access.caseTree.select(UNPACK);
      await until('the workspace', () => caseRow(access, 'Branches')?.description === 'in an embargo workspace');
      assert.equal(caseRow(access, 'Branches')?.context, 'branchesInWork');
      const row = caseRow(access, 'Branches', '3.13') ?? assert.fail('no row');
      assert.equal(row.description, 'untouched');
      assert.match(row.spoken ?? '', /^3\.13, untouched in the embargo workspace\. 3\.13, likely affected\./);
      access.caseTree.select(COOKIES);
      await until('the other case', () => caseRow(access, 'Branches')?.context === 'branchesOfDraft');
    });

    it('is removed from the case with one question, which says that nothing is lost', async () => {
      access.caseTree.select(UNPACK);
      await until('the workspace', () => caseRow(access, 'Branches')?.context === 'branchesInWork');
      await run('removeWorkspace', caseRow(access, 'Branches'));
      assert.deepEqual(answers.asked, [`Remove the embargo workspace of ${ID}?`]);
      assert.match(answers.shown[0] ?? '', /Nothing is lost/);
      assert.deepEqual(await readdir(desk.root), []);
      await until('the case to know', () => caseRow(access, 'Branches')?.context === 'branchesOfDraft');
    });

    it('takes the address that is entered where there is no fork and nobody is waited for', async () => {
      const key = await freshDraft(access);
      answer().choose = (labels) => labels.find((label) => label.includes('Enter Address'));
      const fork = desk.bare('entered');
      answers.inputs.push(fork);
      await run('startFix', key);
      const ways = answers.offered.find((choices) => choices.some(({ label }) => label.includes('Enter Address')));
      assert.deepEqual(
        ways?.map(({ label, description }) => [label, description]),
        [
          ['$(watch) Wait for it', 'the private fork (the bot creates it within the hour)'],
          ['$(repo-forked) Create it on GitHub…', 'administrators and security managers may'],
          ['$(edit) Enter Address…', undefined],
        ],
      );
      assert.equal((await manifestIn(join(desk.root, idOf(key)))).fork, fork);
      assert.deepEqual(await sent(), []);
    });

    it('has its fork created once by whoever may, after that was shown', async () => {
      const admin = await signInAs('grace-admin');
      const key = await freshDraft(admin);
      await wish({ wish: 'clear' });
      answer();
      await run('startFix', key);
      assert.ok(answers.asked.includes(`Create the private fork of ${idOf(key)} on GitHub?`), answers.asked.join('\n'));
      assert.match(answers.shown[0] ?? '', /Everybody on the advisory sees it/);
      assert.deepEqual(await sent(), ['POST /repos/{owner}/{repo}/security-advisories/{ghsa_id}/forks']);
      assert.equal(answers.asked.at(-1)?.includes('pushes'), false);
    });

    it('that cannot be begun says why, leaves nothing, and is tried again where that can help', async () => {
      await signInAs(ME);
      const key = await freshDraft(access);
      answer().choose = (labels) => labels.find((label) => label.includes('Enter Address'));
      answers.inputs.push(join(desk.folder, 'no-such-fork.git'));
      let pressed = 0;
      answers.press = (_, buttons) => (pressed++ === 0 ? buttons.find((button) => button === 'Try Again') : undefined);
      await run('startFix', key);
      const told = answers.asked.filter((asked) => asked.includes('The private fork does not answer'));
      assert.equal(told.length, 2, answers.asked.join('\n'));
      await assert.rejects(reach(join(desk.root, idOf(key))));
    });
  });
}
