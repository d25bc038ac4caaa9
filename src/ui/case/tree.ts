import * as vscode from 'vscode';
import { keyOf, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import { oneLine } from '../../advisory/title.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Situation } from '../../inbox/query.ts';
import { day, rowOf } from '../../inbox/row.ts';
import { COMMANDS } from '../ids.ts';
import type { BranchTable, Places } from '../places/places.ts';
import { words } from '../words.ts';
import { caseItem, type CaseRow } from './case-node.ts';
import type { Conversations } from './conversations.ts';
import { branchesRow } from './branches-row.ts';
import { placesRow } from './places-row.ts';
import type { Standing } from '../../sending/desk.ts';
import { withWorkspace, type CaseWorkspace } from './workspace-rows.ts';
import { writingRows } from './writing-rows.ts';
import { linksRow, nextRow, standingRow } from './standing-rows.ts';

export interface CaseTreeOptions {
  readonly inbox: Inbox;
  readonly places: Places;
  readonly conversations: Conversations;
  readonly situation: () => Situation;
  readonly blurred: () => boolean;
  /** How the document of an advisory stands that has been opened in this window. */
  readonly writing: {
    standing(advisory: Advisory): Standing | undefined;
    onDidChange(listener: (key: AdvisoryKey | undefined) => void): unknown;
  };
  /** The embargo workspaces on this machine. */
  readonly embargo: { workspaceOf(advisory: Advisory): CaseWorkspace | undefined; onDidChange(listener: () => void): unknown };
}

/** The selected advisory: what comes next, where it stands, its places in code, its conversation, its links. */
export class CaseTree implements vscode.TreeDataProvider<CaseRow> {
  readonly #options: CaseTreeOptions;
  readonly #changes = new vscode.EventEmitter<CaseRow | undefined>();
  readonly #selections = new vscode.EventEmitter<AdvisoryKey | undefined>();
  #selected: AdvisoryKey | undefined;
  #shown: BranchTable | null | undefined;

  readonly onDidChangeTreeData = this.#changes.event;
  /** Another advisory is selected, or none. */
  readonly onDidSelect: vscode.Event<AdvisoryKey | undefined>;

  constructor(options: CaseTreeOptions) {
    this.#options = options;
    this.onDidSelect = this.#selections.event;
    options.inbox.store.onDidChange(({ changed, removed, added }) => {
      if (this.#selected !== undefined && [...changed, ...removed, ...added].includes(this.#selected))
        this.#changes.fire(undefined);
    });
    options.conversations.onDidChange((key) => {
      if (key === this.#selected) this.#changes.fire(undefined);
    });
    options.writing.onDidChange((key) => {
      if (key === this.#selected) this.#changes.fire(undefined);
    });
    options.embargo.onDidChange(() => {
      this.#changes.fire(undefined);
    });
    options.places.onDidChange(() => {
      this.#changes.fire(undefined);
    });
  }

  get selected(): AdvisoryKey | undefined {
    return this.#selected;
  }

  select(key: AdvisoryKey | undefined): void {
    if (key === this.#selected) return;
    this.#selected = key;
    this.#changes.fire(undefined);
    this.#selections.fire(key);
  }

  redraw(): void {
    this.#changes.fire(undefined);
  }

  getTreeItem(row: CaseRow): vscode.TreeItem {
    return caseItem(row);
  }

  getChildren(row?: CaseRow): CaseRow[] {
    if (row) return [...(row.rows ?? [])];
    const advisory = this.#selected === undefined ? undefined : this.#options.inbox.store.get(this.#selected);
    if (!advisory) return [];
    const key = keyOf(advisory);
    const at = this.#options.situation();
    // Conversation and places come when they come: the view never shows one case under the name of another.
    void this.#options.conversations.of(advisory);
    const places = this.#options.places.known(advisory);
    const table = this.#options.places.knownBranches(advisory);
    if (table === undefined) void this.#whenFound(advisory, key);
    const affected = branchesRow(key, places, table, at.clock());
    const branches = withWorkspace(affected, advisory.state, this.#options.embargo.workspaceOf(advisory));
    return [
      this.#headRow(advisory, at),
      nextRow(advisory, at),
      ...writingRows(key, this.#options.writing.standing(advisory), this.#options.blurred()),
      placesRow(key, places, table ?? undefined),
      ...(branches ? [branches] : []),
      standingRow(advisory, at),
      this.#conversationRow(advisory, at),
      linksRow(advisory, at),
    ].map((one) => within(one, key));
  }

  async #whenFound(advisory: Advisory, key: AdvisoryKey): Promise<void> {
    const before = this.#options.places.known(advisory);
    const known = await this.#options.places.of(advisory);
    if (this.#selected === key && known !== before) this.#changes.fire(undefined);
    // The branches come after: the places are of use without them.
    const table = await this.#options.places.branches(advisory);
    if (this.#selected === key && (table === null || this.#shown !== table)) {
      this.#shown = table;
      this.#changes.fire(undefined);
    }
  }

  #headRow(advisory: Advisory, at: Situation): CaseRow {
    const { label, description } = rowOf(advisory, at, { blurred: this.#options.blurred(), marks: false });
    return {
      id: 'head',
      label,
      description,
      icon: new vscode.ThemeIcon('shield'),
      tooltip: advisory.ghsaId,
      command: { command: COMMANDS.openReport, title: 'Open Report', arguments: [keyOf(advisory)] },
      context: 'head',
    };
  }

  #conversationRow(advisory: Advisory, at: Situation): CaseRow {
    const key = keyOf(advisory);
    const { comments, failure, readAt } = this.#options.conversations.known(key);
    const open = { command: COMMANDS.openConversation, title: 'Open Conversation', arguments: [key] };
    const rows: CaseRow[] = comments.map(({ id, author, createdAt, body }) => ({
      id: `comment:${id}`,
      label: author ?? 'somebody',
      description: createdAt === null ? '' : day(createdAt),
      icon: new vscode.ThemeIcon('comment'),
      ...(this.#options.blurred() ? {} : { tooltip: oneLine(body).slice(0, 300) }),
      command: open,
    }));
    if (failure && failure.kind !== 'cancelled')
      rows.push(conversationTrouble(failure.kind === 'not-found' ? undefined : words(failure, at.clock()).title));
    return {
      id: 'conversation',
      label: 'Conversation',
      description: readAt === null ? (failure ? 'not read' : 'reading…') : `${comments.length} (public part)`,
      tooltip: 'Confidential comments are never given out by GitHub, so there may be more than is shown.',
      ...(rows.length > 0 ? { rows } : {}),
      context: 'conversation',
    };
  }
}

function conversationTrouble(title: string | undefined): CaseRow {
  return {
    id: 'conversation:trouble',
    icon: new vscode.ThemeIcon('info'),
    label: title ?? 'GitHub gives out no comments here',
    description: title === undefined ? 'read them in the browser' : 'what was known is shown',
  };
}

/** Ids of rows are those of one case: another case's rows open and close on their own. */
function within(row: CaseRow, key: string): CaseRow {
  return { ...row, id: `${key}/${row.id}`, ...(row.rows ? { rows: row.rows.map((one) => within(one, key)) } : {}) };
}
