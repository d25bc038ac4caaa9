import * as vscode from 'vscode';

/** One run of the command. */
export interface Trial {
  readonly branch: string;
  /** The worktree's folder. */
  readonly folder: string;
  readonly command: string;
}

/** How it ended: by an exit code, or without one where it was ended from outside or never began. */
export type Ended = { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'stopped' };

const STOPPED: Ended = { kind: 'stopped' };

/** Runs a command as a task of VS Code, in a terminal of its own, and waits for its end. */
export async function runTrial({ branch, folder, command }: Trial, signal: AbortSignal): Promise<Ended> {
  if (signal.aborted) return STOPPED;
  const ends = new Ends();
  try {
    const execution = await vscode.tasks.executeTask(taskFor(branch, folder, command));
    const stop = () => {
      execution.terminate();
    };
    const unlisten = whenAborted(signal, stop);
    const ended = await ends.of(execution);
    unlisten();
    return ended;
  } catch {
    return STOPPED;
  } finally {
    ends.dispose();
  }
}

/** Calls at once where it is aborted already: a task may be cancelled while it is being begun. */
function whenAborted(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) act();
  signal.addEventListener('abort', act, { once: true });
  return () => {
    signal.removeEventListener('abort', act);
  };
}

/** Listens from before a task begins: it may end before VS Code has told which execution it is. */
class Ends implements vscode.Disposable {
  readonly #ended = new Map<vscode.TaskExecution, Ended>();
  readonly #waiting = new Map<vscode.TaskExecution, (ended: Ended) => void>();
  readonly #listening = vscode.Disposable.from(
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      this.#note(execution, exitCode === undefined ? STOPPED : { kind: 'exit', code: exitCode });
    }),
    vscode.tasks.onDidEndTask(({ execution }) => {
      this.#note(execution, STOPPED);
    }),
  );

  #note(execution: vscode.TaskExecution, ended: Ended): void {
    if (this.#ended.has(execution)) return;
    this.#ended.set(execution, ended);
    this.#waiting.get(execution)?.(ended);
  }

  of(execution: vscode.TaskExecution): Promise<Ended> {
    const ended = this.#ended.get(execution);
    if (ended) return Promise.resolve(ended);
    return new Promise((resolve) => this.#waiting.set(execution, resolve));
  }

  dispose(): void {
    this.#listening.dispose();
  }
}

/**
 * The terminal is called `3.13: verify`. The type is its own: of a `shell` task VS Code forgets the branch, and takes all
 * of them for one.
 */
function taskFor(branch: string, cwd: string, command: string): vscode.Task {
  const execution = new vscode.ShellExecution(command, { cwd });
  const task = new vscode.Task({ type: 'advisory-verify', branch }, vscode.TaskScope.Workspace, 'verify', branch, execution, []);
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    focus: false,
    clear: true,
    showReuseMessage: false,
  };
  return task;
}
