import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { type Answers, labels, openReport, section, until, wish } from '../desk.ts';
import type { Edit } from '../world.ts';
import {
  answering,
  beginOnReport,
  beginSuite,
  closeTabs,
  heldBy,
  idOf,
  nothingHeard,
  type Overheard,
  refreshed,
  run,
  savedByItself,
  tabs,
  TEXT,
  textOf,
  TITLE,
  type,
  unsent,
  write,
  written,
} from '../writing-desk.ts';

const AUDIENCE = 'Seen by lena-reports (reporter), team psrt, administrators and security managers of the repository.';

/** From a document to GitHub: what is asked, what is sent, and what others wrote meanwhile. */
export function sending(): void {
  describe('sending to GitHub', () => {
    let access: TestAccess;
    let answers: Answers;
    let overheard: Overheard;
    let key: AdvisoryKey;
    before(async () => {
      access = await beginSuite();
    });
    beforeEach(async () => {
      await closeTabs();
      ({ key, answers, overheard } = await beginOnReport(access));
    });
    afterEach(() => {
      nothingHeard({ answers, overheard });
    });

    const somebody = (change: Edit): Promise<void> => wish({ wish: 'edit', ghsaId: idOf(key), change });

    it('asks with every change and everybody who sees it, and sends nothing else', async () => {
      const { document } = await write(key, [TITLE, 'Quagga leak\ncwe:\n  - CWE-22'], ['read twice', 'read thrice']);
      await run('sendToGitHub', key);
      assert.deepEqual(answers.asked, [`Send these 3 changes of ${idOf(key)} to GitHub?`]);
      assert.deepEqual(answers.details, [
        [`• title: “${TITLE}” → “Quagga leak”`, '• CWE: + CWE-22', '• description: 1 line changed', '', AUDIENCE].join('\n'),
      ]);
      assert.deepEqual(await written(), [['PATCH', ['cwe_ids', 'description', 'summary']]]);
      const { summary, cweIds, description, credits, state } = await heldBy(key);
      assert.deepEqual([summary, cweIds, credits, state], ['Quagga leak', ['CWE-22'], [], 'triage']);
      assert.equal(description, TEXT.replace('read twice', 'read thrice'));

      assert.equal(unsent(access, key), undefined);
      assert.ok(labels(access, section(access, 'Unassigned')).includes('Quagga leak'));
      await until('the text to be as it is held', async () => document.getText() === (await textOf(key)));
      assert.ok(!document.isDirty);
      // Once more there is nothing to send.
      answers = answering(access);
      await run('sendToGitHub', key);
      assert.deepEqual(answers.asked, [`GitHub holds all of this already: nothing was sent for ${idOf(key)}.`]);
      assert.equal((await written()).length, 1);
    });

    it('sends nothing before a yes, and lets the differences be looked at first', async () => {
      await write(key, [TITLE, 'Quagga leak']);
      answers.verb = () => undefined;
      await run('sendToGitHub', key);
      assert.deepEqual(answers.asked, [`Send this change of ${idOf(key)} to GitHub?`]);
      answers.verb = (verbs) => verbs.find((verb) => verb === 'Show Differences');
      await run('sendToGitHub', key);
      assert.ok(tabs().includes(`${idOf(key)}: GitHub ↔ yours`));
      assert.deepEqual(await written(), []);
      assert.equal((await heldBy(key)).summary, TITLE);
      assert.deepEqual(unsent(access, key), [`title: “${TITLE}” → “Quagga leak”`]);
    });

    it('keeps comments, and the order that somebody gave to the front matter', async () => {
      const front = [
        '---',
        'collaborators:',
        '  - team psrt',
        '# for the mail',
        'title: Quagga leak # shorter',
        'mood: calm',
        '',
      ];
      const { document } = await write(key, [`---\ntitle: ${TITLE}\ncollaborators:\n  - team psrt\n`, front.join('\n')]);
      await run('sendToGitHub', key);
      assert.deepEqual(await written(), [['PATCH', ['summary']]]);
      assert.equal((await heldBy(key)).summary, 'Quagga leak');
      await until('it to be saved', () => !document.isDirty);
      assert.ok(document.getText().startsWith(front.join('\n')), 'the front matter was written anew');
      assert.equal(unsent(access, key), undefined);
    });

    it('sends what has just been typed, too', async () => {
      const editor = await openReport(key);
      await type(editor, TITLE, 'Quagga leak');
      await until('it to be unsaved', () => editor.document.isDirty);
      await run('sendToGitHub', key);
      assert.equal((await heldBy(key)).summary, 'Quagga leak');
    });

    it('keeps for later what is typed while it is sent', async () => {
      const editor = await write(key, [TITLE, 'Quagga leak']);
      access.answerWith({
        decide: async ({ verbs }) => {
          await type(editor, 'read twice', 'read thrice');
          await savedByItself(editor.document);
          return verbs[0];
        },
      });
      await run('sendToGitHub', key);
      assert.deepEqual(await written(), [['PATCH', ['summary']]]);
      assert.equal((await heldBy(key)).description, TEXT);
      assert.deepEqual(unsent(access, key), ['description: 1 line changed']);
      assert.match(await textOf(key), /^title: Quagga leak$/m);
      assert.match(await textOf(key), /read thrice/);
    });

    it('takes nothing back of what others wrote when somebody types while it is sent', async () => {
      const editor = await write(key, [TITLE, 'Quagga leak']);
      await somebody({ cweIds: ['CWE-59'] });
      access.answerWith({
        decide: async ({ verbs }) => {
          await type(editor, 'read twice', 'read thrice');
          return verbs[0];
        },
      });
      await run('sendToGitHub', key);
      assert.ok(editor.document.isDirty, 'it was saved before it was sent, so nothing is tried here');
      await savedByItself(editor.document);
      await until('what the other one wrote', () => editor.document.getText().includes('CWE-59'));
      assert.match(editor.document.getText(), /^title: Quagga leak$[^]*read thrice/m);
      assert.deepEqual(unsent(access, key), ['description: 1 line changed']);
    });

    it('sends nothing of what GitHub keeps, nor of a front matter that cannot be read', async () => {
      await write(key, ['state: triage', 'state: published'], ['reporter: lena-reports', 'reporter: quagga']);
      assert.equal(unsent(access, key), undefined);
      await run('sendToGitHub', key);
      assert.deepEqual(answers.asked, [`GitHub holds all of this already: nothing was sent for ${idOf(key)}.`]);

      await write(key, [`title: ${TITLE}`, 'title: [Quagga']);
      assert.deepEqual(unsent(access, key), []);
      answers = answering(access);
      await run('sendToGitHub', key);
      assert.match(answers.asked.join(), /^The front matter cannot be read whole, so nothing is sent/);
      assert.deepEqual(await written(), []);
      assert.equal((await heldBy(key)).state, 'triage');
    });

    it('puts together what somebody else changed meanwhile in another field', async () => {
      const { document } = await write(key, [TITLE, 'Quagga leak']);
      await somebody({ cweIds: ['CWE-59'], description: `${TEXT}\n\nSeen on Windows, too.` });
      await run('sendToGitHub', key);
      assert.deepEqual(await written(), [['PATCH', ['summary']]]);
      const { summary, cweIds, description } = await heldBy(key);
      assert.deepEqual([summary, cweIds], ['Quagga leak', ['CWE-59']]);
      assert.match(description ?? '', /on Windows, too/);
      await until('all of it', () => /CWE-59[^]*on Windows, too/.test(document.getText()));
      assert.match(document.getText(), /^title: Quagga leak$/m);
      assert.equal(unsent(access, key), undefined);
    });

    it('asks anew where somebody else comes to see it while the question waits', async () => {
      await write(key, [TITLE, 'Quagga leak']);
      const told: string[] = [];
      access.answerWith({
        decide: async ({ detail, verbs }) => {
          if (told.push(detail) === 1) await somebody({ collaboratingUsers: ['sol-passerby'], cweIds: ['CWE-59'] });
          return verbs[0];
        },
      });
      await run('sendToGitHub', key);
      assert.deepEqual(
        told.map((detail) => detail.includes('sol-passerby')),
        [false, true],
      );
      assert.deepEqual(await written(), [['PATCH', ['summary']]]);
    });

    it('asks no second time where somebody else changes what the answer does not hang on', async () => {
      await write(key, [TITLE, 'Quagga leak']);
      let questions = 0;
      access.answerWith({
        decide: async ({ verbs }) => {
          questions += 1;
          await somebody({ cweIds: ['CWE-59'] });
          return verbs[0];
        },
      });
      await run('sendToGitHub', key);
      assert.equal(questions, 1);
      assert.deepEqual((await heldBy(key)).cweIds, ['CWE-59']);
    });

    describe('in a place that somebody else has changed, too', () => {
      const merged = () => vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`${idOf(key)}.merged.advisory`));

      /** Both change the title; the merge editor opens. */
      async function conflict(): Promise<vscode.TextDocument> {
        await write(key, [TITLE, 'Quagga leak'], ['read twice', 'read thrice']);
        await somebody({ summary: 'Palimpsest leak', description: `${TEXT}\n\nSeen on Windows, too.` });
        await run('sendToGitHub', key);
        await until('the merge editor', () => tabs().includes(`Merging: ${idOf(key)}.merged.advisory`));
        await until('what can be merged by itself', () => merged()?.getText().includes('on Windows') === true);
        return merged() ?? assert.fail();
      }

      it('sends nothing and opens the merge editor, in which the rest is merged', async () => {
        const document = await conflict();
        assert.deepEqual(answers.asked, [`Somebody has changed ${idOf(key)} in the same place. Merge it?`]);
        assert.match(answers.details[0] ?? '', /^One conflict: title\. Nothing was sent/);
        assert.deepEqual(await written(), []);
        assert.match(document.getText(), /read thrice[^]*on Windows, too/);
        assert.doesNotMatch(document.getText(), /<<<<<<<|>>>>>>>/);
        assert.equal((await heldBy(key)).summary, 'Palimpsest leak');
      });

      it('makes what is saved there the draft, and then sends it', async () => {
        const document = await conflict();
        const edit = new vscode.WorkspaceEdit();
        const line = document.lineAt(1);
        assert.match(line.text, /^title: /);
        edit.replace(document.uri, line.range, 'title: Quagga and palimpsest leak');
        assert.ok(await vscode.workspace.applyEdit(edit));
        // It waits for the person: other documents are saved meanwhile, this one is not.
        await write(key, ['read thrice', 'read in full']);
        assert.ok(document.isDirty, 'a merge was decided by a timer');
        await type(await openReport(key), 'read in full', 'read thrice');
        assert.ok(await document.save());
        await until('the draft', async () => (await textOf(key)).includes('Quagga and palimpsest leak'));
        assert.deepEqual(unsent(access, key), [
          'title: “Palimpsest leak” → “Quagga and palimpsest leak”',
          'description: 1 line changed',
        ]);
        assert.deepEqual(await written(), []);

        answers = answering(access);
        await run('sendToGitHub', key);
        assert.deepEqual(await written(), [['PATCH', ['description', 'summary']]]);
        const { summary, description } = await heldBy(key);
        assert.equal(summary, 'Quagga and palimpsest leak');
        assert.match(description ?? '', /read thrice[^]*on Windows, too/);
        assert.equal(unsent(access, key), undefined);
      });

      it('keeps everything as it is when nobody merges', async () => {
        await write(key, [TITLE, 'Quagga leak']);
        await somebody({ summary: 'Palimpsest leak' });
        answers.verb = () => undefined;
        await run('sendToGitHub', key);
        assert.ok(!tabs().some((label) => label.startsWith('Merging')));
        await refreshed(access);
        assert.match(await textOf(key), /^title: Quagga leak$/m);
        assert.equal((await heldBy(key)).summary, 'Palimpsest leak');
        assert.deepEqual(await written(), []);
      });
    });
  });
}
