/** The sandbox's memory: a mutable copy of the world it was started with. */

import type {
  CreditState,
  CreditType,
  Person,
  State as AdvisoryState,
  Team,
  TokenState,
  World,
  WorldAdvisory,
  WorldComment,
  WorldVulnerability,
} from './world.ts';

export interface Credit {
  login: string;
  type: CreditType;
  state: CreditState;
}
export interface Comment {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  readonly confidential: boolean;
}
export type Severity = WorldAdvisory['severity'];

export interface Advisory {
  /** Order of creation; ties in a sort are broken by it. */
  readonly number: number;
  readonly repositoryId: number;
  readonly ghsaId: string;
  cveId: string | null;
  summary: string;
  description: string | null;
  state: AdvisoryState;
  severity: Severity;
  cvssVector: string | null;
  readonly author: string | null;
  publisher: string | null;
  submissionAccepted: boolean | null;
  readonly createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
  closedAt: string | null;
  withdrawnAt: string | null;
  cweIds: string[];
  vulnerabilities: WorldVulnerability[];
  credits: Credit[];
  collaboratingUsers: string[];
  collaboratingTeams: string[];
  forkId: number | null;
  locked: boolean;
  comments: Comment[];
  /** When (ms) a requested CVE id arrives, or null. */
  cveArrivesAt: number | null;
}

export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author: string;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  readonly createdAt: string;
  readonly labels?: readonly string[];
  /** Then it is closed. */
  readonly mergedAt?: string;
  state: 'open' | 'closed';
}
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly createdAt: string;
}

export interface Repository {
  readonly id: number;
  owner: string;
  name: string;
  readonly description: string;
  readonly defaultBranch: string;
  readonly admins: readonly string[];
  readonly gitSource: string | null;
  /** Set on a temporary private fork. */
  readonly fork: { readonly parentId: number; readonly ghsaId: string; readonly readyAt: number } | null;
  readonly pulls: Pull[];
  readonly issues: Issue[];
  privateReporting: boolean;
}

/** A point in time as GitHub writes it: ISO 8601, whole seconds. */
export const isoTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
/** Logins, repository names and GHSA ids are compared without case. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The letters of a GHSA id, as GitHub documents them. */
const GHSA_LETTERS = '23456789cfghjmpqrvwx';

/** Everything that the sandbox knows. Tests reach in here to do what other people do. */
export class State {
  readonly world: World;
  readonly advisories: Advisory[] = [];
  readonly repositories: Repository[] = [];
  readonly tokenStates = new Map<string, TokenState>();
  /** Former `owner/name` (lower case) → repository id. */
  readonly renamed = new Map<string, number>();
  readonly now: () => number;
  #numbers = 0;
  #lastId: number;

  constructor(world: World, now: () => number) {
    this.world = world;
    this.now = now;
    this.#lastId = Math.max(1000, ...world.repositories.map((one) => one.id));
    for (const person of world.people) this.tokenStates.set(person.login, person.tokenState);
    for (const login of [
      ...world.repositories.flatMap((one) => one.admins),
      ...world.organisation.teams.flatMap((one) => one.members),
    ]) {
      if (!this.person(login)) throw new Error(`the world has no person ${login}`);
    }
    for (const one of world.repositories) {
      this.repositories.push({
        ...one,
        gitSource: one.gitSource ?? null,
        fork: null,
        pulls: [],
        issues: [],
        privateReporting: true,
      });
    }
    for (const one of world.advisories) this.addAdvisory(one);
  }

  /** An id that nothing has yet; comments and forks take theirs from one series. */
  nextId(): number {
    return ++this.#lastId;
  }

  person(login: string): Person | null {
    return this.world.people.find((one) => same(one.login, login)) ?? null;
  }
  team(slug: string): Team | null {
    return this.world.organisation.teams.find((one) => same(one.slug, slug)) ?? null;
  }

  /** Adds an advisory as the world writes it; its people and teams must exist. */
  addAdvisory(given: WorldAdvisory): Advisory {
    const repository = this.repository(given.repository);
    if (!repository) throw new Error(`the world has no repository ${given.repository}`);
    for (const login of [
      given.author,
      ...given.credits.map((one) => one.login),
      ...given.collaboratingUsers,
      ...given.comments.map((one) => one.author),
    ]) {
      if (login !== null && !this.person(login)) throw new Error(`${given.ghsaId} names ${login}, whom the world does not have`);
    }
    for (const slug of given.collaboratingTeams)
      if (!this.team(slug)) throw new Error(`${given.ghsaId} names team ${slug}, which the world does not have`);
    const advisory: Advisory = {
      number: ++this.#numbers,
      repositoryId: repository.id,
      ghsaId: given.ghsaId,
      cveId: given.cveId,
      summary: given.summary,
      description: given.description,
      state: given.state,
      severity: given.severity,
      cvssVector: given.cvssVector,
      author: given.author,
      publisher: given.publishedAt === null ? null : (repository.admins[0] ?? null),
      submissionAccepted: given.submissionAccepted,
      createdAt: given.createdAt,
      updatedAt: given.updatedAt,
      publishedAt: given.publishedAt,
      closedAt: given.closedAt,
      withdrawnAt: given.withdrawnAt,
      cweIds: [...given.cweIds],
      vulnerabilities: [...given.vulnerabilities],
      credits: given.credits.map((one) => ({ ...one })),
      collaboratingUsers: [...given.collaboratingUsers],
      collaboratingTeams: [...given.collaboratingTeams],
      forkId: null,
      locked: given.locked === true,
      comments: [],
      cveArrivesAt: null,
    };
    this.advisories.push(advisory);
    for (const comment of given.comments) this.addComment(advisory.ghsaId, comment);
    if (given.hasPrivateFork) this.addFork(advisory, Number.NEGATIVE_INFINITY);
    return advisory;
  }

