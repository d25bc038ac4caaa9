import { randomBytes } from 'node:crypto';
import { readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import { workText, type WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure, Lost } from './failure.ts';
import { layoutOf, plainId } from './layout.ts';
import { alone } from './lock.ts';
import { writeManifest } from './manifest.ts';
import { matrixOf } from './matrix.ts';
import { EMPTY_NOTES } from './start/papers.ts';
import { findWorkspace, isOnlyBegun, type Workspace } from './workspace.ts';

const ASIDE = '.removing-';

/** What a removal would lose: commits that are neither in the fork nor public, and changes that are in no commit. */
export async function lostBy(workspace: Workspace, options: WorkOptions = {}): Promise<readonly Lost[]> {
  const { folder } = workspace;
  const { clone, notes } = layoutOf(folder);
  const rows = await matrixOf(workspace, options);
  const lost: Lost[] = [];
  for (const row of rows) {
    const unpushed = row.public?.of === row.commit ? 0 : await unpushedIn(clone, `refs/heads/${row.private}`, options);
    const files = row.changed + row.conflicts.length;
    if (unpushed > 0 || files > 0) lost.push({ branch: row.name, commits: unpushed, files });
  }
  const known = new Set(rows.map((row) => `refs/heads/${row.private}`));
  const refs = await workText(clone, ['for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/stash'], options);
  for (const ref of refs.ok ? refs.value.split('\n') : []) {
    if (ref === '' || known.has(ref)) continue;
    const commits = ref === 'refs/stash' ? 1 : await unpushedIn(clone, ref, options);
    if (commits > 0) lost.push({ branch: ref.replace(/^refs\/(?:heads\/)?/, ''), commits, files: 0 });
  }
  const written = await readFile(notes, 'utf8').catch(() => EMPTY_NOTES);
  if (written !== EMPTY_NOTES) lost.push({ branch: 'notes', commits: 0, files: 1 });
  return lost;
}

async function unpushedIn(clone: string, ref: string, options: WorkOptions): Promise<number> {
  const out = await workText(clone, ['rev-list', '--count', ref, '--not', '--remotes', '--'], options);
  return out.ok ? Number(out.value) : 0;
}

/**
 * Removes a workspace whole. It gets another name first, so that nothing half removed looks like a workspace; a removal
 * that was interrupted is finished by asking again.
 * @param force also what would be lost
 */
export async function removeWorkspace(
  folder: string,
  force: boolean,
  options: WorkOptions = {},
): Promise<Result<void, EmbargoFailure>> {
  const swept = await finishRemovals(folder);
  const found = await findWorkspace(folder);
  if (!found.ok) {
    if (found.failure.kind !== 'no-workspace') return found;
    const begun = plainId(basename(folder)) !== undefined && (await isOnlyBegun(folder));
    if (begun) await rm(folder, { recursive: true, force: true });
    return begun || swept ? ok(undefined) : found;
  }
  const workspace = found.value;
  if (!force && workspace.manifest.state === 'ready') {
    const lost = await lostBy(workspace, options);
    if (lost.length > 0) return fail({ kind: 'unpushed', lost });
  }
  const aside = join(dirname(workspace.folder), `${ASIDE}${basename(workspace.folder)}-${randomBytes(4).toString('hex')}`);
  const moved = await alone(workspace.folder, async () => {
    const noted = await writeManifest(workspace.folder, { ...workspace.manifest, state: 'removing' });
    // On a full disk the note cannot be written; the removal is what helps there.
    if (!noted.ok && noted.failure.kind !== 'disk-full') return noted;
    return rename(workspace.folder, aside).then(
      () => ok(undefined),
      () => fail({ kind: 'workspace-not-written' as const }),
    );
  });
  if (!moved.ok) return moved;
  await rm(aside, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  return ok(undefined);
}

/** Finishes what an interrupted removal has left, in the folder for all workspaces or beside a workspace. */
async function finishRemovals(folder: string): Promise<boolean> {
  const id = plainId(basename(folder));
  const root = id === undefined ? folder : dirname(folder);
  let found = false;
  for (const name of await readdir(root).catch(() => [])) {
    if (!name.startsWith(ASIDE) || (id !== undefined && !name.startsWith(`${ASIDE}${id}-`))) continue;
    found = true;
    await rm(join(root, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  return found;
}
