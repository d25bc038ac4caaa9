import * as vscode from 'vscode';

/** The type of the report's preview, as the window knows it. */
export const PREVIEW_TYPE = 'advisoryTriage.preview';

/**
 * The column to open a document in: the one in use, or another one where that shows the preview, which must stay in sight.
 * A number, not "the active one": a click in the preview may make its column the active one while we wait.
 */
export function columnForDocument(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  // VS Code puts a prefix of its own before the type.
  const showsPreview = ({ activeTab }: vscode.TabGroup) =>
    activeTab?.input instanceof vscode.TabInputWebview && activeTab.input.viewType.endsWith(PREVIEW_TYPE);
  const group = [activeTabGroup, ...all].find((candidate) => !showsPreview(candidate));
  return group?.viewColumn ?? vscode.ViewColumn.Beside;
}
