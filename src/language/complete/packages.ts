import { ECOSYSTEMS } from '../../advisory/document/document.ts';
import { packageOf, packageWords } from '../../advisory/document/content.ts';
import { parseRepositoryName } from '../../advisory/model.ts';
import type { LanguageContext } from '../context.ts';
import { mapsOf, pairOf, textOf, type Dict } from '../front/tree.ts';
import { productFor } from '../../process/products.ts';
import { ECOSYSTEM_WORDS } from '../words/values.ts';
import { distinct, offer, type Completion, type ValueRequest } from './offer.ts';

/**
 * Packages that an entry is likely to be about: those of other entries, those that GitHub holds, and the product of the
 * repository.
 */
export function knownPackages(outline: Dict, context: LanguageContext): readonly string[] {
  const written = mapsOf(pairOf(outline, 'affected')?.node).map((item) => textOf(item, 'package'));
  const held = context.held?.vulnerabilities.map(({ ecosystem, name }) => packageWords(ecosystem, name)) ?? [];
  const whole = [...written, ...held].filter((one) => one !== undefined && (packageOf(one).name ?? '') !== '');
  return distinct([...whole, ownProduct(outline, context)]);
}

/** The product of the repository as a package: `other/cpython`, where the process knows it. */
function ownProduct(outline: Dict, { process, held }: LanguageContext): string | undefined {
  const repository = repositoryOf(outline, { held }) ?? process.code?.repository;
  const name = repository?.split('/')[1];
  return name === undefined || !productFor(process, repository) ? undefined : `other/${name}`;
}

/** The repository that a document is about, as far as it or GitHub says. */
export function repositoryOf(outline: Dict, context: Pick<LanguageContext, 'held'>): string | undefined {
  return parseRepositoryName(textOf(outline, 'repository') ?? '') ?? context.held?.repository;
}

/** `ecosystem/name`: known packages, then ecosystems to go on from. */
export function completePackages({ place, outline, context }: ValueRequest): readonly Completion[] {
  const current = place.slot.text;
  const known = knownPackages(outline, context).filter((one) => one !== current || isElsewhere(outline, one));
  const name = repositoryOf(outline, context)?.split('/')[1];
  const whole = known.map((one, order) => offer(place.slot, one, order, { kind: 'value', ...about(one) }));
  const rest = ECOSYSTEMS.map((ecosystem, order) => {
    const typed = place.slot.typed.startsWith(`${ecosystem}/`);
    const value = `${ecosystem}/${typed ? (name ?? '') : ''}`;
    return offer(place.slot, value, 100 + order, { kind: 'value', ...about(value) });
  });
  return [...whole, ...rest.filter(({ label }) => !known.includes(label))];
}

function about(words: string): { readonly detail?: string } {
  const { ecosystem } = packageOf(words);
  const entry = ECOSYSTEMS.find((one) => one === ecosystem);
  return entry === undefined ? {} : { detail: ECOSYSTEM_WORDS[entry] };
}

/** Whether another entry has the package, too: what is being typed is no proposal for itself. */
function isElsewhere(outline: Dict, words: string): boolean {
  return mapsOf(pairOf(outline, 'affected')?.node).filter((item) => textOf(item, 'package') === words).length > 1;
}
