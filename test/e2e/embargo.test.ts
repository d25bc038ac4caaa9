import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { poll } from '../../scripts/host/poll.ts';
import { makeTempFolder, removeFolder } from '../../scripts/host/temp.ts';
import { setStage, signInByButton, type Stage } from './stage.ts';
import { clickRow, clickRowAction, treeRow, treeRows } from './trees.ts';
import {
  acceptDialog,
  activeEditorTitle,
  answerInput,
  clickNotification,
  dialogText,
  editorText,
  openView,
  pickQuickItem,
  quickItems,
  runCommand,
  screenshot,
  statusBarItems,
  waitForNotification,
  waitForWorkbench,
} from './window.ts';

const UNPACK = "shutil.unpack_archive() doesn't check for Windows absolute paths in ZIPs";
const ID = 'GHSA-w7cw-7hcw-46x8';
const FILE = 'Lib/shutil.py';
const BRANCH = 'gh-90777-main';
const limitMs = 30_000;

/** The whole way of a fix, in the windows in which a person goes it. */
describe('a fix under embargo', function embargo() {
  this.timeout(240_000);
  // Each step begins where the one before has ended.
  this.bail(true);
  let stage: Stage;
  let page: Page;
  let folder: string;
  let workspace: string;
  const eventually = (what: string, holds: () => Promise<boolean>) => poll({ what, limitMs }, holds);
  const worktree = (branch: string) => join(workspace, branch);
  const env = () => ({
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
    HOME: folder,
    XDG_CONFIG_HOME: folder,
  });
  const git = (at: string, ...args: readonly string[]) =>
    execFileSync('git', ['-C', at, ...args], { env: env(), encoding: 'utf8', stdio: 'pipe' }).trimEnd();
  const state = async (branch: string) => (await treeRows(page, 'Branches')).find(({ label }) => label === branch)?.description;
  const becomes = (branch: string, words: string) =>
    eventually(`${branch} does not become "${words}"`, async () => (await state(branch))?.startsWith(words) === true);
  /** Whether the window comes to say that it is under embargo, and that the guard holds. */
  const guarded = () =>
    poll({ what: '', limitMs }, async () =>
      (await statusBarItems(page)).some(
        ({ text, ariaLabel }) => text.includes(`EMBARGOED ${ID}`) && ariaLabel.includes('The guard holds'),
      ),
    ).then(
      () => true,
      () => false,
    );
  /** Confirms the ticks of the open question. */
  const confirmTicks = async () => {
    await page.locator('.quick-input-widget:visible .quick-input-action .monaco-button').first().click();
  };
  const choose = async (theme: string) => {
    await runCommand(page, 'Preferences: Color Theme');
    await page.locator('.quick-input-widget input').fill(theme);
    await pickQuickItem(page, theme);
  };

  async function change(branch: string, line: string, message: string): Promise<void> {
    const path = join(worktree(branch), FILE);
    const lines = (await readFile(path, 'utf8')).split('\n');
    lines[lines.findIndex((one) => one.startsWith('import '))] = line;
    await writeFile(path, lines.join('\n'));
    git(worktree(branch), 'commit', '--quiet', '--all', '--message', message);
  }

  before(async () => {
    folder = await makeTempFolder('at-embargo');
    const root = join(folder, 'embargo');
    await mkdir(root);
    workspace = join(root, ID);
    stage = await setStage(
      {
        'advisoryTriage.embargo.folder': root,
        'advisoryTriage.embargo.verify': `grep -q 'import os, sys' ${FILE}`,
        'workbench.colorTheme': 'Default Dark Modern',
      },
      { HOME: folder, XDG_CONFIG_HOME: folder },
    );
    const basic = Buffer.from('x-access-token:practice_ada-triage').toString('base64');
    await writeFile(
      join(folder, '.gitconfig'),
      `[user]\n\tname = Ada Tremblay\n\temail = ada@practice.example\n[http "${stage.world.practice.sandbox.url}/"]\n\textraHeader = "Authorization: Basic ${basic}"\n`,
    );
    page = await stage.window({ width: 1400, height: 1000 });
    await openView(page, 'Advisories');
    await signInByButton(page, stage.world, 'ada-triage');
  });
  after(async () => {
    await stage.close();
    await removeFolder(folder);
  });
  afterEach(async function keepPicture() {
    if (this.currentTest?.state !== 'failed') return;
    // What was told may have faded by now.
    await runCommand(page, 'Notifications: Show Notifications').catch(() => undefined);
    await screenshot(page, `failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('begins at a report, with its places and the branches that they are on', async () => {
    await clickRow(page, 'Inbox', UNPACK);
    await eventually('The report does not open', async () => (await activeEditorTitle(page))?.startsWith(ID) ?? false);
    await treeRow(page, 'Case', 'Branches');
    await treeRow(page, 'Case', '142 unpack_archive');
  });

  it('asks for the branches, with those that are affected ticked', async () => {
    await runCommand(page, 'Advisories: Start Fix…');
    const items = await quickItems(page);
    assert.ok(items.some(({ label, description }) => label === '3.13' && description.includes('affected: the code is there')));
    await screenshot(page, 'embargo-branches');
    await confirmTicks();
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(await dialogText(page), /^Make an embargo workspace for GHSA-w7cw-7hcw-46x8\?/);
    await screenshot(page, 'embargo-start');
    await acceptDialog(page, 'Start Fix');
    await waitForNotification(page, /The embargo workspace of GHSA-w7cw-7hcw-46x8 is there/);
    assert.ok(existsSync(join(workspace, 'main', FILE)));
  });

  it('opens in a window of its own, which says what it is', async () => {
    const opening = page.context().waitForEvent('page');
    await clickNotification(page, /is there/, 'Open Workspace');
    page = await opening;
    await page.setViewportSize({ width: 1400, height: 1000 });
    await waitForWorkbench(page);
    assert.ok(await guarded(), 'the window does not say that it is under embargo and guarded');
    await runCommand(page, 'Advisories: Focus on Branches View');
    await becomes('main', 'untouched');
  });

  it('follows a fix that is committed, and verifies it with the person’s own command', async () => {
    await change(
      'main',
      'import os, sys',
      'Check drives of Windows\n\nA name with a drive passes the check for a leading slash.\nNow it does not.',
    );
    await change('3.11', 'import os as old', 'Older code');
    await becomes('main', 'fix applied');
    await runCommand(page, 'Advisories: Verify…');
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(await dialogText(page), /grep -q 'import os, sys' Lib\/shutil\.py/);
    await screenshot(page, 'embargo-verify');
    await acceptDialog(page, 'Run');
    await quickItems(page);
    await confirmTicks();
    await waitForNotification(page, /main passed/);
    await becomes('main', 'tested');
  });

  it('is backported after it was tried, and leads a conflict into the merge editor', async () => {
    await runCommand(page, 'Advisories: Backport…');
    await quickItems(page);
    await pickQuickItem(page, 'main');
    await eventually('Nothing is tried', async () =>
      (await quickItems(page)).some(({ description }) => description.startsWith('would')),
    );
    const items = await quickItems(page);
    const of = (branch: string) => items.find(({ label }) => label === branch);
    assert.match(of('3.13')?.description ?? '', /^would apply/);
    assert.match(of('3.11')?.description ?? '', /^would conflict in 1 file/);
    await pickQuickItem(page, '3.11');
    await screenshot(page, 'embargo-backport');
    await confirmTicks();
    await waitForNotification(page, /3\.11 is in conflict in 1 file: resolve it there and commit/);
    await page
      .getByText(/Conflicts? Remaining/)
      .first()
      .waitFor();
    await becomes('3.11', 'conflict');
    await screenshot(page, 'embargo-conflict');
    await page.getByText('Accept Incoming').first().click();
    await page.getByText('0 Conflicts Remaining').first().waitFor();
    await page.getByText('Complete Merge').first().click();
    await eventually('The merge does not come to the file', async () =>
      /^import os, sys$/m.test(await readFile(join(worktree('3.11'), FILE), 'utf8')),
    );
    // VS Code's git shows its own view then.
    await page
      .locator('.part.sidebar .composite.title')
      .filter({ hasText: /source control/i })
      .waitFor();
    await runCommand(page, 'Advisories: Focus on Branches View');
    git(worktree('3.11'), 'add', '--all');
    git(worktree('3.11'), '-c', 'core.editor=true', 'cherry-pick', '--continue');
    await becomes('3.11', 'fix differs');
    await becomes('3.13', 'fix applied');
  });

  it('stands in a table of branches', async () => {
    await runCommand(page, 'Advisories: Show Branch Matrix');
    const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await frame.getByRole('rowheader', { name: '3.13' }).waitFor();
    await screenshot(page, 'embargo-matrix');
  });

  it('is guarded: a loosened guard is told of at once, and mended', async () => {
    git(join(workspace, 'clone.git'), 'config', 'remote.fork.pushurl', 'https://elsewhere.example/x.git');
    await waitForNotification(page, /The guard is loosened/);
    await screenshot(page, 'embargo-loosened');
    await clickNotification(page, /The guard is loosened/, 'Mend');
    await waitForNotification(page, /The guard holds: pushes reach the private fork and nothing else/);
    await screenshot(page, 'embargo-mended');
    assert.notEqual(git(join(workspace, 'clone.git'), 'config', 'remote.fork.pushurl'), 'https://elsewhere.example/x.git');
  });

  it('is pushed to the private fork, and to nothing else', async () => {
    await clickRowAction(page, 'Branches', 'main', 'Push to Fork…');
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(await dialogText(page), /Everybody on the advisory sees it/);
    await acceptDialog(page, 'Push');
    await waitForNotification(page, /main pushed to the private fork/);
    await becomes('main', 'pushed to the fork');
  });

  it('is shown whole before it is handed over, with what only few have read marked', async () => {
    await runCommand(page, 'Advisories: Hand Over to Public…');
    await quickItems(page);
    await pickQuickItem(page, 'main');
    await quickItems(page);
    await pickQuickItem(page, 'Enter the Number…');
    await answerInput(page, '90777');
    await eventually('The plan does not open', async () => (await activeEditorTitle(page)) === 'main.handover');
    assert.match(await editorText(page), /gh-90777: Check drives of Windows/);
    const lens = (text: string) => page.locator('.codelens-decoration a').filter({ hasText: text }).first();
    await lens('Make Branch…').waitFor();
    await lens('1 marked line · Accept…').waitFor();
    await screenshot(page, 'embargo-plan');
  });

  it('becomes a branch in the person’s clone, of which nobody hears; what is left to do is shown', async () => {
    await page.locator('.codelens-decoration a').filter({ hasText: 'Read this line' }).first().click();
    await page.locator('.codelens-decoration').filter({ hasText: 'Accepted: five words' }).first().waitFor();
    await page.locator('.codelens-decoration a').filter({ hasText: 'Make Branch…' }).first().click();
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(await dialogText(page), new RegExp(`^Make the public branch ${BRANCH} in your clone\\?`));
    await screenshot(page, 'embargo-make');
    await acceptDialog(page, 'Make Branch');
    await waitForNotification(page, new RegExp(`${BRANCH} is in your clone`));
    await eventually('The checklist does not open', async () => (await activeEditorTitle(page)) === 'checklist.md');
    assert.match(await editorText(page), /Push gh-90777-main yourself/);
    await screenshot(page, 'embargo-checklist');
    assert.equal(git(stage.world.clone, 'rev-list', '--count', `origin/main..${BRANCH}`), '1');
    await becomes('main', 'public branch in your clone');
  });

  for (const theme of ['Dark High Contrast', 'Light Modern'])
    it(`can be read in ${theme}`, async () => {
      await choose(theme);
      await treeRow(page, 'Branches', 'main');
      await screenshot(page, `embargo-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });

  it('is removed after it was said what goes with it', async () => {
    await runCommand(page, 'Advisories: Remove Embargo Workspace…');
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(await dialogText(page), /Lost would be/);
    await screenshot(page, 'embargo-remove');
    await acceptDialog(page, 'Remove All the Same');
    await eventually('The workspace is still there', () => Promise.resolve(!existsSync(workspace)));
  });
});
