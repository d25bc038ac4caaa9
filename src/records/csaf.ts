import { cleanTitle, oneLine } from '../advisory/title.ts';
import { isGhsaId } from '../advisory/model.ts';
import type { Publisher } from '../process/process.ts';
import { isCveId, isWebAddress } from './address.ts';
import { affectedPackages } from './affected.ts';
import { productTree, type ProductTree } from './csaf-products.ts';
import type { Gaps } from './gaps.ts';
import { creditedPeople } from './people.ts';
import { productOf, type ProductFacts } from './product.ts';
import { references, type Reference } from './references.ts';
import { forRecord } from './scrub/scrub.ts';
import { isoTime, isPublic, isShown, type RecordSource, type Written } from './source.ts';
import { scoredVectors } from './vectors.ts';
import { weaknesses } from './weaknesses.ts';

/**
 * A security advisory in the Common Security Advisory Framework 2.1
 * (https://docs.oasis-open.org/csaf/csaf/v2.1/csaf-v2.1.html; 2.0 knows no CVSS 4.0). Until the vulnerability is public it
 * is a draft for recipients who were named (TLP:RED), then final and for everybody. It is sound by construction: every
 * text in it is non-empty, every address checked, every product named once.
 */
export function writeCsaf(source: RecordSource, gaps: Gaps): Written | undefined {
  const { advisory, process } = source;
  const publisher = publisherOf(process.publisher, gaps);
  const product = productOf(process, advisory.repository, gaps);
  const id = idOf(source, gaps);
  const title = oneLine(forRecord(cleanTitle(advisory.title, process), source, gaps));
  if (title === '') gaps.need('title', 'a title');
  const text = forRecord(advisory.description ?? '', source, gaps);
  if (text === '') gaps.need('description', 'a description');
  const tracking = trackingOf(source, id ?? '', gaps);
  if (!product) return undefined;
  const tree = productTree(affectedPackages(source, product, gaps), product, gaps);
  const vulnerability = vulnerabilityOf(source, product, tree, gaps);
  if (gaps.wanted.length > 0 || id === undefined) return undefined;
  const shown = referencesOf(references(source, product, gaps), id);
  const document = {
    $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json',
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.1',
      distribution: { tlp: { label: isPublic(source) ? 'CLEAR' : 'RED' } },
      lang: 'en',
      notes: [{ category: 'summary', text: title, title: 'Summary' }],
      publisher,
      ...(shown.length > 0 ? { references: shown } : {}),
      title,
      tracking,
    },
    product_tree: { branches: tree.branches },
    vulnerabilities: [{ ...vulnerability, notes: [{ category: 'description', text, title: 'Description' }], title }],
  };
  // CSAF 2.1, section 5.1: small letters, and what is no letter, digit, plus or minus becomes an underscore.
  const fileName = `${id.toLowerCase().replace(/[^a-z0-9+-]+/g, '_')}.json`;
  return { fileName, language: 'json', text: `${JSON.stringify(inOrder(document), null, 2)}\n` };
}

/** The same with the keys of every object in alphabetical order (recommended test 6.2.13). */
function inOrder(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(inOrder);
  if (typeof json !== 'object' || json === null) return json;
  const keys = Object.entries(json).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(keys.map(([key, value]) => [key, inOrder(value)]));
}

function publisherOf(publisher: Publisher | undefined, gaps: Gaps): object | undefined {
  if (!publisher) {
    gaps.need('publisher', 'who publishes the records of the process');
    return undefined;
  }
  const { category, name, namespace, contact } = publisher;
  if (!isWebAddress(namespace)) gaps.need('publisher', 'a web address as the namespace of the publisher');
  return { category, ...(contact === undefined ? {} : { contact_details: contact }), name, namespace };
}

function idOf(source: RecordSource, gaps: Gaps): string | undefined {
  const { cveId, ghsaId } = source.advisory;
  if (cveId !== null && isCveId(cveId)) return cveId;
  if (isShown(source) && isGhsaId(ghsaId)) return ghsaId;
  gaps.need('cve-id', cveId === null || cveId === '' ? 'a CVE id' : 'a CVE id that is whole');
  return undefined;
}

