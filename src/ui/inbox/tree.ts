import * as vscode from 'vscode';
import { keyOf, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import { DAY, type Clock } from '../../common/ports.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Situation } from '../../inbox/query.ts';
import { rowOf } from '../../inbox/row.ts';
import { arrange, type Section } from '../../inbox/sections.ts';
import type { StoreChange } from '../../inbox/store.ts';
import type { OwnDraft } from '../../sending/own-drafts.ts';
import type { BookProblem, ProcessBook } from '../../process/book.ts';
import { moment } from '../words.ts';
import { AdvisoryNode } from './advisory-node.ts';
import type { InboxNode, RowSource } from './nodes.ts';
import { OwnDraftsNode } from './own-draft-nodes.ts';
import { problemNodes } from './problems.ts';
import type { ProblemNode } from './problem-node.ts';
import { SectionNode } from './section-node.ts';
import type { ViewState } from './view-state.ts';

export interface InboxTreeOptions {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly book: () => ProcessBook;
  readonly viewState: ViewState;
  readonly queries: () => readonly { readonly label: string; readonly query: string }[];
  readonly wrongNames: () => readonly string[];
  readonly bookProblems: () => readonly BookProblem[];
  readonly ownDrafts: () => readonly OwnDraft[];
}

/**
 * The inbox as a tree. A change is drawn where it is: one row when an advisory stays in its place, the sections
 * concerned when rows come, go or move, and the whole only when the list of sections or problems is another one.
 */
export class InboxTree implements vscode.TreeDataProvider<InboxNode>, RowSource {
  readonly #options: InboxTreeOptions;
  readonly #changes = new vscode.EventEmitter<InboxNode | InboxNode[] | undefined>();
  readonly #sections = new Map<string, SectionNode>();
  #order: readonly string[] = [];
  #problems: readonly ProblemNode[] = [];
  #today = 0;
  #shape = '';

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(options: InboxTreeOptions) {
    this.#options = options;
    options.inbox.store.onDidChange((change) => {
      this.#storeChanged(change);
    });
    options.inbox.onDidChangeState(() => {
      this.#stateChanged();
    });
  }

  getTreeItem(node: InboxNode): vscode.TreeItem {
    return node.item();
  }

  resolveTreeItem(item: vscode.TreeItem, node: InboxNode): vscode.TreeItem {
    const tooltip = node instanceof AdvisoryNode ? node.tooltip() : undefined;
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  getParent(node: InboxNode): InboxNode | undefined {
    return node.parent;
  }

  getChildren(node?: InboxNode): InboxNode[] {
    return [...(node ? node.children() : this.#roots())];
  }

  advisory(key: AdvisoryKey): Advisory | undefined {
    return this.#options.inbox.store.get(key);
  }

  row(advisory: Advisory): ReturnType<typeof rowOf> {
    return rowOf(advisory, this.situation(), this.#options.viewState.rowStyle);
  }

  readAt(advisory: Advisory): string {
    const readAt = this.#options.inbox.store.status(advisory.repository)?.readAt;
    return readAt === null || readAt === undefined ? '' : `As of ${moment(readAt, this.#options.clock())}`;
  }

  situation(): Situation {
    const { inbox, clock, book } = this.#options;
    return {
      me: inbox.state.session?.login,
      clock,
      book: book(),
      isNew: (advisory) => inbox.isUnseen(keyOf(advisory)),
      unassignedSince: (advisory) => inbox.store.unassignedSince(keyOf(advisory)),
    };
  }

  /** The rows of an advisory that have been drawn, wherever they are. */
  rowsOf(key: AdvisoryKey): readonly AdvisoryNode[] {
    return [...this.#sections.values()].flatMap((section) => section.shown(key) ?? []);
  }

  /** The sections as they stand. */
  get sections(): readonly Section[] {
    return this.#order.flatMap((id) => this.#sections.get(id)?.section ?? []);
  }

  /** Draws everything anew: another arrangement, another day, another process. */
  redraw(): void {
    this.#arrange();
    this.#changes.fire(undefined);
  }

  #roots(): readonly InboxNode[] {
    const { state } = this.#options.inbox;
    if (state.phase !== 'open') return [];
    this.#arrange();
    const known = this.#options.inbox.store.statuses().some(({ readAt }) => readAt !== null);
    this.#problems = this.#findProblems();
    const sections = this.#order.flatMap((id) => this.#sections.get(id) ?? []);
    const empty = this.#options.inbox.store.all().length === 0 && this.#options.viewState.filter === '';
    // An empty tree shows a welcome; while something is wrong that is said instead.
    const drafts = this.#options.ownDrafts();
    const own = drafts.length > 0 ? [new OwnDraftsNode(drafts, this.#options.clock())] : [];
    return known && !empty ? [...this.#problems, ...sections, ...own] : [...this.#problems, ...own];
  }

  #storeChanged(change: StoreChange): void {
    const before = new Map([...this.#sections].map(([id, node]) => [id, node.section]));
    if (change.added.length + change.changed.length + change.removed.length > 0) this.#arrange();
    if (this.#needsWhole()) {
      this.#changes.fire(undefined);
      return;
    }
    const nodes: InboxNode[] = [];
    for (const [id, node] of this.#sections) {
      const old = before.get(id);
      if (old && sameRows(old, node.section)) {
        for (const key of change.changed) {
          const row = node.shown(key);
          if (row && node.section.keys.includes(key)) nodes.push(row);
        }
      } else {
        node.tidy();
        nodes.push(node);
      }
    }
    if (nodes.length > 0) this.#changes.fire(nodes);
  }

  #stateChanged(): void {
    if (this.#needsWhole()) this.redraw();
    else this.#redrawUnseen();
  }

  /** Rows of advisories that were new and have been seen, or the other way round. */
  #unseenBefore: ReadonlySet<string> = new Set();
  #redrawUnseen(): void {
    const now = new Set<string>(this.#options.inbox.unseen());
    const turned = [...now]
      .filter((key) => !this.#unseenBefore.has(key))
      .concat([...this.#unseenBefore].filter((key) => !now.has(key)));
    this.#unseenBefore = now;
    const rows = turned.flatMap((key) => this.rowsOf(key as AdvisoryKey));
    if (rows.length > 0) this.#changes.fire(rows);
  }

  /** Whether the list of root rows is another one, or the day: ages in every row have changed then. */
  #needsWhole(): boolean {
    const { inbox, clock, viewState } = this.#options;
    const today = Math.floor(clock() / DAY);
    const known = inbox.store.statuses().some(({ readAt }) => readAt !== null);
    const shape = JSON.stringify([
      inbox.state.phase,
      known,
      inbox.store.all().length === 0,
      viewState.filter !== '',
      this.#order,
      this.#findProblems().map(({ text }) => text),
    ]);
    const whole = shape !== this.#shape || today !== this.#today;
    this.#shape = shape;
    this.#today = today;
    return whole;
  }

  #findProblems(): readonly ProblemNode[] {
    const { inbox, clock, wrongNames, bookProblems } = this.#options;
    return problemNodes(inbox, clock(), wrongNames(), bookProblems());
  }

  #arrange(): void {
    const { inbox, queries, viewState } = this.#options;
    const sections = arrange(inbox.store.all(), { ...viewState.arrangement, queries: queries() }, this.situation());
    for (const section of sections) {
      const node = this.#sections.get(section.id);
      if (node) node.section = section;
      else this.#sections.set(section.id, new SectionNode(section, this));
    }
    this.#order = sections.map(({ id }) => id);
    for (const [id, node] of this.#sections) {
      if (!this.#order.includes(id)) this.#sections.delete(id);
      node.filtered = viewState.filter !== '';
      node.complete = inbox.store.statuses().every(({ readAt }) => readAt !== null);
    }
  }
}

function sameRows(a: Section, b: Section): boolean {
  return (
    a.keys.length === b.keys.length &&
    a.keys.every((key, index) => key === b.keys[index]) &&
    a.label === b.label &&
    JSON.stringify(a.groups?.map(({ repository }) => repository)) ===
      JSON.stringify(b.groups?.map(({ repository }) => repository)) &&
    JSON.stringify(a.problems) === JSON.stringify(b.problems)
  );
}
