import { keyOf, type Advisory, type AdvisoryKey } from '../advisory/model.ts';
import { Emitter } from '../common/events.ts';
import { systemTimers } from '../common/ports.ts';
import { ownerOf } from '../inbox/keeper.ts';
import type { Standing } from '../sending/desk.ts';
import type { OwnDraft } from '../sending/own-drafts.ts';
import { DocumentContexts } from './language/document-context.ts';
import { LoginCheck } from './language/login-check.ts';
import { saveAll } from './documents/keep-saved.ts';
import { RecordLenses } from './documents/record-lenses.ts';
import { Scratch } from './documents/scratch.ts';
import type { Places } from './places/places.ts';
import type { OpenRoomOptions } from './sending/open-room.ts';
import type { WritingRoom } from './sending/room.ts';

/** What the room wants, without what is made here. */
export interface WritingOptions extends Omit<OpenRoomOptions, 'places' | 'scratch' | 'lenses' | 'owner'> {
  /** Made after this; asked for when it is needed. */
  readonly places: () => Places;
}

/** What writes advisories, as the rest of the window sees it: the room itself is read when the first document is opened. */
export class Writing {
  readonly scratch: Scratch;
  readonly lenses = new RecordLenses();
  readonly logins: LoginCheck;
  readonly contexts: DocumentContexts;
  readonly #options: WritingOptions;
  readonly #changes = new Emitter<AdvisoryKey | undefined>();
  #room: Promise<WritingRoom> | undefined;
  #open: WritingRoom | undefined;
  #drafts: readonly OwnDraft[] = [];

  /** How an advisory's document stands is another thing now; undefined: the list of one's own drafts. */
  readonly onDidChange = this.#changes.on;

  constructor(options: WritingOptions) {
    const { inbox, clones, book } = options;
    this.#options = options;
    this.scratch = new Scratch(options.clock);
    this.logins = new LoginCheck({ gateway: () => inbox.state.session?.gateway, timers: systemTimers });
    this.contexts = new DocumentContexts({
      inbox,
      clones,
      book,
      logins: this.logins,
      desk: async () => (await this.room()).desk,
    });
    let before = inbox.state.session;
    inbox.onDidChangeState(({ phase, session }) => {
      // Also when somebody signs in over somebody else: between the two nobody may be told of.
      if (before && session !== before) this.#leave();
      before = session;
      if (phase === 'open') void this.#listDrafts();
    });
  }

  /** The room, opened once. */
  readonly room = (): Promise<WritingRoom> => {
    this.#room ??= this.#enter();
    return this.#room;
  };

  async #enter(): Promise<WritingRoom> {
    const { openRoom } = await import('./sending/open-room.ts');
    const { inbox, places } = this.#options;
    const room = openRoom({
      ...this.#options,
      places: places(),
      scratch: this.scratch,
      lenses: this.lenses,
      owner: () => inbox.state.session && ownerOf(inbox.state.session),
    });
    room.desk.onDidChange((key) => {
      this.#changes.fire(key);
    });
    room.ownDrafts.onDidChange(() => void this.#listDrafts());
    this.#open = room;
    return room;
  }

  /** How an advisory's document stands, where it has been opened in this window. */
  standing(advisory: Advisory): Standing | undefined {
    return this.#open?.desk.standing(keyOf(advisory));
  }

  /** Those of some advisories of which something that this person sent is not there any more. */
  async lostAmong(keys: readonly AdvisoryKey[]): Promise<ReadonlySet<AdvisoryKey>> {
    // Without a draft on disk nothing was sent from this machine.
    if (!this.#open && !(await this.#hasDrafts())) return new Set();
    const { desk } = await this.room();
    const lost = new Set<AdvisoryKey>();
    for (const key of await desk.drafted(keys)) if ((await desk.lost(key)).length > 0) lost.add(key);
    return lost;
  }

  async #hasDrafts(): Promise<boolean> {
    return (await this.#options.files.list()).some(({ name }) => /^draft-[0-9a-f]{24}-/.test(name));
  }

  /** Drafts of one's own, as last listed. */
  get drafts(): readonly OwnDraft[] {
    return this.#drafts;
  }

  /** The room is only opened for drafts where there are some. */
  async #listDrafts(): Promise<void> {
    if (!this.#open && !(await this.#hasDrafts())) return;
    this.#drafts = await (await this.room()).ownDrafts.list();
    this.#changes.fire(undefined);
  }

  /** What belongs to an account goes from memory; sealed drafts stay on disk. */
  #leave(): void {
    const desk = this.#open?.desk;
    // What is being written is kept first; then nothing of it stays in memory.
    void saveAll().then(() => desk?.clear());
    this.scratch.clear();
    this.logins.clear();
  }

  dispose(): void {
    this.#open?.dispose();
  }
}
