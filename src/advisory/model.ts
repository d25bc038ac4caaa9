/**
 * One GitHub repository security advisory as this project knows it. Field names follow GitHub's in camel case; dates
 * are milliseconds since the epoch. Unknown values of GitHub's enumerations are kept as they came.
 */
export interface Advisory {
  readonly repository: RepositoryName;
  readonly ghsaId: string;
  readonly cveId: string | null;
  readonly htmlUrl: string | null;
  /** GitHub's `summary`, with the tags that it holds. */
  readonly title: string;
  readonly description: string | null;
  readonly state: string;
  readonly severity: string | null;
  readonly cvss3: Cvss | null;
  readonly cvss4: Cvss | null;
  readonly cwes: readonly Cwe[];
  readonly author: string | null;
  readonly publisher: string | null;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly publishedAt: number | null;
  readonly closedAt: number | null;
  readonly withdrawnAt: number | null;
  /** null: drafted by a maintainer; otherwise whether the private report has been accepted. */
  readonly submissionAccepted: boolean | null;
  readonly vulnerabilities: readonly Vulnerability[];
  readonly credits: readonly Credit[];
  readonly collaboratingUsers: readonly string[];
  readonly collaboratingTeams: readonly string[];
  readonly privateFork: PrivateFork | null;
  /** Number of non-confidential comments; null where GitHub does not say (missing is not zero). */
  readonly comments: number | null;
  /** Fields of GitHub's that this project does not know, as they came. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** `owner/name` of a repository, as GitHub spells it. */
export type RepositoryName = `${string}/${string}`;

export interface Cvss {
  readonly vector: string;
  readonly score: number | null;
}
export interface Cwe {
  readonly id: string;
  readonly name: string | null;
}

export interface Vulnerability {
  readonly ecosystem: string | null;
  readonly name: string | null;
  readonly range: string | null;
  readonly patched: string | null;
  readonly functions: readonly string[];
  /** Fields of GitHub's that this project does not know, as they came; they are sent back with the list. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A credit; `state` is null where GitHub told only who and what. */
export interface Credit {
  readonly login: string;
  readonly type: string;
  readonly state: string | null;
}

export interface PrivateFork {
  readonly fullName: string;
  readonly htmlUrl: string | null;
}

/** Names one advisory among all repositories: a GHSA id alone would do, but two repositories are never mixed up so. */
export type AdvisoryKey = `${RepositoryName}#${string}`;

/** The key of an advisory. */
export function keyOf(advisory: Pick<Advisory, 'repository' | 'ghsaId'>): AdvisoryKey {
  return `${advisory.repository}#${advisory.ghsaId}`;
}

/** Splits a key into repository and GHSA id; undefined for a text that is no key. */
export function parseKey(key: string): { repository: RepositoryName; ghsaId: string } | undefined {
  const hash = key.indexOf('#');
  const repository = parseRepositoryName(key.slice(0, hash));
  const ghsaId = key.slice(hash + 1);
  return hash > 0 && repository && isGhsaId(ghsaId) ? { repository, ghsaId } : undefined;
}

const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/;

/** `text` as a repository name, or undefined where GitHub could have no such repository. */
export function parseRepositoryName(text: string): RepositoryName | undefined {
  const trimmed = text.trim();
  if (!REPOSITORY.test(trimmed) || /\/\.{1,2}$/.test(trimmed)) return undefined;
  return trimmed as RepositoryName;
}

/** Two repository names are the same without regard to case, as on GitHub. */
export function sameRepository(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const GHSA = /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/i;

/** Whether `text` has the form of a GHSA id (GitHub documents the alphabet `23456789cfghjmpqrvwx`). */
export function isGhsaId(text: string): boolean {
  return GHSA.test(text);
}

/** Two logins are the same person without regard to case. */
export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Whether a text can be a person's GitHub login: up to 39 letters, digits and single hyphens, none at an end (GitHub's
 * sign-up rule); accounts that an enterprise manages have an underscore and its short name behind that.
 */
export function isLogin(text: string): boolean {
  return text.replace(/_.*$/, '').length <= 39 && /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]{1,20})?$/.test(text);
}

const ACCOUNT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/;

/**
 * Whether there could be an account of this name, so that it may stand in an address: more than GitHub gives out today,
 * because old logins have a hyphen at the end, and bots `[bot]`.
 */
export function isAccountName(text: string): boolean {
  return ACCOUNT.test(text);
}
