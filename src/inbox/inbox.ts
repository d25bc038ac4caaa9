import type { AdvisoryKey, RepositoryName } from '../advisory/model.ts';
import { Emitter } from '../common/events.ts';
import type { Clock, Log, Timers } from '../common/ports.ts';
import { concernsAccount, type Failure } from '../github/failure.ts';
import type { Gateway } from '../github/gateway.ts';
import type { Cache } from './cache.ts';
import { Keeper } from './keeper.ts';
import type { Lease } from './lease.ts';
import { News } from './news.ts';
import { Poller } from './poller.ts';
import { Refresher, type Outcome } from './refresh.ts';
import { Store } from './store.ts';

/** Somebody signed in: who, where, and the way to GitHub in their name. */
export interface Session {
  readonly login: string;
  readonly host: string;
  readonly gateway: Gateway;
}

export interface InboxOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly cache: Cache;
  readonly lease: Lease;
  readonly focused: boolean;
  /** Settings, asked for each time they are needed. */
  readonly repositories: () => readonly RepositoryName[];
  readonly intervalMs: () => number;
  readonly keepOnDisk: () => boolean;
  /** Whatever must be read before anything is shown, such as process files. */
  readonly prepare: () => Promise<void>;
  /** Finds out who is signed in without asking anybody; undefined: nobody. */
  readonly restoreSession: () => Promise<Session | undefined>;
}

/** How the inbox stands; the views turn it into words. */
export interface InboxState {
  /** `resting` until a view has been looked at; `opening` until it is known who is signed in and what was kept. */
  readonly phase: 'resting' | 'opening' | 'signed-out' | 'open';
  readonly session: Session | undefined;
  readonly refreshing: boolean;
  /** A failure that concerns the account and so every list. */
  readonly trouble: Failure | undefined;
  /** Since when the oldest list shown is known, in milliseconds since the epoch; null when one was never read. */
  readonly asOf: number | null;
  /** A kept list was there but could not be opened, so it is read afresh. */
  readonly keptUnreadable: boolean;
}

/** Keeps the advisories of the listed repositories in step with GitHub, for one window. */
export class Inbox {
  readonly store = new Store();
  readonly #options: InboxOptions;
  readonly #poller: Poller;
  readonly #refresher: Refresher;
  readonly #keeper: Keeper;
  readonly #states = new Emitter<InboxState>();
  readonly #arrivals = new Emitter<readonly AdvisoryKey[]>();
  readonly #news: News;
  #phase: InboxState['phase'] = 'resting';
  #session: Session | undefined;
  #running: { readonly stop: AbortController; readonly done: Promise<Outcome | undefined> } | undefined;
  #keptUnreadable = false;
  #opening: Promise<void> | undefined;
  /** Raised at each change of who is signed in: what was begun before must not go on. */
  #generation = 0;

