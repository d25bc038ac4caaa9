import * as vscode from 'vscode';
import { contentOf } from '../../advisory/content.ts';
import { parseDocument } from '../../advisory/document/parse.ts';
import { updateContent, updateFrom } from '../../advisory/document/update.ts';
import { writeDocument } from '../../advisory/document/write.ts';
import type { Merge } from '../../advisory/merge/merge.ts';
import type { Advisory, AdvisoryKey } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Desk } from '../../sending/desk.ts';
import { reportUri } from '../documents/report-uri.ts';
import type { Scratch } from '../documents/scratch.ts';

export interface MergeParts {
  readonly inbox: Inbox;
  readonly desk: Desk;
  readonly scratch: Scratch;
  readonly blurred: () => boolean;
  readonly redraw: (key: AdvisoryKey) => void;
}

/** What GitHub holds beside the own text: both in the same form, so that only real differences show. */
export async function compareWithGitHub(key: AdvisoryKey, held: Advisory, { desk, scratch }: MergeParts): Promise<void> {
  if (desk.text(key) === undefined) await desk.open(key);
  const mine = desk.text(key);
  const theirs = mine === undefined ? undefined : updateFrom(parseDocument(mine), held, contentOf(held));
  scratch.put(reportUri(key, 'github'), theirs?.ok ? theirs.value : writeDocument(held));
  await vscode.commands.executeCommand('vscode.diff', reportUri(key, 'github'), reportUri(key), `${held.ghsaId}: GitHub ↔ yours`);
}

/** A text with a conflict in VS Code's own marks: the merge editor then starts from what can be merged by itself. */
const UNMERGED = '<<<<<<< yours\n=======\n>>>>>>> GitHub\n';

/**
 * Opens the merge editor over the three texts. What is saved there becomes the draft, begun from what GitHub holds now;
 * until then nothing changes.
 */
export async function openMerge(key: AdvisoryKey, theirs: Advisory, merge: Merge, parts: MergeParts): Promise<void> {
  const { desk, scratch, inbox, redraw } = parts;
  const [text, base] = [desk.text(key), desk.base(key)];
  if (text === undefined || base === undefined) return;
  const document = parseDocument(text);
  const [baseText, theirsText] = [updateContent(document, base), updateFrom(document, theirs, contentOf(theirs))];
  if (!baseText.ok || !theirsText.ok) return;
  const uri = (part: 'base' | 'theirs' | 'mine' | 'merged') => reportUri(key, part);
  scratch.put(uri('base'), baseText.value);
  scratch.put(uri('theirs'), theirsText.value);
  scratch.put(uri('mine'), text);
  scratch.put(uri('merged'), UNMERGED, async (merged) => {
    await desk.settle(key, merged, theirs);
    inbox.store.update(theirs);
    redraw(key);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(reportUri(key)));
  });
  await vscode.commands.executeCommand('_open.mergeEditor', {
    base: uri('base'),
    input1: { uri: uri('theirs'), title: 'GitHub', description: `${merge.theirsChanged.length} changed` },
    input2: { uri: uri('mine'), title: 'Yours', description: `${merge.mineChanged.length} changed` },
    output: uri('merged'),
  });
}
