import { createHash } from 'node:crypto';
import type { FindingKind } from './lint.ts';
import type { Mark } from './marks.ts';

/** A line that goes public, with why somebody has to look at it. */
export interface PlanLine {
  /** Counted from 1, through message and NEWS entry, then through the marked lines of files. */
  readonly number: number;
  readonly part: 'message' | 'news' | 'file';
  readonly text: string;
  /** Empty: nothing to accept. */
  readonly marks: readonly Mark[];
  /** What it may lead to, of a `reference` that is no number: another advisory, another CVE, a private key. */
  readonly kinds?: readonly FindingKind[];
  /** Of a line in a file. Without a line it is the name of a new file, or a file that is no text. */
  readonly file?: string;
  readonly line?: number;
  /** Of a marked line: what it is accepted by, as `3:9f2c51`. It holds for this text and these marks alone. */
  readonly id?: string;
}

/** A line before it has its number. `seal` is what else an acceptance is bound to. */
export type RawLine = Omit<PlanLine, 'number' | 'id'> & { readonly seal?: string };

/** A line with what stands in it marked. */
export function withKinds(line: RawLine, kinds: readonly FindingKind[] = []): RawLine {
  if (kinds.length === 0) return line;
  const marks: readonly Mark[] = line.marks.includes('reference') ? line.marks : [...line.marks, 'reference'];
  return { ...line, marks, kinds };
}

/** A line with its number, and, if it is marked, with what it is accepted by. */
export function numbered({ seal, ...line }: RawLine, number: number): PlanLine {
  if (line.marks.length === 0) return { number, ...line };
  const { part, text, marks, kinds, file } = line;
  return { number, ...line, id: `${number}:${digest([part, file ?? null, text, marks, kinds ?? [], seal ?? null])}` };
}

/** Enough of a hash to tell two texts apart, and to be typed. */
export function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 6);
}
