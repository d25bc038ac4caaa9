import type { AdvisoryContent } from '../content.ts';
import type { Vulnerability } from '../model.ts';
import type { AdvisoryDocument, AffectedItem } from './document.ts';

/** How a team stands among the collaborators. */
export const TEAM = 'team ';

/**
 * What a document says, as far as it can be read. Of a document that is not whole (`isWhole`) parts may be missing: it
 * is for looking at, and never sent.
 */
export function documentContent(document: AdvisoryDocument): AdvisoryContent {
  const { fields, text, body } = document;
  const collaborators = fields.collaborators.map(({ value }) => value);
  return {
    title: fields.title?.value ?? '',
    description: text.slice(body.start, body.end),
    cveId: fields.cve?.value ?? null,
    severity: fields.severity?.value ?? ratingIn(document),
    cvss: fields.cvss?.value ?? null,
    cwes: fields.cwe.map(({ value }) => value),
    affected: fields.affected.map(vulnerabilityOf),
    credits: fields.credits.flatMap(({ login, type }) => (login ? [{ login: login.value, type: type?.value ?? 'other' }] : [])),
    users: collaborators.filter((one) => !one.startsWith(TEAM)),
    teams: collaborators.filter((one) => one.startsWith(TEAM)).map((one) => one.slice(TEAM.length)),
  };
}

/** The word that GitHub has for the vector, where there is one. */
function ratingIn({ fields, entries }: AdvisoryDocument): string | null {
  if (!fields.cvss?.value) return null;
  const rated = entries.find(({ key }) => key.value === 'rated')?.value.value;
  return typeof rated === 'string' ? rated : null;
}

/** `ecosystem/name`: no ecosystem has a slash, a name may have some. */
export function packageWords(ecosystem: string | null, name: string | null): string | undefined {
  if (ecosystem === null && name === null) return undefined;
  return name === null ? (ecosystem ?? '') : `${ecosystem ?? ''}/${name}`;
}

/** The opposite of `packageWords`. */
export function packageOf(words: string): { readonly ecosystem: string | null; readonly name: string | null } {
  const slash = words.indexOf('/');
  if (slash < 0) return { ecosystem: words, name: null };
  return { ecosystem: slash === 0 ? null : words.slice(0, slash), name: words.slice(slash + 1) };
}

function vulnerabilityOf(item: AffectedItem): Vulnerability {
  const extra = item.more && recordIn(item.more.value);
  return {
    ...(item.package ? packageOf(item.package.value) : { ecosystem: null, name: null }),
    range: item.range?.value ?? null,
    patched: item.patched?.value ?? null,
    functions: item.functions.map(({ value }) => value),
    ...(extra ? { extra } : {}),
  };
}

/** The record that a text of `more` holds; undefined where it is no JSON of a record. */
export function recordIn(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
