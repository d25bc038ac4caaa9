import type { MissingPart } from './source.ts';

/** Gathers what a record lacks while it is written. The same is said once. */
export class Gaps {
  readonly wanted: MissingPart[] = [];
  readonly noted: MissingPart[] = [];

  /** The record cannot be without it. */
  need(part: string, words: string): void {
    add(this.wanted, { part, words });
  }

  /** The record stands without it, or a person should look at it. */
  note(part: string, words: string): void {
    add(this.noted, { part, words });
  }
}

function add(list: MissingPart[], { part, words }: MissingPart): void {
  if (!list.some((one) => one.part === part && one.words === words)) list.push({ part, words });
}

/** `1 person`, `2 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
