/** Advisories for tests of the pure rooms: one plain advisory, altered where a test says so. */
import type { Advisory, Credit } from '../../../src/advisory/model.ts';
import { DAY } from '../../../src/common/ports.ts';
import type { Situation } from '../../../src/inbox/query.ts';
import { builtIn, plainProcess, ProcessBook } from '../../../src/process/book.ts';
import type { Process } from '../../../src/process/process.ts';

/** 2026-11-22, noon in UTC. */
export const NOW = Date.UTC(2026, 10, 22, 12);
export const psrt: Process = builtIn.psrt ?? plainProcess;
export const github: Process = plainProcess;

export const ago = (days: number): number => NOW - days * DAY;

export function coordinator(login: string, state: string | null = 'accepted'): Credit {
  return { login, type: 'coordinator', state };
}

/** A report in triage that came yesterday and that nobody has taken. */
export function sample(changes: Partial<Advisory> = {}): Advisory {
  return {
    repository: 'python/cpython',
    ghsaId: 'GHSA-2222-3333-4444',
    cveId: null,
    htmlUrl: 'https://github.com/python/cpython/security/advisories/GHSA-2222-3333-4444',
    title: 'Something leaks',
    description: 'It leaks.',
    state: 'triage',
    severity: null,
    cvss3: null,
    cvss4: null,
    cwes: [],
    author: 'rita',
    publisher: null,
    createdAt: ago(1),
    updatedAt: ago(1),
    publishedAt: null,
    closedAt: null,
    withdrawnAt: null,
    submissionAccepted: false,
    vulnerabilities: [],
    credits: [],
    collaboratingUsers: [],
    collaboratingTeams: [],
    privateFork: null,
    comments: null,
    ...changes,
  };
}

/** A GHSA id by number. */
export function idOf(number: number): string {
  const letters = '23456789cfghjmpqrvwx';
  const digits = Array.from({ length: 4 }, (_, place) => letters.charAt(Math.floor(number / 20 ** place) % 20))
    .reverse()
    .join('');
  return `GHSA-2222-2222-${digits}`;
}

/** What a query is asked in; everybody follows `process`. */
export function situation(process: Process = psrt, changes: Partial<Situation> = {}): Situation {
  return { me: 'cole', clock: () => NOW, book: new ProcessBook([{ pattern: '*', process }]), isNew: () => false, ...changes };
}
