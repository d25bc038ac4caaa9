import type { Connection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TextDocuments } from 'vscode-languageserver/node';
import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import { parseDocument } from '../../advisory/document/parse.ts';
import { isLogin } from '../../advisory/model.ts';
import type { LanguageContext } from '../context.ts';
import { CONTEXT, CONTEXT_CHANGED, LOGINS, type ContextChange, type DocumentContext, type LoginsNote } from '../protocol.ts';
import type { FieldFactsOf } from './field-facts.ts';

/** A document that is open in the editor, as it is now. */
export interface OpenDocument {
  readonly text: TextDocument;
  readonly document: AdvisoryDocument;
  readonly context: LanguageContext;
  readonly editor: DocumentContext;
}

/** Open documents with what is known about them, each parsed once a version. */
export class OpenDocuments {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #parsed = new Map<string, { readonly version: number; readonly document: AdvisoryDocument }>();
  readonly #contexts = new Map<string, Promise<DocumentContext | null>>();
  readonly #asked = new Map<string, string>();
  readonly #facts: FieldFactsOf;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number, facts: FieldFactsOf) {
    this.#connection = connection;
    this.#now = now;
    this.#facts = facts;
  }

  /** @param changed called with the address of a document that has changed, or about which other things are known */
  listen(changed: (uri: string) => void, closed: (uri: string) => void): void {
    this.#documents.onDidChangeContent(({ document }) => {
      changed(document.uri);
    });
    this.#documents.onDidClose(({ document: { uri } }) => {
      this.#parsed.delete(uri);
      this.#contexts.delete(uri);
      this.#asked.delete(uri);
      closed(uri);
    });
    this.#connection.onNotification(CONTEXT_CHANGED, ({ uri }: ContextChange) => {
      for (const one of uri === undefined ? this.#documents.keys() : [uri]) {
        this.#contexts.delete(one);
        if (this.#documents.get(one)) changed(one);
      }
    });
    this.#facts.onDidChange((uri) => {
      if (this.#documents.get(uri)) changed(uri);
    });
    this.#documents.listen(this.#connection);
  }

  /** undefined for a document that is not open, or is not to be looked at. */
  async get(uri: string): Promise<OpenDocument | undefined> {
    const editor = await this.#context(uri);
    const text = this.#documents.get(uri);
    if (!editor || !text) return undefined;
    const document = this.#parse(text);
    this.#askForLogins(uri, document, editor);
    const facts = this.#facts.of(uri, document, editor);
    const context = { ...editor.known, now: this.#now(), releases: facts?.releases, absentFunctions: facts?.missing ?? [] };
    return { text, document, context, editor };
  }

  /** The version of a document that the editor shows now; undefined when it has been closed. */
  version(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  #parse(text: TextDocument): AdvisoryDocument {
    const known = this.#parsed.get(text.uri);
    if (known?.version === text.version) return known.document;
    const document = parseDocument(text.getText());
    this.#parsed.set(text.uri, { version: text.version, document });
    return document;
  }

  /** Asks once for each login, all that are new together. */
  #askForLogins(uri: string, { fields }: AdvisoryDocument, { known }: DocumentContext): void {
    const certain = new Set([...known.people, ...known.absent].map((login) => login.toLowerCase()));
    const logins = fields.credits
      .flatMap(({ login }) => login?.value ?? [])
      .filter((login) => isLogin(login) && !certain.has(login.toLowerCase()))
      .slice(0, 50);
    const asked = JSON.stringify(logins);
    if (logins.length === 0 || this.#asked.get(uri) === asked) return;
    this.#asked.set(uri, asked);
    void this.#connection.sendNotification(LOGINS, { uri, logins } satisfies LoginsNote);
  }

  #context(uri: string): Promise<DocumentContext | null> {
    let context = this.#contexts.get(uri);
    if (!context) {
      context = this.#connection.sendRequest<DocumentContext | null>(CONTEXT, { uri }).catch(() => null);
      this.#contexts.set(uri, context);
    }
    return context;
  }
}
