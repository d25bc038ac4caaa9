import { spawn } from 'node:child_process';

export interface QuietOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command whose output nobody wants to see, unless it fails: then the output's end is in the error. */
export function runQuietly(command: string, args: readonly string[], options: QuietOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    const keep = (chunk: string): void => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const where = options.cwd === undefined ? '' : `\nin ${options.cwd}`;
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')}${where} failed (${code ?? signal ?? ''}):\n${output.trim()}`));
    });
  });
}
