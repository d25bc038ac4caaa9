import { Emitter } from '../../common/events.ts';
import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import { documentContent } from '../../advisory/document/content.ts';
import type { FieldFacts } from '../../places/functions.ts';
import type { PlacesService } from '../../places/service.ts';
import type { DocumentContext } from '../protocol.ts';

/** What the clone says about the fields of open documents. It is looked up behind their backs: nothing waits for it. */
export class FieldFactsOf {
  readonly #service: () => Promise<PlacesService>;
  readonly #changes = new Emitter<string>();
  readonly #known = new Map<string, { readonly asked: string; facts: FieldFacts | undefined; readonly stop: AbortController }>();

  /** The address of a document about which more is known now. */
  readonly onDidChange = this.#changes.on;

  /** @param service read when it is first needed */
  constructor(service: () => Promise<PlacesService>) {
    this.#service = service;
  }

  /** What is known already; what is not is looked up, and told by `onDidChange`. */
  of(uri: string, document: AdvisoryDocument, { clone, known }: DocumentContext): FieldFacts | undefined {
    if (!clone) return undefined;
    const { affected } = documentContent(document);
    const functions = [...new Set(affected.flatMap((item) => item.functions))].slice(0, 100);
    const asked = JSON.stringify([clone, functions, affected.map(({ range }) => range)]);
    const before = this.#known.get(uri);
    if (before?.asked === asked) return before.facts;
    before?.stop.abort();
    const stop = new AbortController();
    // Until it is known, what was known before is better than nothing.
    const entry = { asked, facts: before?.facts, stop };
    this.#known.set(uri, entry);
    void this.#service()
      .then((service) =>
        service.fieldFacts({ ...clone, process: known.process, vulnerabilities: affected }, functions, { signal: stop.signal }),
      )
      .then(
        (facts) => {
          if (stop.signal.aborted) return;
          entry.facts = facts;
          this.#changes.fire(uri);
        },
        () => undefined,
      );
    return entry.facts;
  }

  forget(uri?: string): void {
    for (const [one, { stop }] of this.#known)
      if (uri === undefined || uri === one) {
        stop.abort();
        this.#known.delete(one);
      }
  }
}
