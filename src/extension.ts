import * as vscode from 'vscode';
import { Places } from './ui/places/places.ts';
import { systemTimers, type Secrets } from './common/ports.ts';
import { Cache } from './inbox/cache.ts';
import { Inbox } from './inbox/inbox.ts';
import { Lease } from './inbox/lease.ts';
import { Accounts, followVsCode } from './ui/account/accounts.ts';
import { askInVsCode, type Ask } from './ui/ask.ts';
import { CaseTree } from './ui/case/tree.ts';
import { Conversations } from './ui/case/conversations.ts';
import { commandsOf } from './ui/commands/all.ts';
import { registerCommands } from './ui/commands/commands.ts';
import { PlaceDefinitions, PlaceHovers, PlaceReferences } from './ui/documents/hovers.ts';
import { DocumentPlaces, linkPlaces, PlaceLinks } from './ui/documents/links.ts';
import { closeOnLeaving } from './ui/documents/close.ts';
import { AdvisoryFiles } from './ui/documents/advisory-files.ts';
import { followKind } from './ui/documents/document-kind.ts';
import { keepSaved } from './ui/documents/keep-saved.ts';
import { warnOfCommits } from './ui/documents/warn-of-commits.ts';
import { tellOverlap } from './ui/sending/overlap.ts';
import { tellLosses } from './ui/sending/losses.ts';
import { Embargo } from './ui/embargo/embargo.ts';
import { followWriting } from './ui/language/follow-writing.ts';
import { Writing } from './ui/writing.ts';
import { keepLanguage } from './ui/documents/report-language.ts';
import { RevisionFiles } from './ui/documents/revision.ts';
import { SCHEMES } from './ui/ids.ts';
import { InboxTree } from './ui/inbox/tree.ts';
import { urgencyDecoration } from './ui/inbox/urgency-decoration.ts';
import { ViewState } from './ui/inbox/view-state.ts';
import { showCase, showInbox } from './ui/views.ts';
import { tellArrivals } from './ui/notices.ts';
import { Preview } from './ui/panels/preview.ts';
import { Clones } from './ui/places/clones.ts';
import { Marks } from './ui/places/marks.ts';
import { Processes } from './ui/processes.ts';
import * as settings from './ui/settings.ts';
import { watchSettings } from './ui/watch-settings.ts';
import { StatusBar } from './ui/status-bar.ts';
import { filesIn } from './ui/storage.ts';

/** What tests of the real host get hold of; nobody else. */
export interface TestAccess {
  readonly inbox: Inbox;
  readonly tree: InboxTree;
  readonly caseTree: CaseTree;
  readonly places: Places;
  readonly marks: Marks;
  readonly writing: Writing;
  readonly embargo: Embargo;
  readonly accounts: Accounts;
  readonly secrets: Secrets;
  answerWith(ask: Partial<Ask>): void;
}

