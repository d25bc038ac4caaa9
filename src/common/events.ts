/** Something that can be let go of. The same shape as VS Code's, without importing it. */
export interface Disposable {
  dispose(): void;
}

/** A list of listeners. Listeners are called in the order in which they came. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>();

  /** Calls `listener` at each `fire` until the returned handle is disposed. */
  readonly on = (listener: (event: T) => void): Disposable => {
    const own = (event: T) => {
      listener(event);
    };
    this.#listeners.add(own);
    return {
      dispose: () => {
        this.#listeners.delete(own);
      },
    };
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
