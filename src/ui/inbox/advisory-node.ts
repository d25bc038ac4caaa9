import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import type { Row } from '../../inbox/row.ts';
import { COMMANDS, SCHEMES } from '../ids.ts';
import { table } from '../markdown.ts';
import type { InboxNode, RowSource } from './nodes.ts';

const ICONS: Readonly<Record<Row['shape'], string>> = {
  triage: 'circle-large-outline',
  draft: 'circle-large-filled',
  finished: 'pass',
  unknown: 'question',
};
const COLOURS: Readonly<Record<Row['severity'], string>> = {
  critical: 'charts.red',
  high: 'charts.orange',
  medium: 'charts.yellow',
  low: 'charts.blue',
  none: 'icon.foreground',
};

/** One advisory in a section. */
export class AdvisoryNode implements InboxNode {
  readonly key: AdvisoryKey;
  readonly id: string;
  readonly parent: InboxNode;
  readonly #source: RowSource;

  constructor(key: AdvisoryKey, id: string, parent: InboxNode, source: RowSource) {
    this.key = key;
    this.id = id;
    this.parent = parent;
    this.#source = source;
  }

  item(): vscode.TreeItem {
    const advisory = this.#source.advisory(this.key);
    const item = new vscode.TreeItem('');
    item.id = this.id;
    if (!advisory) return item;
    const row = this.#source.row(advisory);
    // What is new stands out, also where a long title leaves no room for the word.
    item.label = row.isNew ? { label: row.label, highlights: [[0, row.label.length]] } : row.label;
    item.description = row.description;
    item.iconPath = new vscode.ThemeIcon(ICONS[row.shape], new vscode.ThemeColor(COLOURS[row.severity]));
    // Only for the mark and colour of a clock: the decoration provider reads them off this address.
    const query = new URLSearchParams({ urgency: row.urgency, ...(row.mark === undefined ? {} : { mark: row.mark }) });
    item.resourceUri = vscode.Uri.from({ scheme: SCHEMES.row, path: `/${this.id}`, query: query.toString() });
    const section = /^(?:mine|unassigned)(?=\/)/.exec(this.id)?.[0] ?? '';
    item.contextValue = `advisory ${row.shape} ${section}`.trim();
    item.command = { command: COMMANDS.openReport, title: 'Open Report', arguments: [this.key, 'beside-row'] };
    item.accessibilityInformation = { label: row.spoken };
    return item;
  }

  /** The tooltip, made when it is looked at, so that it tells how fresh the row is then. */
  tooltip(): vscode.MarkdownString | undefined {
    const advisory = this.#source.advisory(this.key);
    if (!advisory) return undefined;
    const row = this.#source.row(advisory);
    return table([['Title', row.label], ...row.facts], this.#source.readAt(advisory));
  }

  children(): readonly InboxNode[] {
    return [];
  }
}
