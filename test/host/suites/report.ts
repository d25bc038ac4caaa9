import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { Answers, HOSTILE, LONG, ME, openReport, placeAt, shown, signInAs, UNPACK, until, wish } from '../desk.ts';

/** Places of the practice report, by what stands in it. */
const UNPACK_FRAME = 'line 142, in unpack_archive';
const OWN_SCRIPT = 'poc.py';

async function links(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
  return await vscode.commands.executeCommand('vscode.executeLinkProvider', document.uri, 1000);
}

export function report(): void {
  describe('a report', () => {
    let access: TestAccess;
    before(async () => {
      access = await signInAs(ME);
    });

    it('opens as a document of our own language, named by its id, what can be written first', async () => {
      const { document } = await openReport(UNPACK);
      assert.equal(document.languageId, 'advisory');
      assert.match(document.getText(), /^---\ntitle: Another title\ncve: CVE-2026-3087\ncvss: CVSS:4\.0\//);
      assert.match(document.getText(), /\n# Kept by GitHub, read-only here:\nid: GHSA-w7cw-7hcw-46x8\n/);
      assert.match(document.getText(), /Hi team, on Windows/);
      assert.ok(!document.isDirty);
      assert.equal(document.uri.path.split('/').at(-1), 'GHSA-w7cw-7hcw-46x8.advisory');
    });

    it('links its places to the code at the affected version', async () => {
      const { document } = await openReport(UNPACK);
      const found = (await links(document)).filter(({ target }) => target?.scheme === 'revision' || target?.scheme === 'file');
      assert.deepEqual(
        found.map(({ range }) => document.getText(range)),
        [
          'shutil.unpack_archive()',
          String.raw`File "C:\Python312\Lib\shutil.py", line 142, in unpack_archive`,
          String.raw`File "C:\Python312\Lib\shutil.py", line 96, in _unpack_zipfile`,
          'shutil.py:89',
          'zipfile.ZipFile.extractall',
        ],
      );
      const target = found.find(({ range }) => document.getText(range).includes(UNPACK_FRAME))?.target ?? assert.fail('no link');
      assert.equal(target.path, '/Lib/shutil.py');
      assert.equal(target.fragment, 'L142');
    });

    it('opens the code at the revision that a place means, in its language', async () => {
      await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, await placeAt(access, UNPACK, UNPACK_FRAME));
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.scheme, 'revision');
      assert.equal(editor.document.languageId, 'python');
      assert.equal(editor.selection.start.line, 141);
      assert.match(editor.document.lineAt(editor.selection.start.line).text, /os\.fspath\(filename\)/);
    });

    it('opens the working file where it has exactly that content, and only then', async () => {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      const known = await access.places.of(access.inbox.store.get(UNPACK) ?? assert.fail());
      const index = await placeAt(access, UNPACK, UNPACK_FRAME);
      const place = known.places[index];
      assert.ok(place && 'resolved' in place.resolution && known.repository);
      const content = await known.repository.file(place.resolution.resolved.revision, 'Lib/shutil.py');
      assert.ok(content.ok);
      const file = join(folder, 'Lib', 'shutil.py');
      const before = await vscode.workspace.fs.readFile(vscode.Uri.file(file));
      try {
        await writeFile(file, content.value);
        await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, index);
        assert.equal(shown().fsPath, file);
        await writeFile(file, `${content.value.toString()}\n`);
        await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, index);
        assert.equal(shown().scheme, 'revision');
      } finally {
        await writeFile(file, before);
      }
    });

    it('says why a place leads nowhere', async () => {
      const answers = new Answers();
      access.answerWith(answers);
      await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, await placeAt(access, UNPACK, OWN_SCRIPT));
      assert.match(answers.asked[0] ?? '', /^There is no such file at the affected version\.$/);
      const { document } = await openReport(UNPACK);
      const at = document.positionAt(document.getText().indexOf(OWN_SCRIPT));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
      assert.match(
        hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join(),
        /There is no/,
      );
    });

    it('steps through its places', async () => {
      const editor = await openReport(UNPACK);
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      const { places } = await access.places.of(access.inbox.store.get(UNPACK) ?? assert.fail());
      const count = places.filter(({ resolution }) => 'resolved' in resolution).length;
      const starts: number[] = [];
      for (let step = 0; step < count + 1; step++) {
        await vscode.commands.executeCommand('advisoryTriage.nextPlace');
        starts.push(editor.document.offsetAt(editor.selection.start));
      }
      // The reporter's own script leads nowhere and is passed over; after the last it goes on from the first.
      assert.equal(starts.pop(), starts[0]);
      assert.deepEqual(
        starts,
        [...new Set(starts)].sort((a, b) => a - b),
      );
      assert.ok(!starts.some((start) => editor.document.lineAt(editor.document.positionAt(start)).text.includes(OWN_SCRIPT)));
      await vscode.commands.executeCommand('advisoryTriage.previousPlace');
      assert.equal(editor.document.offsetAt(editor.selection.start), starts.at(-1));
    });

    it('lets a hostile text run nothing and lead nowhere', async () => {
      const { document } = await openReport(HOSTILE);
      const targets = (await links(document)).map(({ target }) => target);
      const clone = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      for (const target of targets) {
        if (target === undefined) continue;
        assert.ok(['revision', 'http', 'https', 'file', 'ghsa'].includes(target.scheme), target.toString());
        if (target.scheme === 'ghsa') assert.equal(target.path, document.uri.path);
        if (target.scheme === 'file') assert.ok(target.fsPath.startsWith(clone), target.toString());
        if (target.scheme === 'revision')
          assert.ok(
            !target.path.includes('..') && (JSON.parse(target.query) as { folder: string }).folder === clone,
            target.toString(),
          );
      }
      assert.ok(targets.some((target) => target?.scheme === 'revision' && target.fragment === 'L207'));
      await vscode.commands.executeCommand('advisoryTriage.openPreview', HOSTILE);
    });

    it('puts no word of a report into a notification, and no link that VS Code would follow', async () => {
      const text =
        'File "[Click to fix](command:workbench.action.files.newUntitledFile)", line 3, in f\nxfile:///etc/passwd _file://evil.example/share/x FILE:///etc/hosts';
      await wish({ wish: 'describe', ghsaId: HOSTILE.split('#')[1] ?? '', description: text });
      await access.inbox.refresh();
      const answers = new Answers();
      access.answerWith(answers);
      await vscode.commands.executeCommand('advisoryTriage.openPlace', HOSTILE, 0);
      assert.deepEqual(
        answers.asked.map((message) => /Click|command|newUntitled/.test(message)),
        [false],
      );
      const { document } = await openReport(HOSTILE);
      await until('the new text', () => document.getText().includes('xfile:'));
      assert.deepEqual(
        (await links(document)).filter(({ target }) => target?.scheme === 'file').map(({ target }) => target?.toString()),
        [],
      );
    });

    it('is in our own language whatever is associated with its name', async () => {
      const settings = vscode.workspace.getConfiguration('files');
      await settings.update(
        'associations',
        { '*.advisory': 'markdown', '*.md': 'markdown' },
        vscode.ConfigurationTarget.Workspace,
      );
      try {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`ghsa:/${LONG.replace('#', '/')}.advisory`));
        await until('the language', () =>
          vscode.workspace.textDocuments.some(
            (one) => one.uri.toString() === document.uri.toString() && one.languageId === 'advisory',
          ),
        );
      } finally {
        await settings.update('associations', undefined, vscode.ConfigurationTarget.Workspace);
      }
    });

    it('opens 64 KB at once', async () => {
      const { document } = await openReport(LONG);
      assert.ok(document.getText().length > 65_000);
      assert.ok((await links(document)).length > 0);
    });

    it('follows the advisory when it changes', async () => {
      const { document } = await openReport(UNPACK);
      await wish({
        wish: 'describe',
        ghsaId: UNPACK.split('#')[1] ?? '',
        description: 'Now it is `Lib/tarfile.py:207` on 3.13.1.',
      });
      await access.inbox.refresh();
      await until('the new text', () => document.getText().includes('Now it is'));
      const found = (await links(document)).filter(({ target }) => target?.scheme === 'revision');
      assert.deepEqual(
        found.map(({ target }) => target?.path),
        ['/Lib/tarfile.py'],
      );
    });

    it("never says that a conversation is empty which could not be read, nor shows one account's to another", async () => {
      const talked = access.inbox.store.all().find(({ comments }) => (comments ?? 0) > 2) ?? assert.fail();
      const key = `${talked.repository}#${talked.ghsaId}` as const;
      await signInAs('bruno-coord');
      await wish({
        wish: 'fault',
        fault: {
          kind: 'status',
          status: 502,
          count: 9,
          route: 'GET /repos/{owner}/{repo}/security-advisories/{ghsa_id}/comments',
        },
      });
      await vscode.commands.executeCommand('advisoryTriage.openConversation', key);
      const text = () => vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.match(text(), /It could not be read now: GitHub has trouble/);
      assert.doesNotMatch(text(), /There is no comment|^## /m);
      await wish({ wish: 'no-faults' });
      await signInAs(ME);
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
