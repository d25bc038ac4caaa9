import * as vscode from 'vscode';
import type { InboxNode } from './nodes.ts';

/** A row that says something: an empty section, a term that was not understood. */
export class InfoNode implements InboxNode {
  readonly id: string;
  readonly parent: InboxNode | undefined;
  readonly #label: string;
  readonly #description: string | undefined;
  readonly #icon: string | undefined;

  constructor(id: string, parent: InboxNode | undefined, label: string, description?: string, icon?: string) {
    this.id = id;
    this.parent = parent;
    this.#label = label;
    this.#description = description;
    this.#icon = icon;
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.#label);
    item.id = this.id;
    if (this.#description !== undefined) item.description = this.#description;
    if (this.#icon !== undefined) item.iconPath = new vscode.ThemeIcon(this.#icon);
    item.contextValue = 'info';
    return item;
  }

  children(): readonly InboxNode[] {
    return [];
  }
}
