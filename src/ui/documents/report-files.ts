import * as vscode from 'vscode';
import { ReadOnlyFiles } from './read-only-files.ts';
import type { ReportText } from '../../advisory/report-text.ts';
import { keyOf, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Conversations } from '../case/conversations.ts';
import { words } from '../words.ts';
import { parseReportUri, reportUri } from './report-uri.ts';

/** The `ghsa:` file system: every advisory as a document, read-only. */
export class ReportFiles extends ReadOnlyFiles {
  readonly #inbox: Inbox;
  readonly #conversations: Conversations;
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #opened = new Set<AdvisoryKey>();

  readonly onDidChangeFile = this.#changes.event;

  readonly #blurred: () => boolean;

  constructor(inbox: Inbox, conversations: Conversations, blurred: () => boolean) {
    super();
    this.#inbox = inbox;
    this.#blurred = blurred;
    this.#conversations = conversations;
    inbox.store.onDidChange(({ changed, removed, added }) => {
      this.#tell([...changed, ...added], vscode.FileChangeType.Changed);
      this.#tell(removed, vscode.FileChangeType.Deleted);
    });
    conversations.onDidChange((key) => {
      this.#changes.fire([{ type: vscode.FileChangeType.Changed, uri: reportUri(key, 'conversation') }]);
    });
  }

  /** Titles are to be shown, or not to be shown any more. */
  redraw(): void {
    this.#tell([...this.#opened], vscode.FileChangeType.Changed);
  }

  #tell(keys: readonly AdvisoryKey[], type: vscode.FileChangeType): void {
    const events = keys
      .filter((key) => this.#opened.has(key))
      .flatMap((key) => [reportUri(key), reportUri(key, 'conversation')].map((uri) => ({ type, uri })));
    if (type === vscode.FileChangeType.Deleted) for (const key of keys) this.#opened.delete(key);
    if (events.length > 0) this.#changes.fire(events);
  }

  /** The document of an advisory and where its description starts. */
  async text(advisory: Advisory): Promise<ReportText> {
    const { reportText } = await import('../../advisory/report-text.ts');
    return reportText(advisory, this.#blurred());
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const content = await this.readFile(uri);
    const parsed = parseReportUri(uri);
    const advisory = parsed && this.#inbox.store.get(parsed.key);
    return {
      type: vscode.FileType.File,
      ctime: advisory?.createdAt ?? 0,
      mtime: (parsed?.part === 'conversation' ? this.#conversations.known(parsed.key).readAt : null) ?? advisory?.updatedAt ?? 0,
      size: content.length,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const parsed = parseReportUri(uri);
    if (!parsed) throw vscode.FileSystemError.FileNotFound(uri);
    // A document may be open from the last time: looking at it is looking at the inbox.
    await this.#inbox.look();
    const advisory = this.#inbox.store.get(parsed.key) ?? (await this.#afterRefresh(parsed.key));
    if (!advisory)
      throw vscode.FileSystemError.Unavailable(`${parsed.key} is not in the inbox. Sign in, or list its repository.`);
    this.#opened.add(keyOf(advisory));
    return new TextEncoder().encode(
      parsed.part === 'report' ? (await this.text(advisory)).text : await this.#conversation(advisory),
    );
  }

  async #conversation(advisory: Advisory): Promise<string> {
    const { conversationText } = await import('../../advisory/report-text.ts');
    const { comments, readAt, failure } = await this.#conversations.of(advisory);
    const trouble =
      failure?.kind === 'not-found' ? 'GitHub gives out no comments here' : failure && words(failure, Date.now()).title;
    return conversationText(advisory.ghsaId, comments, readAt, trouble);
  }

  async #afterRefresh(key: AdvisoryKey): Promise<Advisory | undefined> {
    if (this.#inbox.state.phase !== 'open') return undefined;
    await this.#inbox.refresh();
    return this.#inbox.store.get(key);
  }
}
