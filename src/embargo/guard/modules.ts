import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A file where git would put the repositories of submodules: with it there, git can set up none. */
export interface Stop {
  readonly file: string;
  /** For people: `modules`, or with the worktree's folder in the clone before it. */
  readonly name: string;
}

/** Where such files belong in a clone: in itself and in what it keeps of each linked worktree. */
export async function stopsOf(gitDir: string): Promise<readonly Stop[]> {
  return [
    { file: join(gitDir, 'modules'), name: 'modules' },
    ...(await linkedFolders(gitDir)).map((folder) => ({
      file: join(gitDir, 'worktrees', folder, 'modules'),
      name: `worktrees/${folder}/modules`,
    })),
  ];
}

/** Names of what a clone keeps of its linked worktrees. */
export async function linkedFolders(gitDir: string): Promise<readonly string[]> {
  const entries = await readdir(join(gitDir, 'worktrees'), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
