import { fail, ok, type Result } from '../common/result.ts';
import { runGit, type GitFailure, type GitOptions } from './run.ts';

/** Who last changed some lines, as git has it. */
export interface LastChange {
  /** Commit id. */
  readonly commit: string;
  readonly author: string;
  readonly mail: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The commit's first line: public history, not a report's text. */
  readonly summary: string;
  /** How many of the lines this change is the last of. */
  readonly lines: number;
}

/**
 * Who last changed lines of a file, seen from a commit; the one with most lines first.
 * @param from first line, from 1
 * @param to last line, included
 */
export async function blame(
  folder: string,
  revision: string,
  path: string,
  from: number,
  to: number,
  options: GitOptions = {},
): Promise<Result<readonly LastChange[], GitFailure>> {
  // `git blame` knows no --end-of-options: only a commit id is handed to it.
  if (!/^[0-9a-f]{40,64}$/.test(revision)) return fail({ kind: 'no-such-object' });
  const range = `${Math.max(1, Math.trunc(from))},${Math.max(1, Math.trunc(to))}`;
  const out = await runGit(
    folder,
    // Files that a repository's config names are not read: they may lie anywhere.
    ['-c', 'blame.ignoreRevsFile=', 'blame', '--porcelain', '-L', range, revision, '--', path],
    options,
  );
  return out.ok ? ok(changes(out.value.toString('utf8'))) : fail(out.failure);
}

function changes(porcelain: string): LastChange[] {
  const found = new Map<string, { -readonly [K in keyof LastChange]: LastChange[K] }>();
  let current: { -readonly [K in keyof LastChange]: LastChange[K] } | undefined;
  for (const line of porcelain.split('\n')) {
    const head = /^([0-9a-f]{40,64}) \d+ \d+/.exec(line)?.[1];
    if (head !== undefined) {
      current = found.get(head) ?? { commit: head, author: '', mail: '', time: 0, summary: '', lines: 0 };
      current.lines++;
      found.set(head, current);
    } else if (current && !line.startsWith('\t')) {
      const [, key, value = ''] = /^([a-z-]+) (.*)$/.exec(line) ?? [];
      if (key === 'author') current.author = value;
      else if (key === 'author-mail') current.mail = value.replace(/^<|>$/g, '');
      else if (key === 'author-time') current.time = Number(value) * 1000;
      else if (key === 'summary') current.summary = value;
    }
  }
  return [...found.values()].sort((a, b) => b.lines - a.lines);
}