  /** Adds a comment. It does not move the advisory's `updated_at`: whether GitHub's does is not documented. */
  addComment(ghsaId: string, given: WorldComment): Comment {
    const comment: Comment = {
      id: this.nextId(),
      author: given.author,
      body: given.body,
      createdAt: given.createdAt,
      updatedAt: given.createdAt,
      confidential: given.confidential === true,
    };
    this.advisory(ghsaId).comments.push(comment);
    return comment;
  }

  /**
   * Registers an advisory's temporary private fork. Its name is `{repository, at most 80 characters}-ghsa-…`,
   * lower-cased (GitHub documentation on temporary private forks).
   * @param readyAt when it stops answering 404, in ms
   */
  addFork(advisory: Advisory, readyAt: number): Repository {
    const parent = this.repositoryById(advisory.repositoryId);
    if (!parent) throw new Error('an advisory without its repository');
    const fork: Repository = {
      id: this.nextId(),
      owner: parent.owner,
      name: `${parent.name.slice(0, 80)}-${advisory.ghsaId}`.toLowerCase(),
      description: parent.description,
      defaultBranch: parent.defaultBranch,
      admins: parent.admins,
      gitSource: null,
      fork: { parentId: parent.id, ghsaId: advisory.ghsaId, readyAt },
      pulls: [],
      issues: [],
      privateReporting: false,
    };
    this.repositories.push(fork);
    advisory.forkId = fork.id;
    return fork;
  }

  /** A GHSA id that no advisory has yet; the same sequence in every run. */
  freshGhsaId(): string {
    for (let seed = this.advisories.length + 1; ; seed++) {
      let rest = seed * 7919 + 104729;
      let letters = '';
      for (let index = 0; index < 12; index++) {
        letters += GHSA_LETTERS[rest % GHSA_LETTERS.length] ?? '2';
        rest = (rest * 31 + 17) % 2147483647;
      }
      const id = `GHSA-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
      if (!this.advisories.some((one) => same(one.ghsaId, id))) return id;
    }
  }

  /** The advisory with this id; throws when there is none. */
  advisory(ghsaId: string): Advisory {
    const found = this.advisories.find((one) => same(one.ghsaId, ghsaId));
    if (!found) throw new Error(`no advisory ${ghsaId}`);
    return found;
  }

  /** Changes an advisory as another person would, past all rules; `updated_at` becomes the clock's time. */
  edit(ghsaId: string, change: (advisory: Advisory) => void): Advisory {
    const advisory = this.advisory(ghsaId);
    change(advisory);
    advisory.updatedAt = isoTime(this.now());
    return advisory;
  }

  /** Locks an advisory for its collaborators, or releases it; an administrator's act on the web site. */
  lock(ghsaId: string, locked: boolean): void {
    this.advisory(ghsaId).locked = locked;
  }

  setToken(login: string, state: TokenState): void {
    const person = this.person(login);
    if (!person) throw new Error(`no person ${login}`);
    this.tokenStates.set(person.login, state);
  }

  /** The repository with this `owner/name`, or null. */
  repository(fullName: string): Repository | null {
    return this.repositories.find((one) => same(`${one.owner}/${one.name}`, fullName)) ?? null;
  }

  repositoryById(id: number): Repository | null {
    return this.repositories.find((one) => one.id === id) ?? null;
  }

  renameRepository(fullName: string, name: string): void {
    const repository = this.repository(fullName);
    if (!repository) throw new Error(`no repository ${fullName}`);
    this.renamed.set(`${repository.owner}/${repository.name}`.toLowerCase(), repository.id);
    repository.name = name;
  }

  /** Removes a repository with its advisories and forks, as GitHub does. */
  deleteRepository(fullName: string): void {
    const gone = this.repository(fullName);
    if (!gone) throw new Error(`no repository ${fullName}`);
    const stays = (one: Repository): boolean => one !== gone && one.fork?.parentId !== gone.id;
    this.repositories.splice(0, this.repositories.length, ...this.repositories.filter(stays));
    this.advisories.splice(0, this.advisories.length, ...this.advisories.filter((one) => one.repositoryId !== gone.id));
    for (const one of this.advisories) if (one.forkId === gone.id) one.forkId = null;
  }

  /** Lets arrive what the clock has brought: CVE ids that were requested earlier. */
  settle(): void {
    for (const one of this.advisories) {
      if (one.cveArrivesAt === null || one.cveArrivesAt > this.now()) continue;
      one.cveId ??= this.freshCveId();
      one.updatedAt = isoTime(one.cveArrivesAt);
      one.cveArrivesAt = null;
    }
  }

  /** A CVE id of the clock's year that no advisory has; the same sequence in every run. */
  freshCveId(): string {
    const year = new Date(this.now()).getUTCFullYear();
    for (let number = 90001; ; number++) {
      const id = `CVE-${year}-${number}`;
      if (!this.advisories.some((one) => one.cveId === id)) return id;
    }
  }
}
