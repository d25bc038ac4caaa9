/** Drives an ordinary window of VS Code in a browser, as a person would. Everything waits for a condition, never for time. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Locator, type Page } from 'playwright-core';
import { browserArguments } from '../../scripts/host/browser-install.ts';
import { poll } from '../../scripts/host/poll.ts';
import { limitMs, named, type Dom } from './dom.ts';

const screenshots = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'out', 'screenshots');

export interface WindowOptions {
  /** Path of a Chromium. */
  readonly browser: string;
  readonly url: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Opens a window in a browser of its own and waits until it can be used. `closeWindow` ends both. */
export async function openWindow(options: WindowOptions): Promise<Page> {
  const browser = await chromium.launch({ executablePath: options.browser, args: [...browserArguments] });
  try {
    // With motion, pictures would show things half faded in.
    const page = await browser.newPage({ viewport: options.viewport ?? { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(limitMs);
    await page.goto(options.url);
    await waitForWorkbench(page);
    return page;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Closes the window and its browser. */
export async function closeWindow(page: Page): Promise<void> {
  await page.context().browser()?.close();
}

/** Waits until the workbench has drawn itself and is connected to its extension host's machine. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.activitybar .action-item').first().waitFor({ timeout: 60_000 });
  await page.locator('.part.statusbar .statusbar-item').first().waitFor();
}

/** Runs a command of the palette by its full title, such as `Advisories: Refresh`; waits until it is offered. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = quickRows(page).filter({ has: named(page, title) });
  await poll({ what: `The palette does not offer "${title}"`, limitMs }, async () => {
    await page.keyboard.press('F1');
    await quickInput(page).waitFor();
    await quickInput(page).fill(`>${title}`);
    // An extension's commands come a moment after the workbench; the palette does not add them to an open list.
    const offered = await row
      .first()
      .waitFor({ timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
    if (!offered) await page.keyboard.press('Escape');
    return offered;
  });
  await row.first().click();
  await taken(page, `>${title}`, 'The palette');
}

/** Waits until the text was taken, so that nothing is typed into the box of the question before. */
async function taken(page: Page, text: string, who: string): Promise<void> {
  await poll(
    { what: `${who} does not go on`, limitMs },
    async () =>
      !(await quickInput(page).isVisible()) ||
      (await quickInput(page)
        .inputValue({ timeout: 1000 })
        .catch(() => '')) !== text,
  );
}

function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-box input');
}

function quickRows(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
}

/** Types into the open input box and confirms; waits until the box has taken it. */
export async function answerInput(page: Page, text: string): Promise<void> {
  const input = quickInput(page);
  await input.waitFor();
  await input.fill(text);
  await input.press('Enter');
  await taken(page, text, 'The input box');
}

export interface QuickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The items of the open quick pick; of a long one only what is drawn. */
export async function quickItems(page: Page): Promise<QuickItem[]> {
  return poll({ what: 'The quick pick has no items', limitMs }, async () => {
    const items = await quickRows(page).evaluateAll((rows: Dom[]) =>
      rows.map((row) => {
        const text = (selector: string): string => (row.querySelector(selector)?.textContent ?? '').trim();
        return {
          all: Number(row.getAttribute('aria-setsize')),
          label: text('.label-name'),
          description: text('.label-description'),
          detail: text('.quick-input-list-label-meta'),
        };
      }),
    );
    const whole = items.length > 0 && items.length >= Math.min(items[0]?.all ?? 1, 10);
    return whole && items.map(({ label, description, detail }) => ({ label, description, detail }));
  });
}

/** Chooses the item of the open quick pick that has this label. */
export async function pickQuickItem(page: Page, label: string): Promise<void> {
  await quickRows(page)
    .filter({ has: named(page, label) })
    .first()
    .click();
}

/** Shows a view container by its title in the activity bar; one that is shown stays. */
export async function openView(page: Page, title: string): Promise<void> {
  const item = page
    .locator('.part.activitybar .action-item')
    .filter({ has: page.locator(`a.action-label[aria-label^=${JSON.stringify(title)}]`) })
    .first();
  await item.waitFor();
  if (!/\bchecked\b/.test((await item.getAttribute('class')) ?? '')) await item.click();
  await poll({ what: `The view "${title}" does not open`, limitMs }, async () =>
    (
      await page
        .locator('.part.sidebar .composite.title h2')
        .innerText()
        .catch(() => '')
    )
      .toLowerCase()
      .startsWith(title.toLowerCase()),
  );
}

/** The text of the modal dialog that is open. */
export async function dialogText(page: Page): Promise<string> {
  return words(await page.locator('.monaco-dialog-box .dialog-message-container').innerText());
}

/** Presses a button of the modal dialog by its text, and waits until the dialog is gone. */
export async function acceptDialog(page: Page, button: string): Promise<void> {
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.locator('.dialog-buttons .monaco-button').getByText(button, { exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** The texts of the notifications that are shown now. */
export async function notifications(page: Page): Promise<string[]> {
  return (await page.locator('.notification-list-item:visible .notification-list-item-message').allInnerTexts()).map(words);
}

/** Waits for a notification that matches; gives its text. */
export async function waitForNotification(page: Page, pattern: RegExp): Promise<string> {
  return poll({ what: `No notification ${pattern}`, limitMs }, async () =>
    (await notifications(page)).find((text) => pattern.test(text)),
  );
}

/** Presses a button of a notification that matches. */
export async function clickNotification(page: Page, pattern: RegExp, button: string): Promise<void> {
  await page
    .locator('.notification-list-item:visible')
    .filter({ hasText: pattern })
    .locator('.monaco-button')
    .getByText(button, { exact: true })
    .first()
    .click();
}

export interface StatusBarItem {
  readonly id: string;
  readonly text: string;
  readonly ariaLabel: string;
}

/** The items of the status bar; icons have no text. */
export async function statusBarItems(page: Page): Promise<StatusBarItem[]> {
  return page
    .locator('.part.statusbar .statusbar-item:visible')
    .evaluateAll((items: Dom[]) =>
      items.map((item) => ({
        id: item.id,
        text: item.textContent.trim().replace(/\s+/g, ' '),
        ariaLabel: item.querySelector('[aria-label]')?.getAttribute('aria-label') ?? '',
      })),
    );
}

const activeGroup = '.part.editor .editor-group-container.active';

/** The title of the active editor's tab; undefined when no editor is open. */
export async function activeEditorTitle(page: Page): Promise<string | undefined> {
  const tab = page.locator(`${activeGroup} .tab.active`).first();
  return (await tab.isVisible()) ? ((await tab.getAttribute('data-resource-name')) ?? undefined) : undefined;
}

/** What the active editor's tab shows, with what is told beside the name. */
export async function activeTab(page: Page): Promise<string> {
  return words(await page.locator(`${activeGroup} .tab.active`).first().innerText());
}

/** The lines of the active text editor that can be seen now, in their order. */
export async function editorText(page: Page): Promise<string> {
  const drawn = page.locator(`${activeGroup} .monaco-editor`).first().locator('.view-line');
  await drawn.first().waitFor();
  const lines = await drawn.evaluateAll((elements: Dom[]) =>
    elements
      .map((line) => ({ top: Number.parseFloat(line.style.top), text: line.textContent }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/** Takes a picture of the window into `out/screenshots`; gives its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  await mkdir(screenshots, { recursive: true });
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path });
  return path;
}

function words(text: string): string {
  return text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();
}

/** The highest link in the open editor that begins with a text: the order in the page is not that on the screen. */
export async function highestLink(page: Page, text: string): Promise<Locator> {
  const links = page.locator('.monaco-editor .detected-link').filter({ hasText: text });
  await links.first().waitFor();
  const all = await Promise.all(
    (await links.all()).map(async (link) => ({ link, y: (await link.boundingBox())?.y ?? Infinity })),
  );
  return all.reduce((best, one) => (one.y < best.y ? one : best)).link;
}
