/**
 * The command line, killed at a moment of one's choosing: a `git` on the path counts its calls, and at one of them kills
 * the whole group of processes as a power cut would, or the program alone, so that its gits live on.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from './product.ts';

const CLI = join(import.meta.dirname, '..', '..', '..', 'src', 'cli.ts');

export interface Moment {
  /** The call of git, from 1. */
  readonly call: number;
  /** Milliseconds after that call has begun. */
  readonly after: number;
  readonly whom: 'all' | 'program';
}

export interface Ended {
  /** Null where it was killed. */
  readonly status: number | null;
  readonly out: string;
  /** How often git was called. */
  readonly calls: number;
}

/** Runs `embargo …`; killed at a moment, or to its end. */
export async function embargo(product: Product, args: readonly string[], moment?: Moment): Promise<Ended> {
  const tools = mkdtempSync(join(product.root, 'tools-'));
  const count = join(tools, 'count');
  writeFileSync(count, '');
  mkdirSync(join(tools, 'bin'));
  writeFileSync(join(tools, 'bin', 'git'), wrapper(count, moment), { mode: 0o755 });
  const environment = { ...product.environment, PATH: `${join(tools, 'bin')}:${product.environment.PATH ?? ''}` };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'embargo', ...args], {
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        out += chunk.toString('utf8');
      });
    child.once('error', reject).once('close', (status) => {
      const calls = readFileSync(count).length;
      rmSync(tools, { recursive: true, force: true });
      resolve({ status, out, calls });
    });
  });
}

/** The calls are counted by a byte each, which a file takes whole however many write at once. */
function wrapper(count: string, moment: Moment | undefined): string {
  const victim = moment?.whom === 'all' ? '0' : '$PPID';
  const kill =
    moment === undefined
      ? ''
      : `if [ "$(wc -c < '${count}')" -eq ${moment.call} ]; then ( sleep ${(moment.after / 1000).toFixed(3)}; kill -9 ${victim} ) & fi\n`;
  return `#!/bin/sh\nprintf . >> '${count}'\nPATH="\${PATH#*:}"\n${kill}exec git "$@"\n`;
}
