import type { RepositoryName } from '../advisory/model.ts';
import type { Log } from '../common/ports.ts';
import type { Cache, Kept, Owner } from './cache.ts';

/** Whose lists are kept. */
interface Account {
  readonly login: string;
  readonly host: string;
}

/** Writes to the cache one after the other, and only while its account is the one in use. A disk that refuses costs the copy, not the list. */
export class Keeper {
  readonly #cache: Cache;
  readonly #log: Log;
  readonly #keepOnDisk: () => boolean;
  #saving: Promise<void> = Promise.resolve();

  constructor(cache: Cache, log: Log, keepOnDisk: () => boolean) {
    this.#cache = cache;
    this.#log = log;
    this.#keepOnDisk = keepOnDisk;
  }

  /** A cache that cannot be read at all (a locked keyring) counts as unreadable. */
  async load(account: Account, repository: RepositoryName): Promise<Kept | 'absent' | 'unreadable'> {
    try {
      return await this.#cache.load(ownerOf(account), repository);
    } catch {
      return 'unreadable';
    }
  }

  /** @param inUse whether the account is still the one in use when the turn comes */
  save(
    account: Account,
    inUse: () => boolean,
    lists: readonly { readonly repository: RepositoryName; readonly kept: Kept }[],
  ): Promise<void> {
    this.#saving = this.#saving
      .then(async () => {
        for (const { repository, kept } of lists) {
          // Signing out in another window must not be undone by a write of this one.
          if (!inUse() || !this.#keepOnDisk() || !(await this.#cache.isEntered())) return;
          await this.#cache.save(ownerOf(account), repository, kept);
        }
      })
      .catch(() => {
        this.#log('the sealed list could not be written');
      });
    return this.#saving;
  }

  async forget(account: Account, repositories: readonly RepositoryName[]): Promise<void> {
    await this.settled();
    for (const repository of repositories) await this.#cache.forget(ownerOf(account), repository);
  }

  /** When every write that was asked for has come to its end. */
  settled(): Promise<void> {
    return this.#saving;
  }
}

/** Names an account on a host: what is kept of one is never shown to another. */
export function ownerOf({ host, login }: Account): Owner {
  return `${host} ${login.toLowerCase()}`;
}
