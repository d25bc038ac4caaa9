import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

/**
 * Writes a commit into a repository of ours as a loose object (gitformat-loose): a process less for each, where many are
 * written in a row.
 * @param objects the repository's `objects`
 * @param like an id of the same repository: its length tells the hash
 * @returns the commit's id
 */
export async function writeCommit(objects: string, body: Buffer, like: string): Promise<string> {
  const whole = Buffer.concat([Buffer.from(`commit ${body.length}\0`), body]);
  const id = createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(whole)
    .digest('hex');
  const folder = join(objects, id.slice(0, 2));
  await mkdir(folder, { recursive: true });
  // Git itself writes beside and links: an object is whole or not there.
  const beside = join(folder, `tmp_obj_${randomBytes(6).toString('hex')}`);
  const file = await open(beside, 'wx', 0o444);
  try {
    await file.writeFile(deflateSync(whole, { level: 1 }));
  } finally {
    await file.close();
  }
  // The same content is there already.
  await link(beside, join(folder, id.slice(2))).catch(() => undefined);
  await rm(beside, { force: true });
  return id;
}
