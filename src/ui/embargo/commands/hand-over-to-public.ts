import * as vscode from 'vscode';
import type { HandoverRequest } from '../../../embargo/handover/handover.ts';
import { planHandover } from '../../../embargo/handover/handover.ts';
import type { BranchRow } from '../../../embargo/matrix.ts';
import { askForClone, askForIssue, askForLead } from '../handover/ask-facts.ts';
import { acceptLines } from '../handover/accept-lines.ts';
import { goesOn } from '../handover/go-on.ts';
import { openIssueText } from '../handover/issue-text.ts';
import { makeBranch } from '../handover/make-branch.ts';
import { PlanSheet, WRITER } from '../handover/plan-sheet.ts';
import { privateTexts } from '../handover/private-texts.ts';
import { processOf } from '../handover/process.ts';
import { sheetUri } from '../handover/sheets.ts';
import { handoverFailureWords } from '../handover/words.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';
import { oneBranchFor } from './pick-one.ts';
import { workspaceHere } from './workspace-here.ts';

/** Shows as a document everything that would be made publicly of one private branch. Nothing is made yet. */
export async function handOverToPublic(window: EmbargoWindow, parts: EmbargoParts, row: unknown): Promise<void> {
  const { ask } = parts;
  const here = await workspaceHere(window, parts);
  if (!here) return;
  const { manifest } = here;
  const picked = await oneBranchFor(row, window, parts, {
    title: 'Hand over which branch?',
    fits: ({ commits }) => commits > 0,
    none: 'There is no fix to hand over yet: commit it on a branch first.',
  });
  const branch = manifest.branches.find(({ name }) => name === picked?.name);
  if (!picked || !branch || (await goesOn(sheetUri(window.id, picked.folder, 'plan'), parts))) return;
  const process = processOf(manifest, parts);
  const known = { workspace: window.folder, branch: branch.name, repo: '', process, now: parts.clock() };
  const lead = await askForLead(manifest, branch, known, parts);
  if (!lead) return;
  const issue = await askForIssue(manifest, process, parts);
  if (issue === 'text') return openIssueText(here, parts);
  if (issue === undefined) return;
  const repo = await askForClone(manifest, parts);
  if (repo === undefined) return;
  const outcome = await working(`Planning the hand-over of ${window.id}`, async (signal, say) => {
    say('gathering what the texts are compared with');
    const texts = await privateTexts(here, parts.inbox, signal);
    say('carrying the fix over to the public branch');
    const request: HandoverRequest = { ...known, ...lead, issue, repo, report: texts.report };
    return { texts, request, plan: await planHandover(request, window.options(signal)) };
  });
  if (!outcome.plan.ok) {
    if (outcome.plan.failure.kind !== 'cancelled')
      await ask.problem(`${window.id}: ${handoverFailureWords(outcome.plan.failure)}`);
    return;
  }
  await showPlan(picked, window, parts, { ...outcome, plan: outcome.plan.value });
}

async function showPlan(
  { folder, private: own }: BranchRow,
  window: EmbargoWindow,
  { sheets }: EmbargoParts,
  {
    texts,
    request,
    plan,
  }: Pick<ConstructorParameters<typeof PlanSheet>[0], 'request' | 'plan'> & {
    readonly texts: Awaited<ReturnType<typeof privateTexts>>;
  },
): Promise<void> {
  const uri = sheetUri(window.id, folder, 'plan');
  const facts = { clone: request.repo, private: own, compared: texts.compared, missing: texts.missing };
  sheets.put(uri, new PlanSheet({ uri, sheets, request, plan, facts, options: () => window.options() }));
  const editor = await sheets.show(uri);
  // In the message, where a person begins to read.
  editor.selection = new vscode.Selection(1, 0, 1, 0);
}

/** Accepts one marked line of a plan, or those that are ticked. */
export async function acceptMarkedLines(window: EmbargoWindow, parts: EmbargoParts, row: unknown, line?: unknown): Promise<void> {
  const sheet = await planInFront(row, window, parts);
  if (!sheet) return;
  if (typeof line === 'number') sheet.accept([line]);
  else if (line === WRITER) await sheet.acceptWriter();
  else if (sheet.marked().every(({ isAccepted }) => isAccepted)) await parts.ask.notice('Every marked line is accepted.');
  else await acceptLines(sheet, parts);
}

/** Makes the branch of the plan in front. */
export async function makePublicBranch(window: EmbargoWindow, parts: EmbargoParts, row: unknown): Promise<void> {
  const sheet = await planInFront(row, window, parts);
  if (sheet) await makeBranch(sheet, window, parts);
}

/** The plan that an address names, else the one in front, else the only one. */
async function planInFront(row: unknown, window: EmbargoWindow, { ask, sheets }: EmbargoParts): Promise<PlanSheet | undefined> {
  const front = vscode.window.activeTextEditor?.document.uri;
  const named = row instanceof vscode.Uri ? row : front;
  const [only, ...more] = sheets.all('plan');
  const sheet = (named && sheets.get(named)) ?? (more.length === 0 ? only : undefined);
  if (sheet instanceof PlanSheet) return sheet;
  await ask.notice(`${window.id}: there is no plan in front. Hand a branch over to the public first.`);
  return undefined;
}
