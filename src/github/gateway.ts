import { isAccountName, type Advisory, type RepositoryName } from '../advisory/model.ts';
import { readAdvisory } from '../advisory/read.ts';
import { readComment, type Comment } from '../advisory/comments.ts';
import type { CreateBody, UpdateBody } from '../advisory/body.ts';
import { fail, ok, type Result } from '../common/result.ts';
import type { Log } from '../common/ports.ts';
import { logLine, type Failure, type PullExists } from './failure.ts';
import { createFork, forkStateOf, split, type ForkAddress, type ForkRequests, type ForkState } from './fork.ts';
import { malformed } from './classify.ts';
import { readIssue, readPermissions, type Permissions, type PublicIssue } from './lookups.ts';
import { readPages, type Page, type Pages } from './pages.ts';
import { createPull, getPull, listPulls, type Pull, type PullRequest } from './pull.ts';
import { publicPulls, type PublicPulls } from './public-pulls.ts';
import { Sender, type SenderOptions, type Writing } from './send.ts';

export type { Comment } from '../advisory/comments.ts';
export type { Permissions, PublicIssue } from './lookups.ts';
export type { Page, Pages } from './pages.ts';
export type { Failure, PullExists } from './failure.ts';
export type { ForkAddress, ForkState } from './fork.ts';
export type { Pull, PullRequest } from './pull.ts';
export type { PublicPull, PublicPulls } from './public-pulls.ts';

/** Who the token belongs to. */
export interface Account {
  readonly login: string;
  /** Scopes that GitHub says the token has; undefined for a token without scopes (fine-grained). */
  readonly scopes: readonly string[] | undefined;
}

/** `log` gets one line for each failure: kind, status, route template and request id. */
export interface GatewayOptions extends SenderOptions {
  readonly log: Log;
}

const ADVISORIES = '/repos/{owner}/{repo}/security-advisories';

/**
 * The only way to GitHub. Reads what the REST API gives to a member of a security team, tolerantly, writes what it is
 * told, and sends nothing twice by itself. Every expected trouble is a Failure with a kind; after a write, `mayBeDone`
 * says that GitHub has to be asked what it holds.
 */
export class Gateway {
  readonly #sender: Sender;
  readonly #baseUrl: string;
  readonly #log: Log;

  constructor(options: GatewayOptions) {
    this.#log = options.log;
    this.#sender = new Sender(options);
    this.#baseUrl = options.baseUrl;
  }

  get #forks(): ForkRequests {
    return { sender: this.#sender, baseUrl: this.#baseUrl };
  }

  /** Until when GitHub wants to be left alone, in milliseconds since the epoch; 0 when it does not mind. */
  get pausedUntil(): number {
    return this.#sender.pausedUntil;
  }

  /** Whether GitHub has said that the token has scopes, but none that lets it see private advisories (REST documentation). */
  get lacksScope(): boolean {
    const { scopes } = this.#sender;
    return scopes !== undefined && !scopes.some((scope) => scope === 'repo' || scope.startsWith('repository_advisories:'));
  }

  /** Whose token it is (`GET /user`). */
  account(signal?: AbortSignal): Promise<Result<Account, Failure>> {
    return this.#noted(this.#account(signal));
  }

