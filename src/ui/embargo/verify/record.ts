import { fail, ok, type Result } from '../../../common/result.ts';
import type { EmbargoFailure } from '../../../embargo/failure.ts';
import { alone } from '../../../embargo/lock.ts';
import { readManifest, withBranch, writeManifest, type WorkBranch } from '../../../embargo/manifest.ts';

type Tested = NonNullable<WorkBranch['tested']>;

/** Notes in the workspace how branches were tested, all at once. */
export async function recordTested(folder: string, results: ReadonlyMap<string, Tested>): Promise<Result<void, EmbargoFailure>> {
  if (results.size === 0) return ok(undefined);
  return alone(folder, async () => {
    const manifest = await readManifest(folder);
    if (!manifest.ok) return manifest;
    if (manifest.value.state !== 'ready') return fail({ kind: 'workspace-not-ready', state: manifest.value.state });
    let changed = manifest.value;
    for (const [name, tested] of results) changed = withBranch(changed, name, { tested });
    return writeManifest(folder, changed);
  });
}
