import * as vscode from 'vscode';

/** Does something long with a notification that tells how far it is and can cancel it. */
export function working<T>(title: string, work: (signal: AbortSignal, say: (words: string) => void) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, async (progress, token) => {
      const stop = new AbortController();
      const listening = token.onCancellationRequested(() => {
        stop.abort();
      });
      try {
        return await work(stop.signal, (message) => {
          progress.report({ message });
        });
      } finally {
        listening.dispose();
      }
    }),
  );
}
