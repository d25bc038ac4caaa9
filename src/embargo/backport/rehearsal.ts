import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import { layoutOf } from '../layout.ts';
import { codeOf } from '../manifest.ts';
import { cherryPick } from './pick.ts';

/** What a cherry-pick comes to: the same git with the same commits writes the same, to the byte. */
export interface Rehearsal {
  /** The trees of the commits that it made before it stopped, oldest first. */
  readonly trees: readonly string[];
  /** The commit that it stopped at; undefined where it came to its end. */
  readonly stoppedAt: string | undefined;
  /** What it left in the index, by path; see `entriesIn`. */
  readonly entries: ReadonlyMap<string, string>;
  /** What it wrote into the working tree. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * Does a cherry-pick in a working tree of ours that begins empty, so that only what it writes is in it. Its git directory is
 * like a worktree's, but listed nowhere; it goes afterwards, and with the workspace's other leavings if we are killed.
 * @param folder the workspace
 * @param before the commit to begin on
 * @param commits what is picked, oldest first
 */
export async function rehearse(
  folder: string,
  before: string,
  commits: readonly string[],
  options: WorkOptions,
): Promise<Result<Rehearsal, EmbargoFailure>> {
  const place = await mkdtemp(join(folder, '.gone-')).catch(codeOf);
  if (place === undefined) return fail({ kind: 'workspace-not-written' });
  try {
    const [git, files] = [join(place, 'git'), join(place, 'files')];
    await mkdir(git);
    await mkdir(files);
    await writeFile(join(git, 'HEAD'), `${before}\n`);
    // gitrepository-layout(5): all but HEAD and the index is the clone's.
    await writeFile(join(git, 'commondir'), `${layoutOf(folder).clone}\n`);
    return await pickIn(files, before, commits, { ...options, variables: { GIT_DIR: git, GIT_WORK_TREE: files } });
  } catch (error) {
    return fail({ kind: codeOf(error) === 'ENOSPC' ? 'disk-full' : 'workspace-not-written' });
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function pickIn(
  files: string,
  before: string,
  commits: readonly string[],
  own: WorkOptions,
): Promise<Result<Rehearsal, EmbargoFailure>> {
  const read = await workGit(files, ['read-tree', before], own);
  if (!read.ok) return read;
  const picked = await cherryPick(files, commits, own);
  if (!picked.ok) return picked;
  const trees = await workText(files, ['log', '--reverse', '--format=%T', `${before}..HEAD`, '--'], own);
  if (!trees.ok) return trees;
  const stopped = await workText(files, ['rev-parse', '--verify', '--quiet', 'CHERRY_PICK_HEAD'], { ...own, fine: [0, 1] });
  if (!stopped.ok) return stopped;
  const entries = await entriesIn(files, own);
  if (!entries.ok) return entries;
  return ok({
    trees: trees.value.split('\n').filter((tree) => tree !== ''),
    stoppedAt: stopped.value === '' ? undefined : stopped.value,
    entries: entries.value,
    files: await filesBelow(files),
  });
}

/**
 * What an index has at each path: id and stage, all stages together where there is a conflict.
 * @param worktree a folder in the working tree
 */
export async function entriesIn(
  worktree: string,
  options: WorkOptions,
): Promise<Result<ReadonlyMap<string, string>, EmbargoFailure>> {
  const out = await workText(worktree, ['ls-files', '--stage', '-z'], options);
  if (!out.ok) return out;
  const entries = new Map<string, string>();
  for (const line of out.value.split('\0')) {
    const tab = line.indexOf('\t');
    if (tab < 0) continue;
    const [, id = '', stage = ''] = line.slice(0, tab).split(' ');
    const path = line.slice(tab + 1);
    const others = entries.get(path);
    entries.set(path, `${others === undefined ? '' : `${others},`}${id} ${stage}`);
  }
  return ok(entries);
}

async function filesBelow(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).replaceAll('\\', '/');
    if (entry.isSymbolicLink()) found.set(name, Buffer.from(await readlink(path)));
    else if (entry.isFile()) found.set(name, await readFile(path));
  }
  return found;
}
