import * as vscode from 'vscode';
import type { Timers } from '../../../common/ports.ts';
import { SingleFiles } from '../../documents/single-files.ts';
import { CONTEXTS, SCHEMES } from '../../ids.ts';

export type SheetKind = 'plan' | 'pull' | 'checklist';

/** One document of an embargo window that is held in memory only. */
export interface Sheet {
  readonly kind: SheetKind;
  readonly text: string;
  /** Called with what was written; a sheet without it cannot be written. */
  readonly write?: (text: string) => void;
  /** What can be done with it, over its lines. */
  readonly lenses: () => readonly vscode.CodeLens[];
}

/** Below the second after which VS Code writes an unsaved text in clear to its backup folder. */
const PAUSE_MS = 400;

/** So long it is waited at most until the editor shows what it was told. */
const CATCH_UP_MS = 2000;

const ABSENT =
  'This was held in memory and went when the window was loaded anew. The commands "Hand Over to Public…", "Open Pull Request in Fork…" and "Show Checklist…" make it again.\n';

const ENDINGS: Readonly<Record<SheetKind, string>> = { plan: '.handover', pull: '.pull-request', checklist: '.md' };

/** The address of a sheet: `handover:/GHSA-…/main.handover`. @param name a folder of the workspace, or `checklist` */
export function sheetUri(id: string, name: string, kind: SheetKind): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEMES.handover, path: `/${id}/${name}${ENDINGS[kind]}` });
}

/**
 * The documents with which a fix leaves an embargo window: plans, pull requests, checklists. What is typed into one is
 * saved at once, into memory.
 */
export class Sheets extends SingleFiles implements vscode.CodeLensProvider {
  readonly #sheets = new Map<string, { readonly sheet: Sheet; at: number }>();
  readonly #files = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #lenses = new vscode.EventEmitter<void>();
  /** What is said of lines of the sheets, for the Problems view. */
  readonly problems = vscode.languages.createDiagnosticCollection('advisory hand-over');
  readonly #timers: Timers;
  readonly #waiting = new Map<string, () => void>();
  #last = 0;

  readonly onDidChangeFile = this.#files.event;
  readonly onDidChangeCodeLenses = this.#lenses.event;

  constructor(timers: Timers) {
    super();
    this.#timers = timers;
  }

  /** Makes the sheets known to VS Code. */
  register(): vscode.Disposable {
    const { handover: scheme } = SCHEMES;
    const tell = (editor: vscode.TextEditor | undefined) => {
      const kind = editor && this.get(editor.document.uri)?.kind;
      void vscode.commands.executeCommand('setContext', CONTEXTS.sheet, kind ?? 'none');
    };
    return vscode.Disposable.from(
      this.problems,
      vscode.workspace.registerFileSystemProvider(scheme, this, { isCaseSensitive: true }),
      vscode.languages.registerCodeLensProvider({ scheme }, this),
      vscode.window.onDidChangeActiveTextEditor(tell),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === scheme && document.isDirty) this.#saveSoon(document);
      }),
    );
  }

  #saveSoon(document: vscode.TextDocument): void {
    const key = document.uri.path;
    this.#waiting.get(key)?.();
    const stop = this.#timers.after(PAUSE_MS, () => {
      this.#waiting.delete(key);
      if (document.isDirty && !document.isClosed) void document.save();
    });
    this.#waiting.set(key, stop);
  }

  /** Puts a sheet at an address, in place of the one before. */
  put(uri: vscode.Uri, sheet: Sheet): void {
    this.#sheets.set(uri.path, { sheet, at: this.#now() });
    this.changed(uri);
  }

  get(uri: vscode.Uri): Sheet | undefined {
    return uri.scheme === SCHEMES.handover ? this.#sheets.get(uri.path)?.sheet : undefined;
  }

  /** All of one kind. */
  all(kind: SheetKind): readonly Sheet[] {
    return [...this.#sheets.values()].flatMap(({ sheet }) => (sheet.kind === kind ? [sheet] : []));
  }

  /** The text of a sheet is another one than the editor has. */
  changed(uri: vscode.Uri): void {
    const kept = this.#sheets.get(uri.path);
    if (kept) kept.at = this.#now();
    this.#files.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    this.#lenses.fire();
  }

  /** What stands over the lines is another thing now. */
  relens(): void {
    this.#lenses.fire();
  }

  /** Shows a sheet. Our text is never Markdown that somebody else wrote: in it VS Code runs command links. */
  async show(uri: vscode.Uri): Promise<vscode.TextEditor> {
    const document = await vscode.workspace.openTextDocument(uri);
    await this.#caughtUp(document);
    const language = this.get(uri)?.kind === 'checklist' ? 'markdown' : 'plaintext';
    if (document.languageId !== language) await vscode.languages.setTextDocumentLanguage(document, language);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    void vscode.commands.executeCommand('setContext', CONTEXTS.sheet, this.get(uri)?.kind ?? 'none');
    return editor;
  }

  /** Waits until the editor has what was put there last; VS Code reads it a moment after it was told. */
  async #caughtUp(document: vscode.TextDocument): Promise<void> {
    const isOld = () => !document.isDirty && document.getText() !== (this.get(document.uri)?.text ?? document.getText());
    if (!isOld()) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        listening.dispose();
        stop();
        resolve();
      };
      const listening = vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.document === document && !isOld()) end();
      });
      const stop = this.#timers.after(CATCH_UP_MS, end);
    });
  }

  /** Takes a sheet away, with its tab. */
  async close(uri: vscode.Uri): Promise<void> {
    this.#sheets.delete(uri.path);
    this.problems.delete(uri);
    const isIts = ({ input }: vscode.Tab) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(isIts));
  }

  stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const kept = this.#sheets.get(uri.path);
    return Promise.resolve({
      type: vscode.FileType.File,
      ctime: 0,
      mtime: kept?.at ?? 0,
      size: encode(kept?.sheet.text ?? ABSENT).length,
      ...(kept?.sheet.write ? {} : { permissions: vscode.FilePermission.Readonly }),
    });
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Promise.resolve(encode(this.#sheets.get(uri.path)?.sheet.text ?? ABSENT));
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const kept = this.#sheets.get(uri.path);
    if (!kept?.sheet.write) throw vscode.FileSystemError.NoPermissions('This document cannot be written.');
    kept.at = this.#now();
    kept.sheet.write(new TextDecoder().decode(content));
    return Promise.resolve();
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    return [...(this.get(uri)?.lenses() ?? [])];
  }

  /** Two texts of one moment are two versions all the same. */
  #now(): number {
    this.#last = Math.max(Date.now(), this.#last + 1);
    return this.#last;
  }
}

/** A lens over a line, counted from 0; without a command it only tells. */
export function lensAt(line: number, title: string, command = '', ...args: readonly unknown[]): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [...args] });
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
