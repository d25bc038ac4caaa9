import { basename, join } from 'node:path';
import { isGhsaId } from '../advisory/model.ts';

/** What an embargo workspace is made of. Names tell the advisory's id and branches, never a title (law 3). */
export interface Layout {
  /** The workspace's folder, `<root>/<id>`. */
  readonly folder: string;
  readonly manifest: string;
  /** The clone without a working tree of its own; all worktrees belong to it. */
  readonly clone: string;
  /** What the guard needs beside the clone's settings: hooks, the command for ssh. */
  readonly guard: string;
  /** The advisory's document and the notes. */
  readonly papers: string;
  readonly notes: string;
  /** By it VS Code knows an embargo window, and wakes the extension there. */
  readonly sign: string;
  /** Opens all folders in one window of VS Code. */
  readonly window: string;
}

/**
 * Brings an id into its one form.
 * @returns undefined for what is no id
 */
export function plainId(text: string): string | undefined {
  const id = text.trim();
  return isGhsaId(id) ? `GHSA${id.slice(4).toLowerCase()}` : undefined;
}

/** A file in the first folder of an embargo window; the manifest lies in none of them. */
export const SIGN = '.embargo-workspace';

/** Where everything lies in a workspace. */
export function layoutOf(folder: string): Layout {
  const papers = join(folder, 'advisory');
  return {
    folder,
    manifest: join(folder, 'embargo.json'),
    clone: join(folder, 'clone.git'),
    guard: join(folder, 'guard'),
    papers,
    notes: join(papers, 'notes.md'),
    sign: join(papers, SIGN),
    window: join(folder, `${basename(folder)}.code-workspace`),
  };
}

const TAKEN = new Set(['advisory', 'guard', 'clone.git', 'embargo.json']);

/**
 * The folder of a branch's worktree: the branch's name where a folder can have it.
 * @param others folders of the other branches, so that no two meet
 */
export function folderFor(branch: string, others: readonly string[] = []): string {
  const plain = branch.replace(/[^\p{L}\p{N}._-]/gu, '-').replace(/^[.-]+/, '');
  const taken = (name: string) =>
    TAKEN.has(name.toLowerCase()) || others.some((other) => other.toLowerCase() === name.toLowerCase());
  const first = plain === '' || taken(plain) ? `branch-${plain}` : plain;
  let name = first;
  for (let count = 2; taken(name); count++) name = `${first}-${count}`;
  return name;
}
