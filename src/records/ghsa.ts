import { contentOf, type CreditLine } from '../advisory/content.ts';
import { CREDIT_TYPES, ECOSYSTEMS, MOST_DESCRIPTION, MOST_TITLE, SEVERITIES } from '../advisory/document/document.ts';
import { parseVector } from '../advisory/cvss/vector.ts';
import { isGhsaId, sameLogin } from '../advisory/model.ts';
import { tagsIn } from '../advisory/title.ts';
import { isCveId, isLogin } from './address.ts';
import { counted, type Gaps } from './gaps.ts';
import type { RecordSource, Written } from './source.ts';
import { lengthOf } from './text/clean.ts';

/**
 * The advisory in GitHub's own JSON: the body with which one is created (REST description, `repository-advisory-create`).
 * GitHub refuses a whole body for one value that it does not know, so such a value is asked for here.
 */
export function writeGhsa({ advisory, process }: RecordSource, gaps: Gaps): Written | undefined {
  const { title, description, cveId, severity, cvss, cwes, affected, credits } = contentOf(advisory);
  if (tagsIn(title, process).length > 0) gaps.note('title', 'a title without tags: a bot may act on the one that is there');
  const need = (sound: boolean, part: string, words: string) => {
    if (!sound) gaps.need(part, words);
  };
  need(title.trim() !== '', 'title', 'a title');
  need(lengthOf(title) <= MOST_TITLE, 'title', `a title of at most ${MOST_TITLE} characters`);
  need(description.trim() !== '', 'description', 'a description');
  need(lengthOf(description) <= MOST_DESCRIPTION, 'description', `a description of at most ${MOST_DESCRIPTION} characters`);
  need(cveId === null || isCveId(cveId), 'cve-id', 'a CVE id that is whole, or none');
  need(cvss === null || parseVector(cvss).ok, 'cvss', 'a CVSS vector that is whole, or none');
  need(severity === null || cvss !== null || isOneOf(SEVERITIES, severity), 'severity', 'a severity that GitHub knows, or none');
  need(
    cwes.every((id) => /^CWE-[1-9]\d{0,5}$/.test(id)),
    'cwe',
    'CWE ids that are whole',
  );
  for (const [at, { ecosystem }] of affected.entries())
    need(isOneOf(ECOSYSTEMS, ecosystem), 'affected', `an ecosystem that GitHub knows in item ${at + 1} of what is affected`);
  for (const [at, { login, type }] of credits.entries()) {
    need(isLogin(login), 'credits', `a login that GitHub could have in item ${at + 1} of the credits`);
    need(isOneOf(CREDIT_TYPES, type), 'credits', `a type of credit that GitHub knows in item ${at + 1} of the credits`);
  }
  const kept = onePerPerson(credits);
  const twice = credits.length - kept.length;
  if (twice > 0) gaps.note('credits', `one credit a person, as GitHub keeps it: ${counted(twice, 'other one')} left out`);
  const body = {
    summary: title,
    description,
    cve_id: cveId,
    vulnerabilities: affected.map(({ ecosystem, name, range, patched, functions }) => ({
      package: { ecosystem, name },
      vulnerable_version_range: range,
      patched_versions: patched,
      vulnerable_functions: functions,
    })),
    cwe_ids: cwes,
    credits: kept.map(({ login, type }) => ({ login, type })),
    // Either of the two, never both.
    ...(cvss === null ? { severity } : { cvss_vector_string: cvss }),
  };
  const name = isGhsaId(advisory.ghsaId) ? advisory.ghsaId : (cveId ?? 'advisory');
  return { fileName: `${name}.json`, language: 'json', text: `${JSON.stringify(body, null, 2)}\n` };
}

/** Of several credits of one person the coordinator's stays, because it assigns, else the last. */
function onePerPerson(credits: readonly CreditLine[]): readonly CreditLine[] {
  return credits.filter((one, at) => {
    const own = credits.flatMap((other, place) => (sameLogin(other.login, one.login) ? [{ type: other.type, place }] : []));
    return (own.findLast(({ type }) => type === 'coordinator') ?? own.at(-1))?.place === at;
  });
}

function isOneOf(list: readonly string[], text: string | null): boolean {
  return text !== null && list.includes(text);
}
