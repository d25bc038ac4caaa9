import type { Timers } from '../../common/ports.ts';
import type { Gateway } from '../../github/gateway.ts';

/** Whoever is still typing a name is not looked up. */
const PAUSE_MS = 1500;
/** So many at once: a document that is made of logins does not flood GitHub. */
const MOST_AT_ONCE = 20;

export interface LoginCheckOptions {
  readonly gateway: () => Gateway | undefined;
  readonly timers: Timers;
}

/** Finds out at GitHub which logins have an account, each once in a window. */
export class LoginCheck {
  readonly #options: LoginCheckOptions;
  readonly #people = new Map<string, string>();
  readonly #absent = new Map<string, string>();
  readonly #waiting = new Map<string, () => void>();

  constructor(options: LoginCheckOptions) {
    this.#options = options;
  }

  get people(): readonly string[] {
    return [...this.#people.values()];
  }

  get absent(): readonly string[] {
    return [...this.#absent.values()];
  }

  /** Looks up the logins of a document after a pause. @param found called when something new is known */
  ask(document: string, logins: readonly string[], found: () => void): void {
    this.#waiting.get(document)?.();
    const stop = this.#options.timers.after(PAUSE_MS, () => {
      this.#waiting.delete(document);
      void this.#look(logins.slice(0, MOST_AT_ONCE)).then((fresh) => {
        if (fresh) found();
      });
    });
    this.#waiting.set(document, stop);
  }

  clear(): void {
    for (const stop of this.#waiting.values()) stop();
    this.#waiting.clear();
    this.#people.clear();
    this.#absent.clear();
  }

  async #look(logins: readonly string[]): Promise<boolean> {
    let fresh = false;
    for (const login of logins) {
      const key = login.toLowerCase();
      const gateway = this.#options.gateway();
      if (!gateway || this.#people.has(key) || this.#absent.has(key)) continue;
      const there = await gateway.user(login);
      // Where GitHub cannot be asked nothing is said.
      if (!there.ok) return fresh;
      (there.value ? this.#people : this.#absent).set(key, login);
      fresh = true;
    }
    return fresh;
  }
}
