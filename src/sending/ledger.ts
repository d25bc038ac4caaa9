import { contentOf, type AdvisoryContent, type ContentField } from '../advisory/content.ts';
import type { Advisory } from '../advisory/model.ts';
import { DAY } from '../common/ports.ts';
import { claimsOf, holds, itemOf, lostWords, subjectOf, withClaim, type Claim, type Now } from './claims.ts';
import { writeJson } from '../common/plain-json.ts';

/** One thing that this person has sent. Plain data, like all of the ledger. */
export interface LedgerEntry {
  readonly claim: Claim;
  /** When it was sent, in milliseconds since the epoch. */
  readonly at: number;
  /** GitHub's `updated_at` of the reading after the request; a reading that is older proves nothing. */
  readonly heldAt: number | null;
  /** The person has been told that it is gone. Kept until it is pruned, so that no other window tells it once more. */
  readonly told?: true;
}

/** What a person has sent to one advisory and when: GitHub lets the last writer win, so the next reading is compared. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
}

/** Something that was sent and is no longer as it was sent. */
export interface Lost {
  readonly field: ContentField | 'state';
  /** The item of a list; absent: the whole field. */
  readonly item?: string;
  /** One line for a person; it has words of the advisory in it. */
  readonly words: string;
  readonly claim: Claim;
}

/** What was sent longer ago than this is everybody's by now. */
const REMEMBERED_FOR = 30 * DAY;

/**
 * Notes what a request changed. What the same person had sent before about the same things is superseded, and what is
 * older than 30 days forgotten.
 * @param before what GitHub held, as read right before the request
 * @param sent what the request was to make of it
 * @param at when, in milliseconds since the epoch
 * @param heldAt GitHub's `updated_at` of the reading after the request, where it is known
 */
export function note(
  ledger: Ledger | undefined,
  before: AdvisoryContent,
  sent: AdvisoryContent,
  at: number,
  heldAt: number | null = null,
): Ledger {
  const claims = claimsOf(before, sent);
  const subjects = new Set(claims.map(subjectOf));
  const kept = prune(ledger ?? { entries: [] }, at).entries.filter(({ claim }) => {
    const subject = subjectOf(claim);
    if (subject !== undefined) return !subjects.has(subject);
    // Of texts and of items of one package: what this very request undid is not lost, it was taken back.
    return !holds(claim, before) || holds(claim, sent);
  });
  return { entries: [...kept, ...claims.map((claim) => ({ claim, at, heldAt }))] };
}

/** What was sent and is not so in this reading, and has not been told yet. */
export function lostIn(ledger: Ledger, advisory: Advisory): readonly Lost[] {
  const now = contentOf(advisory);
  return ledger.entries.flatMap(({ claim, heldAt, told }) => {
    const stale = heldAt !== null && advisory.updatedAt !== null && advisory.updatedAt < heldAt;
    return told || stale || holds(claim, now) ? [] : [lostOf(claim, now)];
  });
}

/** Which of these claims do not hold, as they are told. */
export function lostAmong(claims: readonly Claim[], now: Now): readonly Lost[] {
  return claims.filter((claim) => !holds(claim, now)).map((claim) => lostOf(claim, now));
}

function lostOf(claim: Claim, now: Now): Lost {
  const item = itemOf(claim);
  return { field: claim.field, ...(item === undefined ? {} : { item }), words: lostWords(claim, now), claim };
}

/** The person has been told of these: they are not told again. */
export function acknowledge(ledger: Ledger, lost: readonly Lost[]): Ledger {
  const known = new Set(lost.map(({ claim }) => writeJson(claim)));
  return {
    entries: ledger.entries.map((entry): LedgerEntry => (known.has(writeJson(entry.claim)) ? { ...entry, told: true } : entry)),
  };
}

/** Forgets what was sent more than 30 days ago. */
export function prune(ledger: Ledger, now: number): Ledger {
  return { entries: ledger.entries.filter(({ at }) => now - at <= REMEMBERED_FOR) };
}

/** Two windows' ledgers of one advisory as one; what one of them has told counts as told. */
export function joinLedgers(a: Ledger | undefined, b: Ledger | undefined): Ledger | undefined {
  if (!a || !b) return a ?? b;
  const entries = new Map<string, LedgerEntry>();
  for (const entry of [...a.entries, ...b.entries]) {
    const { claim, at } = entry;
    const name = writeJson([at, claim]);
    if (entries.get(name)?.told !== true) entries.set(name, entry);
  }
  return { entries: [...entries.values()].sort((x, y) => x.at - y.at) };
}

/** `content` with what was lost in it again. Nothing is written: the result is sent like anything else. */
export function restore(content: AdvisoryContent, lost: Lost | readonly Lost[]): AdvisoryContent {
  const all: readonly Lost[] = 'claim' in lost ? [lost] : lost;
  return all.reduce((so, { claim }) => withClaim(so, claim), content);
}
