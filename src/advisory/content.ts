import type { Advisory, Vulnerability } from './model.ts';

/** Who is credited as what, as GitHub takes it: whether it was accepted is GitHub's to say. */
export interface CreditLine {
  readonly login: string;
  readonly type: string;
}

/**
 * The part of an advisory that can be written, field by field as GitHub's `repository-advisory-update` has it. A field
 * of GitHub's that holds nothing is null, a list without anything is empty. Order within a list is kept.
 */
export interface AdvisoryContent {
  /** GitHub's `summary`, with its tags. */
  readonly title: string;
  /** '' where GitHub has none: it cannot be taken away by a write. */
  readonly description: string;
  readonly cveId: string | null;
  readonly severity: string | null;
  /** The one vector that GitHub can be sent: CVSS 4.0 before 3.x. */
  readonly cvss: string | null;
  readonly cwes: readonly string[];
  readonly affected: readonly Vulnerability[];
  readonly credits: readonly CreditLine[];
  /** Logins. */
  readonly users: readonly string[];
  /** Slugs of teams. */
  readonly teams: readonly string[];
}

export type ContentField = keyof AdvisoryContent;

/** All fields, in the order in which they are shown. */
export const CONTENT_FIELDS: readonly ContentField[] = [
  'title',
  'cveId',
  'severity',
  'cvss',
  'cwes',
  'affected',
  'credits',
  'users',
  'teams',
  'description',
];

/** An advisory that holds nothing yet. */
export const EMPTY_CONTENT: AdvisoryContent = {
  title: '',
  description: '',
  cveId: null,
  severity: null,
  cvss: null,
  cwes: [],
  affected: [],
  credits: [],
  users: [],
  teams: [],
};

/** What of an advisory can be written, as GitHub holds it. */
export function contentOf(advisory: Advisory): AdvisoryContent {
  return {
    title: advisory.title,
    description: advisory.description ?? '',
    cveId: advisory.cveId,
    severity: advisory.severity,
    cvss: advisory.cvss4?.vector ?? advisory.cvss3?.vector ?? null,
    cwes: advisory.cwes.map(({ id }) => id),
    affected: advisory.vulnerabilities,
    credits: advisory.credits.map(({ login, type }) => ({ login, type })),
    users: advisory.collaboratingUsers,
    teams: advisory.collaboratingTeams,
  };
}
