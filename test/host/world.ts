/** The world outside VS Code that its suites are run in: the sandbox with the practice data, a clone, and a switchboard. */
import { blankReport } from '../sandbox/blank.ts';
import { createServer, type IncomingMessage } from 'node:http';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clonePractice, practiceSettings, startPractice, type Practice } from '../../scripts/host/practice.ts';
import type { Settings } from '../../scripts/host/settings.ts';
import type { Fault } from '../sandbox/faults.ts';
import type { Advisory, Pull } from '../sandbox/state.ts';
import { gitEnvironment } from '../sandbox/practice/repository.ts';
import type { TokenState, WorldAdvisory } from '../sandbox/world.ts';

/** What a suite may ask of the world; it runs in another process, so it asks by HTTP. */
export type Wish =
  | { readonly wish: 'requests' }
  | { readonly wish: 'clear' }
  | { readonly wish: 'fault'; readonly fault: Fault }
  | { readonly wish: 'no-faults' }
  | { readonly wish: 'release' }
  | { readonly wish: 'retitle'; readonly ghsaId: string; readonly summary: string }
  | { readonly wish: 'describe'; readonly ghsaId: string; readonly description: string }
  | { readonly wish: 'token'; readonly login: string; readonly state: TokenState }
  | { readonly wish: 'report'; readonly repository: string; readonly summary: string; readonly more?: Partial<WorldAdvisory> }
  | { readonly wish: 'edit'; readonly ghsaId: string; readonly change: Edit }
  | { readonly wish: 'meanwhile'; readonly ghsaId: string; readonly change: Edit }
  | { readonly wish: 'lock'; readonly ghsaId: string; readonly locked: boolean }
  | { readonly wish: 'held'; readonly ghsaId: string }
  | { readonly wish: 'bot' }
  | {
      readonly wish: 'issue';
      readonly repository: string;
      readonly title: string;
      readonly body: string;
      readonly number?: number;
    }
  | { readonly wish: 'pull'; readonly repository: string; readonly pull: OpenedPull }
  | { readonly wish: 'behind' };

/** A public pull request of somebody's. */
export type OpenedPull = Pick<Pull, 'title' | 'head' | 'base' | 'labels'> & { readonly merged?: boolean };

/** What somebody else changes of an advisory, by the sandbox's names. */
export type Edit = Partial<Advisory>;

/** What GitHub holds of an advisory, as far as a person can write it. */
export type Held = Pick<
  Advisory,
  | 'summary'
  | 'description'
  | 'state'
  | 'severity'
  | 'cvssVector'
  | 'cveId'
  | 'cweIds'
  | 'vulnerabilities'
  | 'credits'
  | 'collaboratingUsers'
  | 'collaboratingTeams'
  | 'updatedAt'
>;

/** One request as the sandbox took it: of its body the names of the fields and no more. */
export interface Seen {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly who: string | null;
  readonly fields: readonly string[];
}

/** A clone that its remote has gone ahead of, and the commit that it lacks. It knows one branch and all tags. */
export interface Behind {
  readonly clone: string;
  readonly commit: string;
  /** A file that only that commit has. */
  readonly path: string;
}

export interface HostWorld {
  readonly clone: string;
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string>>;
  readonly practice: Practice;
  close(): Promise<void>;
}

