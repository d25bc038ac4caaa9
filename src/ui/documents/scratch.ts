import * as vscode from 'vscode';

/** One text that is held in memory. */
interface Sheet {
  readonly text: string;
  readonly at: number;
  /** Called with what was saved; a sheet without it cannot be written. */
  readonly save?: (text: string) => Promise<void>;
}

/**
 * Documents that are held in memory only: what GitHub holds, the texts of a merge, records. As unsaved documents VS Code
 * would write them in clear to its backups.
 */
export class Scratch {
  readonly #sheets = new Map<string, Sheet>();
  readonly #clock: () => number;
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #decided = new Set<string>();
  #last = 0;

  readonly onDidChange = this.#changes.event;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Puts a text at an address, in place of the one before. */
  put(uri: vscode.Uri, text: string, save?: (text: string) => Promise<void>): void {
    // Two texts of one moment are two versions all the same.
    this.#last = Math.max(this.#clock(), this.#last + 1);
    this.#sheets.set(uri.path, { text, at: this.#last, ...(save ? { save } : {}) });
    this.#changes.fire(uri);
  }

  get(uri: vscode.Uri): Sheet | undefined {
    return this.#sheets.get(uri.path);
  }

  /** A person is saving: the next text at this address is what they have decided on. */
  decide(uri: vscode.Uri): void {
    this.#decided.add(uri.path);
  }

  /** Keeps what was saved; hands it on where a person saved it, and no timer. @returns false where nothing can be written */
  async write(uri: vscode.Uri, text: string): Promise<boolean> {
    const sheet = this.#sheets.get(uri.path);
    if (!sheet?.save) return false;
    this.#last = Math.max(this.#clock(), this.#last + 1);
    this.#sheets.set(uri.path, { text, at: this.#last, save: sheet.save });
    if (this.#decided.delete(uri.path)) await sheet.save(text);
    return true;
  }

  clear(): void {
    this.#sheets.clear();
  }
}
