import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { poll } from '../../scripts/host/poll.ts';
import { setStage, signInByButton, type Stage } from './stage.ts';
import { clickRow, clickRowAction, expandRow, treeRow, treeRows } from './trees.ts';
import {
  activeEditorTitle,
  activeTab,
  editorText,
  highestLink,
  openView,
  pickQuickItem,
  quickItems,
  runCommand,
  screenshot,
} from './window.ts';

const UNPACK = "shutil.unpack_archive() doesn't check for Windows absolute paths in ZIPs";
const limitMs = 15_000;

async function title(page: Page, wanted: RegExp): Promise<void> {
  await poll({ what: `The editor ${wanted} does not open`, limitMs }, async () =>
    wanted.test((await activeEditorTitle(page)) ?? ''),
  );
}

async function tab(page: Page, wanted: RegExp): Promise<void> {
  await poll({ what: `The tab ${wanted} does not open`, limitMs }, async () =>
    wanted.test(await activeTab(page).catch(() => '')),
  );
}

describe('the places of a report', function places() {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await setStage();
    page = await stage.window({ width: 1400, height: 1100 });
    await openView(page, 'Advisories');
    await signInByButton(page, stage.world, 'ada-triage');
    await clickRow(page, 'Inbox', UNPACK);
    await title(page, /^GHSA-w7cw/);
  });
  after(async () => {
    await stage.close();
  });
  afterEach(async function keepPicture() {
    if (this.currentTest?.state === 'failed') await screenshot(page, `failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('stand in the case, with the branches and a first answer', async () => {
    await treeRow(page, 'Case', 'Branches');
    await expandRow(page, 'Case', 'main');
    const rows = await treeRows(page, 'Case');
    const main = rows.find(({ label }) => label === 'main');
    assert.equal(main?.description, 'likely affected');
    assert.match(main.ariaLabel, /^main, likely affected\./);
    assert.ok(rows.some(({ label, description }) => label === 'shutil.py:142' && description === 'moved to line 146'));
    await treeRow(page, 'Case', '3.11');
    await treeRow(page, 'Case', 'shutil.py:142');
    await screenshot(page, 'branches');
  });

  it('tell under the mouse what they are, and where they are on the branches', async () => {
    await runCommand(page, 'Advisories: Next Place');
    await runCommand(page, 'Advisories: Next Place');
    await (await highestLink(page, 'File "C:')).hover();
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'moved to line 146' });
    await hover.waitFor();
    const text = (await hover.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /Lib\/shutil\.py at v3\.12\.7/);
    assert.match(text, /Last changed there by Mei-Ling Sato, 2021-02-19/);
    assert.match(text, /3\.12[^:]*: the same/);
    await screenshot(page, 'hover');
    await page.mouse.move(0, 0);
  });

  it('open on the branch that is picked', async () => {
    await clickRow(page, 'Case', '142 unpack_archive');
    await tab(page, /shutil\.py \(v3\.12\.7\)/);
    await page.locator('.monaco-editor .glyph-margin-widgets .cgmr').first().waitFor();
    await screenshot(page, 'marks');
    await clickRowAction(page, 'Case', '142 unpack_archive', 'Open on Branch');
    const items = await quickItems(page);
    assert.deepEqual(
      items.filter(({ label }) => ['main', '3.12'].includes(label)).map(({ label, description }) => `${label} ${description}`),
      ['main moved to line 146', '3.12 the same'],
    );
    await screenshot(page, 'pick-branch');
    await pickQuickItem(page, '3.13');
    await tab(page, /shutil\.py \(3\.13\)/);
    await poll({ what: 'The line is not there', limitMs }, async () =>
      (await editorText(page)).includes('function(os.fspath(filename)'),
    );
  });

  it('keep the revision in the tab when they are shown again', async () => {
    await clickRow(page, 'Case', '96 _unpack_zipfile');
    await clickRow(page, 'Case', '142 unpack_archive');
    await clickRow(page, 'Case', '96 _unpack_zipfile');
    await tab(page, /shutil\.py \(v3\.12\.7\)/);
  });

  it('can be compared with a branch', async () => {
    await expandRow(page, 'Case', '3.13');
    await clickRowAction(page, 'Case', 'shutil.py:142', 'Compare');
    await page.locator('.monaco-diff-editor .editor.modified .view-line').first().waitFor();
    await tab(page, /shutil\.py \(v3\.12\.7 ↔ /);
    await screenshot(page, 'compare');
  });

  it('say since when, whom to ask, and which version', async () => {
    await runCommand(page, 'Advisories: Suggest Experts…');
    assert.ok((await quickItems(page)).some(({ label }) => label === '@grace-admin'));
    await screenshot(page, 'experts');
    await page.keyboard.press('Escape');
    await clickRow(page, 'Case', 'Looked up at v3.12.7');
    await quickItems(page);
    await screenshot(page, 'versions');
    await page.keyboard.press('Escape');
    await runCommand(page, 'Advisories: Find Since When…');
    await page.locator('.notification-list-item:visible').filter({ hasText: 'The code is there since 3.11.0' }).waitFor();
    await screenshot(page, 'since');
  });

  for (const [theme, kind] of [
    ['Dark Modern', 'vs-dark'],
    ['Dark High Contrast', 'hc-black'],
    ['Light High Contrast', 'hc-light'],
  ] as const) {
    it(`can be read in ${theme}`, async () => {
      await runCommand(page, 'Preferences: Color Theme');
      await page.locator('.quick-input-widget input').fill(theme);
      await pickQuickItem(page, theme);
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
      await treeRow(page, 'Case', '3.11');
      await screenshot(page, `places-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });
  }
});
