/** Temporary folders, with short names: sockets in them have a limit of about 100 characters. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes an empty folder that only this user can read. */
export async function makeTempFolder(name: string): Promise<string> {
  return mkdtemp(join(await realpath(tmpdir()), `${name}-`));
}

/** Removes a folder with everything in it; one that is not there is no error. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
