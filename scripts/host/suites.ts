/** One set of suites, run in every kind of VS Code that this machine has. */
import { join } from 'node:path';
import { findDesktop, screenCommand } from './desktop.ts';
import { installBrowser } from './browser-install.ts';
import { installServerHost } from './server-install.ts';
import { runSuitesInDesktop } from './suites-desktop.ts';
import { runSuitesInServerHost } from './suites-server.ts';
import type { SuiteOptions, SuiteResult } from './suite-result.ts';

export { runSuitesInDesktop } from './suites-desktop.ts';
export { runSuitesInServerHost } from './suites-server.ts';
export type { SuiteOptions, SuiteResult } from './suite-result.ts';

export interface AllHosts {
  readonly results: readonly SuiteResult[];
  /** One line a host: used, or why not. */
  readonly notes: readonly string[];
}

/** Runs the suites in the server host, and in a desktop VS Code where there is one. */
export async function runSuitesInAllHosts(root: string, options: SuiteOptions): Promise<AllHosts> {
  const results: SuiteResult[] = [];
  const notes: string[] = [];
  const add = (result: SuiteResult): void => {
    results.push(result);
    notes.push(
      `${result.host} host, VS Code ${result.version}: ` +
        `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`,
    );
  };
  const install = await installServerHost(root);
  const browser = await installBrowser();
  add(await runSuitesInServerHost({ ...options, install, browser }));
  const desktop = findDesktop();
  if ('why' in desktop) notes.push(`desktop host not used: ${desktop.why}`);
  else if (screenCommand() === undefined) notes.push('desktop host not used: no DISPLAY and no xvfb-run');
  else add(await runSuitesInDesktop({ ...options, desktop, cachePath: join(root, '.vscode-test') }));
  return { results, notes };
}
