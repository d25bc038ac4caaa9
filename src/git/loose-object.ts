import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { fail, ok, type Result } from '../common/result.ts';
import type { WorkFailure } from './workbench.ts';

/**
 * Writes a commit into a repository of ours as a loose object (gitformat-loose): a process less for each, where many are
 * written in a row.
 * @param objects the repository's `objects`
 * @param like an id of the same repository: its length tells the hash
 * @returns the commit's id, or why it was not written
 */
export async function writeCommit(objects: string, body: Buffer, like: string): Promise<Result<string, WorkFailure>> {
  const whole = Buffer.concat([Buffer.from(`commit ${body.length}\0`), body]);
  const id = createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(whole)
    .digest('hex');
  try {
    await write(join(objects, id.slice(0, 2)), id.slice(2), deflateSync(whole, { level: 1 }));
    return ok(id);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const trouble = code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'not-written';
    return fail({ kind: 'git-trouble', trouble, status: null });
  }
}

/** Git itself writes beside and links: an object is whole or not there. */
async function write(folder: string, name: string, content: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const beside = join(folder, `tmp_obj_${randomBytes(6).toString('hex')}`);
  const file = await open(beside, 'wx', 0o444);
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
  // Where it is there already, it has the same content.
  await link(beside, join(folder, name)).catch(() => undefined);
  await rm(beside, { force: true });
}
