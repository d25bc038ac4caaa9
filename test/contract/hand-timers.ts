import type { Timers } from '../../src/common/ports.ts';

interface Planned {
  readonly at: number;
  readonly run: () => void;
}

/** Timers that go off when the test says so. */
export class HandTimers implements Timers {
  #now = 0;
  readonly #planned = new Set<Planned>();

  after(ms: number, run: () => void): () => void {
    const planned = { at: this.#now + ms, run };
    this.#planned.add(planned);
    return () => {
      this.#planned.delete(planned);
    };
  }

  /** Milliseconds until the next one; undefined when nothing is planned. */
  get next(): number | undefined {
    const times = [...this.#planned].map(({ at }) => at - this.#now);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Lets so much time pass; what falls due goes off in order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#planned].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#planned.delete(due);
      this.#now = due.at;
      due.run();
    }
    this.#now = end;
  }
}
