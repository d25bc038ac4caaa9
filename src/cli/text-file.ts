import { ok, type Result } from '../common/result.ts';
import { refuse, shown, type Refusal } from './refusal.ts';

/** The files that the command line may read. */
export interface Files {
  readFile(path: string): Promise<Buffer>;
}

/** A report in a mail with its headers, and GitHub's own JSON with whoever is on an advisory in full, are far smaller. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Reads a text file, in UTF-8, of at most 4 MB. A byte order mark stays, so that offsets are the file's. */
export async function readText(path: string, files: Files): Promise<Result<string, Refusal>> {
  const content = await files.readFile(path).then(
    (bytes) => bytes,
    () => undefined,
  );
  if (!content) return refuse(`${shown(path)} cannot be read: name a text file.`);
  if (content.length > MOST_BYTES) return refuse(`${shown(path)} is too large: ${MOST_BYTES / 1024 / 1024} MB are read at most.`);
  if (content.includes(0)) return refuse(`${shown(path)} is no text file.`);
  return ok(content.toString('utf8'));
}
