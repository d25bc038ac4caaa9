import * as vscode from 'vscode';
import { reportIn } from '../../../embargo/handover/report.ts';
import { advisoryFor } from '../../../embargo/handover/report.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import { recordUri } from '../../documents/report-uri.ts';
import type { EmbargoParts } from '../parts.ts';
import { processOf } from './process.ts';

/** Makes the text of the public issue from the workspace's document and opens it, to be read and sent by the person. */
export async function openIssueText({ folder, manifest }: Workspace, parts: EmbargoParts): Promise<void> {
  const { ask, records, clock } = parts;
  const report = await reportIn(folder);
  if (!report?.advisory) {
    await ask.notice(`The document of ${manifest.advisory} is not in the workspace, so no text can be made of it.`);
    return;
  }
  const { writeRecord } = await import('../../../records/record.ts');
  const advisory = advisoryFor(manifest, report, '');
  const process = processOf(manifest, parts);
  const made = writeRecord('issue', { advisory, process, now: clock(), more: { names: report.people } });
  if (!made.ok) {
    const wants = made.failure.missing.map(({ words }) => `It wants ${words}.`).join(' ');
    await ask.problem(`${manifest.advisory}: no issue can be made of the document yet. ${wants}`);
    return;
  }
  const uri = recordUri(made.value.fileName);
  records.scratch.put(uri, made.value.text);
  records.lenses.note(uri, made.value.missing);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  await ask.notice(
    `${manifest.advisory}: read this text, open the issue with it when it is time, then hand over again with its number.`,
  );
}
