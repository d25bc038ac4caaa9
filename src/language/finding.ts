import type { Span } from '../advisory/document/document.ts';

/** A piece of the document and what is to stand there: UTF-16 offsets. Edits of one fix do not overlap. */
export interface Edit extends Span {
  readonly text: string;
}

/** A way to mend a finding. */
export interface Fix {
  /** What the fix does, a verb first. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The one that is meant by "fix it" without more words. */
  readonly preferred?: boolean;
  /** Instead of edits: what the editor opens. */
  readonly act?: 'score';
}

/**
 * `error`: GitHub refuses it, or it says something that cannot be; or a secret would get out. `warning`: it should not go
 * out like this. `information`: a careful person wants to know. `hint`: a matter of taste, or of waiting.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Everything that can be found, each with a page docs/findings/<code>.md. */
export const FINDING_CODES = [
  // The form of the document: the kinds of its form problems.
  'no-front-matter',
  'yaml-syntax',
  'yaml-tab',
  'yaml-alias',
  'yaml-duplicate-key',
  'yaml-tag',
  'too-long',
  'too-deep',
  'wrong-type',
  'unknown-key',
  'read-only-changed',
  'duplicate',
  // Severity and CVSS.
  'severity-unknown',
  'severity-with-vector',
  'score-stale',
  'cvss-malformed',
  'cvss-not-v4',
  'cvss-superseded',
  'cvss-zero',
  // CWE.
  'cwe-malformed',
  'cwe-unknown',
  'cwe-deprecated',
  'cwe-prohibited',
  'cwe-discouraged',
  // Affected packages and versions.
  'package-missing',
  'package-unnamed',
  'ecosystem-unknown',
  'range-malformed',
  'range-empty',
  'range-overlap',
  'patched-malformed',
  'patched-affected',
  'patched-below',
  'version-never-released',
  'version-not-yet-released',
  'branch-left-out',
  'function-absent',
  // People.
  'credit-incomplete',
  'login-malformed',
  'login-unknown',
  'credit-type-unknown',
  'credit-twice',
  'credit-declined',
  'two-coordinators',
  'coordinator-dropped',
  'own-credit-replaced',
  // Title and CVE id.
  'title-empty',
  'title-too-long',
  'title-long',
  'title-tag',
  'title-cve',
  'title-ghsa',
  'title-invisible',
  'title-full-stop',
  'cve-malformed',
  'cve-differs',
  // The description.
  'description-too-long',
  'section-missing',
  'private-fork-link',
  'private-advisory-link',
  'internal-address',
  'email-address',
  'token',
  'person-named',
  'attachment-link',
  'template-comment',
  'placeholder',
  // The whole.
  'not-ready',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** Something that is wrong with a document, or that a careful person wants to know. */
export interface Finding extends Span {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What is wrong and what to do. It quotes short values of fields, never the title, the description or a secret. */
  readonly message: string;
  readonly fixes: readonly Fix[];
  readonly tags?: 'unnecessary' | 'deprecated';
}
