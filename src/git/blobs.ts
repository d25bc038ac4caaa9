import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fail, ok, type Result } from '../common/result.ts';
import { gitEnvironment, quietly, type GitFailure, type GitOptions } from './run.ts';

export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Larger files are no code that a person reads. */
const MOST_BYTES = 16 * 1024 * 1024;

interface Waiting {
  readonly name: string;
  readonly resolve: (result: Result<GitObject, GitFailure>) => void;
}

/**
 * One long-lived `git cat-file --batch` of a repository. Started at the first request, started anew when it has died.
 * Requests are answered in order.
 */
export class Blobs {
  readonly #folder: string;
  readonly #options: GitOptions;
  #child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  #waiting: Waiting[] = [];
  #chunks: Buffer[] = [];
  #size = 0;
  #wanted = 0;

  constructor(folder: string, options: GitOptions = {}) {
    this.#folder = folder;
    this.#options = options;
  }

  /**
   * Reads one object.
   * @param name an object name as git understands it: `<id>`, `<id>:<path>`; no line break may stand in it
   */
  read(name: string): Promise<Result<GitObject, GitFailure>> {
    if (/[\n\0]/.test(name)) return Promise.resolve(fail({ kind: 'no-such-object' }));
    return new Promise((resolve) => {
      this.#send({ name, resolve });
    });
  }

  #send(one: Waiting): void {
    const child = this.#child ?? this.#start();
    // Idle it must not keep the process alive; with a question open it must, or nobody would hear the answer.
    if (this.#waiting.length === 0) child.ref();
    this.#waiting.push(one);
    child.stdin.write(`${one.name}\n`);
  }

  dispose(): void {
    this.#child?.kill();
    this.#end({ kind: 'cancelled' });
  }

  #start(): ChildProcessByStdio<Writable, Readable, null> {
    const child = spawn(this.#options.gitPath ?? 'git', [...quietly(this.#folder), 'cat-file', '--batch'], {
      env: gitEnvironment(),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    this.#child = child;
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#child === child) this.#take(chunk);
    });
    child.on('error', () => {
      if (this.#child === child) this.#end({ kind: 'git-missing' });
    });
    child.on('close', (status) => {
      if (this.#child === child) this.#goOn({ kind: 'git-failed', status });
    });
    child.unref();
    return child;
  }

  #end(failure: GitFailure): void {
    this.#child = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#chunks = [];
    this.#size = 0;
    this.#wanted = 0;
    for (const one of waiting) one.resolve(fail(failure));
  }

  /**
   * The reader has died over the first question that is open (of a partial clone it does so for what is not there): that
   * one fails, the others are asked anew.
   */
  #goOn(failure: GitFailure): void {
    const [first, ...others] = this.#waiting;
    this.#waiting = [];
    this.#end(failure);
    first?.resolve(fail(failure));
    for (const one of others) this.#send(one);
  }

  /** Chunks are joined only when a whole answer is there, so that a large blob costs one copy. */
  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#waiting.length > 0 && this.#size > 0 && this.#size >= this.#wanted) {
      const buffer = this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
      this.#chunks = [buffer];
      const used = this.#answer(buffer);
      if (used === 0) return;
      if (this.#waiting.length === 0) this.#child?.unref();
      this.#chunks = used < buffer.length ? [buffer.subarray(used)] : [];
      this.#size = buffer.length - used;
      this.#wanted = 0;
    }
  }

  /** Takes one answer from the front of the buffer; returns how many bytes it was, 0 when it is not whole yet. */
  #answer(buffer: Buffer): number {
    const lineEnd = buffer.indexOf(10);
    if (lineEnd < 0) return 0;
    const header = buffer.toString('utf8', 0, lineEnd);
    const found = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(header);
    if (!found) {
      this.#waiting.shift()?.resolve(fail({ kind: 'no-such-object' }));
      return lineEnd + 1;
    }
    const size = Number(found[3]);
    if (size > MOST_BYTES) {
      // It would be sent in full: the reader is put away, and those who wait behind it are asked anew.
      const child = this.#child;
      this.#child = undefined;
      child?.kill();
      this.#goOn({ kind: 'too-large' });
      return 0;
    }
    const end = lineEnd + 1 + size;
    this.#wanted = end + 1;
    if (buffer.length < end + 1) return 0;
    const content = Buffer.from(buffer.subarray(lineEnd + 1, end));
    this.#waiting.shift()?.resolve(ok({ id: found[1] ?? '', type: found[2] ?? '', content }));
    return end + 1;
  }
}
