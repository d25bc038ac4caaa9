import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { poll } from '../../scripts/host/poll.ts';
import { fileReport } from '../host/world.ts';
import { setStage, signInByButton, type Stage } from './stage.ts';
import { clickRow, treeRow, treeRows } from './trees.ts';
import {
  activeEditorTitle,
  activeTab,
  clickNotification,
  editorText,
  highestLink,
  notifications,
  openView,
  pickQuickItem,
  runCommand,
  screenshot,
  statusBarItems,
  waitForNotification,
} from './window.ts';

const MINE = 'Header injection in http.cookies.Morsel';
const limitMs = 15_000;

/** What was asked of the API; git's own traffic is the clone's making. */
function apiRequests({ world }: Stage): string[] {
  return world.practice.sandbox.requests.map(({ route }) => route).filter((route) => !route.endsWith('.git'));
}

/** A new report in the practice product; gives its id. */
function newReport({ world }: Stage): string {
  return fileReport(world.practice.sandbox, 'python-practice/cpython', 'A title nobody may read aloud');
}

async function title(page: Page, wanted: RegExp): Promise<void> {
  await poll({ what: `The editor ${wanted} does not open`, limitMs }, async () =>
    wanted.test((await activeEditorTitle(page)) ?? ''),
  );
}

describe("a coordinator's first day", function firstDay() {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await setStage();
    page = await stage.window({ width: 1400, height: 900 });
  });
  after(async () => {
    await stage.close();
  });
  afterEach(async function keepPicture() {
    if (this.currentTest?.state === 'failed') await screenshot(page, `failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('asks and tells nothing before the view is looked at', async () => {
    await page.locator('.part.statusbar').getByText('main').first().waitFor();
    assert.deepEqual(apiRequests(stage), []);
    assert.ok(!(await statusBarItems(page)).some(({ id }) => id.includes('advisoryTriage')));
    assert.deepEqual(await notifications(page), []);
  });

  it('says what to do when the view is first opened', async () => {
    await openView(page, 'Advisories');
    await page.locator('.welcome-view').getByText('Sign in to see the private advisories').waitFor();
    assert.deepEqual(apiRequests(stage), []);
    await screenshot(page, 'welcome');
  });

  it('signs in by the button and shows what is hers', async () => {
    await signInByButton(page, stage.world, 'ada-triage');
    const rows = await treeRows(page, 'Inbox');
    assert.deepEqual(
      rows.filter(({ level }) => level === 1).map(({ label, description }) => `${label} ${description}`),
      ['Mine 8', 'Unassigned 8', 'Open 10', 'Finished 14'],
    );
    const row = rows.find(({ label }) => label === MINE);
    assert.match(row?.ariaLabel ?? '', /^Header injection in http\.cookies\.Morsel, draft, medium severity, 14 days left/);
    assert.match((await statusBarItems(page)).find(({ id }) => id.includes('advisoryTriage'))?.text ?? '', /^8 · 6 d$/);
    await screenshot(page, 'inbox');
  });

  it('opens a report by keyboard, with its case beside it', async () => {
    await clickRow(page, 'Inbox', 'Deadlock between drop_gil and take_gil');
    await title(page, /^GHSA-mjm7.*\.advisory$/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await title(page, /^GHSA-j9qp-ccv8-27hq\.advisory$/);
    const text = await editorText(page);
    assert.match(text, /^---\ntitle: Header injection/);
    await treeRow(page, 'Case', 'Lib/http/cookies.py');
    await runCommand(page, 'Advisories: Next Place');
    await screenshot(page, 'report');
  });

  it('lands in the affected code at the affected version', async () => {
    const places = (await treeRows(page, 'Case')).filter(({ label }) => /^\d+ /.test(label));
    assert.ok(places.length > 0);
    await clickRow(page, 'Case', places[0]?.label ?? '');
    await title(page, /^cookies\.py$/);
    assert.match(await activeTab(page), /cookies\.py \(v3\.13\.1\)/);
    assert.match(await editorText(page), /def /);
    await screenshot(page, 'code');
  });

  it('follows a link in the text', async () => {
    await clickRow(page, 'Inbox', "shutil.unpack_archive() doesn't check for Windows absolute paths in ZIPs");
    await title(page, /^GHSA-w7cw/);
    await runCommand(page, 'Advisories: Next Place');
    await runCommand(page, 'Advisories: Next Place');
    await (await highestLink(page, 'File "C:')).click({ modifiers: ['Control'] });
    await title(page, /^shutil\.py$/);
    assert.match(await activeTab(page), /shutil\.py \(v3\.12\.7\)/);
    await poll({ what: 'The line is not there', limitMs }, async () => (await editorText(page)).includes('os.fspath(filename)'));
  });

  it('shows a preview in which nothing of the report runs', async () => {
    await clickRow(page, 'Inbox', 'Possible problem, see links');
    await title(page, /^GHSA-vhrw/);
    await runCommand(page, 'Advisories: Open Report Preview');
    const frame = page.frameLocator('iframe.webview').frameLocator('iframe');
    await frame.locator('main').waitFor();
    for (const bad of [
      'script:not([nonce])',
      'iframe',
      'img',
      '[onerror]',
      '[onclick]',
      'a[href^="command:"]',
      'a[href^="javascript:"]',
      'a[href^="data:"]',
    ]) {
      assert.equal(await frame.locator(`main ${bad}`).count(), 0, bad);
    }
    await frame.locator('a[data-place]').last().waitFor();
    await screenshot(page, 'hostile');
    // A click into the preview makes its column the active one; the code still opens beside it, not over it.
    await frame.locator('header').click();
    await page.locator('.editor-group-container.active .tab.active').filter({ hasText: 'Preview' }).waitFor();
    await frame.locator('a[data-place]').last().click();
    await title(page, /\.py/);
    await frame.locator('main').waitFor({ timeout: limitMs });
    assert.equal(await page.locator('.terminal-wrapper').count(), 0);
  });

  it("does not run a command link of the report's own", async () => {
    await clickRow(page, 'Inbox', 'Possible problem, see links');
    await title(page, /^GHSA-vhrw/);
    await page
      .locator('.monaco-editor .view-line span > span')
      .filter({ hasText: /command:workbench/ })
      .first()
      .click({ modifiers: ['Control'] });
    await runCommand(page, 'Advisories: Next Place');
    assert.equal(await page.locator('.terminal-wrapper').count(), 0);
    assert.match((await activeEditorTitle(page)) ?? '', /^GHSA-vhrw/);
  });

  it('tells of a new report without its title, and opens it', async () => {
    const ghsaId = newReport(stage);
    await runCommand(page, 'Advisories: Refresh');
    const text = await waitForNotification(page, /New in python-practice\/cpython/);
    assert.equal(text, `New in python-practice/cpython: ${ghsaId}.`);
    await page.locator('.activitybar .badge-content').filter({ hasText: /^1$/ }).first().waitFor();
    await screenshot(page, 'new-report');
    await clickNotification(page, /New in/, 'Open Report');
    await title(page, new RegExp(`^${ghsaId}`));
  });

  it('keeps the list and says what to do when GitHub cannot be reached', async () => {
    stage.world.practice.sandbox.faults.add({ kind: 'drop-after-commit', count: 9 });
    await runCommand(page, 'Advisories: Refresh');
    const row = await treeRow(page, 'Inbox', 'GitHub cannot be reached');
    assert.match((await row.getAttribute('aria-label')) ?? '', /Problem: GitHub cannot be reached\. Shown as of \d\d:\d\d\./);
    await treeRow(page, 'Inbox', MINE);
    await screenshot(page, 'offline');
    stage.world.practice.sandbox.faults.clear();
    await runCommand(page, 'Advisories: Refresh');
    await poll(
      { what: 'The problem does not go', limitMs },
      async () => !(await treeRows(page, 'Inbox')).some(({ label }) => label === 'GitHub cannot be reached'),
    );
  });

  it('is told once, however many windows are open', async () => {
    const other = await stage.window();
    await openView(other, 'Advisories');
    await signInByButton(other, stage.world, 'ada-triage');
    const ghsaId = newReport(stage);
    await Promise.all([page, other].map((window) => runCommand(window, 'Advisories: Refresh')));
    for (const window of [page, other]) await treeRow(window, 'Inbox', 'A title nobody may read aloud');
    const told = async () => (await Promise.all([page, other].map(notifications))).flat().filter((text) => text.includes(ghsaId));
    // The row is there before it is settled which window tells.
    await poll({ what: 'Nobody is told', limitMs }, async () => (await told()).length > 0);
    assert.deepEqual(await told(), [`New in python-practice/cpython: ${ghsaId}.`]);
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
      await treeRow(page, 'Inbox', MINE);
      const frame = page.frameLocator('iframe.webview').frameLocator('iframe');
      const shade = { 'vs-dark': 'vscode-dark', 'hc-black': 'vscode-high-contrast', 'hc-light': 'vscode-high-contrast-light' }[
        kind
      ];
      await frame.locator(`body.${shade} main`).waitFor();
      await screenshot(page, `theme-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });
  }
});
