/** What the sandbox GitHub is started with: people, repositories, advisories. Plain data; the server copies it. */

import type { JsonObject } from './json.ts';

export type TokenState = 'good' | 'expired' | 'revoked' | 'sso-blocked';

export interface Person {
  readonly login: string;
  readonly id: number;
  readonly name: string;
  /** The classic personal access token by which this person signs in. */
  readonly token: string;
  readonly scopes: readonly string[];
  readonly tokenState: TokenState;
}

export interface Team {
  readonly slug: string;
  readonly name: string;
  readonly id: number;
  readonly members: readonly string[];
}

export interface Organisation {
  readonly login: string;
  readonly id: number;
  readonly teams: readonly Team[];
}

export interface WorldRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly defaultBranch: string;
  /** Logins with admin or security-manager rights; everybody else is judged advisory by advisory. */
  readonly admins: readonly string[];
  /** Folder of a git repository whose branches and tags this repository starts with; absent: an empty one. */
  readonly gitSource?: string;
}

export type State = 'triage' | 'draft' | 'published' | 'closed' | 'withdrawn';
export type CreditType =
  | 'analyst'
  | 'finder'
  | 'reporter'
  | 'coordinator'
  | 'remediation_developer'
  | 'remediation_reviewer'
  | 'remediation_verifier'
  | 'tool'
  | 'sponsor'
  | 'other';
export type CreditState = 'accepted' | 'declined' | 'pending';

export interface WorldCredit {
  readonly login: string;
  readonly type: CreditType;
  readonly state: CreditState;
}

export interface WorldVulnerability {
  readonly ecosystem: string;
  readonly name: string | null;
  readonly vulnerableVersionRange: string | null;
  readonly patchedVersions: string | null;
  readonly vulnerableFunctions: readonly string[];
  /** Fields that the description does not know (for a sandbox of tomorrow only). */
  readonly more?: JsonObject;
}

export interface WorldComment {
  readonly author: string;
  readonly body: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Confidential comments exist, but the REST API never returns or counts them. */
  readonly confidential?: boolean;
}

export interface WorldAdvisory {
  /** `owner/name` of a repository of this world. */
  readonly repository: string;
  readonly ghsaId: string;
  readonly cveId: string | null;
  readonly summary: string;
  readonly description: string | null;
  readonly state: State;
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | null;
  /** A CVSS 3.x or 4.0 vector; the version is in its prefix. */
  readonly cvssVector: string | null;
  readonly author: string | null;
  /** null for an advisory that a maintainer drafted; otherwise whether the report was accepted. */
  readonly submissionAccepted: boolean | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly publishedAt: string | null;
  readonly closedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly cweIds: readonly string[];
  readonly vulnerabilities: readonly WorldVulnerability[];
  readonly credits: readonly WorldCredit[];
  readonly collaboratingUsers: readonly string[];
  /** Team slugs of the organisation. */
  readonly collaboratingTeams: readonly string[];
  /** true: the private fork exists from the start. */
  readonly hasPrivateFork: boolean;
  /** Locked by an admin: collaborators may only comment. */
  readonly locked?: boolean;
  readonly comments: readonly WorldComment[];
}

export interface World {
  readonly organisation: Organisation;
  readonly people: readonly Person[];
  readonly repositories: readonly WorldRepository[];
  readonly advisories: readonly WorldAdvisory[];
  /** CWE names by id, for `cwes[].name`. */
  readonly cweNames: Readonly<Record<string, string>>;
}
