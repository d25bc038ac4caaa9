import { keyOf, sameRepository, type Advisory, type AdvisoryKey, type RepositoryName } from '../advisory/model.ts';
import { isCoordinatedBy } from '../advisory/credits.ts';
import { Emitter } from '../common/events.ts';
import type { Clock, Log, Timers } from '../common/ports.ts';
import { concernsAccount, type Failure } from '../github/failure.ts';
import type { Gateway } from '../github/gateway.ts';
import type { Cache, Kept } from './cache.ts';
import type { Lease } from './lease.ts';
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
  readonly #states = new Emitter<InboxState>();
  readonly #arrivals = new Emitter<readonly AdvisoryKey[]>();
  readonly #unseen = new Set<string>();
  #phase: InboxState['phase'] = 'resting';
  #session: Session | undefined;
  #running: { readonly stop: AbortController; readonly done: Promise<Outcome | undefined> } | undefined;
  #keptUnreadable = false;
  #opening: Promise<void> | undefined;
  #saving: Promise<void> = Promise.resolve();

  readonly onDidChangeState = this.#states.on;
  /** New reports that this window is the one to tell of. */
  readonly onDidArrive = this.#arrivals.on;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#refresher = new Refresher(this.store, options.clock);
    this.#poller = new Poller({
      clock: options.clock, timers: options.timers, interval: options.intervalMs,
      refresh: async () => {
        const outcome = await this.#refresh();
        return { well: outcome?.well ?? true, notBefore: outcome?.notBefore ?? 0 };
      },
    }, options.focused);
  }

  get state(): InboxState {
    const statuses = this.store.statuses();
    return {
      phase: this.#phase,
      session: this.#session,
      refreshing: this.#running !== undefined,
      trouble: statuses.map((status) => status.failure).find((failure) => failure !== null && concernsAccount(failure)) ?? undefined,
      asOf: statuses.reduce<number | null>((oldest, { readAt }) => readAt === null || oldest === null ? null : Math.min(oldest, readAt),
        statuses.length === 0 ? null : Number.MAX_SAFE_INTEGER),
      keptUnreadable: this.#keptUnreadable,
    };
  }

  /** When the next refresh is planned, in milliseconds since the epoch. */
  get nextRefresh(): number | undefined {
    return this.#poller.nextAt;
  }

  isUnseen(key: AdvisoryKey): boolean {
    return this.#unseen.has(key);
  }

  /** How many advisories are new to the person. */
  get unseenCount(): number {
    return this.#unseen.size;
  }

  /** A view has been looked at: from here on the inbox is alive in this window. Later calls do nothing. */
  look(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<void> {
    this.#setPhase('opening');
    await this.#enter(await this.#options.restoreSession());
  }

  /** Somebody has signed in, or another account was chosen. */
  async signedIn(session: Session): Promise<void> {
    await this.#leave();
    this.#opening = this.#enter(session);
    await this.#opening;
  }

  /** Clears everything kept: memory, the sealed file and its key, the leases. */
  async signOut(): Promise<void> {
    await this.#leave();
    this.#opening = Promise.resolve();
    this.#setPhase('signed-out');
    await this.#saving;
    await this.#options.cache.clear();
    await this.#options.lease.clear();
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

  /** The way to GitHub has changed: finds out anew who is signed in there. What is kept on disk stays. */
  async reopen(): Promise<void> {
    await this.#leave();
    this.#opening = this.#open();
    await this.#opening;
  }

  /** The setting has changed. */
  async repositoriesChanged(): Promise<void> {
    if (this.#phase !== 'open') return;
    this.store.setRepositories(this.#options.repositories());
    await this.refresh();
  }

  /** The setting `cache` has changed: what must not be on disk goes at once. */
  async cacheModeChanged(): Promise<void> {
    await this.#saving;
    if (!this.#options.keepOnDisk()) await this.#options.cache.clear();
    else if (this.#session) await this.#save();
  }

  /** The person has looked at these advisories. */
  async seen(keys: readonly AdvisoryKey[]): Promise<void> {
    const fresh = keys.filter((key) => this.#unseen.delete(key));
    if (fresh.length === 0) return;
    this.#states.fire(this.state);
    await this.#save();
  }

  unseen(): readonly AdvisoryKey[] {
    return [...this.#unseen] as AdvisoryKey[];
  }

  dispose(): void {
    this.cancel();
    this.#poller.dispose();
    this.#states.dispose();
    this.#arrivals.dispose();
  }

  async #enter(session: Session | undefined): Promise<void> {
    this.#session = session;
    if (!session) { this.#setPhase('signed-out'); return; }
    this.store.setRepositories(this.#options.repositories());
    if (this.#options.keepOnDisk()) await this.#restore(session);
    if (this.#session !== session) return;
    this.#setPhase('open');
    this.#poller.watch();
  }

  async #leave(): Promise<void> {
    this.#poller.rest();
    this.#running?.stop.abort();
    await this.#running?.done;
    this.#session = undefined;
    this.#refresher.forget();
    this.#unseen.clear();
    this.#keptUnreadable = false;
    this.store.clear();
  }

  async #restore(session: Session): Promise<void> {
    const kept = await this.#options.cache.load(accountName(session));
    if (this.#session !== session) return;
    this.#keptUnreadable = kept === 'unreadable';
    if (kept === 'absent' || kept === 'unreadable') return;
    const listed = this.#options.repositories();
    for (const entry of kept.repositories) {
      const repository = listed.find((one) => sameRepository(one, entry.repository));
      if (repository) this.#refresher.restore(repository, entry.pages, entry.readAt);
    }
    for (const key of kept.unseen) if (this.store.get(key as AdvisoryKey)) this.#unseen.add(key);
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
    const repositories = this.#options.repositories();
    this.store.setRepositories(repositories);
    const outcome = await this.#refresher.refresh(session.gateway, repositories, signal);
    if (this.#session !== session) return undefined;
    this.#keptUnreadable = false;
    const changed = this.#noteUnseen(session, outcome);
    if (outcome.changed || changed) await this.#save();
    await this.#tell(outcome.arrived);
    return outcome;
  }

  /** New is what arrived and wants somebody, and what came to this person's name; what is gone is no longer new. */
  #noteUnseen(session: Session, { arrived, changes }: Outcome): boolean {
    const before = this.#unseen.size;
    for (const key of this.#unseen) if (!this.store.get(key as AdvisoryKey)) this.#unseen.delete(key);
    for (const key of arrived) {
      const advisory = this.store.get(key);
      if (advisory && wantsSomebody(advisory, session.login)) this.#unseen.add(key);
    }
    for (const { before: old, after } of changes) {
      if (!isCoordinatedBy(old, session.login) && isCoordinatedBy(after, session.login)) this.#unseen.add(keyOf(after));
    }
    return this.#unseen.size !== before || arrived.length > 0;
  }

  async #tell(arrived: readonly AdvisoryKey[]): Promise<void> {
    const mine: AdvisoryKey[] = [];
    for (const key of arrived) if (this.#unseen.has(key) && await this.#options.lease.take(`arrived ${key}`)) mine.push(key);
    if (mine.length > 0) this.#arrivals.fire(mine);
  }

  /** Saves come one after the other; the last one has everything. A disk that refuses costs the copy, not the list. */
  #save(): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      const session = this.#session;
      if (!session || !this.#options.keepOnDisk()) return;
      await this.#options.cache.save(accountName(session), this.#kept());
    }).catch(() => { this.#options.log('the sealed list could not be written'); });
    return this.#saving;
  }

  #kept(): Kept {
    const repositories = this.store.statuses().flatMap(({ repository, readAt }) => {
      const pages = this.#refresher.pagesOf(repository);
      return pages && readAt !== null ? [{ repository, readAt, pages }] : [];
    });
    return { repositories, unseen: [...this.#unseen] };
  }

  #setPhase(phase: InboxState['phase']): void {
    this.#phase = phase;
    this.#states.fire(this.state);
  }
}

function accountName(session: Session): string {
  return `${session.host} ${session.login.toLowerCase()}`;
}

/** A report in triage, or anything that came to this person's name. */
function wantsSomebody(advisory: Advisory, login: string): boolean {
  return advisory.state === 'triage' || isCoordinatedBy(advisory, login);
}