/** Puts the rooms together. Nothing is read, asked or started here: that begins when a view is looked at. */
export function activate(context: vscode.ExtensionContext): TestAccess | undefined {
  const clock = Date.now;
  const output = vscode.window.createOutputChannel('Advisory Triage', { log: true });
  const log = (line: string) => {
    output.info(line);
  };
  const secrets: Secrets = {
    get: (key: string) => Promise.resolve(context.secrets.get(key)),
    store: (key: string, value: string) => Promise.resolve(context.secrets.store(key, value)),
    delete: (key: string) => Promise.resolve(context.secrets.delete(key)),
  };
  const files = filesIn(context.globalStorageUri.fsPath);
  const ask: { -readonly [K in keyof Ask]: Ask[K] } = { ...askInVsCode };

  const processes = new Processes(log);
  const accounts = new Accounts({ memento: context.globalState, secrets, clock, timers: systemTimers, log });
  const inbox = new Inbox({
    clock,
    timers: systemTimers,
    log,
    cache: new Cache(files, secrets),
    lease: new Lease(files, clock),
    focused: vscode.window.state.focused,
    repositories: () => settings.repositories().names,
    intervalMs: settings.refreshInterval,
    keepOnDisk: settings.keepOnDisk,
    prepare: () => processes.load(),
    restoreSession: () => accounts.restore(),
  });
  const clones = new Clones(context.subscriptions, context.globalStorageUri.fsPath);
  const viewState = new ViewState(context.globalState);
  const writing: Writing = new Writing({
    inbox,
    clones,
    places: () => places,
    ask,
    book: () => processes.book,
    files,
    secrets,
    blurred: () => viewState.blurred,
    clock,
    extensionUri: context.extensionUri,
    changed: (uri) => {
      reports.changed(uri);
    },
  });
  const places: Places = new Places({
    clones,
    book: () => processes.book,
    memento: context.globalState,
    start: async () => {
      const { PlacesServer } = await import('./ui/places/language-client.ts');
      const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
      return PlacesServer.start(module, writing.contexts, writing.logins);
    },
  });
  inbox.onDidChangeState(({ session }) => {
    if (!session) places.clear();
  });
  const embargo = new Embargo({
    inbox,
    places,
    clones,
    ask,
    book: () => processes.book,
    loadProcesses: () => processes.load(),
    clock,
    timers: systemTimers,
    terminals: context.environmentVariableCollection,
    memento: context.globalState,
    records: writing,
    subscriptions: context.subscriptions,
  });
  const conversations = new Conversations(inbox, clock);
  const tree = new InboxTree({
    inbox,
    clock,
    viewState,
    book: () => processes.book,
    queries: settings.queries,
    wrongNames: () => settings.repositories().wrong,
    bookProblems: () => processes.book.problems,
    ownDrafts: () => writing.drafts,
  });
  const situation = () => tree.situation();
  const caseTree = new CaseTree({ inbox, places, conversations, situation, writing, embargo, blurred: () => viewState.blurred });
  const reports = new AdvisoryFiles({
    inbox,
    conversations,
    desk: async () => (await writing.room()).desk,
    ownDrafts: async () => (await writing.room()).ownDrafts,
    scratch: writing.scratch,
    blurred: () => viewState.blurred,
    onOverlap: (key, how) => {
      tellOverlap(key, how, ask);
    },
  });
  const documentPlaces = new DocumentPlaces(inbox, places);
  const marks = new Marks({
    inbox,
    places,
    selected: () => caseTree.selected,
    onDidSelect: caseTree.onDidSelect,
    icon: vscode.Uri.joinPath(context.extensionUri, 'media', 'mark.svg'),
  });
  const preview = new Preview({
    inbox,
    places,
    extensionUri: context.extensionUri,
    row: (advisory) => tree.row(advisory),
    openPlace: (key, index) => {
      void vscode.commands.executeCommand('advisoryTriage.openPlace', key, index);
    },
  });
  const inboxView = showInbox({
    inbox,
    tree,
    caseTree,
    viewState,
    hasRepositories: () => settings.repositories().names.length > 0,
  });
  // By scheme alone: whatever language somebody gives to a report, what guards its links stays.
  const report = { scheme: SCHEMES.report };

  context.subscriptions.push(
    output,
    closeOnLeaving(inbox, preview),
    new vscode.Disposable(() => {
      inbox.dispose();
    }),
    new vscode.Disposable(() => {
      void places.dispose();
    }),
    inboxView,
    showCase(caseTree, inbox),
    new StatusBar(inbox, situation),
    tellArrivals(inbox, ask),
    vscode.window.registerFileDecorationProvider(urgencyDecoration),
    vscode.workspace.registerFileSystemProvider(SCHEMES.report, reports, { isCaseSensitive: true }),
    vscode.workspace.registerFileSystemProvider(SCHEMES.revision, new RevisionFiles((folder) => clones.byFolder(folder)), {
      isReadonly: true,
      isCaseSensitive: true,
    }),
    linkPlaces(report, new PlaceLinks(documentPlaces), places.onDidChange),
    vscode.languages.registerHoverProvider(report, new PlaceHovers(documentPlaces, places)),
    vscode.languages.registerDefinitionProvider(report, new PlaceDefinitions(documentPlaces)),
    vscode.languages.registerReferenceProvider(report, new PlaceReferences(documentPlaces, places)),
    marks,
    writing,
    embargo,
    followWriting({ writing, places, inbox, tree }),
    vscode.languages.registerCodeLensProvider(report, writing.lenses),
    keepSaved(systemTimers, (uri) => {
      writing.scratch.decide(uri);
    }),
    followKind(),
    warnOfCommits(ask),
    tellLosses(inbox, writing, ask),
    vscode.workspace.onDidSaveTextDocument((document) => reports.saved(document)),
    vscode.workspace.onDidOpenTextDocument((document) => {
      void keepLanguage(document);
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      inbox.setFocused(focused);
    }),
    vscode.authentication.onDidChangeSessions(({ provider }) => {
      if (provider.id === 'github') void followVsCode(accounts, inbox);
    }),
    watchSettings({ inbox, tree, caseTree, places, clones, processes }),
    registerCommands(
      commandsOf({
        inbox,
        tree,
        caseTree,
        accounts,
        ask,
        clones,
        places,
        documentPlaces,
        reports,
        writing: { room: writing.room, extensionUri: context.extensionUri },
        embargo,
        preview,
        viewState,
        situation,
        output,
        clock,
      }),
      log,
    ),
  );
  embargo.begin();
  return context.extensionMode === vscode.ExtensionMode.Test
    ? {
        inbox,
        tree,
        caseTree,
        places,
        marks,
        writing,
        embargo,
        accounts,
        secrets,
        answerWith: (answers) => {
          Object.assign(ask, answers);
        },
      }
    : undefined;
}
