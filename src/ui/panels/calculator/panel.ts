import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { systemTimers } from '../../../common/ports.ts';
import { CALCULATOR_TYPE } from '../../documents/column.ts';
import { Bridge, type CalculatorPort } from './bridge.ts';
import { pageHtml } from './html.ts';
import type { Subject, Version } from './messages.ts';

export type { CalculatorPort } from './bridge.ts';

export interface CalculatorOptions {
  readonly extensionUri: vscode.Uri;
  readonly port: CalculatorPort;
}

/**
 * The score calculator beside the document. There is one in a window, and it goes with the cursor. It has no serializer:
 * what is being chosen for an embargoed advisory is not kept on disk in clear.
 */
export class Calculator {
  readonly #options: CalculatorOptions;
  #open: { readonly panel: vscode.WebviewPanel; readonly bridge: Bridge } | undefined;
  /** Stays as the person left it while the window is open. */
  #live = true;

  constructor(options: CalculatorOptions) {
    this.#options = options;
  }

  /** Opens the calculator or brings it to the front; with a version, shows that one. */
  show(version?: Version): void {
    this.#open ??= this.#create();
    const { panel, bridge } = this.#open;
    if (version !== undefined) bridge.show(version);
    panel.reveal();
  }

  close(): void {
    this.#open?.panel.dispose();
  }

  dispose(): void {
    this.close();
  }

  #create(): { readonly panel: vscode.WebviewPanel; readonly bridge: Bridge } {
    const { extensionUri, port } = this.#options;
    const folder = (name: string) => vscode.Uri.joinPath(extensionUri, name);
    const panel = vscode.window.createWebviewPanel(CALCULATOR_TYPE, 'Score', vscode.ViewColumn.Beside, {
      enableScripts: true,
      enableCommandUris: false,
      enableForms: false,
      retainContextWhenHidden: false,
      localResourceRoots: [folder('dist'), folder('media')],
    });
    const { webview } = panel;
    const bridge = new Bridge({
      port,
      timers: systemTimers,
      live: this.#live,
      send: (message) => void webview.postMessage(message),
      copy: async (text) => vscode.env.clipboard.writeText(text),
    });
    const entitle = (subject: Subject | undefined) => {
      if (subject) panel.title = `Score ${subject.name}`;
    };
    const titles = port.onDidChangeVector(entitle);
    entitle(port.current());
    panel.onDidDispose(() => {
      this.#live = bridge.live;
      this.#open = undefined;
      titles.dispose();
      bridge.close();
    });
    panel.onDidChangeViewState(() => {
      if (!panel.visible) bridge.rest();
    });
    webview.onDidReceiveMessage((message: unknown) => {
      bridge.receive(message);
    });
    webview.html = pageHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(folder('dist'), 'calculator.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(folder('media'), 'calculator.css')).toString(),
      source: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
    });
    return { panel, bridge };
  }
}
