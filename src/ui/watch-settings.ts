import * as vscode from 'vscode';
import type { Inbox } from '../inbox/inbox.ts';
import type { CaseTree } from './case/tree.ts';
import { SETTINGS } from './ids.ts';
import type { InboxTree } from './inbox/tree.ts';
import type { Clones } from './places/clones.ts';
import type { Places } from './places/places.ts';
import type { Processes } from './processes.ts';

export interface SettingsWatchers {
  readonly inbox: Inbox;
  readonly tree: InboxTree;
  readonly caseTree: CaseTree;
  readonly places: Places;
  readonly clones: Clones;
  readonly processes: Processes;
}

/** Applies a changed setting at once; before a view has been looked at there is nothing to apply. */
export function watchSettings({ inbox, tree, caseTree, places, clones, processes }: SettingsWatchers): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(async (change) => {
    if (inbox.state.phase === 'resting') return;
    if (change.affectsConfiguration(SETTINGS.process)) {
      await processes.load();
      places.forget();
      tree.redraw();
      caseTree.redraw();
    }
    if (change.affectsConfiguration('git.path')) clones.restart();
    if (change.affectsConfiguration(SETTINGS.clones)) places.forget();
    if (change.affectsConfiguration(SETTINGS.queries)) tree.redraw();
    if (change.affectsConfiguration(SETTINGS.cache)) await inbox.cacheModeChanged();
    if (change.affectsConfiguration(SETTINGS.repositories)) {
      await inbox.repositoriesChanged();
      tree.redraw();
    }
    // Another API is another place altogether: whoever was signed in is looked for there.
    if (change.affectsConfiguration(SETTINGS.apiBase)) await inbox.reopen();
  });
}
