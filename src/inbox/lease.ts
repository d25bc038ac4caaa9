import { createHash } from 'node:crypto';
import { DAY, type Clock } from '../common/ports.ts';
import type { Files } from './cache.ts';

const KEPT_FOR = 30 * DAY;

/**
 * Says which of several windows may tell something: each thing is leased once on a machine, to the window that first
 * makes the file for it. The file's name tells nothing of the thing.
 */
export class Lease {
  readonly #files: Files;
  readonly #clock: Clock;

  constructor(files: Files, clock: Clock) {
    this.#files = files;
    this.#clock = clock;
  }

  /** true for exactly one caller on this machine. A folder that cannot be written gives it to nobody twice: false. */
  async take(what: string): Promise<boolean> {
    await this.#sweep();
    const name = `lease-${createHash('sha256').update(what).digest('hex').slice(0, 32)}`;
    return this.#files.claim(name);
  }

  /** Removes all leases, as at sign-out. */
  async clear(): Promise<void> {
    for (const file of await this.#files.list()) if (file.name.startsWith('lease-')) await this.#files.remove(file.name);
  }

  async #sweep(): Promise<void> {
    for (const file of await this.#files.list()) {
      if (file.name.startsWith('lease-') && this.#clock() - file.changedAt > KEPT_FOR) await this.#files.remove(file.name);
    }
  }
}
