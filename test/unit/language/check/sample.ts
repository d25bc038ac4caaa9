/** Documents and contexts for tests of findings. */
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { check } from '../../../../src/language/check/check.ts';
import { plainContext, type LanguageContext } from '../../../../src/language/context.ts';
import type { Edit, Finding, FindingCode } from '../../../../src/language/finding.ts';
import { NOW, psrt } from '../../advisory/sample.ts';

export function context(changes: Partial<LanguageContext> = {}): LanguageContext {
  return { ...plainContext(psrt, NOW), ...changes };
}

export function findingsIn(text: string, changes: Partial<LanguageContext> = {}): readonly Finding[] {
  return check(parseDocument(text), context(changes));
}

/** The findings of some codes as `severity code "what is marked"`. */
export function marked(text: string, codes: readonly FindingCode[], changes: Partial<LanguageContext> = {}): readonly string[] {
  return findingsIn(text, changes)
    .filter(({ code }) => codes.includes(code))
    .map(({ severity, code, start, end }) => `${severity} ${code} ${JSON.stringify(text.slice(start, end))}`);
}

/** A document with these lines of front matter and this description. */
export function written(front: string, body = 'It leaks.'): string {
  return `---\n${front.trim()}\n---\n\n${body}\n`;
}

/** A text with edits made in it. */
export function edited(text: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** Each fix of the findings of a code: its title, and the document after it. */
export function fixed(
  text: string,
  code: FindingCode,
  changes: Partial<LanguageContext> = {},
): readonly { readonly title: string; readonly text: string }[] {
  return findingsIn(text, changes)
    .filter((finding) => finding.code === code)
    .flatMap(({ fixes }) => fixes.map(({ title, edits }) => ({ title, text: edited(text, edits) })));
}
