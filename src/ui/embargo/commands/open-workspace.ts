import { join } from 'node:path';
import { plainId } from '../../../embargo/layout.ts';
import { readManifest } from '../../../embargo/manifest.ts';
import { workspacesIn, type Workspace } from '../../../embargo/workspace.ts';
import { failureWords } from '../failures.ts';
import { knownFolder } from '../folder.ts';
import { openWindow } from '../open-window.ts';
import type { EmbargoParts } from '../parts.ts';

/** Opens the workspace of an advisory in a window of its own; without an id, the one that is picked. */
export async function openWorkspace(id: string | undefined, parts: EmbargoParts): Promise<void> {
  const found = await workspaceFor(id, 'Open the workspace of', parts);
  if (!found) return;
  if (found.manifest.state !== 'ready') {
    await parts.ask.problem(failureWords({ kind: 'workspace-not-ready', state: found.manifest.state }));
    return;
  }
  await openWindow(found.folder, parts);
}

/** The workspace of an advisory, or the one that a person picks; says so where there is none. */
export async function workspaceFor(id: string | undefined, title: string, { ask }: EmbargoParts): Promise<Workspace | undefined> {
  const root = knownFolder();
  const name = id === undefined ? undefined : plainId(id);
  if (root !== undefined && name !== undefined) {
    const folder = join(root, name);
    const manifest = await readManifest(folder);
    if (manifest.ok) return { folder, manifest: manifest.value };
    const words =
      manifest.failure.kind === 'no-workspace'
        ? `There is no embargo workspace for ${name}. Start a fix to make one.`
        : failureWords(manifest.failure);
    await ask.notice(words);
    return undefined;
  }
  const all = root === undefined ? [] : await workspacesIn(root);
  if (all.length === 0) {
    await ask.notice('There is no embargo workspace on this machine. Start a fix to make one.');
    return undefined;
  }
  return ask.pick(
    title,
    all.map((value) => ({
      label: value.manifest.advisory,
      description: value.manifest.branches.map((branch) => branch.name).join(', '),
      detail: value.folder,
      value,
    })),
  );
}
