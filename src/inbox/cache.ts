import { createHash } from 'node:crypto';
import type { Advisory, RepositoryName } from '../advisory/model.ts';
import type { Secrets } from '../common/ports.ts';
import type { Page } from '../github/gateway.ts';
import { KEY_BYTES, newKey, open, seal } from './sealed.ts';

/** The few things a cache does with files; a port, so that tests and rooms do not depend on where they are. */
export interface Files {
  /** undefined: there is no such file, or it cannot be read. */
  read(name: string): Promise<Buffer | undefined>;
  /** Replaces the file as a whole or not at all, readable by its owner only. */
  write(name: string, content: Buffer): Promise<void>;
  remove(name: string): Promise<void>;
  /** Makes an empty file; false when it was there already. */
  claim(name: string): Promise<boolean>;
  list(): Promise<readonly { readonly name: string; readonly changedAt: number }[]>;
}

/** What is kept of the inbox between windows and starts. */
export interface Kept {
  readonly repositories: readonly KeptRepository[];
  /** Keys of advisories that are new to the person. */
  readonly unseen: readonly string[];
}

export interface KeptRepository {
  readonly repository: RepositoryName;
  readonly readAt: number;
  readonly pages: readonly Page<Advisory>[];
}

const KEY_NAME = 'advisoryTriage.cacheKey';
/** Raised when the shape of what is kept changes: an older file is then read afresh from GitHub. */
const VERSION = 1;

/** The sealed list on disk. One file an account and host, so that a file of somebody else's account is never shown. */
export class Cache {
  readonly #files: Files;
  readonly #secrets: Secrets;

  constructor(files: Files, secrets: Secrets) {
    this.#files = files;
    this.#secrets = secrets;
  }

  /**
   * What was kept for an account, or why there is nothing: `absent`, or `unreadable` for a file that is corrupt, of
   * another key or of another version. An unreadable file is left where it is until the next save replaces it.
   */
  async load(account: string): Promise<Kept | 'absent' | 'unreadable'> {
    const sealed = await this.#files.read(fileName(account));
    if (!sealed) return 'absent';
    const key = await this.#key();
    if (!key) return 'unreadable';
    const opened = open(sealed, key, purpose(account));
    if (!opened.ok) return 'unreadable';
    try {
      const kept = JSON.parse(opened.value.toString('utf8')) as { version?: unknown } & Kept;
      return kept.version === VERSION && Array.isArray(kept.repositories) && Array.isArray(kept.unseen) ? kept : 'unreadable';
    } catch {
      return 'unreadable';
    }
  }

  /** Keeps the list of an account, sealed. The key is made when there is none. */
  async save(account: string, kept: Kept): Promise<void> {
    let key = await this.#key();
    if (!key) {
      key = newKey();
      await this.#secrets.store(KEY_NAME, key.toString('base64'));
    }
    await this.#files.write(fileName(account), seal(Buffer.from(JSON.stringify({ version: VERSION, ...kept })), key, purpose(account)));
  }

  /** Removes every kept list and the key. */
  async clear(): Promise<void> {
    for (const file of await this.#files.list()) if (file.name.endsWith('.sealed')) await this.#files.remove(file.name);
    await this.#secrets.delete(KEY_NAME);
  }

  async #key(): Promise<Buffer | undefined> {
    const text = await this.#secrets.get(KEY_NAME);
    const key = text === undefined ? undefined : Buffer.from(text, 'base64');
    return key?.length === KEY_BYTES ? key : undefined;
  }
}

function purpose(account: string): string {
  return `inbox ${account}`;
}

/** The account's name is not to be read off the file's. */
function fileName(account: string): string {
  return `inbox-${createHash('sha256').update(account).digest('hex').slice(0, 16)}.sealed`;
}
