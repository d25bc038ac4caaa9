import type { AdvisoryContent } from './content.ts';
import { changedFields, sameScoring, sameValue } from './merge/same.ts';
import type { Advisory, Vulnerability } from './model.ts';

/** States that may be written. GitHub takes `published`, too; nothing here ever sends it. */
export type WritableState = 'draft' | 'closed';

/** One affected package as GitHub takes it; what it had and this project does not know goes back as it came. */
export type VulnerabilityBody = Readonly<Record<string, unknown>> & {
  readonly package: { readonly ecosystem: string | null; readonly name: string | null };
  readonly vulnerable_version_range: string | null;
  readonly patched_versions: string | null;
  readonly vulnerable_functions: readonly string[];
};

interface CreditBody {
  readonly login: string;
  readonly type: string;
}

/** GitHub's `repository-advisory-update`: an absent field stays as it is, a list is replaced whole. */
export interface UpdateBody {
  readonly summary?: string;
  readonly description?: string;
  readonly cve_id?: string | null;
  readonly vulnerabilities?: readonly VulnerabilityBody[];
  readonly cwe_ids?: readonly string[];
  readonly credits?: readonly CreditBody[];
  readonly severity?: string | null;
  readonly cvss_vector_string?: string | null;
  readonly state?: WritableState;
  readonly collaborating_users?: readonly string[];
  readonly collaborating_teams?: readonly string[];
}

/** GitHub's `repository-advisory-create`. */
export type CreateBody = Required<Pick<UpdateBody, 'summary' | 'description' | 'vulnerabilities'>> &
  Pick<UpdateBody, 'cve_id' | 'cwe_ids' | 'credits' | 'severity' | 'cvss_vector_string'>;

/**
 * The body that turns what GitHub holds into `to`: only fields that change, lists whole. Severity and vector exclude each
 * other (REST documentation: "You must choose"); a word in place of a vector takes the vector away in the same request.
 * @param from what GitHub holds, as last read
 * @param held the same reading: it tells whether a vector stands in either place, which no content does
 * @param options `state` only where it is to change; `unknown: false` leaves out of the items what is not known
 */
export function patchBody(
  from: AdvisoryContent,
  to: AdvisoryContent,
  held: Pick<Advisory, 'cvss3' | 'cvss4' | 'state'>,
  options: { readonly state?: WritableState | undefined; readonly unknown?: boolean } = {},
): UpdateBody {
  const changed = new Set(changedFields(from, to));
  const { state } = options;
  return {
    ...(changed.has('title') ? { summary: to.title } : {}),
    ...(changed.has('description') ? { description: to.description } : {}),
    ...(changed.has('cveId') ? { cve_id: orNull(to.cveId) } : {}),
    ...(changed.has('affected') ? { vulnerabilities: to.affected.map((item) => itemBody(item, options.unknown ?? true)) } : {}),
    ...(changed.has('cwes') ? { cwe_ids: to.cwes } : {}),
    ...(changed.has('credits') ? { credits: creditsBody(to) } : {}),
    ...(sameScoring(from, to) ? {} : scoringBody(to, changed.has('severity'), held.cvss3 !== null || held.cvss4 !== null)),
    ...(state === undefined || state === held.state ? {} : { state }),
    ...(changed.has('users') ? { collaborating_users: to.users } : {}),
    ...(changed.has('teams') ? { collaborating_teams: to.teams } : {}),
  };
}

function scoringBody(
  to: AdvisoryContent,
  word: boolean,
  hasVector: boolean,
): Pick<UpdateBody, 'severity' | 'cvss_vector_string'> {
  if (!sameValue(to.cvss, null)) return { cvss_vector_string: to.cvss };
  return { ...(hasVector ? { cvss_vector_string: null } : {}), ...(word ? { severity: orNull(to.severity) } : {}) };
}

/** The body that makes a new draft. */
export function createBody(content: AdvisoryContent): CreateBody {
  return {
    summary: content.title,
    description: content.description,
    vulnerabilities: content.affected.map((item) => itemBody(item, true)),
    ...(content.cwes.length > 0 ? { cwe_ids: content.cwes } : {}),
    ...(content.credits.length > 0 ? { credits: creditsBody(content) } : {}),
    ...(sameValue(content.cveId, null) ? {} : { cve_id: content.cveId }),
    ...(!sameValue(content.cvss, null)
      ? { cvss_vector_string: content.cvss }
      : sameValue(content.severity, null)
        ? {}
        : { severity: content.severity }),
  };
}

function creditsBody({ credits }: AdvisoryContent): readonly CreditBody[] {
  return credits.map(({ login, type }) => ({ login, type }));
}

function itemBody(item: Vulnerability, unknown: boolean): VulnerabilityBody {
  return {
    ...(unknown ? item.extra : {}),
    package: { ecosystem: item.ecosystem, name: item.name },
    vulnerable_version_range: item.range,
    patched_versions: item.patched,
    vulnerable_functions: item.functions,
  };
}

function orNull(value: string | null): string | null {
  return value === '' ? null : value;
}
