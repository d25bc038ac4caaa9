import * as vscode from 'vscode';
import type { Advisory } from '../../advisory/model.ts';
import { openWorkspace } from './commands/open-workspace.ts';
import { removeWorkspaceOf } from './commands/remove-workspace.ts';
import { WINDOW_VERBS, type WindowVerb, type WindowVerbName } from './commands/verbs.ts';
import { KnownWorkspaces } from './known-workspaces.ts';
import type { EmbargoParts } from './parts.ts';
import { startFix } from './start/start-fix.ts';
import { EmbargoWindow } from './window/embargo-window.ts';

const UNTRUSTED = 'No git is run in an untrusted folder. Trust this workspace first.';

/** Everything with which workspaces are made, looked after and removed. Read when it is first needed. */
export class EmbargoRoom implements vscode.Disposable {
  readonly parts: EmbargoParts;
  readonly known: KnownWorkspaces;
  #window: EmbargoWindow | undefined;

  constructor(parts: EmbargoParts) {
    this.parts = parts;
    this.known = new KnownWorkspaces(parts);
  }

  /** The embargo window that this window is; undefined for an ordinary one. */
  get window(): EmbargoWindow | undefined {
    return this.#window;
  }

  /** Makes this window the embargo window of a workspace, once. */
  async enter(folder: string): Promise<EmbargoWindow> {
    if (this.#window?.folder === folder) return this.#window;
    this.leave();
    const window = new EmbargoWindow(folder, this.parts);
    this.#window = window;
    await window.begin();
    return window;
  }

  /** Makes it an ordinary window again. */
  leave(): void {
    this.#window?.dispose();
    this.#window = undefined;
  }

  startFix = (advisory: Advisory): Promise<void> => startFix(advisory, this.parts);
  openWorkspace = (id: string | undefined): Promise<void> => openWorkspace(id, this.parts);

  /** The workspace of this window, or else the one that is named or picked. */
  async removeWorkspace(id: string | undefined): Promise<void> {
    if (this.#window && !vscode.workspace.isTrusted) {
      await this.parts.ask.notice(UNTRUSTED);
      return;
    }
    const isGone = await removeWorkspaceOf(id, this.#window, this.parts);
    this.known.look();
    if (!isGone || !this.#window) return;
    this.leave();
    await vscode.commands.executeCommand('workbench.action.closeFolder');
  }

  /** Does a verb of the embargo window; in another one there is nothing that it could be about. */
  async inWindow(name: WindowVerbName, row: unknown, more?: unknown): Promise<void> {
    const verb: WindowVerb = WINDOW_VERBS[name];
    const { ask } = this.parts;
    if (!this.#window) await ask.notice('This is for the window of an embargo workspace. Open one first.');
    else if (!vscode.workspace.isTrusted && name !== 'showGuard') await ask.notice(UNTRUSTED);
    else await verb(this.#window, this.parts, row, more);
  }

  dispose(): void {
    this.leave();
    this.known.dispose();
  }
}
