/** A large made world: repositories with many advisories each, the same at every start. */
import type { World, WorldAdvisory } from '../sandbox/world.ts';

const ALPHABET = '23456789cfghjmpqrvwx';
export const OWNER = 'crowd';

/** The n-th GHSA id. */
export function ghsa(n: number): string {
  const digits = Array.from({ length: 12 }, (_, place) => ALPHABET.charAt(Math.floor(n / 20 ** place) % 20)).join('');
  return `GHSA-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

/** `repositories` × `each` advisories; one in ten is coordinated by `ada`. */
export function crowd(repositories: number, each: number): World {
  const names = Array.from({ length: repositories }, (_, index) => `part-${String(index).padStart(2, '0')}`);
  const person = (login: string, id: number) => ({
    login,
    id,
    name: login,
    token: `practice_${login}`,
    scopes: ['repo'],
    tokenState: 'good' as const,
  });
  return {
    organisation: { login: OWNER, id: 1, teams: [{ slug: 'response', name: 'Response', id: 2, members: ['ada'] }] },
    people: [person('ada', 10), person('bob', 11), person('rita', 12)],
    repositories: names.map((name, index) => ({
      id: 100 + index,
      owner: OWNER,
      name,
      description: name,
      defaultBranch: 'main',
      admins: ['bob'],
    })),
    advisories: names.flatMap((name, index) =>
      Array.from({ length: each }, (_, n) => advisory(`${OWNER}/${name}`, index * each + n)),
    ),
    cweNames: { 'CWE-22': 'Path Traversal' },
  };
}

function advisory(repository: string, n: number): WorldAdvisory {
  const created = new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();
  return {
    repository,
    ghsaId: ghsa(n),
    cveId: n % 3 === 0 ? `CVE-2026-${10_000 + n}` : null,
    summary: `Report number ${n} about a module`,
    description: `Seen with version 3.13.1.\n\n${'File "/usr/lib/python3.13/tarfile.py", line 207, in next\n    something happens here\n'.repeat(20)}`,
    state: n % 4 === 0 ? 'triage' : n % 4 === 3 ? 'closed' : 'draft',
    severity: null,
    cvssVector: null,
    author: 'rita',
    submissionAccepted: n % 4 !== 0,
    createdAt: created,
    updatedAt: created,
    publishedAt: null,
    closedAt: n % 4 === 3 ? created : null,
    withdrawnAt: null,
    cweIds: ['CWE-22'],
    vulnerabilities: [
      { ecosystem: 'other', name: 'product', vulnerableVersionRange: '< 3.14', patchedVersions: null, vulnerableFunctions: [] },
    ],
    credits: [
      { login: 'rita', type: 'reporter', state: 'accepted' },
      ...(n % 10 === 0 ? [{ login: 'ada', type: 'coordinator' as const, state: 'accepted' as const }] : []),
    ],
    collaboratingUsers: [],
    collaboratingTeams: ['response'],
    hasPrivateFork: false,
    comments: [],
  };
}
