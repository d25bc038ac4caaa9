import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Matrix } from './matrix.ts';
import { matrixPage } from './page.ts';

/** The branch matrix as a table in a tab of its own. There is one in a window; it goes with the matrix. */
export class MatrixPanel implements vscode.Disposable {
  readonly #id: string;
  readonly #matrix: Matrix;
  #panel: vscode.WebviewPanel | undefined;

  constructor(id: string, matrix: Matrix) {
    this.#id = id;
    this.#matrix = matrix;
    matrix.onDidChange(() => {
      this.#draw();
    });
  }

  /** Opens it, or brings it to the front. */
  show(): void {
    this.#panel ??= this.#create();
    this.#draw();
    this.#panel.reveal();
  }

  /** The page as it is shown now; undefined where it is closed. */
  get html(): string | undefined {
    return this.#panel?.webview.html;
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel('advisoryTriage.matrix', `Branches of ${this.#id}`, vscode.ViewColumn.Active, {
      enableScripts: false,
      enableCommandUris: false,
      enableForms: false,
      localResourceRoots: [],
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    return panel;
  }

  #draw(): void {
    if (!this.#panel) return;
    this.#panel.webview.html = matrixPage(this.#id, this.#matrix.rows ?? [], randomBytes(16).toString('base64'));
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}
