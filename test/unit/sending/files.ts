/** Files and secrets in memory, as two windows share them, with what may go wrong. */
import type { Secrets, Timers } from '../../../src/common/ports.ts';
import type { Files } from '../../../src/inbox/cache.ts';

export class MemoryFiles implements Files {
  readonly kept = new Map<string, Buffer>();
  /** Names of which a write fails. */
  broken: RegExp | undefined;
  /** Called before each write, as another window would come in between. */
  beforeWrite: ((name: string) => Promise<void>) | undefined;

  read(name: string): Promise<Buffer | undefined> {
    return Promise.resolve(this.kept.get(name));
  }
  async write(name: string, content: Buffer): Promise<void> {
    await this.beforeWrite?.(name);
    if (this.broken?.test(name)) throw new Error('no room');
    this.kept.set(name, Buffer.from(content));
  }
  remove(name: string): Promise<void> {
    this.kept.delete(name);
    return Promise.resolve();
  }
  claim(name: string): Promise<boolean> {
    if (this.kept.has(name) || this.broken?.test(`claim ${name}`)) return Promise.resolve(false);
    this.kept.set(name, Buffer.alloc(0));
    return Promise.resolve(true);
  }
  list(): Promise<readonly { readonly name: string; readonly changedAt: number }[]> {
    return Promise.resolve([...this.kept.keys()].map((name) => ({ name, changedAt: 0 })));
  }
  names(pattern: RegExp): readonly string[] {
    return [...this.kept.keys()].filter((name) => pattern.test(name)).sort();
  }
}

export class MemorySecrets implements Secrets {
  readonly kept = new Map<string, string>();
  locked = false;

  get(key: string): Promise<string | undefined> {
    return this.locked ? Promise.reject(new Error('locked')) : Promise.resolve(this.kept.get(key));
  }
  store(key: string, value: string): Promise<void> {
    if (this.locked) return Promise.reject(new Error('locked'));
    this.kept.set(key, value);
    return Promise.resolve();
  }
  delete(key: string): Promise<void> {
    this.kept.delete(key);
    return Promise.resolve();
  }
}

/** Timers whose time passes as soon as everything else has had its turn. */
export const hurried: Timers = {
  after(_, run) {
    const handle = setImmediate(run);
    return () => {
      clearImmediate(handle);
    };
  },
};
