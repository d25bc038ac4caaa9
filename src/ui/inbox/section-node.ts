import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import type { Section } from '../../inbox/sections.ts';
import { AdvisoryNode } from './advisory-node.ts';
import { GroupNode } from './group-node.ts';
import { InfoNode } from './info-node.ts';
import type { InboxNode, RowSource } from './nodes.ts';

const EMPTY: Readonly<Record<string, string>> = {
  mine: 'Nothing is assigned to you',
  unassigned: 'Nothing waits for a coordinator',
  open: 'Nothing open with other coordinators',
  finished: 'Nothing finished',
};
const HELP: Readonly<Record<string, string>> = {
  mine: 'Advisories that credit you as coordinator and are not finished.',
  unassigned: 'Open advisories that credit nobody as coordinator.',
  open: 'Open advisories that credit somebody else as coordinator.',
  finished: 'Closed, withdrawn and published advisories.',
};

/** Mine, Unassigned, Open, Finished, or a query of the user's. Keeps its advisory rows, so that they stay the same objects. */
export class SectionNode implements InboxNode {
  readonly parent = undefined;
  readonly id: string;
  readonly #source: RowSource;
  readonly #rows = new Map<AdvisoryKey, AdvisoryNode>();
  readonly #groups = new Map<string, GroupNode>();
  section: Section;
  filtered = false;
  /** Whether every listed repository has been read: only then nothing is nothing. */
  complete = true;

  constructor(section: Section, source: RowSource) {
    this.id = section.id;
    this.section = section;
    this.#source = source;
  }

  item(): vscode.TreeItem {
    const { label, keys, problems, id } = this.section;
    const open = id === 'mine' || id === 'unassigned';
    const item = new vscode.TreeItem(
      label,
      open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
    );
    item.id = id;
    item.description = problems.length > 0 ? 'query not understood' : String(keys.length);
    item.contextValue = 'section';
    item.tooltip =
      problems.length > 0
        ? problems.map(({ term, expected }) => `"${term}" is not understood. Try ${expected}.`).join('\n')
        : (HELP[id] ?? 'A query of yours.');
    item.accessibilityInformation = {
      label:
        problems.length > 0
          ? `${label}, a query that is not understood`
          : `${label}, ${keys.length === 1 ? '1 advisory' : `${keys.length} advisories`}`,
    };
    return item;
  }

  children(): readonly InboxNode[] {
    const { keys, groups, problems } = this.section;
    if (problems.length > 0)
      return problems.map(
        ({ term, expected }, index) =>
          new InfoNode(`${this.id}/problem:${index}`, this, `"${term}" is not understood`, `try ${expected}`, 'warning'),
      );
    if (keys.length === 0)
      return [
        new InfoNode(
          `${this.id}/empty`,
          this,
          !this.complete
            ? 'Nothing in what has been read so far'
            : this.filtered
              ? 'Nothing fits the filter'
              : (EMPTY[this.id] ?? 'Nothing fits'),
        ),
      ];
    const split = groups ?? [];
    if (split.length > 1) return split.map((group) => this.#group(group.repository, group.keys));
    return keys.map((key) => this.row(key, this));
  }

  /** The row of an advisory in this section, made once. */
  row(key: AdvisoryKey, parent: InboxNode): AdvisoryNode {
    let row = this.#rows.get(key);
    if (row?.parent !== parent) {
      row = new AdvisoryNode(key, `${parent.id}/${key}`, parent, this.#source);
      this.#rows.set(key, row);
    }
    return row;
  }

  /** The row if it has been shown. */
  shown(key: AdvisoryKey): AdvisoryNode | undefined {
    return this.#rows.get(key);
  }

  /** Forgets rows that are no longer in the section. */
  tidy(): void {
    const keys = new Set(this.section.keys);
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
  }

  #group(repository: string, keys: readonly AdvisoryKey[]): GroupNode {
    let group = this.#groups.get(repository);
    if (!group) {
      group = new GroupNode(repository, this);
      this.#groups.set(repository, group);
    }
    group.keys = keys;
    return group;
  }
}