/** One revision: who publishes the document again counts on in it. */
function trackingOf(source: RecordSource, id: string, gaps: Gaps): object | undefined {
  const now = isoTime(source.now);
  if (now === undefined) {
    gaps.need('time', 'the time at which it is written');
    return undefined;
  }
  const known = isPublic(source);
  if (!known) gaps.note('status', 'the announcement: until then the document is a draft and marked TLP:RED');
  const first = source.advisory.publishedAt;
  const date = known && first !== null && first < source.now ? (isoTime(first) ?? now) : now;
  const version = known ? '1' : '0';
  return {
    current_release_date: now,
    id,
    initial_release_date: date,
    revision_history: [{ date, number: version, summary: known ? 'First version.' : 'Draft.' }],
    status: known ? 'final' : 'draft',
    version,
  };
}

/** What the schema takes for the name of a weakness. */
const NAME = /^[^\s._-](?:.*[^\s._-])?$/;

function vulnerabilityOf(source: RecordSource, product: ProductFacts, tree: ProductTree, gaps: Gaps): object {
  const { advisory } = source;
  const { cveId, ghsaId } = advisory;
  const people = creditedPeople(advisory, gaps).map(({ login, profile, type }) => ({
    names: [login],
    summary: type.replaceAll('_', ' '),
    urls: [profile],
  }));
  const cwes = weaknesses(advisory, gaps).flatMap(({ id, name, version }) =>
    version !== undefined && NAME.test(name) ? [{ id, name, version }] : [],
  );
  if (cwes.length < advisory.cwes.length) gaps.note('cwe', 'a weakness of the catalogue: another id is left out');
  const metrics = metricsOf(source, tree.affected, gaps);
  if (advisory.vulnerabilities.length > 0 && tree.affected.length === 0) gaps.need('affected', 'the affected versions');
  const fixed = references(source, product, gaps).find(({ kind }) => kind === 'pull-request' || kind === 'commit');
  return {
    ...(people.length > 0 ? { acknowledgments: people } : {}),
    ...(cveId !== null && isCveId(cveId) ? { cve: cveId } : {}),
    ...(cwes.length > 0 ? { cwes } : {}),
    ...(isShown(source) && isGhsaId(ghsaId) ? { ids: [{ system_name: 'GitHub Security Advisories', text: ghsaId }] } : {}),
    ...(metrics.length > 0 ? { metrics } : {}),
    product_status: { ...(tree.fixed.length > 0 ? { fixed: tree.fixed } : {}), known_affected: tree.affected },
    remediations: tree.remediations.map((one) => (fixed && one.category === 'vendor_fix' ? { ...one, url: fixed.url } : one)),
  };
}

/** One score of each major version, for all that is affected. */
function metricsOf({ advisory }: RecordSource, products: readonly string[], gaps: Gaps): readonly object[] {
  const content: Record<string, object> = {};
  for (const { version, text, score, severity } of scoredVectors(advisory, gaps))
    content[`cvss_v${version.charAt(0)}`] ??= { version, vectorString: text, baseScore: score, baseSeverity: severity };
  return Object.keys(content).length > 0 && products.length > 0 ? [{ content, products }] : [];
}

const SUMMARIES: Readonly<Record<Reference['kind'], string>> = {
  announcement: 'Announcement',
  advisory: 'Advisory',
  issue: 'Public issue',
  'pull-request': 'Pull request with the fix',
  commit: 'Commit with the fix',
};

function referencesOf(shown: readonly Reference[], id: string): readonly object[] {
  const own = isCveId(id) ? [{ category: 'external', summary: 'CVE record', url: `https://www.cve.org/CVERecord?id=${id}` }] : [];
  return [...shown.map(({ url, kind }) => ({ category: 'external', summary: SUMMARIES[kind], url })), ...own];
}
