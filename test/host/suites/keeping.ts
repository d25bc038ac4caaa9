import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { systemTimers } from '../../../src/common/ports.ts';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { ownerOf } from '../../../src/inbox/keeper.ts';
import { Desk } from '../../../src/sending/desk.ts';
import { Drafts } from '../../../src/sending/drafts.ts';
import { draftSecrets } from '../../../src/ui/draft-secrets.ts';
import { filesIn } from '../../../src/ui/storage.ts';
import { type Answers, caseRow, ME, openReport, requests, signInAs, until, wish } from '../desk.ts';
import {
  answering,
  beginOnReport,
  beginSuite,
  freshReport,
  nothingHeard,
  type Overheard,
  run,
  savedByItself,
  storageSeen,
  tabs,
  TEXT,
  textOf,
  TITLE,
  type,
  unsent,
  write,
  written,
} from '../writing-desk.ts';

const BRUNO = 'bruno-coord';
const isMerge = (uri: vscode.Uri) => uri.path.endsWith('.merged.advisory');

/** What is written stays with whoever wrote it: over signing out, in another account, in several windows. */
export function keeping(): void {
  describe('what is written and not sent', () => {
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
    afterEach(async () => {
      nothingHeard({ answers, overheard });
      await signInAs(ME);
    });

    /** The account is changed, and the other one sees what GitHub holds and nothing else. */
    async function seesNothing(): Promise<void> {
      answers = answering(access);
      const { document } = await openReport(key);
      assert.match(document.getText(), new RegExp(`^title: ${TITLE}\n`, 'm'));
      assert.ok(document.getText().includes(TEXT));
      assert.equal(unsent(access, key), undefined);
      await run('showEarlierText', key);
      assert.match(answers.asked.join(), /^No earlier text of/);
    }

    it('is kept over signing out, to the last letter, and for nobody else', async () => {
      const editor = await openReport(key);
      // As long as before, and not saved yet: neither length nor time tells the texts apart.
      await type(editor, 'Zirconium', 'Quagonium');
      await type(editor, 'palimpsest', 'palimqsest');
      await until('it to be unsaved', () => editor.document.isDirty);
      await run('signOut');
      assert.deepEqual(tabs(), []);
      await signInAs(BRUNO);
      await seesNothing();
      await run('signOut');

      await signInAs(ME);
      const again = await openReport(key);
      assert.match(again.document.getText(), /^title: Quagonium leak/m);
      assert.match(again.document.getText(), /palimqsest/);
      assert.equal(unsent(access, key)?.length, 2);
      assert.deepEqual(await written(), []);
    });

    it('is kept when somebody signs out in another window, in the middle of a word', async () => {
      const editor = await openReport(key);
      await type(editor, 'palimpsest', 'quagga');
      await until('it to be unsaved', () => editor.document.isDirty);
      // It is the same from here on: the list goes, and with it what the window knows.
      await access.inbox.signOut();
      await until('the tab to go', () => tabs().length === 0);
      await signInAs(ME);
      assert.match(await textOf(key), /The quagga is read twice/);
      assert.deepEqual(unsent(access, key), ['description: 1 line changed']);
    });

    it('is seen, and sent, by no account that signs in over the first', async () => {
      const editor = await write(key, [TITLE, 'Quagga leak']);
      await type(editor, 'palimpsest', 'quagga');
      await until('it to be unsaved', () => editor.document.isDirty);
      await signInAs(BRUNO);
      answers = answering(access);
      // Without a look at the document: what is known of it must be gone all the same.
      assert.equal(unsent(access, key), undefined);
      await run('sendToGitHub', key);
      assert.deepEqual(answers.details, []);
      assert.deepEqual(await written(), []);
      await seesNothing();

      await signInAs(ME);
      assert.match(await textOf(key), /^title: Quagga leak$/m);
      assert.match(await textOf(key), /The quagga is read twice/);
      assert.ok((await requests()).some(({ who }) => who === BRUNO));
    });

    it('is not closed with a question when somebody leaves in the middle of a merge', async () => {
      await write(key, [TITLE, 'Quagga leak']);
      await wish({ wish: 'edit', ghsaId: key.split('#')[1] ?? '', change: { summary: 'Palimpsest leak' } });
      await run('sendToGitHub', key);
      await until('the merge editor', () => tabs().some((label) => label.startsWith('Merging')));
      // It is not saved from the moment on at which VS Code has put into it what can be merged by itself.
      await until('the merge', () => vscode.workspace.textDocuments.some(({ isDirty, uri }) => isDirty && isMerge(uri)));
      await run('signOut');
      await until('every tab to go', () => tabs().length === 0);
    });

    /** Another window of the same account: its own desk over the same files. */
    async function otherWindow(): Promise<Desk> {
      const scrap = await freshReport(access);
      access.answerWith(answers);
      const folder = await storageSeen(async () => {
        await write(scrap, [TITLE, 'Quagga']);
      });
      const files = filesIn(folder);
      const session = access.inbox.state.session ?? assert.fail('signed out');
      return new Desk({
        drafts: new Drafts({ files, secrets: draftSecrets(access.secrets, files), clock: Date.now, timers: systemTimers }),
        held: (one) => access.inbox.store.get(one),
        owner: () => ownerOf(session),
        clock: Date.now,
        onUnreadable: () => assert.fail('unreadable'),
      });
    }

    it('is there in another window', async () => {
      const other = await otherWindow();
      const { document } = await write(key, [TITLE, 'Quagga leak']);
      assert.equal(await other.open(key), document.getText());
      assert.deepEqual(
        other.standing(key)?.unsent?.map(({ words }) => words),
        [`title: “${TITLE}” → “Quagga leak”`],
      );
    });

    it('is put together when two windows write', async () => {
      const other = await otherWindow();
      const editor = await openReport(key);
      const text = (await other.open(key)) ?? assert.fail();
      await other.save(key, text.replace('read twice', 'read by a quagga'));
      await type(editor, TITLE, 'Quagga leak');
      await until('both', () => editor.document.getText().includes('read by a quagga') && !editor.document.isDirty);
      assert.match(editor.document.getText(), /^title: Quagga leak$/m);
      assert.equal(await textOf(key), editor.document.getText());
      assert.ok(overheard.said.some((said) => said.includes('what another window had saved is in this text, too')));
      assert.deepEqual(answers.asked, []);
    });

    it('is kept, both of it, when two windows write in the same place', async () => {
      const other = await otherWindow();
      const editor = await openReport(key);
      const text = (await other.open(key)) ?? assert.fail();
      await other.save(key, text.replace(TITLE, 'Quagga of the other window'));
      await type(editor, TITLE, 'Quagga of this window');
      await savedByItself(editor.document);
      await until('the notice', () => answers.asked.length > 0);
      assert.match(answers.asked[0] ?? '', /^Another window has saved another text of GHSA-\S+ in the same places\./);
      assert.match(editor.document.getText(), /^title: Quagga of this window$/m);
      answers.choose = (labels) => labels[0];
      await run('showEarlierText', key);
      await until('the text of the other window', () => editor.document.getText().includes('Quagga of the other window'));
      assert.equal(caseRow(access, 'Unsent')?.rows?.length, 1);
    });
  });
}
