/** A small product with a public repository, a private fork and a person's clone, in a folder that goes afterwards. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { StartRequest } from '../../../src/embargo/start/plan.ts';

export const ID = 'GHSA-2345-6789-cfgh';
export const BRANCHES = ['main', '3.13', '3.11'] as const;

/** Lines of the file that is fixed; each branch has one line of its own, far from the fix. */
export function library(branch: string): string {
  const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`);
  lines[30] = `version of ${branch}`;
  return `${lines.join('\n')}\n`;
}

export class Product {
  readonly root: string;
  readonly upstream: string;
  readonly fork: string;
  readonly clone: string;
  readonly workspaces: string;
  readonly #environment: NodeJS.ProcessEnv;

  /** @param name the folder's name, for odd ones */
  constructor(name = 'product') {
    this.root = join(mkdtempSync(join(tmpdir(), 'at-embargo-')), name);
    mkdirSync(this.root);
    this.upstream = join(this.root, 'public.git');
    this.fork = join(this.root, 'fork.git');
    this.clone = join(this.root, 'clone');
    this.workspaces = join(this.root, 'workspaces');
    const home = join(this.root, 'home');
    mkdirSync(home);
    writeFileSync(
      join(home, '.gitconfig'),
      '[user]\n\tname = Robin\n\temail = robin@example.org\n[init]\n\tdefaultBranch = main\n',
    );
    const kept = Object.entries(process.env).filter(([variable]) => !variable.startsWith('GIT_'));
    this.#environment = { ...Object.fromEntries(kept), HOME: home, XDG_CONFIG_HOME: home, GIT_CONFIG_NOSYSTEM: '1' };
    this.#make();
  }

  /** Runs what is tried with the home of this product's person, and puts the old one back. */
  async asPerson<T>(work: () => Promise<T>): Promise<T> {
    const { HOME, XDG_CONFIG_HOME } = process.env;
    Object.assign(process.env, { HOME: this.#environment.HOME, XDG_CONFIG_HOME: this.#environment.HOME });
    try {
      return await work();
    } finally {
      for (const [name, value] of Object.entries({ HOME, XDG_CONFIG_HOME }))
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
    }
  }

  get environment(): NodeJS.ProcessEnv {
    return this.#environment;
  }

  git(folder: string, ...args: readonly string[]): string {
    return execFileSync('git', ['-C', folder, ...args], { env: this.#environment, encoding: 'utf8', stdio: 'pipe' }).trimEnd();
  }

  /** Whether git does something; what it says is not looked at. */
  does(folder: string, ...args: readonly string[]): boolean {
    try {
      this.git(folder, ...args);
      return true;
    } catch {
      return false;
    }
  }

  write(folder: string, path: string, content: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  commit(folder: string, message: string): string {
    this.git(folder, 'add', '--all');
    this.git(folder, 'commit', '--quiet', '--message', message);
    return this.git(folder, 'rev-parse', 'HEAD');
  }

  #make(): void {
    const seed = join(this.root, 'seed');
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', seed], { env: this.#environment });
    this.write(seed, 'Lib/paths.py', library('old'));
    this.write(seed, 'README', 'A product.\n');
    this.commit(seed, 'Begin');
    for (const branch of ['3.11', '3.13', 'main']) {
      this.git(seed, 'checkout', '--quiet', '-B', branch, ...(branch === 'main' ? ['3.13'] : branch === '3.13' ? ['3.11'] : []));
      this.write(seed, 'Lib/paths.py', library(branch));
      this.write(seed, `Doc/${branch}.txt`, `${branch}\n`);
      this.commit(seed, `Branch ${branch}`);
    }
    for (const bare of [this.upstream, this.fork]) this.git(this.root, 'clone', '--quiet', '--bare', seed, bare);
    this.git(this.root, 'clone', '--quiet', this.upstream, this.clone);
    rmSync(seed, { recursive: true });
  }

  /** A commit that the public gets after the clone was made. */
  publish(branch: string, path: string, content: string): string {
    const side = mkdtempSync(join(this.root, 'side-'));
    this.git(this.root, 'clone', '--quiet', '--branch', branch, this.upstream, side);
    this.write(side, path, content);
    const commit = this.commit(side, 'Public work');
    this.git(side, 'push', '--quiet', 'origin', branch);
    rmSync(side, { recursive: true });
    return commit;
  }

  request(change: Partial<StartRequest> = {}): StartRequest {
    return {
      advisory: ID,
      fork: this.fork,
      branches: BRANCHES.map((name) => ({ name })),
      privateBranch: 'advisory-fix-1-{branch}',
      root: this.workspaces,
      repo: this.clone,
      ...change,
    };
  }

  get workspace(): string {
    return join(this.workspaces, ID);
  }

  /** The fix, committed in a worktree. */
  fix(branch = 'main', line = 3): string {
    const worktree = join(this.workspace, branch);
    const path = join(worktree, 'Lib/paths.py');
    writeFileSync(path, readFileSync(path, 'utf8').replace(`line ${line}\n`, `line ${line}, checked\n`));
    writeFileSync(join(worktree, 'Lib/new.py'), 'a new file\n');
    return this.commit(worktree, 'Check the path');
  }

  close(): void {
    rmSync(dirname(this.root), { recursive: true, force: true });
  }
}

/** Every file below a folder with its mode and content; of git's objects the names. Links are not followed. */
export function everythingIn(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const look = (below: string) => {
    for (const name of readdirSync(join(folder, below)).sort()) {
      const entry = join(below, name);
      const it = lstatSync(join(folder, entry));
      found.set(entry, described(join(folder, entry), it));
      if (it.isDirectory()) look(entry);
    }
  };
  look('');
  return found;
}

function described(path: string, it: Stats): string {
  if (it.isSymbolicLink()) return `link ${readlinkSync(path)}`;
  if (it.isDirectory()) return 'folder';
  if (path.includes('/objects/')) return 'object';
  return `${(it.mode & 0o777).toString(8)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
}

export function assertUntouched(before: ReadonlyMap<string, string>, folder: string): void {
  assert.deepEqual([...everythingIn(folder)], [...before]);
}
