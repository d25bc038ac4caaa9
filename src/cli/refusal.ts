import { fail, type Result } from '../common/result.ts';

/** What cannot be used, in one line that says what to do. */
export interface Refusal {
  readonly kind: 'bad-input';
  readonly words: string;
}

/** Refuses with words of one line. */
export function refuse(words: string): Result<never, Refusal> {
  return fail({ kind: 'bad-input', words });
}

/** A name from outside on one line, without what moves a cursor. */
export function shown(name: string): string {
  return JSON.stringify(name.slice(0, 200));
}
