import { lstat, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import { ok, type Result } from '../../common/result.ts';
import type { EmbargoFailure } from '../failure.ts';

/** A path that picking changes: what stood there before, and what it comes to; undefined where there is none. */
interface Touched {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Takes back what an interrupted picking has written in a worktree, and nothing else: a file or an index entry goes back to
 * what it was only where it is what picking would have made of it. Whoever has changed it meanwhile keeps that. A merge,
 * cherry-pick or rebase that waits to be finished is a person's, and is not taken back.
 * @param before the commit that the branch stands on
 * @param after a commit or tree that picking would have come to
 */
export async function undoPick(
  worktree: string,
  branch: string,
  before: string,
  after: string,
  options: WorkOptions,
): Promise<Result<void, EmbargoFailure>> {
  const touched = await touchedBetween(worktree, before, after, options);
  if (!touched.ok) return touched;
  const moved = await workGit(worktree, ['update-ref', '-m', 'backport: taken back', `refs/heads/${branch}`, before], options);
  if (!moved.ok) return moved;
  const written = await entriesOf(worktree, touched.value, options);
  if (!written.ok) return written;
  const staged = touched.value.filter(({ path, after: made }) => written.value.get(path) === made);
  const index = await pathwise(worktree, ['reset', '--quiet'], before, staged, options);
  if (!index.ok) return index;
  const ours: Touched[] = [];
  for (const one of touched.value) if (await isOurs(worktree, one, options)) ours.push(one);
  const files = await pathwise(
    worktree,
    ['checkout', '--quiet'],
    before,
    ours.filter((one) => one.before !== undefined),
    options,
  );
  if (!files.ok) return files;
  for (const { path } of ours.filter((one) => one.before === undefined)) await rm(join(worktree, path), { force: true });
  return ok(undefined);
}

/** Paths whose content or mode changes, by `git diff --raw`. */
async function touchedBetween(
  worktree: string,
  before: string,
  after: string,
  options: WorkOptions,
): Promise<Result<readonly Touched[], EmbargoFailure>> {
  const out = await workText(worktree, ['diff', '--raw', '--no-renames', '--no-abbrev', '-z', before, after, '--'], options);
  if (!out.ok) return out;
  const parts = out.value.split('\0');
  const touched: Touched[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, , old = '', made = ''] = (parts[at] ?? '').split(' ');
    touched.push({ path: parts[at + 1] ?? '', before: blobOf(old), after: blobOf(made) });
  }
  return ok(touched);
}

function blobOf(id: string): string | undefined {
  return /^0+$/.test(id) ? undefined : id;
}

/** What the index has at these paths. */
async function entriesOf(
  worktree: string,
  touched: readonly Touched[],
  options: WorkOptions,
): Promise<Result<ReadonlyMap<string, string>, EmbargoFailure>> {
  const paths = new Set(touched.map(({ path }) => path));
  const out = await workText(worktree, ['ls-files', '--stage', '-z'], options);
  if (!out.ok) return out;
  const entries = out.value.split('\0').flatMap((entry): [string, string][] => {
    const tab = entry.indexOf('\t');
    const path = entry.slice(tab + 1);
    return tab > 0 && paths.has(path) ? [[path, entry.split(' ')[1] ?? '']] : [];
  });
  return ok(new Map(entries));
}

async function pathwise(
  worktree: string,
  command: readonly string[],
  before: string,
  touched: readonly Touched[],
  options: WorkOptions,
): Promise<Result<void, EmbargoFailure>> {
  if (touched.length === 0) return ok(undefined);
  const input = touched.map(({ path }) => `${path}\0`).join('');
  const args = ['--literal-pathspecs', ...command, '--pathspec-from-file=-', '--pathspec-file-nul', before];
  const done = await workGit(worktree, args, { ...options, input });
  return done.ok ? ok(undefined) : done;
}

/**
 * Whether what lies at a path is what picking wrote, to the byte, or the beginning of it. Nothing and an empty file are the
 * beginning of everything: they count only where there was a file before.
 */
async function isOurs(worktree: string, { path, before, after }: Touched, options: WorkOptions): Promise<boolean> {
  const file = join(worktree, path);
  const it = await lstat(file).catch(() => undefined);
  if (!it) return before !== undefined;
  if (it.isDirectory() || after === undefined) return false;
  const wanted = await workGit(worktree, ['cat-file', '--filters', `--path=${path}`, after], options);
  if (!wanted.ok) return false;
  const content = it.isSymbolicLink() ? Buffer.from(await readlink(file)) : await readFile(file).catch(() => undefined);
  if (!content || (content.length === 0 && before === undefined && wanted.value.bytes.length > 0)) return false;
  return wanted.value.bytes.subarray(0, content.length).equals(content);
}
