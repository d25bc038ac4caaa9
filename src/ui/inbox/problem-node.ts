import * as vscode from 'vscode';
import type { InboxNode } from './nodes.ts';

interface Action {
  readonly command: string;
  readonly arguments?: string[];
}

/** Something that keeps the list from being complete: what happened, what to do; a click does it. */
export class ProblemNode implements InboxNode {
  readonly parent = undefined;
  readonly id: string;
  readonly #what: {
    readonly label: string;
    readonly advice: string;
    readonly action: Action;
    readonly since: string | undefined;
  };

  constructor(
    id: string,
    what: { readonly label: string; readonly advice: string; readonly action: Action; readonly since: string | undefined },
  ) {
    this.id = id;
    this.#what = what;
  }

  /** Two problems that read the same need not be drawn again. */
  get text(): string {
    return JSON.stringify([this.id, this.#what]);
  }

  item(): vscode.TreeItem {
    const { label, advice, action, since } = this.#what;
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.description = since === undefined ? advice : `${since}. ${advice}`;
    item.tooltip = `${label}\n${since === undefined ? '' : `${since}.\n`}${advice}`;
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.command = { ...action, title: advice };
    item.contextValue = 'problem';
    item.accessibilityInformation = { label: `Problem: ${label}. ${since === undefined ? '' : `${since}. `}${advice}` };
    return item;
  }

  children(): readonly InboxNode[] {
    return [];
  }
}