  readonly onDidChangeState = this.#states.on;
  /** New reports that this window is the one to tell of. */
  readonly onDidArrive = this.#arrivals.on;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#refresher = new Refresher(this.store, options.clock);
    this.#news = new News(this.store, options.lease);
    this.#keeper = new Keeper(options.cache, options.log, options.keepOnDisk);
    this.#poller = new Poller(
      {
        clock: options.clock,
        timers: options.timers,
        interval: options.intervalMs,
        refresh: async () => {
          const outcome = await this.#refresh();
          return { well: outcome?.well ?? true, notBefore: outcome?.notBefore ?? 0 };
        },
      },
      options.focused,
    );
  }

  get state(): InboxState {
    const statuses = this.store.statuses();
    return {
      phase: this.#phase,
      session: this.#session,
      refreshing: this.#running !== undefined,
      trouble:
        statuses.map((status) => status.failure).find((failure) => failure !== null && concernsAccount(failure)) ?? undefined,
      asOf: statuses.reduce<number | null>(
        (oldest, { readAt }) => (readAt === null || oldest === null ? null : Math.min(oldest, readAt)),
        statuses.length === 0 ? null : Number.MAX_SAFE_INTEGER,
      ),
      keptUnreadable: this.#keptUnreadable,
    };
  }

  /** When the next refresh is planned, in milliseconds since the epoch. */
  get nextRefresh(): number | undefined {
    return this.#poller.nextAt;
  }

  isUnseen(key: AdvisoryKey): boolean {
    return this.#news.has(key);
  }

  /** How many advisories are new to the person. */
  get unseenCount(): number {
    return this.#news.keys().length;
  }

  /** A view has been looked at: from here on the inbox is alive in this window. Later calls do nothing. */
  look(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Somebody has signed in, or another account was chosen. */
  signedIn(session: Session): Promise<void> {
    this.#opening = this.#change(async (mine) => {
      await this.#options.cache.enter();
      await this.#enter(session, mine);
    });
    return this.#opening;
  }

  /** The way to GitHub has changed: finds out anew who is signed in there. What is kept on disk stays. */
  reopen(): Promise<void> {
    this.#opening = this.#change(() => this.#open());
    return this.#opening;
  }

  /** Clears everything kept: memory, the sealed files and their key, the leases; other windows follow. */
  async signOut(): Promise<void> {
    await this.#change(async () => {
      this.#opening = Promise.resolve();
      this.#setPhase('signed-out');
      await this.#keeper.settled();
      await this.#options.cache.clear(true);
      await this.#options.lease.clear();
    });
  }

  /** Reads all lists now; a second call while one is under way waits for that one. */
  async refresh(): Promise<void> {
    await this.look();
    if (this.#session === undefined) return;
    const joined = this.#running !== undefined;
    const outcome = await this.#refresh();
    if (outcome && !joined) this.#poller.noted(outcome);
  }

  /** Gives up a refresh under way; what was known stays. */
  cancel(): void {
    this.#running?.stop.abort();
  }

  setFocused(focused: boolean): void {
    this.#poller.setFocused(focused);
  }

  /** The setting has changed. */
  async repositoriesChanged(): Promise<void> {
    const session = this.#session;
    if (this.#phase !== 'open' || !session) return;
    const before = this.store.statuses().map(({ repository }) => repository);
    this.store.setRepositories(this.#options.repositories());
    const now = this.store.statuses().map(({ repository }) => repository);
    await this.#keeper.forget(
      session,
      before.filter((one) => !now.includes(one)),
    );
    await this.refresh();
  }

  /** The setting `cache` has changed: what must not be on disk goes at once. */
  async cacheModeChanged(): Promise<void> {
    await this.#keeper.settled();
    if (!this.#options.keepOnDisk()) await this.#options.cache.clear(false);
    else if (this.#session) await this.#save(this.store.statuses().map(({ repository }) => repository));
  }

  /** The person has looked at these advisories. */
  async seen(keys: readonly AdvisoryKey[]): Promise<void> {
    const fresh = this.#news.seen(keys);
    if (fresh.length === 0) return;
    this.#states.fire(this.state);
    await this.#save([...new Set(fresh.map(repositoryOf))]);
  }

  unseen(): readonly AdvisoryKey[] {
    return this.#news.keys();
  }

  dispose(): void {
    this.cancel();
    this.#poller.dispose();
    this.#states.dispose();
    this.#arrivals.dispose();
  }

  /** Leaves who was signed in, then goes on, unless there has been another change meanwhile. */
  async #change(go: (mine: number) => Promise<void>): Promise<void> {
    const mine = ++this.#generation;
    this.#poller.rest();
    this.#running?.stop.abort();
    this.#session = undefined;
    await this.#running?.done;
    if (mine !== this.#generation) return;
    this.#refresher.forget();
    this.#news.clear();
    this.#keptUnreadable = false;
    this.store.clear();
    await go(mine);
  }

  async #open(): Promise<void> {
    const mine = ++this.#generation;
    this.#setPhase('opening');
    let session: Session | undefined;
    try {
      session = await this.#options.restoreSession();
      if (session) await this.#options.cache.enter();
    } catch {
      // A locked keyring, say. Signing in is the way on, and it is offered.
      this.#options.log('the last session could not be restored');
    }
    if (mine === this.#generation) await this.#enter(session, mine);
  }

  async #enter(session: Session | undefined, mine: number): Promise<void> {
    if (!session) {
      this.#setPhase('signed-out');
      return;
    }
    await this.#options.prepare();
    if (mine !== this.#generation) return;
    this.#session = session;
    this.store.setRepositories(this.#options.repositories());
    if (this.#options.keepOnDisk()) await this.#restore(session, mine);
    else await this.#options.cache.clear(false);
    if (mine !== this.#generation) return;
    this.#setPhase('open');
    this.#poller.watch();
  }

  async #restore(session: Session, mine: number): Promise<void> {
    const repositories = this.#options.repositories();
    const kept = await Promise.all(repositories.map((repository) => this.#keeper.load(session, repository)));
    if (mine !== this.#generation) return;
    this.#keptUnreadable = kept.includes('unreadable');
    for (const [index, repository] of repositories.entries()) {
      const one = kept[index];
      if (one === undefined || one === 'absent' || one === 'unreadable') continue;
      this.#refresher.restore(repository, one.pages, one.readAt);
      this.store.restoreUnassigned(
        Object.entries(one.unassigned ?? {}).map(([ghsaId, since]) => [`${repository}#${ghsaId}`, since] as const),
      );
      this.#news.restore(one.unseen.map((ghsaId): AdvisoryKey => `${repository}#${ghsaId}`));
    }
  }

  #refresh(): Promise<Outcome | undefined> {
    if (this.#running) return this.#running.done;
    const session = this.#session;
    if (!session) return Promise.resolve(undefined);
    const stop = new AbortController();
    const done = this.#run(session, stop.signal).finally(() => {
      this.#running = undefined;
      this.#states.fire(this.state);
    });
    this.#running = { stop, done };
    this.#states.fire(this.state);
    return done;
  }

  async #run(session: Session, signal: AbortSignal): Promise<Outcome | undefined> {
    // Somebody signed out in another window: this one must not go on showing, nor keep anything again.
    if (!(await this.#options.cache.isEntered())) {
      if (this.#session === session) this.#leftElsewhere();
      return undefined;
    }
    const repositories = this.#options.repositories();
    this.store.setRepositories(repositories);
    const outcome = await this.#refresher.refresh(session.gateway, repositories, signal);
    if (this.#session !== session) return undefined;
    this.#keptUnreadable = false;
    const changed = new Set([...outcome.changed, ...this.#news.note(outcome, session.login).map(repositoryOf)]);
    if (changed.size > 0) await this.#save([...changed]);
    const told = await this.#news.toTell(outcome.arrived);
    if (told.length > 0) this.#arrivals.fire(told);
    return outcome;
  }

  #leftElsewhere(): void {
    this.#generation++;
    this.#poller.rest();
    this.#session = undefined;
    this.#refresher.forget();
    this.#news.clear();
    this.store.clear();
    this.#opening = Promise.resolve();
    this.#setPhase('signed-out');
  }

  #save(repositories: readonly RepositoryName[]): Promise<void> {
    const session = this.#session;
    if (!session) return Promise.resolve();
    return this.#keeper.save(
      session,
      () => this.#session === session,
      repositories.flatMap((repository) => {
        const pages = this.#refresher.pagesOf(repository);
        const readAt = this.store.status(repository)?.readAt;
        const unseen = this.#news
          .keys()
          .filter((key) => repositoryOf(key) === repository)
          .map((key) => key.slice(key.indexOf('#') + 1));
        return pages && readAt !== null && readAt !== undefined
          ? [{ repository, kept: { readAt, pages, unseen, unassigned: this.store.unassigned(repository) } }]
          : [];
      }),
    );
  }

  #setPhase(phase: InboxState['phase']): void {
    this.#phase = phase;
    this.#states.fire(this.state);
  }
}

function repositoryOf(key: AdvisoryKey): RepositoryName {
  return key.slice(0, key.indexOf('#')) as RepositoryName;
}
