/** A small world of its own for the sandbox's tests, and a client that adds nothing to what it is told to send. */

import { blankReport } from './blank.ts';
import { parse } from './json.ts';
import type { Json } from './json.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import type { Person, World, WorldAdvisory } from './world.ts';

export const START = Date.UTC(2026, 10, 1, 12, 0, 0);
export const REPOSITORY = 'example/widget';

const person = (login: string, id: number, more: Partial<Person> = {}): Person => ({
  login,
  id,
  name: login.toUpperCase(),
  token: `ghp_${login}`,
  scopes: ['repo'],
  tokenState: 'good',
  ...more,
});

/** An advisory with nothing in it but what is given. */
export function advisory(ghsaId: string, more: Partial<WorldAdvisory> = {}): WorldAdvisory {
  return blankReport({
    repository: REPOSITORY,
    ghsaId,
    summary: `Report ${ghsaId}`,
    description: 'Text.',
    author: 'rita',
    createdAt: '2026-10-01T00:00:00Z',
    updatedAt: '2026-10-01T00:00:00Z',
    ...more,
  });
}

export const TRIAGE = 'GHSA-2222-3333-4444';
export const DRAFT = 'GHSA-5555-6666-7777';
export const PUBLISHED = 'GHSA-8888-9999-cccc';
export const CLOSED = 'GHSA-ffff-gggg-hhhh';

/** ada administers; cole and the team (tess) collaborate; rita reported; sam is a stranger. */
export const world: World = {
  organisation: {
    login: 'example',
    id: 501,
    teams: [
      { slug: 'response', name: 'Response', id: 601, members: ['tess'] },
      { slug: 'psrt', name: 'PSRT', id: 602, members: ['tess', 'cole'] },
    ],
  },
  people: [
    person('ada', 1),
    person('cole', 2),
    person('tess', 3),
    person('rita', 4),
    person('sam', 5),
    person('bare', 6, { scopes: ['read:user'] }),
    person('blocked', 7, { tokenState: 'sso-blocked' }),
    person('late', 8, { tokenState: 'expired' }),
  ],
  repositories: [
    { id: 701, owner: 'example', name: 'Widget', description: 'A widget', defaultBranch: 'main', admins: ['ada'] },
    { id: 702, owner: 'example', name: 'gadget', description: 'A gadget', defaultBranch: 'main', admins: ['ada'] },
  ],
  advisories: [
    advisory(TRIAGE, {
      collaboratingUsers: ['cole', 'bare', 'blocked'],
      createdAt: '2026-10-04T00:00:00Z',
      comments: [
        { author: 'rita', body: 'Any news?', createdAt: '2026-10-05T00:00:00Z' },
        { author: 'ada', body: 'Between us', createdAt: '2026-10-06T00:00:00Z', confidential: true },
      ],
    }),
    advisory(DRAFT, {
      state: 'draft',
      submissionAccepted: true,
      collaboratingTeams: ['response'],
      createdAt: '2026-10-03T00:00:00Z',
      severity: 'high',
      cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
      cweIds: ['CWE-125'],
      credits: [
        { login: 'rita', type: 'reporter', state: 'accepted' },
        { login: 'tess', type: 'coordinator', state: 'pending' },
      ],
      vulnerabilities: [
        { ecosystem: 'pip', name: 'widget', vulnerableVersionRange: '< 2', patchedVersions: '2', vulnerableFunctions: ['f'] },
      ],
    }),
    advisory(PUBLISHED, {
      state: 'published',
      submissionAccepted: null,
      author: 'ada',
      publishedAt: '2026-10-02T06:00:00Z',
      createdAt: '2026-10-02T00:00:00Z',
      cveId: 'CVE-2026-10001',
      severity: 'low',
      credits: [
        { login: 'rita', type: 'finder', state: 'accepted' },
        { login: 'tess', type: 'coordinator', state: 'pending' },
      ],
      collaboratingUsers: ['cole'],
      comments: [{ author: 'ada', body: 'Internal', createdAt: '2026-10-02T00:00:00Z' }],
    }),
    advisory(CLOSED, {
      state: 'closed',
      closedAt: '2026-10-02T00:00:00Z',
      createdAt: '2026-10-01T00:00:00Z',
      collaboratingUsers: ['cole'],
    }),
  ],
  cweNames: { 'CWE-125': 'Out-of-bounds Read' },
};

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly text: string;
  readonly headers: Headers;
}
export interface Ask {
  readonly as?: string;
  readonly token?: string;
  readonly body?: Json;
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Bench {
  readonly sandbox: Sandbox;
  /** The sandbox's time in ms; tests move it. */
  now: number;
  /** Sends a request: `GET /path` or `GET http://…`. */
  readonly ask: (what: string, how?: Ask) => Promise<Answer>;
}

/** Runs a test against a fresh sandbox, and fails if the sandbox broke the official description on the way. */
export async function withSandbox(options: Partial<SandboxOptions>, test: (bench: Bench) => Promise<void>): Promise<void> {
  const time = { now: START };
  const sandbox = await startSandbox({ world, clock: () => time.now, ...options });
  const ask = async (what: string, how: Ask = {}): Promise<Answer> => {
    const [method = 'GET', address = ''] = what.split(' ');
    const token = how.token ?? (how.as === undefined ? null : `ghp_${how.as}`);
    const response = await fetch(address.startsWith('http') ? address : sandbox.url + address, {
      method,
      redirect: 'manual',
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...how.headers },
      ...(how.raw !== undefined ? { body: how.raw } : how.body !== undefined ? { body: JSON.stringify(how.body) } : {}),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true;
    let body: Json = null;
    try {
      if (json) body = parse(text);
    } catch {
      body = null;
    }
    return { status: response.status, body, text, headers: response.headers };
  };
  try {
    await test({
      sandbox,
      ask,
      get now() {
        return time.now;
      },
      set now(value) {
        time.now = value;
      },
    });
    if (sandbox.violations.length > 0) throw new Error(`the sandbox broke the description:\n${sandbox.violations.join('\n')}`);
  } finally {
    await sandbox.close();
  }
}

export const LIST = '/repos/example/widget/security-advisories';
export const at = (ghsaId: string, rest = ''): string => `${LIST}/${ghsaId}${rest}`;
