import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { poll } from '../../scripts/host/poll.ts';
import { setStage, signInByButton, type Stage } from './stage.ts';
import { clickRow, clickRowAction, expandRow, treeRow, treeRows } from './trees.ts';
import {
  acceptDialog,
  activeEditorTitle,
  answerInput,
  dialogText,
  editorText,
  openView,
  pickQuickItem,
  quickItems,
  runCommand,
  screenshot,
  waitForWorkbench,
} from './window.ts';

const UNPACK = "shutil.unpack_archive() doesn't check for Windows absolute paths in ZIPs";
const ID = 'GHSA-w7cw-7hcw-46x8';
const PIP = 'pip follows links in source distributions';
/** What the Case view says of a word behind the title that is not sent. */
const RENAMED = `title: “${UNPACK} (mine)” → “${UNPACK} (mine) Zither”`;
const limitMs = 20_000;

describe('writing an advisory', function writing() {
  let stage: Stage;
  let page: Page;
  const held = () => stage.world.practice.sandbox.state.advisories.find(({ ghsaId }) => ghsaId === ID);
  /** What was asked of the API but reading it; fetching by git is a POST, too. */
  const sent = () =>
    stage.world.practice.sandbox.requests.flatMap(({ method, route }) =>
      method === 'GET' || route.endsWith('.git') ? [] : [route],
    );
  const eventually = (what: string, holds: () => Promise<boolean>) => poll({ what, limitMs }, holds);
  /** The lines of the document that are drawn, also while the calculator beside it has the keyboard. */
  const drawn = async () =>
    (await page.locator(`.monaco-editor[data-uri*="${ID}.advisory"] .view-lines`).first().innerText()).replaceAll('\u00a0', ' ');
  const shows = (text: RegExp) => eventually(`The document does not show ${text}`, async () => text.test(await editorText(page)));

  const draws = (text: RegExp) => eventually(`The document does not draw ${text}`, async () => text.test(await drawn()));

  /** The cursor at the end of a line of the document with this name; lines count from 1. */
  async function toLine(line: number, name = `${ID}.advisory`): Promise<void> {
    await page.locator(`.tab[data-resource-name="${name}"]`).first().click();
    await page
      .locator('.editor-group-container.active .monaco-editor .view-lines')
      .first()
      .click({ position: { x: 300, y: 60 } });
    await page.keyboard.press('Control+g');
    const box = page.locator('.quick-input-widget:visible .quick-input-box input');
    await box.fill(`:${line}`);
    await box.press('Enter');
    // What is typed next is meant for the document.
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    // Once more, where a line is wrapped: the first time leads to the end of what is drawn as a line.
    await page.keyboard.press('End');
    await page.keyboard.press('End');
  }

  async function open(title: string, id: string): Promise<void> {
    await clickRow(page, 'Inbox', title);
    await eventually(`${id} does not open`, async () => (await activeEditorTitle(page))?.startsWith(id) ?? false);
  }

  const savedByItself = () =>
    eventually('The text is not saved by itself', async () => (await page.locator('.tab.dirty').count()) === 0);

  /** Loads the window anew. In this host its secrets go with it: one signs in again. The address was confirmed before. */
  async function loadAnew(): Promise<void> {
    await page.reload();
    await waitForWorkbench(page);
    // By the palette: a click on the icon of a view that is just being restored would close it.
    await runCommand(page, 'Advisories: Focus on Inbox View');
    await page.locator('.pane .welcome-view').getByText('Sign In', { exact: true }).first().click();
    await answerInput(page, 'practice_ada-triage');
    await treeRow(page, 'Inbox', 'Mine');
  }

  before(async () => {
    stage = await setStage();
    page = await stage.window({ width: 1500, height: 1100 });
    await openView(page, 'Advisories');
    await signInByButton(page, stage.world, 'ada-triage');
    await open(UNPACK, ID);
  });
  after(async () => {
    await stage.close();
  });
  afterEach(async function keepPicture() {
    if (this.currentTest?.state === 'failed') await screenshot(page, `failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('says over the document who has it, its score, what is found and how fresh it is', async () => {
    await page
      .locator('.codelens-decoration')
      .filter({ hasText: /Coordinator: you/ })
      .first()
      .waitFor();
    const lens = page
      .locator('.codelens-decoration')
      .filter({ hasText: /CVSS 4\.0 6\.0 Medium/ })
      .first();
    await lens.waitFor();
    assert.match(await lens.innerText(), /\d findings?/);
  });

  it('completes a weakness from words, and knows then what is still missing', async () => {
    await toLine(4);
    await page.keyboard.press('Enter');
    await page.keyboard.type('cwe', { delay: 60 });
    await page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: 'cwe' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('path trav', { delay: 60 });
    await page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: 'CWE-22' }).first().waitFor();
    await screenshot(page, 'completion');
    await page.keyboard.press('Enter');
    await shows(/cwe: ?\s+- CWE-22/);
  });

  it('keeps what was typed on this machine, and says so', async () => {
    await savedByItself();
    await treeRow(page, 'Case', 'CWE: + CWE-22');
    assert.deepEqual(sent(), []);
  });

  it('asks before anything is sent, and sends what changed', async () => {
    await runCommand(page, 'Advisories: Send to GitHub…');
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(
      await dialogText(page),
      /^Send this change of GHSA-w7cw-7hcw-46x8 to GitHub\? • CWE: \+ CWE-22 Seen by lena-reports \(reporter\)/,
    );
    await screenshot(page, 'send');
    await acceptDialog(page, 'Send');
    await eventually('It does not arrive', () => Promise.resolve(held()?.cweIds.includes('CWE-22') ?? false));
    assert.deepEqual(sent(), ['PATCH /repos/{owner}/{repo}/security-advisories/{ghsa_id}']);
    await eventually(
      'It still counts as unsent',
      async () => !(await treeRows(page, 'Case')).some(({ label }) => label === 'Unsent'),
    );
  });

  it('leads a conflict to the merge editor, and sends what was decided there', async () => {
    await toLine(2);
    await page.keyboard.type(' (mine)');
    await treeRow(page, 'Case', 'Unsent');
    stage.world.practice.sandbox.state.edit(ID, (one) => {
      one.summary = 'Somebody else has renamed it';
    });
    await runCommand(page, 'Advisories: Send to GitHub…');
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(await dialogText(page), /Nothing was sent, and nothing is overwritten/);
    await acceptDialog(page, 'Merge…');
    await page.getByText('Accept Yours').first().click();
    await page.getByText('0 Conflicts Remaining').first().waitFor();
    await screenshot(page, 'merge');
    await page.keyboard.press('Control+s');
    await eventually('The document does not come back', async () => (await activeEditorTitle(page)) === `${ID}.advisory`);
    await shows(/\(mine\)/);
    assert.equal(held()?.summary, 'Somebody else has renamed it');
    await runCommand(page, 'Advisories: Send to GitHub…');
    await acceptDialog(page, 'Send');
    await eventually('It does not arrive', () => Promise.resolve(held()?.summary.endsWith('(mine)') ?? false));
  });

  it('scores with the keyboard alone, both ways with the document', async () => {
    await runCommand(page, 'Advisories: Score…');
    const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    const group = frame.getByRole('radiogroup', { name: /Attack Vector/ });
    await group.getByRole('radio', { name: /Network/ }).focus();
    await page.keyboard.press('ArrowRight');
    await draws(/cvss: CVSS:4\.0\/AV:A\//);
    await frame.getByText('The document has this vector').waitFor();
    await screenshot(page, 'score');
    await toLine(4);
    await page.keyboard.press('Control+z');
    await draws(/cvss: CVSS:4\.0\/AV:N\//);
    await eventually('The calculator does not follow', () => group.getByRole('radio', { name: /Network/ }).isChecked());
  });

  for (const theme of ['Dark Modern', 'Dark High Contrast', 'Light High Contrast'])
    it(`scores in ${theme}`, async () => {
      await runCommand(page, 'Preferences: Color Theme');
      await page.locator('.quick-input-widget input').fill(theme);
      await pickQuickItem(page, theme);
      const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await frame.getByRole('radiogroup', { name: /Attack Vector/ }).waitFor();
      await screenshot(page, `score-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });

  it('claims from a row, and the row comes to the others of one’s own', async () => {
    await clickRowAction(page, 'Inbox', PIP, 'Claim…');
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(await dialogText(page), /^Claim GHSA-v837-6rc8-3fjc as coordinator\? • credits: \+ ada-triage \(coordinator\)/);
    await acceptDialog(page, 'Claim');
    await eventually('It does not come to Mine', async () => {
      const rows = await treeRows(page, 'Inbox');
      const end = rows.findIndex(({ label }) => label === 'Unassigned');
      return rows.slice(0, end).some(({ label }) => label === PIP);
    });
  });

  it('makes a public issue of it without those who reported it', async () => {
    await open(`${UNPACK} (mine)`, ID);
    await runCommand(page, 'Advisories: Export Record…');
    await quickItems(page);
    await pickQuickItem(page, 'Public issue');
    await eventually('The record does not open', async () => (await activeEditorTitle(page))?.endsWith('.issue.md') ?? false);
    const text = await editorText(page);
    assert.match(text, /^# shutil\.unpack_archive/);
    assert.doesNotMatch(text, /lena-reports|GHSA-|ada-triage/);
    await screenshot(page, 'record');
  });

  it('has what is unsent in a report after the window was loaded anew', async () => {
    await open(`${UNPACK} (mine)`, ID);
    await toLine(2);
    await page.keyboard.type(' Zither');
    await treeRow(page, 'Case', RENAMED);
    await savedByItself();
    await loadAnew();
    await open(`${UNPACK} (mine)`, ID);
    // A line that is wrapped is drawn as two: in front of the word there may be no blank.
    await shows(/\(mine\)\s+Zither$/m);
    await treeRow(page, 'Case', RENAMED);
    assert.ok(held()?.summary.endsWith('(mine)'));
  });

  it('starts a draft of its own, which is there again after the window was loaded anew', async () => {
    await runCommand(page, 'Advisories: New Draft…');
    await quickItems(page);
    await pickQuickItem(page, 'From the Template');
    await quickItems(page);
    await pickQuickItem(page, 'python-practice/cpython');
    await eventually('The draft does not open', async () => (await activeEditorTitle(page))?.endsWith('.advisory.md') ?? false);
    await toLine(2, (await activeEditorTitle(page)) ?? '');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('Marimba');
    await shows(/Marimba/);
    await expandRow(page, 'Inbox', 'Drafts');
    await screenshot(page, 'draft');
    await savedByItself();
    await loadAnew();
    await expandRow(page, 'Inbox', 'Drafts');
    const draft = await poll({ what: 'The draft is not in the inbox', limitMs }, async () =>
      (await treeRows(page, 'Inbox')).find(({ label }) => label.startsWith('Draft ')),
    );
    await clickRow(page, 'Inbox', draft.label);
    await shows(/Marimba/);
  });
});
