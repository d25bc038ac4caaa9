import * as vscode from 'vscode';
import { keyOf, type Advisory } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Situation } from '../../inbox/query.ts';
import type { Accounts } from '../account/accounts.ts';
import { signIn } from '../account/sign-in.ts';
import type { Ask } from '../ask.ts';
import type { CaseTree } from '../case/tree.ts';
import type { DocumentPlaces } from '../documents/links.ts';
import type { Embargo } from '../embargo/embargo.ts';
import type { AdvisoryFiles } from '../documents/advisory-files.ts';
import { saveAll } from '../documents/keep-saved.ts';
import { parseReportUri } from '../documents/report-uri.ts';
import { VIEWS } from '../ids.ts';
import type { InboxTree } from '../inbox/tree.ts';
import type { ViewState } from '../inbox/view-state.ts';
import type { Preview } from '../panels/preview.ts';
import type { Clones } from '../places/clones.ts';
import type { Places } from '../places/places.ts';
import { chooseRepositories } from './choose-repositories.ts';
import type { Commands } from './commands.ts';
import { embargoCommands } from './embargo-commands.ts';
import { chooseAffected, exportPlaces, findSince, suggestExperts } from './affected-commands.ts';
import { compareWithBranch, openOnBranch, peekOnBranches } from './branch-commands.ts';
import { lookedUp } from './looked-up.ts';
import { openPlace, pickPlace, placeAt, placeOfRow, stepPlace } from './place-commands.ts';
import { advisoryFor, copyId, openOnGitHub, openReport } from './report-commands.ts';
import type { WritingRoom } from '../sending/room.ts';
import { writingCommands } from './writing-commands.ts';
import { clearFilter, filterInbox, setBlurred, setGrouped, sortInbox } from './view-commands.ts';

export interface CommandParts {
  readonly inbox: Inbox;
  readonly tree: InboxTree;
  readonly caseTree: CaseTree;
  readonly accounts: Accounts;
  readonly ask: Ask;
  readonly clones: Clones;
  readonly places: Places;
  readonly documentPlaces: DocumentPlaces;
  readonly reports: AdvisoryFiles;
  readonly writing: { readonly room: () => Promise<WritingRoom>; readonly extensionUri: vscode.Uri };
  readonly embargo: Embargo;
  readonly preview: Preview;
  readonly viewState: ViewState;
  readonly situation: () => Situation;
  readonly output: vscode.LogOutputChannel;
  readonly clock: () => number;
}

