import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Advisory, AdvisoryKey } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { PREVIEW_TYPE } from '../documents/column.ts';
import type { Places } from '../places/places.ts';
import { Renderer } from './renderer.ts';

export interface PreviewOptions {
  readonly inbox: Inbox;
  readonly places: Places;
  readonly extensionUri: vscode.Uri;
  readonly row: (advisory: Advisory) => { readonly label: string };
  readonly openPlace: (key: AdvisoryKey, index: number) => void;
}

/**
 * The report as a page: our own preview, because VS Code's runs command links, shows HTML and asks for remote images.
 * The page may run one script of ours and load nothing from anywhere.
 */
export class Preview {
  readonly #options: PreviewOptions;
  readonly #renderer: Renderer;
  #panel: vscode.WebviewPanel | undefined;
  #drawing = 0;
  #key: AdvisoryKey | undefined;

  constructor(options: PreviewOptions) {
    this.#options = options;
    this.#renderer = new Renderer(vscode.Uri.joinPath(options.extensionUri, 'dist', 'lazy', 'render-worker.cjs').fsPath);
    options.inbox.store.onDidChange(({ changed, removed }) => {
      if (this.#key !== undefined && [...changed, ...removed].includes(this.#key)) void this.#draw();
    });
    options.places.onDidChange(() => {
      void this.#draw();
    });
  }

  async show(key: AdvisoryKey): Promise<void> {
    this.#key = key;
    this.#panel ??= this.#open();
    this.#panel.title = `Preview ${key.slice(key.indexOf('#') + 1)}`;
    this.#panel.reveal(undefined, true);
    await this.#draw();
  }

  /** Shows another advisory where a preview is open already: it goes with the selection. */
  async follow(key: AdvisoryKey): Promise<void> {
    if (!this.#panel || key === this.#key) return;
    this.#key = key;
    this.#panel.title = `Preview ${key.slice(key.indexOf('#') + 1)}`;
    await this.#draw();
  }

  close(): void {
    this.#panel?.dispose();
  }

  #open(): vscode.WebviewPanel {
    const media = vscode.Uri.joinPath(this.#options.extensionUri, 'media');
    const panel = vscode.window.createWebviewPanel(
      PREVIEW_TYPE,
      'Report',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, enableCommandUris: false, enableFindWidget: true, localResourceRoots: [media] },
    );
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#key = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (typeof message !== 'object' || message === null || !('place' in message) || typeof message.place !== 'number') return;
      if (this.#key !== undefined) this.#options.openPlace(this.#key, message.place);
    });
    return panel;
  }

  async #draw(): Promise<void> {
    const panel = this.#panel;
    const advisory = this.#key === undefined ? undefined : this.#options.inbox.store.get(this.#key);
    if (!panel) return;
    const drawing = ++this.#drawing;
    const body = advisory
      ? `${this.#head(advisory)}${await this.#body(advisory)}`
      : '<p>This advisory is not in the inbox any more.</p>';
    // A later drawing may have been quicker.
    if (this.#panel === panel && drawing === this.#drawing) panel.webview.html = this.#page(panel.webview, body);
  }

  /** A head of our own, so that no text of the report's can pass for it. */
  #head(advisory: Advisory): string {
    const { label } = this.#options.row(advisory);
    const facts = [advisory.ghsaId, advisory.repository, advisory.state, `reported by ${advisory.author ?? 'somebody'}`]
      .map(escaped)
      .join(' · ');
    return `<header><h1>${escaped(label)}</h1><p>${facts}</p><p><em>What follows is what the reporter wrote.</em></p></header>`;
  }

  async #body(advisory: Advisory): Promise<string> {
    const { places } = await this.#options.places.of(advisory);
    const known = places.flatMap(({ found, resolution }, index) => {
      if (!('resolved' in resolution)) return [];
      const { path, line, revisionName } = resolution.resolved;
      return [{ index, text: found.text, title: `Open ${path}${line === null ? '' : `, line ${line}`}, at ${revisionName}` }];
    });
    return this.#renderer.render(advisory.description ?? '', known);
  }

  #page(webview: vscode.Webview, body: string): string {
    const nonce = randomBytes(16).toString('base64');
    const file = (name: string) =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#options.extensionUri, 'media', name)).toString();
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${file('preview.css')}">
<title>Report</title>
</head>
<body>
<main>${body}</main>
<script nonce="${nonce}" src="${file('preview.js')}"></script>
</body>
</html>`;
  }
}

/** A text as HTML shows it to the letter. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
