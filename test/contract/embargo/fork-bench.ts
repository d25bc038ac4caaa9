/** A sandbox with a real git repository behind it, and what collaborators do with a private fork meanwhile. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RepositoryName } from '../../../src/advisory/model.ts';
import { DRAFT, withSandbox, world, type Bench } from '../../sandbox/fixtures.ts';
import { gitEnvironment } from '../../sandbox/git-host.ts';
import type { SandboxOptions } from '../../sandbox/sandbox.ts';
import type { World } from '../../sandbox/world.ts';

const run = promisify(execFile);

/** The private fork of the draft, as the sandbox names it. */
export const FORK: RepositoryName = `example/widget-${DRAFT.toLowerCase()}`;
export const REPO = '/repos/{owner}/{repo}';
export const ADVISORY = `${REPO}/security-advisories/{ghsa_id}`;
export const PULLS = `${REPO}/pulls`;

export interface ForkBench extends Bench {
  /** Pushes a commit on a new branch into a repository, as somebody would who may. */
  readonly push: (repository: string, branch: string) => Promise<void>;
}

/** Runs a test against a sandbox whose `example/Widget` has one commit on `main` and on `1.x`; the fork exists. */
export async function withFork(test: (bench: ForkBench) => Promise<void>, options: Partial<SandboxOptions> = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'remote-'));
  const git = async (where: string, ...args: readonly string[]) => {
    const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.invalid', '-c', 'commit.gpgsign=false'];
    return (await run('git', ['-C', where, ...who, ...args], { env: gitEnvironment(folder) })).stdout.trim();
  };
  try {
    const source = join(folder, 'source');
    await git(folder, 'init', '--quiet', '--initial-branch=main', source);
    await writeFile(join(source, 'a.c'), 'int a;\n');
    await git(source, 'add', '--all');
    await git(source, 'commit', '--quiet', '--message', 'first');
    await git(source, 'branch', '1.x');
    const gitRoot = join(folder, 'served');
    const repositories = world.repositories.map((one) => (one.id === 701 ? { ...one, gitSource: source } : one));
    const advisories = world.advisories.map((one) => (one.ghsaId === DRAFT ? { ...one, hasPrivateFork: true } : one));
    const given: World = { ...world, repositories, advisories };
    await withSandbox({ world: given, gitRoot, ...options }, (bench) => {
      const push = async (name: string, branch: string) => {
        const repository = bench.sandbox.state.repository(name);
        if (!repository) throw new Error(`no repository ${name}`);
        // Asking for its branches makes the repository on the disk.
        await bench.ask(`GET /repos/${name}/branches`, { as: 'ada' });
        const bare = join(gitRoot, `${repository.id}.git`);
        const commit = await git(bare, 'commit-tree', 'main^{tree}', '-p', 'main', '-m', branch);
        await git(bare, 'update-ref', `refs/heads/${branch}`, commit);
      };
      return test(Object.assign(Object.create(bench) as Bench, { push }));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
