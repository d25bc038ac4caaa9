import { lstat, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import { ok, type Result } from '../../common/result.ts';
import type { EmbargoFailure } from '../failure.ts';
import { entriesIn } from './rehearsal.ts';

/** A path that picking changes. */
export interface Touched {
  readonly path: string;
  /** The blob that stood there before; undefined where there was none. */
  readonly before: string | undefined;
  /** What picking makes of it, at one step or another. */
  readonly made: readonly Made[];
}

export interface Made {
  /** What stands in the index then, as `entriesIn` says it; empty where nothing does. */
  readonly entry: string;
  /** What the file holds: bytes, or a blob's id; undefined where there is no file, or nobody knows. */
  readonly content: Buffer | string | undefined;
}

/**
 * Takes back what an interrupted picking has written in a worktree, and nothing else: a file or an index entry goes back to
 * what it was only where it is what picking would have made of it. Whoever has changed it meanwhile keeps that.
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
  const undone = await takeBack(worktree, branch, before, touched.value, options);
  return undone.ok ? ok(undefined) : undone;
}

/**
 * The same for whatever picking may have made.
 * @returns the paths that have something else by now, and stay
 */
export async function takeBack(
  worktree: string,
  branch: string,
  before: string,
  touched: readonly Touched[],
  options: WorkOptions,
): Promise<Result<readonly string[], EmbargoFailure>> {
  const moved = await workGit(worktree, ['update-ref', '-m', 'backport: taken back', `refs/heads/${branch}`, before], options);
  if (!moved.ok) return moved;
  const entries = await entriesIn(worktree, options);
  if (!entries.ok) return entries;
  const staged = touched.filter(({ path, made }) => made.some(({ entry }) => entry === (entries.value.get(path) ?? '')));
  const index = await pathwise(worktree, ['reset', '--quiet'], before, staged, options);
  if (!index.ok) return index;
  const ids = await idsOf(worktree, touched, options);
  const ours: Touched[] = [];
  const kept: string[] = [];
  for (const one of touched) {
    const whose = whoseBlob(one, ids.get(one.path)) ?? (await whoseFile(worktree, one, options));
    if (whose === 'ours') ours.push(one);
    else if (whose === 'theirs') kept.push(one.path);
  }
  const files = await pathwise(
    worktree,
    ['checkout', '--quiet'],
    before,
    ours.filter((one) => one.before !== undefined),
    options,
  );
  if (!files.ok) return files;
  for (const { path } of ours.filter((one) => one.before === undefined)) await rm(join(worktree, path), { force: true });
  return ok(kept);
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
    touched.push({ path: parts[at + 1] ?? '', before: blobOf(old), made: [madeOf(blobOf(made))] });
  }
  return ok(touched);
}

function blobOf(id: string): string | undefined {
  return /^0+$/.test(id) ? undefined : id;
}

/** A path as a tree has it. */
export function madeOf(blob: string | undefined): Made {
  return { entry: blob === undefined ? '' : `${blob} 0`, content: blob };
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

/** What the files would be in the index, as far as one process can tell that of all. */
async function idsOf(worktree: string, touched: readonly Touched[], options: WorkOptions): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    touched.map(async ({ path }) => ((await lstat(join(worktree, path)).catch(() => undefined))?.isFile() === true ? path : '')),
  );
  const paths = files.filter((path) => path !== '' && !path.includes('\n'));
  if (paths.length === 0) return new Map();
  const out = await workText(worktree, ['hash-object', '--stdin-paths'], { ...options, input: `${paths.join('\n')}\n` });
  const ids = out.ok ? out.value.split('\n') : [];
  return new Map(ids.length === paths.length ? paths.map((path, at) => [path, ids[at] ?? '']) : []);
}

function whoseBlob({ before, made }: Touched, id: string | undefined): 'ours' | 'as-before' | undefined {
  if (id === undefined) return undefined;
  if (id === before) return 'as-before';
  return made.some(({ content }) => content === id) ? 'ours' : undefined;
}

/**
 * Whether what lies at a path is what picking wrote, to the byte, or the beginning of it; what was there before; or somebody
 * else's. Nothing and an empty file are the beginning of everything: they count only where there was a file before.
 */
async function whoseFile(
  worktree: string,
  { path, before, made }: Touched,
  options: WorkOptions,
): Promise<'ours' | 'as-before' | 'theirs'> {
  const file = join(worktree, path);
  const it = await lstat(file).catch(() => undefined);
  if (!it) return before === undefined ? 'as-before' : 'ours';
  if (it.isDirectory()) return 'theirs';
  const content = it.isSymbolicLink() ? Buffer.from(await readlink(file)) : await readFile(file).catch(() => undefined);
  if (!content) return 'theirs';
  const old = before === undefined ? undefined : await contentOf(worktree, path, before, options);
  if (old?.equals(content) === true) return 'as-before';
  // Taking back may itself have been interrupted.
  for (const wanted of [...made.map((one) => one.content), old]) {
    const bytes = typeof wanted === 'string' ? await contentOf(worktree, path, wanted, options) : wanted;
    if (bytes && isBeginning(content, bytes, before !== undefined)) return 'ours';
  }
  return 'theirs';
}

async function contentOf(worktree: string, path: string, blob: string, options: WorkOptions): Promise<Buffer | undefined> {
  const out = await workGit(worktree, ['cat-file', '--filters', `--path=${path}`, blob], options);
  return out.ok ? out.value.bytes : undefined;
}

/** A writing that is cut off ends with a page of memory; who cuts a text off by hand hardly does that. */
const PAGE = 4096;

function isBeginning(content: Buffer, whole: Buffer, wasThere: boolean): boolean {
  if (content.length === whole.length) return content.equals(whole);
  if (content.length === 0) return wasThere;
  return content.length % PAGE === 0 && whole.subarray(0, content.length).equals(content);
}
