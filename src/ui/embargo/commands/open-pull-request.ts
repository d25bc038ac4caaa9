import * as vscode from 'vscode';
import type { BranchRow } from '../../../embargo/matrix.ts';
import { layoutOf } from '../../../embargo/layout.ts';
import { workText } from '../../../git/workbench.ts';
import type { Failure } from '../../../github/failure.ts';
import { openPull, type OpenPullOutcome } from '../../../github/open-pull.ts';
import { COMMANDS } from '../../ids.ts';
import { words } from '../../words.ts';
import { forkName } from '../handover/private-texts.ts';
import { processOf } from '../handover/process.ts';
import { PullSheet } from '../handover/pull-sheet.ts';
import { suggestedWords } from '../handover/pull-text.ts';
import { goesOn } from '../handover/go-on.ts';
import { sheetUri } from '../handover/sheets.ts';
import { branchOfRow } from '../matrix/tree.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';
import { oneBranchFor } from './pick-one.ts';
import { workspaceHere } from './workspace-here.ts';

const SIGN_IN = 'Sign In';
const OPEN = 'Open Pull Request';
const SHOW = 'Open in Browser…';

/** Opens a pull request in the private fork for a branch that is there: its words are written first, then it is shown. */
export async function openPullRequest(window: EmbargoWindow, parts: EmbargoParts, row: unknown): Promise<void> {
  const { ask, sheets } = parts;
  const front = row instanceof vscode.Uri ? row : vscode.window.activeTextEditor?.document.uri;
  const begun = front && branchOfRow(row) === undefined ? sheets.get(front) : undefined;
  if (begun instanceof PullSheet) return send(begun, window, parts);
  const here = await workspaceHere(window, parts);
  if (!here) return;
  const fork = forkName(here.manifest.fork);
  if (!fork) {
    await ask.notice('The private fork is not on GitHub, so there are no pull requests in it.');
    return;
  }
  const branch = await oneBranchFor(row, window, parts, {
    title: 'Open a pull request for which branch?',
    fits: ({ pushed }) => pushed,
    none: 'The fork does not have this fix as it is here yet. Push it first.',
  });
  const uri = branch && sheetUri(window.id, branch.folder, 'pull');
  if (!uri || (await goesOn(uri, parts))) return;
  const suggested = suggestedWords(await messagesOf(branch, window), processOf(here.manifest, parts).handover);
  const title = await ask.input({
    title: `Pull request for ${branch.name} in the private fork`,
    prompt: 'Its title. Everybody on the advisory sees it.',
    value: suggested.title,
    check: (text) => (text.trim() === '' ? 'Write a title.' : undefined),
  });
  if (title === undefined) return;
  const place = { fork, head: branch.private, base: branch.name };
  const sheet = new PullSheet(uri, { ...suggested, title: title.trim() }, place, sheets);
  sheets.put(sheet.uri, sheet);
  await sheets.show(sheet.uri);
}

/** The messages of a branch's own commits, the oldest first. */
async function messagesOf({ base, private: own }: BranchRow, window: EmbargoWindow): Promise<readonly string[]> {
  const { clone } = layoutOf(window.folder);
  const form = ['--no-show-signature', '--no-notes', '--no-color', '--format=%B%x00'];
  const log = await workText(
    clone,
    ['log', '--reverse', '--topo-order', '--no-merges', ...form, `${base}..refs/heads/${own}`, '--'],
    { ...window.options(), settings: [['i18n.logOutputEncoding', 'UTF-8']] },
  );
  return log.ok ? log.value.split('\0').flatMap((message) => (message.trim() === '' ? [] : [message.trim()])) : [];
}

/** Shows what is opened and who sees it, and sends it once. */
async function send(sheet: PullSheet, window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const { ask, inbox } = parts;
  const { document } = await parts.sheets.show(sheet.uri);
  if (document.isDirty) await document.save();
  const said = sheet.words;
  if (!said) {
    await ask.problem('There is no title, or a line that parts the texts is gone. Undo that.');
    return;
  }
  await inbox.look();
  const session = inbox.state.session;
  if (!session) {
    const pressed = await ask.problem('Sign in to open a pull request: nobody is signed in in this window.', SIGN_IN);
    if (pressed === SIGN_IN) await vscode.commands.executeCommand(COMMANDS.signIn);
    return;
  }
  const { fork, head, base } = sheet.place;
  const outcome = await working(`Pull request in the private fork of ${window.id}`, (signal) =>
    openPull(
      fork,
      { head, base, ...said },
      {
        gateway: session.gateway,
        signal,
        decide: () =>
          ask.confirm({
            message: `Open a pull request in the private fork of ${window.id}?`,
            detail: [
              said.title,
              `From ${head} into ${base} of ${fork}, with the text in the document (${said.body === '' ? 'none' : `${said.body.length} characters`}).`,
              'Everybody on the advisory sees it, and nobody else. It is sent once.',
            ].join('\n\n'),
            verb: OPEN,
          }),
      },
    ),
  );
  await conclude(outcome, sheet, window, parts);
}

async function conclude(outcome: OpenPullOutcome, sheet: PullSheet, window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const { ask, sheets } = parts;
  switch (outcome.kind) {
    case 'declined':
      return;
    case 'made':
    case 'there': {
      await sheets.close(sheet.uri);
      const { number, htmlUrl } = outcome.pull;
      const is = outcome.kind === 'made' ? 'is open' : 'was open for this branch already; nothing was sent';
      const pressed = await ask.notice(`${window.id}: pull request ${number} ${is}.`, ...(htmlUrl === null ? [] : [SHOW]));
      if (pressed === SHOW && htmlUrl !== null) await showOutside(htmlUrl, parts);
      return;
    }
    case 'refused':
      return tell(outcome.failure, 'Nothing was opened.', window, parts);
    case 'unknown':
      return tell(
        outcome.failure,
        outcome.isRead
          ? 'The fork has none by now; look there before you open it again.'
          : 'It is not known whether it was opened. Look at the fork before you open it again.',
        window,
        parts,
      );
  }
}

async function tell(failure: Failure, what: string, { id }: EmbargoWindow, { ask, clock }: EmbargoParts): Promise<void> {
  await ask.problem(`${id}: ${words(failure, clock()).title}. ${what}`);
}

/** A browser is outside of the embargo window: it is asked first. */
async function showOutside(url: string, { ask }: EmbargoParts): Promise<void> {
  const detail = `${url}\n\nA browser knows nothing of the embargo: its history and its extensions see the address.`;
  if (!/^https?:\/\//.test(url)) return;
  if (await ask.confirm({ message: 'Open the pull request in a browser?', detail, verb: 'Open' }))
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
