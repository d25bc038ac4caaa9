import {
  CodeLensRefreshRequest,
  DiagnosticSeverity,
  DiagnosticTag,
  type Connection,
  type Diagnostic,
} from 'vscode-languageserver/node';
import type { Timers } from '../../common/ports.ts';
import type { Finding, Severity } from '../finding.ts';
import { language } from './load-language.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import { rangeOf } from './positions.ts';

/** Whoever types on wants no finding about half a word. */
const PAUSE_MS = 120;
const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
const TAGS = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** Keeps the findings of open documents up to date and tells the editor of them. */
export class Diagnostics {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #timers: Timers;
  readonly #waiting = new Map<string, () => void>();
  readonly #findings = new Map<string, { readonly of: OpenDocument; readonly findings: readonly Finding[] }>();

  constructor(connection: Connection, documents: OpenDocuments, timers: Timers) {
    this.#connection = connection;
    this.#documents = documents;
    this.#timers = timers;
  }

  readonly #told = new Map<string, number>();

  /** A document has changed; the first time it is looked at without waiting. */
  changed(uri: string): void {
    this.#waiting.get(uri)?.();
    const known = this.#findings.has(uri);
    this.#waiting.set(
      uri,
      this.#timers.after(known ? PAUSE_MS : 0, () => {
        this.#waiting.delete(uri);
        void this.#publish(uri);
      }),
    );
  }

  closed(uri: string): void {
    this.#waiting.get(uri)?.();
    this.#waiting.delete(uri);
    this.#findings.delete(uri);
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** The findings of a document as it is now. */
  async of(uri: string): Promise<{ readonly of: OpenDocument; readonly findings: readonly Finding[] } | undefined> {
    const open = await this.#documents.get(uri);
    if (!open) return undefined;
    const known = this.#findings.get(uri);
    if (known?.of.document === open.document && sameContext(known.of, open)) return known;
    const found = { of: open, findings: (await language()).check(open.document, open.context) };
    this.#findings.set(uri, found);
    return found;
  }

  async #publish(uri: string): Promise<void> {
    const found = await this.of(uri);
    // Closed meanwhile, or changed: then another one is on its way.
    if (!found || this.#documents.version(uri) !== found.of.text.version) return;
    await this.#connection.sendDiagnostics({
      uri,
      version: found.of.text.version,
      diagnostics: found.findings.map((finding) => diagnosticOf(found.of, finding)),
    });
    // A lens tells how many findings there are.
    const count = found.findings.length;
    if (this.#told.get(uri) !== count) void this.#connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
    this.#told.set(uri, count);
  }
}

function sameContext(a: OpenDocument, b: OpenDocument): boolean {
  return (
    a.editor === b.editor && a.context.releases === b.context.releases && a.context.absentFunctions === b.context.absentFunctions
  );
}

function diagnosticOf({ text }: OpenDocument, { code, severity, message, start, end, tags }: Finding): Diagnostic {
  return {
    range: rangeOf(text, { start, end }),
    severity: SEVERITIES[severity],
    code,
    source: 'advisory',
    message,
    ...(tags === undefined ? {} : { tags: [TAGS[tags]] }),
  };
}
