import { parseRepositoryName, sameRepository } from '../advisory/model.ts';
import type { Process, Product } from './process.ts';

/** What a process says about the product of a repository (`owner/name`): of several entries the first that fits. */
export function productFor(process: Process, repository: string | undefined): Product | undefined {
  const name = parseRepositoryName(repository ?? '');
  if (name === undefined) return undefined;
  const owner = name.slice(0, name.indexOf('/'));
  return process.products?.find(
    ({ repository: pattern }) =>
      sameRepository(pattern, name) || (pattern.endsWith('/*') && sameRepository(pattern.slice(0, -2), owner)),
  );
}
