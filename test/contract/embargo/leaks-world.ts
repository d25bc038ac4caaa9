/** A world of its own for every trial: an embargo workspace, its fork, the public repository, and somebody's clone of it. */
import { execFile, execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFork, type Fork } from '../../../src/embargo/guard/fork.ts';
import { guardRunner, readFacts, setGuard, type RunGit } from '../../../src/embargo/guard/guard.ts';
import { terminalEnvironment, type GuardFacts } from '../../../src/embargo/guard/settings.ts';
import { serve, type Servers } from './leaks-servers.ts';

export type Scheme = 'file' | 'http' | 'https' | 'ssh';

export interface World {
  readonly folder: string;
  /** The private commit. */
  readonly commit: string;
  readonly gitVersion: string;
  readonly schemes: readonly Scheme[];
  /** What stands for `{P}` and the like in a trial. */
  readonly words: (trial: string, scheme: Scheme) => Readonly<Record<string, string>>;
  /** Makes the folder of one trial. */
  readonly prepare: (trial: string, scheme: Scheme, globalConfig: string, guarded: boolean) => Promise<Trial>;
  readonly close: () => Promise<void>;
}

export interface Trial {
  /** Runs a shell script in the worktree, as a person would in a terminal outside the editor. */
  readonly run: (script: string, variables?: Readonly<Record<string, string>>) => Promise<{ status: number; said: string }>;
  /** The variables of a terminal of the embargo window. */
  readonly terminal: Readonly<Record<string, string>>;
  /** Everything that the public repository has in it. */
  readonly publicState: () => string;
  readonly forkHas: (ref: string) => boolean;
  readonly gitDir: string;
  readonly fork: Fork;
  readonly facts: GuardFacts | undefined;
  /** Git with the person's settings, as the guard uses it. */
  readonly git: RunGit;
}

/** A guarded template for each scheme: setting a guard anew for every trial would take most of the time. */
const GUARDED = 'guarded-';

const SSH = `#!/bin/sh
# Stands for ssh: runs the last argument here. Without it a host is never reached.
for last; do :; done
exec sh -c "$last"
`;

