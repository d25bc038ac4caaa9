import * as vscode from 'vscode';
import type { Inbox } from '../inbox/inbox.ts';
import type { CaseTree } from './case/tree.ts';
import type { CaseRow } from './case/case-node.ts';
import { CONTEXTS, VIEWS } from './ids.ts';
import { AdvisoryNode } from './inbox/advisory-node.ts';
import type { InboxNode } from './inbox/nodes.ts';
import type { InboxTree } from './inbox/tree.ts';
import type { ViewState } from './inbox/view-state.ts';
import { words } from './words.ts';

export interface InboxViewOptions {
  readonly inbox: Inbox;
  readonly tree: InboxTree;
  readonly caseTree: CaseTree;
  readonly viewState: ViewState;
  readonly hasRepositories: () => boolean;
}

/** The inbox view: from the first look at it the inbox is alive; what is selected in it is the case. */
export function showInbox({ inbox, tree, caseTree, viewState, hasRepositories }: InboxViewOptions): vscode.TreeView<InboxNode> {
  const view = vscode.window.createTreeView<InboxNode>(VIEWS.inbox, { treeDataProvider: tree, showCollapseAll: true });
  const dress = () => {
    const { session, refreshing } = inbox.state;
    void vscode.commands.executeCommand('setContext', CONTEXTS.inbox, welcomeFor(inbox, hasRepositories()));
    void vscode.commands.executeCommand('setContext', CONTEXTS.refreshing, refreshing);
    const unseen = inbox.unseenCount;
    view.badge =
      unseen === 0
        ? undefined
        : { value: unseen, tooltip: unseen === 1 ? '1 advisory is new to you' : `${unseen} advisories are new to you` };
    view.description = session?.login ?? '';
    // It stands above the rows and does not scroll away.
    const { trouble } = inbox.state;
    const said = trouble && words(trouble, Date.now());
    const lines = [said && `${said.title}. ${said.advice}`, viewState.filter === '' ? undefined : `Filter: ${viewState.filter}`];
    view.message = lines.filter((line) => line !== undefined).join(' · ');
  };
  inbox.onDidChangeState(dress);
  inbox.store.onDidChange(dress);
  tree.onDidChangeTreeData(dress);
  view.onDidChangeSelection(({ selection: [node] }) => {
    if (node instanceof AdvisoryNode) caseTree.select(node.key);
  });
  lookWhenVisible(view, inbox);
  void viewState.publish();
  return view;
}

/** The case view: looking at it is looking at the inbox, too. */
export function showCase(tree: CaseTree, inbox: Inbox): vscode.TreeView<CaseRow> {
  const view = vscode.window.createTreeView<CaseRow>(VIEWS.case, { treeDataProvider: tree });
  tree.onDidChangeTreeData(() => {
    view.description = tree.selected?.slice(tree.selected.indexOf('#') + 1) ?? '';
    void vscode.commands.executeCommand('setContext', CONTEXTS.selected, tree.selected !== undefined);
  });
  inbox.onDidChangeState(({ phase }) => {
    if (phase === 'signed-out') tree.select(undefined);
  });
  lookWhenVisible(view, inbox);
  return view;
}

function lookWhenVisible(view: vscode.TreeView<unknown>, inbox: Inbox): void {
  if (view.visible) void inbox.look();
  view.onDidChangeVisibility(({ visible }) => {
    if (visible) void inbox.look();
  });
}

/** Which welcome an empty view shows. */
function welcomeFor(inbox: Inbox, hasRepositories: boolean): string {
  const { phase, trouble, refreshing } = inbox.state;
  if (phase === 'signed-out') return 'signed-out';
  if (phase !== 'open') return 'opening';
  if (!hasRepositories) return 'no-repositories';
  const read = inbox.store.statuses().every(({ readAt }) => readAt !== null);
  return trouble ? 'trouble' : read ? 'empty' : refreshing ? 'loading' : 'trouble';
}
