import * as vscode from 'vscode';

/** The type of the report's preview, as the window knows it. */
export const PREVIEW_TYPE = 'advisoryTriage.preview';
/** The same of the score calculator. */
export const CALCULATOR_TYPE = 'advisoryTriage.calculator';

/**
 * The column to open a document in: the one in use, or another one where that shows the preview or the calculator, which
 * must stay in sight.
 * A number, not "the active one": a click in the preview may make its column the active one while we wait.
 */
export function columnForDocument(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  // VS Code puts a prefix of its own before the type.
  const showsPanel = ({ activeTab }: vscode.TabGroup) => {
    const input = activeTab?.input;
    return (
      input instanceof vscode.TabInputWebview && [PREVIEW_TYPE, CALCULATOR_TYPE].some((type) => input.viewType.endsWith(type))
    );
  };
  const group = [activeTabGroup, ...all].find((candidate) => !showsPanel(candidate));
  return group?.viewColumn ?? vscode.ViewColumn.Beside;
}
