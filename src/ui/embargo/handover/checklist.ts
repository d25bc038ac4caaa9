import type * as vscode from 'vscode';
import { branchKinds } from '../../../embargo/handover/branch-kinds.ts';
import { checklist, type ChecklistItem } from '../../../embargo/handover/checklist.ts';
import { reportIn } from '../../../embargo/handover/report.ts';
import { roleOf } from '../../../embargo/handover/role.ts';
import type { Manifest } from '../../../embargo/manifest.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import { productFor } from '../../../process/products.ts';
import { COMMANDS } from '../../ids.ts';
import { workOptions, type EmbargoParts } from '../parts.ts';
import { knownIssue } from './ask-facts.ts';
import type { NotAsked, PublicSide } from './ask-github.ts';
import { processOf } from './process.ts';
import { lensAt, sheetUri } from './sheets.ts';

/** What is left to do for an advisory: as far as the workspace tells, and GitHub, where it was asked. */
export async function checklistOf(
  workspace: Workspace,
  parts: EmbargoParts,
  side?: PublicSide,
): Promise<readonly ChecklistItem[]> {
  const { folder, manifest } = workspace;
  const process = processOf(manifest, parts);
  const [any] = manifest.branches;
  if (!any) return [];
  const request = { workspace: folder, branch: any.name, issue: 0, repo: '', process, now: parts.clock() };
  const { first } = roleOf(manifest, any, request);
  const kinds = await branchKinds(workspace, first.name, workOptions(parts));
  const others = manifest.branches.filter(({ name }) => name !== first.name);
  const issue = knownIssue(manifest, process);
  const cve = (await reportIn(folder))?.cve;
  const mail = productFor(process, manifest.repository)?.mail?.to;
  return checklist(process, {
    ...(issue === undefined ? {} : { issue }),
    ...(cve !== undefined && /^CVE-\d{4}-\d{4,19}$/.test(cve) ? { cve } : {}),
    ...(mail === undefined ? {} : { mail }),
    ...(side?.finished === undefined ? {} : { finished: side.finished }),
    branches: [first, ...others].map(({ name, public: made }) => {
      const pullRequest = side?.pulls.get(name);
      return {
        name,
        ...kinds.get(name),
        ...(made ? { publicBranch: made.branch } : {}),
        ...(pullRequest ? { pullRequest } : {}),
      };
    }),
  });
}

const BOXES = { done: '[x]', open: '[ ]', unknown: '[ ]' } as const;

/** The checklist as Markdown, in the process's order, with a heading for each branch. */
export function checklistText(
  { advisory, branches }: Manifest,
  items: readonly ChecklistItem[],
  side: PublicSide | NotAsked,
): string {
  const made = branches.flatMap(({ name, public: one }) => (one ? [`- ${name}: ${one.branch}, ${one.commit.slice(0, 10)}`] : []));
  const lines = [
    `# Public hand-over of ${advisory}`,
    '',
    askedWords(side),
    '',
    ...(made.length > 0 ? ['## Made in your clone', '', ...made] : ['Nothing was handed over yet.']),
  ];
  let heading: string | undefined;
  for (const { branch, words, state, found } of items) {
    const next = branch ?? 'The advisory';
    if (next !== heading) lines.push('', `## ${next}`, '');
    heading = next;
    lines.push(`- ${BOXES[state]} ${words}${found === undefined ? '' : ` (${found})`}`);
  }
  return `${lines.join('\n')}\n`;
}

function askedWords(side: PublicSide | NotAsked): string {
  if ('why' in side)
    return `Made from what this machine knows; a box that is not ticked may be done all the same. GitHub was not asked: ${side.why}.`;
  const at = new Date(side.askedAt).toISOString();
  const silent = side.missing.length > 0 ? ` It did not tell: ${side.missing.join(', ')}.` : '';
  return `GitHub was asked on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC.${silent} What it cannot know (mails, records elsewhere) is not ticked.`;
}

/** Shows the checklist as a document that cannot be written. */
export async function openChecklist(
  workspace: Workspace,
  parts: EmbargoParts,
  side: PublicSide | NotAsked = { why: '*Look Again* does that' },
): Promise<vscode.TextEditor> {
  const { manifest } = workspace;
  const items = await checklistOf(workspace, parts, 'why' in side ? undefined : side);
  const text = checklistText(manifest, items, side);
  const uri = sheetUri(manifest.advisory, 'checklist', 'checklist');
  const lenses = () => [
    lensAt(0, '$(refresh) Look Again', COMMANDS.showChecklist),
    ...(manifest.source === undefined ? [] : [lensAt(0, '$(folder-opened) Open Clone', COMMANDS.openClone)]),
  ];
  parts.sheets.put(uri, { kind: 'checklist', text, lenses });
  return parts.sheets.show(uri);
}
