import { createHash } from 'node:crypto';
import type { AdvisoryContent } from '../advisory/content.ts';
import { Lru } from '../common/lru.ts';
import type { Files, Owner } from '../inbox/cache.ts';
import { open, seal } from '../inbox/sealed.ts';
import type { DraftKeys } from './draft-keys.ts';
import type { Ledger } from './ledger.ts';
import { readJson, writeJson } from '../common/plain-json.ts';

/** One saving of a draft, as it is in its file. */
export interface Kept {
  /** The advisory's key, or `draft/name` for one that is no advisory yet. */
  readonly key: string;
  /** The account whose draft it is; '' for drafts of one's own, which are there signed out, too. */
  readonly owner: Owner;
  readonly text: string;
  /** What GitHub held when the text was begun; null for a draft of one's own. */
  readonly base: AdvisoryContent | null;
  /** When `base` was read, in milliseconds since the epoch. */
  readonly readAt: number | null;
  readonly savedAt: number;
  /** Counts the savings; the next one has to name it. */
  readonly revision: number;
  /** The revision that the text was begun from; 0: none. */
  readonly parent: number;
  readonly ledger: Ledger | undefined;
  /** When the draft was removed by this saving; null: it was not. */
  readonly removedAt: number | null;
}

/** What there is of a draft. */
export interface Found {
  /** The newest saving that can be opened. */
  readonly kept: Kept | undefined;
  /** The highest revision of any file, written or only claimed. */
  readonly highest: number;
  /** A later revision has been claimed and not been written yet. */
  readonly pending: boolean;
  /** How many later savings cannot be opened. */
  readonly unreadable: number;
}

/** Raised when the shape of what is kept changes; files of another one are left as they are. */
const VERSION = 1;
const FILE = /^draft-([0-9a-f]{24})-([0-9]{8,12})\.sealed$/;

/** Characters of texts that are kept opened. */
const MOST_OPENED = 16_000_000;

/** The files of drafts: one for each saving, named by a hash of owner and key and by the revision. */
export class DraftStore {
  readonly #files: Files;
  readonly #keys: DraftKeys;
  /** What was opened already, by file name: a file that is written once never changes. */
  readonly #opened = new Lru<Kept>(MOST_OPENED);

  constructor(files: Files, keys: DraftKeys) {
    this.#files = files;
    this.#keys = keys;
  }

  async newest(hash: string): Promise<Found> {
    return this.#newestOf(hash, await this.#revisions(hash));
  }

