import type { Secrets, Timers } from '../common/ports.ts';
import type { Files } from '../inbox/cache.ts';
import { KEY_BYTES, newKey } from '../inbox/sealed.ts';
import { waitForOther, WAITS } from './other-window.ts';

const SECRET = 'advisoryTriage.draftKey';
const CLAIM = /^draft-key-([1-9][0-9]{0,5})$/;

/**
 * The keys of drafts. They survive signing out. Storing a key replaces the one of that name, so that two windows that
 * make the first key at once, or a key chain that is empty for a moment, would make earlier drafts unreadable for good;
 * therefore each key has a name of its own, which a window has to claim with a file before it stores anything there.
 */
export class DraftKeys {
  readonly #files: Files;
  readonly #secrets: Secrets;
  readonly #timers: Timers;
  readonly #known = new Map<number, Buffer>();

  constructor(files: Files, secrets: Secrets, timers: Timers) {
    this.#files = files;
    this.#secrets = secrets;
    this.#timers = timers;
  }

  /** All keys that can be had, the newest first. */
  async all(): Promise<readonly Buffer[]> {
    const found: Buffer[] = [];
    for (const number of await this.#claimed()) {
      const key = await this.#get(number);
      if (key && key !== 'locked') found.push(key);
    }
    return found;
  }

  /** The key to seal with, made where there is none; undefined where none can be stored. */
  async forSealing(): Promise<Buffer | undefined> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const last = (await this.#claimed())[0] ?? 0;
      const known = last === 0 ? undefined : await this.#awaited(last);
      if (known === 'locked') return undefined;
      if (known) return known;
      const made = await this.#make(last + 1);
      if (made) return made;
    }
    return undefined;
  }

  async #make(number: number): Promise<Buffer | undefined> {
    const claim = `draft-key-${number}`;
    if (!(await this.#files.claim(claim))) return undefined;
    const key = newKey();
    try {
      await this.#secrets.store(secretOf(number), key.toString('base64'));
    } catch {
      await this.#files.remove(claim).catch(() => undefined);
      return undefined;
    }
    this.#known.set(number, key);
    return key;
  }

  /** The key of a number; another window may just be storing it. */
  async #awaited(number: number): Promise<Buffer | 'locked' | undefined> {
    for (let wait = 0; wait < WAITS; wait++) {
      const key = await this.#get(number);
      if (key) return key;
      await waitForOther(this.#timers);
    }
    return undefined;
  }

  /** `locked`: the key chain does not answer, so that nobody knows whether there is a key. */
  async #get(number: number): Promise<Buffer | 'locked' | undefined> {
    const known = this.#known.get(number);
    if (known) return known;
    try {
      const text = await this.#secrets.get(secretOf(number));
      const key = text === undefined ? undefined : Buffer.from(text, 'base64');
      if (key?.length !== KEY_BYTES) return undefined;
      this.#known.set(number, key);
      return key;
    } catch {
      return 'locked';
    }
  }

  /** Numbers of the keys that some window has claimed, the highest first. */
  async #claimed(): Promise<readonly number[]> {
    const files = await this.#files.list();
    const numbers = files.flatMap(({ name }) => {
      const number = CLAIM.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    });
    return numbers.sort((a, b) => b - a);
  }
}

function secretOf(number: number): string {
  return number === 1 ? SECRET : `${SECRET}.${number}`;
}
