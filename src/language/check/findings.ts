import type { AdvisoryDocument, Span } from '../../advisory/document/document.ts';
import type { LanguageContext } from '../context.ts';
import type { Finding, FindingCode, Fix, Severity } from '../finding.ts';

/** Of one kind no more are told: whoever has a hundred of them has one problem, and a list of thousands helps nobody. */
export const MOST_OF_A_CODE = 100;

export interface More {
  readonly fixes?: readonly (Fix | undefined)[];
  readonly tags?: NonNullable<Finding['tags']>;
}

/** Collects findings and keeps each inside the text. */
export class Findings {
  readonly #text: string;
  readonly #list: Finding[] = [];
  readonly #counts = new Map<FindingCode, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** @param span where it stands; what is empty or outside is moved to the nearest characters */
  add(code: FindingCode, severity: Severity, span: Span, message: string, { fixes = [], tags }: More = {}): void {
    if (this.isFull(code)) return;
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    const kept = fixes.filter((fix) => fix !== undefined);
    this.#list.push({ code, severity, message, ...placed(this.#text, span), fixes: kept, ...(tags ? { tags } : {}) });
  }

  /** Whether no more of a kind are taken, so that looking for them can stop. */
  isFull(code: FindingCode): boolean {
    return (this.#counts.get(code) ?? 0) >= MOST_OF_A_CODE;
  }

  /** All findings by their place; those of one place as they came. */
  sorted(): readonly Finding[] {
    return [...this.#list].sort((a, b) => a.start - b.start || a.end - b.end);
  }
}

/** A span inside the text that holds at least one character, unless the text has none. */
function placed(text: string, span: Span): Span {
  const last = Math.max(0, text.length - 1);
  let start = Math.min(Math.max(span.start, 0), last);
  const end = Math.min(Math.max(span.end, start), text.length);
  if (end > start) return { start, end };
  // Nothing stands there: what is before it on the line is easier to see than a line end.
  if (/[\r\n]/.test(text[start] ?? '') && start > 0 && text[start - 1] !== '\n') start--;
  return { start, end: Math.min(start + 1, text.length) };
}

/** What every check is given. */
export interface Checked {
  readonly document: AdvisoryDocument;
  readonly context: LanguageContext;
  /** GitHub's state of the advisory; what was never sent will be a draft. */
  readonly state: string;
  readonly findings: Findings;
}

/** The state that counts: GitHub's own word before what stands in the document. */
export function stateOf(document: AdvisoryDocument, context: LanguageContext): string {
  return context.held?.state ?? document.fields.state?.value ?? 'draft';
}

/** The first line of the document: where a finding goes that is about the whole. */
export function firstLine({ text }: AdvisoryDocument): Span {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const found = text.indexOf('\n', start);
  return { start, end: found < 0 ? text.length : found };
}

/** Where a key stands, or the first line where it does not. */
export function keyOrFirstLine(document: AdvisoryDocument, key: string): Span {
  return document.entries.find((entry) => entry.key.value === key)?.key ?? firstLine(document);
}

const MOST_SHOWN = 40;

/** A value of the document for a message: one short line without what cannot be seen. */
export function shown(value: string): string {
  const line = value
    .slice(0, 4 * MOST_SHOWN)
    .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}\u2028\u2029\u2800]/gu, ' ')
    .replace(/\s{2,}/g, ' ')
    .trim();
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN - 1)}…` : line;
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
