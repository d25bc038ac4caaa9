import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * The file of the working tree that has exactly `content`, if it is a regular file inside the tree: no link on its way
 * leads out (a tree may come from anybody).
 * @param top top folder of the working tree
 * @param path path within it, from a git tree
 * @returns the file's path, or undefined
 */
export async function workingFile(top: string, path: string, content: Buffer): Promise<string | undefined> {
  try {
    const file = join(top, ...path.split('/'));
    const inside = (await realpath(file)).startsWith((await realpath(top)) + sep);
    const stat = await lstat(file);
    if (!inside || !stat.isFile() || stat.size !== content.length) return undefined;
    return (await readFile(file)).equals(content) ? file : undefined;
  } catch {
    return undefined;
  }
}
