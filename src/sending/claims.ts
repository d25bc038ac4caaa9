import { labelOf, visible } from '../advisory/changes.ts';
import type { AdvisoryContent, CreditLine } from '../advisory/content.ts';
import { itemName } from '../advisory/merge/affected.ts';
import { plainText, sameField, sameScoring, sameText, sameValue, setKey, type Scoring } from '../advisory/merge/same.ts';
import { creditedPeople } from '../advisory/merge/merge.ts';
import { mergeText, type TextConflict } from '../advisory/merge/text.ts';
import { copiesIn, itemClaims, returned, withItem, type DroppedClaim, type ItemClaim } from './item-claims.ts';

type SetField = 'cwes' | 'users' | 'teams';

/**
 * One thing that a request was to change: a field, or one item of a list. Plain data. It can be looked up later in what
 * GitHub holds. A list that was only put in another order makes no claim.
 */
export type Claim =
  | { readonly kind: 'value'; readonly field: 'title' | 'cveId'; readonly sent: string | null }
  | { readonly kind: 'score'; readonly field: 'cvss'; readonly before: Scoring; readonly sent: Scoring }
  | { readonly kind: 'text'; readonly field: 'description'; readonly before: string; readonly sent: string }
  | { readonly kind: 'member'; readonly field: SetField; readonly item: string; readonly there: boolean }
  /** `sent`: the types of the person's credits, one as a rule; none: the credit was taken away. */
  | { readonly kind: 'credit'; readonly field: 'credits'; readonly item: string; readonly sent: readonly string[] }
  /** Only right after a request: what becomes of a state later is everybody's business. */
  | { readonly kind: 'state'; readonly field: 'state'; readonly sent: string }
  | ItemClaim
  | DroppedClaim;

/** What GitHub holds, as far as claims are held against it; without a state none is judged. */
export type Now = AdvisoryContent & { readonly state?: string };

/** What a request that turned `before` into `sent` was to change, thing by thing. */
export function claimsOf(before: AdvisoryContent, sent: AdvisoryContent): readonly Claim[] {
  const claims: Claim[] = [];
  for (const field of ['title', 'cveId'] as const) {
    if (!sameField(field, before, sent)) claims.push({ kind: 'value', field, sent: sent[field] });
  }
  if (!sameScoring(before, sent)) claims.push({ kind: 'score', field: 'cvss', before: scoring(before), sent: scoring(sent) });
  for (const field of ['cwes', 'users', 'teams'] as const) claims.push(...memberClaims(field, before[field], sent[field]));
  claims.push(...creditClaims(before.credits, sent.credits), ...itemClaims(before.affected, sent.affected));
  if (!sameText(before.description, sent.description))
    claims.push({ kind: 'text', field: 'description', before: before.description, sent: sent.description });
  return claims;
}

function scoring({ severity, cvss }: Scoring): Scoring {
  return { severity, cvss };
}

function memberClaims(field: SetField, before: readonly string[], sent: readonly string[]): readonly Claim[] {
  const [old, fresh] = [new Set(before.map(setKey)), new Set(sent.map(setKey))];
  const added = sent.filter((item) => !old.has(setKey(item)));
  const removed = before.filter((item) => !fresh.has(setKey(item)));
  return [
    ...added.map((item): Claim => ({ kind: 'member', field, item, there: true })),
    ...removed.map((item): Claim => ({ kind: 'member', field, item, there: false })),
  ];
}

function creditClaims(before: readonly CreditLine[], sent: readonly CreditLine[]): readonly Claim[] {
  const [old, fresh] = [creditedPeople(before), creditedPeople(sent)];
  const people = new Map([...old, ...fresh]);
  return [...people].flatMap(([key, { login }]): readonly Claim[] => {
    const types = [...(fresh.get(key)?.types ?? [])];
    return [...(old.get(key)?.types ?? [])].join() === types.join()
      ? []
      : [{ kind: 'credit', field: 'credits', item: login, sent: types }];
  });
}

function typesOf(credits: readonly CreditLine[], login: string): readonly string[] {
  return [
    ...(creditedPeople(credits.filter((credit) => setKey(credit.login) === setKey(login))).get(setKey(login))?.types ?? []),
  ];
}

/** Whether what was sent is still so. Changes of others beside it do not count. */
export function holds(claim: Claim, now: Now): boolean {
  switch (claim.kind) {
    case 'value':
      return sameValue(now[claim.field]?.trim() ?? null, claim.sent?.trim() ?? null);
    case 'score':
      return holdsScore(claim, now);
    case 'text':
      return holdsText(claim.before, claim.sent, now.description);
    case 'member':
      return now[claim.field].some((item) => setKey(item) === setKey(claim.item)) === claim.there;
    case 'credit':
      return typesOf(now.credits, claim.item).join() === claim.sent.join();
    case 'state':
      return now.state === undefined || now.state === claim.sent;
    case 'item':
      return copiesIn(claim, now.affected) >= claim.copies;
    case 'dropped':
      return returned(claim, now.affected).length === 0;
  }
}

function holdsScore({ before, sent }: Extract<Claim, { kind: 'score' }>, now: AdvisoryContent): boolean {
  if (!sameValue(sent.cvss, now.cvss)) return false;
  if (!sameValue(sent.cvss, null)) return true;
  // Where only the vector was taken away, GitHub keeps whatever word it had come to.
  return sameValue(sent.severity, now.severity) || (sameValue(sent.severity, null) && !sameValue(before.cvss, null));
}

/**
 * A text holds a change if making it once more would change nothing. Where others have written beside it, that may not
 * be told by the places of the lines; then it holds if the lines that came are there, and those that went are not.
 */
