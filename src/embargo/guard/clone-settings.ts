import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isClones, LIST, readFileListing, readListing, type Listed, type RunGit } from './listing.ts';
import { GATE, quote } from './settings.ts';

/**
 * What git knows of a clone's settings. `file`: git refuses the clone, but its own file can be read. `broken`: that file
 * is gone, empty or cannot be parsed. `unreadable`: there is no clone, or git gives no settings at all, not
 * even the person's.
 */
export type CloneSettings =
  { readonly kind: 'seen' | 'file'; readonly listed: readonly Listed[] } | { readonly kind: 'broken' | 'unreadable' };

/**
 * Reads the settings that count in a clone. A git that does not take the folder for a repository gives the person's own
 * settings and no error, so settings of the clone have to be among them.
 */
export async function readCloneSettings(run: RunGit, gitDir: string): Promise<CloneSettings> {
  const seen = await run(gitDir, LIST);
  const listed = seen.ok ? readListing(seen.value) : [];
  if (listed.some(isClones)) return { kind: 'seen', listed };
  const own = await readOwnFile(run, gitDir);
  if (own !== undefined && own.length > 0) return { kind: 'file', listed: own };
  const isClone = await stat(join(gitDir, 'objects')).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return { kind: isClone && (await run(dirname(gitDir), LIST)).ok ? 'broken' : 'unreadable' };
}

/** What stands in the clone's own file, read from outside the clone, where a broken one hinders no git. */
async function readOwnFile(run: RunGit, gitDir: string): Promise<readonly Listed[] | undefined> {
  const listed = await run(dirname(gitDir), ['config', '--file', join(gitDir, 'config'), ...LIST_FILE]);
  return listed.ok ? readFileListing(listed.value) : undefined;
}

/**
 * Where the guard was when its settings were made, if that is not where it is now: the workspace was moved, or copied.
 * @param listed settings of the clone
 */
export function formerGuard(listed: readonly Listed[], folder: string): string | undefined {
  const last = (key: string) => listed.filter((one) => isClones(one) && one.key === key).at(-1)?.value;
  const former = /^(.+)\/hooks$/.exec(last('core.hookspath') ?? '')?.[1];
  if (former === undefined || former === folder || basename(former) !== basename(folder)) return undefined;
  return last(`alias.remote-${GATE}`) === `!${quote(`${former}/gate`)}` ? former : undefined;
}

// What a file includes lies in files that are not ours.
export const LIST_FILE = ['--no-includes', '--list', '-z'] as const;

/** The file of a clone's settings, as people are told of it. */
export function nameOfConfig(gitDir: string): string {
  return `${basename(gitDir)}/config`;
}
