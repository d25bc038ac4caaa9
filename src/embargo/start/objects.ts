import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import type { EmbargoFailure } from '../failure.ts';
import { codeOf } from '../manifest.ts';

/**
 * What a pack is made of, whatever made it (`git maintenance` calls its own `loose-…`); notes about it (`.keep`,
 * `.promisor`, `.bitmap` of a whole clone) stay behind.
 */
const PACK = /^(?!tmp_)[A-Za-z0-9_-]+\.(?:pack|idx|rev)$/;
const LOOSE = /^[0-9a-f]{2}$/;
const AT_ONCE = 32;

/** A file of the person's clone that came to ours under a path below `objects`. */
interface Piece {
  readonly from: string;
  readonly to: string;
}

/**
 * Brings all objects of some object folders into ours: by hard links, which take no room and no time, else by copies (on
 * another file system, or where links are not allowed). Nothing is borrowed afterwards.
 * @param folders the person's clone, and what it borrows from
 * @param target our `objects`, which is there
 */
export async function bringObjects(
  folders: readonly string[],
  target: string,
  signal?: AbortSignal,
): Promise<Result<void, EmbargoFailure>> {
  for (const folder of folders) {
    // A `git gc` in the clone may take a pack away while it is listed: the second look finds the new one.
    let brought = await bring(folder, target, signal);
    for (let again = 0; brought === 'gone' && again < 3; again++) brought = await bring(folder, target, signal);
    if (brought !== 'done') return fail(brought === 'gone' ? { kind: 'not-a-clone' } : brought);
  }
  return ok(undefined);
}

async function bring(folder: string, target: string, signal?: AbortSignal): Promise<'done' | 'gone' | EmbargoFailure> {
  const pieces = await piecesOf(folder, target);
  let next = 0;
  let end: 'gone' | EmbargoFailure | undefined;
  const work = async () => {
    while (end === undefined) {
      const piece = pieces[next++];
      if (!piece) return;
      if (signal?.aborted) end = { kind: 'cancelled' };
      else end = await one(piece);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return end ?? 'done';
}

async function piecesOf(folder: string, target: string): Promise<readonly Piece[]> {
  const files = await filesIn(folder);
  const folders = new Set(['pack', ...files.map((file) => dirname(file))]);
  await Promise.all([...folders].map((name) => mkdir(join(target, name), { recursive: true })));
  return files.map((file) => ({ from: join(folder, file), to: join(target, file) }));
}

/** The files of an object folder by their path in it; a pack is found by its index, so indexes come last. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const packs = (await readdir(join(folder, 'pack')).catch(() => [])).filter((name) => PACK.test(name));
  packs.sort((a, b) => Number(a.endsWith('.idx')) - Number(b.endsWith('.idx')));
  const files: string[] = [];
  for (const first of (await readdir(folder).catch(() => [])).filter((name) => LOOSE.test(name)))
    for (const name of await readdir(join(folder, first)).catch(() => []))
      if (/^[0-9a-f]{38,62}$/.test(name)) files.push(join(first, name));
  return files.concat(packs.map((name) => join('pack', name)));
}

async function one({ from, to }: Piece): Promise<'gone' | EmbargoFailure | undefined> {
  try {
    await link(from, to);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return undefined;
    if (code === 'ENOENT') return 'gone';
    if (code === 'ENOSPC') return { kind: 'disk-full' };
  }
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return undefined;
    return code === 'ENOENT' ? 'gone' : code === 'ENOSPC' ? { kind: 'disk-full' } : { kind: 'workspace-not-written' };
  }
}

/** Bytes that objects would take where they have to be copied. */
export async function sizeOfObjects(folders: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const folder of folders)
    for (const file of await filesIn(folder))
      bytes += await stat(join(folder, file)).then(
        ({ size }) => size,
        () => 0,
      );
  return bytes;
}
