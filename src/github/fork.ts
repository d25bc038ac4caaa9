import { parseRepositoryName, sameRepository, type Advisory, type RepositoryName } from '../advisory/model.ts';
import { fail, ok, type Result } from '../common/result.ts';
import { parseRemoteUrl } from '../git/remote-url.ts';
import { malformed, type Answer } from './classify.ts';
import type { Failure } from './failure.ts';
import type { Sender } from './send.ts';

/** Where an advisory's private fork is. */
export interface ForkAddress {
  readonly fullName: RepositoryName;
  /** The address for git over HTTP, without credentials; at the same host as the API. */
  readonly cloneUrl: string;
  /** The address for git over ssh; undefined where the host has none. */
  readonly sshUrl: string | undefined;
}

/** `not-ready`: GitHub has begun to make it; until it is there it answers 404, for minutes with a large repository. */
export type ForkState =
  | { readonly state: 'none' }
  | { readonly state: 'not-ready'; readonly fullName: RepositoryName }
  | ({ readonly state: 'ready' } & ForkAddress);

/** What the requests of this file need. */
export interface ForkRequests {
  readonly sender: Sender;
  readonly baseUrl: string;
}

const ADVISORY = '/repos/{owner}/{repo}/security-advisories/{ghsa_id}';
const FORKS = `${ADVISORY}/forks`;
const REPOSITORY = '/repos/{owner}/{repo}';

/**
 * Whether an advisory, as it was just read, has a private fork, and whether the fork answers. A token that may not see
 * private repositories is `forbidden` with the scope that it needs: to it no fork is ever ready.
 */
export async function forkStateOf(
  requests: ForkRequests,
  { repository, privateFork }: Advisory,
  signal: AbortSignal | undefined,
): Promise<Result<ForkState, Failure>> {
  if (!privateFork) return ok({ state: 'none' });
  const fullName = parseRepositoryName(privateFork.fullName);
  if (!fullName) return fail({ kind: 'malformed', what: 'unreadable-entry', route: ADVISORY });
  if (sameRepository(fullName, repository)) return fail({ kind: 'malformed', what: 'not-private', route: ADVISORY });
  const fork = await readFork(requests, fullName, signal);
  if (fork.ok) return ok({ state: 'ready', ...fork.value });
  return fork.failure.kind === 'not-found' ? ok({ state: 'not-ready', fullName }) : fork;
}

/** The repository of this name, which has to be a private fork: `not-private` else, and nothing may be sent to it. */
export async function readFork(
  { sender, baseUrl }: ForkRequests,
  fullName: RepositoryName,
  signal: AbortSignal | undefined,
): Promise<Result<ForkAddress, Failure>> {
  const answer = await sender.read({ route: REPOSITORY, parameters: split(fullName), signal });
  if (answer.ok) return addressIn(answer.value, baseUrl, REPOSITORY);
  const { scopes } = sender;
  if (answer.failure.kind !== 'not-found' || scopes === undefined || scopes.includes('repo')) return answer;
  return fail({ ...answer.failure, kind: 'forbidden', needs: ['repo'] });
}

/** Asks GitHub to make the private fork (`POST …/forks`, no body). Sent once; 403 is `forbidden` with no `needs`. */
export async function createFork(
  { sender, baseUrl }: ForkRequests,
  repository: RepositoryName,
  ghsaId: string,
  signal: AbortSignal | undefined,
): Promise<Result<ForkAddress, Failure>> {
  const parameters = { ...split(repository), ghsa_id: ghsaId };
  const answer = await sender.write({ method: 'POST', route: FORKS, parameters, signal });
  if (!answer.ok) return answer;
  const address = addressIn(answer.value, baseUrl, FORKS);
  return address.ok ? address : fail({ ...address.failure, mayBeDone: true });
}

/** Reads `full-repository`, and believes an address only where it leads to that very fork at the API's own host. */
function addressIn(answer: Answer, baseUrl: string, route: string): Result<ForkAddress, Failure> {
  const { data } = answer;
  if (typeof data === 'string') return fail(malformed(answer, route, 'not-json'));
  if (typeof data !== 'object' || data === null) return fail(malformed(answer, route, 'not-an-object'));
  const it = data as Readonly<Record<string, unknown>>;
  const fullName = typeof it.full_name === 'string' ? parseRepositoryName(it.full_name) : undefined;
  if (!fullName) return fail(malformed(answer, route, 'unreadable-entry'));
  if (it.private !== true || it.fork !== true) return fail(malformed(answer, route, 'not-private'));
  const base = new URL(baseUrl);
  // The API of github.com is at api.github.com, that of a GitHub Enterprise Server below its own host.
  const host = base.host.replace(/^api\./, '');
  const expected = `${base.protocol}//${host}/${fullName}.git`;
  if (typeof it.clone_url !== 'string' || it.clone_url.toLowerCase() !== expected.toLowerCase())
    return fail(malformed(answer, route, 'bad-link'));
  return ok({ fullName, cloneUrl: it.clone_url, sshUrl: sshAddress(it.ssh_url, host, fullName) });
}

/** An ssh address without a port or options, or `ssh://`, that names the same host and fork; undefined for any other. */
function sshAddress(value: unknown, host: string, fullName: RepositoryName): string | undefined {
  if (typeof value !== 'string' || !/^(?:ssh:\/\/)?[A-Za-z0-9][\w.-]*@[\w.:/[\]-]+$/.test(value)) return undefined;
  const place = parseRemoteUrl(value);
  if (!place || !sameRepository(place.repository, fullName)) return undefined;
  return place.host === host.replace(/:[0-9]+$/, '').toLowerCase() ? value : undefined;
}

export function split(repository: RepositoryName): { owner: string; repo: string } {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}
