import { basename } from 'node:path';
import * as vscode from 'vscode';
import { fail, ok, type Result } from '../../../common/result.ts';
import type { EmbargoFailure } from '../../../embargo/failure.ts';
import { readManifest } from '../../../embargo/manifest.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import type { WorkOptions } from '../../../git/workbench.ts';
import { CONTEXTS, VIEWS } from '../../ids.ts';
import { Matrix } from '../matrix/matrix.ts';
import { MatrixPanel } from '../matrix/panel.ts';
import { MatrixTree, type MatrixNode } from '../matrix/tree.ts';
import { workOptions, type EmbargoParts } from '../parts.ts';
import { GuardAlarm } from './guard-alarm.ts';
import { GuardWatch } from './guard-watch.ts';
import { GuardItem } from './status-item.ts';
import { guardTerminals } from './terminals.ts';
import { watchWorkspace } from './watch-files.ts';

/**
 * The window of an embargo workspace. It asks GitHub nothing and needs nobody signed in; in an untrusted folder it runs
 * no git and says so.
 */
export class EmbargoWindow implements vscode.Disposable {
  /** The workspace's folder; by its name, the advisory's id. */
  readonly folder: string;
  readonly id: string;
  readonly guard: GuardWatch;
  readonly matrix: Matrix;
  readonly panel: MatrixPanel;
  readonly tree: MatrixTree;
  readonly item: GuardItem;
  readonly #parts: EmbargoParts;
  readonly #alarm: GuardAlarm;
  readonly #held: vscode.Disposable[] = [];

  constructor(folder: string, parts: EmbargoParts) {
    this.folder = folder;
    this.id = basename(folder);
    this.#parts = parts;
    const looking = { workspace: this.workspace, options: this.options, isTrusted: () => vscode.workspace.isTrusted };
    this.guard = new GuardWatch({ ...looking, clock: parts.clock, environment: () => process.env });
    this.matrix = new Matrix(looking);
    this.panel = new MatrixPanel(this.id, this.matrix);
    this.tree = new MatrixTree(folder, this.matrix);
    this.item = new GuardItem(this.id, this.guard);
    this.#alarm = new GuardAlarm(this.id, this.guard, parts.ask);
    this.#held.push(this.item, this.panel);
  }

  /** The workspace as its folder has it now. */
  readonly workspace = async (): Promise<Result<Workspace, EmbargoFailure>> => {
    const manifest = await readManifest(this.folder);
    return manifest.ok ? ok({ folder: this.folder, manifest: manifest.value }) : fail(manifest.failure);
  };

  /** How git is run here. */
  readonly options = (signal?: AbortSignal): WorkOptions => workOptions(this.#parts, signal);

  /** Checks the guard at once, and from then on whenever something that it is made of may have changed. */
  async begin(): Promise<void> {
    void vscode.commands.executeCommand('setContext', CONTEXTS.embargo, true);
    const view = vscode.window.createTreeView<MatrixNode>(VIEWS.embargo, { treeDataProvider: this.tree });
    view.description = this.id;
    this.#held.push(
      view,
      watchWorkspace(this.folder, {
        timers: this.#parts.timers,
        onGuard: () => void this.guard.check(),
        onBranches: () => void this.matrix.refresh(),
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.look();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#lookFirst()),
    );
    await this.#lookFirst();
  }

  async #lookFirst(): Promise<void> {
    await this.guard.check();
    const found = await this.workspace();
    if (!vscode.workspace.isTrusted || !found.ok) return;
    await guardTerminals(found.value, this.#parts.terminals, this.options(), process.env);
    await this.#parts.loadProcesses();
    await this.matrix.refresh();
    // A notification stays until somebody presses something.
    void this.#alarm.offerToSettle(found.value.manifest.running);
  }

  /** Looks again at the guard and at the branches: after anything that was done with git. */
  async look(): Promise<void> {
    await Promise.all([this.guard.check(), this.matrix.refresh()]);
  }

  /** Makes this an ordinary window: for one whose workspace is gone. */
  dispose(): void {
    vscode.Disposable.from(...this.#held.splice(0)).dispose();
    this.#alarm.dispose();
    this.#parts.terminals.clear();
    void vscode.commands.executeCommand('setContext', CONTEXTS.embargo, false);
  }
}
