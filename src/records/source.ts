import type { Advisory } from '../advisory/model.ts';
import { fail, ok, type Result } from '../common/result.ts';
import { forbids, type Process } from '../process/process.ts';
import type { Gaps } from './gaps.ts';

/** A text made from an advisory for somebody else. */
export type RecordKind = 'cve' | 'osv' | 'csaf' | 'mail' | 'issue' | 'news' | 'ghsa';

/** All kinds, in the order in which they are offered. */
export const RECORD_KINDS: readonly RecordKind[] = ['cve', 'osv', 'csaf', 'mail', 'issue', 'news', 'ghsa'];

/** What a record is written from. */
export interface RecordSource {
  readonly advisory: Advisory;
  readonly process: Process;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly more: RecordExtras;
}

/** What an advisory cannot hold and the writer is told. */
export interface RecordExtras {
  /** Number of the public issue. */
  readonly issue?: number;
  /** Addresses of the public pull requests, that to the main branch first. */
  readonly pullRequests?: readonly string[];
  /** Public commits that fix it; `branch` is null where nobody said which it is on. */
  readonly commits?: readonly { readonly branch: string | null; readonly sha: string }[];
  /** Address of the announcement in the archive of the mailing list. */
  readonly announcement?: string;
  /** Somebody says that it has been announced. */
  readonly announced?: boolean;
  /** Full id of the commit with which the vulnerability came in. */
  readonly introduced?: string;
  /** The part of a NEWS entry's file name that makes it the only one; absent: made from the entry. */
  readonly nonce?: string;
  /** Names of people, beside the logins in the advisory, that a public text must not hold. */
  readonly names?: readonly string[];
}

/** Something that a record should have and has not, or that a person should look at before it is given away. */
export interface MissingPart {
  /** Which part of the record it is about, for programs. */
  readonly part: string;
  /** What is missing, or what was done; it never quotes the advisory. */
  readonly words: string;
}

/** A record, ready to be read, copied or saved. */
export interface RecordText {
  readonly kind: RecordKind;
  /** Made from a CVE or GHSA id, never from a title; of a NEWS entry the path in the repository. */
  readonly fileName: string;
  readonly language: 'json' | 'markdown' | 'restructuredtext' | 'plaintext';
  readonly text: string;
  /** What was wanted and is not there, and what to look at: the record stands without it. */
  readonly missing: readonly MissingPart[];
  /** Of a mail and an issue, what goes into fields of their own. */
  readonly message?: Message;
}

/** A mail or an issue in its parts. */
export interface Message {
  readonly subject: string;
  readonly body: string;
  readonly to?: string;
  readonly labels: readonly string[];
}

/** Why there is no record: what it cannot be without. The list is never empty. */
export interface RecordRefusal {
  readonly kind: 'incomplete';
  readonly missing: readonly MissingPart[];
}

/** What a writer of one kind gives when nothing was missing. */
export type Written = Pick<RecordText, 'fileName' | 'language' | 'text' | 'message'>;

/** The record, or its refusal where something that it needs was missing. */
export function finish(kind: RecordKind, gaps: Gaps, written: Written | undefined): Result<RecordText, RecordRefusal> {
  if (gaps.wanted.length > 0) return fail({ kind: 'incomplete', missing: gaps.wanted });
  if (!written) return fail({ kind: 'incomplete', missing: [{ part: 'form', words: 'a record that fits its form' }] });
  return ok({ kind, ...written, missing: gaps.noted });
}

/**
 * Whether everybody may know of the vulnerability: GitHub has published the advisory, somebody says that it was
 * announced, or it is finished and there is an announcement. One that was only found in the text of an open advisory
 * proves nothing: it may be about another vulnerability.
 */
export function isPublic({ advisory, process, more }: RecordSource): boolean {
  if (advisory.state === 'published' || more.announced === true) return true;
  return more.announcement !== undefined && process.states.finished.includes(advisory.state);
}

/** Whether the advisory itself is or will be there for everybody; where a team never publishes on GitHub, it never is. */
export function isShown({ advisory, process }: RecordSource): boolean {
  return advisory.state === 'published' || forbids(process, 'publish') === undefined;
}

/** An absolute time as RFC 3339 has it, in UTC; undefined for what is no date of a year with four digits. */
export function isoTime(time: number | null): string | undefined {
  if (time === null || !Number.isFinite(time) || Math.abs(time) > 8.64e15) return undefined;
  const text = new Date(time).toISOString();
  return /^\d{4}-/.test(text) ? text : undefined;
}
