import { spawn } from 'node:child_process';
import { fail, ok, type Result } from '../common/result.ts';
import { childEnd } from './child.ts';

/** Why git gave nothing. `git` is its own last line, for the log of a repository command; never an advisory's text. */
export type GitFailure =
  | { readonly kind: 'git-missing' }
  | { readonly kind: 'not-a-repository' }
  | { readonly kind: 'no-such-object' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'git-failed'; readonly status: number | null };

export interface GitOptions {
  /** The user's git: VS Code's `git.path`, or `git`. */
  readonly gitPath?: string;
  readonly signal?: AbortSignal | undefined;
  /** More output than this is refused. */
  readonly mostBytes?: number;
}

/**
 * What every git of ours runs with: it asks nobody, takes no lock on the user's repository, fetches nothing by itself,
 * runs no hook and no file-system monitor of the repository, and speaks English.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  // GIT_DIR, GIT_CONFIG_…, GIT_TRACE… and the like would lead our git elsewhere or make it write.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || name === 'GIT_EXEC_PATH');
  return {
    ...Object.fromEntries(inherited),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    // Stands above what the repository's own config allows: an older git knows no GIT_NO_LAZY_FETCH.
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C.UTF-8',
    // Stands above the locale where that is not plain C.
    LANGUAGE: '',
  };
}

/** Options of every call. The folder is given by `-C`: a program is never looked for in a folder that is not ours. */
export function quietly(folder: string): readonly string[] {
  return ['-C', folder, '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'];
}

const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Runs one reading git command in a folder.
 * @param args an argument array; whatever comes from a report stands behind `--end-of-options`
 * @returns standard output as it came
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Result<Buffer, GitFailure>> {
  const { signal, mostBytes = MOST_BYTES } = options;
  if (signal?.aborted) return fail({ kind: 'cancelled' });
  const child = spawn(options.gitPath ?? 'git', [...quietly(folder), ...args], {
    env: gitEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const { status, out, problem, stopped } = await childEnd(child, { signal, mostBytes });
  if (stopped) return fail({ kind: stopped === 'missing' ? 'git-missing' : stopped });
  if (status === 0) return ok(out);
  return fail(
    /not a git repository|cannot change to/i.test(problem) ? { kind: 'not-a-repository' } : { kind: 'git-failed', status },
  );
}
