import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { writeCommit } from '../../git/loose-object.ts';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';

/** One commit of a fix. */
export interface FixCommit {
  readonly id: string;
  readonly parent: string;
  /** The commit object as git has it. */
  readonly raw: Buffer;
}

/**
 * The commits of a private branch that the public branch has not, oldest first. It does not matter what the branch was
 * made on: it may have been rebased since.
 * @param own the private branch's full name
 * @param upstream the public branch's, as it was fetched last
 * @returns `merge-in-fix` where they are no straight line, `nothing-to-backport` where there are none
 */
export async function commitsOf(
  clone: string,
  own: string,
  upstream: string,
  options: WorkOptions,
): Promise<Result<readonly FixCommit[], EmbargoFailure>> {
  const out = await workText(clone, ['rev-list', '--reverse', '--topo-order', '--parents', own, `^${upstream}`, '--'], options);
  if (!out.ok) return out;
  const lines = out.value.split('\n').filter((one) => one !== '');
  if (lines.length === 0) return fail({ kind: 'nothing-to-backport' });
  const raws = await rawCommits(
    clone,
    lines.map((line) => line.split(' ')[0] ?? ''),
    options,
  );
  if (!raws.ok) return raws;
  const commits: FixCommit[] = [];
  for (const [at, line] of lines.entries()) {
    const [id = '', parent, ...more] = line.split(' ');
    const raw = raws.value[at];
    if (parent === undefined || raw === undefined || more.length > 0) return fail({ kind: 'merge-in-fix' });
    commits.push({ id, parent, raw });
  }
  return ok(commits);
}

async function rawCommits(
  clone: string,
  ids: readonly string[],
  options: WorkOptions,
): Promise<Result<readonly Buffer[], EmbargoFailure>> {
  const out = await workGit(clone, ['cat-file', '--batch'], { ...options, input: ids.map((id) => `${id}\n`).join('') });
  if (!out.ok) return out;
  const found: Buffer[] = [];
  let rest = out.value.bytes;
  while (rest.length > 0) {
    // `<id> commit <size>`, the object, and a line end (git-cat-file, batch output).
    const end = rest.indexOf('\n');
    const size = Number(rest.subarray(0, end).toString('latin1').split(' ')[2]);
    if (!Number.isInteger(size)) break;
    found.push(rest.subarray(end + 1, end + 1 + size));
    rest = rest.subarray(end + size + 2);
  }
  return ok(found);
}

/**
 * Writes commits anew on another parent, each with a tree that is given: author, message and encoding stay to the byte,
 * the committer is who does it, signatures go because they would be wrong.
 * @param picks oldest first
 * @param committer as `git var GIT_COMMITTER_IDENT` says it
 * @returns the last commit's id; `onto` where there are no picks
 */
export async function writePicks(
  clone: string,
  picks: readonly { readonly of: FixCommit; readonly tree: string }[],
  onto: string,
  committer: string,
): Promise<Result<string, EmbargoFailure>> {
  let parent = onto;
  for (const { of, tree } of picks) {
    const written = await writeCommit(join(clone, 'objects'), rewritten(of.raw, tree, parent, committer), onto);
    if (!written.ok) return written;
    parent = written.value;
  }
  return ok(parent);
}

/** A commit object with another tree, parent and committer. */
export function rewritten(raw: Buffer, tree: string, parent: string, committer: string): Buffer {
  const end = raw.indexOf('\n\n');
  const head = raw.subarray(0, end < 0 ? raw.length : end).toString('latin1');
  const message = end < 0 ? Buffer.from('\n') : raw.subarray(end);
  // A continued line begins with a blank and belongs to the field above it.
  const fields = head.split(/\n(?! )/);
  const author = fields.filter((field) => field.startsWith('author '));
  const encoding = fields.filter((field) => field.startsWith('encoding '));
  const first = Buffer.from([`tree ${tree}`, `parent ${parent}`, ...author].join('\n'), 'latin1');
  const own = Buffer.from(`\ncommitter ${committer}`, 'utf8');
  const last = Buffer.from(encoding.map((field) => `\n${field}`).join(''), 'latin1');
  return Buffer.concat([first, own, last, message]);
}