/** Starts it all on free ports in a temp folder; `close` ends and removes it. */
export async function startHostWorld(): Promise<HostWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'at-world-'));
  const practice = await startPractice(folder);
  const clone = join(folder, 'cpython');
  await clonePractice(practice, clone);
  const switchboard = createServer((request, response) => {
    void text(request)
      .then((body) => grant(practice, folder, JSON.parse(body) as Wish))
      .then(
        (answer) => response.end(JSON.stringify(answer ?? null)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => switchboard.listen(0, '127.0.0.1', resolve));
  const address = switchboard.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    clone,
    practice,
    settings: practiceSettings(practice.world, practice.sandbox.url, undefined),
    env: { ADVISORY_TRIAGE_WORLD: `http://127.0.0.1:${port}`, ADVISORY_TRIAGE_SANDBOX: practice.sandbox.url },
    close: async () => {
      switchboard.closeAllConnections();
      await new Promise((resolve) => switchboard.close(resolve));
      await practice.sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function grant({ sandbox }: Practice, folder: string, wish: Wish): unknown {
  switch (wish.wish) {
    case 'requests':
      return sandbox.requests.map(({ method, route, path, status, who, body }): Seen => ({
        method,
        route,
        path,
        status,
        who,
        fields: fieldsOf(body),
      }));
    case 'clear':
      sandbox.clearRequests();
      return undefined;
    case 'fault':
      sandbox.faults.add(wish.fault);
      return undefined;
    case 'no-faults':
      sandbox.faults.clear();
      return undefined;
    case 'release':
      sandbox.faults.release();
      return undefined;
    case 'retitle':
      sandbox.state.edit(wish.ghsaId, (one) => {
        one.summary = wish.summary;
      });
      return undefined;
    case 'describe':
      sandbox.state.edit(wish.ghsaId, (one) => {
        one.description = wish.description;
      });
      return undefined;
    case 'token':
      sandbox.state.setToken(wish.login, wish.state);
      return undefined;
    case 'report':
      return fileReport(sandbox, wish.repository, wish.summary, wish.more);
    case 'edit':
      sandbox.state.edit(wish.ghsaId, (one) => Object.assign(one, wish.change));
      return undefined;
    case 'meanwhile':
      afterNextChange(sandbox, wish.ghsaId, wish.change);
      return undefined;
    case 'lock':
      sandbox.state.lock(wish.ghsaId, wish.locked);
      return undefined;
    case 'held':
      return heldOf(sandbox.state.advisory(wish.ghsaId));
    case 'bot':
      return sandbox.pressBot();
    case 'issue':
      return openIssue(sandbox, wish.repository, wish);
    case 'pull':
      return openPull(sandbox, wish.repository, wish.pull);
    case 'behind':
      return cloneBehind(folder);
  }
}

function fieldsOf(body: string): readonly string[] {
  return body === '' ? [] : Object.keys(JSON.parse(body) as object).sort();
}

function heldOf(one: Advisory): Held {
  const { summary, description, state, severity, cvssVector, cveId, cweIds, vulnerabilities, credits } = one;
  const { collaboratingUsers, collaboratingTeams, updatedAt } = one;
  return {
    ...{ summary, description, state, severity, cvssVector, cveId, cweIds, vulnerabilities, credits },
    ...{ collaboratingUsers, collaboratingTeams, updatedAt },
  };
}

const ONE = '/repos/{owner}/{repo}/security-advisories/{ghsa_id}';

/** Somebody else writes as soon as the next change has been carried out, before anybody reads it back. */
function afterNextChange({ faults, state }: Practice['sandbox'], ghsaId: string, change: Edit): void {
  const overwrite = () => {
    state.edit(ghsaId, (one) => Object.assign(one, change));
  };
  faults.add({
    kind: 'second-writer',
    route: `PATCH ${ONE}`,
    write: () => {
      faults.add({ kind: 'second-writer', route: `GET ${ONE}`, write: overwrite });
    },
  });
}

/** Opens a public issue; gives its number. */
function openIssue(
  { state }: Practice['sandbox'],
  repository: string,
  { title, body, number: wanted }: Extract<Wish, { wish: 'issue' }>,
): number {
  const issues = state.repository(repository)?.issues ?? [];
  const number = wanted ?? 90_500 + issues.length;
  issues.push({
    ...{ number, title, body, author: 'kenji-reports', labels: [], assignees: [] },
    createdAt: new Date().toISOString(),
  });
  return number;
}

/** Opens a public pull request, merged already if so; gives its number. */
function openPull({ state }: Practice['sandbox'], repository: string, { merged, ...pull }: OpenedPull): number {
  const pulls = state.repository(repository)?.pulls ?? [];
  const number = 91_000 + pulls.length;
  const createdAt = new Date().toISOString();
  const end = merged === true ? ({ state: 'closed', mergedAt: createdAt } as const) : ({ state: 'open' } as const);
  pulls.push({ number, body: null, author: 'kenji-reports', draft: false, createdAt, ...pull, ...end });
  return number;
}

/** A reporter files a report with a place in it; gives its id. */
export function fileReport(
  sandbox: Practice['sandbox'],
  repository: string,
  summary: string,
  more: Partial<WorldAdvisory> = {},
): string {
  const ghsaId = sandbox.state.freshGhsaId();
  sandbox.state.addAdvisory(
    blankReport({
      repository,
      ghsaId,
      summary,
      createdAt: new Date().toISOString(),
      description: 'Seen in Lib/tarfile.py:207 with Python 3.13.1.',
      author: 'lena-reports',
      collaboratingTeams: ['psrt'],
      ...more,
    }),
  );
  return ghsaId;
}

/** Clones the product by way of another clone, and lets that one go ahead. */
async function cloneBehind(folder: string): Promise<Behind> {
  const remote = join(folder, 'ahead', 'cpython');
  const clone = join(folder, 'behind', 'cpython');
  const path = 'Lib/ahead.py';
  const git = async (...args: readonly string[]) => {
    const { stdout } = await promisify(execFile)('git', [...args], { env: gitEnvironment() });
    return stdout.trim();
  };
  await rm(join(folder, 'ahead'), { recursive: true, force: true });
  await rm(join(folder, 'behind'), { recursive: true, force: true });
  await git('clone', '--quiet', '--', join(folder, 'sources', 'cpython'), remote);
  await git('clone', '--quiet', '--', remote, clone);
  await writeFile(join(remote, path), 'def ahead():\n    return 1\n');
  await git('-C', remote, 'add', '--', path);
  const who = ['-c', 'user.name=Freya Holm', '-c', 'user.email=freya@practice.example'];
  await git('-C', remote, ...who, 'commit', '--quiet', '-m', 'One more');
  return { clone, commit: await git('-C', remote, 'rev-parse', 'HEAD'), path };
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