function holdsText(before: string, sent: string, now: string): boolean {
  if (sameText(sent, now)) return true;
  const again = mergeText(before, sent, now);
  if (again.conflicts.length === 0) return sameText(again.text, now);
  const counts = (text: string) => lineCounts(plainText(text).split('\n'));
  const [old, fresh, held] = [counts(before), counts(sent), counts(now)];
  const changed = [...new Set([...old.keys(), ...fresh.keys()])].filter((line) => old.get(line) !== fresh.get(line));
  return (
    changed.length > 0 &&
    changed.every((line) => {
      const [was, is, there] = [old.get(line) ?? 0, fresh.get(line) ?? 0, held.get(line) ?? 0];
      return is > was ? there >= is - was : there <= is;
    })
  );
}

/** How often each line stands there; empty ones do not count. */
function lineCounts(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) if (line.trim() !== '') counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** Where others have written in the same place: their lines without those that were taken away, then those that were added. */
function both({ base, mine, theirs }: TextConflict): readonly string[] {
  const [old, fresh, there] = [lineCounts(base), lineCounts(mine), lineCounts(theirs)];
  const left = theirs.filter((line) => line.trim() === '' || fresh.has(line) || !old.has(line));
  const added = [...fresh].flatMap(([line, times]) => {
    const missing = times - (old.get(line) ?? 0) - (there.get(line) ?? 0);
    return Array.from({ length: Math.max(0, missing) }, () => line);
  });
  return [...left, ...added];
}

/**
 * `content` with what was sent once more in it. The description is merged; where others have written in the same place,
 * their lines and those that were sent stand there together. Nothing is written by that: the result is sent like anything else.
 */
export function withClaim(content: AdvisoryContent, claim: Claim): AdvisoryContent {
  if (holds(claim, content)) return content;
  switch (claim.kind) {
    case 'value':
      return { ...content, [claim.field]: claim.field === 'title' ? (claim.sent ?? '') : claim.sent };
    case 'score':
      return { ...content, ...claim.sent };
    case 'text':
      return { ...content, description: mergeText(claim.before, claim.sent, content.description, both).text };
    case 'member': {
      const others = content[claim.field].filter((item) => setKey(item) !== setKey(claim.item));
      return { ...content, [claim.field]: claim.there ? [...others, claim.item] : others };
    }
    case 'credit':
      return { ...content, credits: withCredit(content.credits, claim.item, claim.sent) };
    case 'state':
      return content;
    case 'item':
      return { ...content, affected: withItem(content.affected, claim) };
    case 'dropped': {
      // What only may be it is left to the person: it may be somebody's new item.
      const back = new Set(returned(claim, content.affected).flatMap(({ at, certain }) => (certain ? [at] : [])));
      if (back.size === 0) return content;
      return withClaim({ ...content, affected: content.affected.filter((_, at) => !back.has(at)) }, claim);
    }
  }
}

function withCredit(credits: readonly CreditLine[], login: string, types: readonly string[]): readonly CreditLine[] {
  const at = credits.findIndex((credit) => setKey(credit.login) === setKey(login));
  const others = credits.filter((credit) => setKey(credit.login) !== setKey(login));
  const place = at < 0 ? others.length : at;
  return [...others.slice(0, place), ...types.map((type) => ({ login, type })), ...others.slice(place)];
}

/** One line for a person: what was sent, and that it is no longer so. It has words of the advisory in it. */
export function lostWords(claim: Claim, now: Now): string {
  const line = (words: string) => `${labelOf(claim.field)}: ${words}`;
  const named = (value: string | null) => (value === null || value === '' ? 'nothing' : visible(value));
  switch (claim.kind) {
    case 'value':
      return line(`${named(claim.sent)} was sent, now there is ${named(now[claim.field])}`);
    case 'state':
      return line(`${named(claim.sent)} was sent, now it is ${named(now.state ?? null)}`);
    case 'score':
      return line(`${named(claim.sent.cvss ?? claim.sent.severity)} was sent, now there is ${named(now.cvss ?? now.severity)}`);
    case 'text':
      return line('lines that were sent are gone or changed');
    case 'member':
      return line(`${visible(claim.item)} is ${claim.there ? 'gone' : 'back'}`);
    case 'credit': {
      const [sent, held] = [claim.sent.join(', '), typesOf(now.credits, claim.item).join(', ')];
      if (held === '') return line(`${visible(claim.item)} (${visible(sent)}) is gone`);
      return line(
        sent === ''
          ? `${visible(claim.item)} (${visible(held)}) is back`
          : `${visible(claim.item)}: ${visible(sent)} was sent, now ${visible(held)}`,
      );
    }
    case 'item':
      return line(`${visible(itemName(claim.sent))} is not as it was sent`);
    case 'dropped': {
      const back = returned(claim, now.affected);
      return line(
        back
          .map(({ item, certain }) => `${visible(itemName(item))} ${certain ? 'is back' : 'may be back in another form'}`)
          .join(', '),
      );
    }
  }
}

/** What a claim is about; a later claim about the same thing takes its place. */
export function subjectOf(claim: Claim): string | undefined {
  switch (claim.kind) {
    case 'value':
    case 'score':
      return claim.field;
    case 'member':
    case 'credit':
      return `${claim.field} ${setKey(claim.item)}`;
    default:
      return undefined;
  }
}

/** The item of a list that a claim is about; undefined where it is about a whole field. */
export function itemOf(claim: Claim): string | undefined {
  switch (claim.kind) {
    case 'member':
    case 'credit':
      return claim.item;
    case 'item':
      return itemName(claim.sent);
    case 'dropped':
      return claim.gone.map((at) => itemName(claim.before[at])).join(', ');
    default:
      return undefined;
  }
}
