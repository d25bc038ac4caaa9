import { DAY, type Clock, type Secrets, type Timers } from '../common/ports.ts';
import { fail, ok, type Result } from '../common/result.ts';
import type { Files, Owner } from '../inbox/cache.ts';
import { DraftKeys } from './draft-keys.ts';
import { DraftStore, hashOf, type Found, type Kept } from './draft-store.ts';
import { waitForOther, WAITS } from './other-window.ts';
import { writeJson } from '../common/plain-json.ts';
import { worthKeeping } from './thinning.ts';

/** A text that is kept on this machine: an advisory as somebody is writing it, or a draft of one's own. */
export interface Draft extends Omit<Kept, 'parent' | 'removedAt'> {
  /** Later savings that cannot be opened (another key, damaged); they are kept. */
  readonly unreadable: number;
}

/** What is to be kept; what is absent stays as it was. */
export type DraftContent = Pick<Draft, 'text' | 'base'> & Partial<Pick<Draft, 'readAt' | 'ledger'>>;

/** An earlier text of a draft. */
export type Earlier = Pick<Draft, 'text' | 'base' | 'savedAt' | 'revision'>;

/** A draft as a list shows it. */
export type DraftEntry = Pick<Draft, 'key' | 'savedAt' | 'revision'>;

export type DraftFailure =
  /** Another window has saved meanwhile; `theirs` is the newest text. */
  | { readonly kind: 'changed-elsewhere'; readonly theirs: Draft }
  /** There is a draft, but it cannot be opened: of another key, or damaged. It is kept. */
  | { readonly kind: 'unreadable' }
  /** It could not be written: no room, no rights, or a key chain that is locked. */
  | { readonly kind: 'not-kept' };

export interface DraftsOptions {
  readonly files: Files;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** So many texts before the newest are all kept; older ones are thinned by time. */
const EARLIER = 20;
/** A removed draft can be brought back for so long. */
const REMOVED_FOR = 30 * DAY;

/**
 * Sealed drafts. Every saving is a file of its own that is never written again, so that nothing is overwritten and a
 * crash costs at most the text that was being written. Of several windows that save from one revision, one gets the
 * next number (the file is made exclusively), the others hear `changed-elsewhere` before they write. A window that
 * stands still for longer than a second between its claim and its writing may be overtaken: it writes all the same,
 * hears `changed-elsewhere`, and its text is among the earlier ones.
 */
export class Drafts {
  readonly #store: DraftStore;
  readonly #clock: Clock;
  readonly #timers: Timers;

  constructor({ files, secrets, clock, timers }: DraftsOptions) {
    this.#store = new DraftStore(files, new DraftKeys(files, secrets, timers));
    this.#clock = clock;
    this.#timers = timers;
  }

  /** The newest text; undefined where there is none, or where it was removed. */
  async load(owner: Owner, key: string): Promise<Result<Draft | undefined, DraftFailure>> {
    const found = await this.#store.newest(hashOf(owner, key));
    if (!found.kept) return found.unreadable > 0 ? fail({ kind: 'unreadable' }) : ok(undefined);
    return ok(found.kept.removedAt === null ? draftOf(found.kept, found.unreadable) : undefined);
  }

  /**
   * Keeps a text as the next revision.
   * @param expected the revision that the text was begun from; 0: there was none
   */
  async save(owner: Owner, key: string, content: DraftContent, expected: number): Promise<Result<Draft, DraftFailure>> {
    const hash = hashOf(owner, key);
    for (let wait = 0; wait < WAITS;) {
      const found = await this.#store.newest(hash);
      const { kept } = found;
      const live = kept?.removedAt === null ? kept : undefined;
      if (live && live.revision !== expected) return fail({ kind: 'changed-elsewhere', theirs: draftOf(live, found.unreadable) });
      if (found.pending && ++wait < WAITS) {
        await waitForOther(this.#timers);
        continue;
      }
      const next = this.#next(owner, key, content, live, found);
      if (live && isSame(live, next)) return ok(draftOf(live, found.unreadable));
      const written = await this.#store.write(hash, next);
      if (written === 'taken') {
        wait++;
        await waitForOther(this.#timers);
        continue;
      }
      return written === 'written' ? await this.#conclude(hash, next, found) : fail({ kind: 'not-kept' });
    }
    return fail({ kind: 'not-kept' });
  }

  #next(owner: Owner, key: string, content: DraftContent, live: Kept | undefined, found: Found): Kept {
    const now = this.#clock();
    const sameBase = live !== undefined && writeJson(live.base) === writeJson(content.base);
    const readAt = content.readAt !== undefined ? content.readAt : content.base === null ? null : sameBase ? live.readAt : now;
    return {
      key,
      owner,
      text: content.text,
      base: content.base,
      readAt,
      savedAt: now,
      revision: found.highest + 1,
      parent: live?.revision ?? 0,
      ledger: 'ledger' in content ? content.ledger : live?.ledger,
      removedAt: null,
    };
  }

  /** Whether another window has overtaken this one while it wrote; what is too old goes. */
  async #conclude(hash: string, written: Kept, before: Found): Promise<Result<Draft, DraftFailure>> {
    const others = await this.#store.between(hash, before.kept?.revision ?? 0, written.revision);
    const theirs = others.find(({ removedAt }) => removedAt === null);
    if (theirs) return fail({ kind: 'changed-elsewhere', theirs: draftOf(theirs, 0) });
    await this.#store.prune(hash, written.revision - EARLIER, (older) => worthKeeping(older, this.#clock()));
    return ok(draftOf(written, before.unreadable));
  }