/** Every verb of the extension and the part that does it. */
export function commandsOf(parts: CommandParts): Commands {
  const {
    inbox,
    tree,
    caseTree,
    accounts,
    ask,
    clones,
    places,
    documentPlaces,
    reports,
    preview,
    viewState,
    situation,
    output,
    clock,
    writing,
    embargo,
  } = parts;
  const options = { inbox, ask, situation, blurred: () => viewState.blurred, selected: () => caseTree.selected };
  const about = (argument: unknown) => advisoryFor(argument, options);
  /** Looking at an advisory selects its case, and it is no longer new. */
  const attend = async (argument: unknown) => {
    const advisory = await about(argument);
    if (!advisory) return undefined;
    caseTree.select(keyOf(advisory));
    await preview.follow(keyOf(advisory));
    await inbox.seen([keyOf(advisory)]);
    return advisory;
  };
  const onAdvisory = async (argument: unknown, act: (advisory: Advisory) => Promise<unknown>) => {
    const advisory = await about(argument);
    if (advisory) await act(advisory);
  };
  /** The place of a row, the one that is named, the one under the cursor of a report, or the one that is picked. */
  const onPlace = async (argument: unknown, index: unknown, act: (advisory: Advisory, index: number) => Promise<void>) => {
    const row = placeOfRow(argument);
    const advisory = await about(row?.key ?? argument);
    if (!advisory) return;
    const named = row?.index ?? (typeof index === 'number' ? index : await placeAt(advisory, documentPlaces));
    const known = await lookedUp(advisory, places, ask);
    if (!known) return;
    const picked = named === undefined ? await pickPlace(known, ask) : undefined;
    const at = named ?? (picked ? known.places.indexOf(picked) : -1);
    if (at >= 0) await act(advisory, at);
  };
  return {
    signIn: async () => {
      // Somebody may be signed in: what is not saved yet is theirs.
      await saveAll();
      await signIn(accounts, inbox, ask, clock);
    },
    signOut: () => signOut(parts),
    refresh: async () => {
      places.forget();
      await vscode.window.withProgress({ location: { viewId: VIEWS.inbox } }, () => inbox.refresh());
    },
    cancelRefresh: () => {
      inbox.cancel();
    },
    chooseRepositories: () => chooseRepositories(ask, clones),
    sortInbox: () => sortInbox(ask, viewState, tree),
    filterInbox: () => filterInbox(ask, viewState, tree),
    clearFilter: () => clearFilter(viewState, tree),
    groupByRepository: () => setGrouped(true, viewState, tree),
    ungroup: () => setGrouped(false, viewState, tree),
    blurTitles: () => setBlurred(true, viewState, tree, caseTree, reports),
    unblurTitles: () => setBlurred(false, viewState, tree, caseTree, reports),
    markAllSeen: () => inbox.seen(inbox.unseen()),
    openReport: async (argument, how) => {
      const advisory = await attend(argument);
      if (advisory) await openReport(advisory, 'report', how === 'beside-row');
    },
    openConversation: async (argument) => {
      const advisory = await attend(argument);
      if (advisory) await openReport(advisory, 'conversation');
    },
    openPreview: async (argument) => {
      const advisory = await attend(uriKey(argument));
      if (advisory) await preview.show(keyOf(advisory));
    },
    openOnGitHub: async (argument) => {
      const advisory = await about(argument);
      if (advisory) await openOnGitHub(advisory, ask);
    },
    copyId: async (argument) => {
      const advisory = await about(argument);
      if (advisory) await copyId(advisory);
    },
    openPlace: async (argument, index) => {
      const advisory = await about(argument);
      if (advisory) await openPlace(advisory, typeof index === 'number' ? index : undefined, { places, clones, ask });
    },
    openOnBranch: (argument, index, branch) =>
      onPlace(argument, index, (advisory, at) =>
        openOnBranch(
          advisory,
          at,
          places,
          ask,
          placeOfRow(argument)?.branch ?? (typeof branch === 'string' ? branch : undefined),
        ),
      ),
    compareWithBranch: (argument, index) =>
      onPlace(argument, index, (advisory, at) => compareWithBranch(advisory, at, places, ask, placeOfRow(argument)?.branch)),
    peekOnBranches: (argument, index) => onPlace(argument, index, (advisory, at) => peekOnBranches(advisory, at, places, ask)),
    chooseAffected: (argument) => onAdvisory(argument, (advisory) => chooseAffected(advisory, places, ask)),
    findSince: (argument) => onAdvisory(argument, (advisory) => findSince(advisory, places, ask)),
    suggestExperts: (argument) => onAdvisory(argument, (advisory) => suggestExperts(advisory, places, ask)),
    exportPlaces: (argument) => onAdvisory(argument, (advisory) => exportPlaces(advisory, places, ask)),
    ...writingCommands({ about, ask, room: writing.room, extensionUri: writing.extensionUri }),
    ...embargoCommands({ about, selected: () => caseTree.selected, embargo }),
    nextPlace: () => stepPlace(1, documentPlaces, ask),
    previousPlace: () => stepPlace(-1, documentPlaces, ask),
    openLink: async (url) => {
      if (typeof url === 'string' && /^https?:\/\//.test(url)) await vscode.env.openExternal(vscode.Uri.parse(url, true));
    },
    showLog: () => {
      output.show();
    },
  };
}

/** A menu of the editor's title gives the document's address. */
function uriKey(argument: unknown): unknown {
  return argument instanceof vscode.Uri ? parseReportUri(argument)?.key : argument;
}

/** Everything that was kept goes: the list, its key, pasted tokens, open reports. */
async function signOut({ ask, inbox, accounts, places }: CommandParts): Promise<void> {
  const yes = await ask.confirm({
    message: 'Sign out?',
    verb: 'Sign Out',
    detail:
      'The list that is kept on this machine, its key, the tokens that you pasted, and what was chosen or fetched for an advisory are removed, and open reports are closed. What you have written and not sent stays on this machine, sealed, for when you sign in again. Nothing changes on GitHub.',
  });
  if (!yes) return;
  // What is not saved yet belongs to the account that leaves.
  await saveAll();
  await inbox.signOut();
  await accounts.signOut();
  await places.signOut();
}
