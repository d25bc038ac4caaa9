/** What the native modules of the server host need: a compiler, make, Python, and Node's headers. */
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { realpathSync } from 'node:fs';
import { aptInstall, canApt } from './apt.ts';

interface Tool {
  readonly names: readonly string[];
  readonly debian: string;
}

const tools: readonly Tool[] = [
  { names: ['python3', 'python'], debian: 'python3' },
  { names: ['make', 'gmake'], debian: 'make' },
  { names: ['g++', 'c++', 'clang++'], debian: 'g++' },
];

/** Finds a command on the PATH. */
export function findOnPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Makes sure that native modules can be built: as root on Debian it installs what is missing, else it says what to do. */
export async function ensureBuildTools(say: (line: string) => void): Promise<void> {
  const missing = tools.filter((tool) => !tool.names.some((name) => findOnPath(name) !== undefined));
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.debian);
  if (!canApt()) {
    throw new Error(
      `Native modules cannot be built: ${packages.join(', ')} missing. ` +
        `On Debian: sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`,
    );
  }
  await aptInstall(packages, say);
}

/**
 * The folder with `include/node` that came with a Node on the PATH, if there is one: building then needs no download of
 * headers. The modules use Node-API only, so the headers of an older Node will do.
 */
export function nodeHeaders(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    const node = join(folder, 'node');
    if (!existsSync(node)) continue;
    const prefix = dirname(dirname(realpathSync(node)));
    const include = join(prefix, 'include', 'node');
    if (existsSync(join(include, 'node_api.h')) && existsSync(join(include, 'common.gypi'))) return prefix;
  }
  return undefined;
}
