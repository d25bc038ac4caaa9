import * as vscode from 'vscode';
import type { Log } from '../../common/ports.ts';
import { COMMANDS, type CommandName } from '../ids.ts';

/** What each command does. The compiler asks for every one of them. */
export type Commands = Readonly<Record<CommandName, (...args: readonly unknown[]) => Promise<void> | void>>;

/** Registers all commands with one handler for what nobody foresaw. */
export function registerCommands(commands: Commands, log: Log): vscode.Disposable {
  const registered = (Object.keys(COMMANDS) as CommandName[]).map((name) =>
    vscode.commands.registerCommand(COMMANDS[name], async (...args: unknown[]) => {
      try {
        await commands[name](...args);
      } catch (error) {
        // The error's own words may hold an advisory's: only its class and the command are told.
        log(`command ${name} failed: ${error instanceof Error ? error.name : typeof error}`);
        void vscode.window.showErrorMessage(
          `"${name}" went wrong inside the extension. Nothing was sent to GitHub. The log names the place.`,
        );
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