  async #newestOf(hash: string, revisions: readonly number[]): Promise<Found> {
    const found = { highest: revisions[0] ?? 0, pending: false, unreadable: 0 };
    for (const revision of revisions) {
      const read = await this.#read(hash, revision);
      if (typeof read === 'object') return { ...found, kept: read };
      if (read === 'claimed') found.pending = true;
      if (read === 'unreadable') found.unreadable++;
    }
    return { ...found, kept: undefined };
  }

  /** The newest of every draft. */
  async all(): Promise<readonly (Found & { readonly hash: string })[]> {
    const revisions = new Map<string, number[]>();
    for (const { name } of await this.#files.list()) {
      const [, hash, revision] = FILE.exec(name) ?? [];
      if (hash === undefined || revision === undefined) continue;
      revisions.set(hash, [...(revisions.get(hash) ?? []), Number(revision)]);
    }
    const found: (Found & { readonly hash: string })[] = [];
    for (const [hash, some] of revisions)
      found.push({
        hash,
        ...(await this.#newestOf(
          hash,
          some.sort((a, b) => b - a),
        )),
      });
    return found;
  }

  /** All savings that can be opened, the newest first. */
  async readable(hash: string): Promise<readonly Kept[]> {
    const found: Kept[] = [];
    for (const revision of await this.#revisions(hash)) {
      const read = await this.#read(hash, revision);
      if (typeof read === 'object') found.push(read);
    }
    return found;
  }

  /** Savings of other windows after `from`, the newest first, without `own` and what was begun from it. */
  async between(hash: string, from: number, own: number): Promise<readonly Kept[]> {
    const later: Kept[] = [];
    for (const revision of await this.#revisions(hash)) {
      if (revision <= from) break;
      const read = revision === own ? undefined : await this.#read(hash, revision);
      if (typeof read === 'object') later.push(read);
    }
    const descends = new Set([own]);
    for (const { revision, parent } of [...later].reverse()) if (descends.has(parent)) descends.add(revision);
    return later.filter(({ revision }) => !descends.has(revision));
  }

  /**
   * Writes a saving under its revision, which nobody else can have then.
   * @returns `taken`: another window has this revision; `failed`: nothing could be written
   */
  async write(hash: string, kept: Kept): Promise<'written' | 'taken' | 'failed'> {
    const key = await this.#keys.forSealing();
    if (!key) return 'failed';
    const name = fileName(hash, kept.revision);
    if (!(await this.#files.claim(name))) return 'taken';
    try {
      const text = writeJson({ version: VERSION, ...kept });
      await this.#files.write(name, seal(Buffer.from(text), key, purpose(hash, kept.revision)));
      return 'written';
    } catch {
      await this.#files.remove(name).catch(() => undefined);
      return 'failed';
    }
  }

  /**
   * Removes what is older than a revision, but what cannot be opened.
   * @param spare which of the older savings stay, newest first; absent: none
   */
  async prune(hash: string, before: number, spare?: (older: readonly Kept[]) => ReadonlySet<number>): Promise<void> {
    const older: Kept[] = [];
    const going: number[] = [];
    for (const revision of await this.#revisions(hash)) {
      if (revision >= before) continue;
      const read = await this.#read(hash, revision);
      if (read === 'unreadable') continue;
      going.push(revision);
      if (typeof read === 'object') older.push(read);
    }
    const staying = spare?.(older);
    for (const revision of going) {
      if (staying?.has(revision)) continue;
      await this.#files.remove(fileName(hash, revision)).catch(() => undefined);
    }
  }

  async #revisions(hash: string): Promise<readonly number[]> {
    const files = await this.#files.list();
    const numbers = files.flatMap(({ name }) => {
      const parts = FILE.exec(name);
      return parts?.[1] === hash ? [Number(parts[2])] : [];
    });
    return numbers.sort((a, b) => b - a);
  }

  async #read(hash: string, revision: number): Promise<Kept | 'claimed' | 'unreadable' | 'gone'> {
    const name = fileName(hash, revision);
    const known = this.#opened.get(name);
    if (known) return known;
    const sealed = await this.#files.read(name);
    if (!sealed) return 'gone';
    if (sealed.length === 0) return 'claimed';
    for (const key of await this.#keys.all()) {
      const opened = open(sealed, key, purpose(hash, revision));
      if (!opened.ok) continue;
      const kept = keptOf(opened.value.toString('utf8'), hash);
      if (kept !== 'unreadable') this.#opened.set(name, kept, opened.value.length);
      return kept;
    }
    return 'unreadable';
  }
}

function keptOf(text: string, hash: string): Kept | 'unreadable' {
  try {
    const it = readJson(text) as Partial<Kept> & { readonly version?: unknown };
    const fits = it.version === VERSION && typeof it.text === 'string' && hashOf(it.owner ?? '', it.key ?? '') === hash;
    return fits ? { ...(it as Kept), ledger: it.ledger } : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function purpose(hash: string, revision: number): string {
  return `draft ${hash} ${revision}`;
}

/** Neither the account nor the advisory is to be read off a file's name. */
export function hashOf(owner: Owner, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['draft', owner, key.toLowerCase()]))
    .digest('hex')
    .slice(0, 24);
}

function fileName(hash: string, revision: number): string {
  return `draft-${hash}-${String(revision).padStart(8, '0')}.sealed`;
}
