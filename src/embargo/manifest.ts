import { createHash, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { fail, ok, type Result } from '../common/result.ts';
import { isPlainRef } from '../git/repository.ts';
import { layoutOf } from './layout.ts';

/** What a workspace knows of itself: kept in `embargo.json`, replaced whole, so that it is never half written. */
export interface Manifest {
  readonly version: 1;
  /** The advisory's id, the only thing that names it. */
  readonly advisory: string;
  /** `owner/name`; absent where nobody said. */
  readonly repository?: string;
  /** The process by name or path, as the person's setting has it. */
  readonly process?: string;
  /** The private fork's address, without credentials. */
  readonly fork: string;
  /** The person's clone, which is only read; absent where everything came from the remote. */
  readonly source?: string;
  /** The public remote's address. */
  readonly upstream?: string;
  /** `making` until everything is there; `removing` from the moment on when its removal was agreed to. */
  readonly state: 'making' | 'ready' | 'removing';
  readonly branches: readonly WorkBranch[];
  /** A digest of the document as it was written; who changes it has work in it. */
  readonly document?: string;
  /** What is going on in worktrees; what a crash leaves behind is told by it. */
  readonly running?: Running;
}

/** One branch of the product in a workspace. */
export interface WorkBranch {
  /** The branch's name at the public remote. */
  readonly name: string;
  /** The worktree's folder in the workspace. */
  readonly folder: string;
  /** The private branch, which exists here and in the private fork only. */
  readonly private: string;
  /** The public commit that it starts from: a full id. */
  readonly base: string;
  /** Where that commit was newest. */
  readonly from: 'clone' | 'upstream' | 'fork';
  /** How much older the clone was: commits, and days between the two tips; absent where it was not. */
  readonly lag?: { readonly commits: number; readonly days: number };
  /** Whether the private fork had the private branch already, so that work goes on from there. */
  readonly continued?: boolean;
  /** The worktree has all files. */
  readonly ready?: boolean;
  /** What the places said when it was chosen. */
  readonly affected?: boolean;
  readonly tested?: { readonly commit: string; readonly passed: boolean; readonly at: string };
  readonly public?: { readonly branch: string; readonly commit: string; readonly of: string; readonly at: string };
}

export type Running =
  | {
      readonly kind: 'backport';
      readonly targets: readonly { readonly branch: string; readonly before: string }[];
      /** What is brought, oldest first. */
      readonly commits: readonly string[];
    }
  | {
      readonly kind: 'handover';
      readonly branch: string;
      readonly publicBranch: string;
      readonly commit: string;
      readonly of: string;
    };

export type ManifestFailure =
  | { readonly kind: 'no-workspace' }
  | { readonly kind: 'workspace-unreadable' }
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'workspace-not-written' };

/** Reads the manifest in a workspace's folder. */
export async function readManifest(folder: string): Promise<Result<Manifest, ManifestFailure>> {
  const text = await readFile(layoutOf(folder).manifest, 'utf8').then(
    (content) => ok(content),
    (error: unknown) => fail(isMissing(error) ? { kind: 'no-workspace' as const } : { kind: 'workspace-unreadable' as const }),
  );
  if (!text.ok) return text;
  try {
    const manifest: unknown = JSON.parse(text.value);
    return isManifest(manifest) ? ok(manifest) : fail({ kind: 'workspace-unreadable' });
  } catch {
    return fail({ kind: 'workspace-unreadable' });
  }
}

/**
 * Replaces the manifest: a new file beside it, brought to the disk, then its name.
 * @param how `quick` leaves it to the system when the content comes to the disk, for a note that is gone in a moment
 */
export async function writeManifest(
  folder: string,
  manifest: Manifest,
  how: 'safe' | 'quick' = 'safe',
): Promise<Result<void, ManifestFailure>> {
  const target = layoutOf(folder).manifest;
  const beside = `${target}.${randomBytes(6).toString('hex')}.new`;
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      if (how === 'safe') await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
    return ok(undefined);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    return fail({ kind: codeOf(error) === 'ENOSPC' ? 'disk-full' : 'workspace-not-written' });
  }
}

/** The manifest with one branch changed. */
export function withBranch(manifest: Manifest, name: string, change: Partial<WorkBranch>): Manifest {
  return { ...manifest, branches: manifest.branches.map((branch) => (branch.name === name ? { ...branch, ...change } : branch)) };
}

/** A digest of a text, for telling whether it was changed. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** What stands in the file may have been changed by hand: folders must stay in the workspace, commits must be ids. */
function isManifest(it: unknown): it is Manifest {
  if (!isObject(it) || it.version !== 1 || typeof it.advisory !== 'string' || typeof it.fork !== 'string') return false;
  if (it.state !== 'making' && it.state !== 'ready' && it.state !== 'removing') return false;
  if (![it.source, it.upstream, it.repository, it.process].every((one) => one === undefined || typeof one === 'string'))
    return false;
  return Array.isArray(it.branches) && it.branches.every(isBranch);
}

function isBranch(it: unknown): boolean {
  if (!isObject(it)) return false;
  const { name, folder, private: own, base } = it;
  if (typeof name !== 'string' || typeof folder !== 'string' || typeof own !== 'string' || typeof base !== 'string') return false;
  return COMMIT.test(base) && /^(?!\.)[\p{L}\p{N}._-]+$/u.test(folder) && isPlainRef(name) && isPlainRef(own);
}

function isObject(it: unknown): it is Readonly<Record<string, unknown>> {
  return typeof it === 'object' && it !== null && !Array.isArray(it);
}
