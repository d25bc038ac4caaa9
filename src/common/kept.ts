/**
 * Values that are dear to make and cheap to lose: the least recently used go first when their weights exceed the limit.
 * A value that is being made is a promise, so that two who ask at once wait for one.
 */
export class Kept<T> {
  readonly #limit: number;
  readonly #values = new Map<string, { readonly value: T; readonly weight: number }>();
  #weight = 0;

  /** @param limit the sum of weights that is kept, in the unit that `make` callers use (bytes, entries) */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The value of a key, made where there is none. */
  get(key: string, weight: number, make: () => T): T {
    const known = this.#values.get(key);
    if (known) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known.value;
    }
    const value = make();
    this.#values.set(key, { value, weight });
    this.#weight += weight;
    for (const [old, { weight: freed }] of this.#values) {
      if (this.#weight <= this.#limit || old === key) break;
      this.#values.delete(old);
      this.#weight -= freed;
    }
    return value;
  }

  /** Takes a value out, as when making it has failed. */
  drop(key: string): void {
    this.#weight -= this.#values.get(key)?.weight ?? 0;
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
    this.#weight = 0;
  }
}
