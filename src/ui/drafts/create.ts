import * as vscode from 'vscode';
import type { AdvisoryContent } from '../../advisory/content.ts';
import { documentContent } from '../../advisory/document/content.ts';
import { isWhole } from '../../advisory/document/document.ts';
import { parseDocument } from '../../advisory/document/parse.ts';
import { keyOf, parseRepositoryName, type Advisory, type RepositoryName } from '../../advisory/model.ts';
import { create, type CreateOutcome, type CreatePlan } from '../../sending/create.ts';
import type { OwnDrafts } from '../../sending/own-drafts.ts';
import { kindOf as documentKind } from '../documents/document-kind.ts';
import { parseDraftUri, reportUri } from '../documents/report-uri.ts';
import { apiBase, DEFAULT_API_BASE, webHosts } from '../settings.ts';
import { words } from '../words.ts';
import { pickRepository, type SourceParts } from './sources.ts';

export interface DraftParts extends SourceParts {
  readonly ownDrafts: OwnDrafts;
}

interface DraftInFront {
  readonly document: vscode.TextDocument;
  readonly content: AdvisoryContent;
  readonly repository: RepositoryName;
}

/** The draft that is in front, and the repository that it is meant for. */
async function draftInFront(parts: DraftParts): Promise<DraftInFront | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || documentKind(document) !== 'draft') {
    await parts.ask.notice('Open a draft first.');
    return undefined;
  }
  const parsed = parseDocument(document.getText());
  if (!isWhole(parsed)) {
    await parts.ask.problem('The front matter cannot be read whole, so nothing is sent. The findings say what to do.');
    return undefined;
  }
  const repository = parseRepositoryName(parsed.fields.repository?.value ?? '') ?? (await pickRepository(parts));
  return repository && { document, content: documentContent(parsed), repository };
}

/** Makes an advisory of the draft on GitHub, for those who may; else says what can be done. */
export async function createOnGitHub(parts: DraftParts): Promise<void> {
  const { inbox, ask } = parts;
  const session = inbox.state.session;
  if (!session) {
    await ask.notice('Sign in first: nothing is sent without an account.');
    return;
  }
  const draft = await draftInFront(parts);
  if (!draft) return;
  const { content, repository } = draft;
  const may = await session.gateway.permissions(repository);
  // Nobody is told who is a security manager: those may, too.
  const hardly = may.ok && may.value.admin === false;
  const copy = 'Copy as Private Report';
  const outcome = await create(
    { repository, content, me: session.login },
    {
      gateway: session.gateway,
      decide: async (plan) => {
        const chosen = await ask.decide({ ...questionOf(plan, hardly), verbs: hardly ? [copy, 'Create'] : ['Create'] });
        if (chosen === copy) await copyReport(draft, parts);
        return chosen === 'Create';
      },
    },
  );
  await conclude(outcome, draft, parts);
}

function questionOf(
  { repository, changes, left, warnings }: CreatePlan,
  hardly: boolean,
): { readonly message: string; readonly detail: string } {
  const detail = [
    ...changes.map(({ words: said }) => `• ${said}`),
    ...left.map(({ words: said }) => `• not taken by GitHub in this way: ${said}`),
    '',
    'It becomes a private draft. Seen by administrators and security managers of the repository, and by everybody who is credited.',
    ...warnings.map((warning) => `⚠ ${warning}`),
    ...(hardly ? ['⚠ Only administrators and security managers may make one; you are no administrator of this repository.'] : []),
  ];
  return { message: `Create this advisory in ${repository}?`, detail: detail.join('\n') };
}

async function conclude(outcome: CreateOutcome, draft: DraftInFront, parts: DraftParts): Promise<void> {
  const { ask, clock, inbox } = parts;
  const copy = 'Copy as Private Report';
  switch (outcome.kind) {
    case 'declined':
      return;
    case 'created':
      inbox.store.update(outcome.held);
      await takeOver(outcome.held, draft, parts);
      return;
    case 'refused': {
      const { title } = words(outcome.failure, clock());
      const pressed = await ask.problem(
        `${title}. Nothing was made. The draft is kept.`,
        ...(outcome.failure.kind === 'forbidden' ? [copy] : []),
      );
      if (pressed === copy) await copyReport(draft, parts);
      return;
    }
    case 'unknown': {
      const { title } = words(outcome.failure, clock());
      const [found] = outcome.found ?? [];
      const said = found
        ? `It was made all the same: ${found.ghsaId}.`
        : outcome.found
          ? 'The list does not have it, so it was probably not made.'
          : 'It may have been made all the same: refresh and look before you try again.';
      if (found) inbox.store.update(found);
      await ask.problem(`${title}. ${said} The draft is kept.`);
    }
  }
}

/** The advisory in the place of its draft. */
async function takeOver(held: Advisory, { document }: DraftInFront, { ownDrafts }: DraftParts): Promise<void> {
  const name = parseDraftUri(document.uri);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(reportUri(keyOf(held))));
  if (name === undefined) return;
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(
    tabs.filter(({ input }) => input instanceof vscode.TabInputText && parseDraftUri(input.uri) === name),
  );
  await ownDrafts.remove(name);
}

/** Copies the draft in front as a text for GitHub's form of private reports. */
export async function copyAsReport(parts: DraftParts): Promise<void> {
  const draft = await draftInFront(parts);
  if (draft) await copyReport(draft, parts);
}

async function copyReport({ content, repository }: DraftInFront, { ask }: DraftParts): Promise<void> {
  const affected = content.affected.map(
    ({ ecosystem, name, range, patched }) =>
      `- ${[ecosystem, name].filter(Boolean).join('/')} ${range ?? ''}${patched === null ? '' : ` (patched: ${patched})`}`,
  );
  const parts = [
    `# ${content.title}`,
    content.description,
    ...(affected.length > 0 ? [`Affected:\n${affected.join('\n')}`] : []),
  ];
  await vscode.env.clipboard.writeText(`${parts.join('\n\n')}\n`);
  const open = 'Open GitHub’s Form';
  const pressed = await ask.notice(
    'The report is on the clipboard. What is copied may be kept by the system’s clipboard history.',
    open,
  );
  const [host = 'github.com'] = webHosts(apiBase() ?? DEFAULT_API_BASE);
  if (pressed === open)
    await vscode.env.openExternal(vscode.Uri.parse(`https://${host}/${repository}/security/advisories/new`, true));
}
