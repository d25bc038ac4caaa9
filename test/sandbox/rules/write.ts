/** The rules by which a body changes an advisory, beyond what a schema can say. */

import { refuse, unprocessable } from '../http/reply.ts';
import { isObject, listOf, objectAt, text, textOrNull, texts } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Role } from '../authority.ts';
import { isoTime, same } from '../state.ts';
import type { Advisory, Credit, Severity, State } from '../state.ts';
import type { CreditType, Person, State as AdvisoryState, WorldVulnerability } from '../world.ts';
import { isVector, severityOf } from './vector.ts';

export interface Writer {
  readonly person: Person;
  readonly state: State;
  readonly scoreOf: (vector: string) => number | null;
}

/** What may follow what. `triage` and `withdrawn` cannot be written at all: the schema has only the other three. */
const TRANSITIONS: Readonly<Record<AdvisoryState, readonly AdvisoryState[]>> = {
  triage: ['draft', 'closed'],
  draft: ['closed', 'published'],
  published: [],
  closed: [],
  withdrawn: [],
};

/**
 * What only administrators and security managers may write: state and collaborators.
 * The message about collaborators is GitHub's; that the state is refused is documented, its words are not.
 */
export function refuseBeyondRole(role: Role, body: JsonObject): void {
  if (role === 'admin') return;
  if ('collaborating_users' in body || 'collaborating_teams' in body) {
    throw refuse(403, 'Cannot update advisory collaborators unless you have administrative/security management rights.');
  }
  if ('state' in body)
    throw refuse(403, 'Cannot update advisory state unless you have administrative/security management rights.');
}

/** Only one of severity and vector can be set, and a severity not at all where a vector is (REST documentation). */
function newScore(advisory: Advisory, body: JsonObject, writer: Writer): Pick<Advisory, 'severity' | 'cvssVector'> {
  const vector = body.cvss_vector_string;
  const severity = body.severity;
  const kept = vector === undefined ? advisory.cvssVector : textOrNull(vector);
  if (severity !== undefined && kept !== null) {
    throw unprocessable(
      typeof vector === 'string'
        ? 'You must choose between setting `severity` or `cvss_vector_string`.'
        : 'Cannot update severity value when CVSS is set.',
    );
  }
  if (typeof vector === 'string') {
    if (!isVector(vector)) throw unprocessable('Validation Failed', 'RepositoryAdvisory', 'cvss_vector_string');
    const score = writer.scoreOf(vector);
    return { cvssVector: vector, severity: score === null ? advisory.severity : severityOf(score) };
  }
  return { cvssVector: kept, severity: severity === undefined ? advisory.severity : severityFrom(severity) };
}

function severityFrom(value: Json): Severity {
  return value === 'critical' || value === 'high' || value === 'medium' || value === 'low' ? value : null;
}

function loginsFrom(value: Json | undefined, field: string, state: State): string[] {
  const found = new Map<string, string>();
  for (const login of texts(value)) {
    const person = state.person(login);
    if (!person) throw unprocessable(`User '${login}' not found, ${field} cannot be modified`, 'RepositoryAdvisory', field);
    found.set(person.login, person.login);
  }
  return [...found.values()];
}

function teamsFrom(value: Json | undefined, state: State): string[] {
  return [
    ...new Set(
      texts(value).map((slug) => {
        const team = state.team(slug);
        if (!team)
          throw unprocessable(
            `Team '${slug}' not found, collaborating_teams cannot be modified`,
            'RepositoryAdvisory',
            'collaborating_teams',
          );
        return team.slug;
      }),
    ),
  ];
}

const creditTypes: readonly CreditType[] = [
  'analyst',
  'finder',
  'reporter',
  'coordinator',
  'remediation_developer',
  'remediation_reviewer',
  'remediation_verifier',
  'tool',
  'sponsor',
  'other',
];

/**
 * The whole new list of credits. A person has one credit; of several in a list the last stays. A credit that was
 * there before with the same type keeps its answer, any other waits for one, except that of the writer.
 */
