import * as vscode from 'vscode';
import { contentOf } from '../../advisory/content.ts';
import { keyOf, type Advisory } from '../../advisory/model.ts';
import type { Clock } from '../../common/ports.ts';
import type { Earlier } from '../../sending/drafts.ts';
import { restore } from '../../sending/ledger.ts';
import type { Ask } from '../ask.ts';
import { parseDraftUri, reportUri } from '../documents/report-uri.ts';
import type { DraftParts } from '../drafts/create.ts';
import { compareWithGitHub, type MergeParts } from '../sending/compare.ts';
import type { SendFlow } from '../sending/send-flow.ts';
import { moment } from '../words.ts';

export interface SendParts extends MergeParts {
  readonly ask: Ask;
  readonly flow: SendFlow;
  readonly clock: Clock;
}

/** Opens the differences to what GitHub holds, as last read. */
export async function compare(advisory: Advisory, parts: SendParts): Promise<void> {
  await compareWithGitHub(keyOf(advisory), advisory, parts);
}

/** Goes back to what GitHub holds, after a question. The text stays among the earlier ones. */
export async function discardChanges(advisory: Advisory, { desk, ask, redraw }: SendParts): Promise<void> {
  const key = keyOf(advisory);
  if (desk.text(key) === undefined) await desk.open(key);
  const unsent = desk.standing(key)?.unsent;
  if (unsent?.length === 0) {
    await ask.notice(`Nothing of ${advisory.ghsaId} is unsent.`);
    return;
  }
  const yes = await ask.confirm({
    message: `Discard what is unsent of ${advisory.ghsaId}?`,
    detail: 'The document shows what GitHub holds again. Your text stays among the earlier ones for a while.',
    verb: 'Discard',
  });
  if (!yes) return;
  await desk.discard(key);
  redraw(key);
}

/** Picks one of the texts that were saved before, and puts it back as the text to go on with. */
export async function showEarlierText(advisory: Advisory, { desk, ask, redraw, clock }: SendParts): Promise<void> {
  const key = keyOf(advisory);
  if (desk.text(key) === undefined) await desk.open(key);
  const earlier = await desk.earlier(key);
  if (earlier.length === 0) {
    await ask.notice(`No earlier text of ${advisory.ghsaId} is kept.`);
    return;
  }
  const picked = await pickEarlier(earlier, ask, clock);
  if (!picked) return;
  await desk.putBack(key, picked);
  redraw(key);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(reportUri(key)));
}

/** The same for the draft of one's own that is in front. */
export async function showEarlierDraft({
  ownDrafts,
  ask,
  clock,
  changed,
}: DraftParts & { readonly changed: (uri: vscode.Uri) => void }): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const name = uri && parseDraftUri(uri);
  const earlier = name === undefined ? [] : await ownDrafts.earlier(name);
  if (!uri || name === undefined || earlier.length === 0) {
    await ask.notice('No earlier text of this draft is kept.');
    return;
  }
  const picked = await pickEarlier(earlier, ask, clock);
  if (!picked) return;
  await ownDrafts.save(name, picked.text);
  changed(uri);
}

function pickEarlier(earlier: readonly Earlier[], ask: Ask, clock: Clock): Promise<Earlier | undefined> {
  return ask.pick(
    'Go back to the text of',
    earlier.map((value) => ({ label: moment(value.savedAt, clock()), description: `${value.text.length} characters`, value })),
  );
}

/** What this person sent and somebody else has overwritten: shown, and put back by an ordinary write. */
export async function restoreLost(advisory: Advisory, { desk, ask, flow }: SendParts): Promise<void> {
  const key = keyOf(advisory);
  const lost = await desk.lost(key);
  if (lost.length === 0) {
    await ask.notice(`Nothing that you sent to ${advisory.ghsaId} is missing.`);
    return;
  }
  const picked = await ask.pickMany(
    'What is to be put back?',
    lost.map((value) => ({ label: value.words, picked: true, value })),
    'What you sent, and what GitHub holds in its place',
  );
  if (picked === undefined) return;
  if (picked.length > 0) {
    const base = contentOf(advisory);
    const done = await flow.write(advisory, { base, mine: restore(base, picked), intent: { kind: 'restore' } });
    if (!done) return;
  }
  await desk.told(key, lost);
}
