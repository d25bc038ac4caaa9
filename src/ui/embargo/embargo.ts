import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { isGhsaId, type Advisory } from '../../advisory/model.ts';
import { Emitter } from '../../common/events.ts';
import { embargoFolder } from '../settings.ts';
import type { CaseWorkspace } from '../case/workspace-rows.ts';
import type { EmbargoParts } from './parts.ts';
import { Sheets } from './handover/sheets.ts';
import type { EmbargoRoom } from './room.ts';
import type { EmbargoWindow } from './window/embargo-window.ts';

export interface EmbargoOptions extends Omit<EmbargoParts, 'changed' | 'sheets'> {
  readonly subscriptions: vscode.Disposable[];
}

/**
 * Embargo workspaces, as the rest of the window sees them. What works with them is read when it is first needed: in an
 * embargo window at once, elsewhere when a fix is started or a folder for workspaces is set and a case is shown.
 */
export class Embargo implements vscode.Disposable {
  readonly #options: EmbargoOptions;
  readonly #changes = new Emitter<void>();
  /** Known from the start: a tab of one may be open from the last time. */
  readonly #sheets: Sheets;
  #room: Promise<EmbargoRoom> | undefined;
  #open: EmbargoRoom | undefined;

  /** What is known of workspaces on this machine is another thing now. */
  readonly onDidChange = this.#changes.on;

  constructor(options: EmbargoOptions) {
    this.#options = options;
    this.#sheets = new Sheets(options.timers);
    options.subscriptions.push(
      this.#sheets.register(),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.begin();
      }),
    );
  }

  /** In an embargo window: looks after its guard at once. In any other one nothing of a guard is left in terminals. */
  begin(): void {
    const folder = embargoFolderAmong((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri));
    const { terminals } = this.#options;
    // What VS Code keeps over a restart would stand in a window that is another one by then.
    terminals.persistent = false;
    if (folder !== undefined) {
      void this.enter(folder);
      return;
    }
    this.#open?.leave();
    terminals.clear();
  }

  /** Makes this window the embargo window of a workspace. */
  async enter(folder: string): Promise<EmbargoWindow> {
    return (await this.room()).enter(folder);
  }

  /** The room, opened once. */
  readonly room = (): Promise<EmbargoRoom> => {
    this.#room ??= this.#enterRoom();
    return this.#room;
  };

  async #enterRoom(): Promise<EmbargoRoom> {
    const { openEmbargo } = await import('./open-embargo.ts');
    const changed = () => {
      this.#changes.fire();
    };
    this.#open = openEmbargo({ ...this.#options, sheets: this.#sheets, changed });
    return this.#open;
  }

  /** The embargo window that this window is; undefined where it is an ordinary one. */
  get window(): EmbargoWindow | undefined {
    return this.#open?.window;
  }

  /** How the workspace of an advisory stands, as far as it is known; what is not yet known is looked up. */
  workspaceOf({ ghsaId }: Advisory): CaseWorkspace | undefined {
    // Without a folder nobody has started a fix here, and nothing is read.
    const named = embargoFolder() !== undefined;
    if (!this.#open && named && vscode.workspace.isTrusted) void this.room().then(() => this.#open?.known.of(ghsaId));
    return named ? this.#open?.known.of(ghsaId) : undefined;
  }

  dispose(): void {
    this.#open?.dispose();
  }
}

/**
 * The workspace that a window is on, by its folders' names alone: nothing is read in a window that is none. The first
 * folder of an embargo window is `<root>/<id>/advisory`.
 */
function embargoFolderAmong(folders: readonly vscode.Uri[]): string | undefined {
  return folders
    .filter(({ scheme, fsPath }) => scheme === 'file' && basename(fsPath) === 'advisory' && isGhsaId(basename(dirname(fsPath))))
    .map(({ fsPath }) => dirname(fsPath))[0];
}
