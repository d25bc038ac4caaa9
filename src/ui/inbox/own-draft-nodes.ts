import * as vscode from 'vscode';
import type { OwnDraft } from '../../sending/own-drafts.ts';
import { COMMANDS } from '../ids.ts';
import { moment } from '../words.ts';
import type { InboxNode } from './nodes.ts';

/** The drafts of one's own, below the advisories. */
export class OwnDraftsNode implements InboxNode {
  readonly id = 'own-drafts';
  readonly parent = undefined;
  readonly #drafts: readonly OwnDraft[];
  readonly #now: number;

  constructor(drafts: readonly OwnDraft[], now: number) {
    this.#drafts = drafts;
    this.#now = now;
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem('Drafts', vscode.TreeItemCollapsibleState.Collapsed);
    item.id = this.id;
    item.description = String(this.#drafts.length);
    item.contextValue = 'ownDrafts';
    item.tooltip = 'Drafts that are no advisory on GitHub yet. They are on this machine only, sealed.';
    return item;
  }

  children(): readonly InboxNode[] {
    return this.#drafts.map((draft) => new OwnDraftNode(draft, this, this.#now));
  }
}

/** One draft: when it was saved, and no word of it. */
class OwnDraftNode implements InboxNode {
  readonly id: string;
  readonly parent: InboxNode;
  /** By this a command knows which draft is meant. */
  readonly draft: string;
  readonly #savedAt: number;
  readonly #now: number;

  constructor({ name, savedAt }: OwnDraft, parent: InboxNode, now: number) {
    this.id = `own-drafts/${name}`;
    this.parent = parent;
    this.draft = name;
    this.#savedAt = savedAt;
    this.#now = now;
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(`Draft ${this.draft}`);
    item.id = this.id;
    item.description = `saved ${moment(this.#savedAt, this.#now)}`;
    item.iconPath = new vscode.ThemeIcon('edit');
    item.contextValue = 'ownDraft';
    item.command = { command: COMMANDS.openDraft, title: 'Open Draft', arguments: [this] };
    item.accessibilityInformation = { label: `Draft ${this.draft}, saved ${moment(this.#savedAt, this.#now)}` };
    return item;
  }

  children(): readonly InboxNode[] {
    return [];
  }
}
