import { Emitter } from '../common/events.ts';
import { ok, type Result } from '../common/result.ts';
import type { DraftFailure, Drafts, Earlier } from './drafts.ts';

/** Nobody's account: drafts of one's own are there signed out, too. */
const OWNER = '';
const PREFIX = 'draft/';

/** A draft of one's own as a list shows it: without a word of it. */
export interface OwnDraft {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
}

/** Drafts that are no advisory on GitHub yet, sealed in the extension's own storage. */
export class OwnDrafts {
  readonly #drafts: Drafts;
  readonly #clock: () => number;
  readonly #revisions = new Map<string, number>();
  readonly #changes = new Emitter<void>();

  readonly onDidChange = this.#changes.on;

  constructor(drafts: Drafts, clock: () => number) {
    this.#drafts = drafts;
    this.#clock = clock;
  }

  /** Newest first. */
  async list(): Promise<readonly OwnDraft[]> {
    const all = await this.#drafts.list(OWNER);
    return all
      .filter(({ key }) => key.startsWith(PREFIX))
      .map(({ key, savedAt }) => ({ name: key.slice(PREFIX.length), savedAt }))
      .sort((a, b) => b.savedAt - a.savedAt);
  }

  /** Makes a draft. @returns its name: date and time, no word of its text */
  async create(text: string): Promise<Result<string, DraftFailure>> {
    const stem = new Date(this.#clock()).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
    const taken = new Set((await this.list()).map(({ name }) => name));
    let name = stem;
    for (let number = 2; taken.has(name); number++) name = `${stem}-${number}`;
    const saved = await this.save(name, text);
    return saved.ok ? ok(name) : saved;
  }

  /** undefined where there is no such draft. */
  async read(name: string): Promise<Result<string, DraftFailure> | undefined> {
    const loaded = await this.#drafts.load(OWNER, PREFIX + name);
    if (!loaded.ok) return loaded;
    if (!loaded.value) return undefined;
    this.#revisions.set(name, loaded.value.revision);
    return ok(loaded.value.text);
  }

  /** What another window saved meanwhile is kept among the earlier texts. */
  async save(name: string, text: string): Promise<Result<'saved' | 'over', DraftFailure>> {
    const content = { text, base: null };
    const saved = await this.#drafts.save(OWNER, PREFIX + name, content, this.#revisions.get(name) ?? 0);
    if (saved.ok) {
      this.#revisions.set(name, saved.value.revision);
      this.#changes.fire();
      return ok('saved');
    }
    if (saved.failure.kind !== 'changed-elsewhere') return saved;
    this.#revisions.set(name, saved.failure.theirs.revision);
    const again = await this.save(name, text);
    return again.ok ? ok('over') : again;
  }

  /** Texts that were saved before, newest first. */
  earlier(name: string): Promise<readonly Earlier[]> {
    return this.#drafts.history(OWNER, PREFIX + name);
  }

  /** It can be brought back for a while by hand; no view shows it any more. */
  async remove(name: string): Promise<void> {
    await this.#drafts.remove(OWNER, PREFIX + name);
    this.#revisions.delete(name);
    this.#changes.fire();
  }
}
