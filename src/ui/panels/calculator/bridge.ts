import { parseVector } from '../../../advisory/cvss/vector.ts';
import type { Disposable } from '../../../common/events.ts';
import type { Timers } from '../../../common/ports.ts';
import { fromPage, type Subject, type ToPage, type Version } from './messages.ts';

/** The document under the cursor, as the calculator sees it. */
export interface CalculatorPort {
  /** The document's vector changed, or another document is under the cursor; undefined where there is none. */
  onDidChangeVector(listener: (it: Subject | undefined) => void): Disposable;
  /** The advisory under the cursor now. */
  current(): Subject | undefined;
  /** Writes a vector into the document that `current` tells of, as one edit that can be undone. False: not written. */
  apply(vector: string): Promise<boolean>;
}

export interface BridgeOptions {
  readonly port: CalculatorPort;
  readonly timers: Timers;
  /** Whether choices are written as they are made, to begin with. */
  readonly live: boolean;
  send(message: ToPage): void;
  copy(text: string): Promise<void>;
}

interface Wish {
  readonly name: string;
  readonly vector: string;
}

/** So long after the last choice it is written: going through a row by the arrow keys is one edit, not four. */
export const WRITE_AFTER_MS = 150;

/**
 * What the host does for one page: tells it of the document, and writes what a person chose. One write is under way at a
 * time, and the last wish counts. A wish is for an advisory by its name: what was chosen for one is never written to
 * another that has come under the cursor since.
 */
export class Bridge {
  readonly #options: BridgeOptions;
  readonly #listening: Disposable;
  #live: boolean;
  #ready = false;
  #version: Version | undefined;
  #wish: Wish | undefined;
  #stopTimer: (() => void) | undefined;
  #writing = false;
  #closed = false;

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.#live = options.live;
    this.#listening = options.port.onDidChangeVector((subject) => {
      this.#tell(subject);
    });
  }

  /** Whether choices are written as they are made. */
  get live(): boolean {
    return this.#live;
  }

  /** Shows a version: at once, or when the page is there. */
  show(version: Version): void {
    if (this.#ready) this.#options.send({ kind: 'version', version });
    else this.#version = version;
  }

  /** The page is out of sight, and so it is taken down; it will call when it is there again. */
  rest(): void {
    this.#ready = false;
  }

  /** Does what the page asks for; anything that is no message of the page's is left alone. */
  receive(message: unknown): void {
    const it = fromPage(message);
    switch (it?.kind) {
      case undefined:
        return;
      case 'ready':
        this.#start();
        return;
      case 'live':
        this.#live = it.on;
        return;
      case 'changed':
        if (this.#live) this.#want(it, WRITE_AFTER_MS);
        return;
      case 'apply':
        this.#want(it, 0);
        return;
      case 'copy':
        void this.#copy(it.vector);
        return;
    }
  }

  /** The page is gone. What was chosen before is still written. */
  close(): void {
    this.#closed = true;
    this.#listening.dispose();
    this.#stopTimer?.();
    void this.#write();
  }

  #start(): void {
    this.#ready = true;
    this.#options.send({ kind: 'live', on: this.#live });
    this.#tell(this.#options.port.current());
    if (this.#version !== undefined) this.show(this.#version);
    this.#version = undefined;
  }

  #tell(subject: Subject | undefined): void {
    if (this.#closed || !this.#ready) return;
    this.#options.send(subject ? { ...subject, kind: 'vector' } : { kind: 'nothing' });
  }

  #want({ name, vector }: Wish, ms: number): void {
    // The page is ours, but nothing that is not a whole vector gets into a document.
    if (this.#closed || !parseVector(vector).ok) return;
    this.#wish = { name, vector };
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (ms === 0) void this.#write();
    else
      this.#stopTimer = this.#options.timers.after(ms, () => {
        void this.#write();
      });
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    for (let wish = this.#wish; wish; wish = this.#wish) {
      this.#wish = undefined;
      const done = await this.#writeOne(wish);
      if (!this.#closed) this.#options.send({ kind: 'written', ...wish, ok: done });
    }
    this.#writing = false;
  }

  async #writeOne({ name, vector }: Wish): Promise<boolean> {
    const { port } = this.#options;
    const now = port.current();
    if (now?.name !== name) return false;
    if (now.text === vector) return true;
    try {
      return await port.apply(vector);
    } catch {
      return false;
    }
  }

  async #copy(vector: string): Promise<void> {
    if (!parseVector(vector).ok) return;
    await this.#options.copy(vector);
    if (!this.#closed) this.#options.send({ kind: 'copied' });
  }
}
