import type { AdvisoryContent } from '../content.ts';
import type { Advisory } from '../model.ts';
import { frontLine, frontOf, READ_ONLY_LINE, writableFront, type Front } from './front.ts';

/**
 * An advisory as a document: the fields that can be changed, those that GitHub keeps, then the description as it was
 * written. `parseDocument` and `advisoryOf` give the same advisory again.
 */
export function writeDocument(advisory: Advisory): string {
  const { writable, readOnly } = frontOf(advisory);
  return `---\n${lines(writable)}${READ_ONLY_LINE}\n${lines(readOnly)}---\n${bodyText(advisory.description)}`;
}

/** A draft of one's own as a document. @param repository for which it is meant */
export function writeDraft(content: AdvisoryContent, repository: string | undefined): string {
  const meant = repository === undefined ? '' : frontLine('repository', repository);
  return `---\n${lines(writableFront(content))}${meant}---\n${bodyText(content.description)}`;
}

/** The description as it stands behind the front matter; null is told apart from an empty text. */
export function bodyText(description: string | null): string {
  return description === null ? '' : `\n${description}\n`;
}

function lines(front: Front): string {
  return [...front].map(([key, value]) => frontLine(key, value)).join('');
}
