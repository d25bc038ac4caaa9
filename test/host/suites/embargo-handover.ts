import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { COOKIES, CPYTHON, ME, signInAs, until, wish } from '../desk.ts';
import { cloneFolder, EmbargoDesk, manifestIn, Said, windowOf, windowsOpened } from '../embargo-desk.ts';
import { change, FILE, fixingWorkspace, withNews } from '../fixing-desk.ts';
import { closeTabs, idOf, run, textOf, written } from '../writing-desk.ts';

const ID = idOf(COOKIES);
const ISSUE = '90777';
const BRANCH = `gh-${ISSUE}-main`;
/** Five words of a comment stand in its second line. */
const MESSAGE = 'Check the name\n\nWe would refuse control characters in `set()`, as agreed.\nNothing else is said of it.';
const SHARED = 'five words or more stand so in what only few have read';

/** A fix is handed over to the public: what is asked, what is shown, what is in the way, what is made, what is left to do. */
export function embargoHandover(): void {
  describe('a hand-over to the public', () => {
    let access: TestAccess;
    let answers: Said;
    let desk: EmbargoDesk;
    let folder: string;
    let restore: () => Promise<void>;
    let refs: string;
    before(async () => {
      await closeTabs();
      access = await signInAs(ME);
      desk = await EmbargoDesk.open(`practice_${ME}`);
      restore = await withNews(desk, access);
      folder = await fixingWorkspace(desk, ID, await textOf(COOKIES), access, 2);
      access.answerWith(new Said());
      await access.embargo.enter(folder);
      refs = clone('for-each-ref');
      await wish({ wish: 'issue', repository: CPYTHON, title: 'Names', body: '', number: Number(ISSUE) });
    });
    beforeEach(async () => {
      answers = new Said();
      access.answerWith(answers);
      answers.choose = (labels) => labels.find((label) => label.includes('Enter the Number'));
      answers.verb = (verbs) => verbs.find((verb) => verb === 'Begin Anew') ?? verbs[0];
      await wish({ wish: 'clear' });
    });
    afterEach(async () => {
      await closeTabs();
      assert.deepEqual(await written(), []);
    });
    after(async () => {
      (await access.embargo.room()).leave();
      await restore();
      for (const name of clone('for-each-ref', '--format=%(refname)', `refs/heads/gh-${ISSUE}-*`).split('\n'))
        if (name !== '') clone('update-ref', '-d', name);
      await desk.close();
      await signInAs(ME);
    });

    const clone = (...args: readonly string[]) => desk.git(cloneFolder(), ...args);
    const node = (branch: string) =>
      windowOf(access)
        .tree.getChildren()
        .find((one) => one.kind === 'branch' && one.branch === branch);
    const document = () => vscode.window.activeTextEditor?.document ?? assert.fail('no editor');
    const problems = () =>
      vscode.languages.getDiagnostics(document().uri).map(({ message, range }) => [range.start.line, message] as const);
    const plan = async (branch = 'main', issue = ISSUE): Promise<string> => {
      answers.inputs.push(issue);
      await run('handOverToPublic', node(branch));
      return document().getText();
    };
    const edit = async (act: (edit: vscode.TextEditorEdit) => void): Promise<void> => {
      const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
      assert.ok(await editor.edit(act));
      await until('it to be saved', () => !editor.document.isDirty);
    };
    const isAsItWas = () => {
      assert.equal(clone('for-each-ref'), refs);
    };

    it('has nothing to give before there is a fix', async () => {
      await run('handOverToPublic');
      assert.deepEqual(answers.asked, ['There is no fix to hand over yet: commit it on a branch first.']);
    });

    it('wants the number of a public issue, and takes nothing else for one', async () => {
      await change(desk, join(folder, 'main'), 'import os.path', MESSAGE);
      answers.choose = () => undefined;
      await run('handOverToPublic', node('main'));
      assert.deepEqual(answers.asked, [`Public issue of ${ID}`]);
      answers.choose = (labels) => labels.find((label) => label.includes('Enter the Number'));
      const refused: (string | undefined)[] = [];
      access.answerWith({
        input: ({ check }) => {
          refused.push(...['', 'x', '0', '-1', '12 3', '90777'].map((text) => check?.(text)));
          return Promise.resolve(undefined);
        },
      });
      await run('handOverToPublic', node('main'));
      assert.deepEqual(
        refused.map((words) => words !== undefined),
        [true, true, true, true, true, false],
      );
      assert.equal(vscode.window.activeTextEditor, undefined);
      isAsItWas();
    });

    it('asks again for a number that GitHub does not know, or that is a pull request’s', async () => {
      const number = await wish<number>({
        wish: 'pull',
        repository: CPYTHON,
        pull: { title: 'Other', head: 'other', base: 'main', labels: [] },
      });
      answers.inputs.push('4', String(number));
      await plan();
      assert.deepEqual(
        answers.asked.filter((words) => words.includes('#')),
        [`GitHub knows no issue #4 of ${CPYTHON}.`, `#${number} of ${CPYTHON} is a pull request, not an issue.`],
      );
      assert.match(document().getText(), new RegExp(`gh-${ISSUE}`));
    });

    it('offers the text of an issue that is not there yet, without those who reported it', async () => {
      answers.choose = (labels) => labels.find((label) => label.includes('Write the Issue'));
      await run('handOverToPublic', node('main'));
      assert.match(document().uri.path, /\.issue\.md$/);
      assert.match(document().getText(), /^# Header injection/);
      assert.doesNotMatch(document().getText(), /omar-reports|GHSA-|CVE-/);
      assert.match(answers.asked.at(-1) ?? '', /read this text, open the issue with it when it is time/);
    });

    it('is shown as a document before anything is made: the texts, what they were compared with, and what is made where', async () => {
      const text = await plan();
      assert.match(text, /^──── Commit message.*────\ngh-90777: Check the name\n\nWe would refuse control characters/);
      assert.match(text, /\n──── NEWS entry.*────\n\S/);
      assert.match(text, new RegExp(`\\nBranch +${BRANCH}, in your clone ${cloneFolder()}\\n`));
      assert.match(text, /\nStands on +origin\/main at [0-9a-f]{10}, as your clone has it\n/);
      assert.match(
        text,
        /\nCompared with +the workspace’s document; the advisory; 3 comments \(no confidential ones\); \d+ private pull requests?\n/,
      );
      assert.doesNotMatch(text, /Not compared/);
      assert.match(text, new RegExp(`\\n {2}M ${FILE} {2}\\+1 −1\\n`));
      assert.match(text, /\n {2}A Misc\/NEWS\.d\/next\/Security\/\S+gh-issue-90777\S+\.rst {2}/);
      isAsItWas();
    });

    it('marks the lines that a person has to read, each with its reason, and has none of them accepted', async () => {
      const text = (await plan()).split('\n');
      const [first] = problems();
      assert.deepEqual(first, [text.findIndex((line) => line.startsWith('We would')), `To be read and accepted: ${SHARED}`]);
      answers.tick = () => false;
      answers.asked.length = 0;
      await run('makePublicBranch', document().uri);
      const offered = answers.offered.at(-1) ?? [];
      assert.ok(offered.length > 0 && offered.every(({ picked }) => picked === false));
      assert.equal(offered[0]?.label, 'We would refuse control characters in `set()`, as agreed.');
      assert.equal(offered[0].detail, SHARED);
      assert.match(answers.asked.at(-1) ?? '', /^The other marked lines are not accepted, so nothing is made/);
      isAsItWas();
    });

    it('forgets that a line was accepted when it is rewritten', async () => {
      const text = (await plan()).split('\n');
      const at = text.findIndex((line) => line.startsWith('We would'));
      const isMarked = () => problems().some(([line]) => line === at);
      await run('acceptMarkedLines', document().uri, 3);
      assert.ok(!isMarked());
      await edit((one) => {
        one.insert(new vscode.Position(at, 0), 'And ');
      });
      await until('it to be marked again', isMarked);
      await edit((one) => {
        one.replace(new vscode.Range(at, 0, at, 200), 'Names are looked at.');
      });
      await until('it to be fine', () => !isMarked());
    });

    it('keeps what somebody has written into a plan, unless they begin anew', async () => {
      answers.verb = () => undefined;
      await run('handOverToPublic', node('main'));
      assert.deepEqual(answers.asked, ['There is a text of yours for this branch already.']);
      assert.equal(vscode.window.activeTextEditor, undefined);
      answers.verb = ([first]) => first;
      await run('handOverToPublic', node('main'));
      assert.match(document().getText(), /^Names are looked at\.$/m);
      answers.verb = ([, second]) => second;
      assert.doesNotMatch(await plan(), /^Names are looked at\.$/m);
    });

    it('is not made of a plan that cannot be read', async () => {
      await plan();
      await edit((one) => {
        one.delete(new vscode.Range(0, 0, 1, 0));
      });
      await run('makePublicBranch', document().uri);
      assert.match(answers.asked.at(-1) ?? '', /A line that parts the texts is gone from the plan/);
      isAsItWas();
    });

    it('is in the way of itself while something private is left, and says where', async () => {
      await change(desk, join(folder, 'main'), `import os.path  # ${ID}`, 'Say why');
      const text = (await plan()).split('\n');
      const [found, ...more] = problems().filter(([, words]) => words.startsWith('Private'));
      assert.equal(more.length, 0);
      assert.equal(
        found?.[0],
        text.findIndex((line) => line.startsWith(`  M ${FILE}`)),
      );
      assert.match(found[1], /^Private: "Lib\/shutil\.py":\d+: the id of an advisory$/);
      answers.tick = () => true;
      await run('makePublicBranch', document().uri);
      assert.match(answers.asked.at(-1) ?? '', /something private is left in 1 place, so nothing is made/);
      isAsItWas();
      desk.git(join(folder, 'main'), 'reset', '--quiet', '--hard', 'HEAD~1');
    });

    it('notices that the private branch has moved since the plan was shown', async () => {
      await plan();
      await change(desk, join(folder, 'main'), 'import os.path, sys', 'More');
      answers.tick = () => true;
      await run('makePublicBranch', document().uri);
      assert.match(answers.asked.at(-1) ?? '', /the private branch or your clone has moved since/);
      assert.match(document().getText(), /\* More\n|Made of/);
      isAsItWas();
      desk.git(join(folder, 'main'), 'reset', '--quiet', '--hard', 'HEAD~1');
    });

    it('is made by nobody who says no to what was shown last', async () => {
      await plan();
      answers.tick = () => true;
      answers.confirmation = false;
      await run('makePublicBranch', document().uri);
      assert.equal(answers.asked.at(-1), `Make the public branch ${BRANCH} in your clone?`);
      assert.match(answers.shown.at(-1) ?? '', /Nothing is pushed and nothing is checked out: nobody sees it until you push it/);
      assert.match(answers.shown.at(-1) ?? '', /Compared with: the workspace’s document; the advisory;/);
      isAsItWas();
      assert.equal((await manifestIn(folder)).running, undefined);
    });

    it('makes one commit on the public branch with the texts of the document, and shows what is left to do', async () => {
      await plan();
      await edit((one) => {
        one.replace(new vscode.Range(1, 0, 1, 200), 'gh-90777: Check every name');
      });
      answers.tick = () => true;
      answers.press = (_, buttons) => buttons.find((button) => button === 'Open Clone');
      const opened = await windowsOpened(() => run('makePublicBranch', document().uri) as Promise<unknown>);
      assert.equal(answers.asked.at(-1), `${ID}: ${BRANCH} is in your clone. Look at it, and push it yourself.`);
      assert.deepEqual(
        opened.map(([command, uri]) => [command, (uri as vscode.Uri).fsPath]),
        [['vscode.openFolder', cloneFolder()]],
      );
      assert.equal(clone('rev-list', '--count', `origin/main..${BRANCH}`), '1');
      assert.match(clone('log', '-1', '--format=%B', BRANCH), /^gh-90777: Check every name\n\nWe would refuse/);
      assert.equal(clone('symbolic-ref', '--short', 'HEAD'), 'main');
      assert.equal(document().uri.path, `/${ID}/checklist.md`);
      const text = document().getText();
      assert.match(text, new RegExp(`- \\[ \\] Push ${BRANCH} yourself and open the pull request for gh-${ISSUE}\\.`));
      assert.match(text, /\n## 3\.13\n/);
      assert.match(text, /Send the advisory mail to security-announce@python\.org/);
      await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(document().uri, new Uint8Array())));
      assert.equal(windowOf(access).matrix.rows?.[0]?.state, 'public');
    });

    it('asks GitHub how far it is, when the list is looked at again', async () => {
      const pull = (title: string, head: string, base: string, labels: readonly string[], merged: boolean) =>
        wish<number>({ wish: 'pull', repository: CPYTHON, pull: { title, head, base, labels, merged } });
      const first = await pull(`Anything`, BRANCH, 'main', ['type-security'], true);
      const other = await pull(`[3.13] gh-${ISSUE}: Check every name`, 'backport-1-3.13', '3.13', ['type-security'], false);
      await run('showChecklist');
      const text = document().getText();
      assert.match(text, /^GitHub was asked on \d{4}-\d\d-\d\d at \d\d:\d\d UTC\. What it cannot know/m);
      const has = (line: string) => {
        assert.ok(text.includes(`${line}\n`), `${line}\nis not in\n${text}`);
      };
      has(`- [x] Push ${BRANCH} yourself and open the pull request for gh-${ISSUE}. (#${first})`);
      const labels = 'type-security, needs backport to 3.13, needs backport to 3.12';
      has(`- [ ] Put the labels on the pull request: ${labels}. (#${first} lacks needs backport to 3.12)`);
      has('- [x] Have it reviewed and merged to main. That is the disclosure.');
      has(`- [x] See that the backport pull request for 3.13 is there. (#${other})`);
      has(
        `- [ ] Put the labels on it: type-security, release-blocker. The bot does not copy release-blocker. (#${other} lacks release-blocker)`,
      );
      has('- [ ] Have it merged to 3.13; of a security branch its release manager does that.');
      await closeTabs();
    });

    it('says the second time that it is there', async () => {
      access.answerWith({ input: ({ value }) => Promise.resolve(value) });
      await run('handOverToPublic', node('main'));
      assert.match(document().getText(), /This branch was handed over already/);
      answers.tick = () => true;
      await run('makePublicBranch', document().uri);
      assert.equal(answers.asked.at(-1), `${ID}: ${BRANCH} was there already.`);
    });

    it('of a branch that the bot makes is explained, and made all the same with the public pull request', async () => {
      await change(desk, join(folder, '3.13'), 'import os.path', MESSAGE);
      answers.verb = () => undefined;
      await run('handOverToPublic', node('3.13'));
      assert.deepEqual(answers.asked, ['The branch for 3.13 is not made here.']);
      assert.match(answers.details[0] ?? '', /miss-islington makes the backport pull requests/);
      answers.verb = ([first]) => first;
      await run('handOverToPublic', node('3.13'));
      assert.equal(answers.asked.at(-1), 'Public pull request that brought the fix to main');
      const commit = clone('rev-parse', BRANCH);
      answers.inputs.push('90800', commit);
      const text = await plan('3.13');
      assert.match(text, /\n\[3\.13\] gh-90777: Check every name \(GH-90800\)\n/);
      assert.match(text, new RegExp(`\\(cherry picked from commit ${commit}\\)`));
      // Nobody has pushed it: it is looked at like a private text.
      assert.match(text, /No branch of origin has the commit that this one follows/);
      answers.tick = () => true;
      await run('makePublicBranch', document().uri);
      assert.equal(clone('rev-list', '--count', `origin/3.13..gh-${ISSUE}-3.13`), '1');
    });

    it('tells what it could not compare while nobody is signed in', async () => {
      await change(desk, join(folder, '3.12'), 'import os.path', MESSAGE);
      await run('signOut');
      assert.equal(access.inbox.state.session, undefined);
      answers.inputs.push('90800', 'a'.repeat(40));
      const text = await plan('3.12');
      assert.match(text, /\nCompared with +the workspace’s document\n/);
      assert.match(text, /\nNot compared with +the advisory, its comments and private pull requests: nobody is signed in\n/);
    });

    it('leaves a sentence where its plan was, after the window was loaded anew', async () => {
      const uri = vscode.Uri.from({ scheme: 'handover', path: `/${ID}/other.handover` });
      assert.match((await vscode.workspace.openTextDocument(uri)).getText(), /held in memory and went/);
    });
  });
}
