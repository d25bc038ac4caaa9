import { createHash } from 'node:crypto';
import type { Advisory, RepositoryName } from '../advisory/model.ts';
import { readJson, writeJson } from '../common/plain-json.ts';
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

/** What is kept of one repository's list between windows and starts. */
export interface Kept {
  /** When the whole list was read, in milliseconds since the epoch. */
  readonly readAt: number;
  readonly pages: readonly Page<Advisory>[];
  /** GHSA ids that are new to the person. */
  readonly unseen: readonly string[];
  /** Since when advisories have had no coordinator, by GHSA id, in milliseconds since the epoch. */
  readonly unassigned?: Readonly<Record<string, number>>;
}

/** Whose list it is: an account on a host. */
export type Owner = string;

const KEY_NAME = 'advisoryTriage.cacheKey';
/** Raised when the shape of what is kept changes: an older file is then read afresh from GitHub. */
const VERSION = 1;
/** Its presence says that somebody is signed in on this machine; windows look for it before they keep anything. */
const PRESENCE = 'signed-in';

/**
 * The sealed lists on disk: a file for each repository of an account, so that windows with different lists do not undo
 * each other's work, and that a list of somebody else's account is never shown.
 */
export class Cache {
  readonly #files: Files;
  readonly #secrets: Secrets;
  #noted = false;

  constructor(files: Files, secrets: Secrets) {
    this.#files = files;
    this.#secrets = secrets;
  }

  /** Notes on this machine that somebody is signed in. */
  async enter(): Promise<void> {
    await this.#files.claim(PRESENCE);
    this.#noted = (await this.#files.read(PRESENCE)) !== undefined;
  }

  /** Whether nobody has signed out on this machine since `enter`. Where no file can be written nobody could tell. */
  async isEntered(): Promise<boolean> {
    return !this.#noted || (await this.#files.read(PRESENCE)) !== undefined;
  }

  /**
   * What was kept of a repository's list, or why there is nothing: `absent`, or `unreadable` for a file that is corrupt,
   * of another key or of another version. An unreadable file stays until the next save replaces it.
   */
  async load(owner: Owner, repository: RepositoryName): Promise<Kept | 'absent' | 'unreadable'> {
    const sealed = await this.#files.read(fileName(owner, repository));
    if (!sealed) return 'absent';
    const key = await this.#key();
    const opened = key && open(sealed, key, purpose(owner, repository));
    if (!opened?.ok) return 'unreadable';
    try {
      const kept = readJson(opened.value.toString('utf8')) as { version?: unknown } & Kept;
      return kept.version === VERSION && Array.isArray(kept.pages) && Array.isArray(kept.unseen) ? kept : 'unreadable';
    } catch {
      return 'unreadable';
    }
  }

  /** Keeps a repository's list, sealed. The key is made when there is none. */
  async save(owner: Owner, repository: RepositoryName, kept: Kept): Promise<void> {
    const key = (await this.#key()) ?? (await this.#makeKey());
    await this.#files.write(
      fileName(owner, repository),
      seal(Buffer.from(writeJson({ version: VERSION, ...kept })), key, purpose(owner, repository)),
    );
  }

  /** Removes what is kept of a repository that is no longer listed. */
  async forget(owner: Owner, repository: RepositoryName): Promise<void> {
    await this.#files.remove(fileName(owner, repository));
  }

  /**
   * Removes every kept list, its key, and what a crash may have left of a write. The key goes first: whatever cannot be
   * removed can at least not be opened.
   * @param leave also says on this machine that nobody is signed in any more
   */
  async clear(leave: boolean): Promise<void> {
    await this.#secrets.delete(KEY_NAME);
    for (const { name } of await this.#files.list()) {
      if (/^\.?inbox-/.test(name) || (leave && name === PRESENCE)) await this.#files.remove(name);
    }
  }

  async #key(): Promise<Buffer | undefined> {
    const text = await this.#secrets.get(KEY_NAME);
    const key = text === undefined ? undefined : Buffer.from(text, 'base64');
    return key?.length === KEY_BYTES ? key : undefined;
  }

  /** Two windows may make one at the same time: the one that is kept counts. */
  async #makeKey(): Promise<Buffer> {
    const made = newKey();
    await this.#secrets.store(KEY_NAME, made.toString('base64'));
    return (await this.#key()) ?? made;
  }
}

function purpose(owner: Owner, repository: RepositoryName): string {
  return `inbox ${owner} ${repository.toLowerCase()}`;
}

/** Neither the account's nor the repository's name is to be read off the file's. */
function fileName(owner: Owner, repository: RepositoryName): string {
  return `inbox-${createHash('sha256').update(purpose(owner, repository)).digest('hex').slice(0, 24)}.sealed`;
}
