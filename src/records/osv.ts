import { cleanTitle, oneLine } from '../advisory/title.ts';
import { isGhsaId } from '../advisory/model.ts';
import { isCveId } from './address.ts';
import { affectedPackages, type AffectedPackage, type AffectedRange } from './affected.ts';
import { purlOf } from './ecosystems.ts';
import type { Gaps } from './gaps.ts';
import { creditedPeople } from './people.ts';
import { productOf, type ProductFacts } from './product.ts';
import { fixes, introducedIn, references, type Reference } from './references.ts';
import validate from './schemas/osv.generated.js';
import { forRecord } from './scrub/scrub.ts';
import { isoTime, isShown, type RecordSource, type Written } from './source.ts';
import { scoredVectors } from './vectors.ts';
import { weaknesses } from './weaknesses.ts';

/**
 * A record in the OSV format (https://ossf.github.io/osv-schema/). OSV knows no ecosystem `other`: what is no package of
 * a known one is a range of commits in the product's repository, from `introduced` (0: the first commit) to the fixes.
 */
export function writeOsv(source: RecordSource, gaps: Gaps): Written | undefined {
  const { advisory, process } = source;
  const product = productOf(process, advisory.repository, gaps);
  const id = idOf(source, product, gaps);
  const modified = isoTime(source.now);
  if (modified === undefined) gaps.need('time', 'the time at which it is written');
  const details = forRecord(advisory.description ?? '', source, gaps);
  if (details === '') gaps.need('description', 'a description');
  if (!product) return undefined;
  const affected = affectedOf(source, product, gaps);
  const record = {
    schema_version: '1.7.0',
    id,
    modified,
    ...dates(source),
    ...aliases(source, id),
    ...summary(source, gaps),
    details,
    ...listed(
      'severity',
      scoredVectors(advisory, gaps).map(({ version, text }) => ({ type: `CVSS_V${version.charAt(0)}`, score: text })),
    ),
    affected,
    ...listed(
      'references',
      references(source, product, gaps).map(({ url, kind }) => ({ type: TYPES[kind], url })),
    ),
    ...listed(
      'credits',
      creditedPeople(advisory, gaps).map(({ login, profile, type }) => ({
        name: login,
        contact: [profile],
        type: type.toUpperCase(),
      })),
    ),
    ...weaknessIds(source, gaps),
  };
  if (gaps.wanted.length > 0 || id === undefined) return undefined;
  if (!validate(record)) {
    for (const error of validate.errors ?? [])
      gaps.need('form', `a sound ${error.instancePath}: it ${error.message ?? 'does not fit'}`);
    return undefined;
  }
  return { fileName: `${id}.json`, language: 'json', text: `${JSON.stringify(record, null, 2)}\n` };
}

/** A database of the team's own gives the last id; until then it is the prefix and the CVE id. Else it is GitHub's id. */
function idOf(source: RecordSource, product: ProductFacts | undefined, gaps: Gaps): string | undefined {
  const { cveId, ghsaId } = source.advisory;
  if (product?.osvPrefix === undefined && isShown(source) && isGhsaId(ghsaId)) return ghsaId;
  if (cveId !== null && isCveId(cveId)) return `${product?.osvPrefix ?? ''}${cveId}`;
  gaps.need('cve-id', cveId === null || cveId === '' ? 'a CVE id' : 'a CVE id that is whole');
  return undefined;
}

function aliases(source: RecordSource, id: string | undefined): object {
  const { cveId, ghsaId } = source.advisory;
  const ids = [cveId !== null && isCveId(cveId) ? cveId : id, isShown(source) && isGhsaId(ghsaId) ? ghsaId : id];
  return listed(
    'aliases',
    [...new Set(ids)].filter((one) => one !== id),
  );
}

function dates({ advisory }: RecordSource): object {
  const published = isoTime(advisory.publishedAt);
  const withdrawn = isoTime(advisory.withdrawnAt);
  return { ...(published === undefined ? {} : { published }), ...(withdrawn === undefined ? {} : { withdrawn }) };
}

function summary(source: RecordSource, gaps: Gaps): object {
  const title = oneLine(forRecord(cleanTitle(source.advisory.title, source.process), source, gaps));
  if (title === '') gaps.note('title', 'a title');
  return title === '' ? {} : { summary: title };
}

function weaknessIds({ advisory }: RecordSource, gaps: Gaps): object {
  const ids = weaknesses(advisory, gaps).map(({ id }) => id);
  return ids.length > 0 ? { database_specific: { cwe_ids: ids } } : {};
}

const TYPES: Readonly<Record<Reference['kind'], string>> = {
  announcement: 'ADVISORY',
  advisory: 'ADVISORY',
  issue: 'REPORT',
  'pull-request': 'FIX',
  commit: 'FIX',
};

/** Packages of known ecosystems, and the commits where they are known or nothing else says what is affected. */
function affectedOf(source: RecordSource, product: ProductFacts, gaps: Gaps): readonly object[] {
  const packages = affectedPackages(source, product, gaps);
  const known = packages.filter(({ ecosystem }) => ecosystem !== undefined);
  const commits = fixes(source, gaps);
  if (commits.length === 0 && known.length < packages.length)
    gaps.need('commits', 'a commit that fixes it: what is in no collection of packages is told by its commits');
  const introduced = introducedIn(source);
  if (introduced === undefined && commits.length > 0)
    gaps.note('introduced', 'the commit with which it came in: every commit before the fix is said to be affected');
  const events = [{ introduced: introduced ?? '0' }, ...commits.map((fixed) => ({ fixed }))];
  const git = commits.length > 0 ? [{ ranges: [{ type: 'GIT', repo: product.url, events }] }] : [];
  return [...known.map((one) => packageOf(one, gaps)), ...git];
}

function packageOf(affected: AffectedPackage, gaps: Gaps): object {
  const { ecosystem, name, ranges, functions } = affected;
  const purl = ecosystem && purlOf(ecosystem, name);
  return {
    package: { ecosystem: ecosystem?.osv, name, ...(purl === undefined ? {} : { purl }) },
    ranges: ranges.map((range) => ({ type: isSemver(range, affected) ? 'SEMVER' : 'ECOSYSTEM', events: eventsOf(range, gaps) })),
    ...(functions.length > 0 ? { ecosystem_specific: { affected_functions: functions } } : {}),
  };
}

const SEMVER = /^(?:(?:0|[1-9]\d*)(?:\.(?!$)|(?=[-+]|$))){3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** OSV wants whole versions of Semantic Versioning in a range of that type; else the ecosystem's own order counts. */
function isSemver({ lower, upper }: AffectedRange, { versionType }: AffectedPackage): boolean {
  return versionType === 'semver' && [lower, upper].every((bound) => !bound || SEMVER.test(bound.version));
}

/** OSV has no "after a version": the first affected one has to be known. */
function eventsOf({ lower, upper }: AffectedRange, gaps: Gaps): readonly object[] {
  if (lower && !lower.inclusive) gaps.need('affected', 'the first affected version: OSV cannot say "after" one');
  const end = upper ? [upper.inclusive ? { last_affected: upper.version } : { fixed: upper.version }] : [];
  return [{ introduced: lower?.version ?? '0' }, ...end];
}

function listed(name: string, list: readonly unknown[]): object {
  return list.length > 0 ? { [name]: list } : {};
}