  async #account(signal: AbortSignal | undefined): Promise<Result<Account, Failure>> {
    const route = '/user';
    const answer = await this.#sender.read({ route, signal });
    if (!answer.ok) return answer;
    const { data, headers } = answer.value;
    if (typeof data !== 'object' || data === null || !('login' in data) || typeof data.login !== 'string') {
      return fail(malformed(answer.value, route, typeof data === 'string' ? 'not-json' : 'not-an-object'));
    }
    const scopes = headers['x-oauth-scopes'];
    return ok({
      login: data.login,
      scopes:
        scopes === undefined
          ? undefined
          : String(scopes)
              .split(',')
              .map((scope) => scope.trim())
              .filter((scope) => scope !== ''),
    });
  }

  /**
   * All advisories of a repository that this account may see. GitHub's list knows no "mine" and no search, so it is read
   * whole, with one conditional request a page. Oldest-created order is fixed, so that nothing slips between pages
   * while it is read.
   * @param previous the pages of the last reading, with their ETags
   */
  listAdvisories(
    repository: RepositoryName,
    previous?: readonly Page<Advisory>[],
    signal?: AbortSignal,
  ): Promise<Result<Pages<Advisory>, Failure>> {
    return this.#noted(
      readPages(this.#sender, {
        route: ADVISORIES,
        parameters: { ...split(repository), per_page: 100, sort: 'created', direction: 'desc' },
        baseUrl: this.#baseUrl,
        read: (json) => readAdvisory(json, repository),
        previous,
        signal,
      }),
    );
  }

  /** One advisory as GitHub holds it now. */
  advisory(repository: RepositoryName, ghsaId: string, signal?: AbortSignal): Promise<Result<Advisory, Failure>> {
    return this.#noted(this.#advisory(repository, ghsaId, signal));
  }

  async #advisory(
    repository: RepositoryName,
    ghsaId: string,
    signal: AbortSignal | undefined,
  ): Promise<Result<Advisory, Failure>> {
    const route = `${ADVISORIES}/{ghsa_id}`;
    const answer = await this.#sender.read({ route, parameters: { ...split(repository), ghsa_id: ghsaId }, signal });
    if (!answer.ok) return answer;
    if (typeof answer.value.data === 'string') return fail(malformed(answer.value, route, 'not-json'));
    const advisory = readAdvisory(answer.value.data, repository);
    return advisory ? ok(advisory) : fail(malformed(answer.value, route, 'not-an-object'));
  }

  /**
   * The non-confidential comments of an advisory, oldest first (public preview since 2026-10-02: it may be absent, then
   * the failure is `not-found`). Confidential comments are never returned, so an empty list proves nothing.
   */
  listComments(
    repository: RepositoryName,
    ghsaId: string,
    previous?: readonly Page<Comment>[],
    signal?: AbortSignal,
  ): Promise<Result<Pages<Comment>, Failure>> {
    return this.#noted(
      readPages(this.#sender, {
        route: `${ADVISORIES}/{ghsa_id}/comments`,
        parameters: { ...split(repository), ghsa_id: ghsaId, per_page: 100 },
        baseUrl: this.#baseUrl,
        read: readComment,
        previous,
        signal,
      }),
    );
  }

  /**
   * Changes the named fields of an advisory (`repository-advisory-update`); lists are replaced whole. Sent once. The
   * answer is what GitHub holds then, as far as nobody writes at the same time. 403 is `forbidden` for a person without
   * the right and for a locked advisory alike; 422 is `refused` with the fields that GitHub names.
   */
  updateAdvisory(
    repository: RepositoryName,
    ghsaId: string,
    body: UpdateBody,
    signal?: AbortSignal,
  ): Promise<Result<Advisory, Failure>> {
    const route = `${ADVISORIES}/{ghsa_id}`;
    const parameters = { ...split(repository), ghsa_id: ghsaId };
    return this.#noted(this.#write({ method: 'PATCH', route, parameters, body, signal }, repository));
  }

  /** Makes a draft advisory; GitHub lets administrators and security managers. Sent once. */
  createAdvisory(repository: RepositoryName, body: CreateBody, signal?: AbortSignal): Promise<Result<Advisory, Failure>> {
    return this.#noted(
      this.#write({ method: 'POST', route: ADVISORIES, parameters: split(repository), body, signal }, repository),
    );
  }

  async #write(writing: Writing, repository: RepositoryName): Promise<Result<Advisory, Failure>> {
    const answer = await this.#sender.write(writing);
    if (!answer.ok) return answer;
    const advisory = readAdvisory(answer.value.data, repository);
    if (advisory) return ok(advisory);
    const what = typeof answer.value.data === 'string' ? 'not-json' : 'not-an-object';
    return fail({ ...malformed(answer.value, writing.route, what), mayBeDone: true });
  }

  /**
   * What this account may do in a repository. `admin` is undefined where GitHub does not say. A security manager may
   * change advisories without being an administrator, and no answer tells who is one: false is not a no.
   */
  permissions(repository: RepositoryName, signal?: AbortSignal): Promise<Result<Permissions, Failure>> {
    return this.#noted(this.#lookUp('/repos/{owner}/{repo}', split(repository), readPermissions, signal));
  }

  /** Whether there is an account of this name (`GET /users/{username}`), without regard to case. */
  async user(login: string, signal?: AbortSignal): Promise<Result<boolean, Failure>> {
    if (!isAccountName(login)) return ok(false);
    const found = await this.#lookUp('/users/{username}', { username: login }, () => true, signal);
    if (!found.ok && found.failure.kind === 'not-found') return ok(false);
    return this.#noted(Promise.resolve(found));
  }

  /** A public issue. GitHub answers pull requests at the same address; they are issues, too. */
  issue(repository: RepositoryName, number: number, signal?: AbortSignal): Promise<Result<PublicIssue, Failure>> {
    const route = '/repos/{owner}/{repo}/issues/{issue_number}';
    return this.#noted(this.#lookUp(route, { ...split(repository), issue_number: number }, readIssue, signal));
  }

  /**
   * Whether an advisory has a private fork, and where. `not-ready` is one that GitHub is still making. A repository that
   * is not private is never taken for one (`malformed`, `not-private`).
   */
  privateFork(repository: RepositoryName, ghsaId: string, signal?: AbortSignal): Promise<Result<ForkState, Failure>> {
    return this.#noted(this.#privateFork(repository, ghsaId, signal));
  }

  async #privateFork(
    repository: RepositoryName,
    ghsaId: string,
    signal: AbortSignal | undefined,
  ): Promise<Result<ForkState, Failure>> {
    const held = await this.#advisory(repository, ghsaId, signal);
    return held.ok ? forkStateOf(this.#forks, held.value, signal) : held;
  }

  /**
   * Has the private fork made; GitHub lets administrators and security managers (`forbidden` without `needs` for others).
   * It is ready some time later. Sent once; `startFork` is what a person's yes goes through.
   */
  createFork(repository: RepositoryName, ghsaId: string, signal?: AbortSignal): Promise<Result<ForkAddress, Failure>> {
    return this.#noted(createFork(this.#forks, repository, ghsaId, signal));
  }

  /** All pull requests of a private fork with their words, oldest first. */
  pullsOf(fork: RepositoryName, previous?: readonly Page<Pull>[], signal?: AbortSignal): Promise<Result<Pages<Pull>, Failure>> {
    return this.#noted(listPulls(this.#forks, fork, previous, signal));
  }

  /** The pull requests for one branch of a public repository, newest first, back to a time in milliseconds since the epoch. */
  publicPulls(
    repository: RepositoryName,
    wanted: { readonly base: string; readonly since: number },
    signal?: AbortSignal,
  ): Promise<Result<PublicPulls, Failure>> {
    return this.#noted(publicPulls(this.#forks, repository, wanted, signal));
  }

  /** One pull request of a private fork with its words. */
  pull(fork: RepositoryName, number: number, signal?: AbortSignal): Promise<Result<Pull, Failure>> {
    return this.#noted(getPull(this.#forks, fork, number, signal));
  }

  /**
   * Opens a pull request in a private fork, between two of its branches; `pull-exists` where an open one has the same.
   * Nothing is sent to a repository that is not a private fork. Sent once; `openPull` is what a person's yes goes through.
   */
  createPull(fork: RepositoryName, pull: PullRequest, signal?: AbortSignal): Promise<Result<Pull, Failure | PullExists>> {
    return this.#noted(createPull(this.#forks, fork, pull, signal));
  }

  async #lookUp<T>(
    route: string,
    parameters: Readonly<Record<string, string | number>>,
    read: (json: object) => T | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Result<T, Failure>> {
    const answer = await this.#sender.read({ route, parameters, signal });
    if (!answer.ok) return answer;
    const { data } = answer.value;
    if (typeof data === 'string') return fail(malformed(answer.value, route, 'not-json'));
    const value = typeof data === 'object' && data !== null ? read(data) : undefined;
    return value === undefined ? fail(malformed(answer.value, route, 'not-an-object')) : ok(value);
  }

  async #noted<T, F extends Failure | PullExists>(work: Promise<Result<T, F>>): Promise<Result<T, F>> {
    const result = await work;
    if (!result.ok && result.failure.kind !== 'cancelled') this.#log(logLine(result.failure));
    return result;
  }
}
