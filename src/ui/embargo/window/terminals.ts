import type * as vscode from 'vscode';
import { readFork } from '../../../embargo/guard/fork.ts';
import { guardRunner, readFacts } from '../../../embargo/guard/guard.ts';
import { terminalEnvironment } from '../../../embargo/guard/settings.ts';
import { layoutOf } from '../../../embargo/layout.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import type { WorkOptions } from '../../../git/workbench.ts';

/** Also after a shell's own files have run, which may set variables of git's. */
const ALWAYS = { applyAtProcessCreation: true, applyAtShellIntegration: true } as const;

/**
 * Puts the guard above every setting of git in the terminals and tasks of this window, also in other repositories there.
 * It is not kept over a restart of the window.
 * @param environment the variables that terminals start from
 */
export async function guardTerminals(
  { folder, manifest }: Workspace,
  terminals: vscode.GlobalEnvironmentVariableCollection,
  options: WorkOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const fork = readFork(manifest.fork);
  terminals.persistent = false;
  terminals.clear();
  if (!fork.ok) return;
  const facts = await readFacts(guardRunner(options), folder, layoutOf(folder).guard);
  terminals.description = `Git here reaches the private fork of ${manifest.advisory} and nothing else.`;
  for (const [name, value] of Object.entries(terminalEnvironment(fork.value, facts))) {
    if (value !== undefined) terminals.replace(name, value, ALWAYS);
    // A variable cannot be taken away, but an empty one says nothing to git.
    else if ((environment[name] ?? '') !== '') terminals.replace(name, '', ALWAYS);
  }
}
