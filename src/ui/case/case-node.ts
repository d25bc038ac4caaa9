import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';

/** A place of a report by its number among the report's places, and the branch that a row shows it on. */
export interface RowPlace {
  readonly key: AdvisoryKey;
  readonly index: number;
  readonly branch?: string;
}

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
  /** The place that a row is about, for the commands of its menu. */
  readonly place?: RowPlace;
  readonly rows?: readonly CaseRow[];
}

/** VS Code would read out the tooltip in place of the row. */
function spokenOf({ label, description, tooltip }: CaseRow): string | undefined {
  if (typeof tooltip !== 'string') return undefined;
  const row = description === undefined || description === '' ? label : `${label} ${description}`;
  if (tooltip === label || tooltip === description) return row;
  // A tooltip often goes on from what the row says.
  return description && tooltip.startsWith(description) ? `${label} ${tooltip}` : `${row}. ${tooltip}`;
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
  const spoken = row.spoken ?? spokenOf(row);
  if (spoken !== undefined) item.accessibilityInformation = { label: spoken };
  return item;
}
