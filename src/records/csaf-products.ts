import type { AffectedPackage, AffectedRange } from './affected.ts';
import { purlOf } from './ecosystems.ts';
import { counted, type Gaps } from './gaps.ts';
import type { ProductFacts } from './product.ts';

interface Branch {
  readonly category: string;
  readonly name: string;
  readonly branches?: readonly Branch[];
  readonly product?: object;
}

interface Remediation {
  readonly category: 'vendor_fix' | 'none_available';
  readonly details: string;
  readonly product_ids: readonly string[];
}

/** The products of a CSAF document, and what is said of them by their ids. */
export interface ProductTree {
  readonly branches: readonly Branch[];
  readonly affected: readonly string[];
  readonly fixed: readonly string[];
  readonly remediations: readonly Remediation[];
}

/** The tree vendor, product, versions: a range or a version that is affected, and the versions that are patched. */
export function productTree(packages: readonly AffectedPackage[], product: ProductFacts, gaps: Gaps): ProductTree {
  const affected: string[] = [];
  const fixed: string[] = [];
  const remediations: Remediation[] = [];
  let count = 0;
  const leaf = (one: AffectedPackage, category: string, name: string, words: string): { id: string; branch: Branch } => {
    const id = `CSAFPID-${String(++count).padStart(4, '0')}`;
    const helper = helperOf(one, product);
    return { id, branch: { category, name, product: { name: `${one.name} ${words}`, product_id: id, ...helper } } };
  };
  const branches = packages
    .filter(({ ranges }) => ranges.length > 0)
    .map((one): Branch => {
      const scheme = one.ecosystem?.vers ?? (one.versionType === 'python' ? 'pypi' : 'generic');
      const bad = one.ranges.map((range) => {
        const isOne = range.exact !== undefined;
        return leaf(
          one,
          isOne ? 'product_version' : 'product_version_range',
          range.exact ?? versOf(range, scheme),
          wordsOf(range),
        );
      });
      const good = one.patched.map((version) => leaf(one, 'product_version', version, version));
      affected.push(...bad.map(({ id }) => id));
      fixed.push(...good.map(({ id }) => id));
      remediations.push(
        remedy(
          one,
          bad.map(({ id }) => id),
        ),
      );
      return { category: 'product_name', name: one.name, branches: [...bad, ...good].map(({ branch }) => branch) };
    });
  const lost = packages.filter(({ patched }) => patched.length === 0).length;
  if (lost > 0) gaps.note('patched', `the patched version of ${counted(lost, 'product')}`);
  return { branches: [{ category: 'vendor', name: product.vendor, branches }], affected, fixed, remediations };
}

/** The CPE name is the product's; a package of an ecosystem has an address of its own. */
function helperOf({ ecosystem, name }: AffectedPackage, product: ProductFacts): object {
  const purl = ecosystem && purlOf(ecosystem, name);
  if (purl !== undefined) return { product_identification_helper: { purls: [purl] } };
  return ecosystem || product.cpe === undefined ? {} : { product_identification_helper: { cpe: product.cpe } };
}

function remedy({ patched }: AffectedPackage, ids: readonly string[]): Remediation {
  if (patched.length === 0) return { category: 'none_available', details: 'No version with a fix is known.', product_ids: ids };
  const names = new Intl.ListFormat('en', { type: 'disjunction' }).format(patched);
  return { category: 'vendor_fix', details: `Update to ${names}, or to a later version.`, product_ids: ids };
}

/** A range as https://github.com/package-url/vers-spec has it; `*` where it has no bound. */
function versOf({ lower, upper }: AffectedRange, scheme: string): string {
  const parts = [
    ...(lower ? [`>${lower.inclusive ? '=' : ''}${quoted(lower.version)}`] : []),
    ...(upper ? [`<${upper.inclusive ? '=' : ''}${quoted(upper.version)}`] : []),
  ];
  return `vers:${scheme}/${parts.length > 0 ? parts.join('|') : '*'}`;
}

/** Signs that mean something in such a range are written as in an address. */
function quoted(version: string): string {
  return encodeURIComponent(version).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function wordsOf({ exact, lower, upper }: AffectedRange): string {
  if (exact !== undefined) return exact;
  const from = lower ? `${lower.inclusive ? 'from' : 'after'} ${lower.version}` : '';
  const to = upper ? `${upper.inclusive ? 'up to' : 'before'} ${upper.version}` : '';
  return from === '' && to === '' ? 'in every version' : [from, to].filter((part) => part !== '').join(' ');
}
