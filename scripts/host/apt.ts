/** Debian packages, where this process may install them. */
import { existsSync } from 'node:fs';
import { runQuietly } from './run-quietly.ts';

/** Whether this process is root on a machine with apt-get. */
export function canApt(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs packages; apt's own output is shown only when it fails. */
export async function aptInstall(packages: readonly string[], say: (line: string) => void): Promise<void> {
  say(`Installing Debian packages: ${packages.join(' ')}`);
  await apt(['update']);
  await apt(['install', '-y', '--no-install-recommends', ...packages]);
}

function apt(args: readonly string[]): Promise<void> {
  return runQuietly('/usr/bin/apt-get', ['-q', ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
