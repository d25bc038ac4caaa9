import type { Clock, Timers } from '../common/ports.ts';

export interface PollerOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Milliseconds between two refreshes when all goes well. */
  readonly interval: () => number;
  /** Refreshes; tells whether it went well and until when GitHub wants to be left alone (0: it does not mind). */
  readonly refresh: () => Promise<{ readonly well: boolean; readonly notBefore: number }>;
}

const LONGEST = 60 * 60_000;
/** A longer timer goes off at once (HTML Standard, timers; Node.js). */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Decides when to refresh by itself: only while the window has the focus, and only after a view has been looked at.
 * After failures it waits twice as long each time, an hour at most, and never asks before GitHub said it may.
 */
export class Poller {
  readonly #options: PollerOptions;
  #watching = false;
  #focused: boolean;
  #failures = 0;
  #dueAt = 0;
  #cancelTimer: (() => void) | undefined;
  #running = false;
  #disposed = false;

  constructor(options: PollerOptions, focused: boolean) {
    this.#options = options;
    this.#focused = focused;
  }

  /** When the next refresh will be, in milliseconds since the epoch; undefined while nothing is planned. */
  get nextAt(): number | undefined {
    return this.#cancelTimer ? this.#dueAt : undefined;
  }

  /** A view has been looked at: from now on it watches. */
  watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    this.#plan();
  }

  /** Nothing to watch any more, as after sign-out. */
  rest(): void {
    this.#watching = false;
    this.#dueAt = 0;
    this.#failures = 0;
    this.#stopTimer();
  }

  setFocused(focused: boolean): void {
    this.#focused = focused;
    this.#plan();
  }

  /** A refresh that somebody asked for has ended: the rhythm starts anew from it. */
  noted(outcome: { readonly well: boolean; readonly notBefore: number }): void {
    this.#failures = outcome.well ? 0 : this.#failures + 1;
    const wait = Math.min(
      this.#options.interval() * 2 ** Math.min(this.#failures, 16),
      Math.max(LONGEST, this.#options.interval()),
    );
    this.#dueAt = Math.max(this.#options.clock() + wait, outcome.notBefore);
    this.#plan();
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopTimer();
  }

  #plan(): void {
    this.#stopTimer();
    if (!this.#watching || !this.#focused || this.#running || this.#disposed) return;
    const wait = Math.min(Math.max(0, this.#dueAt - this.#options.clock()), LONGEST_TIMER);
    this.#cancelTimer = this.#options.timers.after(wait, () => {
      void this.#due();
    });
  }

  /** The timer has gone off; a long wait is waited in parts. */
  async #due(): Promise<void> {
    if (this.#options.clock() < this.#dueAt) this.#plan();
    else await this.#run();
  }

  async #run(): Promise<void> {
    this.#cancelTimer = undefined;
    this.#running = true;
    try {
      this.noted(await this.#options.refresh());
    } catch {
      this.noted({ well: false, notBefore: 0 });
    } finally {
      this.#running = false;
      this.#plan();
    }
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