  /**
   * The texts that were saved before, newest first, without those that the next one repeats: the last 20, and older ones
   * the further apart the older they are. Those of a removed draft have its last text among them.
   */
  async history(owner: Owner, key: string): Promise<readonly Earlier[]> {
    const [newest, ...older] = await this.#store.readable(hashOf(owner, key));
    if (!newest) return [];
    const texts = newest.removedAt === null ? [newest, ...older] : older;
    const told = texts.filter((one, at) => one.removedAt === null && one.text !== texts[at - 1]?.text);
    return (newest.removedAt === null ? told.slice(1) : told).map(({ text, base, savedAt, revision }) => ({
      text,
      base,
      savedAt,
      revision,
    }));
  }

  /** Takes a draft out of sight. It can be brought back for 30 days. */
  async remove(owner: Owner, key: string): Promise<Result<void, DraftFailure>> {
    const hash = hashOf(owner, key);
    for (let attempt = 0; attempt < WAITS; attempt++) {
      const { kept, highest } = await this.#store.newest(hash);
      if (kept?.removedAt !== null) return ok(undefined);
      const now = this.#clock();
      const written = await this.#store.write(hash, {
        ...kept,
        revision: highest + 1,
        parent: kept.revision,
        savedAt: now,
        removedAt: now,
      });
      if (written === 'written') return ok(undefined);
      if (written === 'failed') return fail({ kind: 'not-kept' });
      await waitForOther(this.#timers);
    }
    return fail({ kind: 'not-kept' });
  }

  /** Brings a removed draft back; undefined where there is none. */
  async bringBack(owner: Owner, key: string): Promise<Result<Draft, DraftFailure> | undefined> {
    const { kept } = await this.#store.newest(hashOf(owner, key));
    if (kept === undefined || kept.removedAt === null) return undefined;
    const { text, base, readAt, ledger } = kept;
    return this.save(owner, key, { text, base, readAt, ledger }, 0);
  }

  /** Drafts of an account; those that were removed more than 30 days ago go for good at this occasion. */
  async list(owner: Owner): Promise<readonly DraftEntry[]> {
    return this.#listed(owner, (removedAt) => removedAt === null);
  }

  /** Removed drafts of an account that can still be brought back. */
  async removed(owner: Owner): Promise<readonly DraftEntry[]> {
    return this.#listed(owner, (removedAt) => removedAt !== null);
  }

  async #listed(owner: Owner, fits: (removedAt: number | null) => boolean): Promise<readonly DraftEntry[]> {
    const entries: DraftEntry[] = [];
    for (const { hash, kept } of await this.#store.all()) {
      if (!kept) continue;
      if (kept.removedAt !== null && this.#clock() - kept.removedAt > REMOVED_FOR) {
        await this.#store.prune(hash, kept.revision + 1);
        continue;
      }
      if (kept.owner !== owner || !fits(kept.removedAt)) continue;
      entries.push({ key: kept.key, savedAt: kept.savedAt, revision: kept.revision });
    }
    return entries;
  }

  /** How many drafts are there of which nothing can be opened. They are kept: the key may come back. */
  async unreadable(): Promise<number> {
    return (await this.#store.all()).filter(({ kept, unreadable }) => !kept && unreadable > 0).length;
  }
}

function draftOf(kept: Kept, unreadable: number): Draft {
  const { key, owner, text, base, readAt, savedAt, revision, ledger } = kept;
  return { key, owner, text, base, readAt, savedAt, revision, ledger, unreadable };
}

function isSame(a: Kept, b: Kept): boolean {
  const content = ({ text, base, readAt, ledger }: Kept) => writeJson([text, base, readAt, ledger ?? null]);
  return content(a) === content(b);
}
