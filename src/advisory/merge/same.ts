import { CONTENT_FIELDS, type AdvisoryContent, type ContentField, type CreditLine } from '../content.ts';
import type { Vulnerability } from '../model.ts';

/** What two editors can differ in about the severity: GitHub takes a word or a vector, and a vector decides the word. */
export type Scoring = Pick<AdvisoryContent, 'severity' | 'cvss'>;

/** Whether two fields hold the same; '' and null are nothing both. */
export function sameValue(a: string | null, b: string | null): boolean {
  return (a === '' ? null : a) === (b === '' ? null : b);
}

/** Whether two scorings come to the same: beside a vector the word does not count. */
export function sameScoring(a: Scoring, b: Scoring): boolean {
  return sameValue(a.cvss, b.cvss) && (!sameValue(a.cvss, null) || sameValue(a.severity, b.severity));
}

/** A text with `\n` for line ends and none at its end: how GitHub's web form and an editor write the same. */
export function plainText(text: string): string {
  return withoutEnd(text.replaceAll('\r\n', '\n'));
}

/** A text without the line ends at its end. */
export function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return text.slice(0, end);
}

/** Whether two texts are the same but for how their lines end. */
export function sameText(a: string, b: string): boolean {
  return a === b || plainText(a) === plainText(b);
}

/** By what a login, a slug or a CWE id is known: GitHub compares all three without case. */
export function setKey(item: string): string {
  return item.toLowerCase();
}

/** Names the package of an item; items of one package have the same. */
export function packageKey(item: Vulnerability): string {
  return `${(item.ecosystem ?? '').toLowerCase()}/${item.name ?? ''}`;
}

/** Whether two items are of one package, as their keys say. */
export function samePackage(a: Vulnerability, b: Vulnerability): boolean {
  return (a.name ?? '') === (b.name ?? '') && (a.ecosystem ?? '').toLowerCase() === (b.ecosystem ?? '').toLowerCase();
}

/** Whether two items say the same about the same package. What this project does not know in them is not compared. */
export function sameItem(a: Vulnerability, b: Vulnerability): boolean {
  return samePackage(a, b) && sameVersions(a, b) && sameList(a.functions, b.functions);
}

/** Whether two items name the same range and the same patched version. */
function sameVersions(a: Vulnerability, b: Vulnerability): boolean {
  return sameValue(a.range, b.range) && sameValue(a.patched, b.patched);
}

/** Whether two lists are as long as each other, and the same in each place. */
export function sameInOrder<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return other !== undefined && same(one, other);
    })
  );
}

/** Whether two lists of texts are the same in the same order. */
export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return sameInOrder(a, b, (one, other) => one === other);
}

/** Whether two lists have the same members, in whatever order. */
function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a.map(setKey)), new Set(b.map(setKey))];
  return left.size === right.size && [...left].every((item) => right.has(item));
}

function sameCredit(a: CreditLine, b: CreditLine): boolean {
  return setKey(a.login) === setKey(b.login) && a.type === b.type;
}

/**
 * Whether two contents hold the same in one field. The order of collaborators means nothing, so it is no difference.
 * Severity and vector are one decision: `severity` never differs beside a vector.
 */
export function sameField(field: ContentField, a: AdvisoryContent, b: AdvisoryContent): boolean {
  switch (field) {
    case 'title':
      return a.title === b.title;
    case 'description':
      return sameText(a.description, b.description);
    case 'cveId':
      return sameValue(a.cveId, b.cveId);
    case 'cvss':
      return sameValue(a.cvss, b.cvss);
    case 'severity':
      return sameWord(a, b);
    case 'cwes':
      return sameList(a.cwes.map(setKey), b.cwes.map(setKey));
    case 'affected':
      return sameInOrder(a.affected, b.affected, sameItem);
    case 'credits':
      return sameInOrder(a.credits, b.credits, sameCredit);
    case 'users':
      return sameSet(a.users, b.users);
    case 'teams':
      return sameSet(a.teams, b.teams);
  }
}

/** A word that a vector decided is not taken away by taking the vector away: nobody chose it. */
function sameWord(a: Scoring, b: Scoring): boolean {
  if (!sameValue(b.cvss, null) || sameValue(a.severity, b.severity)) return true;
  return !sameValue(a.cvss, null) && sameValue(b.severity, null);
}

/** The fields in which `to` holds something else than `from`. */
export function changedFields(from: AdvisoryContent, to: AdvisoryContent): readonly ContentField[] {
  return CONTENT_FIELDS.filter((field) => !sameField(field, from, to));
}
