import * as vscode from 'vscode';
import type { Advisory, AdvisoryKey } from '../../advisory/model.ts';
import type { Result } from '../../common/result.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Desk, Saved } from '../../sending/desk.ts';
import type { DraftFailure } from '../../sending/drafts.ts';
import type { OwnDrafts } from '../../sending/own-drafts.ts';
import type { Conversations } from '../case/conversations.ts';
import { words } from '../words.ts';
import { parseDraftUri, parseRecordUri, parseReportUri, reportUri } from './report-uri.ts';
import type { Scratch } from './scratch.ts';
import { SingleFiles } from './single-files.ts';

export interface AdvisoryFilesOptions {
  readonly inbox: Inbox;
  readonly conversations: Conversations;
  /** Read with the document room when the first document is opened. */
  readonly desk: () => Promise<Desk>;
  readonly ownDrafts: () => Promise<OwnDrafts>;
  readonly scratch: Scratch;
  readonly blurred: () => boolean;
  /** Another window had saved another text of the same advisory. */
  readonly onOverlap: (key: AdvisoryKey, how: Exclude<Saved, 'saved'>) => void;
}

/**
 * The `ghsa:` file system: every advisory as a document that can be written, drafts of one's own, conversations and what
 * was made to be looked at. Saving keeps a sealed draft on this machine and nothing else.
 */
export class AdvisoryFiles extends SingleFiles {
  readonly #options: AdvisoryFilesOptions;
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #opened = new Set<AdvisoryKey>();
  /** When the text of each document last became another one, as the editor is told it. */
  readonly #times = new Map<string, number>();

  /** Documents of which there is another text that the editor is told of when it has saved its own. */
  readonly #later = new Set<string>();

  /** What the editor has written of a document and not yet called saved. */
  readonly #written = new Map<string, string>();

  readonly onDidChangeFile = this.#changes.event;

  constructor(options: AdvisoryFilesOptions) {
    super();
    this.#options = options;
    options.inbox.store.onDidChange(({ changed, removed, added }) => {
      this.#tell([...changed, ...added], vscode.FileChangeType.Changed);
      this.#tell(removed, vscode.FileChangeType.Deleted);
    });
    options.conversations.onDidChange((key) => {
      this.#fire([reportUri(key, 'conversation')], vscode.FileChangeType.Changed);
    });
    options.scratch.onDidChange((uri) => {
      this.#fire([uri], vscode.FileChangeType.Changed);
    });
  }

  /** The text of an advisory is another one now than the editor knows. */
  changed(uri: vscode.Uri): void {
    this.#fire([uri], vscode.FileChangeType.Changed);
  }

  /** Titles are to be shown, or not to be shown any more. */
  redraw(): void {
    this.#tell([...this.#opened], vscode.FileChangeType.Changed);
  }

