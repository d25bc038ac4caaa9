import type { WorldAdvisory } from './world.ts';

type Given = Partial<WorldAdvisory> & Pick<WorldAdvisory, 'repository' | 'ghsaId' | 'createdAt'>;

/** A private report in triage with nothing in it but what is given; last changed when it was made. */
export function blankReport(given: Given): WorldAdvisory {
  return {
    cveId: null,
    summary: '',
    description: null,
    state: 'triage',
    severity: null,
    cvssVector: null,
    author: null,
    submissionAccepted: false,
    updatedAt: given.createdAt,
    publishedAt: null,
    closedAt: null,
    withdrawnAt: null,
    cweIds: [],
    vulnerabilities: [],
    credits: [],
    collaboratingUsers: [],
    collaboratingTeams: [],
    hasPrivateFork: false,
    comments: [],
    ...given,
  };
}
