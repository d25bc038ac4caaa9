/** The world in which one practises: a response team, its repositories, and advisories at every stage. */
import type { World } from '../world.ts';
import { makeAdvisory } from './advisory.ts';
import { drafts } from './drafts.ts';
import { elsewhere } from './elsewhere.ts';
import { finished } from './finished.ts';
import { adminLogins, organisation, organisationName, people } from './people.ts';
import { defaultWeb } from './reports.ts';
import { triage } from './triage.ts';

export interface PracticeSources {
  /** Folder of the git repository with which `owner/name` starts. */
  gitSource(repository: string): string | undefined;
}

const cweNames = {
  'CWE-22': "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')",
  'CWE-59': "Improper Link Resolution Before File Access ('Link Following')",
  'CWE-78': "Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')",
  'CWE-88': "Improper Neutralization of Argument Delimiters in a Command ('Argument Injection')",
  'CWE-93': "Improper Neutralization of CRLF Sequences ('CRLF Injection')",
  'CWE-125': 'Out-of-bounds Read',
  'CWE-400': 'Uncontrolled Resource Consumption',
  'CWE-407': 'Inefficient Algorithmic Complexity',
  'CWE-416': 'Use After Free',
  'CWE-770': 'Allocation of Resources Without Limits or Throttling',
  'CWE-787': 'Out-of-bounds Write',
  'CWE-835': "Loop with Unreachable Exit Condition ('Infinite Loop')",
  'CWE-918': 'Server-Side Request Forgery (SSRF)',
  'CWE-1333': 'Inefficient Regular Expression Complexity',
};

const repositories = [
  { id: 9_200_001, name: 'cpython', description: 'A small tree in the shape of CPython, to practise on' },
  { id: 9_200_002, name: 'pip', description: 'A small installer, to practise on' },
  { id: 9_200_003, name: 'release-tools', description: 'Scripts of a release, to practise on' },
];

/**
 * The practice world as it is at `now`; every date in it is counted from there.
 * `web` is the origin to which permalinks in reports point.
 */
export function practiceWorld(now: number, sources: PracticeSources, web: string = defaultWeb): World {
  return {
    organisation,
    people,
    repositories: repositories.map((repository) => {
      const gitSource = sources.gitSource(`${organisationName}/${repository.name}`);
      return {
        ...repository,
        owner: organisationName,
        defaultBranch: 'main',
        admins: adminLogins,
        ...(gitSource === undefined ? {} : { gitSource }),
      };
    }),
    advisories: [...triage, ...drafts, ...finished, ...elsewhere].map((spec) => makeAdvisory(now, web, spec)),
    cweNames,
  };
}
