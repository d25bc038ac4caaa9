import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { type Answers, openReport, until, wish } from '../desk.ts';
import {
  beginOnReport,
  beginSuite,
  closeTabs,
  filesWith,
  idOf,
  nothingHeard,
  type Overheard,
  refreshed,
  run,
  savedByItself,
  storageSeen,
  textOf,
  TITLE,
  type,
  undoneWhileSaved,
  unsent,
  write,
  written,
} from '../writing-desk.ts';

/** The document of a report: writing in it, and who else is in it. */
export function writing(): void {
  describe('writing a report', () => {
    let access: TestAccess;
    let answers: Answers;
    let overheard: Overheard;
    let key: AdvisoryKey;
    before(async () => {
      access = await beginSuite();
    });
    beforeEach(async () => {
      ({ key, answers, overheard } = await beginOnReport(access));
    });
    afterEach(() => {
      nothingHeard({ answers, overheard });
    });

    it('keeps what is typed by itself, in a sealed draft, and sends nothing', async () => {
      const editor = await openReport(key);
      assert.ok(!(await textOf(key)).includes('quagga'));
      const folder = await storageSeen(async () => {
        const end = editor.document.lineAt(editor.document.lineCount - 2).range.end;
        editor.selection = new vscode.Selection(end, end);
        await vscode.commands.executeCommand('type', { text: '\nA quagga was here.' });
        assert.ok(editor.document.isDirty);
        await savedByItself(editor.document);
      });
      assert.match(editor.document.getText(), /Python 3\.13\.1\.\nA quagga was here\.\n$/);
      assert.equal(await textOf(key), editor.document.getText());
      assert.deepEqual(unsent(access, key), ['description: 1 line added']);
      assert.deepEqual(await written(), []);

      assert.ok((await readdir(folder)).some((name) => name.startsWith('draft-') && name.endsWith('.sealed')));
      const words = ['A quagga was here', TITLE, 'palimpsest'];
      assert.deepEqual(await filesWith(folder, words), []);
      // Not in what VS Code keeps of its own either: backups, the history of files, logs.
      await until('no backup of it', async () => (await filesWith(dirname(dirname(dirname(folder))), words)).length === 0);
    });

    it('would be found in clear if it were there in any of three forms', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'at-clear-'));
      try {
        await writeFile(join(folder, '8'), `{"text":"A quagga was here"}`);
        await writeFile(join(folder, '16'), Buffer.from('xA quagga was here', 'utf16le'));
        await writeFile(join(folder, '64'), Buffer.from('xxA quagga was here').toString('base64'));
        await writeFile(join(folder, '0'), 'A zebra was here');
        assert.deepEqual(
          new Set(await filesWith(folder, ['A quagga was here'])),
          new Set(['8', '16', '64'].map((name) => join(folder, name))),
        );
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('is there again when it is opened again', async () => {
      const { document } = await write(key, [TITLE, 'Quagga leak'], ['read twice', 'read thrice']);
      const text = document.getText();
      await closeTabs();
      assert.equal((await openReport(key)).document.getText(), text);
      assert.equal(await textOf(key), text);
      assert.deepEqual(unsent(access, key), [`title: “${TITLE}” → “Quagga leak”`, 'description: 1 line changed']);
      assert.deepEqual(await written(), []);
    });

    it('goes back to what GitHub holds, and to an earlier text', async () => {
      const editor = await openReport(key);
      const before = editor.document.getText();
      await write(key, [TITLE, 'Quagga leak']);
      const first = editor.document.getText();
      await write(key, ['Quagga leak', 'Quagga flood']);

      answers.confirmation = false;
      await run('discardChanges', key);
      assert.match(editor.document.getText(), /^title: Quagga flood$/m);
      answers.confirmation = true;
      await run('discardChanges', key);
      await until('the text of before', () => editor.document.getText() === before);
      assert.ok(!editor.document.isDirty);
      assert.equal(unsent(access, key), undefined);

      let offered = 0;
      answers.choose = (labels) => {
        offered = labels.length;
        return labels[0];
      };
      // Labels tell minutes only, so that it is told by its place: the newest stands first.
      await run('showEarlierText', key);
      assert.equal(offered, 2);
      await until('the earlier text', () => /^title: Quagga flood$/m.test(editor.document.getText()));
      assert.deepEqual(unsent(access, key), [`title: “${TITLE}” → “Quagga flood”`]);
      assert.notEqual(first, before);
      assert.deepEqual(await written(), []);
    });

    it('keeps a title whole that could be read as something else', async () => {
      const title = `yes: "quagga" # not a comment, 'quoted' [x] {y} \\n`;
      await write(key, [`title: ${TITLE}`, `title: ${JSON.stringify(title)}`]);
      assert.deepEqual(unsent(access, key), [`title: “${TITLE}” → “${title}”`]);
    });

    it('tells apart what can be written from what can only be read', async () => {
      assert.equal(vscode.workspace.fs.isWritableFileSystem('ghsa'), true);
      const { document } = await write(key, [TITLE, 'Quagga leak']);
      await run('compareWithGitHub', key);
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      assert.deepEqual(
        [input.original.path.split('.').slice(1), input.modified.path],
        [['github', 'advisory'], document.uri.path],
      );
      const github = await vscode.workspace.openTextDocument(input.original);
      assert.match(github.getText(), new RegExp(`^title: ${TITLE}$`, 'm'));
      await run('openConversation', key);
      const conversation = vscode.window.activeTextEditor?.document.uri ?? assert.fail();
      for (const uri of [input.original, conversation]) {
        assert.equal((await vscode.workspace.fs.stat(uri)).permissions, vscode.FilePermission.Readonly, uri.path);
        await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, Buffer.from('x')));
      }
      assert.equal((await vscode.workspace.fs.stat(document.uri)).permissions, undefined);
    });

    it('cannot be written where its title is blurred, and loses nothing by that', async () => {
      const { document } = await write(key, [TITLE, 'Quagga leak']);
      await run('blurTitles');
      try {
        await until('the blurred text', () => !document.getText().includes('Quagga'));
        assert.equal((await vscode.workspace.fs.stat(document.uri)).permissions, vscode.FilePermission.Readonly);
        assert.deepEqual(unsent(access, key), ['title: changed']);
      } finally {
        await run('unblurTitles');
      }
      await until('the title', () => /^title: Quagga leak$/m.test(document.getText()));
    });

    it('follows GitHub where nobody has written, and keeps what somebody has', async () => {
      const { document } = await write(key, [TITLE, 'Quagga leak']);
      await wish({ wish: 'edit', ghsaId: idOf(key), change: { state: 'draft', submissionAccepted: true, cweIds: ['CWE-22'] } });
      await refreshed(access);
      await until('the new state', () => /^state: draft$/m.test(document.getText()));
      assert.match(document.getText(), /^title: Quagga leak$/m);
      assert.deepEqual(unsent(access, key), [`title: “${TITLE}” → “Quagga leak”`, 'GitHub has changed since']);
    });

    it('loses nothing when GitHub changes while somebody types', async () => {
      const editor = await openReport(key);
      await type(editor, 'read twice', 'read by a quagga');
      await wish({ wish: 'edit', ghsaId: idOf(key), change: { summary: 'Zirconium, with a much longer title than before' } });
      await refreshed(access);
      await type(editor, 'a quagga', 'two quaggas');
      await savedByItself(editor.document);
      assert.match(await textOf(key), /read by two quaggas/);
      // What the other one wrote is not to be taken back by whoever began before it.
      assert.deepEqual(unsent(access, key), ['description: 1 line changed', 'GitHub has changed since']);
    });

    it('keeps what was undone while it was being saved', async () => {
      const { document } = await openReport(key);
      const begun = document.getText();
      await undoneWhileSaved(() => write(key, [TITLE, 'Quagga leak']).then(() => undefined));
      // VS Code takes it for saved, as it is again what it had saved before.
      assert.ok(!document.isDirty);
      await until('what was undone to be kept', async () => (await textOf(key)) === begun);
      assert.equal(document.getText(), begun);
      assert.equal(unsent(access, key), undefined);
    });

    it('warns once where a draft is saved as a file in a git repository, and not elsewhere', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'at-file-'));
      const inside = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail(), 'Doc', 'zoo.advisory.md');
      await mkdir(join(folder, 'deep'));
      try {
        for (const file of [inside.fsPath, join(folder, 'deep', 'zoo.advisory.md')]) {
          await writeFile(file, '---\ntitle: Quagga in the zoo\n---\n');
          const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
          assert.equal(document.languageId, 'advisory');
          const editor = await vscode.window.showTextDocument(document);
          for (const [old, fresh] of [
            ['zoo', 'wild'],
            ['wild', 'zoo'],
          ] as const) {
            await type(editor, old, fresh);
            assert.ok(await document.save());
          }
        }
        await until('the warning', () => answers.asked.length > 0);
        assert.deepEqual(answers.asked, [
          'This draft lies in a git repository: it can be committed and pushed by mistake. "New Draft" keeps drafts in a place of their own.',
        ]);
      } finally {
        await closeTabs();
        await rm(inside.fsPath, { force: true });
        await rm(folder, { recursive: true });
      }
    });
  });
}
