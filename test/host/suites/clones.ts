import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { Answers, caseRow, CPYTHON, ME, openReport, revisionOf, servers, shown, signInAs, UNPACK, until, wish } from '../desk.ts';
import type { Behind } from '../world.ts';

/** Every file below a folder with its size and the time of its last change. */
async function listing(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const lines = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${file} ${size} ${mtimeMs}`;
    }),
  );
  return lines.sort();
}

async function useClone(clone: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('advisoryTriage')
    .update('clones', clone === undefined ? undefined : { [CPYTHON]: clone }, vscode.ConfigurationTarget.Global);
}

/** The clone that is there, that is not, that lacks something, and the process that reads it. */
export function clones(): void {
  describe('clones', () => {
    let access: TestAccess;
    let answers: Answers;
    before(async () => {
      access = await signInAs(ME);
    });
    beforeEach(() => {
      answers = new Answers();
      access.answerWith(answers);
    });
    afterEach(async () => {
      await useClone(undefined);
    });

    it('that lack a commit are left as they are: it is fetched into a folder of our own, when the person says so', async () => {
      const { clone, commit, path } = await wish<Behind>({ wish: 'behind' });
      const ghsaId = await wish<string>({ wish: 'report', repository: CPYTHON, summary: 'A link into the future' });
      const link = `https://github.com/${CPYTHON}/blob/${commit}/${path}#L2`;
      await wish({ wish: 'describe', ghsaId, description: `See ${link} for the call.` });
      await access.inbox.refresh();
      await until('the notice of it', () => answers.asked.length > 0);
      answers.asked.length = 0;
      const key = `${CPYTHON}#${ghsaId}` as const;
      await useClone(clone);
      await openReport(key);
      const before = await listing(clone);

      await vscode.commands.executeCommand('advisoryTriage.openPlace', key, 0);
      assert.deepEqual(answers.asked, ['The clone has no such revision. It may be newer than the clone.']);
      answers.press = (_, buttons) => buttons.find((button) => button.startsWith('Fetch'));
      answers.confirmation = false;
      await vscode.commands.executeCommand('advisoryTriage.openPlace', key, 0);
      assert.equal(answers.asked.at(-1), `Fetch ${commit.slice(0, 10)} from the remote "origin"?`);
      assert.equal(shown().scheme, 'ghsa');

      answers.confirmation = true;
      await vscode.commands.executeCommand('advisoryTriage.openPlace', key, 0);
      assert.equal(revisionOf(shown()).path, path);
      assert.equal(vscode.window.activeTextEditor?.selection.start.line, 1);
      assert.match(vscode.window.activeTextEditor.document.getText(), /^def ahead/);
      assert.deepEqual(await listing(clone), before);
      // What is checked out is still that of the clone.
      const { repository } = await access.places.of(access.inbox.store.get(key) ?? assert.fail());
      assert.ok((await repository?.commit('HEAD'))?.ok);

      // Now it is there, and nobody is asked again.
      const asked = answers.asked.length;
      await vscode.commands.executeCommand('advisoryTriage.openPlace', key, 0);
      assert.equal(answers.asked.length, asked);
    });

    it('that have not all branches say so', async () => {
      const { clone } = await wish<Behind>({ wish: 'behind' });
      await useClone(clone);
      await openReport(UNPACK);
      await until('the branches', () => caseRow(access, 'Branches')?.rows !== undefined);
      const labels = caseRow(access, 'Branches')?.rows?.map(({ label }) => label) ?? [];
      assert.equal(labels[0], 'main');
      assert.equal(labels.at(-1), 'Not in the clone');
      assert.match(caseRow(access, 'Branches', 'Not in the clone')?.description ?? '', /3\.14, 3\.13/);
    });

    it('that are no clone, or not there at all, are told of', async () => {
      for (const folder of ['/', join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'no-such-folder')]) {
        await useClone(folder);
        await openReport(UNPACK);
        await until('an answer', () => (caseRow(access, 'Places')?.rows?.length ?? 0) > 0);
        const rows = caseRow(access, 'Places', 'Leads nowhere')?.rows ?? [];
        assert.ok(rows.length > 0 && rows.every(({ description }) => (description ?? '').includes('clone')));
        assert.equal(caseRow(access, 'Branches'), undefined);
        for (const command of ['findSince', 'suggestExperts', 'exportPlaces'])
          await vscode.commands.executeCommand(`advisoryTriage.${command}`, UNPACK);
        assert.equal(answers.asked.length, 3);
        answers.asked.length = 0;
      }
    });

    it('are read anew by a new process when the one that read them dies', async () => {
      await openReport(UNPACK);
      await until('the branches', () => caseRow(access, 'Branches')?.rows !== undefined);
      const [server] = servers();
      assert.ok(server !== undefined);
      process.kill(server, 'SIGKILL');
      await until('its end', () => !servers().includes(server));
      await vscode.commands.executeCommand('advisoryTriage.refresh');
      await until('the branches again', () => caseRow(access, 'Branches')?.rows !== undefined);
      assert.equal(servers().length, 1);
    });

    it('are read by a new process when the one that reads them dies in the middle of it', async () => {
      await openReport(UNPACK);
      const advisory = access.inbox.store.get(UNPACK) ?? assert.fail();
      await access.places.of(advisory);
      const [server] = servers();
      assert.ok(server !== undefined);
      process.kill(server, 'SIGSTOP');
      access.places.forget();
      const looked = access.places.of(advisory);
      // It has been asked by then, and answers nothing.
      await new Promise((resolve) => setTimeout(resolve, 200));
      process.kill(server, 'SIGKILL');
      const known = await looked;
      assert.ok(!known.unanswered && known.places.length > 0);
      assert.ok(!servers().includes(server));
      assert.equal(servers().length, 1);
    });

    it('say so when no process that reads them can live', async () => {
      const advisory = access.inbox.store.get(UNPACK) ?? assert.fail();
      await openReport(UNPACK);
      access.places.forget();
      const killer = { rests: false };
      const killing = (async () => {
        while (!killer.rests) {
          for (const server of servers()) process.kill(server, 'SIGKILL');
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      })();
      try {
        assert.equal((await access.places.of(advisory)).unanswered, true);
        await until('the row', () => caseRow(access, 'Places')?.description?.startsWith('could not be looked up') === true);
        await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK);
        assert.deepEqual(answers.asked, ['The places could not be looked up. Refresh to try again.']);
      } finally {
        killer.rests = true;
        await killing;
      }
      await vscode.commands.executeCommand('advisoryTriage.refresh');
      await until('the branches', () => caseRow(access, 'Branches')?.rows !== undefined);
      assert.equal(servers().length, 1);
    });

    it('are asked again for whoever waited while a refresh came in between', async () => {
      await openReport(UNPACK);
      const advisory = access.inbox.store.get(UNPACK) ?? assert.fail();
      access.places.forget();
      const waiting = [access.places.of(advisory), access.places.branches(advisory)] as const;
      await vscode.commands.executeCommand('advisoryTriage.refresh');
      const [known, table] = await Promise.all(waiting);
      assert.equal(known.unanswered, false);
      assert.ok(known.places.length > 0);
      assert.ok(table !== null && table.rows.length > 0);
    });
  });
}
