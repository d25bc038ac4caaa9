import { packageOf } from '../../advisory/document/content.ts';
import type { AffectedItem } from '../../advisory/document/document.ts';
import { parseRepositoryName, sameRepository } from '../../advisory/model.ts';
import { schemeFor, type VersionScheme } from '../../advisory/ranges/versions.ts';
import type { Process } from '../../process/process.ts';
import type { Checked } from './findings.ts';

/** The repository that a document is about: GitHub's word, the document's, or the one that the process is made for. */
export function repositoryOf({ document, context }: Checked): string | undefined {
  return context.held?.repository ?? document.fields.repository?.value ?? context.process.code?.repository;
}

/** How the versions of an item are ordered; what is in no collection of packages is the product of the repository. */
export function schemeOf({ package: named }: AffectedItem, checked: Checked): VersionScheme {
  const ecosystem = named ? packageOf(named.value).ecosystem : null;
  return schemeFor(ecosystem, isPython(checked.context.process, repositoryOf(checked)));
}

function isPython(process: Process, repository: string | undefined): boolean {
  const name = parseRepositoryName(repository ?? '');
  if (name === undefined) return false;
  const owner = name.slice(0, name.indexOf('/'));
  const product = (process.products ?? []).find(
    ({ repository: pattern }) =>
      sameRepository(pattern, name) || (pattern.endsWith('/*') && sameRepository(pattern.slice(0, -2), owner)),
  );
  return product?.versionType === 'python';
}

/**
 * Whether an item is the product whose releases and branches the process speaks of: in no collection of packages, in the
 * repository that the process is made for.
 */
export function isTheProduct({ package: named }: AffectedItem, checked: Checked): boolean {
  const made = checked.context.process.code?.repository;
  const own = repositoryOf(checked);
  if (named && packageOf(named.value).ecosystem !== 'other') return false;
  return made === undefined || own === undefined || sameRepository(made, own);
}
