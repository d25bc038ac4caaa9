import * as vscode from 'vscode';
import type { Advisory } from '../../advisory/model.ts';
import { keyOf, parseRepositoryName } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ContextClone, DocumentContext } from '../../language/protocol.ts';
import type { ProcessBook } from '../../process/book.ts';
import type { Desk } from '../../sending/desk.ts';
import { parseDraftUri, parseReportUri } from '../documents/report-uri.ts';
import type { Clones } from '../places/clones.ts';
import { apiBase, DEFAULT_API_BASE, webHosts } from '../settings.ts';
import type { LoginCheck } from './login-check.ts';

export interface DocumentContextsOptions {
  readonly inbox: Inbox;
  readonly clones: Clones;
  readonly book: () => ProcessBook;
  readonly desk: () => Promise<Desk>;
  readonly logins: LoginCheck;
}

/** What the editor knows about open advisory documents, for the language server. */
export class DocumentContexts {
  readonly #options: DocumentContextsOptions;

  constructor(options: DocumentContextsOptions) {
    this.#options = options;
  }

  /** null for a document that is no advisory to be written: a conversation, a text of a merge, a record. */
  async of(address: string): Promise<DocumentContext | null> {
    const uri = vscode.Uri.parse(address, true);
    const report = parseReportUri(uri);
    if (report) return report.part === 'report' ? this.#ofAdvisory(this.#options.inbox.store.get(report.key)) : null;
    if (parseDraftUri(uri) === undefined && !/\.advisory(?:\.md)?$/.test(uri.path)) return null;
    return this.#ofFile(uri);
  }

  async #ofAdvisory(held: Advisory | undefined): Promise<DocumentContext | null> {
    if (!held) return null;
    const { inbox } = this.#options;
    const key = keyOf(held);
    const standing = (await this.#options.desk()).standing(key);
    return {
      known: { ...this.#known(held.repository), held },
      situation: {
        unsent: standing?.unsent?.map(({ words }) => words) ?? [],
        readAt: inbox.store.status(held.repository)?.readAt ?? null,
        heldChanged: standing?.heldChanged ?? false,
        lost: standing?.lost.length ?? 0,
      },
      clone: await this.#clone(held.repository),
      argument: key,
    };
  }

  /** A draft of one's own: what product it is about stands in it. */
  async #ofFile(uri: vscode.Uri): Promise<DocumentContext> {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    const named = /^repository:[ \t]*["']?([^"'\s#]+)/m.exec(document?.getText().slice(0, 20_000) ?? '')?.[1] ?? '';
    const repository = parseRepositoryName(named) ?? this.#options.inbox.store.statuses()[0]?.repository;
    return {
      known: { ...this.#known(repository ?? 'unknown/unknown'), held: undefined },
      situation: { unsent: [], readAt: null, heldChanged: false, lost: 0 },
      clone: repository && (await this.#clone(repository)),
      argument: uri.toString(),
    };
  }

  #known(repository: Advisory['repository']): Omit<DocumentContext['known'], 'held'> {
    const { inbox, book, logins } = this.#options;
    const seen = new Map<string, string>();
    for (const one of inbox.store.all())
      for (const login of [...one.credits.map((credit) => credit.login), ...one.collaboratingUsers, one.author, one.publisher])
        if (login !== null) seen.set(login.toLowerCase(), login);
    const me = inbox.state.session?.login;
    for (const login of [...logins.people, ...(me === undefined ? [] : [me])]) seen.set(login.toLowerCase(), login);
    return { process: book().for(repository), me, people: [...seen.values()], absent: logins.absent };
  }

  async #clone(repository: Advisory['repository']): Promise<ContextClone | undefined> {
    const { clones } = this.#options;
    const hosts = webHosts(apiBase() ?? DEFAULT_API_BASE);
    const found = await clones.of(repository, hosts);
    return (
      found && { folder: found.folder, gitPath: clones.gitPath(), side: clones.side(found.folder), about: repository, hosts }
    );
  }
}
