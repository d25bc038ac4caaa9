/** Advisories as the API shows them. */

import { isPublic } from '../authority.ts';
import type { Role } from '../authority.ts';
import { text } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { same } from '../state.ts';
import type { Advisory, State } from '../state.ts';
import { simpleRepository } from './repository.ts';
import { loginShape, teamShape } from './user.ts';

export interface Look {
  readonly url: string;
  readonly state: State;
  readonly scoreOf: (vector: string) => number | null;
  readonly version: string;
  /** Whether the comments preview is switched on. */
  readonly comments: boolean;
}

/** The two places for a vector: one is filled, the other null. */
export function cvssShape(look: Look, vector: string | null): { readonly cvss: JsonObject; readonly severities: JsonObject } {
  if (vector === null) return { cvss: { vector_string: null, score: null }, severities: { cvss_v3: null, cvss_v4: null } };
  const set = { vector_string: vector, score: look.scoreOf(vector) };
  const four = vector.startsWith('CVSS:4');
  return { cvss: set, severities: { cvss_v3: four ? null : set, cvss_v4: four ? set : null } };
}

export function cwesShape(look: Look, ids: readonly string[]): readonly JsonObject[] {
  return ids.map((id) => ({ cwe_id: id, name: look.state.world.cweNames[id] ?? id }));
}

/** How many comments an advisory counts: the non-confidential ones, whoever asks (GitHub changelog, 2026-10-02). */
export function countedComments(advisory: Advisory): number {
  return advisory.comments.filter((one) => !one.confidential).length;
}

function creditsShape(look: Look, advisory: Advisory, role: Role): JsonObject {
  // The public sees a credit once it is accepted (GitHub documentation, crediting collaborators).
  const credits = advisory.credits.filter((one) => role !== 'stranger' || one.state === 'accepted');
  return {
    credits: credits.map((one) => ({ login: one.login, type: one.type })),
    credits_detailed: credits.map((one) => ({
      user: loginShape(look.url, look.state, one.login),
      type: one.type,
      state: one.state,
    })),
  };
}

function peopleShape(look: Look, advisory: Advisory, role: Role): JsonObject {
  if (role === 'stranger') return { collaborating_users: null, collaborating_teams: null, private_fork: null };
  const { url, state } = look;
  const fork = advisory.forkId === null ? null : state.repositoryById(advisory.forkId);
  return {
    collaborating_users: advisory.collaboratingUsers.map((login) => loginShape(url, state, login)),
    collaborating_teams: state.world.organisation.teams
      .filter((team) => advisory.collaboratingTeams.some((slug) => same(slug, team.slug)))
      .map((team) => teamShape(url, state.world.organisation, team)),
    private_fork: fork ? simpleRepository(url, state, fork) : null,
  };
}

/** `repository-advisory` as a person in this role sees it. */
export function advisoryShape(look: Look, advisory: Advisory, role: Role): JsonObject {
  const { url, state } = look;
  const repository = state.repositoryById(advisory.repositoryId);
  const fullName = `${repository?.owner ?? ''}/${repository?.name ?? ''}`;
  const { cvss, severities } = cvssShape(look, advisory.cvssVector);
  const identifiers = [
    { type: 'GHSA', value: advisory.ghsaId },
    ...(advisory.cveId === null ? [] : [{ type: 'CVE', value: advisory.cveId }]),
  ];
  return {
    ghsa_id: advisory.ghsaId,
    cve_id: advisory.cveId,
    url: `${url}/repos/${fullName}/security-advisories/${advisory.ghsaId}`,
    html_url: `${url}/${fullName}/security/advisories/${advisory.ghsaId}`,
    summary: advisory.summary,
    description: advisory.description,
    severity: advisory.severity,
    author: loginShape(url, state, advisory.author),
    publisher: isPublic(advisory) ? loginShape(url, state, advisory.publisher) : null,
    identifiers,
    state: advisory.state,
    created_at: advisory.createdAt,
    updated_at: advisory.updatedAt,
    published_at: advisory.publishedAt,
    closed_at: advisory.closedAt,
    withdrawn_at: advisory.withdrawnAt,
    submission: advisory.submissionAccepted === null ? null : { accepted: advisory.submissionAccepted },
    vulnerabilities: advisory.vulnerabilities.map((one) => ({
      package: { ecosystem: one.ecosystem, name: one.name },
      vulnerable_version_range: one.vulnerableVersionRange,
      patched_versions: one.patchedVersions,
      vulnerable_functions: [...one.vulnerableFunctions],
      ...one.more,
    })),
    ...(look.version >= '2026-03-10' ? {} : { cvss }),
    cvss_severities: severities,
    cwes: cwesShape(look, advisory.cweIds),
    cwe_ids: [...advisory.cweIds],
    ...creditsShape(look, advisory, role),
    ...peopleShape(look, advisory, role),
    ...(look.comments ? { comments: countedComments(advisory) } : {}),
  };
}

/** `global-advisory`: a published advisory in the database that everybody reads. */
export function globalShape(look: Look, advisory: Advisory): JsonObject {
  const { url } = look;
  const repository = advisoryShape(look, advisory, 'stranger');
  const { cvss, severities } = cvssShape(look, advisory.cvssVector);
  const published = advisory.publishedAt ?? advisory.updatedAt;
  return {
    ghsa_id: advisory.ghsaId,
    cve_id: advisory.cveId,
    url: `${url}/advisories/${advisory.ghsaId}`,
    html_url: `${url}/advisories/${advisory.ghsaId}`,
    repository_advisory_url: repository.url ?? null,
    summary: advisory.summary,
    description: advisory.description,
    type: 'reviewed',
    severity: advisory.severity ?? 'unknown',
    source_code_location: null,
    identifiers: repository.identifiers ?? null,
    references: [text(repository.html_url)],
    published_at: published,
    updated_at: advisory.updatedAt,
    github_reviewed_at: published,
    nvd_published_at: null,
    withdrawn_at: advisory.withdrawnAt,
    vulnerabilities: advisory.vulnerabilities.map((one) => ({
      package: { ecosystem: one.ecosystem, name: one.name },
      vulnerable_version_range: one.vulnerableVersionRange,
      first_patched_version: one.patchedVersions,
      vulnerable_functions: [...one.vulnerableFunctions],
    })),
    ...(look.version >= '2026-03-10' ? {} : { cvss }),
    cvss_severities: severities,
    cwes: cwesShape(look, advisory.cweIds),
    credits: advisory.credits
      .filter((one) => one.state === 'accepted')
      .map((one) => ({ user: loginShape(url, look.state, one.login), type: one.type })),
    ...(look.comments ? { comments: countedComments(advisory) } : {}),
  };
}
