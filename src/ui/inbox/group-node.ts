import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import type { InboxNode } from './nodes.ts';
import type { SectionNode } from './section-node.ts';

/** A repository within a section. */
export class GroupNode implements InboxNode {
  readonly id: string;
  readonly parent: SectionNode;
  readonly #repository: string;
  keys: readonly AdvisoryKey[] = [];

  constructor(repository: string, parent: SectionNode) {
    this.#repository = repository;
    this.parent = parent;
    this.id = `${parent.id}/repo:${repository}`;
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.#repository, vscode.TreeItemCollapsibleState.Expanded);
    item.id = this.id;
    item.description = String(this.keys.length);
    item.iconPath = new vscode.ThemeIcon('repo');
    item.contextValue = 'repository';
    return item;
  }

  children(): readonly InboxNode[] {
    return this.keys.map((key) => this.parent.row(key, this));
  }
}
