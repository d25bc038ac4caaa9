/** An ordinary window on the practice world: the extension as it is installed, the sandbox, a clone of the product. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { installBrowser } from '../../scripts/host/browser-install.ts';
import { unpackExtension } from '../../scripts/host/extension-folder.ts';
import { installServerHost } from '../../scripts/host/server-install.ts';
import { startServerHost, type ServerHost } from '../../scripts/host/server.ts';
import type { Settings } from '../../scripts/host/settings.ts';
import { makeTempFolder, removeFolder } from '../../scripts/host/temp.ts';
import { startHostWorld, type HostWorld } from '../host/world.ts';
import { treeRow } from './trees.ts';
import { acceptDialog, answerInput, closeWindow, openWindow } from './window.ts';

const root = join(import.meta.dirname, '..', '..');

export interface Stage {
  readonly world: HostWorld;
  readonly server: ServerHost;
  /** Opens one more window; all are closed at the end. */
  window(viewport?: { readonly width: number; readonly height: number }): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Sets the stage.
 * @param settings come on top of the practice world's
 * @param env of the machine that the window works on
 */
export async function setStage(settings: Settings = {}, env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const [install, browser, world] = await Promise.all([installServerHost(root), installBrowser(), startHostWorld()]);
  const folder = await makeTempFolder('at-stage');
  const extensionsDir = join(folder, 'extensions');
  await unpackExtension(root, extensionsDir);
  const server = await startServerHost({ install, extensionsDir, userSettings: { ...world.settings, ...settings }, env });
  const pages: Page[] = [];
  return {
    world,
    server,
    window: async (viewport) => {
      const page = await openWindow({ browser, url: server.url({ folder: world.clone }), ...(viewport ? { viewport } : {}) });
      pages.push(page);
      return page;
    },
    close: async () => {
      for (const page of pages) await closeWindow(page);
      await server.stop();
      await world.close();
      await removeFolder(folder);
    },
  };
}

/** Signs in by the button of the welcome, answering what is asked. Each window here has a browser, and so a memory, of its own. */
export async function signInByButton(page: Page, world: HostWorld, login: string): Promise<void> {
  await page
    .locator('.pane .welcome-view a.monaco-button, .pane .welcome-view .monaco-button')
    .filter({ hasText: 'Sign In' })
    .first()
    .click();
  const host = new URL(world.practice.sandbox.url).host;
  await acceptDialog(page, `Use ${host}`);
  await answerInput(page, `practice_${login}`);
  await treeRow(page, 'Inbox', 'Mine');
}
