import { ok, type Result } from '../../common/result.ts';
import type { Repository } from '../../git/repository.ts';
import type { GitFailure } from '../../git/run.ts';
import { Lru } from '../../common/lru.ts';
import { lineMap, type LineMap } from './line-map.ts';
import { Searches } from './search.ts';
import { Text } from './text.ts';

/** About as much as all that is kept may take. */
const MOST_BYTES = 64 * 1024 * 1024;
const LINE_BYTES = 100;

type Read<T> = Promise<Result<T | undefined, GitFailure>>;

/** Texts by blob id, and what became of one in another: each is read and compared once, over places and branches. */
export class CarryCache {
  readonly #kept: Lru<Text | LineMap>;
  readonly #running = new Map<string, Read<Text | LineMap>>();
  /** What was looked for in whole trees. */
  readonly searches = new Searches();
  readonly #noText = new Set<string>();

  /** @param mostBytes about how much memory may be taken */
  constructor(mostBytes = MOST_BYTES) {
    this.#kept = new Lru(mostBytes);
  }

  /** The text of a blob; undefined for one that is no text or too large for one. */
  text(repository: Repository, id: string): Read<Text> {
    return this.#once(
      id,
      () => this.#readText(repository, id),
      (text) => text.bytes + LINE_BYTES * text.length,
    );
  }

  /** What became of the lines of one blob in another; undefined if one of them is no text. */
  map(repository: Repository, oldId: string, newId: string): Read<LineMap> {
    return this.#once(`${oldId} ${newId}`, () => this.#compare(repository, oldId, newId), weightOfMap);
  }

  async #readText(repository: Repository, id: string): Read<Text> {
    if (this.#noText.has(id)) return ok(undefined);
    let content = await repository.blob(id);
    // A blob that was too large takes those that were asked for behind it with it.
    if (!content.ok && content.failure.kind === 'cancelled') content = await repository.blob(id);
    if (!content.ok && content.failure.kind !== 'too-large' && content.failure.kind !== 'no-such-object') return content;
    const text = content.ok ? Text.of(content.value) : undefined;
    if (text) return ok(text);
    this.#noText.add(id);
    return ok(undefined);
  }

  async #compare(repository: Repository, oldId: string, newId: string): Read<LineMap> {
    const [old, fresh] = await Promise.all([this.text(repository, oldId), this.text(repository, newId)]);
    if (!old.ok) return old;
    if (!fresh.ok) return fresh;
    return ok(old.value && fresh.value && lineMap(old.value.numbered, fresh.value));
  }

  /** What is asked for while it is being made is not made twice; a failure is not kept. */
  #once<T extends Text | LineMap>(key: string, make: () => Read<T>, weight: (value: T) => number): Read<T> {
    const kept = this.#kept.get(key) as T | undefined;
    if (kept) return Promise.resolve(ok(kept));
    const running = this.#running.get(key) as Read<T> | undefined;
    if (running) return running;
    const making = make().then((result) => {
      this.#running.delete(key);
      if (result.ok && result.value) this.#kept.set(key, result.value, weight(result.value));
      return result;
    });
    this.#running.set(key, making);
    return making;
  }
}

/** A map keeps both texts alive. */
function weightOfMap({ pair }: LineMap): number {
  return LINE_BYTES * (pair.old.ids.length + pair.ids.length);
}
