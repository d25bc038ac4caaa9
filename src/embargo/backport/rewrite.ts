import { workGit, type WorkOptions } from '../../git/workbench.ts';
import { fail, ok, type Result } from '../../common/result.ts';
import type { EmbargoFailure } from '../failure.ts';

/**
 * Writes commits anew on another parent, each with a tree that is given: author, message and encoding stay to the byte,
 * the committer is who does it, signatures go because they would be wrong (gitformat: commit objects).
 * @param picks oldest first
 * @param committer as `git var GIT_COMMITTER_IDENT` says it
 * @returns the last commit's id
 */
export async function writeCommits(
  clone: string,
  picks: readonly { readonly of: string; readonly tree: string }[],
  onto: string,
  committer: string,
  options: WorkOptions,
): Promise<Result<string, EmbargoFailure>> {
  let parent = onto;
  for (const { of, tree } of picks) {
    const raw = await workGit(clone, ['cat-file', 'commit', of], options);
    if (!raw.ok) return raw;
    const input = rewritten(raw.value.bytes, tree, parent, committer);
    const made = await workGit(clone, ['hash-object', '-t', 'commit', '-w', '--stdin'], { ...options, input });
    if (!made.ok) return made;
    parent = made.value.bytes.toString('latin1').trim();
  }
  return parent === onto && picks.length > 0 ? fail({ kind: 'nothing-to-backport' }) : ok(parent);
}

/** A commit object with another tree, parent and committer. */
export function rewritten(raw: Buffer, tree: string, parent: string, committer: string): Buffer {
  const end = raw.indexOf('\n\n');
  const head = raw.subarray(0, end < 0 ? raw.length : end).toString('latin1');
  const message = end < 0 ? Buffer.from('\n') : raw.subarray(end);
  // A continued line begins with a blank and belongs to the field above it.
  const fields = head.split(/\n(?! )/);
  const kept = fields.filter((field) => /^(?:author|encoding) /.test(field));
  const author = kept.filter((field) => field.startsWith('author '));
  const encoding = kept.filter((field) => field.startsWith('encoding '));
  const latin = [`tree ${tree}`, `parent ${parent}`, ...author].join('\n');
  const own = Buffer.from(`\ncommitter ${committer}${encoding.map((field) => `\n${field}`).join('')}`, 'utf8');
  return Buffer.concat([Buffer.from(latin, 'latin1'), own, message]);
}
