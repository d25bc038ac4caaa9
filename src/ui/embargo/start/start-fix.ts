import { join } from 'node:path';
import type { Advisory } from '../../../advisory/model.ts';
import { plainId } from '../../../embargo/layout.ts';
import { readManifest } from '../../../embargo/manifest.ts';
import { chosenFolder, knownFolder } from '../folder.ts';
import type { EmbargoParts } from '../parts.ts';
import { ambientFetch } from '../../../github/ambient.ts';
import { readReleaseCalendar } from '../../../github/release-calendar.ts';
import { asksCalendar } from '../../settings.ts';
import { branchesNow, type AskCalendar } from './branches-now.ts';
import { chooseBranches } from './choose-branches.ts';
import { chooseClone, usesSsh } from './choose-clone.ts';
import { findFork } from './find-fork.ts';
import { makeWorkspace } from './make-workspace.ts';
import { offerExisting } from './offer-existing.ts';

/**
 * Sets up a fix under embargo: asks for the branches, finds the private fork, shows what will be made, makes it, and
 * offers to open it. What is there already is opened or gone on with instead.
 */
export async function startFix(advisory: Advisory, parts: EmbargoParts): Promise<void> {
  const { ask, book } = parts;
  const { ghsaId, state, repository } = advisory;
  const process = book().for(repository);
  if (!process.states.open.includes(state)) {
    await ask.notice(`${ghsaId} is ${state}: there is nothing to fix under embargo.`);
    return;
  }
  const known = knownFolder();
  const old = known === undefined ? undefined : await workspaceAt(known, ghsaId);
  if (old) return offerExisting(old, parts);
  const source = await chooseClone(advisory, parts);
  if (!source) return;
  const now = await branchesNow(process, calendarAsker(parts));
  const branches = await chooseBranches(advisory, source, now, parts);
  if (!branches) return;
  const root = await chosenFolder(parts);
  if (root === undefined) return;
  // A folder that was only named now may hold one from earlier.
  const there = await workspaceAt(root, ghsaId);
  if (there) return offerExisting(there, parts);
  const fork = await findFork(advisory, usesSsh(source), parts);
  if (fork === undefined) return;
  await makeWorkspace({ advisory, source, branches, root, fork, process }, parts);
}

/** The one request that is not for GitHub: where the person lets it, and only when a fix is started. */
function calendarAsker({ clock, timers }: EmbargoParts): AskCalendar {
  if (!asksCalendar()) return undefined;
  return (url) => readReleaseCalendar(ambientFetch, url, { clock, timers, timeoutMs: 5000 });
}

async function workspaceAt(root: string, ghsaId: string) {
  const folder = join(root, plainId(ghsaId) ?? ghsaId);
  const manifest = await readManifest(folder);
  return manifest.ok ? { folder, manifest: manifest.value } : undefined;
}
