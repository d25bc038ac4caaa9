import { concernsAccount, type Failure } from '../../github/failure.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { RepositoryStatus } from '../../inbox/store.ts';
import type { BookProblem } from '../../process/book.ts';
import { COMMANDS } from '../ids.ts';
import { commandOf, moment, words } from '../words.ts';
import { ProblemNode } from './problem-node.ts';

/** The rows that say why the list is not complete or not fresh. A trouble of the account is said once, not per repository. */
export function problemNodes(
  inbox: Inbox,
  now: number,
  wrongNames: readonly string[],
  bookProblems: readonly BookProblem[],
): readonly ProblemNode[] {
  const { trouble, asOf, session, keptUnreadable } = inbox.state;
  if (!session) return [];
  const nodes: ProblemNode[] = [];
  if (trouble) {
    const { title, advice } = words(trouble, now);
    nodes.push(
      new ProblemNode(`problem:account`, {
        label: title,
        advice,
        action: commandOf(words(trouble, now)),
        since: asOf === null ? undefined : since(asOf, now),
      }),
    );
  }
  if (session.gateway.lacksScope) {
    const label = 'This token sees no private advisory';
    nodes.push(
      new ProblemNode('problem:scope', {
        label,
        advice: 'It lacks the scope "repo". Sign in with one that has it.',
        action: { command: COMMANDS.signIn },
        since: undefined,
      }),
    );
  }
  nodes.push(...failureNodes(inbox, now));
  for (const { repository, failure, readAt } of inbox.store.statuses()) {
    if (readAt !== null || failure) continue;
    const action = { command: inbox.state.refreshing ? COMMANDS.cancelRefresh : COMMANDS.refresh };
    nodes.push(
      new ProblemNode(`unread:${repository}`, {
        label: repository,
        advice: inbox.state.refreshing ? 'Being read…' : 'Not read yet. Refresh to read it.',
        action,
        since: undefined,
      }),
    );
  }
  for (const name of wrongNames) {
    nodes.push(
      new ProblemNode(`problem:name:${name}`, {
        label: `"${name}" is no repository name`,
        advice: 'Write it as owner/name.',
        action: { command: COMMANDS.chooseRepositories },
        since: undefined,
      }),
    );
  }
  for (const { pattern, findings } of bookProblems) {
    nodes.push(
      new ProblemNode(`problem:process:${pattern}`, {
        label: `The process for ${pattern} cannot be used`,
        advice: findings[0] ?? '',
        action: { command: COMMANDS.showLog },
        since: undefined,
      }),
    );
  }
  if (keptUnreadable) {
    nodes.push(
      new ProblemNode('problem:kept', {
        label: 'The kept list could not be opened',
        advice: 'It is read afresh from GitHub.',
        action: { command: COMMANDS.refresh },
        since: undefined,
      }),
    );
  }
  return nodes;
}

/** Failures of single repositories; those that fail alike share a row. */
function failureNodes(inbox: Inbox, now: number): readonly ProblemNode[] {
  const byKind = new Map<string, { readonly status: RepositoryStatus; readonly failure: Failure }[]>();
  for (const status of inbox.store.statuses()) {
    const { failure } = status;
    if (!failure || concernsAccount(failure)) continue;
    byKind.set(failure.kind, [...(byKind.get(failure.kind) ?? []), { status, failure }]);
  }
  return [...byKind].flatMap(([kind, members]) => {
    const [first] = members;
    if (!first) return [];
    const it = words(first.failure, now);
    const oldest = members.some(({ status }) => status.readAt === null)
      ? null
      : Math.min(...members.map(({ status }) => status.readAt ?? 0));
    const name = members.length === 1 ? first.status.repository : `${members.length} repositories`;
    return [
      new ProblemNode(`problem:${kind}`, {
        label: `${name}: ${lower(it.title)}`,
        advice: it.advice,
        action: commandOf(it),
        since: since(oldest, now),
      }),
    ];
  });
}

function since(readAt: number | null, now: number): string {
  return readAt === null ? 'Never read' : `Shown as of ${moment(readAt, now)}`;
}

function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) && !text.startsWith('GitHub') ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
