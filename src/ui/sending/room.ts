import type * as vscode from 'vscode';
import { keyOf, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import type { Clock } from '../../common/ports.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ProcessBook } from '../../process/book.ts';
import { Desk } from '../../sending/desk.ts';
import type { Drafts } from '../../sending/drafts.ts';
import { OwnDrafts } from '../../sending/own-drafts.ts';
import type { Ask } from '../ask.ts';
import { deleteDraft, newDraft, openDraft } from '../commands/draft-commands.ts';
import { exportRecord, saveRecord } from '../commands/record-commands.ts';
import { compare, discardChanges, restoreLost, showEarlierDraft, showEarlierText } from '../commands/send-commands.ts';
import { claimAdvisory, decideAdvisory, handOverAdvisory, releaseAdvisory } from '../commands/verb-commands.ts';
import type { RecordLenses } from '../documents/record-lenses.ts';
import { reportUri } from '../documents/report-uri.ts';
import type { Scratch } from '../documents/scratch.ts';
import { copyAsReport, createOnGitHub } from '../drafts/create.ts';
import { Calculator } from '../panels/calculator/panel.ts';
import { ScorePort } from '../panels/score-port.ts';
import type { Clones } from '../places/clones.ts';
import type { Places } from '../places/places.ts';
import { SendFlow } from './send-flow.ts';

export interface WritingRoomOptions {
  readonly inbox: Inbox;
  readonly places: Places;
  readonly clones: Clones;
  readonly ask: Ask;
  readonly book: () => ProcessBook;
  readonly drafts: Drafts;
  /** Whose drafts are read and kept; undefined when nobody is signed in. */
  readonly owner: () => string | undefined;
  readonly scratch: Scratch;
  readonly lenses: RecordLenses;
  readonly blurred: () => boolean;
  readonly clock: Clock;
  readonly extensionUri: vscode.Uri;
  /** A document is another one than the editor has. */
  readonly changed: (uri: vscode.Uri) => void;
}

/** Everything with which an advisory is written, scored, sent and exported. Read when the first document is opened. */
export class WritingRoom {
  readonly desk: Desk;
  readonly ownDrafts: OwnDrafts;
  readonly flow: SendFlow;
  readonly calculator: Calculator;
  readonly #options: WritingRoomOptions;
  readonly #scores: ScorePort;

  constructor(options: WritingRoomOptions) {
    const { drafts, inbox, owner, clock, extensionUri, book } = options;
    this.#options = options;
    this.desk = new Desk({ drafts, held: (key) => inbox.store.get(key), owner, clock, onUnreadable: this.#tellUnreadable });
    this.ownDrafts = new OwnDrafts(drafts, clock);
    this.flow = new SendFlow({ ...options, desk: this.desk, redraw: this.#redraw });
    this.#scores = new ScorePort({ inbox, book });
    this.calculator = new Calculator({ extensionUri, port: this.#scores });
  }

  readonly #redraw = (key: AdvisoryKey): void => {
    this.#options.changed(reportUri(key));
  };

  readonly #told = new Set<AdvisoryKey>();

  /** Once for each: it is no news the second time. */
  readonly #tellUnreadable = (key: AdvisoryKey): void => {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const id = key.slice(key.indexOf('#') + 1);
    void this.#options.ask.problem(
      `A draft of ${id} on this machine cannot be opened: its key is gone from the secret storage, or the file is damaged. It is left where it is; the document shows what GitHub holds.`,
    );
  };

  get #sending() {
    return { ...this.#options, desk: this.desk, flow: this.flow, redraw: this.#redraw };
  }

  get #drafting() {
    return { ...this.#options, ownDrafts: this.ownDrafts };
  }

  compare = (advisory: Advisory): Promise<void> => compare(advisory, this.#sending);
  discard = (advisory: Advisory): Promise<void> => discardChanges(advisory, this.#sending);
  showEarlier = (advisory: Advisory): Promise<void> => showEarlierText(advisory, this.#sending);
  showEarlierDraft = (): Promise<void> => showEarlierDraft({ ...this.#drafting, changed: this.#options.changed });
  restoreLost = (advisory: Advisory): Promise<void> => restoreLost(advisory, this.#sending);

  claim = (advisory: Advisory): Promise<void> => claimAdvisory(advisory, this.#sending);
  release = (advisory: Advisory): Promise<void> => releaseAdvisory(advisory, this.#sending);
  handOver = (advisory: Advisory): Promise<void> => handOverAdvisory(advisory, this.#sending);
  decide = (act: 'accept' | 'close', advisory: Advisory): Promise<void> => decideAdvisory(act, advisory, this.#sending);

  newDraft = (): Promise<void> => newDraft(this.#drafting);
  aboutDraft = (row: unknown, what: 'open' | 'delete'): Promise<void> =>
    what === 'open' ? openDraft(row, this.#drafting) : deleteDraft(row, this.#drafting);
  createOnGitHub = (): Promise<void> => createOnGitHub(this.#drafting);
  copyAsReport = (): Promise<void> => copyAsReport(this.#drafting);

  exportRecord = (advisory: Advisory | undefined): Promise<void> => exportRecord(advisory, this.#options);
  saveRecord = (): Promise<void> => saveRecord(this.#options);

  /** How a document stands that has been opened here, for the Case view. */
  standing(advisory: Advisory) {
    return this.desk.standing(keyOf(advisory));
  }

  dispose(): void {
    this.calculator.dispose();
    this.#scores.dispose();
  }
}
