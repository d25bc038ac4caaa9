import { spawn } from 'node:child_process';
import { fail, ok, type Result } from '../common/result.ts';
import { childEnd } from './child.ts';
import { gitEnvironment, type GitOptions } from './run.ts';

/**
 * Why a git that writes or reaches out did not do what it should: told from what it said, which itself is not kept, because
 * it may quote a commit's message.
 */
export type Trouble =
  | 'locked'
  | 'disk-full'
  | 'unreachable'
  | 'not-allowed'
  | 'not-there'
  | 'refused'
  | 'identity'
  | 'signing'
  | 'other'
  | 'behind'
  | 'in-the-way'
  | 'not-written'
  | 'host-unknown'
  | 'no-program';

export type WorkFailure =
  | { readonly kind: 'git-missing' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'git-trouble'; readonly trouble: Trouble; readonly status: number | null };

export interface WorkOptions extends GitOptions {
  /** Settings for this one call, as `-c key=value`. */
  readonly settings?: readonly (readonly [key: string, value: string])[];
  /** Variables for this one call. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What git reads on its standard input. */
  readonly input?: string | Buffer;
  /** The schemes that this call may reach out by (`https:ssh`); absent: none. */
  readonly protocols?: string;
  /** Which ends are no failure; absent: 0. */
  readonly fine?: readonly number[];
  /** Absent: no hook runs. */
  readonly hooks?: boolean;
}

export interface WorkOutput {
  readonly status: number;
  readonly bytes: Buffer;
}

const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Runs one git command that writes, in a folder of ours (an embargo workspace), or one that writes new objects and a branch
 * into the person's clone when a fix is handed over. It asks nobody, runs no hook but the guard's, fetches nothing by
 * itself, and is a child that ends with its signal.
 * @returns its end and its standard output
 */
export async function workGit(
  folder: string,
  args: readonly string[],
  options: WorkOptions = {},
): Promise<Result<WorkOutput, WorkFailure>> {
  if (options.signal?.aborted) return fail({ kind: 'cancelled' });
  const settings = ['core.fsmonitor=false', 'gc.auto=0', 'maintenance.auto=false', 'color.ui=false', 'log.showSignature=false']
    .concat(options.hooks === true ? [] : ['core.hooksPath=/dev/null'])
    .concat((options.settings ?? []).map(([key, value]) => `${key}=${value}`))
    .flatMap((setting) => ['-c', setting]);
  const child = spawn(options.gitPath ?? 'git', ['-C', folder, ...settings, ...args], {
    env: environment(folder, options),
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // A git that ends before it has read everything says so by its status.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input);
  const { status, out, problem, stopped } = await childEnd(child, { signal: options.signal, mostBytes: MOST_BYTES });
  if (stopped === 'cancelled') return fail({ kind: 'cancelled' });
  if (stopped === 'missing') return fail({ kind: 'git-missing' });
  if (!stopped && status !== null && (options.fine ?? [0]).includes(status)) return ok({ status, bytes: out });
  return fail({ kind: 'git-trouble', trouble: troubleIn(problem), status });
}

/** The same, and its standard output as text without the last line end. */
export async function workText(
  folder: string,
  args: readonly string[],
  options: WorkOptions = {},
): Promise<Result<string, WorkFailure>> {
  const out = await workGit(folder, args, options);
  return out.ok ? ok(out.value.bytes.toString('utf8').replace(/\n$/, '')) : out;
}

/** The clone of an embargo workspace, also while it is made. */
const OURS = /[\\/]clone\.git(?:\.part)?$/;
/** Who a person is may be said by variables. */
const IDENTITY = /^GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL)$/;
/** How a person signs in somewhere may be, too. */
const SIGNING_IN = /^GIT_(?:SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS)$/;

/** Git's own environment, with what is the person's. */
function environment(folder: string, { variables, protocols }: WorkOptions): NodeJS.ProcessEnv {
  const person = Object.entries(process.env).filter(
    ([name]) => IDENTITY.test(name) || (protocols !== undefined && SIGNING_IN.test(name)),
  );
  return {
    ...gitEnvironment(),
    ...Object.fromEntries(person),
    // A clone of ours is bare, and whoever sets `safe.bareRepository` wants such a one named.
    ...(OURS.test(folder) ? { GIT_DIR: folder } : {}),
    GIT_ALLOW_PROTOCOL: protocols ?? 'none',
    // A credential helper may answer; nobody is asked in a terminal that is not there.
    GCM_INTERACTIVE: 'never',
    ...variables,
  };
}

const TROUBLES: readonly (readonly [RegExp, Trouble])[] = [
  [/not uptodate|would be overwritten|your local changes/i, 'in-the-way'],
  [/no space left|disk quota|file too large/i, 'disk-full'],
  [/\.lock': File exists|could not lock config file [^\n]*: File exists|another git process/i, 'locked'],
  [/host key verification failed/i, 'host-unknown'],
  // Of a program that it starts itself git says so, of one that a shell starts the shell does.
  [/cannot run [^\n]*: no such file|^[^\n:]+: (?:line )?\d+: [^\n]*: (?:command )?not found *$/im, 'no-program'],
  [
    /could not lock config file|unable to (?:unlink|create|write|append)|cannot (?:create|update|write)|read-only|failed to write|insufficient permission/i,
    'not-written',
  ],
  [/authentication failed|could not read (?:username|password)|permission denied|SAML SSO|403|401/i, 'not-allowed'],
  [/repository .*not found|does not appear to be a git repository|404|couldn't find remote ref/i, 'not-there'],
  [/could not resolve|unable to access|connection|timed out|could not connect|unable to connect|network/i, 'unreachable'],
  [/non-fast-forward|fetch first|\[rejected\]/i, 'behind'],
  [/transport '.*' not allowed|guard/i, 'refused'],
  [/please tell me who you are|unable to auto-detect email|empty ident/i, 'identity'],
  [/gpg failed|failed to sign|signing failed/i, 'signing'],
];

function troubleIn(problem: string): Trouble {
  return TROUBLES.find(([sign]) => sign.test(problem))?.[1] ?? 'other';
}

/** The version of git as numbers, for comparing; undefined where it says something else. */
export async function gitVersion(folder: string, options: GitOptions = {}): Promise<readonly [number, number] | undefined> {
  const out = await workText(folder, ['version'], options);
  const found = out.ok ? /(\d+)\.(\d+)/.exec(out.value) : null;
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}
