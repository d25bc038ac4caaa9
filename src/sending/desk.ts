import { changesOf, type Change } from '../advisory/changes.ts';
import { contentOf, type AdvisoryContent } from '../advisory/content.ts';
import { documentContent } from '../advisory/document/content.ts';
import { partsOf } from '../advisory/document/front-matter.ts';
import { isWhole } from '../advisory/document/document.ts';
import { parseDocument } from '../advisory/document/parse.ts';
import { updateFrom } from '../advisory/document/update.ts';
import { writeDocument } from '../advisory/document/write.ts';
import { changedFields } from '../advisory/merge/same.ts';
import { merge } from '../advisory/merge/merge.ts';
import { mergeText } from '../advisory/merge/text.ts';
import type { Advisory, AdvisoryKey } from '../advisory/model.ts';
import { Emitter } from '../common/events.ts';
import { fail, ok, type Result } from '../common/result.ts';
import type { Draft, Drafts, DraftFailure, Earlier } from './drafts.ts';
import { acknowledge, joinLedgers, lostIn, note, type Ledger, type Lost } from './ledger.ts';

export interface DeskOptions {
  readonly drafts: Drafts;
  /** What GitHub holds, as last read. */
  readonly held: (key: AdvisoryKey) => Advisory | undefined;
  /** Whose drafts these are: account and host; undefined when nobody is signed in. */
  readonly owner: () => string | undefined;
  readonly clock: () => number;
  /** There is a draft of this advisory that cannot be opened: its key is gone, or it is damaged. */
  readonly onUnreadable: (key: AdvisoryKey) => void;
}

/** How a document stands against GitHub. */
export interface Standing {
  /** What would be sent; undefined where the form of the document is broken, so that nobody can tell. */
  readonly unsent: readonly Change[] | undefined;
  /** GitHub holds something else than the text was begun from. */
  readonly heldChanged: boolean;
  /** What this person sent and somebody else has changed since. */
  readonly lost: readonly Lost[];
}

/** What came of saving: `together` says that another window had saved another text, and both are in the new one. */
export type Saved = 'saved' | 'together' | 'over';

/** A text on the desk: as it was last given out or saved in this window. */
interface Sheet {
  readonly owner: string;
  readonly text: string;
  /** What GitHub held when the text was begun. */
  readonly base: AdvisoryContent;
  /** Revision of the sealed draft; 0 where there is none. */
  readonly revision: number;
  readonly ledger: Ledger | undefined;
}

/**
 * The advisories that somebody is writing on in this window: gives out their texts, keeps what is saved as sealed drafts,
 * and follows GitHub where nothing of one's own would be touched. It never writes to GitHub.
 */
export class Desk {
  readonly #options: DeskOptions;
  readonly #sheets = new Map<AdvisoryKey, Sheet>();
  /** What was given out before, newest first: an editor may still go on from it while a newer text is read. */
  readonly #before = new Map<AdvisoryKey, readonly Sheet[]>();
  /** Texts that were changed by others than the editor, which may not have taken them up yet. */
  readonly #joined = new Map<AdvisoryKey, { readonly mine: string; readonly joined: string }>();
  readonly #changes = new Emitter<AdvisoryKey>();

  /** The text of an advisory, or how it stands, is another one now. */
  readonly onDidChange = this.#changes.on;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /**
   * The text of an advisory: the draft where there is one, brought up to date in what GitHub keeps; else what GitHub holds.
   * @returns undefined for an advisory that is not known, or when nobody is signed in
   */
  async open(key: AdvisoryKey): Promise<string | undefined> {
    const owner = this.#options.owner();
    const held = this.#options.held(key);
    if (owner === undefined || !held) return undefined;
    const loaded = await this.#options.drafts.load(owner, key);
    // What cannot be opened is kept; one can go on from what GitHub holds.
    if (!loaded.ok) this.#options.onUnreadable(key);
    const draft = loaded.ok ? loaded.value : undefined;
    if (!draft?.base) {
      return this.#give(key, { owner, text: writeDocument(held), base: contentOf(held), revision: 0, ledger: draft?.ledger });
    }
    const followed = follow(draft.text, draft.base, held);
    return this.#give(key, { owner, ...followed, revision: draft.revision, ledger: draft.ledger });
  }

