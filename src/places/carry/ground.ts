import { fail, ok, type Result } from '../../common/result.ts';
import type { Repository, Tree } from '../../git/repository.ts';
import type { GitFailure } from '../../git/run.ts';
import type { CarriedLines, CarryStatus } from './carry-lines.ts';
import type { CarryCache } from './carry-cache.ts';
import type { Difference } from './difference.ts';
import type { Span } from './enclosing.ts';
import type { LineMap } from './line-map.ts';
import type { Numbered } from './numbered.ts';

/** A place at a revision; lines count from 1. */
export interface CarryFrom {
  /** Commit id. */
  readonly revision: string;
  readonly path: string;
  /** null: the file as a whole. */
  readonly line: number | null;
  readonly endLine: number | null;
  /** The function or class that the place is known to be in. */
  readonly symbol?: string | null;
}

/** What became of a place at another revision. */
export interface Carried {
  /** The file it is in now; where it is gone, what its file has become; null if there is no such file. */
  readonly path: string | null;
  /** null for a whole file, and where it is gone. */
  readonly line: number | null;
  readonly endLine: number | null;
  readonly status: CarryStatus;
  /** What a person should know before relying on it. */
  readonly note: string | null;
  /** For changed lines, the neighbourhood before and after. */
  readonly difference?: Difference;
}

/** Where a symbol is defined among the lines of a file; counts from 1. */
export type FindSymbol = (lines: readonly string[], path: string, symbol: string) => Span | undefined;

export interface CarryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Asked when the lines are gone and a symbol is known: a weaker answer. */
  readonly findSymbol?: FindSymbol | undefined;
}

/** What carrying from one revision to another works on. */
export interface Ground {
  readonly repository: Repository;
  readonly cache: CarryCache;
  readonly from: Tree;
  readonly to: Tree;
  readonly options: CarryOptions;
}

/** The old file of a place. */
export interface OldFile {
  readonly path: string;
  readonly id: string;
  readonly numbered: Numbered;
}

/** A file in which a place may stand now. */
export interface Candidate {
  readonly path: string;
  readonly map: LineMap;
  readonly lines: CarriedLines;
}

export type Answer<T> = Promise<Result<T, GitFailure>>;

/** The failure of an aborted run. */
export function stopped(options: CarryOptions): Result<never, GitFailure> | undefined {
  return options.signal?.aborted ? fail({ kind: 'cancelled' }) : undefined;
}

/** What became of the lines of an old blob in a file of the other tree; undefined if that is no text. */
export async function compared(ground: Ground, oldId: string, path: string): Answer<LineMap | undefined> {
  const end = stopped(ground.options);
  if (end) return end;
  const id = ground.to.files.get(path)?.id;
  return id === undefined ? ok(undefined) : ground.cache.map(ground.repository, oldId, id);
}

/** How good an answer is: the same content before an edit, and more of the surroundings before less. */
export function rank({ status, support }: CarriedLines): number {
  return (status === 'gone' ? 0 : status === 'changed' ? 2 : 3) + support;
}
