/** Shows an address to the person who started the program. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findBrowser } from './browser-install.ts';
import { findOnPath } from './build-tools.ts';
import { endTree, startReaper } from './process-tree.ts';

/** The command that shows `url`, or undefined when there is no screen or no browser. */
export function browserCommand(url: string, profile: string, env: NodeJS.ProcessEnv = process.env): string[] | undefined {
  if (process.platform === 'darwin') return ['open', url];
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  const root = process.getuid?.() === 0;
  const opener = findOnPath('xdg-open');
  // As root a browser starts without its sandbox only when told so, which xdg-open cannot.
  if (opener !== undefined && !root) return [opener, url];
  const browser = findBrowser();
  if (browser === undefined) return undefined;
  return [browser, ...(root ? ['--no-sandbox'] : []), '--no-first-run', `--user-data-dir=${join(profile, 'browser')}`, url];
}

/** Opens the browser; gives the call that ends it, or undefined when there is none to open. */
export function openBrowser(url: string, profile: string): (() => Promise<void>) | undefined {
  const [program, ...args] = browserCommand(url, profile) ?? [];
  if (program === undefined) return undefined;
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
  const { pid } = child;
  if (pid === undefined) return undefined;
  const release = startReaper({ group: pid });
  return async () => {
    await endTree(pid);
    release();
  };
}
