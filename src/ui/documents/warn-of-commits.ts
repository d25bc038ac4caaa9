import * as vscode from 'vscode';
import type { Ask } from '../ask.ts';
import { LANGUAGE } from '../ids.ts';

/** A draft that is saved as an ordinary file below a repository can be committed and pushed: that is said, once a file. */
export function warnOfCommits(ask: Ask): vscode.Disposable {
  const told = new Set<string>();
  return vscode.workspace.onDidSaveTextDocument(async (document) => {
    const { uri, languageId } = document;
    if (uri.scheme !== 'file' || languageId !== LANGUAGE || told.has(uri.toString())) return;
    const folder = await repositoryOf(uri);
    if (!folder) return;
    told.add(uri.toString());
    await ask.problem(
      'This draft lies in a git repository: it can be committed and pushed by mistake. "New Draft" keeps drafts in a place of their own.',
    );
  });
}

/** The nearest folder above that has a `.git`; looked for on the file system, so that no git has to be started. */
async function repositoryOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (let folder = vscode.Uri.joinPath(uri, '..'); ; folder = vscode.Uri.joinPath(folder, '..')) {
    const there = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, '.git')).then(
      () => true,
      () => false,
    );
    if (there) return folder;
    if (folder.path === '/' || vscode.Uri.joinPath(folder, '..').path === folder.path) return undefined;
  }
}
