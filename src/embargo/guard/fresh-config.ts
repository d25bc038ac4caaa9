import { randomUUID } from 'node:crypto';
import { lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linkedFolders } from './modules.ts';

/**
 * Puts a new file of settings into a bare clone whose own cannot be parsed; the old one stays as `config.broken` (or with a
 * number behind it). How the repository is stored is told from what lies on the disk. Throws what the file system throws.
 */
export async function writeFreshConfig(gitDir: string): Promise<void> {
  const config = join(gitDir, 'config');
  const beside = `${config}.${randomUUID()}`;
  try {
    await writeFile(beside, await freshConfig(gitDir), { flag: 'wx', mode: 0o600 });
    const kept = await freeName(join(gitDir, 'config.broken'));
    if (await isThere(config)) await rename(config, kept);
    await rename(beside, config);
  } finally {
    await rm(beside, { force: true });
  }
}

async function freshConfig(gitDir: string): Promise<string> {
  const extensions = [
    ...((await hasLongIds(join(gitDir, 'objects'))) ? ['objectformat = sha256'] : []),
    ...((await isThere(join(gitDir, 'reftable', 'tables.list'))) ? ['refstorage = reftable'] : []),
    ...((await hasRelativeLinks(gitDir)) ? ['relativeworktrees = true'] : []),
  ];
  const lines = [
    '[core]',
    // Extensions count from version 1 on (repository-version, technical documentation of git).
    `\trepositoryformatversion = ${extensions.length > 0 ? 1 : 0}`,
    '\tbare = true',
    ...FILE_SYSTEM[process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'other'],
    ...(extensions.length > 0 ? ['[extensions]', ...extensions.map((line) => `\t${line}`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** What `git init` finds out of the usual file systems (create_default_files, setup.c). */
const FILE_SYSTEM = {
  win32: ['\tfilemode = false', '\tsymlinks = false', '\tignorecase = true'],
  darwin: ['\tfilemode = true', '\tignorecase = true', '\tprecomposeunicode = true'],
  other: ['\tfilemode = true'],
} as const;

/** Whether objects have ids of 64 digits: loose ones lie in a folder of the first two, packs have their sum as name. */
async function hasLongIds(objects: string): Promise<boolean> {
  const packs = await readdir(join(objects, 'pack')).catch(() => []);
  if (packs.some((name) => /^pack-[0-9a-f]{64}\.idx$/.test(name))) return true;
  if (packs.some((name) => /^pack-[0-9a-f]{40}\.idx$/.test(name))) return false;
  for (const folder of await readdir(objects).catch(() => [])) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    const names = await readdir(join(objects, folder)).catch(() => []);
    if (names.length > 0) return names.some((name) => /^[0-9a-f]{62}$/.test(name));
  }
  return false;
}

/** Whether a newer git has made worktrees with relative paths, which it wants to be told of. */
async function hasRelativeLinks(gitDir: string): Promise<boolean> {
  const links = (await linkedFolders(gitDir)).map((name) =>
    readFile(join(gitDir, 'worktrees', name, 'gitdir'), 'utf8').catch(() => ''),
  );
  return (await Promise.all(links)).some((link) => link.startsWith('.'));
}

async function freeName(first: string): Promise<string> {
  let name = first;
  for (let count = 2; await isThere(name); count++) name = `${first}-${count}`;
  return name;
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
