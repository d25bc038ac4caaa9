import { dirname } from 'node:path';
import { isBeingMade } from '../../../embargo/start/plan.ts';
import { requestOf, resumeStart } from '../../../embargo/start/start.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import { openWindow } from '../open-window.ts';
import { removeShown } from '../commands/remove-workspace.ts';
import { failureWords } from '../failures.ts';
import type { EmbargoParts } from '../parts.ts';
import { making, tellMade } from './make-workspace.ts';

const OPEN = 'Open Workspace';
const GO_ON = 'Go On';
const REMOVE = 'Remove…';
const FINISH = 'Finish Removal…';

/** There is a workspace already: opens it, goes on with one that is not whole, or removes it. */
export async function offerExisting(workspace: Workspace, parts: EmbargoParts): Promise<void> {
  const { ask } = parts;
  const { folder, manifest } = workspace;
  const { state } = manifest;
  if (state === 'making' && (await isBeingMade(folder))) {
    await ask.notice(failureWords({ kind: 'being-made', folder }));
    return;
  }
  const words = failureWords({ kind: 'workspace-exists', folder, state });
  const buttons = state === 'ready' ? [OPEN] : state === 'making' ? [GO_ON, REMOVE] : [FINISH];
  const pressed = await (state === 'ready' ? ask.notice(words, ...buttons) : ask.problem(words, ...buttons));
  if (pressed === OPEN) await openWindow(folder, parts);
  if (pressed === REMOVE || pressed === FINISH) await removeShown(workspace, parts);
  if (pressed === GO_ON) await goOn(workspace, parts);
}

/** Goes on where the making was interrupted, with what was wanted then. */
async function goOn({ folder, manifest }: Workspace, parts: EmbargoParts): Promise<void> {
  const request = requestOf(dirname(folder), manifest);
  const made = await making(manifest.advisory, parts, (options) => resumeStart(folder, request, options));
  if (made.ok) await tellMade(made.value, parts);
  else await parts.ask.problem(`${manifest.advisory}: ${failureWords(made.failure)}`);
}
