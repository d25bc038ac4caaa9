import type { Span } from '../../advisory/document/document.ts';
import { KEY_BEGINS, OTHER_SECRETS, TOKENS } from '../../advisory/secrets.ts';
import type { Checked } from './findings.ts';

const FORMS = [
  ...[...TOKENS, ...OTHER_SECRETS].map(({ what, form, behind }) => {
    return { what, pattern: new RegExp(`(?<!${behind.source})${form.source}`, 'g') };
  }),
  { what: 'a private key', pattern: new RegExp(KEY_BEGINS, 'g') },
];

/** Words by which documentation and tests say that a secret is none. */
const NO_SECRET = /EXAMPLE|example|x{6}|X{6}|0{8}|\*{3}|:(?:password|passwd|pass|pw|secret|user|foo|bar|test)@/;

/**
 * Secrets in a text. The message tells what it is and never the secret.
 * @param placeOf where a part of the text stands in the document
 */
export function checkTokens({ findings }: Checked, text: string, placeOf: (start: number, end: number) => Span): void {
  const covered = new Set<number>();
  for (const { what, pattern } of FORMS)
    for (const { 0: found, index } of text.matchAll(pattern)) {
      if (findings.isFull('token')) return;
      if (NO_SECRET.test(found) || covered.has(index)) continue;
      covered.add(index);
      const words = `This looks like ${what}. Whoever reads the advisory can use it: take it out, and have it revoked.`;
      findings.add('token', 'error', placeOf(index, index + found.length), words);
    }
}
