import { ok, type Result } from '../../common/result.ts';
import { readManifest, withBranch, writeManifest, type Manifest, type ManifestFailure } from '../manifest.ts';
import type { HandoverFailure } from './failure.ts';
import type { Job } from './side.ts';

/** Writes into the manifest that the person's clone is about to be written to. What else stands there now stays. */
export async function noteBegin(
  workspace: string,
  { branch, publicBranch, commit, of }: Job,
): Promise<Result<void, HandoverFailure>> {
  const manifest = await readManifest(workspace);
  if (!manifest.ok) return manifest;
  return writeManifest(workspace, { ...manifest.value, running: { kind: 'handover', branch, publicBranch, commit, of } });
}

/**
 * Writes into the manifest what has become of a hand-over.
 * @param job what was done; undefined where it came to nothing
 */
export async function noteEnd(
  workspace: string,
  job: Job | undefined,
): Promise<Result<'completed' | 'cleared', ManifestFailure>> {
  const manifest = await readManifest(workspace);
  if (!manifest.ok) return manifest;
  const idle = withoutRunning(manifest.value);
  const made = job && { public: { branch: job.publicBranch, commit: job.commit, of: job.of, at: job.at } };
  const written = await writeManifest(workspace, made ? withBranch(idle, job.branch, made) : idle);
  return written.ok ? ok(made ? 'completed' : 'cleared') : written;
}

function withoutRunning(manifest: Manifest): Manifest {
  const { running, ...idle } = manifest;
  return running?.kind === 'handover' ? idle : manifest;
}