/** Starts servers and makes the repositories that every trial copies. */
export async function makeWorld(): Promise<World> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'at-leaks-')));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'ssh'), SSH, { mode: 0o755 });
  const other = process.env.ADVISORY_TRIAGE_GIT;
  if (other !== undefined) symlinkSync(other, join(bin, 'git'));
  const base: NodeJS.ProcessEnv = {
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  };
  const own = { ...base, GIT_CONFIG_GLOBAL: devNull, HOME: folder };
  const commit = makeTemplate(folder, own);
  const servers = await serve(folder, own);
  const gitOf = (here: string) =>
    guardRunner({ gitPath: other ?? 'git', variables: { HOME: join(here, 'home'), GIT_CONFIG_NOSYSTEM: '1' } });
  const guard = async (here: string, fork: Fork): Promise<GuardFacts> => {
    const run = gitOf(here);
    const facts = await readFacts(run, join(here, 'ws', 'clone.git'), join(here, 'ws', 'guard'));
    const set = await setGuard(run, join(here, 'ws', 'clone.git'), fork, facts);
    if (!set.ok) throw new Error(`the guard was not set: ${JSON.stringify(set.failure)}`);
    return facts;
  };
  const words = (trial: string, scheme: Scheme) => wordsOf(folder, servers, trial, scheme, commit);
  for (const scheme of ['file', 'http', 'https', 'ssh'] as const) {
    const name = `${GUARDED}${scheme}`;
    const word = words(name, scheme);
    const fork = readFork(word.FORK ?? '');
    if (!fork.ok) throw new Error(`no address of a fork: ${fork.failure.why}`);
    copyTemplate(folder, 'template', name, word);
    await guard(join(folder, name), fork.value);
  }
  return {
    folder,
    commit,
    gitVersion: execFileSync('git', ['--version'], { env: own }).toString().trim(),
    schemes: servers.https === undefined ? ['file', 'http', 'ssh'] : ['file', 'http', 'https', 'ssh'],
    words,
    prepare: async (trial, scheme, globalConfig, guarded) => {
      const word = words(trial, scheme);
      const fork = readFork(word.FORK ?? '');
      if (!fork.ok) throw new Error(`no address of a fork: ${fork.failure.why}`);
      copyTemplate(folder, guarded ? `${GUARDED}${scheme}` : 'template', trial, word);
      const here = join(folder, trial);
      const trust = `[http]\n\tsslCAInfo = ${servers.certificate}\n[user]\n\tname = A\n\temail = a@example.org\n`;
      mkdirSync(join(here, 'home'), { recursive: true });
      writeFileSync(join(here, 'home', '.gitconfig'), trust + fill(globalConfig, word));
      const facts = guarded ? await guard(here, fork.value) : undefined;
      const terminal = facts === undefined ? {} : terminalEnvironment(fork.value, facts);
      return {
        run: (script, variables = {}) =>
          shell(fill(script, word), join(here, 'ws', 'main'), { ...base, HOME: join(here, 'home'), ...filled(variables, word) }),
        terminal: Object.fromEntries(
          Object.entries(terminal).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        ),
        gitDir: join(here, 'ws', 'clone.git'),
        fork: fork.value,
        facts,
        git: gitOf(here),
        publicState: () => stateOf(join(here, 'public.git')),
        forkHas: (ref) => stateOf(join(here, 'fork.git')).includes(`refs/heads/${ref} ${commit}`),
      };
    },
    close: async () => {
      await servers.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What a trial starts from. Its paths stand in files of git's; a copy has its own put in. */
function makeTemplate(folder: string, env: NodeJS.ProcessEnv): string {
  const here = join(folder, 'template');
  mkdirSync(join(here, 'ws'), { recursive: true });
  const git = (at: string, ...args: readonly string[]) =>
    execFileSync('git', ['-C', join(here, at), ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  const init = ['init', '--quiet', '--template=', '--initial-branch=main'];
  for (const name of ['public.git', 'fork.git', 'ws/clone.git']) git('.', ...init, '--bare', name);
  for (const name of ['public.git', 'fork.git']) git(name, 'config', 'http.receivepack', 'true');
  git('.', ...init, 'other');
  git('other', 'commit', '--quiet', '--allow-empty', '-m', 'public');
  const published = git('other', 'rev-parse', 'HEAD');
  git('other', 'push', '--quiet', '../public.git', 'main');
  git('other', 'push', '--quiet', '../ws/clone.git', 'main');
  git('public.git', 'update-ref', 'refs/heads/old', published);
  git('ws/clone.git', 'update-ref', 'refs/remotes/origin/main', published);
  git('ws/clone.git', 'worktree', 'add', '--quiet', '-b', 'private', '../main', 'main');
  mkdirSync(join(here, 'ws', 'main', 'sub'));
  writeFileSync(join(here, 'ws', 'main', 'sub', 'fix.py'), 'private = True\n');
  git('ws/main', 'add', '.');
  git('ws/main', 'commit', '--quiet', '-m', 'private');
  return git('ws/main', 'rev-parse', 'HEAD');
}

/** Copies a template, with its own name put in wherever git has written it down; the public remote is added. */
function copyTemplate(folder: string, template: string, trial: string, word: Readonly<Record<string, string>>): void {
  const here = join(folder, trial);
  cpSync(join(folder, template), here, { recursive: true });
  const all = readdirSync(here, { recursive: true, encoding: 'utf8' });
  const named = all.filter((file) =>
    /^ws\/(?:guard\/(?:\w+|hooks\/.*)|main\/\.git|clone\.git\/(?:worktrees\/main\/gitdir|config))$/.test(file),
  );
  for (const file of named.filter((name) => statSync(join(here, name)).isFile())) {
    const text = readFileSync(join(here, file), 'utf8');
    writeFileSync(join(here, file), text.replaceAll(`/${template}/`, `/${trial}/`));
  }
  if (template.startsWith(GUARDED)) return;
  const remotes = `[remote "origin"]\n\turl = ${word.P}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`;
  const fork = trial.startsWith(GUARDED) ? '' : `[remote "fork"]\n\turl = ${word.FORK}\n`;
  appendFileSync(join(here, 'ws/clone.git/config'), remotes + fork);
}

function wordsOf(folder: string, servers: Servers, trial: string, scheme: Scheme, commit: string): Record<string, string> {
  const here = join(folder, trial);
  const base = {
    file: here,
    http: `${servers.http}/${trial}`,
    // Without openssl nothing is tried by https.
    https: `${servers.https ?? 'https://127.0.0.1'}/${trial}`,
    ssh: `git@host.example:${here}`,
  }[scheme];
  return {
    // The public address, the folder that it and the fork are in, and the fork's address.
    P: `${base}/public.git`,
    BASE: `${base}/`,
    FORK: `${base}/fork.git`,
    SCHEME: scheme,
    HERE: here,
    WS: join(here, 'ws'),
    OTHER: join(here, 'other'),
    PATH: join(here, 'public.git'),
    GIT: `${servers.git}/${trial}/public.git`,
    HTTP: `${servers.http}/${trial}/public.git`,
    C: commit,
  };
}

function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{([A-Z]+)\}/g, (whole, name: string) => words[name] ?? whole);
}

function filled(variables: Readonly<Record<string, string>>, words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, fill(value, words)]));
}

function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ status: number; said: string }> {
  return new Promise((resolve) => {
    const child = execFile('/bin/sh', ['-c', script], { cwd, env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code ?? 1) : 0, said: stdout + stderr });
    });
    child.stdin?.end();
  });
}

/** Names of all files in a repository; of references also what they say. */
function stateOf(repository: string): string {
  const entries = readdirSync(repository, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1))
    .map((file) =>
      /^(?:refs|HEAD|packed-refs)/.test(file) ? `${file} ${readFileSync(join(repository, file), 'utf8').trim()}` : file,
    )
    .sort()
    .join('\n');
}