function creditsFrom(value: Json | undefined, before: readonly Credit[], writer: Writer): Credit[] {
  const found = new Map<string, Credit>();
  for (const item of listOf(value)) {
    const given = objectAt(item);
    const [login] = loginsFrom([given.login ?? ''], 'credits', writer.state);
    const type = creditTypes.find((one) => one === given.type);
    if (login === undefined || type === undefined) continue;
    const known = before.find((one) => same(one.login, login) && one.type === type);
    found.delete(login);
    found.set(login, known ? { ...known } : { login, type, state: same(login, writer.person.login) ? 'accepted' : 'pending' });
  }
  return [...found.values()];
}

function cwesFrom(value: Json | undefined): string[] {
  const ids = [...new Set(texts(value))];
  if (ids.some((id) => !/^CWE-\d+$/.test(id))) throw unprocessable('Validation Failed', 'RepositoryAdvisory', 'cwe_ids');
  return ids;
}

const KNOWN_FIELDS = ['package', 'vulnerable_version_range', 'patched_versions', 'vulnerable_functions'];

function vulnerabilitiesFrom(value: Json | undefined): WorldVulnerability[] {
  return listOf(value)
    .filter(isObject)
    .map((one) => ({
      ecosystem: text(objectAt(one, 'package').ecosystem),
      name: textOrNull(objectAt(one, 'package').name),
      vulnerableVersionRange: textOrNull(one.vulnerable_version_range),
      patchedVersions: textOrNull(one.patched_versions),
      vulnerableFunctions: texts(one.vulnerable_functions),
      // Only a sandbox of tomorrow lets such fields in.
      more: Object.fromEntries(Object.entries(one).filter(([name]) => !KNOWN_FIELDS.includes(name))),
    }));
}

/** Checks a CVE id's form; null takes the id away. */
function cveFrom(value: Json): string | null {
  if (typeof value === 'string' && !/^CVE-\d{4}-\d{4,}$/.test(value))
    throw unprocessable('Validation Failed', 'RepositoryAdvisory', 'cve_id');
  return textOrNull(value);
}

/** The fields of a body that is known to fit its schema, as changes; nothing is applied when one of them is refused. */
function changesFrom(advisory: Advisory, body: JsonObject, writer: Writer): Partial<Advisory> {
  const changes: Partial<Advisory> = { ...newScore(advisory, body, writer) };
  if (typeof body.summary === 'string') changes.summary = body.summary;
  if (typeof body.description === 'string') changes.description = body.description;
  if (body.cve_id !== undefined) changes.cveId = cveFrom(body.cve_id);
  if ('vulnerabilities' in body) changes.vulnerabilities = vulnerabilitiesFrom(body.vulnerabilities);
  if ('cwe_ids' in body) changes.cweIds = cwesFrom(body.cwe_ids);
  if ('credits' in body) changes.credits = creditsFrom(body.credits, advisory.credits, writer);
  if ('collaborating_users' in body)
    changes.collaboratingUsers = loginsFrom(body.collaborating_users, 'collaborating_users', writer.state);
  if ('collaborating_teams' in body) changes.collaboratingTeams = teamsFrom(body.collaborating_teams, writer.state);
  return changes;
}

/** Moves an advisory to another state, with the dates that go with it; refuses what GitHub refuses. */
export function moveTo(advisory: Advisory, to: AdvisoryState, by: string, state: State): void {
  if (advisory.state === to) return;
  if (!TRANSITIONS[advisory.state].includes(to))
    throw unprocessable(`Invalid state transition from \`${advisory.state}\` to \`${to}\`.`);
  if (advisory.state === 'triage' && to === 'draft') advisory.submissionAccepted = true;
  advisory.state = to;
  const now = isoTime(state.now());
  if (to === 'closed') advisory.closedAt = now;
  if (to !== 'published') return;
  advisory.publishedAt = now;
  advisory.publisher = by;
}

/**
 * Applies a checked body to an advisory, all of it or nothing.
 * Fields that are absent stay; lists are replaced whole (REST documentation: "send the whole array of values").
 */
export function applyBody(advisory: Advisory, body: JsonObject, writer: Writer): void {
  const changes = changesFrom(advisory, body, writer);
  const to = body.state;
  if (to === 'draft' || to === 'closed' || to === 'published') moveTo(advisory, to, writer.person.login, writer.state);
  Object.assign(advisory, changes);
  advisory.updatedAt = isoTime(writer.state.now());
}
