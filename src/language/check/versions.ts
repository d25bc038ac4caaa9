import type { AffectedItem } from '../../advisory/document/document.ts';
import type { VersionScheme } from '../../advisory/ranges/versions.ts';
import * as product from '../product.ts';
import type { Checked } from './findings.ts';

/** The repository that a document is about: GitHub's word, the document's, or the one that the process is made for. */
function repositoryOf({ document, context }: Checked): string | undefined {
  return context.held?.repository ?? document.fields.repository?.value ?? context.process.code?.repository;
}

/** How the versions of an item are ordered. */
export function schemeOf(item: AffectedItem, checked: Checked): VersionScheme {
  return product.schemeOf(item.package?.value, repositoryOf(checked), checked.context.process);
}

/** Whether an item is the product whose releases and branches the process speaks of. */
export function isTheProduct(item: AffectedItem, checked: Checked): boolean {
  return product.isTheProduct(item.package?.value, repositoryOf(checked), checked.context.process);
}
