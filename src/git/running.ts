import { readdir, readFile, readlink } from 'node:fs/promises';
import { sep } from 'node:path';

/** A git that runs on this machine, as far as its system lets us look. */
export interface RunningGit {
  readonly pid: number;
  readonly args: readonly string[];
  /** Files and folders that it has open, the one that it works in among them. */
  readonly open: readonly string[];
}

/**
 * The gits that work in some folders or have a file open there. Those of other users are not seen.
 * @param folders real paths
 * @returns undefined where the system does not tell (proc(5) is Linux's)
 */
export async function gitsIn(folders: readonly string[], proc = '/proc'): Promise<readonly RunningGit[] | undefined> {
  const names = await readdir(proc).catch(() => undefined);
  const pids = names?.filter((name) => /^[1-9][0-9]*$/.test(name));
  if (!pids || pids.length === 0) return undefined;
  const within = (path: string) => folders.some((folder) => path === folder || path.startsWith(folder + sep));
  const found = await Promise.all(pids.map((pid) => gitAt(proc, pid)));
  return found.filter((git) => git?.open.some(within) === true).filter((git) => git !== undefined);
}

async function gitAt(proc: string, pid: string): Promise<RunningGit | undefined> {
  const place = `${proc}/${pid}`;
  const name = await readFile(`${place}/comm`, 'utf8').catch(() => '');
  if (!/^git(?:-|$)/.test(name.trim())) return undefined;
  const line = await readFile(`${place}/cmdline`, 'utf8').catch(() => '');
  const files = await readdir(`${place}/fd`).catch(() => []);
  const links = [`${place}/cwd`, ...files.map((file) => `${place}/fd/${file}`)];
  const open = await Promise.all(links.map((link) => readlink(link).catch(() => '')));
  return { pid: Number(pid), args: line.split('\0'), open: open.filter((path) => path !== '') };
}
