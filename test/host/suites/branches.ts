import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { Answers, caseRow, ME, openReport, placeAt, revisionOf, shown, signInAs, UNPACK, until } from '../desk.ts';

const FRAME = 'line 142, in unpack_archive';
const NOWHERE = 'poc.py';

/** What can be done with a place on the branches, and with all places of a report. */
export function branches(): void {
  describe('places on branches', () => {
    let access: TestAccess;
    let answers: Answers;
    let frame: number;
    before(async () => {
      access = await signInAs(ME);
      await openReport(UNPACK);
      frame = await placeAt(access, UNPACK, FRAME);
    });
    beforeEach(() => {
      answers = new Answers();
      access.answerWith(answers);
    });

    it('open on the branch that is picked, at the line where the code is there', async () => {
      // It stands there as on the branch that is checked out; what may be edited is not what was asked for.
      answers.choose = (labels) => labels.find((label) => label.endsWith(' 3.13'));
      await vscode.commands.executeCommand('advisoryTriage.openOnBranch', UNPACK, frame);
      assert.deepEqual(answers.asked, ['Open on branch']);
      assert.equal(revisionOf(shown()).name, '3.13');
      assert.equal(revisionOf(shown()).path, 'Lib/shutil.py');
      assert.equal(vscode.window.activeTextEditor?.selection.start.line, 145);
      // The tab tells the branch, also when it is shown again.
      await vscode.commands.executeCommand('advisoryTriage.openOnBranch', UNPACK, frame, '3.13');
      assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, 'shutil.py (3.13)');
    });

    it('open as the working file where the branch is the one that is checked out', async () => {
      await vscode.commands.executeCommand('advisoryTriage.openOnBranch', UNPACK, frame, 'main');
      assert.deepEqual(answers.asked, []);
      assert.equal(shown().scheme, 'file');
      assert.equal(vscode.window.activeTextEditor?.selection.start.line, 145);
    });

    it('are those under the cursor of the report, and of a row of the case', async () => {
      const editor = await openReport(UNPACK);
      const at = editor.document.positionAt(editor.document.getText().indexOf(FRAME));
      editor.selection = new vscode.Selection(at, at);
      answers.choose = (labels) => labels.find((label) => label.endsWith(' 3.12'));
      await vscode.commands.executeCommand('advisoryTriage.openOnBranch', UNPACK);
      assert.deepEqual(answers.asked, ['Open on branch']);
      assert.equal(revisionOf(shown()).name, '3.12');
      assert.equal(vscode.window.activeTextEditor?.selection.start.line, 141);

      await until('the branches', () => caseRow(access, 'Branches')?.rows !== undefined);
      const command = caseRow(access, 'Branches', '3.13', 'shutil.py:142')?.command ?? assert.fail('no row');
      await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as readonly unknown[]));
      assert.equal(revisionOf(shown()).name, '3.13');
      assert.equal(vscode.window.activeTextEditor.selection.start.line, 145);
      assert.equal(answers.asked.length, 1);
    });

    it('can be compared with the affected version', async () => {
      answers.choose = (labels) => labels.find((label) => label.endsWith(' 3.13'));
      await vscode.commands.executeCommand('advisoryTriage.compareWithBranch', UNPACK, frame);
      const input = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      await until('the comparison', () => input() instanceof vscode.TabInputTextDiff);
      const diff = input();
      assert.ok(diff instanceof vscode.TabInputTextDiff);
      assert.equal(revisionOf(diff.original).name, 'v3.12.7');
      assert.equal(revisionOf(diff.modified).name, '3.13');
      assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, 'shutil.py (v3.12.7 ↔ 3.13)');
    });

    it('can be peeked at, where an editor is open', async () => {
      await openReport(UNPACK);
      await vscode.commands.executeCommand('advisoryTriage.peekOnBranches', UNPACK, frame);
      await vscode.commands.executeCommand('closeReferenceSearch');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('advisoryTriage.peekOnBranches', UNPACK, frame);
      assert.match(answers.asked.join(), /^Open the report or some code first/);
    });

    it('are refused where they lead nowhere, without a word of the report', async () => {
      const nowhere = await placeAt(access, UNPACK, NOWHERE);
      for (const command of ['openOnBranch', 'compareWithBranch', 'peekOnBranches'])
        await vscode.commands.executeCommand(`advisoryTriage.${command}`, UNPACK, nowhere);
      assert.equal(answers.asked.length, 3);
      assert.ok(answers.asked.every((message) => message.includes('leads nowhere') && !message.includes(NOWHERE)));
    });

    it('say since when the code is there, as a range to copy', async () => {
      await vscode.env.clipboard.writeText('');
      const buttons: string[] = [];
      answers.press = (_, offered) => {
        buttons.push(...offered);
        return 'Copy Range';
      };
      await vscode.commands.executeCommand('advisoryTriage.findSince', UNPACK);
      assert.deepEqual(buttons, ['Copy Range']);
      const range = /^The code is there since 3\.11\.0\. Proposed affected range: (>= 3\.11\.0, .*\d\S*)\.$/.exec(
        answers.asked[0] ?? '',
      );
      assert.ok(range, 'another notice');
      assert.equal(await vscode.env.clipboard.readText(), range[1]);
    });

    it('name owners and authors to ask, and copy the one that is chosen', async () => {
      await vscode.env.clipboard.writeText('');
      let offered: readonly string[] = [];
      answers.choose = (labels) => {
        offered = labels;
        return labels.find((label) => label.includes('Mei-Ling'));
      };
      await vscode.commands.executeCommand('advisoryTriage.suggestExperts', UNPACK);
      assert.match(answers.asked[0] ?? '', /part of the embargo/);
      assert.deepEqual(
        ['@grace-admin', '@dev-noel', 'Mei-Ling Sato', 'Priya Raman'].filter(
          (name) => !offered.some((label) => label.endsWith(` ${name}`)),
        ),
        [],
      );
      assert.equal(await vscode.env.clipboard.readText(), 'Mei-Ling Sato');
    });

    it('are exported as SARIF that tells nothing of the report', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'at-sarif-'));
      try {
        answers.file = vscode.Uri.file(join(folder, 'places.sarif'));
        await vscode.commands.executeCommand('advisoryTriage.exportPlaces', UNPACK);
        const text = await readFile(answers.file.fsPath, 'utf8');
        const log = JSON.parse(text) as { version: string; runs: { results: unknown[] }[] };
        assert.equal(log.version, '2.1.0');
        assert.equal(log.runs[0]?.results.length, 5);
        const { title, description } = access.inbox.store.get(UNPACK) ?? assert.fail();
        const words = (description ?? '')
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line.length > 12);
        assert.deepEqual(
          [title, ...words].filter((one) => text.includes(one)),
          [],
        );
        assert.match(answers.asked.at(-1) ?? '', /keep it to yourself/);
        answers.file = undefined;
        await vscode.commands.executeCommand('advisoryTriage.exportPlaces', UNPACK);
        assert.doesNotMatch(answers.asked.at(-1) ?? '', /exported/);
        answers.file = vscode.Uri.file(join(folder, 'no', '\0', 'such'));
        await vscode.commands.executeCommand('advisoryTriage.exportPlaces', UNPACK);
        assert.match(answers.asked.at(-1) ?? '', /could not be written/);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
