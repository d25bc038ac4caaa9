import { contains } from '../advisory/ranges/range.ts';
import { cleanTitle, oneLine } from '../advisory/title.ts';
import { isCveId } from './address.ts';
import { affectedPackages, type AffectedPackage, type AffectedRange } from './affected.ts';
import type { Gaps } from './gaps.ts';
import { modulesOf } from './modules.ts';
import { creditedPeople } from './people.ts';
import { productOf, type ProductFacts } from './product.ts';
import { references, type Reference } from './references.ts';
import validate from './schemas/cve.generated.js';
import { forRecord, plainDescription } from './scrub/scrub.ts';
import { isoTime, isPublic, type RecordSource, type Written } from './source.ts';
import { shortened } from './text/clean.ts';
import { scoredVectors, type ScoredVector } from './vectors.ts';
import { weaknesses } from './weaknesses.ts';

/** Limits of the CVE record format. */
const MOST_TITLE = 256;
const MOST_TEXT = 4096;
const LANG = 'en';

/**
 * A whole published CVE record with the container of the process's CNA, in the CVE record format 5.1.1
 * (https://github.com/CVEProject/cve-schema). It is the whole record because that is what Vulnogram opens and what a
 * second person can review; a client of CVE Services sends what stands under `containers.cna`. The CNA may only publish
 * under its own id, so a process without one has no CVE records.
 */
export function writeCve(source: RecordSource, gaps: Gaps): Written | undefined {
  const { advisory, process } = source;
  const cna = process.publisher?.cna;
  if (!cna) gaps.need('publisher', 'the CVE Numbering Authority of the process');
  const id = advisory.cveId ?? '';
  if (!isCveId(id)) gaps.need('cve-id', id === '' ? 'a CVE id' : 'a CVE id that is whole');
  const product = productOf(process, advisory.repository, gaps);
  const container = product && containerOf(source, product, gaps);
  if (!cna || !container || gaps.wanted.length > 0) return undefined;
  const record = {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1.1',
    cveMetadata: { cveId: id, assignerOrgId: cna.orgId, assignerShortName: cna.shortName, state: 'PUBLISHED' },
    containers: { cna: { providerMetadata: { orgId: cna.orgId, shortName: cna.shortName }, ...container } },
  };
  if (!validate(record)) {
    for (const error of validate.errors ?? [])
      gaps.need('form', `a sound ${error.instancePath}: it ${error.message ?? 'does not fit'}`);
    return undefined;
  }
  return { fileName: `${id}.json`, language: 'json', text: `${JSON.stringify(record, null, 2)}\n` };
}

function containerOf(source: RecordSource, product: ProductFacts, gaps: Gaps): object {
  const { advisory } = source;
  const title = titleOf(source, gaps);
  const datePublic = isoTime(advisory.publishedAt);
  if (datePublic === undefined) gaps.note('date-public', 'the day on which it became public (datePublic)');
  const affected = affectedPackages(source, product, gaps).map((one) => affectedOf(one, product, gaps));
  const shown = references(source, product, gaps).map((one) => ({ url: one.url, tags: [TAGS[one.kind]] }));
  if (shown.length === 0)
    gaps.need('references', 'a public reference: the announcement, the issue, the pull request or a commit');
  if (isPublic(source) && !shown.some(({ tags }) => tags.includes('vendor-advisory')))
    gaps.note('references', 'the address of the announcement');
  const problemTypes = weaknesses(advisory, gaps).map(({ id, name }) => ({
    descriptions: [{ lang: LANG, description: `${id} ${name}`, cweId: id, type: 'CWE' }],
  }));
  const metrics = scoredVectors(advisory, gaps).map(metricOf);
  const credits = creditedPeople(advisory, gaps).map(({ login, profile, type }) => ({
    lang: LANG,
    value: `${login} (${profile})`,
    type: type.replaceAll('_', ' '),
  }));
  return {
    ...(title === '' ? {} : { title }),
    ...(datePublic === undefined ? {} : { datePublic }),
    descriptions: [{ lang: LANG, value: descriptionOf(source, gaps) }],
    affected,
    ...(problemTypes.length > 0 ? { problemTypes } : {}),
    ...(metrics.length > 0 ? { metrics } : {}),
    references: shown,
    ...(credits.length > 0 ? { credits } : {}),
  };
}

/** The tags of the CVE record format that the PSF's records give to such pages. */
const TAGS: Readonly<Record<Reference['kind'], string>> = {
  announcement: 'vendor-advisory',
  advisory: 'vendor-advisory',
  issue: 'issue-tracking',
  'pull-request': 'patch',
  commit: 'patch',
};

function titleOf(source: RecordSource, gaps: Gaps): string {
  const title = oneLine(forRecord(cleanTitle(source.advisory.title, source.process), source, gaps));
  if (title === '') gaps.note('title', 'a title');
  if (title.length > MOST_TITLE) gaps.note('title', `a title of at most ${MOST_TITLE} characters: it was cut`);
  return shortened(title, MOST_TITLE);
}

function descriptionOf(source: RecordSource, gaps: Gaps): string {
  const text = plainDescription(source, gaps);
  if (text === '') gaps.need('description', 'a description');
  if (text.length > MOST_TEXT) gaps.note('description', `a description of at most ${MOST_TEXT} characters: it was cut`);
  return shortened(text, MOST_TEXT);
}

function affectedOf(affected: AffectedPackage, product: ProductFacts, gaps: Gaps): object {
  const { ecosystem, name, ranges, functions } = affected;
  const modules = modulesOf(functions, product.packages ?? []);
  if (functions.length === 0) gaps.note('modules', 'the affected functions, from which modules are told');
  return {
    vendor: product.vendor,
    product: name,
    ...(ecosystem ? { collectionURL: ecosystem.collection, packageName: name } : {}),
    repo: product.url,
    ...(modules.length > 0 ? { modules } : {}),
    ...(functions.length > 0 ? { programRoutines: functions.map((routine) => ({ name: routine })) } : {}),
    defaultStatus: 'unaffected',
    versions: [...ranges.flatMap((range) => excluded(range, affected)), ...ranges.map((range) => versionsOf(range, affected))],
  };
}

/** A range as the format has it: from `version` on, `0` for no lower bound and `*` for no upper one. */
function versionsOf({ exact, lower, upper }: AffectedRange, { versionType }: AffectedPackage): object {
  if (exact !== undefined) return { version: exact, status: 'affected', versionType };
  const end = upper?.inclusive === true ? 'lessThanOrEqual' : 'lessThan';
  return { version: lower?.version ?? '0', [end]: upper?.version ?? '*', status: 'affected', versionType };
}

/**
 * The format has no "after a version". Its rule is that the first entry that fits decides, so an entry for that one
 * version before the range says that it is not affected.
 */
function excluded({ lower }: AffectedRange, { ranges, scheme, versionType }: AffectedPackage): readonly object[] {
  if (!lower || lower.inclusive || ranges.some(({ range }) => contains(range, lower.version, scheme))) return [];
  return [{ version: lower.version, status: 'unaffected', versionType }];
}

function metricOf({ version, text, score, severity }: ScoredVector): object {
  const name = `cvssV${version.replace('.', '_')}`;
  return { format: 'CVSS', [name]: { version, vectorString: text, baseScore: score, baseSeverity: severity } };
}
