import * as vscode from 'vscode';

/** Something by which a window may let out what is in it, and which no workspace's settings can switch off. */
export interface Opening {
  readonly words: string;
  /** What the settings editor is asked for. */
  readonly setting: string;
}

/** Looks at the application's own settings, as they count in this window. */
export function openings(): readonly Opening[] {
  const all = vscode.workspace.getConfiguration();
  const is = (key: string, ...fine: readonly unknown[]) => fine.includes(all.get<unknown>(key));
  const found: Opening[] = [];
  if (vscode.env.isTelemetryEnabled || !is('telemetry.telemetryLevel', 'off'))
    found.push({
      words: 'VS Code sends telemetry: errors may hold paths and names of branches.',
      setting: 'telemetry.telemetryLevel',
    });
  if (!is('files.hotExit', 'off'))
    found.push({
      words: 'VS Code keeps unsaved text of this window in clear, outside of the workspace.',
      setting: 'files.hotExit',
    });
  if (!is('workbench.localHistory.enabled', false))
    found.push({
      words: 'VS Code keeps earlier texts of every file in clear, outside of the workspace.',
      setting: 'workbench.localHistory.enabled',
    });
  if (isAiOn(all))
    found.push({ words: 'An assistant may send what is in this window to its maker.', setting: 'chat.disableAIFeatures' });
  // No extension is told.
  found.push({
    words: 'Whether Settings Sync is on cannot be seen from here. It carries settings and snippets, no files of this workspace.',
    setting: 'settingsSync',
  });
  return found;
}

/** Older versions do not know the setting: there it counts whether an assistant is installed. */
function isAiOn(all: vscode.WorkspaceConfiguration): boolean {
  const isOff = all.get<unknown>('chat.disableAIFeatures');
  if (isOff !== undefined) return isOff !== true;
  return ['github.copilot', 'github.copilot-chat'].some((id) => vscode.extensions.getExtension(id) !== undefined);
}

/** Shows a setting in the settings editor. */
export async function openSetting({ setting }: Opening): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', setting);
}
