/** A part of a text: UTF-16 offsets, `end` is behind the last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value and where it stands. */
export interface Located<T> extends Span {
  readonly value: T;
}

/** One key of the front matter. Spans are those of the whole text of the document. */
export interface Entry {
  readonly key: Located<string>;
  /** The value as YAML has it (string, number, boolean, null, list, map of plain values), undefined where it cannot be read. */
  readonly value: Located<unknown>;
  /** From the first character of the key to the end of the value's last line, with its line end. */
  readonly block: Span;
}

/** One item of `affected`. */
export interface AffectedItem extends Span {
  readonly package?: Located<string>;
  readonly range?: Located<string>;
  readonly patched?: Located<string>;
  readonly functions: readonly Located<string>[];
  /** Fields of GitHub's that this project does not know, as JSON. */
  readonly more?: Located<string>;
  /** Keys of it that this project does not know. */
  readonly others: readonly Located<string>[];
}

/** One item of `credits`. */
export interface CreditItem extends Span {
  readonly login?: Located<string>;
  readonly type?: Located<string>;
  readonly state?: Located<string>;
  readonly others: readonly Located<string>[];
}

/** The fields of the front matter that are there and have the type that they should have. */
export interface Fields {
  readonly title?: Located<string>;
  readonly cve?: Located<string>;
  readonly severity?: Located<string>;
  readonly cvss?: Located<string>;
  readonly cwe: readonly Located<string>[];
  readonly affected: readonly AffectedItem[];
  readonly credits: readonly CreditItem[];
  /** Logins, and `team slug` for a team. */
  readonly collaborators: readonly Located<string>[];
  /** What GitHub keeps and nobody can write here. */
  readonly id?: Located<string>;
  readonly repository?: Located<string>;
  readonly state?: Located<string>;
  readonly fork?: Located<string>;
  readonly reporter?: Located<string>;
}

/** What is wrong with the form of a document. */
export type FormProblemKind =
  /** No line `---` at the start, or none that ends the front matter. */
  | 'no-front-matter'
  | 'yaml-syntax'
  /** A tab where YAML wants spaces. */
  | 'yaml-tab'
  | 'yaml-alias'
  | 'yaml-duplicate-key'
  | 'yaml-tag'
  /** The front matter, or the whole, is longer than is looked at. */
  | 'too-long'
  | 'too-deep'
  | 'wrong-type'
  | 'unknown-key';

export interface FormProblem extends Span {
  readonly kind: FormProblemKind;
  /** One sentence for a person: what is wrong and what to do. It may name keys of ours, never a value. */
  readonly words: string;
}

/** An advisory document as it was read: YAML front matter, then the description as Markdown. */
export interface AdvisoryDocument {
  readonly text: string;
  /** The YAML between the two lines `---`, without them; undefined where there is no front matter. */
  readonly front: Span | undefined;
  /** The description: behind the empty line after the front matter, without the last line end. */
  readonly body: Span;
  /** All keys in their order, known or not; of a key that stands twice both. */
  readonly entries: readonly Entry[];
  readonly fields: Fields;
  readonly problems: readonly FormProblem[];
}

/** Keys of the front matter that a person may change, in the order in which they are written. */
export const WRITABLE_KEYS = ['title', 'cve', 'severity', 'cvss', 'cwe', 'affected', 'credits', 'collaborators'] as const;
/** Keys that GitHub keeps: shown, never sent. */
export const READ_ONLY_KEYS = [
  'id',
  'repository',
  'state',
  'rated',
  'score',
  'cvss3',
  'score3',
  'slot',
  'reporter',
  'publisher',
  'submission',
  'fork',
  'url',
  'comments',
  'created',
  'updated',
  'published',
  'closed',
  'withdrawn',
  'more',
] as const;

/** GitHub's types of credit (REST description, `security-advisory-credit-types`). */
export const CREDIT_TYPES = [
  'analyst',
  'finder',
  'reporter',
  'coordinator',
  'remediation_developer',
  'remediation_reviewer',
  'remediation_verifier',
  'tool',
  'sponsor',
  'other',
] as const;
/** GitHub's ecosystems (REST description, `security-advisory-ecosystems`). */
export const ECOSYSTEMS = [
  'rubygems',
  'npm',
  'pip',
  'maven',
  'nuget',
  'composer',
  'go',
  'rust',
  'erlang',
  'actions',
  'pub',
  'other',
  'swift',
] as const;
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
/** GitHub's limits (REST description): characters of a summary and of a description. */
export const MOST_TITLE = 1024;
export const MOST_DESCRIPTION = 65_535;

/** Whether the fields were read whole. Of a document whose form is broken nothing is sent: what cannot be read would be lost. */
export function isWhole(document: AdvisoryDocument): boolean {
  return document.problems.every(({ kind }) => kind === 'unknown-key');
}
