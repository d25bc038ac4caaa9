import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { Answers, HOSTILE, LONG, ME, signInAs, UNPACK, until, wish } from '../desk.ts';

async function open(key: AdvisoryKey): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('advisoryTriage.openReport', key);
  const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
  assert.ok(editor.document.uri.path.includes(key.split('#')[1] ?? ''));
  return editor;
}

async function links(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
  return await vscode.commands.executeCommand('vscode.executeLinkProvider', document.uri, 1000);
}

export function report(): void {
  describe('a report', () => {
    let access: TestAccess;
    before(async () => { access = await signInAs(ME); });

    it('opens as a read-only document of our own language, named by its id', async () => {
      const { document } = await open(UNPACK);
      assert.equal(document.languageId, 'advisory');
      assert.match(document.getText(), /^---\nid: GHSA-w7cw-7hcw-46x8\n/);
      assert.match(document.getText(), /Hi team, on Windows/);
      assert.equal(vscode.workspace.fs.isWritableFileSystem('ghsa'), false);
      assert.equal(document.uri.path.split('/').at(-1), 'GHSA-w7cw-7hcw-46x8.advisory');
    });

    it('links its places to the code at the affected version', async () => {
      const { document } = await open(UNPACK);
      const found = (await links(document)).filter(({ target }) => target?.scheme === 'revision' || target?.scheme === 'file');
      assert.deepEqual(found.map(({ range }) => document.getText(range)), [
        String.raw`File "C:\Python312\Lib\shutil.py", line 142, in unpack_archive`, String.raw`File "C:\Python312\Lib\shutil.py", line 96, in _unpack_zipfile`,
        document.getText(found[2]?.range ?? new vscode.Range(0, 0, 0, 0)),
      ]);
      const [first] = found;
      assert.equal(first?.target?.path, '/v3.12.7/Lib/shutil.py');
      assert.equal(first?.target?.fragment, 'L142');
    });

    it('opens the code at the revision that a place means, in its language', async () => {
      await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, 1);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.scheme, 'revision');
      assert.equal(editor.document.languageId, 'python');
      assert.equal(editor.selection.start.line, 141);
      assert.match(editor.document.lineAt(editor.selection.start.line).text, /os\.fspath\(filename\)/);
    });

    it('opens the working file where it has exactly that content, and only then', async () => {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      const known = await access.places.of(access.inbox.store.get(UNPACK) ?? assert.fail());
      const place = known.places[1];
      assert.ok(place && 'resolved' in place.resolution && known.repository);
      const content = await known.repository.file(place.resolution.resolved.revision, 'Lib/shutil.py');
      assert.ok(content.ok);
      const file = join(folder, 'Lib', 'shutil.py');
      const before = await vscode.workspace.fs.readFile(vscode.Uri.file(file));
      try {
        await writeFile(file, content.value);
        await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, 1);
        assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
        await writeFile(file, `${content.value.toString()}\n`);
        await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, 1);
        assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'revision');
      } finally {
        await writeFile(file, before);
      }
    });

    it('says why a place leads nowhere', async () => {
      const answers = new Answers();
      access.answerWith(answers);
      await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, 0);
      assert.match(answers.asked[0] ?? '', /^There is no such file at the affected version\.$/);
      const { document } = await open(UNPACK);
      const at = document.positionAt(document.getText().indexOf('poc.py'));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
      assert.match(hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join(), /There is no/);
    });

    it('steps through its places', async () => {
      const editor = await open(UNPACK);
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      const starts: number[] = [];
      for (let step = 0; step < 5; step++) {
        await vscode.commands.executeCommand('advisoryTriage.nextPlace');
        starts.push(editor.document.offsetAt(editor.selection.start));
      }
      assert.equal(starts[4], starts[0]);
      assert.deepEqual(starts.slice(0, 4), [...starts.slice(0, 4)].sort((a, b) => a - b));
      await vscode.commands.executeCommand('advisoryTriage.previousPlace');
      assert.equal(editor.document.offsetAt(editor.selection.start), starts[3]);
    });

    it('lets a hostile text run nothing and lead nowhere', async () => {
      const { document } = await open(HOSTILE);
      const targets = (await links(document)).map(({ target }) => target);
      const clone = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      for (const target of targets) {
        if (target === undefined) continue;
        assert.ok(['revision', 'http', 'https', 'file', 'ghsa'].includes(target.scheme), target.toString());
        if (target.scheme === 'ghsa') assert.equal(target.path, document.uri.path);
        if (target.scheme === 'file') assert.ok(target.fsPath.startsWith(clone), target.toString());
        if (target.scheme === 'revision') assert.ok(!target.path.includes('..') && (JSON.parse(target.query) as { folder: string }).folder === clone, target.toString());
      }
      assert.ok(targets.some((target) => target?.scheme === 'revision' && target.fragment === 'L207'));
      await vscode.commands.executeCommand('advisoryTriage.openPreview', HOSTILE);
    });

    it('opens 64 KB at once', async () => {
      const { document } = await open(LONG);
      assert.ok(document.getText().length > 65_000);
      assert.ok((await links(document)).length > 0);
    });

    it('follows the advisory when it changes', async () => {
      const { document } = await open(UNPACK);
      await wish({ wish: 'describe', ghsaId: UNPACK.split('#')[1] ?? '', description: 'Now it is `Lib/tarfile.py:207` on 3.13.1.' });
      await access.inbox.refresh();
      await until('the new text', () => document.getText().includes('Now it is'));
      const found = (await links(document)).filter(({ target }) => target?.scheme === 'revision');
      assert.deepEqual(found.map(({ target }) => target?.path), ['/v3.13.1/Lib/tarfile.py']);
    });

    it('shows the public part of the conversation', async () => {
      const talked = access.inbox.store.all().find(({ comments }) => (comments ?? 0) > 1);
      assert.ok(talked);
      await vscode.commands.executeCommand('advisoryTriage.openConversation', `${talked.repository}#${talked.ghsaId}`);
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.equal(text.match(/^## /gm)?.length, talked.comments);
      assert.match(text, /confidential comments are never in it/);
    });
  });
}
