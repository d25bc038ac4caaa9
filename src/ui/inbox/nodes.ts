import type * as vscode from 'vscode';
import type { Advisory, AdvisoryKey } from '../../advisory/model.ts';

/** A row of the inbox. Each kind of row is a class in a file of its own. */
export interface InboxNode {
  readonly id: string;
  readonly parent: InboxNode | undefined;
  item(): vscode.TreeItem;
  children(): readonly InboxNode[];
}

/** What advisory rows need to draw themselves. */
export interface RowSource {
  advisory(key: AdvisoryKey): Advisory | undefined;
  row(advisory: Advisory): import('../../inbox/row.ts').Row;
  /** When what is shown was read, in words. */
  readAt(advisory: Advisory): string;
}
