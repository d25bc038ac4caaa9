/** Runs the suites in the extension host of the server host, started by a window in a headless browser. */
import { format, stripVTControlCharacters } from 'node:util';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { browserArguments } from './browser-install.ts';
import { deferred } from './deferred.ts';
import type { ServerInstall } from './server-install.ts';
import { startServerHost, type ServerHost } from './server.ts';
import {
  defaultTimeLimitMs,
  LineLog,
  runnerEnvironment,
  suiteResult,
  type SuiteOptions,
  type SuiteResult,
} from './suite-result.ts';
import { makeTempFolder, removeFolder } from './temp.ts';

export interface ServerSuiteOptions extends SuiteOptions {
  readonly install: ServerInstall;
  /** Path of a Chromium. */
  readonly browser: string;
}

/** Runs the suites in the server host. Rejects when they do not come to an end, with the log so far. */
export async function runSuitesInServerHost(options: ServerSuiteOptions): Promise<SuiteResult> {
  const folder = await makeTempFolder('at-suites');
  const results = join(folder, 'results.json');
  const log = new LineLog(options.onLine);
  let server: ServerHost | undefined;
  let browser: Browser | undefined;
  try {
    server = await startServerHost({
      install: options.install,
      userSettings: options.userSettings,
      extensionsDir: join(folder, 'extensions'),
      manifest: join(options.extensionDevelopmentPath, 'package.json'),
      smokeTestDriver: true,
      env: runnerEnvironment(options, results),
    });
    browser = await chromium.launch({ executablePath: options.browser, args: [...browserArguments] });
    const code = await runInPage(options, server, browser, log);
    return await suiteResult('server', results, code, log);
  } finally {
    await browser?.close().catch(() => undefined);
    await server?.stop();
    await removeFolder(folder);
  }
}

/** Opens the window that starts the suites; gives the exit code of the extension host. */
async function runInPage(options: ServerSuiteOptions, server: ServerHost, browser: Browser, log: LineLog): Promise<number> {
  const page = await browser.newPage();
  const ended = deferred<number>();
  const limitMs = options.timeLimitMs ?? defaultTimeLimitMs;
  const fail = (why: string): void => ended.reject(new Error(`${why} The log so far:\n${log.tail()}`));
  const limit = setTimeout(() => fail(`The suites did not end within ${limitMs / 1000} s.`), limitMs);
  page.on('crash', () => fail('The page of the window crashed.'));
  browser.on('disconnected', () => fail('The browser ended.'));
  void server.ended.then(() => fail(`The server host ended: ${server.output().slice(-2000)}`));
  // The workbench hands over mocha's formats unfilled: ('%s passing', 5).
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
    const text = plain(args);
    if (!text.startsWith(noise)) log.add(text);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
  try {
    await page.goto(
      server.url({ folder: options.folder }, [
        ['extensionDevelopmentPath', server.uri(options.extensionDevelopmentPath)],
        ['extensionTestsPath', server.uri(options.testsPath)],
      ]),
    );
    return await ended.promise;
  } finally {
    clearTimeout(limit);
    ended.promise.catch(() => undefined);
  }
}

/** The workbench says this again and again, because no gallery is asked for extensions. */
const noise = 'Ignoring fetching additional builtin extensions';

function plain(args: readonly unknown[]): string {
  return stripVTControlCharacters(format(...args));
}
