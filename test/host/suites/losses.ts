import assert from 'node:assert/strict';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { type Answers, caseRow, ME, signInAs, until, wish } from '../desk.ts';
import type { Edit } from '../world.ts';
import {
  answering,
  beginOnReport,
  beginSuite,
  heldBy,
  idOf,
  nothingHeard,
  type Overheard,
  refreshed,
  run,
  textOf,
  TITLE,
  unsent,
  write,
  written,
} from '../writing-desk.ts';

const MINE = { login: ME, type: 'coordinator', state: 'accepted' } as const;

/** GitHub lets the last writer win: what was sent and is gone is told, and can be put back. */
export function losses(): void {
  describe('what somebody has overwritten', () => {
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

    const somebody = (change: Edit): Promise<void> => wish({ wish: 'edit', ghsaId: idOf(key), change });
    const told = () => answers.asked.filter((words) => words === `Somebody has changed what you sent to ${idOf(key)}.`).length;

    it('is told once, and put back by an ordinary write', async () => {
      await run('claim', key);
      await somebody({ credits: [] });
      await refreshed(access);
      await until('the notice', () => told() > 0);
      await somebody({ cweIds: ['CWE-22'] });
      await refreshed(access);
      await somebody({ cweIds: ['CWE-59'] });
      await refreshed(access);
      await until('the weakness', async () => (await textOf(key)).includes('CWE-59'));
      assert.equal(told(), 1);

      access.caseTree.select(key);
      assert.deepEqual(
        caseRow(access, 'Overwritten by somebody')?.rows?.map(({ label }) => label),
        ['credits: ada-triage (coordinator) is gone'],
      );
      answers.choose = (things) => things[0];
      await wish({ wish: 'clear' });
      await run('restoreLost', key);
      assert.deepEqual(answers.asked.slice(-2), ['What is to be put back?', `Put back what was overwritten in ${idOf(key)}?`]);
      assert.match(answers.details.at(-1) ?? '', /^• credits: \+ ada-triage \(coordinator\)\n/);
      assert.deepEqual(await written(), [['PATCH', ['credits']]]);
      const { credits, cweIds } = await heldBy(key);
      assert.deepEqual([credits, cweIds], [[MINE], ['CWE-59']]);
      assert.equal(caseRow(access, 'Overwritten by somebody'), undefined);
      await run('restoreLost', key);
      assert.equal(answers.asked.at(-1), `Nothing that you sent to ${idOf(key)} is missing.`);
    });

    it('can be left as it is, and is told again when it happens again', async () => {
      await run('claim', key);
      await somebody({ credits: [] });
      await refreshed(access);
      await until('the notice', () => told() === 1);
      await run('restoreLost', key);
      assert.equal((await written()).length, 1);
      await somebody({ credits: [MINE] });
      await refreshed(access);
      await somebody({ credits: [] });
      await refreshed(access);
      await until('another notice', () => told() === 2);
    });

    it('is told right away when it happens while it is sent', async () => {
      await write(key, [TITLE, 'Quagga leak\ncwe:\n  - CWE-22']);
      await wish({ wish: 'meanwhile', ghsaId: idOf(key), change: { summary: 'Palimpsest leak' } });
      await run('sendToGitHub', key);
      const notices = () => answers.asked.filter((words) => /^Somebody (?:has )?changed /.test(words)).length;
      await until('the notice', () => notices() > 0);
      assert.equal((await written()).length, 1);
      await somebody({ collaboratingUsers: ['mira-fixes'] });
      await refreshed(access);
      await until('the change', async () => (await textOf(key)).includes('mira-fixes'));
      assert.equal(notices(), 1);
      const { summary, cweIds } = await heldBy(key);
      assert.deepEqual([summary, cweIds], ['Palimpsest leak', ['CWE-22']]);
      // What stands now is not offered as something of one's own to be sent.
      assert.equal(unsent(access, key), undefined);
      answers.choose = (things) => things[0];
      await run('restoreLost', key);
      assert.equal((await heldBy(key)).summary, 'Quagga leak');
    });

    it('is not told where somebody changed something else, or what was taken back by oneself', async () => {
      await run('claim', key);
      await somebody({
        summary: 'Palimpsest leak',
        credits: [MINE, { login: 'bruno-coord', type: 'analyst', state: 'pending' }],
      });
      await refreshed(access);
      await run('release', key);
      await refreshed(access);
      assert.equal(told(), 0);
      access.caseTree.select(key);
      assert.equal(caseRow(access, 'Overwritten by somebody'), undefined);
    });

    it('is nobody’s business in another account', async () => {
      await run('claim', key);
      await signInAs('bruno-coord');
      answers = answering(access);
      await somebody({ credits: [] });
      await refreshed(access);
      await run('restoreLost', key);
      assert.deepEqual(answers.asked, [`Nothing that you sent to ${idOf(key)} is missing.`]);
      await signInAs(ME);
      answers = answering(access);
      // It is there again for whom it belongs to, as soon as the list is read.
      await until('the notice', async () => {
        await access.inbox.refresh();
        return (await (await access.writing.room()).desk.lost(key)).length > 0;
      });
    });
  });
}
