import {
  isGhsaId,
  type Advisory,
  type Credit,
  type Cvss,
  type Cwe,
  type PrivateFork,
  type RepositoryName,
  type Vulnerability,
} from './model.ts';

/**
 * Reads one advisory out of what GitHub sent. GitHub's own data does not satisfy GitHub's schema (nulls, missing and
 * extra fields, new enumeration values), so everything but the id may be missing or of another type.
 *
 * @param json one element of a list, or the body of a single advisory
 * @param repository the repository that was asked
 * @returns undefined only where no field tells a GHSA id: without one it cannot be told apart from others
 */
export function readAdvisory(json: unknown, repository: RepositoryName): Advisory | undefined {
  const it = record(json);
  const ghsaId = readId(it);
  if (ghsaId === undefined) return undefined;
  const severities = record(it.cvss_severities);
  return {
    repository,
    ghsaId: `GHSA${ghsaId.slice(4).toLowerCase()}`,
    cveId: string(it.cve_id),
    htmlUrl: httpUrl(it.html_url),
    title: string(it.summary) ?? '',
    description: string(it.description),
    state: string(it.state) ?? 'unknown',
    severity: string(it.severity),
    cvss3: readCvss(severities.cvss_v3),
    cvss4: readCvss(severities.cvss_v4),
    cwes: readCwes(it),
    author: login(it.author),
    publisher: login(it.publisher),
    createdAt: date(it.created_at),
    updatedAt: date(it.updated_at),
    publishedAt: date(it.published_at),
    closedAt: date(it.closed_at),
    withdrawnAt: date(it.withdrawn_at),
    submissionAccepted: boolean(record(it.submission).accepted),
    vulnerabilities: list(it.vulnerabilities).map(readVulnerability),
    credits: readCredits(it),
    collaboratingUsers: list(it.collaborating_users)
      .map(login)
      .filter((x) => x !== null),
    collaboratingTeams: list(it.collaborating_teams)
      .map((team) => string(record(team).slug))
      .filter((x) => x !== null),
    privateFork: readFork(it.private_fork),
    comments: count(it.comments),
    ...extraOf(it, KNOWN_FIELDS),
  };
}

/** Every field of the REST description; what GitHub adds later is kept as it came. */
const KNOWN_FIELDS = new Set(
  [
    'ghsa_id cve_id url html_url summary description severity author publisher identifiers state created_at updated_at',
    'published_at closed_at withdrawn_at submission vulnerabilities cvss cvss_severities cwes cwe_ids credits',
    'credits_detailed collaborating_users collaborating_teams private_fork comments comments_url',
  ].flatMap((names) => names.split(' ')),
);
const KNOWN_IN_VULNERABILITY = new Set(['package', 'vulnerable_version_range', 'patched_versions', 'vulnerable_functions']);

function extraOf(
  it: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): { readonly extra?: Readonly<Record<string, unknown>> } {
  const extra = Object.entries(it).filter(([key, value]) => !known.has(key) && value !== undefined);
  return extra.length > 0 ? { extra: Object.fromEntries(extra) } : {};
}

/** The id stands in four places; any of them will do. */
function readId(it: Readonly<Record<string, unknown>>): string | undefined {
  const others = list(it.identifiers).map((identifier) => string(record(identifier).value));
  const ends = [it.html_url, it.url].map((url) => string(url)?.split('/').at(-1) ?? null);
  return [string(it.ghsa_id), ...others, ...ends].find((text) => text !== null && isGhsaId(text)) ?? undefined;
}

function readCvss(json: unknown): Cvss | null {
  const it = record(json);
  const vector = string(it.vector_string);
  if (vector === null || vector === '') return null;
  return { vector, score: number(it.score) };
}

/** `cwes` has names, `cwe_ids` only ids; either may be missing. */
function readCwes(it: Readonly<Record<string, unknown>>): Cwe[] {
  const named = new Map<string, string | null>();
  for (const id of list(it.cwe_ids)) {
    const text = string(id);
    if (text !== null) named.set(text, null);
  }
  for (const cwe of list(it.cwes)) {
    const id = string(record(cwe).cwe_id);
    if (id !== null) named.set(id, string(record(cwe).name));
  }
  return [...named].map(([id, name]) => ({ id, name }));
}

function readVulnerability(json: unknown): Vulnerability {
  const it = record(json);
  const named = record(it.package);
  return {
    ecosystem: string(named.ecosystem),
    name: string(named.name),
    range: string(it.vulnerable_version_range),
    patched: string(it.patched_versions),
    functions: list(it.vulnerable_functions)
      .map(string)
      .filter((x) => x !== null),
    ...extraOf(it, KNOWN_IN_VULNERABILITY),
  };
}

/** `credits_detailed` tells the acceptance, `credits` may tell more people: both are joined by login. */
function readCredits(it: Readonly<Record<string, unknown>>): Credit[] {
  const credits: Credit[] = [];
  const known = (who: string, type: string) =>
    credits.some((credit) => credit.login.toLowerCase() === who.toLowerCase() && credit.type === type);
  for (const json of list(it.credits_detailed)) {
    const credit = record(json);
    const who = login(credit.user);
    const type = string(credit.type) ?? 'other';
    if (who !== null && !known(who, type)) credits.push({ login: who, type, state: string(credit.state) });
  }
  for (const json of list(it.credits)) {
    const credit = record(json);
    const who = string(credit.login);
    const type = string(credit.type) ?? 'other';
    if (who !== null && who !== '' && !known(who, type)) credits.push({ login: who, type, state: null });
  }
  return credits;
}

function readFork(json: unknown): PrivateFork | null {
  const it = record(json);
  const fullName = string(it.full_name);
  return fullName === null ? null : { fullName, htmlUrl: httpUrl(it.html_url) };
}

const NOTHING: Readonly<Record<string, unknown>> = Object.freeze({});

function record(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : NOTHING;
}

function list(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [];
}

function string(json: unknown): string | null {
  return typeof json === 'string' ? json : null;
}

function boolean(json: unknown): boolean | null {
  return typeof json === 'boolean' ? json : null;
}

/** Scores have been seen as strings. */
function number(json: unknown): number | null {
  const value = typeof json === 'string' && json.trim() !== '' ? Number(json) : json;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function count(json: unknown): number | null {
  const value = number(json);
  return value !== null && Number.isInteger(value) && value >= 0 ? value : null;
}

function login(json: unknown): string | null {
  const name = string(record(json).login);
  return name === '' ? null : name;
}

function date(json: unknown): number | null {
  const time = typeof json === 'string' ? Date.parse(json) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** Only addresses that a browser may be sent to. */
function httpUrl(json: unknown): string | null {
  const text = string(json);
  return text !== null && /^https?:\/\//i.test(text) ? text : null;
}
