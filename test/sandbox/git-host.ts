/** The bare git repositories behind the sandbox: made when first needed, copied for private forks. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Repository, State } from './state.ts';

const run = promisify(execFile);

export interface Changes {
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly files: number;
}

/** Git's environment: nothing of the user's or the machine's configuration, and no questions. */
export function gitEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  };
}

export class GitHost {
  readonly root: string;
  readonly #owned: boolean;
  readonly #state: State;
  readonly #made = new Map<number, Promise<string>>();

  private constructor(root: string, owned: boolean, state: State) {
    this.root = root;
    this.#owned = owned;
    this.#state = state;
  }

  /** Opens a folder for bare repositories: the given one, which stays, or a temporary one, which close() removes. */
  static async open(state: State, root: string | undefined): Promise<GitHost> {
    if (root === undefined) return new GitHost(await mkdtemp(join(tmpdir(), 'sandbox-git-')), true, state);
    await mkdir(root, { recursive: true });
    return new GitHost(root, false, state);
  }

  get environment(): Record<string, string> {
    return gitEnvironment(this.root);
  }

  async #git(...args: readonly string[]): Promise<string> {
    const { stdout } = await run('git', [...args], { env: this.environment, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  }

  /**
   * The folder of a repository's bare git repository, made at the first call: empty, from its source folder, or,
   * for a private fork, with every branch and tag that its parent has then.
   */
  ensure(repository: Repository): Promise<string> {
    const known = this.#made.get(repository.id);
    if (known) return known;
    const making = this.#make(repository);
    this.#made.set(repository.id, making);
    return making;
  }

  async #make(repository: Repository): Promise<string> {
    const folder = join(this.root, `${repository.id}.git`);
    const parent = repository.fork === null ? null : this.#state.repositoryById(repository.fork.parentId);
    const source = parent ? await this.ensure(parent) : repository.gitSource;
    // A given folder may hold what an earlier run left; the sandbox always starts anew.
    await rm(folder, { recursive: true, force: true });
    if (source === null) await this.#git('init', '--quiet', '--bare', '--end-of-options', folder);
    else await this.#git('clone', '--quiet', '--bare', '--end-of-options', source, folder);
    await this.#git('-C', folder, 'symbolic-ref', 'HEAD', `refs/heads/${repository.defaultBranch}`);
    await this.#git('-C', folder, 'config', 'http.receivepack', 'true');
    if (source !== null) await this.#git('-C', folder, 'remote', 'remove', 'origin');
    return folder;
  }

  /** Makes the forks that a repository already has, so that a push to it does not reach them. */
  async settleForks(repository: Repository): Promise<void> {
    await Promise.all(
      this.#state.repositories.filter((one) => one.fork?.parentId === repository.id).map((one) => this.ensure(one)),
    );
  }

  /** Branch names with the commits they point to. */
  async branches(repository: Repository): Promise<ReadonlyMap<string, string>> {
    const folder = await this.ensure(repository);
    const text = await this.#git('-C', folder, 'for-each-ref', '--format=%(objectname) %(refname:lstrip=2)', 'refs/heads');
    return new Map(
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => [line.slice(41), line.slice(0, 40)] as const),
    );
  }

  /** What lies between two commits, as a pull request counts it. */
  async changes(repository: Repository, base: string, head: string): Promise<Changes> {
    const folder = await this.ensure(repository);
    const commits = Number(await this.#git('-C', folder, 'rev-list', '--count', '--end-of-options', `${base}..${head}`));
    if (commits === 0) return { commits, additions: 0, deletions: 0, files: 0 };
    const lines = (await this.#git('-C', folder, 'diff', '--numstat', '--end-of-options', `${base}...${head}`))
      .split('\n')
      .filter((line) => line !== '');
    const sum = (column: number): number => lines.reduce((so, line) => so + (Number(line.split('\t')[column]) || 0), 0);
    return { commits, additions: sum(0), deletions: sum(1), files: lines.length };
  }

  /** Removes the temporary folder, if this host made one. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#made.values());
    if (this.#owned) await rm(this.root, { recursive: true, force: true });
  }
}
