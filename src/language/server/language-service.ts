import type { Connection } from 'vscode-languageserver/node';
import { systemTimers } from '../../common/ports.ts';
import type { PlacesService } from '../../places/service.ts';
import { Diagnostics } from './diagnostics.ts';
import { answerFeatures, CAPABILITIES } from './features.ts';
import { FieldFactsOf } from './field-facts.ts';
import { language as languageFeatures } from './load-language.ts';
import { OpenDocuments } from './open-documents.ts';

export { CAPABILITIES };

/**
 * The language features over advisory documents, on a connection to an editor.
 * @param places what looks into clones; read when a document is open whose product has one
 * @param now milliseconds since the epoch
 */
export function serveLanguage(
  connection: Connection,
  places: () => Promise<PlacesService>,
  now: () => number,
): { forgetClones(): void; prepare(): void } {
  const facts = new FieldFactsOf(places);
  const documents = new OpenDocuments(connection, now, facts);
  const diagnostics = new Diagnostics(connection, documents, systemTimers);
  documents.listen(
    (uri) => {
      diagnostics.changed(uri);
    },
    (uri) => {
      facts.forget(uri);
      diagnostics.closed(uri);
    },
  );
  answerFeatures(connection, documents, diagnostics);
  return {
    prepare: () => {
      void languageFeatures();
    },
    forgetClones: () => {
      facts.forget();
    },
  };
}
