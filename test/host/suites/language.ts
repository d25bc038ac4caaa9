import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { type Answers, caseRow, ME, openReport, positionOf, until, wish } from '../desk.ts';
import {
  beginOnReport,
  beginSuite,
  idOf,
  nothingHeard,
  type Overheard,
  refreshed,
  run,
  savedByItself,
  SECRET,
  type,
  unsent,
} from '../writing-desk.ts';

const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:L';
const BODY = 'Thanks @lena-reports.\n\n## Impact\n\nThe palimpsest.   \n\n```py\nx = 1\ny = 2\n```\n\n## Fix\n\nNone.\n';

/** What the editor knows about the document of an advisory while it is written. */
export function language(): void {
  describe('the language of an advisory', () => {
    let access: TestAccess;
    let answers: Answers;
    let overheard: Overheard;
    let key: AdvisoryKey;
    let editor: vscode.TextEditor;
    let uri: vscode.Uri;
    before(async () => {
      access = await beginSuite();
    });
    beforeEach(async () => {
      ({ key, answers, overheard } = await beginOnReport(access, {
        state: 'draft',
        submissionAccepted: true,
        summary: 'CVE-2026-0001: Zirconium leak.',
        cvssVector: VECTOR,
        cweIds: ['CWE-79'],
        vulnerabilities: [
          {
            ...{ ecosystem: 'other', name: 'CPython', vulnerableVersionRange: '< 3.13.14', patchedVersions: null },
            vulnerableFunctions: ['tarfile.TarFile.extractall'],
          },
        ],
        credits: [
          { login: 'lena-reports', type: 'reporter', state: 'accepted' },
          { login: ME, type: 'coordinator', state: 'accepted' },
        ],
        description: BODY,
      }));
      editor = await openReport(key);
      uri = editor.document.uri;
      await until('the findings', () => codes().includes('not-ready'));
    });
    afterEach(() => {
      nothingHeard({ answers, overheard });
    });

    const ask = async <T>(provider: string, ...args: unknown[]): Promise<T> => {
      const answer = await vscode.commands.executeCommand<T>(`vscode.execute${provider}`, uri, ...args);
      return answer;
    };
    const findings = () => vscode.languages.getDiagnostics(uri);
    const codes = () => findings().map(({ code }) => (typeof code === 'string' ? code : ''));
    const behind = (text: string) => positionOf(editor.document, text).translate(0, text.length - 1);

    async function offered(at: vscode.Position): Promise<readonly string[]> {
      const { items } = await ask<vscode.CompletionList>('CompletionItemProvider', at);
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    }
    async function fixes(code: string): Promise<readonly vscode.CodeAction[]> {
      const { range } = findings().find((one) => one.code === code) ?? assert.fail(`no finding ${code}`);
      return ask<vscode.CodeAction[]>('CodeActionProvider', range);
    }

    it('finds what is wrong, and follows what is typed', async () => {
      assert.deepEqual(codes().sort(), ['cvss-not-v4', 'not-ready', 'title-cve', 'title-full-stop']);
      assert.ok(findings().every(({ source, message }) => source === 'advisory' && !SECRET.test(message)));
      await type(editor, '- CWE-79', '- CWE-99999');
      await until('the finding', () => codes().includes('cwe-unknown'));
      await type(editor, '- CWE-99999', '- CWE-79');
      await until('it to go', () => !codes().includes('cwe-unknown'));
    });

    it('asks GitHub, after a while, for a login that nobody here knows', async () => {
      await type(editor, '    type: coordinator', '    type: coordinator\n  - login: quagga-nobody\n    type: analyst');
      await until('the finding', () => codes().includes('login-unknown'));
      await type(editor, 'quagga-nobody', 'sol-passerby');
      await until('it to go', () => !codes().includes('login-unknown'));
    });

    it('says of readiness what the Case view says', () => {
      access.caseTree.select(key);
      const label = access.caseTree.getChildren().find((row) => row.label.startsWith('Next: '))?.label ?? assert.fail();
      const missing = caseRow(access, label)?.rows?.filter((row) => row.label.startsWith('Missing: ')) ?? [];
      const later = caseRow(access, label, 'Later')?.rows ?? [];
      assert.ok(missing.length > 0 && later.length > 0);
      assert.equal(
        findings().find(({ code }) => code === 'not-ready')?.message,
        [
          `${label}.`,
          `Missing: ${missing.map((row) => row.label.slice('Missing: '.length)).join('; ')}.`,
          `Later: ${later.map((row) => row.label).join('; ')}.`,
        ].join(' '),
      );
    });

    it('finds nothing in what is no advisory to be written', async () => {
      await run('openConversation', key);
      const conversation = vscode.window.activeTextEditor?.document ?? assert.fail();
      await run('compareWithGitHub', key);
      const held = vscode.workspace.textDocuments.find(({ uri: { path } }) => path.endsWith(`${idOf(key)}.github.advisory`));
      assert.ok(held);
      // Whatever comes after them has been looked at when this has.
      await type(await openReport(key), 'Zirconium leak.', 'Zirconium leak');
      await until('the finding to go', () => !codes().includes('title-full-stop'));
      for (const document of [conversation, held]) {
        assert.equal(document.languageId, 'advisory');
        assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
      }
    });

    it('offers keys, weaknesses by their words, and people', async () => {
      await type(editor, 'cvss: ', '\ncvss: ');
      assert.deepEqual(await offered(new vscode.Position(2, 0)), ['cve']);
      await type(editor, '\ncvss: ', 'cvss: ');
      await type(editor, '  - CWE-79', '  - path traversal');
      assert.equal((await offered(behind('- path traversal')))[0], 'CWE-22');
      await type(editor, '  - path traversal', '  - CWE-79');
      await type(editor, '    type: coordinator', '    type: coordinator\n  - login: b');
      const people = await offered(behind('- login: b'));
      assert.ok(people.includes('bruno-coord'));
      assert.ok(!people.includes('lena-reports') && !people.includes(ME), 'somebody is offered who has a credit already');
    });

    it('tells at a vector what it says, and what it scores', async () => {
      const hovers = await ask<vscode.Hover[]>('HoverProvider', positionOf(editor.document, VECTOR));
      const markdown = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
      assert.ok(markdown.every(({ isTrusted, supportHtml }) => isTrusted !== true && supportHtml !== true));
      const text = markdown.map(({ value }) => value).join('\n');
      assert.match(text, /9\.4/);
      assert.match(text, /Attack Vector[^]*Network[^]*Confidentiality/);
    });

    it('mends what it finds, in the text and in nothing else', async () => {
      const fix = (await fixes('title-full-stop')).find(({ title }) => title === 'Remove the full stop') ?? assert.fail();
      assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
      await until('the finding to go', () => !codes().includes('title-full-stop'));
      assert.match(editor.document.getText(), /^title: "CVE-2026-0001: Zirconium leak"$/m);
      await savedByItself(editor.document);
      assert.equal(unsent(access, key)?.length, 1);
      const [score] = (await fixes('cvss-not-v4')).filter(({ command }) => command?.command === 'advisoryTriage.score');
      assert.equal(score?.command?.arguments?.[0], key);
      assert.ok((await fixes('title-cve')).some(({ command }) => command?.command === 'advisoryTriage.explainFinding'));
    });

    it('renames a login wherever it stands, and refuses what is none', async () => {
      const at = behind('login: lena-reports');
      const edit = await ask<vscode.WorkspaceEdit>('DocumentRenameProvider', at, 'omar-reports');
      assert.ok(await vscode.workspace.applyEdit(edit));
      const text = editor.document.getText();
      assert.match(text, /- login: omar-reports\n {4}type: reporter/);
      assert.match(text, /^Thanks @omar-reports\.$/m);
      assert.match(text, /^reporter: lena-reports$/m);
      await assert.rejects(() => ask('DocumentRenameProvider', behind('login: omar-reports'), 'no login'));
      await assert.rejects(() => ask('DocumentRenameProvider', behind('login: omar-reports'), ME));
    });

    it('stands over the front matter with what can be done', async () => {
      const titles = async () => {
        const lenses = await ask<vscode.CodeLens[]>('CodeLensProvider', 20);
        return lenses.map(({ command }) => [command?.title, command?.command, command?.arguments?.[0]] as const);
      };
      const [who, score, found, held] = await titles();
      assert.deepEqual(who, ['Coordinator: you · Hand over', 'advisoryTriage.handOver', key]);
      assert.deepEqual(score, ['CVSS 3.1 9.4 Critical · Change', 'advisoryTriage.score', key]);
      assert.deepEqual(found?.slice(0, 2), ['4 findings', 'advisoryTriage.showFindings']);
      assert.match(held?.[0] ?? '', /^What GitHub has, read \d\d:\d\d$/);
      await type(editor, 'Zirconium leak.', 'Zirconium flood.');
      await savedByItself(editor.document);
      await until('the lens', async () => (await titles()).some(([title]) => title === '1 unsent change · Send to GitHub…'));
      await wish({ wish: 'edit', ghsaId: idOf(key), change: { cweIds: ['CWE-59'] } });
      await refreshed(access);
      await until('the lens', async () => (await titles()).some(([title]) => title?.startsWith('GitHub has changed') === true));
      assert.ok((await titles()).every(([title]) => !SECRET.test(title ?? '')));
    });

    it('folds lists, code and sections, and outlines them', async () => {
      const folds = (await ask<vscode.FoldingRange[]>('FoldingRangeProvider')).map(({ start, end }) => `${start}-${end}`);
      const lines = editor.document.getText().split('\n');
      const line = (text: string, from = 0) => lines.indexOf(text, from);
      const code = line('```', line('```py'));
      for (const fold of [
        `0-${line('---', 1)}`,
        `${line('credits:')}-${line('collaborators:') - 1}`,
        `${line('```py')}-${code}`,
        `${line('## Impact')}-${code}`,
      ])
        assert.ok(folds.includes(fold), `${fold} is not among ${folds.join()}`);
      const symbols = await ask<vscode.DocumentSymbol[]>('DocumentSymbolProvider');
      const names = symbols.map(({ name }) => name);
      assert.deepEqual(
        ['title', 'cvss', 'credits', 'Impact', 'Fix'].filter((name) => !names.includes(name)),
        [],
      );
      assert.deepEqual(
        symbols.find(({ name }) => name === 'credits')?.children.map(({ name }) => name),
        ['lena-reports', ME],
      );
    });

    it('tidies the front matter and leaves the description alone', async () => {
      await type(editor, 'cwe:\n  - CWE-79', 'cwe:\n- cwe-79   ');
      const before = editor.document.getText();
      const edits = await ask<vscode.TextEdit[]>('FormatDocumentProvider', { tabSize: 2, insertSpaces: true });
      const edit = new vscode.WorkspaceEdit();
      edit.set(uri, edits);
      assert.ok(await vscode.workspace.applyEdit(edit));
      const after = editor.document.getText();
      assert.match(after, /^cwe:\n {2}- CWE-79\n/m);
      const body = (text: string) => text.slice(text.indexOf('\n---\n', 4));
      assert.equal(body(after), body(before));
      assert.ok(body(after).includes('palimpsest.   \n'));
    });
  });
}
