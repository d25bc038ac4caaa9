import * as vscode from 'vscode';
import { EMPTY_CONTENT, type AdvisoryContent } from '../../advisory/content.ts';
import { parseRepositoryName, type RepositoryName } from '../../advisory/model.ts';
import { cleanTitle } from '../../advisory/title.ts';
import type { Clock } from '../../common/ports.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { kindOf } from '../../inbox/query.ts';
import type { Ask } from '../ask.ts';
import { withoutIcons } from '../commands/report-commands.ts';
import { kindOf as documentKind } from '../documents/document-kind.ts';
import { words } from '../words.ts';
import { fromSelection, type SelectionParts } from './from-selection.ts';

export interface SourceParts extends SelectionParts {
  readonly inbox: Inbox;
  readonly clock: Clock;
}

/** What a draft can be begun from. */
export type Source = 'empty' | 'selection' | 'issue' | 'rejected';

/** Asks what the draft is to be begun from. */
export async function pickSource(ask: Ask): Promise<Source | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor !== undefined && !editor.selection.isEmpty && documentKind(editor.document) === 'none';
  return ask.pick<Source>('New draft', [
    ...(selected
      ? [
          {
            label: '$(selection) From the Selection',
            detail: 'The file, the symbol and the branches that have it are filled in.',
            value: 'selection' as const,
          },
        ]
      : []),
    { label: '$(file) From the Template', detail: 'With the sections that the process asks for.', value: 'empty' },
    { label: '$(issues) From a Public Issue…', detail: 'Title and text of an issue of a listed repository.', value: 'issue' },
    {
      label: '$(discard) From a Rejected Report…',
      detail: 'A finished advisory that turns out to be one after all.',
      value: 'rejected',
    },
  ]);
}

/** The repository that it is for: the only one that is listed, or the one that is picked. */
export async function pickRepository({ inbox, ask }: SourceParts): Promise<RepositoryName | undefined> {
  const listed = inbox.store.statuses().map(({ repository }) => repository);
  if (listed.length <= 1) return listed[0];
  return ask.pick(
    'For which repository?',
    listed.map((value) => ({ label: value, value })),
  );
}

/** What the draft says to begin with; undefined where there is nothing, or it was put away. */
export async function startFrom(
  source: Source,
  repository: RepositoryName | undefined,
  parts: SourceParts,
): Promise<AdvisoryContent | undefined> {
  switch (source) {
    case 'empty':
      return EMPTY_CONTENT;
    case 'selection':
      return fromSelection(repository, parts);
    case 'issue':
      return fromIssue(repository, parts);
    case 'rejected':
      return fromRejected(parts);
  }
}

async function fromIssue(
  repository: RepositoryName | undefined,
  { inbox, ask, clock }: SourceParts,
): Promise<AdvisoryContent | undefined> {
  const session = inbox.state.session;
  if (!session) {
    await ask.notice('Sign in first: the issue is read from GitHub.');
    return undefined;
  }
  const typed = await ask.input({
    title: 'From a public issue',
    prompt: repository === undefined ? 'The address of the issue.' : `The number of the issue in ${repository}, or its address.`,
    check: (text) =>
      issueIn(text, repository) ? undefined : 'Write a number, or an address such as https://github.com/owner/name/issues/1.',
  });
  const named = typed === undefined ? undefined : issueIn(typed, repository);
  if (!named) return undefined;
  const issue = await session.gateway.issue(named.repository, named.number);
  if (!issue.ok) {
    const { title, advice } = words(issue.failure, clock());
    await ask.problem(`The issue could not be read. ${title}. ${advice}`);
    return undefined;
  }
  const from = `https://github.com/${named.repository}/issues/${named.number}`;
  return { ...EMPTY_CONTENT, title: issue.value.title, description: `${issue.value.body}\n\nPublic issue: ${from}` };
}

function issueIn(
  text: string,
  repository: RepositoryName | undefined,
): { readonly repository: RepositoryName; readonly number: number } | undefined {
  const trimmed = text.trim();
  const [, named, at] = /^https:\/\/[^/\s]+\/([^/\s]+\/[^/\s]+)\/(?:issues|pull)\/(\d{1,9})(?:[?#]\S*)?$/.exec(trimmed) ?? [];
  const number = Number(at ?? /^(?:#|gh-)?(\d{1,9})$/i.exec(trimmed)?.[1]);
  const where = named === undefined ? repository : parseRepositoryName(named);
  return where !== undefined && Number.isInteger(number) && number > 0 ? { repository: where, number } : undefined;
}

async function fromRejected({ inbox, ask, book, clock }: SourceParts): Promise<AdvisoryContent | undefined> {
  const at = { me: undefined, clock, book: book(), isNew: () => false };
  const finished = inbox.store.all().filter((one) => kindOf(one, at) === 'finished');
  if (finished.length === 0) {
    await ask.notice('No finished advisory is in the inbox.');
    return undefined;
  }
  const picked = await ask.pick(
    'From which report?',
    finished.map((value) => ({
      label: withoutIcons(cleanTitle(value.title, book().for(value.repository)) || value.ghsaId),
      description: value.ghsaId,
      value,
    })),
  );
  if (!picked) return undefined;
  // Neither the credits nor the people of the other advisory: they belong to it.
  return {
    ...EMPTY_CONTENT,
    title: cleanTitle(picked.title, book().for(picked.repository)),
    description: picked.description ?? '',
    affected: picked.vulnerabilities,
    cwes: picked.cwes.map(({ id }) => id),
  };
}

/** The template of the process for a new description; '' where it has none. */
export function templateFor(repository: RepositoryName | undefined, { book }: SourceParts): string {
  const process = repository === undefined ? undefined : book().for(repository);
  const name = process?.writing?.template;
  return (name === undefined ? undefined : process?.templates?.[name]?.body.trimEnd()) ?? '';
}
