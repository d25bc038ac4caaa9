import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Timers } from '../../../common/ports.ts';
import { layoutOf } from '../../../embargo/layout.ts';

export interface WatchOptions {
  readonly timers: Timers;
  /** Something that the guard is made of has changed. */
  readonly onGuard: () => void;
  /** Something that tells where branches stand has changed. */
  readonly onBranches: () => void;
}

/** So long it is quiet before it is looked: git writes many files for one command. */
const QUIET_MS = 400;

/** Watches what a workspace is made of: the guard and its settings, and git's files that tell where branches stand. */
export function watchWorkspace(folder: string, { timers, onGuard, onBranches }: WatchOptions): vscode.Disposable {
  const { clone, guard } = layoutOf(folder);
  const guarded = quietly(timers, onGuard);
  const branches = quietly(timers, onBranches);
  // Narrow ones: the worktrees have many thousand files.
  const watched = [
    watch(clone, 'config', guarded.poke),
    watch(join(clone, 'worktrees'), '*/config.worktree', guarded.poke),
    watch(guard, '**', guarded.poke),
    watch(join(clone, 'worktrees'), '*/{HEAD,index,CHERRY_PICK_HEAD}', branches.poke),
    watch(join(clone, 'refs'), '**', branches.poke),
    watch(clone, 'packed-refs', branches.poke),
    watch(folder, 'embargo.json', branches.poke),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.scheme === 'file' && uri.fsPath.startsWith(folder)) branches.poke();
    }),
  ];
  return vscode.Disposable.from(...watched, guarded, branches);
}

function watch(folder: string, pattern: string, poke: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(folder), pattern));
  return vscode.Disposable.from(watcher, watcher.onDidChange(poke), watcher.onDidCreate(poke), watcher.onDidDelete(poke));
}

/** Calls once it has been quiet for a while. */
function quietly(timers: Timers, act: () => void): { readonly poke: () => void; dispose(): void } {
  let stop: (() => void) | undefined;
  return {
    poke: () => {
      stop?.();
      stop = timers.after(QUIET_MS, act);
    },
    dispose: () => {
      stop?.();
    },
  };
}
