import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import type { InboxNode } from '../../../src/ui/inbox/nodes.ts';
import { type Answers, CPYTHON, labelOf, labels, ME, rows, shown, signInAs, until, wish } from '../desk.ts';
import {
  answering,
  beginSuite,
  beginTest,
  filesWith,
  freshReport,
  nothingHeard,
  type Overheard,
  run,
  savedByItself,
  storageSeen,
  tabs,
  TITLE,
  type,
  undoneWhileSaved,
  written,
} from '../writing-desk.ts';

const GRACE = 'grace-admin';
const POST = 'POST /repos/{owner}/{repo}/security-advisories';

/** Drafts of one's own: begun, kept, made an advisory. */
export function drafts(): void {
  describe('drafts of one’s own', () => {
    let access: TestAccess;
    let answers: Answers;
    let overheard: Overheard;
    let known: ReadonlySet<string> = new Set();
    const clone = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder');
    before(async () => {
      access = await beginSuite();
    });
    // Not after each: a draft of the same second would get the name, and the tab, of the one before.
    after(async () => {
      known = new Set();
      answering(access);
      for (const { node } of ownDrafts()) await run('deleteDraft', node);
      await until('all rows to go', () => ownDrafts().length === 0);
      assert.ok(!labels(access).includes('Drafts'));
    });
    beforeEach(async () => {
      ({ answers, overheard } = await beginTest(access));
      known = new Set();
      known = new Set(ownDrafts().map(({ node }) => node.id));
    });
    afterEach(async () => {
      nothingHeard({ answers, overheard });
      if (access.inbox.state.session?.login !== ME) await signInAs(ME);
    });

    /** The rows of the inbox below "Drafts" that a test has made. */
    function ownDrafts(): readonly { readonly node: InboxNode; readonly item: vscode.TreeItem }[] {
      const all = rows(access).find(({ item }) => item.label === 'Drafts');
      return (all ? rows(access, all.node) : []).filter(({ node }) => !known.has(node.id));
    }

    /** Begins a draft for CPython; gives its editor. */
    async function begin(source: string, chosen = (_: readonly string[]): string | undefined => undefined) {
      answers.choose = (names) => names.find((name) => name.includes(source) || name === CPYTHON) ?? chosen(names);
      await run('newDraft');
      assert.match(shown().path, /^\/drafts\/\d{4}-\d\d-\d\d-\d{6}(?:-\d+)?\.advisory\.md$/);
      return vscode.window.activeTextEditor ?? assert.fail('no editor');
    }

    it('begins with the template of the process, and is listed and sealed', async () => {
      const editor = await begin('From the Template');
      assert.equal(editor.document.languageId, 'advisory');
      assert.match(
        editor.document.getText(),
        /^---\ntitle: ""\nrepository: python-practice\/cpython\n---\n\n\{What is wrong, in one sentence/,
      );
      const folder = await storageSeen(async () => {
        await type(editor, 'title: ""', 'title: Quagga in the zoo');
        await savedByItself(editor.document);
      });
      assert.deepEqual(await filesWith(folder, ['Quagga in the zoo']), []);
      await until('the row', () => ownDrafts().length === 1);
      assert.deepEqual(labels(access).slice(-1), ['Drafts']);
      assert.match(labelOf(ownDrafts()[0]?.item), /^Draft \d{4}-\d\d-\d\d-\d{6}(?:-\d+)?$/);
      assert.deepEqual(await written(), []);
    });

    it('is there again after signing out and in', async () => {
      const editor = await begin('From the Template');
      const uri = shown();
      await type(editor, 'title: ""', 'title: Quagga in the zoo');
      await until('it to be unsaved', () => editor.document.isDirty);
      await run('signOut');
      assert.deepEqual([tabs(), labels(access)], [[], []]);
      await signInAs(ME);
      await until('the row', () => ownDrafts().length === 1);
      answers = answering(access);
      await run('openDraft', ownDrafts()[0]?.node);
      assert.equal(shown().toString(), uri.toString());
      assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^title: Quagga in the zoo$/m);
    });

    it('keeps what was undone while it was being saved', async () => {
      const { document } = await begin('From the Template');
      const begun = document.getText();
      const editor = vscode.window.activeTextEditor ?? assert.fail();
      await undoneWhileSaved(() => type(editor, 'title: ""', 'title: Quagga in the zoo'));
      const kept = async () => Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString('utf8');
      await until('what was undone to be kept', async () => (await kept()) === begun);
      assert.equal(document.getText(), begun);
    });

    it('goes back to an earlier text', async () => {
      const editor = await begin('From the Template');
      await type(editor, 'title: ""', 'title: Quagga in the zoo');
      await savedByItself(editor.document);
      await type(editor, 'in the zoo', 'on the run');
      await savedByItself(editor.document);
      answers.choose = (texts) => texts[0];
      await run('showEarlierText');
      await until('the earlier text', () => editor.document.getText().includes('Quagga in the zoo'));
    });

    it('begins with the code that is selected: file, symbol and branches', async () => {
      const editor = await vscode.window.showTextDocument(vscode.Uri.joinPath(clone(), 'Lib', 'tarfile.py'));
      editor.selection = new vscode.Selection(206, 0, 208, 0);
      const code = editor.document.getText(editor.selection).trimEnd();
      const { document } = await begin('From the Selection');
      const text = document.getText();
      assert.match(text, /^affected:\n {2}- package: other\/cpython\n {4}functions:\n {6}- tarfile\.TarInfo\._block$/m);
      assert.match(text, /^`Lib\/tarfile\.py`, lines 207 to 208, at [0-9a-f]{12} \(`tarfile\.TarInfo\._block`\):$/m);
      assert.ok(text.includes('```python\n' + code + '\n```'), 'the code is not there');
      assert.match(text, /^\| main \| has this code \|$/m);
      assert.match(text, /^\| 3\.11 \| has something else there: look \|$/m);
    });

    it('begins with a public issue, by its number or its address', async () => {
      const issue = { repository: CPYTHON, title: 'Crash in the zoo', body: 'Everybody can read this.' };
      const number = await wish<number>({ wish: 'issue', ...issue });
      for (const named of [String(number), `https://github.com/${CPYTHON}/issues/${number}`]) {
        answers.inputs.push(named);
        const { document } = await begin('From a Public Issue');
        assert.match(document.getText(), /^title: Crash in the zoo$/m);
        assert.match(
          document.getText(),
          new RegExp(`\nEverybody can read this\\.\n\nPublic issue: https://github\\.com/${CPYTHON}/issues/${number}\n$`),
        );
      }
      answers.inputs.push('1');
      answers.choose = (names) => names.find((name) => name.includes('From a Public Issue') || name === CPYTHON);
      await run('newDraft');
      assert.match(answers.asked.at(-1) ?? '', /^The issue could not be read\. Not found/);
      assert.equal(ownDrafts().length, 2);
    });

    it('begins with a finished report, without its people', async () => {
      const key = await freshReport(access, {
        state: 'closed',
        closedAt: new Date().toISOString(),
        cweIds: ['CWE-22'],
        credits: [{ login: 'lena-reports', type: 'reporter', state: 'accepted' }],
      });
      answers = answering(access);
      const { document } = await begin('From a Rejected Report', (names) => names.find((name) => name === TITLE));
      assert.match(document.getText(), new RegExp(`^---\ntitle: ${TITLE}\ncwe:\n  - CWE-22\nrepository: ${CPYTHON}\n---\n`));
      assert.match(document.getText(), /The palimpsest is read twice/);
      assert.doesNotMatch(document.getText(), /lena-reports|psrt|GHSA/);
      assert.ok(access.inbox.store.get(key));
    });

    it('is deleted after a question, and its tab is closed', async () => {
      await begin('From the Template');
      const name = shown().path.split('/').at(-1) ?? '';
      assert.ok(tabs().includes(name));
      await until('the row', () => ownDrafts().length === 1);
      answers.confirmation = false;
      await run('deleteDraft', ownDrafts()[0]?.node);
      assert.match(answers.asked.at(-1) ?? '', /^Delete the draft \d{4}-\d\d-\d\d-\d{6}(?:-\d+)?\?$/);
      assert.equal(ownDrafts().length, 1);
      answers.confirmation = true;
      await run('deleteDraft', ownDrafts()[0]?.node);
      await until('the row to go', () => ownDrafts().length === 0);
      assert.ok(!tabs().includes(name));
    });

    it('becomes an advisory by an administrator, after a question, and is gone then', async () => {
      await signInAs(GRACE);
      answers = answering(access);
      const editor = await begin('From the Template');
      await type(editor, 'title: ""', 'title: Quagga in the zoo\ncwe:\n  - CWE-22');
      await savedByItself(editor.document);
      const listed = new Set(access.inbox.store.all().map(({ ghsaId }) => ghsaId));
      answers.verb = () => undefined;
      await run('createOnGitHub');
      assert.deepEqual(await written(), []);
      answers.verb = (verbs) => verbs[0];
      await run('createOnGitHub');
      assert.equal(answers.asked.at(-1), `Create this advisory in ${CPYTHON}?`);
      assert.match(answers.details.at(-1) ?? '', /^• title: none → “Quagga in the zoo”\n• CWE: \+ CWE-22\n/);
      assert.deepEqual(await written(), [['POST', ['cwe_ids', 'description', 'summary', 'vulnerabilities']]]);
      const made = access.inbox.store.all().filter(({ ghsaId }) => !listed.has(ghsaId));
      assert.deepEqual(
        made.map(({ title, state, cwes }) => [title, state, cwes.map(({ id }) => id)]),
        [['Quagga in the zoo', 'draft', ['CWE-22']]],
      );
      assert.equal(shown().path, `/${CPYTHON}/${made[0]?.ghsaId}.advisory`);
      await until('the draft to go', () => ownDrafts().length === 0);
    });

    it('is sent by its lens, which makes an advisory of it and touches no other', async () => {
      const other = await freshReport(access);
      access.caseTree.select(other);
      answers = answering(access);
      await begin('From the Template');
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', shown(), 10);
      const send = lenses.find(({ command }) => command?.title.includes('Send to GitHub'))?.command ?? assert.fail('no lens');
      answers.verb = () => undefined;
      await vscode.commands.executeCommand(send.command, ...((send.arguments ?? []) as readonly unknown[]));
      assert.equal(answers.asked.at(-1), `Create this advisory in ${CPYTHON}?`);
      assert.deepEqual(await written(), []);
    });

    it('is copied as a private report where one may not make an advisory', async () => {
      const editor = await begin('From the Template');
      await type(editor, 'title: ""', 'title: Quagga in the zoo\naffected:\n  - package: other/cpython\n    range: < 3.14');
      await savedByItself(editor.document);
      await vscode.env.clipboard.writeText('');
      answers.verb = (verbs) => verbs.find((verb) => verb === 'Copy as Private Report');
      await run('createOnGitHub');
      assert.match(answers.details.at(-1) ?? '', /⚠ Only administrators and security managers may make one/);
      assert.match(answers.asked.at(-1) ?? '', /^The report is on the clipboard\./);
      const copied = await vscode.env.clipboard.readText();
      assert.match(copied, /^# Quagga in the zoo\n\n\{What is wrong[^]*\n\nAffected:\n- other\/cpython < 3\.14\n$/);
      assert.deepEqual(await written(), []);
      await until('the row', () => ownDrafts().length === 1);
      // Somebody who insists is told what GitHub says.
      answers.verb = (verbs) => verbs.find((verb) => verb === 'Create');
      await run('createOnGitHub');
      assert.equal(answers.asked.at(-1), 'GitHub does not allow it. Nothing was made. The draft is kept.');
      assert.equal(ownDrafts().length, 1);
    });

    for (const [when, fault, says] of [
      [
        'GitHub refuses it',
        { kind: 'status', status: 403, route: POST },
        /^GitHub does not allow it\. Nothing was made\. The draft is kept\.$/,
      ],
      [
        'the answer is lost',
        { kind: 'drop-after-commit', route: POST },
        /^GitHub cannot be reached\. It was made all the same: GHSA-\S+\. The draft is kept\.$/,
      ],
      [
        'GitHub has trouble before it has made it',
        { kind: 'status', status: 502, route: POST },
        /^GitHub has trouble \(502\)\. The list does not have it, so it was probably not made\. The draft is kept\.$/,
      ],
    ] as const)
      it(`is kept, and sent once, when ${when}`, async () => {
        await signInAs(GRACE);
        answers = answering(access);
        const editor = await begin('From the Template');
        await type(editor, 'title: ""', `title: Quagga in the zoo when ${when}`);
        await savedByItself(editor.document);
        await wish({ wish: 'fault', fault });
        await run('createOnGitHub');
        assert.match(answers.asked.at(-1) ?? '', says);
        assert.equal((await written()).length, 1);
        assert.equal(ownDrafts().length, 1);
        assert.match(editor.document.getText(), /Quagga in the zoo/);
        await wish({ wish: 'no-faults' });
      });
  });
}
