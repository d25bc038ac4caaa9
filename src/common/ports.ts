/** Milliseconds since the epoch; tests give their own. */
export type Clock = () => number;

/** Timers, so that tests decide when time passes. */
export interface Timers {
  /** Calls `run` once after `ms` milliseconds unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
}

/** The real timers. They never keep a process alive, and a time too long for the system is cut, not taken for none. */
export const systemTimers: Timers = {
  after(ms, run) {
    const handle = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
    handle.unref();
    return () => {
      clearTimeout(handle);
    };
  },
};

/** Where secrets are kept: VS Code's SecretStorage, or a map in tests. */
export interface Secrets {
  get(key: string): Promise<string | undefined>;
  store(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A line for the log. Callers give status, request id and route template, never an advisory's words (law 3). */
export type Log = (line: string) => void;

export const DAY = 86_400_000;
