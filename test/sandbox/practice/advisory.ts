/** From the few words in which the practice advisories are written to what the sandbox starts with. */
import type { CreditState, CreditType, WorldAdvisory, WorldComment, WorldCredit, WorldVulnerability } from '../world.ts';
import { organisationName } from './people.ts';
import type { PracticeRepositoryName } from './repository.ts';
import { reportText, type ReportName } from './reports.ts';

/** Days before now; whole ones stand exactly on a clock's mark. */
export type DaysAgo = number;

export interface Comment {
  readonly by: string;
  readonly ago: DaysAgo;
  readonly body: string;
  readonly confidential?: boolean;
}

type Plain = Pick<WorldAdvisory, 'ghsaId' | 'summary' | 'state'> &
  Partial<
    Pick<
      WorldAdvisory,
      | 'cveId'
      | 'severity'
      | 'cvssVector'
      | 'author'
      | 'submissionAccepted'
      | 'cweIds'
      | 'collaboratingUsers'
      | 'collaboratingTeams'
      | 'hasPrivateFork'
      | 'locked'
    >
  >;

export interface AdvisorySpec extends Plain {
  readonly repository?: PracticeRepositoryName;
  /** A report by name, a text of its own, or nothing. */
  readonly report: ReportName | { readonly text: string } | null;
  readonly age: DaysAgo;
  /** Last change; the newest comment's day if absent, else the age. */
  readonly idle?: DaysAgo;
  readonly published?: DaysAgo;
  readonly closed?: DaysAgo;
  readonly withdrawn?: DaysAgo;
  readonly affected?: string;
  readonly patched?: string;
  readonly functions?: readonly string[];
  readonly credits?: readonly WorldCredit[];
  readonly comments?: readonly Comment[];
}

export function credit(login: string, type: CreditType, state: CreditState = 'accepted'): WorldCredit {
  return { login, type, state };
}

export const coordinator = (login: string, state?: CreditState): WorldCredit => credit(login, 'coordinator', state);
export const reporter = (login: string): WorldCredit => credit(login, 'reporter');

const day = 24 * 60 * 60 * 1000;
const products: Record<PracticeRepositoryName, { ecosystem: string; name: string }> = {
  cpython: { ecosystem: 'other', name: 'CPython' },
  pip: { ecosystem: 'pip', name: 'pip' },
  'release-tools': { ecosystem: 'other', name: 'release-tools' },
};

/** One advisory of the world, its days counted back from `now`. */
export function makeAdvisory(now: number, web: string, spec: AdvisorySpec): WorldAdvisory {
  const date = (ago: DaysAgo): string => new Date(now - ago * day).toISOString().replace(/\.\d+Z$/, 'Z');
  const maybe = (ago: DaysAgo | undefined): string | null => (ago === undefined ? null : date(ago));
  const repository = spec.repository ?? 'cpython';
  const { report } = spec;
  const author = spec.author === undefined ? 'kenji-reports' : spec.author;
  const comments: WorldComment[] = (spec.comments ?? []).map(({ by, ago, body, confidential }) => ({
    author: by,
    body,
    createdAt: date(ago),
    ...(confidential ? { confidential } : {}),
  }));
  const ends = [spec.closed, spec.published, spec.withdrawn].filter((ago) => ago !== undefined);
  const updated = spec.idle ?? Math.min(spec.age, ...ends, ...(spec.comments ?? []).map(({ ago }) => ago));
  const vulnerability: WorldVulnerability = {
    ...products[repository],
    vulnerableVersionRange: spec.affected ?? null,
    patchedVersions: spec.patched ?? null,
    vulnerableFunctions: spec.functions ?? [],
  };
  return {
    repository: `${organisationName}/${repository}`,
    ghsaId: spec.ghsaId,
    cveId: spec.cveId ?? null,
    summary: spec.summary,
    description: report === null ? null : typeof report === 'string' ? reportText(report, web) : report.text,
    state: spec.state,
    severity: spec.severity ?? null,
    cvssVector: spec.cvssVector ?? null,
    author,
    submissionAccepted: spec.submissionAccepted === undefined ? spec.state !== 'triage' : spec.submissionAccepted,
    createdAt: date(spec.age),
    updatedAt: date(updated),
    publishedAt: maybe(spec.published),
    closedAt: maybe(spec.closed),
    withdrawnAt: maybe(spec.withdrawn),
    cweIds: spec.cweIds ?? [],
    vulnerabilities: spec.affected === undefined && spec.state === 'triage' ? [] : [vulnerability],
    credits: spec.credits ?? [],
    collaboratingUsers: spec.collaboratingUsers ?? (author === null ? [] : [author]),
    collaboratingTeams: spec.collaboratingTeams ?? ['psrt'],
    hasPrivateFork: spec.hasPrivateFork ?? false,
    ...(spec.locked ? { locked: true } : {}),
    comments,
  };
}
