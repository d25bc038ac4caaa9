import { fail, ok, type Result } from '../common/result.ts';
import { runGit, type GitFailure, type GitOptions } from './run.ts';

/** A line of a file at a revision. `line` counts from 1. */
export interface GrepHit {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** What to look for: texts as they stand, or one regular expression that is valid both for Perl and as POSIX extended. */
export type GrepPattern = { readonly fixed: readonly string[] } | { readonly expression: string };

/** A report is not worth more lines than this. */
const MOST_HITS = 20_000;
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Looks through all text files of a commit by `git grep`.
 * @param revision a commit id
 * @param globs which files by name, such as `*.c`; all where there is none; with `!` in front, which not
 * @returns hits in the order of the paths, at most 20,000
 */
export async function grep(
  folder: string,
  revision: string,
  pattern: GrepPattern,
  globs: readonly string[],
  options: GitOptions = {},
): Promise<Result<readonly GrepHit[], GitFailure>> {
  // `git grep` before 2.43 takes --end-of-options for a revision: only a commit id is handed to it.
  if (!/^[0-9a-f]{40,64}$/.test(revision)) return fail({ kind: 'no-such-object' });
  const run = (flavour: string, patterns: readonly string[]) =>
    runGit(
      folder,
      [
        'grep',
        '-nzI',
        '--full-name',
        '--no-color',
        '--no-column',
        flavour,
        ...patterns.flatMap((text) => ['-e', text]),
        revision,
        '--',
        // From the top, whatever folder of the clone is open.
        ...(globs.length > 0
          ? globs.map((glob) => (glob.startsWith('!') ? `:(top,exclude)${glob.slice(1)}` : `:(top)${glob}`))
          : [':/']),
      ],
      { ...options, mostBytes: MOST_BYTES },
    );
  if ('fixed' in pattern) return hits(await run('-F', pattern.fixed), revision);
  const perl = await run('-P', [pattern.expression]);
  // A git without PCRE ends like one that was given nonsense: the slower dialect is asked then.
  if (perl.ok || perl.failure.kind !== 'git-failed' || perl.failure.status === 1) return hits(perl, revision);
  return hits(await run('-E', [pattern.expression]), revision);
}

function hits(out: Result<Buffer, GitFailure>, revision: string): Result<readonly GrepHit[], GitFailure> {
  // It ends with 1 where nothing was found.
  if (!out.ok) return out.failure.kind === 'git-failed' && out.failure.status === 1 ? ok([]) : fail(out.failure);
  const found: GrepHit[] = [];
  const text = out.value.toString('utf8');
  const head = `${revision}:`;
  for (let at = 0; at < text.length && found.length < MOST_HITS;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const [path = '', line = '', ...rest] = text.slice(at, end).split('\0');
    if (path.startsWith(head)) found.push({ path: path.slice(head.length), line: Number(line), text: rest.join('\0') });
    at = end + 1;
  }
  return ok(found);
}
