/** The browser in which windows of the server host are driven. */
import { existsSync } from 'node:fs';
import { aptInstall, canApt } from './apt.ts';
import { findOnPath } from './build-tools.ts';

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const places = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What Chromium is started with: no sandbox (root in a container has none), nothing that calls home. */
export const browserArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The path of a Chromium: the variable CHROMIUM first, then the usual places. */
export function findBrowser(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which is not there.`);
    return named;
  }
  for (const command of commands) {
    const found = findOnPath(command);
    if (found !== undefined) return found;
  }
  return places.find((place) => existsSync(place));
}

/** Finds a Chromium or, as root on Debian, installs one; else says which command to run. */
export async function installBrowser(): Promise<string> {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (canApt()) {
    await aptInstall(['chromium'], (line) => void process.stderr.write(`${line}\n`));
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Chromium was found. On Debian: sudo apt-get update && sudo apt-get install -y chromium; ' +
      'or set the variable CHROMIUM to the path of a Chromium or Chrome.',
  );
}
