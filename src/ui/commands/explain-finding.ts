import * as vscode from 'vscode';
import type { Ask } from '../ask.ts';

/** Opens the page about a kind of finding. The pages come with the extension: nothing is fetched. */
export async function explainFinding(code: unknown, extensionUri: vscode.Uri, ask: Ask): Promise<void> {
  if (typeof code !== 'string' || !/^[a-z0-9-]{1,60}$/.test(code)) return;
  const page = vscode.Uri.joinPath(extensionUri, 'docs', 'findings', `${code}.md`);
  try {
    await vscode.workspace.fs.stat(page);
  } catch {
    await ask.notice('There is no page about this finding.');
    return;
  }
  await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
}
