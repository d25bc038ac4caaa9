import { spawn } from 'node:child_process';
import { fail, ok, type Result } from '../common/result.ts';

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
export function runGit(folder: string, args: readonly string[], options: GitOptions = {}): Promise<Result<Buffer, GitFailure>> {
  return new Promise((resolve) => {
    if (options.signal?.aborted) {
      resolve(fail({ kind: 'cancelled' }));
      return;
    }
    const child = spawn(options.gitPath ?? 'git', [...quietly(folder), ...args], {
      env: gitEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let problem = '';
    let end: GitFailure | undefined;
    const stop = (failure: GitFailure) => {
      end ??= failure;
      child.kill();
    };
    const onAbort = () => {
      stop({ kind: 'cancelled' });
    };
    options.signal?.addEventListener('abort', onAbort, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > (options.mostBytes ?? MOST_BYTES)) stop({ kind: 'too-large' });
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (problem.length < 4096) problem += chunk.toString('utf8');
    });
    child.on('error', () => {
      end ??= { kind: 'git-missing' };
      finish(null);
    });
    child.on('close', finish);
    let done = false;
    function finish(status: number | null): void {
      if (done) return;
      done = true;
      options.signal?.removeEventListener('abort', onAbort);
      if (end) resolve(fail(end));
      else if (status === 0) resolve(ok(Buffer.concat(chunks)));
      else
        resolve(
          fail(
            /not a git repository|cannot change to/i.test(problem)
              ? { kind: 'not-a-repository' }
              : { kind: 'git-failed', status },
          ),
        );
    }
  });
}
