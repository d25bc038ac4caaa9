import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gitsIn } from '../git/running.ts';

const PATIENCE_MS = 5000;
const STEP_MS = 50;
/** Where nobody tells which gits run, a lock that is younger than this may be one's of them. */
const YOUNG_MS = 2000;
/** What we write into worktrees with. */
const OURS = new Set(['cherry-pick', 'read-tree', 'update-ref', 'reset', 'checkout']);

/**
 * Whether nothing writes any more in a workspace whose work was interrupted. A git outlives the program that has started it,
 * and is done in a moment: that is waited for.
 * @param folder the workspace, as a real path
 * @param patience milliseconds
 */
export async function isStill(folder: string, clone: string, patience = PATIENCE_MS): Promise<boolean> {
  for (let waited = 0; await isWrittenTo(folder, clone); waited += STEP_MS) {
    if (waited >= patience) return false;
    await wait(STEP_MS);
  }
  return true;
}

async function isWrittenTo(folder: string, clone: string): Promise<boolean> {
  const gits = await gitsIn([folder]);
  if (!gits) return hasYoungLock(clone);
  // One that waits with an editor open holds no lock, unless it does.
  return gits.some(({ args, open }) => args.some((arg) => OURS.has(arg)) || open.some((path) => path.endsWith('.lock')));
}

async function hasYoungLock(clone: string): Promise<boolean> {
  const names = await readdir(clone, { recursive: true }).catch(() => []);
  for (const name of names.filter((one) => one.endsWith('.lock') && !one.startsWith('objects'))) {
    const age = await stat(join(clone, name)).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => undefined,
    );
    if (age !== undefined && age >= 0 && age < YOUNG_MS) return true;
  }
  return false;
}
