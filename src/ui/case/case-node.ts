import * as vscode from 'vscode';

/** A row of the Case view. */
export interface CaseRow {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string | vscode.MarkdownString;
  readonly icon?: vscode.ThemeIcon;
  readonly command?: vscode.Command;
  readonly context?: string;
  readonly spoken?: string;
  readonly open?: boolean;
  readonly rows?: readonly CaseRow[];
}

/** A row as VS Code draws it. */
export function caseItem(row: CaseRow): vscode.TreeItem {
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.label, row.rows === undefined ? None : row.open === false ? Collapsed : Expanded);
  item.id = row.id;
  if (row.description !== undefined) item.description = row.description;
  if (row.tooltip !== undefined) item.tooltip = row.tooltip;
  if (row.icon !== undefined) item.iconPath = row.icon;
  if (row.command !== undefined) item.command = row.command;
  if (row.context !== undefined) item.contextValue = row.context;
  if (row.spoken !== undefined) item.accessibilityInformation = { label: row.spoken };
  return item;
}
