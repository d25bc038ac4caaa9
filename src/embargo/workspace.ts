import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import type { EmbargoFailure } from './failure.ts';
import { plainId } from './layout.ts';
import { readManifest, type Manifest, type WorkBranch } from './manifest.ts';

/** A workspace that was found on the disk. */
export interface Workspace {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Finds a workspace: its own folder, or a folder for all workspaces that has exactly one.
 * @returns `no-workspace` where there is none, or more than one
 */
export async function findWorkspace(folder: string): Promise<Result<Workspace, EmbargoFailure>> {
  const here = await realpath(folder).catch(() => undefined);
  if (here === undefined) return fail({ kind: 'no-workspace' });
  const manifest = await readManifest(here);
  if (manifest.ok) return ok({ folder: here, manifest: manifest.value });
  if (manifest.failure.kind !== 'no-workspace') return manifest;
  const [one, ...more] = await workspacesIn(here);
  return one && more.length === 0 ? ok(one) : fail({ kind: 'no-workspace' });
}

/** All workspaces in the folder that the person chose for them. */
export async function workspacesIn(root: string): Promise<readonly Workspace[]> {
  const found: Workspace[] = [];
  for (const name of (await readdir(root).catch(() => [])).sort()) {
    if (plainId(name) !== name) continue;
    const folder = join(root, name);
    if ((await lstat(folder).catch(() => undefined))?.isDirectory() !== true) continue;
    const manifest = await readManifest(folder);
    if (manifest.ok && manifest.value.advisory === name) found.push({ folder, manifest: manifest.value });
  }
  return found;
}

/** Whether a folder was made for a workspace and nothing more, when the machine went down. */
export async function isOnlyBegun(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => undefined);
  return names?.every((name) => /^(?:embargo\.(?:lock(?:\..*)?|json\..*\.new)|\.gone-.*)$/.test(name)) ?? false;
}

/** The same, where it is whole. */
export async function readyWorkspace(folder: string): Promise<Result<Workspace, EmbargoFailure>> {
  const found = await findWorkspace(folder);
  if (!found.ok || found.value.manifest.state === 'ready') return found;
  return fail({ kind: 'workspace-not-ready', state: found.value.manifest.state });
}

/** Branches of a workspace by their names. */
export function branchesNamed(manifest: Manifest, names: readonly string[]): Result<readonly WorkBranch[], EmbargoFailure> {
  const found = [...new Set(names)].map((name) => manifest.branches.find((branch) => branch.name === name) ?? name);
  const lost = found.filter((one) => typeof one === 'string');
  if (lost.length > 0) return fail({ kind: 'branch-not-here', names: lost });
  return ok(found.filter((one) => typeof one !== 'string'));
}
