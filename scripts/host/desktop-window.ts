/** A window of desktop VS Code, apart from the user's own. */
import { spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { desktopEnvironment, separateArguments } from './desktop.ts';
import { poll } from './poll.ts';
import { endTree, started, startReaper } from './process-tree.ts';
import { writeDesktopSettings, type Settings } from './settings.ts';

export interface DesktopWindowOptions {
  readonly command: readonly string[];
  readonly userSettings: Settings;
  readonly extensionsDir: string;
  readonly userDataDir: string;
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface DesktopWindow {
  /** Resolves when VS Code ends, for instance because its window was closed. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Opens a window; resolves when its extension host has started. */
export async function openDesktopWindow(options: DesktopWindowOptions): Promise<DesktopWindow> {
  await writeDesktopSettings(options.userDataDir, options.userSettings);
  const [program = '', ...before] = options.command;
  const child = spawn(
    program,
    [...before, '--new-window', ...separateArguments(options.userDataDir, options.extensionsDir), options.folder],
    { detached: true, stdio: 'ignore', env: desktopEnvironment(options.env) },
  );
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const pid = await started(child);
  const release = startReaper({ group: pid });
  const stop = async (): Promise<void> => {
    await endTree(pid);
    release();
  };
  try {
    await poll({ what: 'Desktop VS Code does not open its window', limitMs: 60_000, everyMs: 200 }, () => {
      if (child.exitCode !== null) throw new Error(`Desktop VS Code ended with code ${child.exitCode}.`);
      return hasWindow(options.userDataDir);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ended, stop };
}

function hasWindow(userDataDir: string): boolean {
  const logs = join(userDataDir, 'logs');
  return existsSync(logs) && globSync('*/window*/exthost', { cwd: logs }).length > 0;
}
