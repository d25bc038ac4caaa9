/** Finds a desktop VS Code on this machine. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath } from './build-tools.ts';

export type Desktop =
  | { readonly executable: string }
  /** It may be fetched from VS Code's download site. */
  | { readonly download: true }
  | { readonly why: string };

/** Where a desktop VS Code comes from: VSCODE_EXECUTABLE, `code` on the PATH, or, when asked for, its download. */
export function findDesktop(env: NodeJS.ProcessEnv = process.env): Desktop {
  const named = env.VSCODE_EXECUTABLE;
  if (named !== undefined && named !== '') {
    return existsSync(named) ? { executable: named } : { why: `VSCODE_EXECUTABLE names ${named}, which is not there` };
  }
  const command = findOnPath('code');
  const executable = command === undefined ? undefined : executableOf(command);
  if (executable !== undefined) return { executable };
  if (env.ADVISORY_TRIAGE_DOWNLOAD_VSCODE === '1') return { download: true };
  return {
    why:
      command === undefined
        ? 'there is no `code` on the PATH, VSCODE_EXECUTABLE is not set, and ADVISORY_TRIAGE_DOWNLOAD_VSCODE is not 1'
        : `${command} is not the command of a desktop VS Code; set VSCODE_EXECUTABLE`,
  };
}

/** The program behind the `code` command, which is a script beside it that returns at once. */
export function executableOf(command: string): string | undefined {
  const home = dirname(dirname(realpathSync(command)));
  const candidates = [
    join(home, 'code'),
    join(home, 'Code.exe'),
    join(home, '..', '..', 'MacOS', 'Electron'),
    join(home, '..', '..', 'MacOS', 'Code'),
  ];
  return candidates.find((file) => existsSync(file));
}

/** What must stand before the executable so that it has a screen; undefined when there is none to be had. */
export function screenCommand(env: NodeJS.ProcessEnv = process.env): readonly string[] | undefined {
  if (process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return [];
  const xvfb = findOnPath('xvfb-run');
  return xvfb === undefined ? undefined : [xvfb, '-a'];
}

/** The arguments that keep a desktop window apart from the user's own VS Code. */
export function separateArguments(userDataDir: string, extensionsDir: string): string[] {
  return [
    `--user-data-dir=${userDataDir}`,
    `--extensions-dir=${extensionsDir}`,
    '--no-sandbox',
    '--disable-gpu-sandbox',
    '--disable-updates',
    '--skip-welcome',
    '--skip-release-notes',
    '--disable-workspace-trust',
    '--disable-telemetry',
  ];
}

/** The environment of a desktop window. In a terminal of VS Code a variable is set that would make a plain Node of it. */
export function desktopEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE');
  return { ...Object.fromEntries(inherited), ...more };
}
