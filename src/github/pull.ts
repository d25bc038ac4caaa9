import type { RepositoryName } from '../advisory/model.ts';
import { fail, ok, type Result } from '../common/result.ts';
import { malformed, type Answer } from './classify.ts';
import type { Failure, PullExists } from './failure.ts';
import { readFork, split, type ForkRequests } from './fork.ts';
import { fields } from './json.ts';
import { readPages, type Page, type Pages } from './pages.ts';

/** A pull request in a private fork. Its words are embargoed like the advisory's. */
export interface Pull {
  readonly number: number;
  /** `open` or `closed`, as GitHub says it. */
  readonly state: string;
  readonly isDraft: boolean;
  readonly title: string;
  /** '' for one without a text. */
  readonly body: string;
  /** null for an account that is gone. */
  readonly author: string | null;
  /** The branch with the change, without its owner. */
  readonly head: string;
  /** The commit at its tip; null where GitHub does not say. */
  readonly commit: string | null;
  /** The branch that it is for. */
  readonly base: string;
  readonly htmlUrl: string | null;
}

/** What a pull request is made of; `head` and `base` are branches of the fork, without an owner. */
export interface PullRequest {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

const PULLS = '/repos/{owner}/{repo}/pulls';
const PULL = `${PULLS}/{pull_number}`;

/** All pull requests of a fork, whatever their state, oldest first: so none slips while pages are read. */
export function listPulls(
  { sender, baseUrl }: ForkRequests,
  fork: RepositoryName,
  previous: readonly Page<Pull>[] | undefined,
  signal: AbortSignal | undefined,
): Promise<Result<Pages<Pull>, Failure>> {
  const parameters = { ...split(fork), state: 'all', per_page: 100, sort: 'created', direction: 'asc' };
  return readPages(sender, { route: PULLS, parameters, baseUrl, read: readPull, previous, signal });
}

/** One pull request as GitHub holds it now. */
export async function getPull(
  { sender }: ForkRequests,
  fork: RepositoryName,
  number: number,
  signal: AbortSignal | undefined,
): Promise<Result<Pull, Failure>> {
  const answer = await sender.read({ route: PULL, parameters: { ...split(fork), pull_number: number }, signal });
  return answer.ok ? pullIn(answer.value, PULL) : answer;
}

/**
 * Opens a pull request in a private fork. The repository is read first: in one that is not private, or no fork, the
 * words would be public, so nothing is sent (`malformed`, `not-private`). Sent once.
 */
export async function createPull(
  requests: ForkRequests,
  fork: RepositoryName,
  pull: PullRequest,
  signal: AbortSignal | undefined,
): Promise<Result<Pull, Failure | PullExists>> {
  const { head, base, title, body } = pull;
  const target = await readFork(requests, fork, signal);
  if (!target.ok) return target;
  // A name that has moved is followed by reading only: the pull request goes to what was looked at.
  const { fullName } = target.value;
  const parameters = split(fullName);
  const sent = { head, base, title, body };
  const answer = await requests.sender.write({ method: 'POST', route: PULLS, parameters, body: sent, signal });
  if (!answer.ok)
    return answer.failure.status === 422 ? fail(await whyRefused(requests, fullName, pull, answer.failure)) : answer;
  const made = pullIn(answer.value, PULLS);
  return made.ok ? made : fail({ ...made.failure, mayBeDone: true });
}

/** GitHub's reason is words; whether there is such a pull request already is told by the list. */
async function whyRefused(
  requests: ForkRequests,
  fork: RepositoryName,
  pull: PullRequest,
  refused: Failure,
): Promise<Failure | PullExists> {
  const list = await listPulls(requests, fork, undefined, undefined);
  const same = list.ok ? openPullFor(pull, list.value) : undefined;
  if (!same) return refused;
  const { route, status, requestId } = refused;
  const { number, htmlUrl } = same;
  return {
    kind: 'pull-exists',
    number,
    htmlUrl,
    route,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The open pull request for this head and base; GitHub lets there be one at most. */
export function openPullFor({ head, base }: Pick<Pull, 'head' | 'base'>, list: Pages<Pull>): Pull | undefined {
  return list.pages.flatMap(({ items }) => items).find((one) => one.state === 'open' && one.head === head && one.base === base);
}

/** The words of a pull request, for comparing them with what becomes public. */
export function pullText({ title, body }: Pick<Pull, 'title' | 'body'>): string {
  return body === '' ? title : `${title}\n\n${body}`;
}

function pullIn(answer: Answer, route: string): Result<Pull, Failure> {
  const { data } = answer;
  if (typeof data === 'string') return fail(malformed(answer, route, 'not-json'));
  const pull = readPull(data);
  return pull ? ok(pull) : fail(malformed(answer, route, 'not-an-object'));
}

/** Reads `pull-request` or `pull-request-simple`; undefined where its number, title, state, head or base is missing. */
function readPull(json: unknown): Pull | undefined {
  const it = fields(json);
  const head = fields(it.head);
  const base = fields(it.base);
  const { number, title, state } = it;
  if (typeof number !== 'number' || typeof title !== 'string' || typeof state !== 'string') return undefined;
  if (typeof head.ref !== 'string' || typeof base.ref !== 'string') return undefined;
  return {
    number,
    state,
    title,
    isDraft: it.draft === true,
    body: typeof it.body === 'string' ? it.body : '',
    author: textOrNull(fields(it.user).login),
    head: head.ref,
    commit: textOrNull(head.sha),
    base: base.ref,
    htmlUrl: textOrNull(it.html_url),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
