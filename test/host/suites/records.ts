import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { type Answers, COOKIES, CPYTHON, openReport, shown, until } from '../desk.ts';
import {
  answering,
  beginSuite,
  beginTest,
  closeTabs,
  filesWith,
  freshReport,
  idOf,
  nothingHeard,
  type Overheard,
  run,
  storageSeen,
  TITLE,
  write,
  written,
} from '../writing-desk.ts';

const ISSUE = `https://github.com/${CPYTHON}/issues/90501`;
const COMMIT = `https://github.com/${CPYTHON}/commit/${'ab'.repeat(20)}`;
const PULL = `https://github.com/${CPYTHON}/pull/90502`;

/** Records of an advisory, as documents that are looked at before they are given away. */
export function records(): void {
  describe('records', () => {
    let access: TestAccess;
    let answers: Answers;
    let overheard: Overheard;
    before(async () => {
      access = await beginSuite();
    });
    beforeEach(async () => {
      ({ answers, overheard } = await beginTest(access));
    });
    afterEach(async () => {
      nothingHeard({ answers, overheard });
      await closeTabs();
      assert.deepEqual(await written(), []);
    });

    /** Exports as a kind, naming an address where one is asked for. @returns the document, or undefined where none came */
    async function exported(kind: string, key: AdvisoryKey, address?: string): Promise<vscode.TextDocument | undefined> {
      await openReport(key);
      answers.choose = (kinds) => kinds.find((one) => one === kind);
      if (address !== undefined) answers.inputs.push(address);
      await run('exportRecord', key);
      return shown().path.startsWith('/records/') ? vscode.window.activeTextEditor?.document : undefined;
    }

    for (const [kind, name, language, address] of [
      ['CVE record', 'CVE-2026-0672.json', 'json', ISSUE],
      ['OSV record', 'CVE-2026-0672.json', 'json', COMMIT],
      ['CSAF document', 'cve-2026-0672.json', 'json', undefined],
      ['Announcement', undefined, 'advisory', PULL],
      ['Public issue', 'GHSA-j9qp-ccv8-27hq.issue.md', 'advisory', undefined],
      ['GitHub’s own JSON', 'GHSA-j9qp-ccv8-27hq.json', 'json', undefined],
    ] as const)
      it(`are made as ${kind}, and opened as a document that cannot be written`, async () => {
        const document = (await exported(kind, COOKIES, address)) ?? assert.fail(answers.details.join());
        if (name !== undefined && kind !== 'OSV record') assert.equal(document.uri.path, `/records/${name}`);
        assert.equal(document.languageId, language);
        if (language === 'json') assert.ok(typeof JSON.parse(document.getText()) === 'object');
        assert.ok(document.getText().length > 100);
        assert.equal((await vscode.workspace.fs.stat(document.uri)).permissions, vscode.FilePermission.Readonly);
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          20,
        );
        assert.equal(lenses[0]?.command?.command, 'advisoryTriage.saveRecord');
      });

    it('say what is missing where none can be made, and open nothing', async () => {
      const key = await freshReport(access);
      answers = answering(access);
      for (const [kind, wants] of [
        [
          'CVE record',
          ['a CVE id', 'the affected versions', 'a public reference: the announcement, the issue, the pull request or a commit'],
        ],
        ['OSV record', ['a CVE id', 'the affected versions']],
        ['CSAF document', ['a CVE id', 'the affected versions']],
        ['Announcement', ['a CVE id', 'a severity', 'the public pull request with the fix']],
        ['NEWS entry', ['the folder in which the product keeps its NEWS entries', 'the number of the public issue']],
      ] as const) {
        assert.equal(await exported(kind, key), undefined);
        assert.equal(answers.asked.at(-1), `No ${kind} can be made of ${idOf(key)} yet.`);
        assert.equal(answers.details.at(-1), wants.map((one) => `• It wants ${one}.`).join('\n'));
      }
    });

    it('of a CVE say what the document says now, sent or not, and nothing of a private fork', async () => {
      await write(COOKIES, ['title: Header injection in http.cookies.Morsel', 'title: Quagga injection']);
      try {
        const document = (await exported('CVE record', COOKIES, ISSUE)) ?? assert.fail();
        const record = JSON.parse(document.getText()) as {
          cveMetadata: { cveId: string };
          containers: { cna: { title: string; references: { url: string }[]; problemTypes: object[]; metrics: object[] } };
        };
        assert.equal(record.cveMetadata.cveId, 'CVE-2026-0672');
        const { title, references, problemTypes, metrics } = record.containers.cna;
        assert.deepEqual([title, references.map(({ url }) => url)], ['Quagga injection', [ISSUE]]);
        assert.deepEqual([problemTypes.length, metrics.length], [1, 1]);
        assert.doesNotMatch(document.getText(), /ghsa-j9qp/i);
      } finally {
        await run('discardChanges', COOKIES);
      }
    });

    it('are on no disk before they are saved', async () => {
      const key = await freshReport(access, { description: 'The palimpsest is a quagga of zirconium.' });
      answers = answering(access);
      const folder = await storageSeen(async () => {
        await write(key, [TITLE, 'Quagga leak']);
      });
      const clone = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail();
      const before = (await readdir(clone, { recursive: true })).length;
      const document = (await exported('Public issue', key)) ?? assert.fail(answers.details.join());
      assert.match(document.getText(), /quagga of zirconium/);
      assert.equal((await readdir(clone, { recursive: true })).length, before);
      await until(
        'no file with it',
        async () => (await filesWith(dirname(dirname(dirname(folder))), ['quagga of zirconium'])).length === 0,
      );
    });

    it('are written to the file that the person names, and to no other', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'at-record-'));
      try {
        const document = (await exported('CVE record', COOKIES, ISSUE)) ?? assert.fail();
        await run('saveRecord');
        assert.equal(answers.asked.at(-1), 'Save record as');
        assert.deepEqual(await readdir(folder), []);
        answers.file = vscode.Uri.file(join(folder, 'record.json'));
        access.answerWith(answers);
        await run('saveRecord');
        assert.deepEqual(await readdir(folder), ['record.json']);
        assert.equal(await readFile(join(folder, 'record.json'), 'utf8'), document.getText());
        assert.equal(shown().fsPath, answers.file.fsPath);
        // What is in front now is an ordinary file.
        await run('saveRecord');
        assert.equal(answers.asked.at(-1), 'Export a record first.');
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('are made of a draft of one’s own, too', async () => {
      answers.choose = (names) => names.find((name) => name.includes('From the Template') || name === CPYTHON);
      await run('newDraft');
      answers.choose = (kinds) => kinds.find((kind) => kind === 'CVE record');
      await run('exportRecord');
      assert.equal(answers.asked.at(-1), 'No CVE record can be made of this draft yet.');
      await run('deleteDraft');
    });
  });
}
