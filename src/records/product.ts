import type { RepositoryName } from '../advisory/model.ts';
import { parseRepositoryName } from '../advisory/model.ts';
import type { Process, Product } from '../process/process.ts';
import { productFor } from '../process/products.ts';
import type { Gaps } from './gaps.ts';

/** A product with nothing left out that a record needs. */
export interface ProductFacts extends Product {
  readonly product: string;
  readonly url: string;
  /** Whether the process speaks of it; else it is made from the repository's name, as GitHub's own CVE records are. */
  readonly isKnown: boolean;
}

/** The product of a repository; undefined where no repository is known. */
export function productOf(process: Process, repository: RepositoryName, gaps: Gaps): ProductFacts | undefined {
  const name = parseRepositoryName(repository);
  // Of a draft without a repository.
  if (name === undefined || name === 'unknown/unknown') {
    gaps.need('repository', 'the repository that the advisory is for');
    return undefined;
  }
  const [owner = '', own = ''] = name.split('/');
  const entry = productFor(process, name);
  const plain = { repository: name, vendor: owner, product: own, url: `https://github.com/${name}` };
  return { ...plain, ...entry, isKnown: entry !== undefined };
}
