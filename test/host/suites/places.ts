import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import {
  Answers,
  caseRow,
  CPYTHON,
  ME,
  openReport,
  placeAt,
  positionOf,
  revisionOf,
  servers,
  shown,
  signInAs,
  UNPACK,
  until,
  wish,
} from '../desk.ts';

const FRAME = 'line 142, in unpack_archive';

/** The texts of the hovers at a text of a report, without the escapes of Markdown. */
async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionOf(document, text),
  );
  const markdown = hovers.flatMap(({ contents }) => contents).filter((one) => one instanceof vscode.MarkdownString);
  assert.ok(markdown.every(({ isTrusted, supportHtml }) => isTrusted !== true && supportHtml !== true));
  return markdown.map(({ value }) => value.replace(/\\([^\w\s])/g, '$1')).join('\n');
}

/** The places of a report: what leads to code, and what is seen of it in the Case view and in code. */
export function places(): void {
  describe('places', () => {
    let access: TestAccess;
    before(async () => {
      access = await signInAs(ME);
    });

    it('are found in one process of their own, started by the first report', async () => {
      await openReport(UNPACK);
      await access.places.of(access.inbox.store.get(UNPACK) ?? assert.fail());
      assert.equal(servers().length, 1);
    });

    it('are defined at the affected version', async () => {
      const { document } = await openReport(UNPACK);
      const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        positionOf(document, FRAME),
      );
      assert.equal(found.length, 1);
      const { targetUri, targetRange, originSelectionRange } = found[0] ?? assert.fail();
      assert.equal(revisionOf(targetUri).name, 'v3.12.7');
      assert.equal(revisionOf(targetUri).path, 'Lib/shutil.py');
      assert.equal(targetRange.start.line + 1, 142);
      assert.ok(originSelectionRange && document.getText(originSelectionRange).endsWith(FRAME));
    });

    it('have references on the branches', async () => {
      const { document } = await openReport(UNPACK);
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        document.uri,
        positionOf(document, FRAME),
      );
      const lines = new Map(
        found.map(({ uri, range }) => [revisionOf(uri).name, `${revisionOf(uri).path}:${range.start.line + 1}`]),
      );
      assert.equal(lines.get('v3.12.7'), 'Lib/shutil.py:142');
      assert.equal(lines.get('main'), 'Lib/shutil.py:146');
      assert.equal(lines.get('3.13'), 'Lib/shutil.py:146');
      assert.equal(lines.get('3.12'), 'Lib/shutil.py:142');
    });

    it('hover with the code, who changed it last, and a line for each branch', async () => {
      const { document } = await openReport(UNPACK);
      const text = await hoverAt(document, FRAME);
      assert.match(text, /\*\*Lib\/shutil\.py\*\* at v3\.12\.7/);
      assert.match(text, /^> 142 .*os\.fspath\(filename\)/m);
      assert.match(text, /Last changed there by Mei-Ling Sato, 2021-02-19 \([0-9a-f]{10}\)/);
      assert.match(text, /^- main, .*3\.13: moved to line 146$/m);
      assert.match(text, /^- 3\.12.*: the same$/m);
    });

    it('stand in the case by file, with what became of them on the branches', async () => {
      await openReport(UNPACK);
      await until('the branches', () => caseRow(access, 'Branches')?.rows !== undefined);
      const file = caseRow(access, 'Places', 'Lib/shutil.py')?.rows ?? [];
      assert.deepEqual(
        file.map(({ label }) => label),
        ['133 unpack_archive', '142 unpack_archive', '96 _unpack_zipfile', '89'],
      );
      const frame = file.find(({ label }) => label === '142 unpack_archive');
      const tooltip = typeof frame?.tooltip === 'string' ? frame.tooltip : '';
      assert.match(tooltip, /^Lib\/shutil\.py, line 142, at v3\.12\.7\n/);
      assert.match(tooltip, /^main: moved to line 146$/m);
      assert.match(frame?.spoken ?? '', /line 142, at v3\.12\.7, unpack_archive.*3\.12: the same/);
      const [nowhere] = caseRow(access, 'Places', 'Leads nowhere')?.rows ?? [];
      assert.match(nowhere?.description ?? '', /^There is no /);

      const main = caseRow(access, 'Branches', 'main');
      assert.equal(main?.description, 'likely affected');
      assert.match(main.spoken ?? '', /^main, likely affected\. All 5 places are there/);
      assert.deepEqual(main.rows?.map(({ label, description }) => `${label} ${description}`).slice(1, 2), [
        'shutil.py:142 moved to line 146',
      ]);
      assert.ok(caseRow(access, 'Branches', '3.13'));
    });

    it('are marked in code of any revision and in working files, while their advisory is selected', async () => {
      await vscode.commands.executeCommand('advisoryTriage.openOnBranch', UNPACK, await placeAt(access, UNPACK, FRAME), '3.13');
      const marked = () => {
        const editor = vscode.window.activeTextEditor;
        return editor ? access.marks.in(editor).map(({ start }) => start.line + 1) : [];
      };
      await until('the marks of a revision', () => marked().length > 0);
      assert.deepEqual(
        [...new Set(marked())].sort((a, b) => a - b),
        [93, 100, 137, 146],
      );

      const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder');
      await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'Lib', 'shutil.py'));
      await until('the marks of a working file', () => marked().includes(146));
      access.caseTree.select(undefined);
      await until('the marks to go', () => marked().length === 0);
      access.caseTree.select(UNPACK);
      await until('the marks to come back', () => marked().includes(146));
    });

    it('move with the text that is typed above them', async () => {
      const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
      assert.equal(editor.document.uri.scheme, 'file');
      const before = await vscode.workspace.fs.readFile(editor.document.uri);
      const mark = () => access.marks.in(editor).map(({ start }) => start.line + 1);
      try {
        await editor.edit((edit) => {
          edit.insert(new vscode.Position(0, 0), '# one more line\n');
        });
        await until('the mark to move', () => mark().includes(147) && !mark().includes(146));
      } finally {
        // VS Code in the browser saves by itself.
        await vscode.commands.executeCommand('workbench.action.files.revert');
        await vscode.workspace.fs.writeFile(editor.document.uri, before);
      }
    });

    it('are looked up at the version that the person chooses, which is remembered', async () => {
      const answers = new Answers();
      access.answerWith(answers);
      answers.choose = (labels) => labels.find((label) => label.endsWith(' 3.13.1') || label.endsWith(' v3.13.1'));
      await vscode.commands.executeCommand('advisoryTriage.chooseAffected', UNPACK);
      assert.deepEqual(answers.asked, ['Which version is affected?']);
      await until('the version', () => caseRow(access, 'Places', 'Looked up at v3.13.1') !== undefined);
      assert.equal(caseRow(access, 'Places', 'Looked up at v3.13.1')?.description, 'chosen by you');
      const { document } = await openReport(UNPACK);
      assert.match(await hoverAt(document, FRAME), /at v3\.13\.1/);
      await vscode.commands.executeCommand('advisoryTriage.refresh');
      await until('the version after a refresh', () => caseRow(access, 'Places', 'Looked up at v3.13.1') !== undefined);

      answers.choose = (labels) => labels[0];
      await vscode.commands.executeCommand('advisoryTriage.chooseAffected', UNPACK);
      await until('the version of the report', () => caseRow(access, 'Places', 'Looked up at v3.12.7') !== undefined);
    });

    it('ask once for a version where the report gives a line and none', async () => {
      const ghsaId = await wish<string>({ wish: 'report', repository: CPYTHON, summary: 'A line and no version' });
      await wish({ wish: 'describe', ghsaId, description: 'It is in Lib/tarfile.py:207, always.' });
      await access.inbox.refresh();
      const key = `${CPYTHON}#${ghsaId}` as const;
      const answers = new Answers();
      access.answerWith(answers);
      await vscode.commands.executeCommand('advisoryTriage.openPlace', key, 0);
      assert.deepEqual(answers.asked, ['Which version is affected?']);
      assert.match(shown().path, /Lib\/tarfile\.py$/);
      // It was put away: nobody is asked again, and the file as a whole is shown.
      await vscode.commands.executeCommand('advisoryTriage.openPlace', key, 0);
      assert.equal(answers.asked.length, 1);
      answers.choose = (labels) => labels.find((label) => label.endsWith(' 3.13.1') || label.endsWith(' v3.13.1'));
      await vscode.commands.executeCommand('advisoryTriage.chooseAffected', key);
      await vscode.commands.executeCommand('advisoryTriage.openPlace', key, 0);
      assert.equal(vscode.window.activeTextEditor?.selection.start.line, 206);
      assert.equal(revisionOf(shown()).name, 'v3.13.1');
    });
  });
}