  #tell(keys: readonly AdvisoryKey[], type: vscode.FileChangeType): void {
    const known = keys.filter((key) => this.#opened.has(key));
    this.#fire(
      known.flatMap((key) => [reportUri(key), reportUri(key, 'conversation')]),
      type,
    );
  }

  #fire(uris: readonly vscode.Uri[], type: vscode.FileChangeType): void {
    const told = uris.filter((uri) => {
      // A newer file would keep VS Code from saving what is being typed; it is told once that is saved.
      const isTyped = type === vscode.FileChangeType.Changed && isBeingTyped(uri);
      if (isTyped) this.#later.add(uri.path);
      return !isTyped;
    });
    for (const uri of told) this.#renew(uri);
    if (told.length > 0) this.#changes.fire(told.map((uri) => ({ type, uri })));
  }

  /** Makes a document newer than the editor knows it, also within one millisecond. */
  #renew({ path }: vscode.Uri): void {
    this.#times.set(path, Math.max(Date.now(), (this.#times.get(path) ?? 0) + 1));
  }

  /**
   * A document has been saved. Where another text is kept of it than the editor has, it is read again only now: while a
   * document is not saved, VS Code passes over a change of its file, and does not come back to it.
   */
  async saved(document: vscode.TextDocument): Promise<void> {
    const isBack = this.#isBack(document);
    // Where it cannot be kept, the editor is to show at least what is.
    if (isBack && !(await this.#keep(document.uri, document.getText())).ok) this.changed(document.uri);
    const parsed = parseReportUri(document.uri);
    if (parsed?.part !== 'report') return;
    const kept = (await this.#options.desk()).text(parsed.key);
    const isLater = this.#later.delete(document.uri.path);
    if (isLater || (kept !== undefined && kept !== document.getText())) this.changed(document.uri);
  }

  /**
   * Whether a document was undone while it was being saved, to what had been saved before. VS Code takes that for saved
   * and does not write it, although what lies there is the text that was undone.
   */
  #isBack(document: vscode.TextDocument): boolean {
    const written = this.#written.get(document.uri.path);
    this.#written.delete(document.uri.path);
    return written !== undefined && !document.isDirty && written !== document.getText();
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const content = await this.readFile(uri);
    const parsed = parseReportUri(uri);
    const advisory = parsed && this.#options.inbox.store.get(parsed.key);
    // Only what the editor is told of makes the file newer: else it would not let somebody save.
    if (!this.#times.has(uri.path)) this.#times.set(uri.path, advisory?.updatedAt ?? advisory?.createdAt ?? 0);
    const times = [this.#times.get(uri.path), this.#options.scratch.get(uri)?.at];
    return {
      type: vscode.FileType.File,
      ctime: advisory?.createdAt ?? 0,
      // While somebody types there is nothing newer: what others wrote is put together with what is saved.
      mtime: parsed?.part === 'report' && isBeingTyped(uri) ? 0 : Math.max(0, ...times.map((time) => time ?? 0)),
      size: content.length,
      ...(this.#isWritable(uri) ? {} : { permissions: vscode.FilePermission.Readonly }),
    };
  }

  /** With titles blurred a text is shown without its title: saving that would lose it. */
  #isWritable(uri: vscode.Uri): boolean {
    if (parseDraftUri(uri) !== undefined) return true;
    const report = parseReportUri(uri);
    if (report?.part === 'report')
      return !this.#options.blurred() && (this.#options.inbox.store.get(report.key) !== undefined || isBeingTyped(uri));
    return this.#options.scratch.get(uri)?.save !== undefined;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const sheet = this.#options.scratch.get(uri);
    if (sheet) return encode(sheet.text);
    const draft = parseDraftUri(uri);
    if (draft !== undefined) return this.#draft(uri, draft);
    const parsed = parseReportUri(uri);
    if (!parsed || (parsed.part !== 'report' && parsed.part !== 'conversation')) throw vscode.FileSystemError.FileNotFound(uri);
    // Whoever is typing goes on from what they began with: as another version, VS Code would refuse to save their text.
    const begun = isBeingTyped(uri) ? (await this.#options.desk()).text(parsed.key) : undefined;
    if (begun !== undefined) return encode(begun);
    // A document may be open from the last time: looking at it is looking at the inbox.
    await this.#options.inbox.look();
    const advisory = this.#options.inbox.store.get(parsed.key) ?? (await this.#afterRefresh(parsed.key));
    // Also one that is not there: it is shown as soon as it is.
    this.#opened.add(parsed.key);
    if (!advisory) return encode(absentWords(parsed.key));
    return encode(parsed.part === 'report' ? await this.#report(parsed.key, advisory) : await this.#conversation(advisory));
  }

  async #report(key: AdvisoryKey, advisory: Advisory): Promise<string> {
    if (this.#options.blurred()) {
      const { writeDocument } = await import('../../advisory/document/write.ts');
      return writeDocument({ ...advisory, title: '(blurred)' });
    }
    return (await (await this.#options.desk()).open(key)) ?? absentWords(key);
  }

  async #draft(uri: vscode.Uri, name: string): Promise<Uint8Array> {
    const text = await (await this.#options.ownDrafts()).read(name);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    if (!text.ok) throw vscode.FileSystemError.Unavailable(draftWords(text.failure.kind));
    return encode(text.value);
  }

  async #conversation(advisory: Advisory): Promise<string> {
    const { conversationText } = await import('../../advisory/conversation-text.ts');
    const { comments, readAt, failure } = await this.#options.conversations.of(advisory);
    const trouble =
      failure?.kind === 'not-found' ? 'GitHub gives out no comments here' : failure && words(failure, Date.now()).title;
    return conversationText(advisory.ghsaId, comments, readAt, trouble);
  }

  async #afterRefresh(key: AdvisoryKey): Promise<Advisory | undefined> {
    if (this.#options.inbox.state.phase !== 'open') return undefined;
    await this.#options.inbox.refresh();
    return this.#options.inbox.store.get(key);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    if (!this.#isWritable(uri)) throw vscode.FileSystemError.NoPermissions('This document cannot be written.');
    const text = new TextDecoder().decode(content);
    if (await this.#options.scratch.write(uri, text)) return;
    if (parseDraftUri(uri) === undefined && !parseReportUri(uri)) throw vscode.FileSystemError.NoPermissions(uri);
    this.#written.set(uri.path, text);
    const saved = await this.#keep(uri, text);
    if (!saved.ok) throw vscode.FileSystemError.Unavailable(draftWords(saved.failure.kind));
    this.#renew(uri);
  }

  /** Keeps the text of a report or of a draft of one's own as a sealed draft; tells where another window had saved, too. */
  async #keep(uri: vscode.Uri, text: string): Promise<Result<Saved, DraftFailure>> {
    const draft = parseDraftUri(uri);
    if (draft !== undefined) return (await this.#options.ownDrafts()).save(draft, text);
    const key = parseReportUri(uri)?.key ?? '/#';
    const saved = await (await this.#options.desk()).save(key, text);
    if (saved.ok && saved.value !== 'saved') this.#options.onOverlap(key, saved.value);
    return saved;
  }

  /** Whether an address is one of a record that was made in this window. */
  isRecord(uri: vscode.Uri): boolean {
    return parseRecordUri(uri) !== undefined && this.#options.scratch.get(uri) !== undefined;
  }
}

/** Whether there is something in an editor that is not saved yet, by whoever was signed in when it was opened. */
function isBeingTyped(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((one) => one.isDirty && one.uri.toString() === uri.toString());
}

/** In place of an advisory that cannot be shown now, in a document that cannot be written. */
function absentWords(key: AdvisoryKey): string {
  return `${key.replace('#', ' ')} is not in the inbox. Sign in, or list its repository; it is shown here as soon as it is there.\n`;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Why a draft cannot be read or kept, in words. */
function draftWords(kind: string): string {
  switch (kind) {
    case 'unreadable':
      return 'The draft that is kept on this machine cannot be opened: its key is gone, or the file is damaged. It was left where it is.';
    default:
      return 'The draft cannot be kept on this machine: its folder or the secret storage refuses. Copy the text before you close it.';
  }
}
