import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ErrorCodes,
  LanguageClient,
  ProgressType,
  ResponseError,
  TransportKind,
} from 'vscode-languageclient/node';
import { CONTEXT, CONTEXT_CHANGED, LOGINS, type ContextRequest, type LoginsNote } from '../../language/protocol.ts';
import { LANGUAGE } from '../ids.ts';
import type { DocumentContexts } from '../language/document-context.ts';
import type { LoginCheck } from '../language/login-check.ts';
import { FORGET_REFS, type PlacesMethod, type PlacesRequests, type Progress } from '../../places/protocol.ts';

const progressType = new ProgressType<Progress>();

/** One process of the language server as the editor sees it. Whoever needs another one after its end starts it. */
export class PlacesServer {
  readonly #client: LanguageClient;
  readonly #end: { came: boolean };
  #tokens = 0;

  private constructor(client: LanguageClient, end: { came: boolean }) {
    this.#client = client;
    this.#end = end;
  }

  /**
   * @param module the server's bundle
   * @param contexts what is known about open documents
   */
  static async start(module: string, contexts: DocumentContexts, logins: LoginCheck): Promise<PlacesServer> {
    const end = { came: false };
    const client = new LanguageClient(
      'advisoryTriage.places',
      'Advisory Triage',
      { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } },
      {
        documentSelector: [{ language: LANGUAGE }],
        // What goes over the wire is a report: it is traced nowhere, whatever a setting says (law 3).
        outputChannel: silent,
        traceOutputChannel: silent,
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          // Not at once: one that cannot live would be started for ever.
          closed: () => {
            end.came = true;
            return { action: CloseAction.DoNotRestart, handled: true };
          },
        },
      },
    );
    client.onRequest(CONTEXT, ({ uri }: ContextRequest) => contexts.of(uri));
    client.onNotification(LOGINS, ({ uri, logins: names }: LoginsNote) => {
      logins.ask(uri, names, () => void client.sendNotification(CONTEXT_CHANGED, {}).catch(() => undefined));
    });
    await client.start();
    return new PlacesServer(client, end);
  }

  /** Whether the process has ended, or cannot be spoken to. */
  get ended(): boolean {
    return this.#end.came;
  }

  /** @returns undefined when the request was cancelled or the server could not answer it */
  async ask<M extends PlacesMethod>(
    method: M,
    params: PlacesRequests[M]['params'],
    token?: vscode.CancellationToken,
    onProgress?: (progress: Progress) => void,
  ): Promise<PlacesRequests[M]['result'] | undefined> {
    const progressToken = `places-${(this.#tokens += 1)}`;
    const listening = onProgress && this.#client.onProgress(progressType, progressToken, onProgress);
    try {
      const sent = onProgress ? { ...params, progressToken } : params;
      // An argument that is given counts, even if it is undefined.
      return await (token
        ? this.#client.sendRequest<PlacesRequests[M]['result']>(method, sent, token)
        : this.#client.sendRequest<PlacesRequests[M]['result']>(method, sent));
    } catch (error) {
      if (isOfConnection(error)) this.#end.came = true;
      // The client throws for a cancelled request and for a server that is gone; neither message may be shown.
      return undefined;
    } finally {
      listening?.dispose();
    }
  }

  forgetRefs(): void {
    void this.#client.sendNotification(FORGET_REFS).catch(() => undefined);
  }

  /** What is known about a document, or about all of them, is another thing now. */
  contextChanged(uri?: string): void {
    void this.#client.sendNotification(CONTEXT_CHANGED, uri === undefined ? {} : { uri }).catch(() => undefined);
  }

  async stop(): Promise<void> {
    await this.#client.dispose().catch(() => undefined);
  }
}

/** Whether it was the way to the server that failed, and not what was asked of it. */
function isOfConnection(error: unknown): boolean {
  if (!(error instanceof ResponseError)) return true;
  return error.code >= ErrorCodes.MessageWriteError && error.code <= ErrorCodes.ConnectionInactive;
}

const nothing = (): undefined => undefined;

/** Takes everything and keeps nothing. */
const silent: vscode.LogOutputChannel = {
  name: 'Advisory Triage',
  logLevel: vscode.LogLevel.Off,
  onDidChangeLogLevel: () => new vscode.Disposable(nothing),
  append: nothing,
  appendLine: nothing,
  replace: nothing,
  clear: nothing,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- both overloads are meant: it is never shown
  show: nothing,
  hide: nothing,
  dispose: nothing,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
