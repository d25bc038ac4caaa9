import { randomBytes } from 'node:crypto';
import { readFile as readFileByCallback } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Files } from '../inbox/cache.ts';

/** Half the time of `fs/promises` for many small files: no handle object for each. */
const readFile = promisify(readFileByCallback);

/** Files in a folder of the extension's own, for its owner only. The folder is made when something is first written. */
export function filesIn(folder: string): Files {
  const make = () => mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    async read(name) {
      try {
        return await readFile(join(folder, name));
      } catch {
        return undefined;
      }
    },
    async write(name, content) {
      await make();
      const part = join(folder, `.${name}.${randomBytes(6).toString('hex')}`);
      try {
        await writeFile(part, content, { mode: 0o600, flag: 'wx' });
        await rename(part, join(folder, name));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    async remove(name) {
      await rm(join(folder, name), { force: true });
    },
    async claim(name) {
      try {
        await make();
        await (await open(join(folder, name), 'wx', 0o600)).close();
        return true;
      } catch {
        return false;
      }
    },
    async list() {
      try {
        const names = await readdir(folder);
        // A file that another window has just moved, or a dangling link, is listed all the same: it may have to be removed.
        return await Promise.all(
          names.map(async (name) => ({
            name,
            changedAt: await stat(join(folder, name)).then(
              ({ mtimeMs }) => mtimeMs,
              () => Number.MAX_SAFE_INTEGER,
            ),
          })),
        );
      } catch {
        return [];
      }
    },
  };
}