  #give(key: AdvisoryKey, sheet: Sheet): string {
    const last = this.#sheets.get(key);
    if (last && last.text !== sheet.text) this.#before.set(key, [last, ...(this.#before.get(key) ?? [])].slice(0, SHEETS_BEFORE));
    this.#sheets.set(key, sheet);
    return sheet.text;
  }

  /** The text that was last given out or saved here. */
  text(key: AdvisoryKey): string | undefined {
    return this.#sheets.get(key)?.text;
  }

  base(key: AdvisoryKey): AdvisoryContent | undefined {
    return this.#sheets.get(key)?.base;
  }

  /** Keeps a text as a sealed draft. Where another window has saved meanwhile, both texts are put together. */
  async save(key: AdvisoryKey, text: string): Promise<Result<Saved, DraftFailure>> {
    const sheet = this.#sheets.get(key);
    // Whose it is, and what it was begun from, is not known: to say that it is saved would lose it.
    if (!sheet) return fail({ kind: 'not-kept' });
    const wanted = this.#withJoined(key, text);
    if (wanted === sheet.text) return ok(wanted === text ? 'saved' : 'together');
    const { base } = wanted === text ? this.#begunFrom(key, sheet, text) : sheet;
    const saved = await this.#keep(key, { ...sheet, text: wanted, base });
    return saved.ok && saved.value === 'saved' && wanted !== text ? ok('together') : saved;
  }

  /**
   * Keeps a text that does not come from the editor. The editor may type on before it has taken that up: then what it
   * saves is put together with it.
   */
  async #rewrite(key: AdvisoryKey, sheet: Sheet): Promise<Result<Saved, DraftFailure>> {
    const last = this.#sheets.get(key);
    const saved = await this.#keep(key, sheet);
    const now = this.#sheets.get(key);
    if (!saved.ok || !last || !now || last.text === now.text) return saved;
    this.#before.set(key, [last, ...(this.#before.get(key) ?? [])].slice(0, SHEETS_BEFORE));
    this.#joined.set(key, { mine: last.text, joined: now.text });
    return saved;
  }

  /** What others wrote is put into what comes from an editor that has not taken it up yet: else it would be lost. */
  #withJoined(key: AdvisoryKey, text: string): string {
    const pending = this.#joined.get(key);
    if (!pending) return text;
    const both = mergeText(pending.mine, text, pending.joined);
    const wanted = both.conflicts.length === 0 ? both.text : text;
    if (wanted === text) this.#joined.delete(key);
    else this.#joined.set(key, { mine: text, joined: wanted });
    return wanted;
  }

  /**
   * The text that somebody has gone on from. GitHub's text may have been read anew while they typed: with what GitHub
   * holds now for a base, what others have changed would look taken back. The document says which one it was.
   */
  #begunFrom(key: AdvisoryKey, sheet: Sheet, text: string): Sheet {
    const stamp = stampOf(text);
    if (stamp === stampOf(sheet.text)) return sheet;
    return this.#before.get(key)?.find((one) => stampOf(one.text) === stamp) ?? sheet;
  }

  async #keep(key: AdvisoryKey, sheet: Sheet): Promise<Result<Saved, DraftFailure>> {
    const { drafts } = this.#options;
    const before = this.#sheets.get(key);
    const saved = await drafts.save(
      sheet.owner,
      key,
      { text: sheet.text, base: sheet.base, ledger: sheet.ledger },
      sheet.revision,
    );
    if (saved.ok) {
      this.#sheets.set(key, { ...sheet, revision: saved.value.revision, ledger: saved.value.ledger });
      this.#changes.fire(key);
      return ok('saved');
    }
    if (saved.failure.kind !== 'changed-elsewhere') return saved;
    const { theirs } = saved.failure;
    const both = mergeText(before?.text ?? '', sheet.text, theirs.text);
    // Where both wrote in one place this window's text stands; the other one is among the earlier texts.
    const clean = both.conflicts.length === 0;
    const again = await this.#keep(key, {
      ...sheet,
      text: clean ? both.text : sheet.text,
      // Only a text that has theirs in it may go by their base: else what they took up would look taken away.
      base: clean ? (theirs.base ?? sheet.base) : sheet.base,
      revision: theirs.revision,
      ledger: joinLedgers(theirs.ledger, sheet.ledger),
    });
    if (!again.ok) return again;
    if (clean) this.#joined.set(key, { mine: sheet.text, joined: both.text });
    return ok(clean ? 'together' : 'over');
  }

  /** How the document stands; undefined for one that has not been opened here. */
  standing(key: AdvisoryKey): Standing | undefined {
    const sheet = this.#sheets.get(key);
    const held = this.#options.held(key);
    if (!sheet || !held) return undefined;
    const document = parseDocument(sheet.text);
    return {
      unsent: isWhole(document) ? changesOf(sheet.base, documentContent(document)) : undefined,
      heldChanged: changedFields(sheet.base, contentOf(held)).length > 0,
      lost: sheet.ledger ? lostIn(sheet.ledger, held) : [],
    };
  }

  /** Takes what GitHub holds now as what the text was begun from: a person has looked at both, and this text is what stands. */
  async settle(key: AdvisoryKey, text: string, held: Advisory): Promise<Result<Saved, DraftFailure>> {
    const sheet = this.#sheets.get(key);
    if (!sheet) return ok('saved');
    const ledger = sheet.ledger && acknowledge(sheet.ledger, lostIn(sheet.ledger, held));
    return this.#rewrite(key, { ...sheet, text, base: contentOf(held), ledger });
  }

  /**
   * Something was sent. What was written meanwhile, or was not part of it, stays unsent; all else is as GitHub holds it now.
   * @param sent what was asked for, after the merge
   * @param spoken what the document said when it was sent; absent where it was not the document that was sent
   */
  async sent(
    key: AdvisoryKey,
    before: AdvisoryContent,
    sent: AdvisoryContent,
    held: Advisory,
    spoken?: AdvisoryContent,
  ): Promise<Result<Saved, DraftFailure>> {
    const sheet = this.#sheets.get(key) ?? (await this.#begin(key, held));
    if (!sheet) return ok('saved');
    const document = parseDocument(sheet.text);
    const begun = spoken ?? sheet.base;
    // By what it said when it was sent, not by what came of the merge: else what others wrote would look taken away.
    const { merged } = merge(begun, isWhole(document) ? documentContent(document) : begun, contentOf(held));
    const updated = updateFrom(document, held, merged);
    const ledger = note(sheet.ledger, before, sent, this.#options.clock(), held.updatedAt);
    // A text that cannot be read stays with what it was begun from: else what it lacks would look taken away.
    const [text, base] = updated.ok ? [updated.value, contentOf(held)] : [sheet.text, sheet.base];
    return this.#rewrite(key, { ...sheet, text, base, ledger });
  }

  /** GitHub turned out to hold what the text says already. */
  async follows(key: AdvisoryKey, held: Advisory): Promise<Result<Saved, DraftFailure>> {
    const sheet = this.#sheets.get(key);
    if (!sheet) return ok('saved');
    const updated = updateFrom(parseDocument(sheet.text), held, contentOf(held));
    return this.#rewrite(key, { ...sheet, text: updated.ok ? updated.value : sheet.text, base: contentOf(held) });
  }

  async #begin(key: AdvisoryKey, held: Advisory): Promise<Sheet | undefined> {
    await this.open(key);
    const owner = this.#options.owner();
    return (
      this.#sheets.get(key) ??
      (owner === undefined
        ? undefined
        : { owner, text: writeDocument(held), base: contentOf(held), revision: 0, ledger: undefined })
    );
  }

  /** The person has been told what was lost, and has decided. */
  async told(key: AdvisoryKey, lost: readonly Lost[]): Promise<void> {
    const sheet = this.#sheets.get(key);
    if (sheet?.ledger) await this.#keep(key, { ...sheet, ledger: acknowledge(sheet.ledger, lost) });
  }

  /** Goes back to what GitHub holds; the text is among the earlier ones. */
  async discard(key: AdvisoryKey): Promise<Result<Saved, DraftFailure>> {
    const held = this.#options.held(key);
    return held ? this.settle(key, writeDocument(held), held) : ok('saved');
  }

  /** Texts that were saved before, newest first. */
  async earlier(key: AdvisoryKey): Promise<readonly Earlier[]> {
    const sheet = this.#sheets.get(key);
    return sheet ? this.#options.drafts.history(sheet.owner, key) : [];
  }

  /** Goes on with an earlier text, and with what it was begun from: what others have sent since is not taken back by it. */
  async putBack(key: AdvisoryKey, { text, base }: Earlier): Promise<Result<Saved, DraftFailure>> {
    const sheet = this.#sheets.get(key);
    return sheet ? this.#rewrite(key, { ...sheet, text, base: base ?? sheet.base }) : ok('saved');
  }

  /** What this person sent and somebody else has changed since; looked up on disk where the document is not open here. */
  async lost(key: AdvisoryKey): Promise<readonly Lost[]> {
    const owner = this.#options.owner();
    const held = this.#options.held(key);
    if (owner === undefined || !held) return [];
    const open = this.#sheets.get(key);
    const loaded = open ? undefined : await this.#options.drafts.load(owner, key);
    const ledger = open ? open.ledger : loaded?.ok ? loaded.value?.ledger : undefined;
    return ledger ? lostIn(ledger, held) : [];
  }

  /** Those of some advisories of which there is a draft here. */
  async drafted(keys: readonly AdvisoryKey[]): Promise<readonly AdvisoryKey[]> {
    const owner = this.#options.owner();
    if (owner === undefined) return [];
    const known = new Set((await this.#options.drafts.list(owner)).map(({ key }) => key));
    return keys.filter((key) => known.has(key));
  }

  /** Nobody is signed in any more. What is kept on disk stays there, sealed. */
  clear(): void {
    this.#sheets.clear();
    this.#before.clear();
    this.#joined.clear();
  }
}

const SHEETS_BEFORE = 5;

/** When GitHub's advisory had last changed that a text was made from, as the text itself says it. */
function stampOf(text: string): string | undefined {
  return /^updated:.*$/m.exec(text.slice(0, partsOf(text).front?.end ?? 0))?.[0].trim();
}

/** A text without changes of one's own follows GitHub; one with changes is brought up to date in what GitHub keeps. */
function follow(text: string, base: AdvisoryContent, held: Advisory): { readonly text: string; readonly base: AdvisoryContent } {
  const document = parseDocument(text);
  if (!isWhole(document)) return { text, base };
  const content = documentContent(document);
  const own = changedFields(base, content).length > 0;
  const updated = updateFrom(document, held, own ? content : contentOf(held));
  return { text: updated.ok ? updated.value : text, base: own || !updated.ok ? base : contentOf(held) };
}

/** Whether a draft holds anything that GitHub does not. */
export function isUnsent(draft: Pick<Draft, 'text' | 'base'>): boolean {
  const document = parseDocument(draft.text);
  return draft.base === null || !isWhole(document) || changedFields(draft.base, documentContent(document)).length > 0;
}
