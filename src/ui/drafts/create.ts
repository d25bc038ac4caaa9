import * as vscode from 'vscode';
import { createBody } from '../../advisory/body.ts';
import { changesOf } from '../../advisory/changes.ts';
import { EMPTY_CONTENT, type AdvisoryContent } from '../../advisory/content.ts';
import { documentContent } from '../../advisory/document/content.ts';
import { isWhole } from '../../advisory/document/document.ts';
import { parseDocument } from '../../advisory/document/parse.ts';
import { keyOf, parseRepositoryName, type RepositoryName } from '../../advisory/model.ts';
import type { OwnDrafts } from '../../sending/own-drafts.ts';
import { kindOf as documentKind } from '../documents/document-kind.ts';
import { parseDraftUri, reportUri } from '../documents/report-uri.ts';
import { apiBase, DEFAULT_API_BASE, webHosts } from '../settings.ts';
import { words } from '../words.ts';
import { pickRepository, type SourceParts } from './sources.ts';

export interface DraftParts extends SourceParts {
  readonly ownDrafts: OwnDrafts;
}

/** The draft that is in front, and the repository that it is meant for. */
async function draftInFront(
  parts: DraftParts,
): Promise<
  { readonly document: vscode.TextDocument; readonly content: AdvisoryContent; readonly repository: RepositoryName } | undefined
> {
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
  const { inbox, ask, clock, ownDrafts } = parts;
  const session = inbox.state.session;
  if (!session) {
    await ask.notice('Sign in first: nothing is sent without an account.');
    return;
  }
  const draft = await draftInFront(parts);
  if (!draft) return;
  const { content, repository, document } = draft;
  const may = await session.gateway.permissions(repository);
  const copy = 'Copy as Private Report';
  if (may.ok && may.value.admin === false) {
    const pressed = await ask.problem(
      `Only administrators and security managers make advisories in ${repository}. You can report privately instead.`,
      copy,
    );
    if (pressed === copy) await copyReport(draft, parts);
    return;
  }
  const yes = await ask.confirm({
    message: `Create this advisory in ${repository}?`,
    detail: [
      ...changesOf(EMPTY_CONTENT, content).map((change) => `• ${change.words}`),
      '',
      'It becomes a private draft. Seen by administrators and security managers of the repository and by everybody who is credited.',
    ].join('\n'),
    verb: 'Create',
  });
  if (!yes) return;
  const made = await session.gateway.createAdvisory(repository, createBody(content, 'draft'));
  if (!made.ok) {
    const { title } = words(made.failure, clock());
    const doubt = made.failure.mayBeDone
      ? 'It may have been made all the same: refresh and look before you try again.'
      : 'Nothing was made.';
    const pressed = await ask.problem(
      `${title}. ${doubt} The draft is kept.`,
      ...(made.failure.kind === 'forbidden' ? [copy] : []),
    );
    if (pressed === copy) await copyReport(draft, parts);
    return;
  }
  inbox.store.update(made.value);
  const name = parseDraftUri(document.uri);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(reportUri(keyOf(made.value))));
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

async function copyReport(
  { content, repository }: { readonly content: AdvisoryContent; readonly repository: RepositoryName },
  { ask }: DraftParts,
): Promise<void> {
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
