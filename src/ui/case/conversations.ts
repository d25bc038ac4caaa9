import * as vscode from 'vscode';
import { keyOf, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import type { Failure } from '../../github/failure.ts';
import type { Comment, Page } from '../../github/gateway.ts';
import type { Inbox, Session } from '../../inbox/inbox.ts';

/** What is known of a conversation. Comments stay when a later reading fails. */
export interface Conversation {
  readonly comments: readonly Comment[];
  readonly failure: Failure | undefined;
  /** When the comments were read, in milliseconds since the epoch; null when they never were. */
  readonly readAt: number | null;
}

const NONE: Conversation = { comments: [], failure: undefined, readAt: null };
const FRESH_FOR = 60_000;

/** Reads the non-confidential conversations of advisories that somebody looks at; kept in memory only. */
export class Conversations {
  readonly #inbox: Inbox;
  readonly #clock: () => number;
  readonly #pages = new Map<AdvisoryKey, { readonly pages: readonly Page<Comment>[]; readonly readAt: number }>();
  readonly #failures = new Map<AdvisoryKey, Failure>();
  readonly #running = new Map<AdvisoryKey, Promise<void>>();
  #session: Session | undefined;
  readonly #changes = new vscode.EventEmitter<AdvisoryKey>();

  readonly onDidChange = this.#changes.event;

  constructor(inbox: Inbox, clock: () => number) {
    this.#inbox = inbox;
    this.#clock = clock;
    // What one account was told is not for another.
    inbox.onDidChangeState(({ session }) => {
      if (session === this.#session) return;
      this.#session = session;
      this.#pages.clear();
      this.#failures.clear();
      this.#running.clear();
    });
  }

  /** What is known now, without asking. */
  known(key: AdvisoryKey): Conversation {
    const pages = this.#pages.get(key);
    const failure = this.#failures.get(key);
    if (!pages && !failure) return NONE;
    return { comments: pages?.pages.flatMap(({ items }) => items) ?? [], failure, readAt: pages?.readAt ?? null };
  }

  /** The conversation, read from GitHub unless it was read a moment ago. */
  async of(advisory: Advisory): Promise<Conversation> {
    const key = keyOf(advisory);
    const known = this.#pages.get(key);
    if (!known || this.#clock() - known.readAt > FRESH_FOR) {
      let running = this.#running.get(key);
      if (!running) {
        running = this.#read(advisory, key).finally(() => {
          if (this.#running.get(key) === running) this.#running.delete(key);
        });
        this.#running.set(key, running);
      }
      await running;
    }
    return this.known(key);
  }

  async #read(advisory: Advisory, key: AdvisoryKey): Promise<void> {
    const session = this.#inbox.state.session;
    if (!session) return;
    const before = this.#pages.get(key);
    const pages = await session.gateway.listComments(advisory.repository, advisory.ghsaId, before?.pages);
    if (this.#inbox.state.session !== session) return;
    if (pages.ok) {
      this.#pages.set(key, { pages: pages.value.pages, readAt: this.#clock() });
      this.#failures.delete(key);
    } else {
      this.#failures.set(key, pages.failure);
    }
    if (!pages.ok || !pages.value.unchanged || !before) this.#changes.fire(key);
  }
}
