import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { workText, type WorkOptions } from '../git/workbench.ts';
import { layoutOf } from './layout.ts';
import type { Workspace } from './workspace.ts';

/** Files in a worktree that git ignores: mostly what builds have made, but somebody's notes may be among them. */
export interface Ignored {
  readonly branch: string;
  readonly files: number;
  readonly bytes: number;
  /** Nobody has counted to the end. */
  readonly isMore: boolean;
}

/** So that a question comes in a moment, whatever lies there. */
const MOST = 100_000;

/**
 * Counts what git ignores in the worktrees of a workspace. What cannot be read is left out.
 * @param most where counting ends, in each worktree
 * @returns the worktrees that have such files
 */
export async function ignoredIn(workspace: Workspace, options: WorkOptions = {}, most = MOST): Promise<readonly Ignored[]> {
  const trees = await worktreesIn(workspace, options);
  const counted = await Promise.all(
    trees.map(async ({ branch, path }) => {
      const count = new Count(most);
      const entries = await ignoredEntries(path, options);
      await count.all(entries.map((entry) => join(path, entry)));
      return { branch, files: Math.min(count.files, most), bytes: count.bytes, isMore: count.isFull };
    }),
  );
  return counted.filter(({ files }) => files > 0);
}

interface Tree {
  readonly branch: string;
  readonly path: string;
}

/** The worktrees that go with a workspace; one that somebody has added elsewhere stays. */
async function worktreesIn({ folder, manifest }: Workspace, options: WorkOptions): Promise<readonly Tree[]> {
  const own = manifest.branches.map(({ name, folder: place }) => ({ branch: name, path: join(folder, place) }));
  const out = await workText(layoutOf(folder).clone, ['worktree', 'list', '--porcelain', '-z'], options);
  const paths = out.ok ? out.value.split('\0').flatMap((line) => /^worktree (.*)$/s.exec(line)?.[1] ?? []) : [];
  const known = new Set([layoutOf(folder).clone, ...own.map(({ path }) => path)]);
  const added = paths.filter((path) => !known.has(path) && path.startsWith(folder + sep));
  return [...own, ...added.map((path) => ({ branch: relative(folder, path), path }))];
}

/** Files, and folders that are ignored as a whole. */
async function ignoredEntries(worktree: string, options: WorkOptions): Promise<readonly string[]> {
  const status = ['status', '--porcelain', '-z', '--no-renames', '--ignored=matching', '--untracked-files=all'];
  const out = await workText(worktree, status, options);
  if (!out.ok) return [];
  return out.value.split('\0').flatMap((entry) => (entry.startsWith('!! ') ? [entry.slice(3)] : []));
}

/** Counts files below folders; links are files, wherever they lead. */
class Count {
  readonly #most: number;
  files = 0;
  bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.files > this.#most;
  }

  /** As many at once as the system bears without being asked to. */
  async all(paths: readonly string[]): Promise<void> {
    for (let at = 0; at < paths.length && !this.isFull; at += 256)
      await Promise.all(paths.slice(at, at + 256).map((path) => this.#one(path)));
  }

  async #one(path: string): Promise<void> {
    const it = await lstat(path).catch(() => undefined);
    if (!it || this.isFull) return;
    if (it.isDirectory()) {
      const names = await readdir(path).catch(() => []);
      await this.all(names.map((name) => join(path, name)));
      return;
    }
    this.files++;
    this.bytes += it.size;
  }
}

const MEGABYTE = 1_000_000;

/** `main: 20000 ignored files (12 MB)`; of what nobody has counted to the end the size says nothing. */
export function ignoredWords({ branch, files, bytes, isMore }: Ignored): string {
  if (isMore) return `${branch}: more than ${files} ignored files`;
  const size = bytes / MEGABYTE;
  const about = size < 0.1 ? 'under 0.1' : size < 10 ? size.toFixed(1) : String(Math.round(size));
  return `${branch}: ${files} ignored ${files === 1 ? 'file' : 'files'} (${about} MB)`;
}
