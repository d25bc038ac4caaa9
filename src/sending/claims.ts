import { labelOf, visible } from '../advisory/changes.ts';
import type { AdvisoryContent, CreditLine } from '../advisory/content.ts';
import { changedParts, itemName, matchItems, type Part } from '../advisory/merge/affected.ts';
import {
  packageKey,
  sameField,
  sameItem,
  sameScoring,
  sameText,
  sameValue,
  setKey,
  type Scoring,
} from '../advisory/merge/same.ts';
import { creditedPeople } from '../advisory/merge/merge.ts';
import { mergeText } from '../advisory/merge/text.ts';
import type { Vulnerability } from '../advisory/model.ts';

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
  | ItemClaim;

/** What GitHub holds, as far as claims are held against it; without a state none is judged. */
export type Now = AdvisoryContent & { readonly state?: string };

/** `copies`: how many items of the list that was sent are as the claim says. */
export interface ItemClaim {
  readonly kind: 'item';
  readonly field: 'affected';
  readonly before: Vulnerability | null;
  readonly sent: Vulnerability | null;
  readonly copies: number;
}

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

function itemClaims(before: readonly Vulnerability[], sent: readonly Vulnerability[]): readonly Claim[] {
  const matches = matchItems(before, sent);
  const [old, fresh] = [new Set(matches.map(({ from }) => from)), new Set(matches.map(({ to }) => to))];
  const claims: Omit<ItemClaim, 'copies'>[] = [
    ...matches.flatMap(({ from, to }) => {
      const [one, other] = [before[from], sent[to]];
      return one && other && changedParts(one, other).length > 0 ? [claim(one, other)] : [];
    }),
    ...before.flatMap((item, at) => (old.has(at) ? [] : [claim(item, null)])),
    ...sent.flatMap((item, at) => (fresh.has(at) ? [] : [claim(null, item)])),
  ];
  return claims.map((one) => ({ ...one, copies: copiesIn(one, sent) }));
}

function claim(before: Vulnerability | null, sent: Vulnerability | null): Omit<ItemClaim, 'copies'> {
  return { kind: 'item', field: 'affected', before, sent };
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
    case 'item': {
      const copies = copiesIn(claim, now.affected);
      return claim.sent === null ? copies <= claim.copies : copies >= claim.copies;
    }
  }
}

function holdsScore({ before, sent }: Extract<Claim, { kind: 'score' }>, now: AdvisoryContent): boolean {
  if (!sameValue(sent.cvss, now.cvss)) return false;
  if (!sameValue(sent.cvss, null)) return true;
  // Where only the vector was taken away, GitHub keeps whatever word it had come to.
  return sameValue(sent.severity, now.severity) || (sameValue(sent.severity, null) && !sameValue(before.cvss, null));
}

/** A text holds a change if making it once more would change nothing. */
function holdsText(before: string, sent: string, now: string): boolean {
  if (sameText(sent, now)) return true;
  const again = mergeText(before, sent, now);
  return again.conflicts.length === 0 && sameText(again.text, now);
}

/** How many items are as the claim says: as the one that was taken away, or with what was added or changed. */
function copiesIn({ before, sent }: Omit<ItemClaim, 'copies'>, items: readonly Vulnerability[]): number {
  const wanted = sent ?? before;
  if (!wanted) return 0;
  const parts: readonly Part[] = before && sent ? changedParts(before, sent) : ['range', 'patched', 'functions'];
  const name = packageKey(wanted);
  return items.filter((item) => {
    if (packageKey(item) !== name) return false;
    return sent ? parts.every((part) => hasPart(part, before, sent, item)) : sameItem(item, wanted);
  }).length;
}

function hasPart(part: Part, before: Vulnerability | null, sent: Vulnerability, item: Vulnerability): boolean {
  if (part !== 'functions') return sameValue(item[part], sent[part]);
  const [old, fresh, now] = [before?.functions ?? [], new Set(sent.functions), new Set(item.functions)];
  const added = sent.functions.filter((name) => !old.includes(name));
  return added.every((name) => now.has(name)) && old.every((name) => fresh.has(name) || !now.has(name));
}

/**
 * `content` with what was sent once more in it. The description is merged; where others have written in the same place,
 * what was sent stands. Nothing is written by that: the result is sent like anything else.
 */
export function withClaim(content: AdvisoryContent, claim: Claim): AdvisoryContent {
  if (holds(claim, content)) return content;
  switch (claim.kind) {
    case 'value':
      return { ...content, [claim.field]: claim.field === 'title' ? (claim.sent ?? '') : claim.sent };
    case 'score':
      return { ...content, ...claim.sent };
    case 'text':
      return { ...content, description: mergeText(claim.before, claim.sent, content.description).text };
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
  }
}

function withCredit(credits: readonly CreditLine[], login: string, types: readonly string[]): readonly CreditLine[] {
  const at = credits.findIndex((credit) => setKey(credit.login) === setKey(login));
  const others = credits.filter((credit) => setKey(credit.login) !== setKey(login));
  const place = at < 0 ? others.length : at;
  return [...others.slice(0, place), ...types.map((type) => ({ login, type })), ...others.slice(place)];
}

function withItem(items: readonly Vulnerability[], { before, sent }: ItemClaim): readonly Vulnerability[] {
  if (!sent) {
    const at = items.findIndex((item) => before !== null && sameItem(item, before));
    return items.filter((_, index) => index !== at);
  }
  const at = before ? matchItems([before], items)[0]?.to : undefined;
  const target = at === undefined ? undefined : items[at];
  if (!before || !target) return [...items, sent];
  const changed = changedParts(before, sent);
  const functions = [
    ...target.functions.filter((name) => sent.functions.includes(name) || !before.functions.includes(name)),
    ...sent.functions.filter((name) => !before.functions.includes(name) && !target.functions.includes(name)),
  ];
  const again: Vulnerability = {
    ...target,
    ...(changed.includes('range') ? { range: sent.range } : {}),
    ...(changed.includes('patched') ? { patched: sent.patched } : {}),
    ...(changed.includes('functions') ? { functions } : {}),
  };
  return items.map((item, index) => (index === at ? again : item));
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
    case 'item': {
      const name = visible(itemName(claim.sent ?? claim.before ?? undefined));
      return line(claim.sent === null ? `${name} is back` : `${name} is not as it was sent`);
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
  if (claim.kind === 'member' || claim.kind === 'credit') return claim.item;
  return claim.kind === 'item' ? itemName(claim.sent ?? claim.before ?? undefined) : undefined;
}
