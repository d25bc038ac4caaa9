import type { ChildProcess } from 'node:child_process';

/** How a git has ended: its status, or why there is none. */
export interface ChildEnd {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly out: Buffer;
  /** The beginning of what it said on standard error, to be looked at and not to be shown. */
  readonly problem: string;
  readonly stopped: 'missing' | 'cancelled' | 'too-large' | undefined;
}

export interface ChildBounds {
  readonly signal?: AbortSignal | undefined;
  /** More output than this ends it. */
  readonly mostBytes: number;
}

const MOST_PROBLEM = 16 * 1024;

/** Waits for a git that was started with pipes, and takes in what it says; on a signal, or when it says too much, it is ended. */
export function childEnd(child: ChildProcess, { signal, mostBytes }: ChildBounds): Promise<ChildEnd> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let problem = '';
    let stopped: ChildEnd['stopped'];
    const stop = (why: NonNullable<ChildEnd['stopped']>) => {
      stopped ??= why;
      // Git removes its locks on SIGTERM.
      child.kill();
    };
    const onAbort = () => {
      stop('cancelled');
    };
    let done = false;
    const finish = (status: number | null) => {
      if (done) return;
      done = true;
      signal?.removeEventListener('abort', onAbort);
      resolve({ status, out: Buffer.concat(chunks), problem, stopped });
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) stop('too-large');
      else chunks.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (problem.length < MOST_PROBLEM) problem += chunk.toString('utf8');
    });
    child.on('error', () => {
      stopped ??= 'missing';
      finish(null);
    });
    child.on('close', finish);
  });
}
